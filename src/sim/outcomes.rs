//! What really happens to a person: the races between causes of leaving, jobs that end a registration and jobs that don't.

use super::event::Event;
use super::run::Sim;
use super::state::PlacementState;
use crate::engine::draws;
use crate::engine::streams::Answer;
use crate::journal::{Reader, What};
use crate::pathway::clock::Ratio;
use crate::pathway::outcomes::{Cause, Work};
use crate::pathway::person::Category;
use crate::pathway::placement::EndReason;
use crate::pathway::question::{JOB, OTHER_EXIT, WORK, occasion};
use crate::units::Day;

impl<R: Reader> Sim<'_, R> {
    /// Draws when a person would leave in the spell that is beginning (or, for the stock, from the start of the run on).
    pub fn draw_exits(&mut self, person: u32) {
        self.draw_jobs(person);
        self.draw_other_exit(person);
        self.find_next_job(person);
        self.schedule_outcome(person);
    }

    fn draw_jobs(&mut self, person: u32) {
        let record = self.state.person(person);
        let answer = self.ask(person, JOB, occasion(record.spell, record.jobs_found));
        let left = [Cause::PermanentJob, Cause::TemporaryJob].map(|cause| self.job_time(person, cause, answer));
        let day = self.day;
        let record = self.state.person_mut(person);
        (record.left, record.anchor) = (left, day);
    }

    /// The exponential of a job, in time of the job clock.
    fn job_time(&self, person: u32, cause: Cause, answer: Answer) -> f64 {
        let rate = self.model.scenario.world.exits.per_day[cause as usize] * self.state.person(person).multiplier;
        draws::exponential(answer.uniform(cause as usize)) / rate
    }

    fn draw_other_exit(&mut self, person: u32) {
        let record = self.state.person(person);
        let answer = self.ask(person, OTHER_EXIT, u32::from(record.spell));
        let per_day = &self.model.scenario.world.exits.per_day;
        let ahead = self.model.others.passed(record.registered_on, self.day, self.model.horizon, &[]);
        let mut first = (f64::INFINITY, Cause::Other);
        for (index, cause) in [Cause::Education, Cause::SupportedWork, Cause::Other].into_iter().enumerate() {
            let (u, rate) = (answer.uniform(index), per_day[cause as usize]);
            // An exponential is at least its uniform: most exits lie beyond the horizon without a logarithm.
            if u <= ahead * rate {
                let time = draws::exponential(u) / rate;
                first = if time < first.0 { (time, cause) } else { first };
            }
        }
        let next = if first.0 <= ahead { self.model.others.reached(record.registered_on, self.day, first.0, &[]) } else { None };
        let record = self.state.person_mut(person);
        (record.next_other, record.next_other_cause) = (next, first.1);
    }

    /// The hazard ratios that hold for a person from now on.
    fn ratios(&self, person: u32) -> Option<[Ratio; 2]> {
        let placement = self.state.placement_in(person, PlacementState::Active)?;
        Some(self.model.scenario.world.effect.ratios(self.state.placement(placement).start))
    }

    /// Reads the job clock for the day of the next job.
    fn find_next_job(&mut self, person: u32) {
        let ratios = self.ratios(person);
        let record = self.state.person(person);
        let [permanent, temporary] = record.left;
        let (left, cause) = if permanent <= temporary { (permanent, Cause::PermanentJob) } else { (temporary, Cause::TemporaryJob) };
        let next = self.model.jobs.reached(record.registered_on, record.anchor, left, ratios.as_ref().map_or(&[], |r| &r[..]));
        let record = self.state.person_mut(person);
        (record.next_job, record.next_job_cause) = (next, cause);
    }

    fn schedule_outcome(&mut self, person: u32) {
        if let Some((day, _)) = self.state.person(person).next_exit() {
            self.state.schedule(day, Event::Outcome(person));
        }
    }

    /// Spends what has passed of the exponentials since the anchor, under the hazard ratios that held until now.
    /// Call it before the change that ends them, and [`Sim::go_on`] after.
    pub fn spend(&mut self, person: u32) {
        let ratios = self.ratios(person);
        let record = self.state.person(person);
        let passed = self.model.jobs.passed(record.registered_on, record.anchor, self.day, ratios.as_ref().map_or(&[], |r| &r[..]));
        let day = self.day;
        let record = self.state.person_mut(person);
        record.left = record.left.map(|left| left - passed);
        record.anchor = day;
    }

    /// Finds the next job anew after a changed hazard.
    pub fn go_on(&mut self, person: u32) {
        self.find_next_job(person);
        self.schedule_outcome(person);
    }

    /// Leaving by the next cause, unless that has changed since the event was scheduled.
    pub fn outcome(&mut self, person: u32) {
        let record = self.state.person(person);
        match record.next_exit() {
            Some((day, cause)) if record.registered && day == self.day => self.leave_by(person, cause),
            _ => {}
        }
    }

    fn leave_by(&mut self, person: u32, cause: Cause) {
        let record = self.state.person(person);
        let now = occasion(record.spell, record.jobs_found);
        let work = self.model.scenario.world.jobs.work(cause, self.ask(person, WORK, now));
        let ends_registration = self.model.scenario.world.jobs.ends_registration(cause, self.ask(person, JOB, now));
        if cause.is_work_or_study() {
            self.begin_work(person, cause, &work, ends_registration);
        }
        if ends_registration {
            self.deregister(person, cause, &work);
        } else {
            self.stay_in_work(person, &work);
        }
    }

    /// A job or studies begin. Full-time work ends a service even if the person stays registered.
    fn begin_work(&mut self, person: u32, cause: Cause, work: &Work, ends_registration: bool) {
        let payable = self.model.scenario.policy.payments.is_payable(work, self.day);
        self.tell(person, What::WorkBegan { cause, full_time: work.full_time, ends_registration, payable });
        if !ends_registration && work.full_time {
            self.leave_service(person, EndReason::Job);
        }
        if ends_registration {
            self.leave_service(person, EndReason::of(cause));
        }
        self.claim_result(person, cause, work);
    }

    /// Off the register, out of the service and out of every queue.
    fn deregister(&mut self, person: u32, cause: Cause, work: &Work) {
        self.leave_service(person, EndReason::of(cause));
        self.cancel_referral(person);
        self.tell(person, What::Deregistered { cause });
        self.state.person_mut(person).registered = false;
        self.state.registered -= 1;
        self.check.left += 1;
        if let Some(days) = work.returns_in(cause) {
            self.state.schedule(later(self.day, days), Event::Return(person));
        }
    }

    /// A job that does not end the registration: the person is employed until it is over, and the search goes on.
    fn stay_in_work(&mut self, person: u32, work: &Work) {
        self.spend(person);
        self.state.person_mut(person).jobs_found += 1;
        let record = self.state.person(person);
        let answer = self.ask(person, JOB, occasion(record.spell, record.jobs_found));
        let again = self.job_time(person, Cause::TemporaryJob, answer);
        let record = self.state.person_mut(person);
        record.left[Cause::TemporaryJob as usize] = again;
        self.hold_job(person, later(self.day, work.days));
        self.go_on(person);
    }

    /// Employed on the register until a day; who already has a job that lasts longer keeps that as well.
    pub fn hold_job(&mut self, person: u32, until: Day) {
        let record = self.state.person_mut(person);
        record.category = Category::Employed;
        record.works_until = record.works_until.max(until);
        let (until, spell) = (record.works_until, record.spell);
        self.state.schedule(until, Event::WorkEnds { person, spell });
    }

    pub fn end_work(&mut self, person: u32, spell: u8) {
        let record = self.state.person(person);
        if record.in_spell(spell) && record.category == Category::Employed && record.works_until == self.day {
            self.state.person_mut(person).category = Category::Unemployed;
            self.tell(person, What::WorkEnded);
        }
    }
}

fn later(day: Day, days: i32) -> Day {
    Day(day.0.saturating_add(days))
}
