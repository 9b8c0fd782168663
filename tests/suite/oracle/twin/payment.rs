//! What is earned in and after a service.

use super::*;

/// A service that has started, and what has come of it.
#[derive(Clone, Copy)]
pub struct Service {
    pub i: usize,
    pub spell: u8,
    pub start: Day,
    pub end: Option<Day>,
    pub provider: ProviderId,
    pub level: Level,
    /// Factor of the provider's effort.
    pub effort: Effort,
    pub effort_factor: f64,
    /// Units of base payment, everything booked, and speed premium of it.
    pub units: i32,
    /// The running month, the first is 1.
    pub month: i32,
    pub booked: Sek,
    pub premium: Sek,
    pub claimed: u8,
    pub approved: u8,
}

impl Twin<'_> {
    pub fn last_service(&self, i: usize) -> Option<usize> {
        self.services.iter().rposition(|service| service.i == i)
    }

    fn payee(&self, k: usize) -> Payee {
        let Service { i, provider, level, .. } = self.services[k];
        Payee { subject: self.subject(i), provider, level }
    }

    /// Books a krona of a service that is not base payment, on the day and below the ceiling.
    fn book(&mut self, k: usize, kind: PaymentKind, payee: Payee, amount: Sek, settled: Settlement) -> Sek {
        let amount = self.s.policy.payments.below_ceiling(amount, self.services[k].booked);
        if amount != Sek::ZERO {
            self.told.entries.push(Entry::single(kind, payee, amount, self.today, settled));
        }
        self.services[k].booked += amount;
        amount
    }

    /// Base payment up to `last` since the joint plan and the last claim, if the month's report is approved.
    pub fn accrue(&mut self, i: usize, last: Day, claimed_on: Day) {
        let (payments, habits, who) = (&self.s.policy.payments, &self.s.world.service, self.people[i].who);
        let Some(k) = self.last_service(i).filter(|_| self.in_service(i).is_some()) else { return };
        let Service { start, level, units, month, .. } = self.services[k];
        let answer = who.ask_again(MONTH, month as u16);
        let from = [Kind::Planned, Kind::LevelCorrected].map(|kind| self.told(i, kind).last().copied());
        let planned = if payments.base.needs_plan { from[0] } else { Some(start) };
        let Some(planned) = planned else { return };
        let first = planned.max(start.plus_months(month - 1)).max(from[1].unwrap_or(start));
        let left = if payments.base.per == Per::Month { payments.base.most_units + 1 - month } else { payments.base.most_units - units };
        let (due, payee) = (Due { level, area: who.traits.area, first, last, start, month, left }, self.payee(k));
        let settled = payments.settled(claimed_on + habits.late_by(answer.uniform(3)));
        for stretch in payments.stretches(due, &self.workdays) {
            let Some(paid) = stretch.below_ceiling(payments, self.services[k].booked) else { break };
            let entry = Entry::base(payee, paid, settled);
            if payments.base.needs_report && !habits.report_approved(answer) {
                self.told.refused.push(entry);
                continue;
            }
            self.told.entries.push(entry);
            self.services[k].units += paid.units;
            self.services[k].booked += entry.amount;
        }
    }

    /// Work may become a result of the last service; full-time work has ended it by now.
    pub fn claim(&mut self, i: usize, cause: Cause, work: &Work) {
        let (Some(k), payments, today) = (self.last_service(i), &self.s.policy.payments, self.today) else { return };
        let Service { start, end, provider, level, units: paid_units, month, claimed, premium, .. } = self.services[k];
        let served = Served { start, end, paid_units, month, claimed: claimed.into() };
        let prices = payments.prices_on(level, self.people[i].who.traits.area, today);
        let at_once = payments.premium_at_once(cause, work, today, &served, prices);
        if premium == Sek::ZERO && claimed & 1 == 0 && at_once > Sek::ZERO {
            self.services[k].premium = self.book(k, PaymentKind::SpeedPremium, self.payee(k), at_once, payments.settled(today));
            if payments.speed_premium.unwrap().is_recovered && today + work.days < payments.lasting_until(today) {
                self.plan(i, today + work.days, To::Recover(k));
            }
        }
        for claim in payments.claims(cause, *work, today, served, prices) {
            self.services[k].claimed |= 1 << claim.number;
            let (payee, due) = (self.payee(k), claim.due_on);
            self.told.pending.push(Entry::pending(payee, claim.result + claim.premium, today, due, payments.settled(due)));
            self.plan(i, claim.due_on, To::Claim(k, provider, level, cause, claim));
        }
    }

    pub fn make_claim(&mut self, k: usize, provider: ProviderId, level: Level, cause: Cause, claim: Claim) {
        let (payments, habits, Service { i, spell, premium, .. }) = (&self.s.policy.payments, &self.s.world.service, self.services[k]);
        let answer = self.people[i].who.luck.answer(CLAIM, occasion(spell, claim.number.into()));
        let settled = payments.settled(self.today + habits.late_by(answer.uniform(1)));
        let (payee, today) = (Payee { provider, level, ..self.payee(k) }, self.today);
        if habits.is_refused(answer) {
            let claimed = [(PaymentKind::Result, claim.result), (PaymentKind::SpeedPremium, claim.premium)];
            let refused = claimed.into_iter().filter(|(_, amount)| *amount > Sek::ZERO);
            return self.told.refused.extend(refused.map(|(kind, amount)| Entry::single(kind, payee, amount, today, settled)));
        }
        self.book(k, PaymentKind::Result, payee, claim.result, settled);
        let bonus = payments.by_rating(claim.result, self.s.world.providers[provider.index()].rating);
        self.book(k, PaymentKind::Bonus, payee, bonus, settled);
        if premium == Sek::ZERO {
            self.services[k].premium = self.book(k, PaymentKind::SpeedPremium, payee, claim.premium, settled);
        }
        self.plan(i, settled.approved_on, To::Approve(k, provider, level, cause, claim.number));
        self.go(|to| matches!(to, To::Approve(..)));
    }

    /// Takes a premium back whose work has not lasted.
    pub fn recover(&mut self, k: usize) {
        let taken = std::mem::take(&mut self.services[k].premium);
        self.book(k, PaymentKind::SpeedPremium, self.payee(k), -taken, self.s.policy.payments.settled(self.today));
    }

    /// A bonus or malus for all who started in a cohort.
    pub fn settle_cohorts(&mut self) {
        let (run, payments) = (&self.s.run, &self.s.policy.payments);
        let Some(bonus) = payments.cohort_bonus else { return };
        let today = self.today;
        for cohort in bonus.cohorts(run.from, run.to).filter(|cohort| cohort.settled_on == today) {
            let of = |service: &&Service| cohort.first <= service.start && service.start <= cohort.last;
            let counts = |provider| {
                let own = self.services.iter().filter(of).filter(|service| service.provider == provider);
                own.fold((0, 0), |(results, all), service| (results + u32::from(service.approved & 1), all + 1))
            };
            let each: Vec<(usize, Sek)> = (0..self.services.len())
                .filter(|k| of(&&self.services[*k]))
                .map(|k| (k, counts(self.services[k].provider)))
                .map(|(k, (results, all))| (k, bonus.each(results, all)))
                .collect();
            for (k, amount) in each {
                self.book(k, PaymentKind::Bonus, self.payee(k), amount, payments.settled(self.today));
            }
        }
    }
}
