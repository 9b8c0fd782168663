//! The service from start to end, with reports and changes of provider.

use super::event::Event;
use super::run::Sim;
use super::state::{Link, PlacementState};
use crate::engine::streams::Answer;
use crate::journal::What;
use crate::pathway::effort::Effort;
use crate::pathway::placement::{Course, EndReason};
use crate::pathway::question::{EXTENSION, MONTH, SERVICE, occasion};
use crate::pathway::thresholds::Level;
use crate::units::ProviderId;

impl Sim<'_> {
    pub fn provider_of(&self, placement: u32) -> ProviderId {
        self.model.desks[self.state.placement(placement).desk as usize].provider
    }

    pub fn is_active(&self, placement: u32) -> bool {
        self.state.placement(placement).state == PlacementState::Active
    }

    pub fn start_service(&mut self, placement: u32) {
        if self.state.placement(placement).state != PlacementState::Reserved {
            return;
        }
        let (day, rules, habits) = (self.day, &self.model.scenario.policy.service, &self.model.scenario.world.service);
        let person = self.state.placement(placement).person;
        self.spend(person);
        let (effort, factor) = self.effort(placement);
        let record = self.state.placement_mut(placement);
        (record.state, record.effort_factor) = (PlacementState::Active, factor);
        record.effort = effort;
        (record.start, record.unpaid_from) = (day, day);
        let (waited, level, verdict, desk, spell) =
            ((day - record.chosen_on) as u16, record.level, record.verdict, record.desk, record.spell);
        self.state.person_mut(person).service = Link::to(placement);
        self.state.enter(desk, effort, day);
        self.check.started += 1;
        let answer = self.ask(person, SERVICE, u32::from(spell));
        let Course { planned_on, month_ends_on, period_ends_on, interrupted_on } = habits.course(rules, day, answer);
        self.state.placement_mut(placement).planned_on = planned_on;
        if planned_on > day {
            self.state.schedule(planned_on, Event::PlanMade(placement));
        }
        if self.model.possible.month_ends {
            self.state.schedule(month_ends_on, Event::MonthEnds(placement));
        }
        self.state.schedule(period_ends_on, Event::PeriodEnds(placement));
        if let Some(interrupted_on) = interrupted_on {
            self.state.schedule(interrupted_on, Event::Interrupted(placement));
        }
        self.tell(person, What::Started { provider: self.provider_of(placement), level, verdict, waited, effort });
        if planned_on == day {
            self.make_plan(placement);
        }
        self.go_on(person);
    }

    /// What the provider does for somebody who starts today, and the factor on job hazards that it gives.
    fn effort(&self, placement: u32) -> (Effort, f64) {
        let Some(efforts) = &self.model.efforts else { return (Effort::STANDARD, 1.0) };
        let (record, day) = (self.state.placement(placement), self.day);
        let area = self.state.person(record.person).subject.area;
        let effort = efforts.effort(record.level, area, day, self.true_chance(record.person));
        (effort, efforts.factor(effort, record.level))
    }

    pub fn make_plan(&mut self, placement: u32) {
        if self.is_active(placement) {
            self.tell(self.state.placement(placement).person, What::Planned { provider: self.provider_of(placement) });
        }
    }

    /// The end of a month in the service: the provider reports it, its base payment is earned, and a change of provider may be asked for.
    pub fn end_month(&mut self, placement: u32) {
        if !self.is_active(placement) {
            return;
        }
        let record = self.state.placement(placement);
        let (person, month) = (record.person, record.month);
        let answer = self.ask(person, MONTH, occasion(record.spell, month as u16));
        if self.model.scenario.policy.service.monthly_reports {
            self.report_month(placement, answer);
        }
        self.accrue_base(placement, self.day - 1, self.day);
        if self.model.scenario.world.service.wants_switch(answer) {
            self.switch(placement);
        }
        let record = self.state.placement_mut(placement);
        record.month += 1;
        let next = record.start.plus_months(record.month);
        self.state.schedule(next, Event::MonthEnds(placement));
    }

    fn report_month(&mut self, placement: u32, answer: Answer) {
        let (record, habits) = (self.state.placement(placement), &self.model.scenario.world.service);
        let (person, month, level) = (record.person, record.month, record.level);
        let (contacts, approved) = (habits.contacts(month, answer), habits.report_approved(answer));
        let provider = self.provider_of(placement);
        self.tell(person, What::Reported { provider, level, month: month.min(255) as u8, contacts, approved });
    }

    /// A change of provider: to the most wanted of the others that has room, unless it may and does decline.
    fn switch(&mut self, placement: u32) {
        let record = self.state.placement(placement);
        let (person, old) = (record.person, record.desk);
        let days_left = self.model.scenario.policy.service.end(record.start, self.model.scenario.policy.service.periods) - self.day;
        let Some(new) = self.most_wanted(person, self.chooses(person), |desk| desk != old) else { return };
        let (from, to) = (self.model.desks[old as usize].provider, self.model.desks[new as usize].provider);
        if !self.has_room(new) || self.model.scenario.policy.service.may_decline(days_left) {
            self.tell(person, What::SwitchDeclined { to });
            return;
        }
        let effort = self.state.placement(placement).effort;
        self.state.leave(old, effort, self.day);
        self.state.desks[new as usize].taken += 1;
        self.state.enter(new, effort, self.day);
        self.state.placement_mut(placement).desk = new;
        self.tell(person, What::Switched { from, to });
    }

    /// A period is over: another is given, or the service ends.
    pub fn end_period(&mut self, placement: u32) {
        if !self.is_active(placement) {
            return;
        }
        let rules = &self.model.scenario.policy.service;
        let record = self.state.placement(placement);
        let (person, period, start) = (record.person, record.period, record.start);
        let answer = self.ask(person, EXTENSION, occasion(record.spell, period as u16));
        if self.model.scenario.world.service.is_extended(rules, period, answer) {
            self.state.placement_mut(placement).period += 1;
            self.state.schedule(rules.end(start, period + 1), Event::PeriodEnds(placement));
            self.tell(person, What::Extended { provider: self.provider_of(placement) });
        } else {
            self.end_service(placement, EndReason::TimeUp);
        }
    }

    pub fn interrupt(&mut self, placement: u32) {
        if self.is_active(placement) {
            self.end_service(placement, EndReason::Interruption);
        }
    }

    /// Ends the service of a person who is in one.
    pub fn leave_service(&mut self, person: u32, reason: EndReason) {
        if let Some(placement) = self.state.placement_in(person, PlacementState::Active) {
            self.end_service(placement, reason);
        }
    }

    fn end_service(&mut self, placement: u32, reason: EndReason) {
        let day = self.day;
        self.accrue_base(placement, day - 1, day);
        let person = self.state.placement(placement).person;
        self.spend(person);
        let provider = self.provider_of(placement);
        let record = self.state.placement_mut(placement);
        (record.state, record.end) = (PlacementState::Over, Some(day));
        let (level, desk, effort, days) = (record.level, record.desk, record.effort, (day - record.start).min(i32::from(u16::MAX)) as u16);
        self.state.leave(desk, effort, day);
        self.check.ended += 1;
        self.tell(person, What::Ended { provider, level, reason, days });
        self.go_on(person);
    }

    /// A level found wrong is corrected, in the service or on the way there; what was earned before keeps its price.
    pub fn correct_level(&mut self, person: u32, to: Level) {
        let Some(placement) = self.state.person(person).placement.get() else { return };
        let (from, state) = (self.state.placement(placement).level, self.state.placement(placement).state);
        if from == to || matches!(state, PlacementState::Over | PlacementState::Cancelled) {
            return;
        }
        if state == PlacementState::Active {
            self.accrue_base(placement, self.day - 1, self.day);
        }
        self.state.placement_mut(placement).level = to;
        self.tell(person, What::LevelCorrected { from, to });
    }
}
