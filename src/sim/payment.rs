//! What is earned in and after a service: base payment month by month, results when work has lasted, premiums and bonuses.

use super::event::Event;
use super::run::Sim;
use super::state::{Pending, Placement, PlacementState};
use crate::journal::{Entry, Payee, PaymentKind, What};
use crate::pathway::outcomes::{Cause, Work};
use crate::pathway::payments::{Claim, Cohort, CohortBonus, Due, PaymentModel, Served, Settlement};
use crate::pathway::question::{CLAIM, MONTH, occasion};
use crate::units::{Day, Sek};

impl Placement {
    /// What a payment model has to know of the service.
    fn served(&self) -> Served {
        let Placement { start, end, paid_units, month, claimed, .. } = *self;
        Served { start, end, paid_units, month, claimed: claimed.into() }
    }
}

impl Sim<'_> {
    fn payments(&self) -> &PaymentModel {
        &self.model.scenario.policy.payments
    }

    #[inline]
    fn payee(&self, placement: u32) -> Payee {
        let record = self.state.placement(placement);
        Payee { subject: self.subject(record.person), provider: self.provider_of(placement), level: record.level }
    }

    /// Writes an entry for a referral.
    #[inline]
    fn book_for(&mut self, placement: u32, entry: Entry) {
        self.state.placement_mut(placement).booked += entry.amount;
        self.book(entry);
    }

    /// Books a krona that is not base payment, as far as the ceiling of the referral goes.
    fn book_once(&mut self, placement: u32, kind: PaymentKind, payee: Payee, amount: Sek, settled: Settlement) {
        let amount = self.payments().below_ceiling(amount, self.state.placement(placement).booked);
        if amount != Sek::ZERO {
            self.book_for(placement, Entry::single(kind, payee, amount, self.day, settled));
        }
    }

    /// Accrues the base payment up to `last` that has not been accrued, to be claimed on a day: since the joint plan and for an
    /// approved report, if they are needed, as far as the referral's units and its ceiling go.
    pub fn accrue_base(&mut self, placement: u32, last: Day, claimed_on: Day) {
        let model = self.model;
        let (habits, payments) = (&model.scenario.world.service, &model.scenario.policy.payments);
        if !model.possible.base_payment {
            return;
        }
        let record = self.state.placement_mut(placement);
        let planned_on = if payments.base.needs_plan { record.planned_on } else { record.start };
        let first = record.unpaid_from.max(planned_on);
        record.unpaid_from = last + 1;
        if first > last {
            return;
        }
        let Placement { person, spell, level, start, month, paid_units, .. } = *record;
        let answer = self.ask(person, MONTH, occasion(spell, month as u16));
        let settled = payments.settled(claimed_on + habits.late_by(answer.uniform(3)));
        let approved = !payments.base.needs_report || habits.report_approved(answer);
        let payee = self.payee(placement);
        let left = payments.base.left(paid_units, month);
        let mut due = Due { level, area: payee.subject.area, first, last, start, month, left };
        while let Some(stretch) = payments.next_stretch(&mut due, &model.workdays) {
            let Some(paid) = stretch.below_ceiling(payments, self.state.placement(placement).booked) else { return };
            let entry = Entry::base(payee, paid, settled);
            if approved {
                self.state.placement_mut(placement).paid_units += paid.units;
                self.book_for(placement, entry);
            } else {
                self.state.chunk.refused.push(entry);
            }
        }
    }

    /// After the last day: what has been earned in the running months is accrued, to be paid when they are reported.
    pub fn accrue_what_is_earned(&mut self) {
        if !self.model.possible.base_payment {
            return;
        }
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
        let (record, payments) = (self.state.placement(placement), &self.model.scenario.policy.payments);
        let prices = payments.prices_on(record.level, self.state.person(person).subject.area, self.day);
        let (provider, level, served) = (self.provider_of(placement), record.level, record.served());
        if record.premium == Sek::ZERO && record.claimed & 1 == 0 {
            let premium = payments.premium_at_once(cause, work, self.day, &served, prices);
            self.pay_premium_at_once(placement, work, premium);
        }
        for claim in payments.claims(cause, *work, self.day, served, prices) {
            let (payee, settled) = (Payee { subject: self.subject(person), provider, level }, payments.settled(claim.due_on));
            self.state.chunk.pending.push(Entry::pending(payee, claim.result + claim.premium, self.day, claim.due_on, settled));
            let pending = self.state.pending.len() as u32;
            self.state.pending.push(Pending { placement, cause, provider, level, claim });
            self.state.placement_mut(placement).claimed |= 1 << claim.number;
            self.state.schedule(claim.due_on, Event::ResultDue(pending));
        }
    }

    /// A premium that does not wait; it may have to be paid back.
    fn pay_premium_at_once(&mut self, placement: u32, work: &Work, amount: Sek) {
        if amount == Sek::ZERO {
            return;
        }
        let settled = self.payments().settled(self.day);
        self.book_premium(placement, self.payee(placement), amount, settled);
        let over = Day(self.day.0.saturating_add(work.days));
        let is_recovered = self.payments().speed_premium.is_some_and(|premium| premium.is_recovered);
        if is_recovered && over < self.rules.lasting_until {
            self.state.schedule(over, Event::PremiumRecovered(placement));
        }
    }

    fn book_premium(&mut self, placement: u32, payee: Payee, amount: Sek, settled: Settlement) {
        let before = self.state.placement(placement).booked;
        self.book_once(placement, PaymentKind::SpeedPremium, payee, amount, settled);
        let record = self.state.placement_mut(placement);
        record.premium += record.booked - before;
    }

    /// The work has not lasted: the premium is taken back, and may be earned once more.
    pub fn recover_premium(&mut self, placement: u32) {
        let amount = std::mem::take(&mut self.state.placement_mut(placement).premium);
        let (payee, settled) = (self.payee(placement), self.payments().settled(self.day));
        self.book_once(placement, PaymentKind::SpeedPremium, payee, -amount, settled);
    }

    /// The work has lasted: the result is claimed and, unless it is refused, accrues at the price of the day on which the work
    /// began.
    pub fn claim_due(&mut self, pending: u32) {
        let Pending { placement, provider, level, claim, .. } = self.state.pending[pending as usize];
        let record = self.state.placement(placement);
        let (person, habits) = (record.person, &self.model.scenario.world.service);
        let answer = self.ask(person, CLAIM, occasion(record.spell, claim.number.into()));
        let settled = self.payments().settled(self.day + habits.late_by(answer.uniform(1)));
        let payee = Payee { subject: self.subject(person), provider, level };
        if habits.is_refused(answer) {
            return self.refuse(payee, claim, settled);
        }
        let stars = self.model.scenario.world.providers[provider.index()].rating;
        self.book_once(placement, PaymentKind::Result, payee, claim.result, settled);
        self.book_once(placement, PaymentKind::Bonus, payee, self.payments().by_rating(claim.result, stars), settled);
        if claim.premium > Sek::ZERO && self.state.placement(placement).premium == Sek::ZERO {
            self.book_premium(placement, payee, claim.premium, settled);
        }
        if settled.approved_on == self.day {
            self.approve_result(pending);
        } else {
            self.state.schedule(settled.approved_on, Event::ResultApproved(pending));
        }
    }

    fn refuse(&mut self, payee: Payee, claim: Claim, settled: Settlement) {
        for (kind, amount) in [(PaymentKind::Result, claim.result), (PaymentKind::SpeedPremium, claim.premium)] {
            if amount > Sek::ZERO {
                self.state.chunk.refused.push(Entry::single(kind, payee, amount, self.day, settled));
            }
        }
    }

    pub fn approve_result(&mut self, pending: u32) {
        let Pending { placement, cause, provider, level, claim } = self.state.pending[pending as usize];
        let record = self.state.placement_mut(placement);
        record.approved |= 1 << claim.number;
        let person = record.person;
        self.tell(person, What::Result { number: claim.number, provider, level, cause });
    }

    /// Which cohorts of starts are settled in the run.
    pub fn schedule_cohorts(&mut self) {
        let (run, bonus) = (&self.model.scenario.run, self.payments().cohort_bonus);
        let cohorts = bonus.into_iter().flat_map(|bonus| bonus.cohorts(run.from, run.to));
        for (index, cohort) in (0..).zip(cohorts) {
            self.state.schedule(cohort.settled_on, Event::CohortSettled(index));
        }
    }

    /// A bonus or malus for each participant of a cohort, by the results of its provider's.
    pub fn settle_cohort(&mut self, index: u32) {
        let (run, settled) = (&self.model.scenario.run, self.payments().settled(self.day));
        let Some(bonus) = self.payments().cohort_bonus else { return };
        let Some(cohort) = bonus.cohorts(run.from, run.to).nth(index as usize) else { return };
        let each = self.bonus_by_provider(bonus, cohort);
        for placement in 0..self.state.placements.len() as u32 {
            if self.state.placement(placement).is_of(cohort) {
                let payee = self.payee(placement);
                self.book_once(placement, PaymentKind::Bonus, payee, each[payee.provider.index()], settled);
            }
        }
    }

    fn bonus_by_provider(&self, bonus: CohortBonus, cohort: Cohort) -> Vec<Sek> {
        let mut counts = vec![(0, 0); self.model.scenario.world.providers.len()];
        for placement in 0..self.state.placements.len() as u32 {
            let record = self.state.placement(placement);
            if record.is_of(cohort) {
                let (results, participants) = &mut counts[self.provider_of(placement).index()];
                (*results, *participants) = (*results + u32::from(record.approved & 1), *participants + 1);
            }
        }
        counts.into_iter().map(|(results, participants)| bonus.each(results, participants)).collect()
    }
}

impl Placement {
    /// Whether the service started within a cohort.
    fn is_of(&self, cohort: Cohort) -> bool {
        let started = matches!(self.state, PlacementState::Active | PlacementState::Over);
        started && (cohort.first..=cohort.last).contains(&self.start)
    }
}
