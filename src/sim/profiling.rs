//! Profiling: reading the tool, the verdict, and what a verdict sets going.

use super::event::Event;
use super::run::Sim;
use super::state::{Person, PlacementState, Stage};
use crate::journal::What;
use crate::pathway::person::{Population, Registrant};
use crate::pathway::profiling::{Occasion, Profile};
use crate::pathway::question::{CASE_OPENED, INPUTS, PREPROFILED, TALK, occasion};
use crate::pathway::thresholds::Verdict;
use crate::units::Day;

impl Sim<'_> {
    /// What is fixed at the first profiling of a spell: whether the register data are wrong and when that is found, and
    /// whether a no would be overruled.
    fn before_first_profiling(&mut self, person: u32) {
        if !self.model.possible.mistakes {
            return;
        }
        let spell = self.state.person(person).subject.spell;
        let (tool, decisions) = (&self.model.scenario.world.tool, &self.model.scenario.policy.decisions);
        let (inputs, talk) = (self.ask(person, INPUTS, u32::from(spell)), self.ask(person, TALK, u32::from(spell)));
        let (wrong, found_after) = tool.inputs(inputs);
        let record = self.state.person_mut(person);
        record.wrong_inputs = wrong;
        record.overruled = [Verdict::TooNear, Verdict::TooFar].map(|verdict| decisions.overrules(verdict, talk.uniform(3)));
        if let Some(days) = found_after {
            let correction = Event::Profiling { person, spell, occasion: Occasion::Correction };
            self.state.schedule(self.day + days, correction);
        }
    }

    pub fn profile_at_registration(&mut self, person: u32) {
        self.profile(person, Occasion::Registration);
    }

    /// A profiling that was scheduled: not while the person is in the service, where the provider has the case.
    pub fn profile_again(&mut self, person: u32, spell: u8, reason: Occasion) {
        if !self.state.person(person).in_spell(spell) {
            return;
        }
        if reason == Occasion::FollowUp && !self.follow_up_stands(person) {
            return;
        }
        if reason == Occasion::CaseOpened {
            let start = self.state.person(person).case_clock;
            self.schedule_case(person, start, self.day);
        }
        if reason == Occasion::Correction {
            self.state.person_mut(person).wrong_inputs = false;
        }
        let in_service = self.state.placement_in(person, PlacementState::Active).is_some();
        if !in_service {
            self.profile(person, reason);
        }
    }

    /// A follow-up is planned after each too near: only the one after the last profiling stands.
    fn follow_up_stands(&self, person: u32) -> bool {
        let record = self.state.person(person);
        record.verdict == Verdict::TooNear && record.profiled_on + self.model.scenario.policy.decisions.follow_up_days == self.day
    }

    /// Reads the score, applies the lines and acts on the verdict.
    pub fn profile(&mut self, person: u32, reason: Occasion) {
        let day = self.day;
        let ordinal = self.state.person(person).profilings;
        if ordinal == 0 {
            self.before_first_profiling(person);
        }
        let Profile { score, verdict, by_lines } = self.model.profiler.profile(&self.registrant(person), &self.rules.profiling, ordinal);
        let record = self.state.person_mut(person);
        let first = !record.ever_profiled;
        record.ever_profiled = true;
        record.profilings += 1;
        (record.profiled_on, record.verdict) = (day, verdict);
        self.tell(person, What::Profiled { score, verdict, by_lines, occasion: reason, first });
        if ordinal == 0 {
            self.open_case_of_stock(person);
        }
        self.act_on_verdict(person, verdict);
    }

    /// Cases of those registered long are opened again once they have been contacted and informed. The intensity goes by the
    /// days since registration, as for the new: its steep start is the follow-up meeting of a new registration.
    fn open_case_of_stock(&mut self, person: u32) {
        let record = self.state.person(person);
        if record.subject.population == Population::Stock && record.subject.spell == 0 {
            self.schedule_case(person, record.registered_on, self.day);
        }
    }

    /// A verdict opens the way to a talk, or to a follow-up later.
    fn act_on_verdict(&mut self, person: u32, verdict: Verdict) {
        let (spell, overruled) = (self.state.person(person).subject.spell, self.state.person(person).overruled);
        if verdict == Verdict::TooNear {
            let follow_up = Event::Profiling { person, spell, occasion: Occasion::FollowUp };
            self.state.schedule(self.day + self.model.scenario.policy.decisions.follow_up_days, follow_up);
        }
        let leads_on = match verdict {
            Verdict::TooNear => overruled[0],
            Verdict::TooFar => overruled[1],
            _ => true,
        };
        if leads_on && self.state.person(person).stage == Stage::Open {
            self.plan_talk(person);
        }
    }

    /// The person as the tool and hazards go by.
    fn registrant(&self, person: u32) -> Registrant {
        let record = self.state.person(person);
        let Person { luck, age_group, multiplier, registered_on, wrong_inputs, .. } = *record;
        Registrant { luck, traits: record.traits(), age_group, multiplier, registered_on, spell: record.subject.spell, wrong_inputs }
    }

    /// Schedules the next opening of a case after `from`, by the intensity since `start`.
    pub fn schedule_case(&mut self, person: u32, start: Day, from: Day) {
        if from > self.model.scenario.run.to || !self.model.possible.openings {
            return;
        }
        let record = self.state.person(person);
        let (spell, ordinal) = (record.subject.spell, record.cases_opened);
        let u = self.ask(person, CASE_OPENED, occasion(spell, ordinal)).uniform(0);
        let record = self.state.person_mut(person);
        record.cases_opened += 1;
        record.case_clock = start;
        if let Some(day) = self.model.openings.next(start, from, u) {
            self.state.schedule(day, Event::Profiling { person, spell, occasion: Occasion::CaseOpened });
        }
    }

    /// Whether the pre-profiling tool puts a person in the target group.
    pub fn preprofile(&self, person: u32) -> bool {
        self.model.profiler.preprofile(&self.registrant(person), &self.rules.profiling)
    }

    /// A person's place in the draw for the pre-profiling list; of equal ones the lower number comes first.
    pub fn preprofiling_turn(&self, person: u32) -> (f64, u32) {
        (self.ask(person, PREPROFILED, 0).uniform(0), person)
    }

    /// A data fault is mended: those it placed wrongly get the level that the right data give.
    pub fn mend_fault(&mut self, fault: u32) {
        let fault = &self.model.scenario.world.tool.data_faults[fault as usize];
        for person in 0..self.state.persons.len() as u32 {
            let record = self.state.person(person);
            let read_under_it = (record.profilings > 0) & (fault.from <= record.profiled_on) & (record.profiled_on <= fault.until);
            if (record.registered & read_under_it) && self.model.profiler.is_misread(&self.registrant(person), fault) {
                self.correct_verdict(person);
            }
        }
    }

    /// Reads the last profiling again with the right data and corrects the verdict and a level that came of it.
    fn correct_verdict(&mut self, person: u32) {
        let record = self.state.person(person);
        let (day, ordinal) = (record.profiled_on, record.profilings - 1);
        let right = self.model.profiler.rules_on(day).without_fault();
        let verdict = self.model.profiler.profile(&self.registrant(person), &right, ordinal).verdict;
        self.state.person_mut(person).verdict = verdict;
        if let Some(level) = verdict.level() {
            self.correct_level(person, level);
        }
    }
}
