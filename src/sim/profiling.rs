//! Profiling: reading the tool, the verdict, and what a verdict sets going.

use super::event::Event;
use super::model::{Reader as ScoreReader, Rules};
use super::run::Sim;
use super::state::{PlacementState, Stage};
use crate::engine::{draws, math};
use crate::journal::{Reader, What};
use crate::pathway::outcomes::{CHANCE_DAYS, EffectTable};
use crate::pathway::person::{Population, Traits};
use crate::pathway::profiling::{DataFault, Occasion, mix, read_truth};
use crate::pathway::question::{CASE_OPENED, INPUTS, LOCKED_SIDE, PREPROFILED, READING, STANDING, TALK, occasion};
use crate::pathway::thresholds::Verdict;
use crate::units::{Day, JobChance};

impl<R: Reader> Sim<'_, R> {
    /// What is fixed at the first profiling of a spell: whether the register data are wrong and when that is found, and
    /// whether a no would be overruled.
    fn before_first_profiling(&mut self, person: u32) {
        let spell = self.state.person(person).subject.spell;
        let (tool, decisions) = (&self.model.scenario.world.tool, &self.model.scenario.policy.decisions);
        let (inputs, talk) = (self.ask(person, INPUTS, u32::from(spell)), self.ask(person, TALK, u32::from(spell)));
        let wrong = inputs.uniform(0) < tool.wrong_input_share;
        let record = self.state.person_mut(person);
        record.wrong_inputs = wrong;
        record.overruled = [Verdict::TooNear, Verdict::TooFar].map(|verdict| decisions.overrules(verdict, talk.uniform(3)));
        if wrong && inputs.uniform(2) < tool.correction_share {
            let delay = draws::exponential(inputs.uniform(3)) * tool.correction_mean_days;
            let correction = Event::Profiling { person, spell, occasion: Occasion::Correction };
            self.state.schedule(self.day + delay.min(1e6) as i32 + 1, correction);
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
        let score = self.score(person, day, ordinal, self.rules.fault);
        let (by_lines, verdict) = self.verdicts(person, score, day, ordinal, &self.rules);
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

    /// The verdict of the lines alone, and the one given: in a randomisation band chance decides the side.
    fn verdicts(&self, person: u32, score: JobChance, day: Day, ordinal: u16, rules: &Rules) -> (Verdict, Verdict) {
        let days = self.state.person(person).registration_days(day);
        let lines = rules.thresholds.at(days);
        let by_lines = lines.verdict(score);
        let Some(band) = rules.band else { return (by_lines, by_lines) };
        if !lines.is_near(score, band.width_points) {
            return (by_lines, by_lines);
        }
        let spell = self.state.person(person).subject.spell;
        let side = if band.locked_days > 0 {
            self.ask(person, LOCKED_SIDE, occasion(spell, (days / band.locked_days) as u16)).uniform(0)
        } else {
            self.ask(person, READING, occasion(spell, ordinal)).uniform(2)
        };
        (by_lines, lines.randomised(score, band.width_points, side))
    }

    /// The score of a person as read on `day`, under a data fault or none, with the errors of the reading number `ordinal` of the
    /// spell.
    fn score(&self, person: u32, day: Day, ordinal: u16, fault: Option<&DataFault>) -> JobChance {
        let record = self.state.person(person);
        let days = record.registration_days(day);
        let reading = self.ask(person, READING, occasion(record.subject.spell, ordinal));
        let error = draws::normal(reading.uniform(0));
        match &self.model.reader {
            ScoreReader::Truth { noise_sd_probit } => read_truth(self.true_chance(person, days), *noise_sd_probit, error),
            ScoreReader::Mixture(scale) => scale.score(scale.on_occasion(self.standing(person, day, fault), error), days),
        }
    }

    /// The chance of a job within 180 days without competing exits.
    fn true_chance(&self, person: u32, registration_days: i32) -> f64 {
        let duration = &self.model.jobs.duration;
        let passed = duration.sum_to(registration_days - 1 + CHANCE_DAYS) - duration.sum_to(registration_days - 1);
        1.0 - math::exp(-self.model.scenario.world.exits.job_per_day() * self.state.person(person).multiplier * passed)
    }

    /// The lasting standing of a person in the tool, with what faults and wrong inputs make of it.
    fn standing(&self, person: u32, day: Day, fault: Option<&DataFault>) -> f64 {
        let ScoreReader::Mixture(scale) = &self.model.reader else { unreachable!("only the mixture reads a standing") };
        let record = self.state.person(person);
        let seen = match fault {
            Some(fault) => self.effects_of(&fault.read(&record.traits()), person),
            None => self.model.effects.sum(record.kind),
        };
        let days = record.registration_days(day);
        let by_attributes = self.model.effects.factor(record.kind);
        let frailty = self.model.frailty.score(record.multiplier / by_attributes, self.exposure(by_attributes, days - 1));
        let own = draws::normal(self.ask(person, STANDING, 0).uniform(0));
        let wrong = if record.wrong_inputs { self.input_error(person) } else { 0.0 };
        scale.lasting(self.model.norm.standardise(seen, days), frailty, own) + wrong
    }

    fn effects_of(&self, seen: &Traits, person: u32) -> f64 {
        let age = self.state.person(person).age_group;
        self.model.effects.sum(EffectTable::row(seen.birth_region, age, seen.education, seen.sex, seen.disability))
    }

    fn input_error(&self, person: u32) -> f64 {
        let spell = self.state.person(person).subject.spell;
        draws::normal(self.ask(person, INPUTS, u32::from(spell)).uniform(1)) * self.model.scenario.world.tool.wrong_input_sd
    }

    /// Schedules the next opening of a case after `from`, by the intensity since `start`.
    pub fn schedule_case(&mut self, person: u32, start: Day, from: Day) {
        if from > self.model.scenario.run.to {
            return;
        }
        let record = self.state.person(person);
        let (spell, ordinal) = (record.subject.spell, record.cases_opened);
        let target = draws::exponential(self.ask(person, CASE_OPENED, occasion(spell, ordinal)).uniform(0));
        let record = self.state.person_mut(person);
        record.cases_opened += 1;
        record.case_clock = start;
        if let Some(day) = self.model.openings.reached(start, from, target, &[]) {
            self.state.schedule(day, Event::Profiling { person, spell, occasion: Occasion::CaseOpened });
        }
    }

    /// Whether the pre-profiling tool puts a person in the target group.
    pub fn preprofile(&self, person: u32) -> bool {
        let record = self.state.person(person);
        let days = record.registration_days(self.day);
        let score = match &self.model.reader {
            ScoreReader::Truth { .. } => self.score(person, self.day, u16::MAX, self.rules.fault),
            ScoreReader::Mixture(scale) => {
                let own = draws::normal(self.ask(person, STANDING, 0).uniform(1));
                let correlation = self.model.scenario.world.tool.preprofiling_correlation;
                scale.score(mix(self.standing(person, self.day, self.rules.fault), correlation, own), days)
            }
        };
        self.rules.thresholds.at(days).verdict(score).level().is_some()
    }

    /// A person's place in the draw for the pre-profiling list.
    pub fn preprofiling_turn(&self, person: u32) -> f64 {
        self.ask(person, PREPROFILED, 0).uniform(0)
    }

    /// A data fault is mended: those it placed wrongly get the level that the right data give.
    pub fn mend_fault(&mut self, fault: u32) {
        if let ScoreReader::Truth { .. } = self.model.reader {
            return; // it reads no attributes that a fault could blank
        }
        let fault = &self.model.scenario.world.tool.data_faults[fault as usize];
        for person in 0..self.state.persons.len() as u32 {
            let record = self.state.person(person);
            let touched = self.effects_of(&fault.read(&record.traits()), person) != self.model.effects.sum(record.kind);
            let read_under_it = record.profilings > 0 && (fault.from..=fault.until).contains(&record.profiled_on);
            if record.registered && touched && read_under_it {
                self.correct_verdict(person);
            }
        }
    }

    /// Reads the last profiling again with the right data and corrects the verdict and a level that came of it.
    fn correct_verdict(&mut self, person: u32) {
        let record = self.state.person(person);
        let (day, ordinal) = (record.profiled_on, record.profilings - 1);
        let score = self.score(person, day, ordinal, None);
        let (_, verdict) = self.verdicts(person, score, day, ordinal, &self.model.rules_on(day));
        self.state.person_mut(person).verdict = verdict;
        if let Some(level) = verdict.level() {
            self.correct_level(person, level);
        }
    }
}
