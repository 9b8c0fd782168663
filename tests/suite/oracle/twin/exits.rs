//! What happens to people: jobs and other exits.

use super::*;

impl Twin<'_> {
    pub fn draw_exits(&mut self, i: usize) {
        let (jobs, others) = (self.ask_nth(i, JOB, 0), self.ask_in_spell(i, OTHER_EXIT));
        for cause in 0..5 {
            let u = if cause < 2 { jobs.uniform(cause) } else { others.uniform(cause - 2) };
            self.people[i].left[cause] = exponential(u) / self.hazard(i, cause);
        }
    }

    /// A person's hazard per day, without the factors that change.
    pub fn hazard(&self, i: usize, cause: usize) -> f64 {
        self.s.world.exits.per_day[cause] * if cause < 2 { self.people[i].multiplier } else { 1.0 }
    }

    /// The factors on job hazards and on the others on a day.
    pub fn factors(&self, i: usize, day: Day) -> (f64, f64) {
        let (exits, days) = (&self.s.world.exits, f64::from(day - self.people[i].registered_on));
        let climate = exits.season[day.ymd().1 as usize - 1] * exits.cycle.on(day).copied().unwrap_or(1.0);
        let effect = &self.s.world.effect;
        let service = match self.active(i) {
            Some(referral) if day <= referral.start.plus_months(effect.lock_in_months) => effect.lock_in,
            Some(_) => effect.after,
            None => 1.0,
        };
        (exits.job_duration.at(days) * climate * service, exits.other_duration.at(days))
    }

    /// The first cause to happen when so much is left: on one day a job comes before another exit.
    pub fn spent(left: &[f64; 5]) -> Option<Cause> {
        let first = |causes: std::ops::Range<usize>| {
            let spent = causes.filter(|cause| left[*cause] <= 0.0);
            spent.min_by(|a, b| left[*a].total_cmp(&left[*b])).map(|cause| Cause::ALL[cause])
        };
        first(0..2).or(first(2..5))
    }

    /// The days until the next job or studies, if nothing else comes before and it is within so many days.
    pub fn work_within(&self, i: usize, days: i32) -> Option<i32> {
        let mut left = self.people[i].left;
        for ahead in 1..=days {
            let (jobs, others) = self.factors(i, self.today + ahead);
            (0..5).for_each(|cause| left[cause] -= if cause < 2 { jobs } else { others });
            if let Some(cause) = Self::spent(&left) {
                return cause.is_work_or_study().then_some(ahead);
            }
        }
        None
    }

    pub fn outcomes(&mut self) {
        for i in 0..self.people.len() {
            if !self.people[i].registered {
                continue;
            }
            let (jobs, others) = self.factors(i, self.today);
            (0..5).for_each(|cause| self.people[i].left[cause] -= if cause < 2 { jobs } else { others });
            let mut left = self.people[i].left;
            while let Some(cause) = Self::spent(&left).filter(|_| self.people[i].registered) {
                self.leave_by(i, cause);
                // One job a day; but another exit may follow a job that did not end the registration.
                (left[0], left[1]) = (1.0, 1.0);
            }
        }
    }

    pub fn leave_by(&mut self, i: usize, cause: Cause) {
        let (s, today, ordinal) = (self.s, self.today, self.people[i].jobs_found);
        let work = s.world.jobs.work(cause, self.ask_nth(i, WORK, ordinal));
        let stays = cause == Cause::TemporaryJob && self.ask_nth(i, JOB, ordinal).uniform(3) >= s.world.jobs.temporary_ends_registration;
        if cause.is_work_or_study() {
            let payable = work.full_time && today + work.days >= s.policy.payments.lasting_until(today);
            self.tell(i, What::WorkBegan { cause, full_time: work.full_time, ends_registration: !stays, payable });
            if work.full_time || !stays {
                self.end_service(i, EndReason::of(cause));
            }
            self.claim(i, cause, &work);
        }
        if stays {
            self.people[i].jobs_found += 1;
            let again = self.ask_nth(i, JOB, ordinal + 1).uniform(1);
            self.people[i].left[1] = exponential(again) / self.hazard(i, 1);
            self.hold_job(i, today + work.days);
        } else {
            self.deregister(i, cause, &work);
        }
    }

    /// At work until a day, or longer if there is a job that lasts longer.
    pub fn hold_job(&mut self, i: usize, until: Day) {
        let until = self.plan(until);
        self.people[i].category = Category::Employed;
        if until.0 > self.people[i].works_until.0 {
            self.people[i].works_until = until;
        }
    }

    pub fn end_work(&mut self, i: usize) {
        if self.people[i].registered && self.people[i].category == Category::Employed {
            self.people[i].category = Category::Unemployed;
            self.tell(i, What::WorkEnded);
        }
    }

    /// Off the register, out of the service, out of every queue and plan.
    pub fn deregister(&mut self, i: usize, cause: Cause, work: &Work) {
        self.end_service(i, EndReason::of(cause));
        if self.people[i].referrals.last().is_some_and(|referral| referral.step != Step::Over) {
            self.referral(i).step = Step::Over;
            self.desks.iter_mut().for_each(|desk| desk.queue.retain(|other| *other != i));
        }
        self.local.iter_mut().chain(&mut self.distance).for_each(|office| office.talks.retain(|other| *other != i));
        self.tell(i, What::Deregistered { cause });
        let lasts = if cause.is_work_or_study() { work.days } else { 0 };
        let returns = work.returns_after.map(|delay| self.plan(self.today + (lasts + delay).max(1)));
        let person = &mut self.people[i];
        (person.registered, person.returns, person.talk, person.case) = (false, returns, Talk::None, None);
        person.profilings_planned.clear();
    }
}
