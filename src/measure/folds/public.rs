//! What job seekers cost the public, by payer: benefits day by day, caseworkers' time, payments to providers.

use crate::journal::{Channel, Entry, Fact, What};
use crate::measure::accrual::on_basis;
use crate::measure::filter::Case;
use crate::measure::fold::{Facts, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::pathway::person::{self, Programme};
use crate::pathway::public_cost::{DayRate, Payer, PublicCost, Standing, benefit_days};
use crate::scenario::Scenario;
use crate::units::{Day, Sek};

/// Rates, and what a registration takes of caseworkers' time.
#[derive(Clone, Debug)]
pub struct Tariff {
    rates: [DayRate; Standing::COUNT],
    slot: Sek,
    /// Slots of a registration at a local office, and of another.
    local: f64,
    distance: f64,
}

impl Tariff {
    /// None if the scenario does not say what job seekers cost.
    pub fn of(scenario: &Scenario) -> Option<Tariff> {
        let (cost, capacity): (PublicCost, _) = (scenario.world.public_cost?, &scenario.policy.capacity);
        let (local, distance) = (capacity.local_slots_per_registration, capacity.distance_slots_per_registration);
        Some(Tariff { rates: cost.rates(), slot: cost.slot, local, distance })
    }

    /// What a fact takes of caseworkers' time.
    fn time(&self, what: &What) -> Sek {
        let slots = match what {
            What::Contacted { .. } | What::Referred { .. } | What::Deviated { .. } | What::BudgetSpent { .. } => 1.0,
            What::Registered { channel: Channel::Stock } => 0.0,
            What::Registered { channel: Channel::LocalOffice } => self.local,
            What::Registered { .. } => self.distance,
            _ => 0.0,
        };
        crate::pathway::payments::part(self.slot, slots)
    }
}

/// A registered person, as benefits go: since when, and in which cell, if the person is asked for.
#[derive(Clone, Copy, Debug)]
struct Stay {
    standing: Standing,
    since: Day,
    cell: Option<u32>,
}

/// Sums of a cell.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    by_payer: [Sek; Payer::ALL.len()],
    transfers: Sek,
}

#[derive(Clone, Debug)]
struct Public {
    plan: Plan,
    tariff: Tariff,
    stays: PerPerson<Option<Stay>>,
    sums: Vec<Sums>,
}

impl Public {
    fn apply(&mut self, fact: &Fact, people: &People) {
        let time = self.tariff.time(&fact.what);
        if let Some(cell) = self.plan.selection.cell_of(fact, people).filter(|_| time > Sek::ZERO) {
            self.sums[cell].by_payer[Payer::StateAdministration as usize] += time;
        }
        let stay = self.stays.get(fact.subject.person);
        let Some(standing) = after(fact, stay.map(|stay| stay.standing)) else { return };
        stay.iter().for_each(|stay| self.pay(stay, fact.day - 1));
        let cell = self.plan.selection.cell_of_person(&fact.subject, people).map(|cell| cell as u32);
        *self.stays.at(fact.subject.person) = standing.map(|standing| Stay { standing, since: fact.day, cell });
    }

    /// Benefits of a stay until a day, as far as they fall into the period.
    fn pay(&mut self, stay: &Stay, until: Day) {
        let (filter, Some(cell)) = (&self.plan.selection.filter, stay.cell) else { return };
        let days = benefit_days(stay.since.max(filter.from), until.min(filter.to));
        let (rate, sums) = (&self.tariff.rates[stay.standing.number()], &mut self.sums[cell as usize]);
        sums.by_payer.iter_mut().zip(&rate.by_payer).for_each(|(sum, per_day)| *sum += per_day.times(days));
        sums.transfers += rate.transfer.times(days);
    }
}

/// How a person stands after a fact, if it changes that; inner none: off the register.
fn after(fact: &Fact, before: Option<Standing>) -> Option<Option<Standing>> {
    let who = &fact.subject;
    let changed = |change: fn(&mut Standing)| {
        let mut standing = before?;
        change(&mut standing);
        Some(Some(standing))
    };
    match fact.what {
        What::Registered { .. } => Some(Some(Standing {
            in_service: false,
            in_programme: who.programme != Programme::None,
            works: who.category == person::Category::Employed,
            supported: who.category == person::Category::SupportedWork,
        })),
        What::Deregistered { .. } => Some(None),
        What::WorkBegan { ends_registration: false, .. } => changed(|standing| (standing.works, standing.supported) = (true, false)),
        What::WorkEnded => changed(|standing| standing.works = false),
        What::ProgrammeEntered { programme: Programme::None } => changed(|standing| standing.in_programme = false),
        What::ProgrammeEntered { .. } => changed(|standing| standing.in_programme = true),
        What::Started { .. } => changed(|standing| standing.in_service = true),
        What::Ended { .. } => changed(|standing| standing.in_service = false),
        _ => None,
    }
}

impl Fold for Public {
    fn facts(&mut self, facts: Facts<'_>, people: &People) {
        facts.iter().for_each(|fact| self.apply(fact, people));
    }

    fn entries(&mut self, entries: &[Entry], people: &People) {
        let filter = &self.plan.selection.filter;
        for entry in entries {
            if let Some(cell) = self.plan.selection.cell(Case::of_entry(entry), people) {
                let amount = on_basis(entry, self.plan.basis, (filter.from, filter.to), &self.plan.workdays);
                self.sums[cell].by_payer[Payer::StateProgrammes as usize] += amount;
            }
        }
    }

    fn reads_entries(&self) -> bool {
        true
    }

    fn close(&mut self, _: &People) {
        let stays: Vec<Stay> = self.stays.iter().flatten().collect();
        stays.iter().for_each(|stay| self.pay(stay, self.plan.run_to));
    }

    fn finish(&mut self, _: &People, values: &mut Values) {
        for (cell, Sums { by_payer, transfers }) in self.sums.iter().enumerate() {
            let whole: Sek = by_payer.iter().copied().sum();
            let own = [&[whole], &by_payer[..], &[*transfers]].concat();
            own.iter().enumerate().for_each(|(place, sum)| values.set(cell * own.len() + place, sum.kronor()));
        }
    }

    fn reset(&mut self) {
        self.stays.clear();
        self.sums.fill(Sums::default());
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Cost of the period by payer, SEK, and what the service moves between payers.
pub fn public_cost(plan: &Plan) -> Box<dyn Fold> {
    let tariff = plan.tariff.clone().expect("a plan for public cost has a tariff");
    Box::new(Public { tariff, stays: PerPerson::default(), sums: vec![Sums::default(); plan.selection.cells], plan: plan.clone() })
}
