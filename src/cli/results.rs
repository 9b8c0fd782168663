//! From the replications to what people read: figures, files and pictures.

use std::cell::OnceCell;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::args::Run;
use crate::experiment::Outcome;
use crate::journal::PaymentKind;
use crate::measure::comparison::{Compared, compare};
use crate::measure::scores::Score;
use crate::measure::series::{Label, TimeSeries};
use crate::measure::spread::{Causes, Split};
use crate::measure::table::decimal;
use crate::measure::{Column, Expr, Statistics, evidence, standard};
use crate::pathway::thresholds::DatedSet;
use crate::report::books;
use crate::report::features::left_out;
use crate::report::folder::shown;
use crate::report::input::{Band, FunnelStep, Money, PlanOutcome, Published, RunInfo, ScorePoint, SeriesRow, Stat, ThresholdSets};
use crate::report::plots::{self, PlotData};
use crate::report::summary::Asked;
use crate::report::{Destination, FolderError, Output, Summary, series};
use crate::scenario::{Effect, InputFile, Loaded, Request, Scenario, effects, load, number_at, plausible_range, ranges, value_at};
use crate::sim::Model;
use crate::units::Day;

/// Assumptions that the summary names: those that move the pilot's main results most and are known worst.
const ASSUMPTIONS: usize = 3;

/// A finished run.
pub struct Results<'a> {
    pub loaded: &'a Loaded,
    /// Read only to simulate again for the journal.
    #[cfg_attr(not(feature = "parquet"), expect(dead_code))]
    pub model: &'a Model,
    pub outcome: &'a Outcome,
    /// The published figures to show.
    pub facts: &'a [evidence::Fact],
    pub info: &'a RunInfo,
    /// The next command to try, in the parts between which a line may end.
    pub next: Vec<String>,
    /// What varies between replications: worked out once, when it is first asked for.
    pub causes: OnceCell<Causes>,
}

impl Results<'_> {
    /// All measures of the run with their statistics.
    pub fn stats(&self) -> Vec<Stat> {
        self.outcome.table.statistics().into_iter().map(stat).collect()
    }

    pub(super) fn band(&self, measure: &str, key: &str) -> Option<Band> {
        let expr = Expr::parse(measure).ok()?.with_key((!key.is_empty()).then(|| key.to_string()));
        self.outcome.table.of(&expr).map(band)
    }

    pub fn summary(&self, written: &Result<PathBuf, FolderError>) -> Summary {
        let is_the_pilot = is_the_pilot(&self.loaded.scenario);
        Summary {
            plan: self.plan(),
            month_ends: self.month_ends(),
            funnel: self.funnel(),
            money: self.money_totals(),
            published: self.published(),
            asked: self.asked(),
            assumptions: assumptions(self.loaded, is_the_pilot),
            sensitivity_measured: is_the_pilot,
            parameters_in_spread: !self.info.drawn.is_empty(),
            split: self.headline_split(),
            folder: match written {
                Ok(path) => shown(path),
                Err(error) => format!("none: {error}"),
            },
            missing: left_out().into_iter().chain(written.as_ref().ok().and_then(|folder| plots::undrawn(folder))).collect(),
            next: self.next.clone(),
        }
    }

    /// Every value of the measures that the scenario or the command line asks for.
    fn asked(&self) -> Vec<Asked> {
        let exprs = self.loaded.scenario.run.measures.iter().filter_map(|text| Expr::parse(text).ok());
        exprs.flat_map(|expr| self.asked_of(&expr)).collect()
    }

    fn asked_of(&self, expr: &Expr) -> Vec<Asked> {
        let measure = expr.text();
        let is_asked = |column: &Column| column.measure == measure && expr.key.as_ref().is_none_or(|key| *key == column.key);
        let row = |(column, statistics): (&Column, Statistics)| Asked {
            name: if column.key.is_empty() { measure.clone() } else { format!("{measure}:{}", column.key) },
            unit: column.unit.to_string(),
            band: band(statistics),
        };
        self.outcome.table.statistics().into_iter().filter(|(column, _)| is_asked(column)).map(row).collect()
    }

    /// What varies between replications besides chance in lives.
    fn causes(&self) -> &Causes {
        self.causes.get_or_init(|| {
            let registrations = &self.outcome.registrations;
            let posterior = self.loaded.scenario.posterior.as_deref();
            let standings = |(replication, _): &(u32, u32)| posterior.map_or_else(Vec::new, |posterior| posterior.standings(*replication));
            let drawn: Vec<Vec<f64>> = registrations.iter().map(standings).collect();
            Causes::new(&drawn, &registrations.iter().map(|(_, count)| f64::from(*count)).collect::<Vec<_>>())
        })
    }

    /// Where the spread of each measure comes from, in the order of [`Results::stats`].
    pub fn splits(&self) -> Vec<Option<Split>> {
        let (causes, table) = (self.causes(), &self.outcome.table);
        let columns = table.statistics().into_iter().filter_map(|(column, _)| table.find(&column.measure, &column.key));
        columns.map(|column| causes.split(&table.by_replication(column))).collect()
    }

    /// Of the measure that the summary begins with.
    fn headline_split(&self) -> Option<Split> {
        let table = &self.outcome.table;
        let last = standard::dates(&self.loaded.scenario).into_iter().next_back()?;
        let expr = match self.loaded.scenario.run.plan {
            Some(_) => standard::plan_mean(&self.loaded.scenario),
            None => Expr::parse("participants").ok()?.with_key(Some(last.to_string())),
        };
        self.causes().split(&table.by_replication(table.column(&expr)?))
    }

    /// `spread.csv`: shares of each measure's variance over replications.
    fn spread_csv(&self) -> String {
        let mut text = String::from("measure,key,unit,sd,parameters,inflow,chance,n\n");
        for (stat, split) in self.stats().iter().zip(self.splits()) {
            let Some(Split { parameters, inflow, chance }) = split else { continue };
            let [parameters, inflow, chance, sd] = [parameters, inflow, chance, stat.sd.unwrap_or_default()].map(decimal);
            let Stat { measure, key, unit, n, .. } = stat;
            text += &format!("\"{}\",\"{key}\",{unit},{sd},{parameters},{inflow},{chance},{n}\n", measure.replace('"', "\"\""));
        }
        text
    }

    fn plan(&self) -> Option<PlanOutcome> {
        let plan = self.loaded.scenario.run.plan?;
        let mean = self.outcome.table.of(&standard::plan_mean(&self.loaded.scenario)).map(band);
        Some(PlanOutcome { participants: plan.participants, from: plan.from, simulated: mean })
    }

    /// Participants at the month ends and on the last day.
    pub fn month_ends(&self) -> Vec<(Day, Band)> {
        let dates = standard::dates(&self.loaded.scenario).into_iter();
        dates.filter_map(|day| Some((day, self.band("participants", &day.to_string())?))).collect()
    }

    fn funnel(&self) -> Vec<FunnelStep> {
        let steps = ["registered", "contacted", "profiled", "yes", "decided", "started", "result"];
        let of = |population: &str, step: &str| self.band("funnel[by=population]", &format!("{population}/{step}"));
        steps.map(|step| FunnelStep { name: step.to_string(), stock: of("stock", step), new: of("new", step) }).into()
    }

    fn money_totals(&self) -> Vec<Money> {
        let month = self.loaded.scenario.run.from;
        let total = |kind: &str| Money {
            month,
            kind: kind.to_string(),
            accrued: self.band("payments", kind),
            paid: self.band("payments[basis=paid]", kind),
        };
        PaymentKind::NAMES.map(total).into()
    }

    /// Published beside simulated: each fact is one number.
    pub fn published(&self) -> Vec<Published> {
        let rows = compare(self.facts, &self.outcome.table);
        self.facts.iter().zip(rows).map(|(fact, row)| self.beside(fact, row)).collect()
    }

    fn beside(&self, fact: &evidence::Fact, row: Compared) -> Published {
        let expr = fact.exprs().next();
        Published {
            text: fact.id.clone(),
            published: row.published,
            measure: expr.map_or_else(String::new, Expr::text),
            key: expr.and_then(|expr| expr.key.clone()).unwrap_or_default(),
            unit: expr.map_or("", |expr| expr.measure.unit).to_string(),
            simulated: expr.and_then(|expr| self.outcome.table.of(expr)).map(band),
            within: row.mean.map(|_| row.within),
        }
    }

    /// Writes the output folder.
    pub fn write(&self, destination: Destination, arguments: &Run) -> Result<PathBuf, FolderError> {
        plots::write(&self.plot_data(), self.info, &destination)?;
        #[cfg(feature = "parquet")]
        self.write_columns(&destination, arguments)?;
        let mut files = vec![
            ("scenario.toml".to_string(), self.loaded.resolved.clone().into_bytes()),
            ("replications.csv".to_string(), self.outcome.table.replications_csv().into_bytes()),
            ("measures.csv".to_string(), self.outcome.table.measures_csv().into_bytes()),
            ("spread.csv".to_string(), self.spread_csv().into_bytes()),
        ];
        if arguments.books {
            let books = self.books();
            for (name, picture) in books::pictures(&books) {
                plots::write_one(&format!("plots/{name}"), &picture, &destination)?;
            }
            files.push(("books.html".to_string(), books::html(&books).into_bytes()));
        }
        if arguments.series_csv {
            let failed = |error: csv::Error| FolderError::Write { path: "series.csv".into(), source: error.into() };
            files.push(("series.csv".to_string(), series::csv(self.series()).map_err(failed)?));
        }
        for input in &self.loaded.inputs {
            copy(input, &input.name, &destination)?;
        }
        destination.write(&Output { info: self.info.clone(), files })
    }

    #[cfg(feature = "parquet")]
    fn write_columns(&self, destination: &Destination, arguments: &Run) -> Result<(), FolderError> {
        use super::columns;
        columns::series(destination, self.series())?;
        match &arguments.journal {
            Some(replications) => columns::journal(destination, self.model, replications),
            None => Ok(()),
        }
    }

    /// Rows are made as they are read: there are many.
    fn series(&self) -> impl Iterator<Item = SeriesRow<'_>> {
        let TimeSeries { labels, replications } = &self.outcome.series;
        replications.iter().flat_map(|(replication, values)| {
            labels.iter().zip(values).map(|(Label { date, area, level, measure }, value)| SeriesRow {
                replication: *replication,
                date: *date,
                area,
                level,
                measure,
                value: *value,
            })
        })
    }

    pub fn plot_data(&self) -> PlotData<'_> {
        let sample = self.outcome.scores.iter();
        PlotData {
            plan: self.plan(),
            scores: sample
                .map(|score| {
                    let Score { day, registration_days, percent, verdict } = *score;
                    ScorePoint { day, registration_days, percent, verdict }
                })
                .collect(),
            thresholds: self.thresholds(),
            funnel: self.funnel(),
            money: self.money_by_month(),
            series: self.series().filter(|row| row.measure == plots::PARTICIPANTS).collect(),
        }
    }

    /// Sums over areas and levels of the money series, by month and kind.
    fn money_by_month(&self) -> Vec<Money> {
        let sums = |basis: &str, kind: &str| series::by_level(self.series(), &format!("{basis}_{kind}")).remove("all").unwrap_or_default();
        let mut money = Vec::new();
        for kind in PaymentKind::NAMES {
            let (accrued, paid) = (sums("accrued", kind), sums("paid", kind));
            for (accrued, paid) in accrued.iter().zip(&paid) {
                let month = accrued.0.month_start(0);
                money.push(Money { month, kind: kind.to_string(), accrued: Some(accrued.1), paid: Some(paid.1) });
            }
        }
        money
    }

    fn thresholds(&self) -> ThresholdSets {
        let policy = &self.loaded.scenario.policy;
        let steps = |sets: &crate::engine::curve::Dated<_>| -> Vec<DatedSet> { sets.steps().to_vec() };
        ThresholdSets {
            in_force: steps(&policy.thresholds),
            other_name: if policy.intended_in_use { "deployed" } else { "intended" }.to_string(),
            other: policy.other_thresholds.as_ref().map(steps).unwrap_or_default(),
        }
    }
}

/// Whether a scenario is the one on which effects were measured, `krom-2020`, whatever its seed and number of replications.
fn is_the_pilot(scenario: &Scenario) -> bool {
    load(&Request::default()).is_ok_and(|pilot| (&pilot.scenario.world, &pilot.scenario.policy) == (&scenario.world, &scenario.policy))
}

/// Assumptions that bear on the main results: their ranges and, where it was measured, what starts change by over them.
fn assumptions(loaded: &Loaded, are_measured: bool) -> Vec<(String, String)> {
    let told = |effect: Effect| {
        let (range, [_, [low, high], _]) = (format!("{}-{}", effect.low, effect.high), effect.changes());
        match are_measured {
            true => Some((effect.key, format!("{range}: starts {:+.0} to {:+.0} %", 100.0 * low, 100.0 * high))),
            false => ranged(loaded, &effect.key),
        }
    };
    effects().into_iter().filter_map(told).take(ASSUMPTIONS).collect()
}

/// A key with its value and its range, which is the pilot's: a scenario of another world may lie outside.
fn ranged(loaded: &Loaded, key: &str) -> Option<(String, String)> {
    let (value, range) = (value_at(loaded, key)?, plausible_range(key)?);
    let ends = ranges().find(|(known, _)| *known == key).map(|(_, ends)| ends);
    let lies_outside = ends.zip(number_at(loaded, key)).is_some_and(|((low, high), number)| number < low || number > high);
    Some((key.to_string(), format!("{value}, {}range {range}", if lies_outside { "outside the pilot's " } else { "" })))
}

/// Assumptions to be read beside a comparison: those that always bear on the results, and those among the keys that variants change; each
/// with its value in the base and its range.
pub fn assumed(base: &Loaded, changed: &[&str]) -> Vec<(String, String)> {
    let first: Vec<String> = effects().into_iter().take(ASSUMPTIONS).map(|effect| effect.key).collect();
    let others = changed.iter().copied().filter(|key| !first.iter().any(|known| known == key));
    let keys: Vec<&str> = first.iter().map(String::as_str).chain(others).collect();
    keys.into_iter().filter_map(|key| ranged(base, key)).collect()
}

/// A word as a shell reads it.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./=+,:@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.to_string() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

/// Copies a file of the user's to the output folder; one that has changed since it was read would not explain the results.
pub fn copy(input: &InputFile, name: &str, destination: &Destination) -> Result<(), FolderError> {
    let path = destination.place(name)?;
    let failed = |source| FolderError::Write { path: path.clone(), source };
    let bytes = std::fs::read(&input.path).map_err(failed)?;
    let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if hash != input.sha256 {
        let text = format!("{} has changed while the run was going on", input.path.display());
        return Err(FolderError::Write { path: path.clone(), source: std::io::Error::other(text) });
    }
    std::fs::write(&path, bytes).map_err(|source| FolderError::Write { path: path.clone(), source })
}

fn band(statistics: Statistics) -> Band {
    Band { mean: statistics.mean, se: statistics.se, p05: statistics.p05, p95: statistics.p95 }
}

fn stat((column, s): (&Column, Statistics)) -> Stat {
    Stat {
        measure: column.measure.clone(),
        key: column.key.clone(),
        unit: column.unit.to_string(),
        mean: s.mean,
        se: s.se,
        sd: s.sd,
        p05: s.p05,
        p25: s.p25,
        p50: s.p50,
        p75: s.p75,
        p95: s.p95,
        n: s.n as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_that_the_value_lies_outside_is_called_the_pilots() {
        let of = |slots: &str| {
            let set = vec![format!("policy.caseworkers.local_slots_per_day={slots}")];
            let loaded = load(&Request { set, ..Request::default() }).unwrap_or_else(|faults| panic!("{faults}"));
            ranged(&loaded, "policy.caseworkers.local_slots_per_day").unwrap().1
        };
        assert_eq!([of("200"), of("80")], ["200, range 140-280", "80, outside the pilot's range 140-280"]);
    }
}
