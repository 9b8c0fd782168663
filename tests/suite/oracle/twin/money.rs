//! What is paid.

use super::*;

impl Twin<'_> {
    /// Base payment for the working days up to `last` since the joint plan and the last accrual, if the month's report is approved.
    pub fn accrue(&mut self, i: usize, last: Day, claimed_on: Day) {
        let (payments, area) = (&self.s.policy.payments, self.people[i].traits.area);
        let Referral { level, month, paid_days, unpaid_from, plan, .. } = *self.referral(i);
        self.referral(i).unpaid_from = last + 1;
        if !self.s.world.service.report_approved(self.ask_nth(i, MONTH, month as u16)) {
            return;
        }
        let days_left = payments.referral_working_days - paid_days;
        for part in payments.base(level, area, unpaid_from.max(plan.0), last, days_left, &self.workdays) {
            self.referral(i).paid_days += part.working_days;
            let entry = Entry {
                kind: PaymentKind::Base,
                subject: self.subject(i),
                provider: self.current_provider(i),
                level,
                first: part.first,
                last: part.last,
                units: part.working_days as u16,
                per_unit: part.per_day,
                amount: part.per_day.times(i64::from(part.working_days)),
                paid_on: claimed_on + payments.pay_delay_days,
            };
            self.told.entries.push(entry);
        }
    }

    /// Work begins: it may become a result of the person's last service, if there was one and none has been claimed.
    pub fn claim(&mut self, i: usize, cause: Cause, work: &Work) {
        let (payments, today) = (&self.s.policy.payments, self.today);
        // A referral that was cancelled before the start has no end.
        let served = |referral: &Referral| referral.step == Step::Active || referral.end.is_some();
        let Some(index) = self.people[i].referrals.iter().rposition(served) else { return };
        let referral = &self.people[i].referrals[index];
        if referral.result.is_some() {
            return;
        }
        let days_left = payments.referral_working_days - referral.paid_days;
        let approved_on = payments.result_on(work, today, referral.start, referral.end);
        let if_it_lasts = payments.result_on(&Work { days: 1_000_000, ..*work }, today, referral.start, referral.end);
        if payments.speed_premium && !payments.premium_needs_lasting && if_it_lasts.is_some() {
            self.book_premium(i, index, today, days_left);
        }
        let approval = approved_on.map(|day| self.plan(day));
        self.people[i].referrals[index].result = approval.map(|approval| (cause, today, approval, days_left));
    }

    pub fn results(&mut self) {
        enum Change {
            WorkEnds,
            PlanMade,
            Approved(usize),
        }
        let changes = |person: &Person| {
            let mut changes = vec![(person.works_until, Change::WorkEnds)];
            for (index, referral) in person.referrals.iter().enumerate() {
                changes.extend((referral.step == Step::Active).then_some((referral.plan, Change::PlanMade)));
                changes.extend(referral.result.map(|(_, _, approval, _)| (approval, Change::Approved(index))));
            }
            changes
        };
        for (i, change) in self.due(changes) {
            match change {
                Change::WorkEnds => self.end_work(i),
                Change::PlanMade => self.tell(i, What::Planned { provider: self.current_provider(i) }),
                Change::Approved(index) => self.approve(i, index),
            }
        }
    }

    /// Work has lasted: a result, at the price of the day on which it began.
    fn approve(&mut self, i: usize, index: usize) {
        let (payments, area) = (&self.s.policy.payments, self.people[i].traits.area);
        let Referral { level, result: Some((cause, began, _, days_left)), .. } = self.people[i].referrals[index] else { return };
        self.tell(i, What::Result { provider: self.provider_of(i, index), level, cause });
        self.book(i, index, PaymentKind::Result, payments.prices_on(level, area, began).result);
        if payments.speed_premium && payments.premium_needs_lasting {
            self.book_premium(i, index, began, days_left);
        }
    }

    /// The base payment that is left of the referral, once.
    pub fn book_premium(&mut self, i: usize, index: usize, began: Day, days_left: i32) {
        let (payments, area, referral) = (&self.s.policy.payments, self.people[i].traits.area, &mut self.people[i].referrals[index]);
        let amount = payments.prices_on(referral.level, area, began).base_per_day.times(i64::from(days_left.max(0)));
        if !referral.premium_booked && amount > Sek::ZERO {
            referral.premium_booked = true;
            self.book(i, index, PaymentKind::SpeedPremium, amount);
        }
    }

    pub fn book(&mut self, i: usize, index: usize, kind: PaymentKind, amount: Sek) {
        let (today, level) = (self.today, self.people[i].referrals[index].level);
        let paid_on = today + self.s.policy.payments.pay_delay_days;
        let (subject, provider) = (self.subject(i), self.provider_of(i, index));
        let entry = Entry { kind, subject, provider, level, first: today, last: today, units: 1, per_unit: amount, amount, paid_on };
        self.told.entries.push(entry);
    }
}
