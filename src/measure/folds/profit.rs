//! What providers earn on the service: payments without tax, less supervisors, premises and overhead.

use std::sync::Arc;

use crate::journal::{Entry, Fact, Payee, Presence, Subject, What};
use crate::measure::accrual::on_basis;
use crate::measure::filter::Case;
use crate::measure::fold::{Facts, Fold, People, PerPerson, Values};
use crate::measure::plan::Plan;
use crate::pathway::economics::ProviderEconomics;
use crate::pathway::effort::Effort;
use crate::pathway::person::{BirthRegion, Category, Disability, Education, Population, Sex, Traits};
use crate::pathway::providers::Desk;
use crate::pathway::thresholds::Level;
use crate::scenario::Scenario;
use crate::units::{AreaId, Day, PersonId, ProviderId, Sek};

/// Who offers the service where, and what that costs.
#[derive(Clone, Debug)]
pub struct Market {
    desks: Vec<Desk>,
    costs: ProviderEconomics,
    caseload: f64,
    /// Whether staff is told month by month; else it follows from the participants.
    staff_is_told: bool,
    /// First day of each month of the run, and of the one after it; the first is the run's first day.
    months: Vec<Day>,
}

impl Market {
    /// None if the scenario does not say what providers' work costs.
    pub fn of(scenario: &Scenario) -> Option<Market> {
        let (world, run) = (&scenario.world, &scenario.run);
        let mut months: Vec<Day> = (1..).map(|index| run.from.month_start(index)).take_while(|first| *first <= run.to).collect();
        months.insert(0, run.from);
        months.push(run.to + 1);
        let (desks, costs, caseload) =
            (world.choice.desks(&world.providers, world.areas.len()), world.provider_economics?, world.choice.caseload);
        Some(Market { desks, costs, caseload, staff_is_told: world.market.is_some(), months })
    }

    fn desk(&self, provider: ProviderId, area: AreaId) -> Option<usize> {
        self.desks.iter().position(|desk| (desk.provider, desk.area) == (provider, area))
    }
}

/// Where a participant is, and since when.
#[derive(Clone, Copy, Debug)]
struct Stay {
    /// None where the provider has no contract in the area.
    desk: Option<usize>,
    level: Level,
    effort: Effort,
    since: Day,
}

#[derive(Clone, Debug)]
struct Profit {
    plan: Plan,
    market: Arc<Market>,
    stays: PerPerson<Option<Stay>>,
    /// Participant-days by desk, then month, then level, weighted by the thousandths of their effort.
    work: Vec<[i64; 3]>,
    /// By desk: the last day on which somebody was in the service there.
    last_served: Vec<Day>,
    /// By desk: what was told of it, each with the month from which it holds.
    told: Vec<Vec<(usize, Presence)>>,
    /// By cell.
    revenue: Vec<Sek>,
}

impl Profit {
    fn apply(&mut self, fact: &Fact) {
        let (day, area) = (fact.day, fact.subject.area);
        let stay = *self.stays.at(fact.subject.person);
        let next = match (fact.what, stay) {
            (What::Started { provider, level, effort, .. }, _) => {
                Some(Stay { desk: self.market.desk(provider, area), level, effort, since: day })
            }
            (What::Switched { to, .. }, Some(stay)) => Some(Stay { desk: self.market.desk(to, area), since: day, ..stay }),
            (What::LevelCorrected { to, .. }, Some(stay)) => Some(Stay { level: to, since: day, ..stay }),
            (What::Ended { .. }, _) => None,
            _ => return,
        };
        stay.iter().for_each(|stay| self.count(stay, day));
        *self.stays.at(fact.subject.person) = next;
    }

    /// Counts the work of a stay up to but not with `until`, month by month.
    fn count(&mut self, stay: &Stay, until: Day) {
        let Some(desk) = stay.desk else { return };
        self.last_served[desk] = self.last_served[desk].max(until - 1);
        let months = &self.market.months;
        let first = months.partition_point(|month| *month <= stay.since).saturating_sub(1);
        for (index, month) in months.windows(2).enumerate().skip(first).take_while(|(_, month)| month[0] < until) {
            let days = until.min(month[1]) - stay.since.max(month[0]);
            let work = i64::from(days.max(0)) * i64::from(stay.effort.0);
            self.work[desk * (months.len() - 1) + index][stay.level as usize] += work;
        }
    }

    /// What a desk costs in a month of the period, by level: shared by the work for their participants, evenly where there are none.
    /// A provider that cannot be chosen any more costs as long as it serves somebody.
    fn cost(&self, desk: usize, month: usize, supervisors: f64) -> [Sek; 3] {
        let (fixed, filter) = (&self.market.desks[desk], &self.plan.selection.filter);
        let [first, after] = [self.market.months[month], self.market.months[month + 1]];
        let length = first.month_start(1) - first.month_start(0);
        let told = self.told[desk].last().filter(|_| self.market.staff_is_told);
        let open = told.map_or(fixed.open, |(_, presence)| presence.open);
        let (from, to) = (first.max(filter.from).max(open.0), (after - 1).min(filter.to).min(open.1.max(self.last_served[desk])));
        let part = f64::from((to - from + 1).max(0)) / f64::from(length);
        let whole = self.market.costs.cost(supervisors, fixed.offices, part);
        let work = self.work[desk * (self.market.months.len() - 1) + month];
        shared(whole, if work == [0; 3] { [1; 3] } else { work })
    }

    /// Costs of the period by cell.
    fn costs(&self, people: &People) -> Vec<Sek> {
        let months = self.market.months.len() - 1;
        let mut costs = vec![Sek::ZERO; self.plan.selection.cells];
        for (index, desk) in self.market.desks.iter().enumerate() {
            let mut participants = Vec::with_capacity(months);
            for month in 0..months {
                let days = f64::from(self.market.months[month + 1] - self.market.months[month]);
                let work = self.work[index * months + month].iter().sum::<i64>();
                participants.push(work as f64 / f64::from(Effort::STANDARD.0) / days);
                let told = self.told[index].iter().rfind(|(from, _)| *from <= month).map(|(_, presence)| presence.supervisors);
                let told = told.filter(|_| self.market.staff_is_told);
                let supervisors = told.unwrap_or_else(|| self.market.costs.supervisors(&participants, self.market.caseload));
                for (level, cost) in Level::ALL.iter().zip(self.cost(index, month, supervisors)) {
                    let nobody = nobody(desk.area);
                    let payee = Payee { subject: nobody, provider: desk.provider, level: *level };
                    if let Some(cell) = self.plan.selection.cell(Case::of_payee(&payee), people) {
                        costs[cell] += cost;
                    }
                }
            }
        }
        costs
    }
}

/// Splits an amount in proportion to whole numbers, to the öre.
fn shared(whole: Sek, parts: [i64; 3]) -> [Sek; 3] {
    let all: i64 = parts.iter().sum();
    let until = |count: usize| (i128::from(whole.ore()) * i128::from(parts[..count].iter().sum::<i64>()) / i128::from(all)) as i64;
    std::array::from_fn(|index| Sek::from_ore(until(index + 1) - until(index)))
}

/// Costs are nobody's: of a person only the area counts.
pub(super) fn nobody(area: AreaId) -> Subject {
    let traits = Traits {
        area,
        sex: Sex::Man,
        education: Education::Compulsory,
        birth_region: BirthRegion::Sweden,
        disability: Disability::None,
        newly_arrived: false,
        born: Day(0),
    };
    Subject::new(PersonId(0), Population::Stock, &traits, Category::Unemployed)
}

impl Fold for Profit {
    fn facts(&mut self, facts: Facts<'_>, _: &People) {
        facts.iter().for_each(|fact| self.apply(fact));
    }

    fn entries(&mut self, entries: &[Entry], people: &People) {
        let (filter, payments) = (&self.plan.selection.filter, &self.plan.payments);
        for entry in entries {
            if let Some(cell) = self.plan.selection.cell(Case::of_entry(entry), people) {
                let amount = on_basis(entry, self.plan.basis, (filter.from, filter.to), &self.plan.workdays);
                self.revenue[cell] += payments.without_vat(amount);
            }
        }
    }

    fn reads_entries(&self) -> bool {
        true
    }

    fn presences(&mut self, presences: &[Presence]) {
        for presence in presences {
            let month = self.market.months.partition_point(|first| *first <= presence.day) - 1;
            let desk = self.market.desk(presence.provider, presence.area).expect("what is told of has a desk");
            self.told[desk].push((month, *presence));
        }
    }

    fn close(&mut self, _: &People) {
        let stays: Vec<Stay> = self.stays.iter().flatten().collect();
        stays.iter().for_each(|stay| self.count(stay, self.plan.run_to + 1));
    }

    fn finish(&mut self, people: &People, values: &mut Values) {
        for (cell, (cost, revenue)) in self.costs(people).into_iter().zip(&self.revenue).enumerate() {
            let own = [*revenue - cost, *revenue, cost];
            own.iter().enumerate().for_each(|(place, sum)| values.set(cell * own.len() + place, sum.kronor()));
        }
    }

    fn reset(&mut self) {
        self.stays.clear();
        self.work.fill([0; 3]);
        self.last_served.fill(Day(i32::MIN));
        self.told.iter_mut().for_each(Vec::clear);
        self.revenue.fill(Sek::ZERO);
    }

    fn copy(&self) -> Box<dyn Fold> {
        Box::new(self.clone())
    }
}

/// Profit of the providers in the period, with revenue and cost, SEK.
pub fn provider_profit(plan: &Plan) -> Box<dyn Fold> {
    let market = plan.market.clone().expect("a plan for profit has a market");
    let work = vec![[0; 3]; market.desks.len() * (market.months.len() - 1)];
    let last_served = vec![Day(i32::MIN); market.desks.len()];
    let (revenue, told) = (vec![Sek::ZERO; plan.selection.cells], vec![Vec::new(); market.desks.len()]);
    Box::new(Profit { plan: plan.clone(), market, stays: PerPerson::default(), work, last_served, told, revenue })
}
