//! The service from start to end, with reports, changes of provider, results and what is paid for them.

use super::event::Event;
use super::run::Sim;
use super::state::{Link, PlacementState};
use crate::journal::{Entry, PaymentKind, Reader, What};
use crate::pathway::outcomes::{Cause, Work};
use crate::pathway::placement::{Course, EndReason};
use crate::pathway::question::{EXTENSION, MONTH, SERVICE, occasion};
use crate::pathway::thresholds::Level;
use crate::units::{Day, ProviderId, Sek};

impl<R: Reader> Sim<'_, R> {
    fn provider_of(&self, placement: u32) -> ProviderId {
        self.model.desks[self.state.placement(placement).desk as usize].provider
    }

    fn is_active(&self, placement: u32) -> bool {
        self.state.placement(placement).state == PlacementState::Active
    }

    pub fn start_service(&mut self, placement: u32) {
        if self.state.placement(placement).state != PlacementState::Reserved {
            return;
        }
        let (day, rules, habits) = (self.day, &self.model.scenario.policy.service, &self.model.scenario.world.service);
        let person = self.state.placement(placement).person;
        self.spend(person);
        let record = self.state.placement_mut(placement);
        record.state = PlacementState::Active;
        (record.start, record.unpaid_from) = (day, day);
        let (waited, level, verdict, desk, spell) =
            ((day - record.chosen_on) as u16, record.level, record.verdict, record.desk, record.spell);
        self.state.person_mut(person).service = Link::to(placement);
        self.state.desks[desk as usize].active += 1;
        self.check.started += 1;
        let answer = self.ask(person, SERVICE, u32::from(spell));
        let Course { planned_on, reported_on, period_ends_on, interrupted_on } = habits.course(rules, day, answer);
        self.state.placement_mut(placement).planned_on = planned_on;
        if planned_on > day {
            self.state.schedule(planned_on, Event::PlanMade(placement));
        }
        self.state.schedule(reported_on, Event::MonthReported(placement));
        self.state.schedule(period_ends_on, Event::PeriodEnds(placement));
        if let Some(interrupted_on) = interrupted_on {
            self.state.schedule(interrupted_on, Event::Interrupted(placement));
        }
        self.tell(person, What::Started { provider: self.provider_of(placement), level, verdict, waited });
        if planned_on == day {
            self.make_plan(placement);
        }
        self.go_on(person);
    }

    pub fn make_plan(&mut self, placement: u32) {
        if self.is_active(placement) {
            self.tell(self.state.placement(placement).person, What::Planned { provider: self.provider_of(placement) });
        }
    }

    /// The end of a month in the service: the provider reports it, and a change of provider may be asked for.
    pub fn report_month(&mut self, placement: u32) {
        if !self.is_active(placement) {
            return;
        }
        let record = self.state.placement(placement);
        let (person, month, level) = (record.person, record.month, record.level);
        let answer = self.ask(person, MONTH, occasion(record.spell, month as u16));
        let habits = &self.model.scenario.world.service;
        let (contacts, approved) = (habits.contacts(month, answer), habits.report_approved(answer));
        let provider = self.provider_of(placement);
        self.tell(person, What::Reported { provider, level, month: month.min(255) as u8, contacts, approved });
        self.accrue_base(placement, self.day - 1, self.day);
        if habits.wants_switch(answer) {
            self.switch(placement);
        }
        let record = self.state.placement_mut(placement);
        record.month += 1;
        let next = record.start.plus_months(record.month);
        self.state.schedule(next, Event::MonthReported(placement));
    }

    /// A change of provider: to the most wanted of the others that has room, unless it may and does decline.
    fn switch(&mut self, placement: u32) {
        let record = self.state.placement(placement);
        let (person, old) = (record.person, record.desk);
        let days_left = self.model.scenario.policy.service.end(record.start, self.model.scenario.policy.service.periods) - self.day;
        let Some(new) = self.most_wanted(person, |desk| desk != old) else { return };
        let (from, to) = (self.model.desks[old as usize].provider, self.model.desks[new as usize].provider);
        if !self.has_room(new) || self.model.scenario.policy.service.may_decline(days_left) {
            self.tell(person, What::SwitchDeclined { to });
            return;
        }
        self.state.release(old);
        self.state.desks[old as usize].active -= 1;
        self.state.desks[new as usize].taken += 1;
        self.state.desks[new as usize].active += 1;
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
        let (level, desk, days) = (record.level, record.desk, (day - record.start).min(i32::from(u16::MAX)) as u16);
        self.state.desks[desk as usize].active -= 1;
        self.state.release(desk);
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

    /// Accrues the base payment up to `last` that has not been accrued: for working days since the joint plan, if the
    /// month's report is approved, as far as the referral's days go.
    fn accrue_base(&mut self, placement: u32, last: Day, claimed_on: Day) {
        let record = self.state.placement(placement);
        let (person, level, first) = (record.person, record.level, record.unpaid_from.max(record.planned_on));
        let answer = self.ask(person, MONTH, occasion(record.spell, record.month as u16));
        let model = self.model;
        let approved = model.scenario.world.service.report_approved(answer);
        let payments = &model.scenario.policy.payments;
        let left = payments.referral_working_days - record.paid_days;
        let area = self.state.person(person).subject.area;
        self.state.placement_mut(placement).unpaid_from = last + 1;
        if !approved || first > last {
            return;
        }
        let paid_on = claimed_on + payments.pay_delay_days;
        for stretch in payments.stretches(level, area, first, last, left, &model.workdays) {
            self.state.placement_mut(placement).paid_days += stretch.working_days;
            self.book(Entry::base(self.subject(person), self.provider_of(placement), level, stretch, paid_on));
        }
    }

    /// After the last day: what has been earned in the running months is accrued, to be paid when they are reported.
    pub fn accrue_what_is_earned(&mut self) {
        for placement in 0..self.state.placements.len() as u32 {
            if self.is_active(placement) {
                let record = self.state.placement(placement);
                let reported_on = record.start.plus_months(record.month);
                self.accrue_base(placement, self.day, reported_on);
            }
        }
    }

    /// Work began: if it can be a result of the person's last service, it is when it has lasted.
    pub fn claim_result(&mut self, person: u32, cause: Cause, work: &Work) {
        let Some(placement) = self.state.person(person).service.get() else { return };
        let payments = &self.model.scenario.policy.payments;
        let record = self.state.placement(placement);
        if record.claim.is_some() {
            return;
        }
        let prices = payments.prices_on(record.level, self.state.person(person).subject.area, self.day);
        let claim = payments.claim(work, self.day, (record.start, record.end), record.paid_days, prices);
        self.book_premium(placement, claim.at_once);
        if let Some(approved_on) = claim.approved_on {
            self.state.placement_mut(placement).claim = Some((cause, claim));
            self.state.schedule(approved_on, Event::ResultDue(placement));
        }
    }

    /// The work has lasted: the result is approved and paid at the price of the day on which the work began.
    pub fn approve_result(&mut self, placement: u32) {
        let record = self.state.placement(placement);
        let Some((cause, claim)) = record.claim else { return };
        let (person, level) = (record.person, record.level);
        self.tell(person, What::Result { provider: self.provider_of(placement), level, cause });
        self.book_at_once(placement, PaymentKind::Result, claim.result);
        self.book_premium(placement, claim.with_result);
    }

    fn book_premium(&mut self, placement: u32, amount: Sek) {
        if amount > Sek::ZERO && !self.state.placement(placement).premium_booked {
            self.state.placement_mut(placement).premium_booked = true;
            self.book_at_once(placement, PaymentKind::SpeedPremium, amount);
        }
    }

    /// A krona that is not base payment: one unit on one day.
    fn book_at_once(&mut self, placement: u32, kind: PaymentKind, amount: Sek) {
        let record = self.state.placement(placement);
        let (person, level) = (record.person, record.level);
        let paid_on = self.day + self.model.scenario.policy.payments.pay_delay_days;
        self.book(Entry::single(kind, self.subject(person), self.provider_of(placement), level, amount, self.day, paid_on));
    }
}
