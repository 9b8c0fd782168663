//! What really happens to a person: the races between causes of leaving, jobs that end a registration and jobs that don't.

use super::event::Event;
use super::model::Model;
use super::run::Sim;
use super::state::{Person, PlacementState};
use crate::engine::draws;
use crate::engine::streams::Answer;
use crate::journal::What;
use crate::pathway::clock::Ratio;
use crate::pathway::outcomes::{Cause, Work};
use crate::pathway::person::Category;
use crate::pathway::placement::EndReason;
use crate::pathway::question::{JOB, OTHER_EXIT, WORK, occasion};
use crate::units::Day;

const JOBS: [Cause; 2] = [Cause::PermanentJob, Cause::TemporaryJob];

/// The races between causes of leaving, as one person runs them on a day.
#[derive(Clone, Copy)]
struct Race<'a> {
    model: &'a Model,
    day: Day,
}

impl Race<'_> {
    /// Draws when a person would leave in the spell that is beginning (or, for the stock, from the start of the run on).
    fn begin(self, person: &mut Person) {
        (person.anchor, person.jobs_drawn, person.next_job) = (self.day, false, Day::NEVER);
        let answer = person.luck.answer(JOB, occasion(person.subject.spell, person.jobs_found));
        if self.job_may_come(person, answer) {
            self.draw_jobs(person, answer);
            self.find_next_job(person, &[]);
        }
        self.draw_other_exit(person);
    }

    /// Whether a job may come within the model's horizon. An exponential is at least its uniform, so most that don't are known
    /// without a logarithm; the margin is for rounding.
    fn job_may_come(self, person: &Person, answer: Answer) -> bool {
        let ahead = self.model.jobs.ahead(person.registered_on, self.day) * person.multiplier * (1.0 + 1e-9);
        let per_day = &self.model.scenario.world.exits.per_day;
        let [permanent, temporary] = JOBS.map(|cause| answer.uniform(cause as usize) <= ahead * per_day[cause as usize] + 1e-14);
        permanent | temporary
    }

    /// Draws the exponentials of both jobs, as of the anchor.
    fn draw_jobs(self, person: &mut Person, answer: Answer) {
        (person.left, person.jobs_drawn) = (JOBS.map(|cause| self.job_time(person, cause, answer)), true);
    }

    /// The exponential of a job, in time of the job clock.
    fn job_time(self, person: &Person, cause: Cause, answer: Answer) -> f64 {
        let rate = self.model.scenario.world.exits.per_day[cause as usize] * person.multiplier;
        if rate > 0.0 { draws::exponential(answer.uniform(cause as usize)) / rate } else { f64::INFINITY }
    }

    /// Reads the job clock for the day of the next job, under hazard ratios.
    fn find_next_job(self, person: &mut Person, ratios: &[Ratio]) {
        let [permanent, temporary] = person.left;
        let (left, cause) = if permanent <= temporary { (permanent, Cause::PermanentJob) } else { (temporary, Cause::TemporaryJob) };
        let next = self.model.jobs.reached(person.registered_on, person.anchor, left, ratios);
        (person.next_job, person.next_job_cause) = (next.unwrap_or(Day::NEVER), cause);
    }

    fn draw_other_exit(self, person: &mut Person) {
        if !self.model.possible.other_exits {
            (person.next_other, person.next_other_cause) = (Day::NEVER, Cause::Other);
            return;
        }
        let answer = person.luck.answer(OTHER_EXIT, u32::from(person.subject.spell));
        let (clock, per_day) = (&self.model.others, &self.model.scenario.world.exits.per_day);
        let ahead = clock.ahead(person.registered_on, self.day);
        let mut first = (f64::INFINITY, Cause::Other);
        for (index, cause) in [Cause::Education, Cause::SupportedWork, Cause::Other].into_iter().enumerate() {
            let (u, rate) = (answer.uniform(index), per_day[cause as usize]);
            // Again, most exits lie beyond the horizon without a logarithm.
            if u <= ahead * rate {
                let time = draws::exponential(u) / rate;
                first = if time < first.0 { (time, cause) } else { first };
            }
        }
        let next = if first.0 <= ahead { clock.reached(person.registered_on, self.day, first.0, &[]) } else { None };
        (person.next_other, person.next_other_cause) = (next.unwrap_or(Day::NEVER), first.1);
    }

    /// Spends what has passed of the exponentials since the anchor, under the hazard ratios that held.
    fn spend(self, person: &mut Person, ratios: &[Ratio]) {
        if !person.jobs_drawn {
            self.draw_jobs(person, person.luck.answer(JOB, occasion(person.subject.spell, person.jobs_found)));
        }
        let passed = self.model.jobs.passed(person.registered_on, person.anchor, self.day, ratios);
        (person.left, person.anchor) = (person.left.map(|left| left - passed), self.day);
    }
}

impl<'a> Sim<'a> {
    fn race(&self) -> Race<'a> {
        Race { model: self.model, day: self.day }
    }

    /// Draws when a person would leave.
    pub fn draw_exits(&mut self, person: u32) {
        self.race().begin(self.state.person_mut(person));
        self.schedule_outcome(person);
    }

    /// The hazard ratios that hold for a person from now on.
    fn ratios(&self, person: u32) -> Option<[Ratio; 2]> {
        let placement = self.state.placement_in(person, PlacementState::Active)?;
        let record = self.state.placement(placement);
        Some(self.model.scenario.world.effect.ratios(record.start, record.effort_factor))
    }

    fn schedule_outcome(&mut self, person: u32) {
        let (day, _) = self.state.person(person).next_exit();
        self.state.schedule(day, Event::Outcome(person));
    }

    /// Spends what has passed of a person's exponentials under the hazard ratios that held until now. Call it before the change
    /// that ends them, and [`Sim::go_on`] after.
    pub fn spend(&mut self, person: u32) {
        let (race, ratios) = (self.race(), self.ratios(person));
        race.spend(self.state.person_mut(person), ratios.as_ref().map_or(&[], |ratios| &ratios[..]));
    }

    /// Finds the next job anew after a changed hazard.
    pub fn go_on(&mut self, person: u32) {
        let (race, ratios) = (self.race(), self.ratios(person));
        race.find_next_job(self.state.person_mut(person), ratios.as_ref().map_or(&[], |ratios| &ratios[..]));
        self.schedule_outcome(person);
    }

    /// Leaving by the next cause, unless that has changed since the event was scheduled.
    pub fn outcome(&mut self, person: u32) {
        let record = self.state.person(person);
        let (day, cause) = record.next_exit();
        if record.registered && day == self.day {
            self.leave_by(person, cause);
        }
    }

    fn leave_by(&mut self, person: u32, cause: Cause) {
        let record = self.state.person(person);
        let now = occasion(record.subject.spell, record.jobs_found);
        let work = self.model.scenario.world.jobs.work(cause, self.ask(person, WORK, now));
        let ends_registration = self.model.scenario.world.jobs.ends_registration(cause, self.ask(person, JOB, now));
        if cause.is_work_or_study() {
            self.begin_work(person, cause, &work, ends_registration);
        } else if cause == Cause::SupportedWork {
            self.leave_service(person, EndReason::of(cause));
            self.claim_result(person, cause, &work);
        }
        if ends_registration {
            self.deregister(person, cause, &work);
        } else {
            self.stay_in_work(person, &work);
        }
    }

    /// A job or studies begin. Full-time work ends a service even if the person stays registered.
    fn begin_work(&mut self, person: u32, cause: Cause, work: &Work, ends_registration: bool) {
        let payable = work.is_payable(self.day, self.rules.lasting_until);
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
        let answer = self.ask(person, JOB, occasion(record.subject.spell, record.jobs_found));
        let again = self.race().job_time(record, Cause::TemporaryJob, answer);
        let record = self.state.person_mut(person);
        record.left[Cause::TemporaryJob as usize] = again;
        self.hold_job(person, later(self.day, work.days));
        self.go_on(person);
    }

    /// Employed on the register until a day; who already has a job that lasts longer keeps that as well.
    pub fn hold_job(&mut self, person: u32, until: Day) {
        let record = self.state.person_mut(person);
        record.subject.category = Category::Employed;
        record.works_until = record.works_until.max(until);
        let (until, spell) = (record.works_until, record.subject.spell);
        self.state.schedule(until, Event::WorkEnds { person, spell });
    }

    pub fn end_work(&mut self, person: u32, spell: u8) {
        let record = self.state.person(person);
        if record.in_spell(spell) && record.subject.category == Category::Employed && record.works_until == self.day {
            self.state.person_mut(person).subject.category = Category::Unemployed;
            self.tell(person, What::WorkEnded);
        }
    }
}

fn later(day: Day, days: i32) -> Day {
    Day(day.0.saturating_add(days))
}
