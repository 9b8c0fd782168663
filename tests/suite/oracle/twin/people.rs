//! Who comes and who leaves.

use super::*;

impl Twin<'_> {
    pub fn register_stock(&mut self) {
        let (world, today) = (&self.s.world, self.today);
        let shares = cumulative(world.areas.iter().map(|area| area.stock_share));
        let longest = world.stock.longest(self.s.run.from).max(1);
        let register = Register::new(&world.stock, &world.composition, &self.profiler.hazards, &world.exits, longest);
        for number in 0..world.stock.size() {
            let luck = self.chance.of(Identity(number as u64 + 1));
            let i = self.enter(luck, Population::Stock, world.stock.member(number, luck, &world.composition, &register, &shares, today));
            if self.people[i].subject.category == Category::Employed {
                self.plan(i, today + world.jobs.rest_of_held(luck.answer(PROGRAMME, 0)), To::EndWork);
            }
            self.people[i].call = Some((exponential(luck.answer(PROGRAMME, 0).uniform(3)), self.contact_weight(i)));
        }
    }

    pub fn register_new(&mut self) {
        let (world, today) = (&self.s.world, self.today);
        let expected = world.inflow.expected(today, &self.workdays);
        for (index, area) in world.areas.iter().enumerate() {
            for luck in world.inflow.arrivals(self.chance, area.key, expected[index], today, today - self.s.run.from) {
                let (origin, background) = (luck.answer(ORIGIN, 0), luck.answer(BACKGROUND, 0));
                let traits = world.composition.draw(origin, background, AreaId(index as u16), 1, today);
                self.enter(luck, Population::New, (traits, today, Category::Unemployed, None));
            }
        }
    }

    pub fn enter(&mut self, luck: Luck, population: Population, member: Member) -> usize {
        let (i, (traits, registered_on, category, programme)) = (self.people.len(), member);
        let who = self.profiler.hazards.enter(luck, luck.answer(CONDITION, 0), traits, registered_on, self.today);
        let subject = Subject::new(PersonId(i as u32), population, &traits, category);
        let (days, left, call, desk) = (BTreeMap::new(), [0.0; 5], None, 0);
        let (verdict, level, referred_as) = (Verdict::TooNear, Level::A, Verdict::TooNear);
        self.people.push(Person { who, subject, days, left, call, verdict, level, referred_as, desk });
        self.begin_spell(i, programme);
        i
    }

    pub fn begin_spell(&mut self, i: usize, programme: Option<Programme>) {
        let (inflow, today, who) = (&self.s.world.inflow, self.today, self.people[i].who);
        let is_stock = today < self.s.run.from;
        let u = |cause| if cause < 2 { who.ask_again(JOB, 0).uniform(cause) } else { who.ask(OTHER_EXIT).uniform(cause - 2) };
        self.people[i].left = std::array::from_fn(|cause| self.wait(i, cause, u(cause)));
        self.people[i].subject.programme = programme.unwrap_or(self.people[i].who.path(&self.s.world.programmes).on(today));
        let new = || inflow.channel(who.ask(REGISTRATION), self.work_within(i, inflow.own_journey_days));
        let channel = if is_stock { Channel::Stock } else { new() };
        self.tell(i, What::Registered { channel });
        if channel == Channel::Web {
            self.profile(i, Occasion::Registration);
        }
        if !is_stock {
            // A case is opened at the earliest when the own journey should have ended.
            self.plan_case(i, if channel == Channel::OwnJourney { today + inflow.own_journey_days } else { today }, 0);
        }
    }

    pub fn change_programmes(&mut self) {
        for i in 0..self.people.len() {
            let (path, today) = (self.people[i].who.path(&self.s.world.programmes), self.today);
            let (programme, changes) = (path.on(today), path.next_change(today - 1, today).is_some());
            if changes && programme != self.people[i].subject.programme && self.is_registered(i) {
                self.people[i].subject.programme = programme;
                self.tell(i, What::ProgrammeEntered { programme });
            }
        }
    }

    /// An exponential over a person's hazard per day at registration.
    pub fn wait(&self, i: usize, cause: usize, u: f64) -> f64 {
        exponential(u) / (self.s.world.exits.per_day[cause] * if cause < 2 { self.people[i].who.multiplier } else { 1.0 })
    }

    /// What is left after a day, and the causes that are spent: the first job and the first other exit.
    pub fn spend(&self, i: usize, left: [f64; 5], day: Day) -> ([f64; 5], Vec<Cause>) {
        let (exits, days) = (&self.s.world.exits, f64::from(day - self.people[i].who.registered_on));
        let effort = self.last_service(i).map_or(1.0, |k| self.services[k].effort_factor);
        let ratios = self.in_service(i).map(|start| self.s.world.effect.ratios(start, effort));
        let service = ratios.iter().flatten().find(|ratio| day <= ratio.until).map_or(1.0, |ratio| ratio.factor);
        let (job, other) = (exits.job_duration.at(days) * exits.climate(day) * service, exits.other_duration.at(days));
        let left: [f64; 5] = std::array::from_fn(|cause| left[cause] - if cause < 2 { job } else { other });
        let spent = |causes: std::ops::Range<usize>| causes.filter(|cause| left[*cause] <= 0.0);
        let first = [0..2, 2..5].map(|causes| spent(causes).min_by(|a, b| left[*a].total_cmp(&left[*b])));
        (left, first.into_iter().flatten().map(|cause| Cause::ALL[cause]).collect())
    }

    /// The days until the next job or studies, if nothing else comes before and it is within so many days.
    pub fn work_within(&self, i: usize, days: i32) -> Option<i32> {
        let mut left = self.people[i].left;
        for ahead in 1..=days {
            let (rest, causes) = self.spend(i, left, self.today + ahead);
            if let Some(cause) = causes.first() {
                return cause.is_work_or_study().then_some(ahead);
            }
            left = rest;
        }
        None
    }

    /// On one day a job comes before another exit, which may follow if the job does not end the registration.
    pub fn leave(&mut self) {
        for i in 0..self.people.len() {
            let (left, causes) = self.spend(i, self.people[i].left, self.today);
            self.people[i].left = left;
            causes.into_iter().for_each(|cause| self.leave_by(i, cause));
        }
    }

    pub fn leave_by(&mut self, i: usize, cause: Cause) {
        if !self.is_registered(i) {
            return;
        }
        let (s, today, who, ordinal) = (self.s, self.today, self.people[i].who, self.told(i, Kind::WorkBegan).len() as u16);
        let work = s.world.jobs.work(cause, who.ask_again(WORK, ordinal));
        let ends_registration = s.world.jobs.ends_registration(cause, who.ask_again(JOB, ordinal));
        if cause.is_work_or_study() {
            let payable = work.is_payable(today, s.policy.payments.lasting_until(today));
            self.tell(i, What::WorkBegan { cause, full_time: work.full_time, ends_registration, payable });
        }
        if ends_registration || work.full_time {
            self.end_service(i, EndReason::of(cause));
        }
        if cause != Cause::Other {
            self.claim(i, cause, &work);
        }
        if ends_registration {
            self.tell(i, What::Deregistered { cause });
            self.plans.retain(|(_, person, to)| *person != i || matches!(to, To::Claim(..) | To::Approve(..) | To::Recover(_)));
            work.returns_in(cause).into_iter().for_each(|days| self.plan(i, today + days, To::Return));
        } else {
            self.people[i].left[1] = self.wait(i, 1, who.ask_again(JOB, ordinal + 1).uniform(1));
            self.people[i].subject.category = Category::Employed;
            self.plan(i, today + work.days, To::EndWork);
        }
    }
}
