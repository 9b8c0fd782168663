//! The ledger held against the services: what was paid, for which days, at which price.

use troskel::journal::{Chunk, Entry, Fact, PaymentKind, What};
use troskel::pathway::thresholds::Level;
use troskel::sim::{Model, Totals};
use troskel::units::{AreaId, Day, ProviderId, Sek};

use super::lives::{Lives, Service};

struct Audit<'a> {
    model: &'a Model,
    context: &'a str,
}

/// Panics at the first entry that is not owed, and if something owed is missing.
pub fn audit(model: &Model, chunk: &Chunk, lives: &Lives, totals: Totals, context: &str) {
    let audit = Audit { model, context };
    audit.sums(&chunk.entries, totals);
    let mut accounted = 0;
    for service in &lives.services {
        let own: Vec<&Entry> = chunk.entries.iter().filter(|entry| belongs(entry, service, lives)).collect();
        accounted += own.len();
        audit.base(service, &of_kind(&own, PaymentKind::Base), &chunk.facts);
        audit.result(service, &own);
        audit.premium(service, &own);
    }
    assert_eq!(accounted, chunk.entries.len(), "{context}: an entry belongs to no service, or to two");
}

fn of_kind<'a>(entries: &[&'a Entry], kind: PaymentKind) -> Vec<&'a Entry> {
    entries.iter().filter(|entry| entry.kind == kind).copied().collect()
}

/// Whether an entry is of this service of the person's: a base payment by its days, any other by its day of accrual.
fn belongs(entry: &Entry, service: &Service, lives: &Lives) -> bool {
    if entry.subject.person != service.person {
        return false;
    }
    match entry.kind {
        PaymentKind::Base => entry.first >= service.start && service.end.is_none_or(|end| entry.first < end),
        PaymentKind::Result => service.approved == Some(entry.first) && !earlier_twin(service, lives),
        PaymentKind::SpeedPremium => premium_due(service, entry.first) && !earlier_twin(service, lives),
        PaymentKind::Bonus => false,
    }
}

fn premium_due(service: &Service, day: Day) -> bool {
    service.approved == Some(day) || service.full_time == Some(day)
}

/// Two services of one person with results on the same day would be one too many to tell apart.
fn earlier_twin(service: &Service, lives: &Lives) -> bool {
    let twin = |other: &Service| other.person == service.person && other.start < service.start && other.approved == service.approved;
    service.approved.is_some() && lives.services.iter().any(twin)
}

impl Audit<'_> {
    fn sums(&self, entries: &[Entry], totals: Totals) {
        let Audit { context, model } = self;
        assert_eq!(entries.iter().map(|entry| entry.amount).sum::<Sek>(), totals.ledger, "{context}");
        let kinds =
            PaymentKind::ALL.map(|kind| entries.iter().filter(|entry| entry.kind == kind).map(|entry| entry.amount.ore()).sum::<i64>());
        assert_eq!(kinds.iter().sum::<i64>(), totals.ledger.ore(), "{context}");
        for entry in entries {
            assert_eq!(entry.amount, entry.per_unit.times(i64::from(entry.units)), "{context}: {entry:?}");
            assert!(entry.units >= 1 && entry.first <= entry.last && entry.last <= model.scenario.run.to, "{context}: {entry:?}");
            assert!(
                entry.paid_on >= entry.last + model.scenario.policy.payments.pay_delay_days,
                "{context}: paid before it accrued: {entry:?}"
            );
        }
    }

    /// Working days of the service after the joint plan, each at most once, at the price, provider and level of the day.
    fn base(&self, service: &Service, entries: &[&Entry], facts: &[Fact]) {
        let (context, payments) = (self.context, &self.model.scenario.policy.payments);
        let mut paid: Vec<Day> = Vec::new();
        for entry in entries {
            let days: Vec<Day> = (entry.first.0..=entry.last.0).map(Day).filter(|day| self.model.workdays.is_working(*day)).collect();
            assert_eq!(days.len(), usize::from(entry.units), "{context}: {entry:?}");
            for day in &days {
                let (provider, level) = step_on(service, *day);
                assert_eq!((entry.provider, entry.level), (provider, level), "{context}, {day}: {entry:?}");
                assert_eq!(entry.per_unit, self.price(level, service.area, *day).0, "{context}, {day}: {entry:?}");
            }
            paid.extend(days);
        }
        assert!(paid.is_sorted_by(|a, b| a < b), "{context}: a day is paid twice: {service:#?}\n{entries:#?}");
        let end = service.end.map_or(self.model.scenario.run.to, |end| end - 1);
        let owed = service.planned.map_or(Vec::new(), |planned| self.working_days(planned, end));
        let cap = payments.base.most_units as usize;
        assert!(paid.len() <= cap && paid.iter().all(|day| owed.contains(day)), "{context}: {service:#?}\n{entries:#?}");
        if self.model.scenario.world.service.report_approved_share == 1.0 {
            assert_eq!(paid, owed[..owed.len().min(cap)], "{context}: {service:#?}");
        }
        self.refused(service, &paid, facts);
    }

    /// Nothing is paid for a month whose report was not approved, and every day for one that was, unless the cap is reached.
    fn refused(&self, service: &Service, paid: &[Day], facts: &[Fact]) {
        let end = service.end.unwrap_or(self.model.scenario.run.to + 1);
        let own = facts.iter().filter(|fact| fact.subject.person == service.person && service.start < fact.day && fact.day <= end);
        for fact in own {
            let What::Reported { month, approved, .. } = fact.what else { continue };
            let first = service.start.plus_months(i32::from(month) - 1);
            let of_month = paid.iter().filter(|day| (first..fact.day).contains(day)).count();
            let owed = service.planned.map_or(0, |planned| self.working_days(planned.max(first), fact.day - 1).len());
            let capped = paid.len() == self.model.scenario.policy.payments.base.most_units as usize;
            assert!(if approved { of_month == owed || capped } else { of_month == 0 }, "{}: {fact:?}: {of_month} of {owed}", self.context);
        }
    }

    fn working_days(&self, first: Day, last: Day) -> Vec<Day> {
        (first.0..=last.0).map(Day).filter(|day| self.model.workdays.is_working(*day)).collect()
    }

    /// Base payment per day and result payment in force, looked up by hand.
    fn price(&self, level: Level, area: AreaId, day: Day) -> (Sek, Sek) {
        let payments = &self.model.scenario.policy.payments;
        let (_, list) = payments.prices.steps().iter().rfind(|(from, _)| *from <= day).expect("a price is in force");
        let prices = list.0[level as usize][payments.group_of_area[area.index()]];
        (prices.base, prices.result)
    }

    /// One payment for each result, at the price of the day on which the work began.
    fn result(&self, service: &Service, entries: &[&Entry]) {
        let found: Vec<(Day, Sek)> = of_kind(entries, PaymentKind::Result).iter().map(|entry| (entry.first, entry.amount)).collect();
        let (_, _, level) = *service.steps.last().expect("a service has a first step");
        let expected = service.approved.zip(service.work).map(|(day, (began, _))| (day, self.price(level, service.area, began).1));
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{}: {service:#?}", self.context);
    }

    /// What is left of the referral's days, once, when it is due.
    fn premium(&self, service: &Service, entries: &[&Entry]) {
        let payments = &self.model.scenario.policy.payments;
        let found: Vec<(Day, Sek)> = of_kind(entries, PaymentKind::SpeedPremium).iter().map(|entry| (entry.first, entry.amount)).collect();
        let Some(premium) = payments.speed_premium else { return assert!(found.is_empty(), "{}: {service:#?}", self.context) };
        let due = match premium.needs_lasting {
            true => service.approved.zip(service.work.map(|work| work.0)),
            false => service.full_time.map(|began| (began, began)),
        };
        let units: i64 = of_kind(entries, PaymentKind::Base).iter().map(|entry| i64::from(entry.units)).sum();
        let left = i64::from(payments.base.most_units) - units;
        let (_, _, level) = *service.steps.last().expect("a service has a first step");
        let expected = due.map(|(day, began)| (day, self.price(level, service.area, began).0.times(left)));
        let expected: Vec<(Day, Sek)> = expected.filter(|(_, amount)| *amount > Sek::ZERO).into_iter().collect();
        assert_eq!(found, expected, "{}: {service:#?}", self.context);
    }
}

/// Who had the person at which level on a day.
fn step_on(service: &Service, day: Day) -> (ProviderId, Level) {
    let (_, provider, level) = *service.steps.iter().rfind(|step| step.0 <= day).expect("a day in the service");
    (provider, level)
}
