//! The first day on which two scenarios can differ.

use crate::engine::curve::Dated;
use crate::pathway::profiling::DataFault;
use crate::pathway::providers::Provider;
use crate::scenario::types::Scenario;
use crate::units::Day;

/// The first day on which a rule or an assumption in force differs, never later than the first effect; none if nothing differs.
///
/// Rules by date, data faults, pre-profiling, providers that are there from another day and registrations by month differ
/// from a date of their own; the business cycle is felt before it by as long as persons know of a job ahead. Whatever else differs
/// does so when the stock is put on the register, on the day before the run.
pub fn first_change(base: &Scenario, variant: &Scenario) -> Option<Day> {
    let stock = base.run.from.min(variant.run.from) - 1;
    if !same_but_for_dates(base, variant) {
        return Some(stock);
    }
    let days = Days { from: base.run.from, to: base.run.to };
    let (rules, others) = (&base.policy, &variant.policy);
    let firsts = [
        days.first(&rules.thresholds, &others.thresholds),
        days.first(&rules.randomisation, &others.randomisation),
        days.first(&rules.decisions.soon_days, &others.decisions.soon_days),
        days.first_price(base, variant),
        days.first_list(base, variant),
        days.first_month(base, variant),
        days.first_fault(&base.world.tool.data_faults, &variant.world.tool.data_faults),
        days.first_provider(&base.world.providers, &variant.world.providers),
        first_cycle(base, variant, stock),
    ];
    firsts.into_iter().flatten().min()
}

/// Whether nothing differs but what has a date.
fn same_but_for_dates(base: &Scenario, variant: &Scenario) -> bool {
    let mut rest = variant.clone();
    let (policy, world) = (&mut rest.policy, &mut rest.world);
    policy.thresholds = base.policy.thresholds.clone();
    policy.other_thresholds = base.policy.other_thresholds.clone();
    policy.intended_in_use = base.policy.intended_in_use;
    policy.randomisation = base.policy.randomisation.clone();
    policy.preprofiling = base.policy.preprofiling.clone();
    policy.decisions.soon_days = base.policy.decisions.soon_days.clone();
    policy.payments.prices = base.policy.payments.prices.clone();
    policy.payments.name = base.policy.payments.name.clone();
    world.exits.cycle = base.world.exits.cycle.clone();
    world.tool.data_faults = base.world.tool.data_faults.clone();
    world.inflow.months = base.world.inflow.months.clone();
    for (provider, same) in world.providers.iter_mut().zip(&base.world.providers) {
        (provider.enters, provider.leaves) = (same.enters, same.leaves);
    }
    let same_run = (base.run.from, base.run.to) == (rest.run.from, rest.run.to);
    same_run && base.world == rest.world && base.policy == rest.policy
}

/// The days of the run.
struct Days {
    from: Day,
    to: Day,
}

impl Days {
    /// A day on which something begins, at the start of the run at the earliest; none after the run.
    fn within(&self, day: Day) -> Option<Day> {
        (day <= self.to).then_some(day.max(self.from))
    }

    fn first<T: PartialEq>(&self, base: &Dated<T>, variant: &Dated<T>) -> Option<Day> {
        first_of(base, variant, self.from).and_then(|day| self.within(day))
    }

    /// A step that changes no price begins a new entry in the ledger all the same.
    fn first_price(&self, base: &Scenario, variant: &Scenario) -> Option<Day> {
        let [base, variant] = [base, variant].map(|scenario| &scenario.policy.payments.prices);
        let only_in = |one: &Dated<_>, other: &Dated<_>| {
            let is_new = |day: &Day| *day > self.from && other.steps().iter().all(|step| step.0 != *day);
            one.steps().iter().map(|step| step.0).find(is_new).and_then(|day| self.within(day))
        };
        [self.first(base, variant), only_in(base, variant), only_in(variant, base)].into_iter().flatten().min()
    }

    fn first_list(&self, base: &Scenario, variant: &Scenario) -> Option<Day> {
        let lists = [&base.policy.preprofiling, &variant.policy.preprofiling];
        let first = lists.iter().filter_map(|list| Some(list.as_ref()?.date)).min()?;
        if lists[0] == lists[1] { None } else { self.within(first) }
    }

    fn first_month(&self, base: &Scenario, variant: &Scenario) -> Option<Day> {
        let [base, variant] = [base, variant].map(|scenario| &scenario.world.inflow.months);
        let differing = base.iter().zip(variant).find(|(base, variant)| base != variant);
        differing.and_then(|(base, variant)| self.within(base.0.min(variant.0)))
    }

    /// A fault that only ends on another day makes a difference after the earlier of the two.
    fn first_fault(&self, base: &[DataFault], variant: &[DataFault]) -> Option<Day> {
        let first = |index: usize| match (base.get(index), variant.get(index)) {
            (Some(one), Some(other)) if one == other => None,
            (Some(one), Some(other)) if (one.from, &one.fields) == (other.from, &other.fields) => Some(one.until.min(other.until) + 1),
            (one, other) => one.into_iter().chain(other).map(|fault| fault.from).min(),
        };
        (0..base.len().max(variant.len())).filter_map(first).filter_map(|day| self.within(day)).min()
    }

    /// They are the same providers, by name; what differs is when they can be chosen.
    fn first_provider(&self, base: &[Provider], variant: &[Provider]) -> Option<Day> {
        let first = |(one, other): (&Provider, &Provider)| {
            let after = |leaves: Option<Day>| leaves.map(|last| last + 1);
            let days = [Some(self.from), Some(one.enters), Some(other.enters), after(one.leaves), after(other.leaves)];
            let differs = |day: &Day| *day >= self.from && one.is_open(*day) != other.is_open(*day);
            days.into_iter().flatten().filter(differs).min().and_then(|day| self.within(day))
        };
        base.iter().zip(variant).filter_map(first).min()
    }
}

/// The first day from `from` on, the run's end aside, on which two rules differ.
fn first_of<T: PartialEq>(base: &Dated<T>, variant: &Dated<T>, from: Day) -> Option<Day> {
    let steps = base.steps().iter().chain(variant.steps()).map(|step| step.0).filter(|day| *day > from);
    steps.chain([from]).filter(|day| base.on(*day) != variant.on(*day)).min()
}

/// Who will have a job in so many days may say so today.
fn first_cycle(base: &Scenario, variant: &Scenario, stock: Day) -> Option<Day> {
    let first = first_of(&base.world.exits.cycle, &variant.world.exits.cycle, stock)?;
    let soon = |scenario: &Scenario| scenario.policy.decisions.soon_days.steps().iter().map(|step| step.1).max().unwrap_or(0);
    let known = [base, variant].map(|scenario| soon(scenario).max(scenario.world.inflow.own_journey_days));
    Some((first - known[0].max(known[1])).max(stock))
}
