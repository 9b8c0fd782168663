//! Time series of a replication: stocks and flows by month or day, area and level.

use super::accrual::accrued;
use super::fold::{PerPerson, Today};
use super::folds::service::month_ends;
use crate::engine::workdays::Workdays;
use crate::journal::{Channel, Chunk, Entry, Fact, PaymentKind, Reader, What};
use crate::pathway::thresholds::Level;
use crate::scenario::Scenario;
use crate::units::{Day, Sek};
use std::sync::Arc;

/// What a value is about. Flows are those of the period that ends on `date`, stocks those at its end; money is in SEK.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The last day of the month (or the day).
    pub date: Day,
    /// Empty for measures without an area or level.
    pub area: Arc<str>,
    pub level: &'static str,
    pub measure: &'static str,
}

/// The series of several replications: what the values are about is said once for all of them.
#[derive(Clone, Debug, Default)]
pub struct TimeSeries {
    pub labels: Vec<Label>,
    /// Number of a replication and its values, in the order of the labels.
    pub replications: Vec<(u32, Vec<f64>)>,
}

/// Series by area.
const BY_AREA: [&str; 4] = ["registered", "inflow", "outflow", "profilings"];
/// Series by area and level; money from `MONEY` on: accrued by kind, then paid by kind.
const BY_LEVEL: [&str; 13] = [
    "referrals",
    "started",
    "ended",
    "participants",
    "results",
    "accrued_base",
    "accrued_result",
    "accrued_speed_premium",
    "accrued_bonus",
    "paid_base",
    "paid_result",
    "paid_speed_premium",
    "paid_bonus",
];
const REGISTERED: usize = 0;
const INFLOW: usize = 1;
const OUTFLOW: usize = 2;
const PROFILINGS: usize = 3;
const REFERRALS: usize = 0;
const STARTED: usize = 1;
const ENDED: usize = 2;
const PARTICIPANTS: usize = 3;
const RESULTS: usize = 4;
const ACCRUED: usize = 5;
const PAID: usize = 9;

/// Numbers of one period, or changes of stocks in it. Money in öre.
#[derive(Clone, Debug, Default)]
struct Period {
    /// By area.
    by_area: Vec<[i64; BY_AREA.len()]>,
    /// By area and level.
    by_level: Vec<[[i64; BY_LEVEL.len()]; 3]>,
}

/// Reads a replication's stream into series.
#[derive(Clone, Debug)]
pub struct Series {
    first: Day,
    /// Last days of the periods, rising.
    ends: Vec<Day>,
    areas: Vec<Arc<str>>,
    workdays: Workdays,
    today: Today,
    /// The period of the last fact.
    at: usize,
    level: PerPerson<Option<Level>>,
    periods: Vec<Period>,
}

impl Series {
    /// By month (the last one may be cut by the run's end), or by day if the scenario says so.
    pub fn new(scenario: &Scenario) -> Series {
        let (from, to) = (scenario.run.from, scenario.run.to);
        let mut ends = month_ends(from, to);
        if scenario.run.series_by_day {
            ends = (from.0..=to.0).map(Day).collect();
        } else if ends.last() != Some(&to) {
            ends.push(to);
        }
        let areas: Vec<Arc<str>> = scenario.world.areas.iter().map(|area| area.name.as_str().into()).collect();
        let empty = Period { by_area: vec![[0; BY_AREA.len()]; areas.len()], by_level: vec![[[0; BY_LEVEL.len()]; 3]; areas.len()] };
        let workdays = Workdays::new(from - 400, to);
        let periods = vec![empty; ends.len()];
        Series { first: from, ends, areas, workdays, today: Today::default(), at: 0, level: PerPerson::default(), periods }
    }

    /// Forgets the replication and keeps the memory for the next.
    pub fn reset(&mut self) {
        self.today.clear();
        self.at = 0;
        self.level.clear();
        for period in &mut self.periods {
            period.by_area.fill([0; BY_AREA.len()]);
            period.by_level.fill([[0; BY_LEVEL.len()]; 3]);
        }
    }

    /// The period of a day: the first for the day before the run, none after the run.
    fn period(&self, day: Day) -> Option<usize> {
        let index = self.ends.partition_point(|end| *end < day);
        (index < self.ends.len()).then_some(index)
    }

    fn fact(&mut self, fact: &Fact) {
        // Facts come in order of their days.
        while self.ends.get(self.at).is_some_and(|end| *end < fact.day) {
            self.at += 1;
        }
        let period = self.at;
        if period == self.ends.len() {
            return;
        }
        let area = fact.subject.area.index();
        let flow = match fact.what {
            What::Registered { channel } => {
                self.periods[period].by_area[area][REGISTERED] += 1;
                if channel == Channel::Stock {
                    return;
                }
                INFLOW
            }
            What::Deregistered { .. } => {
                self.periods[period].by_area[area][REGISTERED] -= 1;
                OUTFLOW
            }
            What::Profiled { .. } if self.today.note(fact) => PROFILINGS,
            _ => return self.service_fact(fact, period),
        };
        self.periods[period].by_area[area][flow] += 1;
    }

    fn service_fact(&mut self, fact: &Fact, period: usize) {
        let levels = &mut self.periods[period].by_level[fact.subject.area.index()];
        match fact.what {
            What::Referred { level, .. } => levels[level as usize][REFERRALS] += 1,
            What::Result { level, .. } => levels[level as usize][RESULTS] += 1,
            What::Started { level, .. } => {
                levels[level as usize][STARTED] += 1;
                self.moved(fact, period, Some(level));
            }
            What::Ended { level, .. } => {
                levels[level as usize][ENDED] += 1;
                self.moved(fact, period, None);
            }
            What::LevelCorrected { to, .. } if self.level.get(fact.subject.person).is_some() => self.moved(fact, period, Some(to)),
            _ => {}
        }
    }

    /// The person is now at this level in the service, or in none.
    fn moved(&mut self, fact: &Fact, period: usize, to: Option<Level>) {
        let levels = &mut self.periods[period].by_level[fact.subject.area.index()];
        let from = std::mem::replace(self.level.at(fact.subject.person), to);
        from.iter().for_each(|level| levels[*level as usize][PARTICIPANTS] -= 1);
        to.iter().for_each(|level| levels[*level as usize][PARTICIPANTS] += 1);
    }

    fn entry(&mut self, entry: &Entry) {
        let (area, level, kind) = (entry.subject.area.index(), entry.level as usize, entry.kind as usize);
        if let Some(period) = self.period(entry.paid_on) {
            self.periods[period].by_level[area][level][PAID + kind] += entry.amount.ore();
        }
        let Some(mut period) = self.period(entry.first) else { return };
        let mut from = self.first.min(entry.first);
        while period < self.ends.len() && from <= entry.last {
            let amount = accrued(entry, from, self.ends[period], &self.workdays);
            self.periods[period].by_level[area][level][ACCRUED + kind] += amount.ore();
            from = self.ends[period] + 1;
            period += 1;
        }
    }

    /// What the values are about: by date, area, level and measure.
    pub fn labels(&self) -> Vec<Label> {
        let mut labels = Vec::new();
        for date in &self.ends {
            for area in &self.areas {
                let label = |level, measure: &&'static str| Label { date: *date, area: area.clone(), level, measure };
                labels.extend(BY_AREA.iter().map(|measure| label("", measure)));
                for level in Level::ALL {
                    labels.extend(BY_LEVEL.iter().map(|measure| label(level.name(), measure)));
                }
            }
        }
        labels
    }

    /// All values of the replication, in the order of the labels.
    pub fn values(&self) -> Vec<f64> {
        let mut values = Vec::new();
        let mut registered = vec![0; self.areas.len()];
        let mut participants = vec![[0; 3]; self.areas.len()];
        for period in &self.periods {
            for index in 0..self.areas.len() {
                let mut numbers = period.by_area[index];
                registered[index] += numbers[REGISTERED];
                numbers[REGISTERED] = registered[index];
                values.extend(numbers.map(|number| number as f64));
                for level in Level::ALL {
                    let mut numbers = period.by_level[index][*level as usize];
                    let stock = &mut participants[index][*level as usize];
                    *stock += numbers[PARTICIPANTS];
                    numbers[PARTICIPANTS] = *stock;
                    let value =
                        |(column, number): (usize, i64)| if column < ACCRUED { number as f64 } else { Sek::from_ore(number).kronor() };
                    values.extend(numbers.into_iter().enumerate().map(value));
                }
            }
        }
        values
    }
}

impl Reader for Series {
    fn take(&mut self, chunk: &Chunk) {
        chunk.facts.iter().for_each(|fact| self.fact(fact));
        chunk.entries.iter().for_each(|entry| self.entry(entry));
    }
}

const _: () = assert!(PAID - ACCRUED == PaymentKind::ALL.len() && PAID + PaymentKind::ALL.len() == BY_LEVEL.len());
