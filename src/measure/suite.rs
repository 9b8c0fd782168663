//! The measures of a run, compiled once, and the observer that reads a replication's stream for all of them.

use super::catalogue::{FilterKey, Support};
use super::expr::Expr;
use super::fault::{Fault, FaultKind};
use super::filter::Names;
use super::fold::{Facts, Fold, People, Values};
use super::folds::places::Places;
use super::picks::Picks;
use super::plan::Plan;
use crate::engine::workdays::Workdays;
use crate::journal::{Chunk, Fact, Kind, Reader, What};
use crate::scenario::Scenario;
use crate::units::Day;
use std::sync::Arc;

/// The latent process behind a run, asked for what no fact can show.
pub trait Latent {
    /// Share in a first job within 180 days among those still registered at this registration time (day of registration = 1);
    /// nothing if nobody is.
    fn job_chance_at(&self, registration_day: f64) -> Option<f64>;
}

/// One column of the results: a measure with its filters, and a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub measure: String,
    pub key: String,
    pub unit: &'static str,
}

/// One value of a replication; `column` points into the suite's columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    pub column: u32,
    pub value: f64,
}

impl Row {
    /// The row as bits: two rows are the same only if these are.
    pub fn bits(&self) -> (u32, u64) {
        (self.column, self.value.to_bits())
    }
}

/// A compiled measure: an empty fold, and where its values go.
struct Compiled {
    fold: Box<dyn Fold>,
    /// The family and filters that measures share it by; empty if it is alone.
    family: String,
    reads: Reads,
    outputs: Vec<Output>,
}

/// The facts that a fold is given.
#[derive(Clone, Copy, Debug)]
enum Reads {
    /// Those of one kind after those of another.
    ByKind(&'static [Kind]),
    /// Those of several kinds in order: an index into the suite's merged lists.
    Merged(usize),
}

/// The kinds of facts that say who is on the register and in the service.
const FOLLOWED: &[Kind] =
    &[Kind::Registered, Kind::Deregistered, Kind::ProgrammeEntered, Kind::Started, Kind::Switched, Kind::LevelCorrected, Kind::Ended];

/// One measure's values from a fold.
struct Output {
    measure: &'static str,
    /// What the fold knows it by.
    variant: usize,
    /// By slot: the column, if that key is wanted.
    columns: Vec<Option<u32>>,
}

/// Measures met with a scenario; shared by all replications.
pub struct Suite {
    compiled: Vec<Compiled>,
    /// Values that are the same in every replication of one model.
    constants: Vec<Row>,
    /// The registration times at which the latent process is asked for a job chance, and their columns.
    latent: Vec<(f64, u32)>,
    columns: Arc<[Column]>,
    /// Kinds of facts that some fold reads in order.
    merged: Vec<&'static [Kind]>,
    /// Dates at whose end folds look at who is in the service, rising: the fold, and the index among its own dates.
    snapshots: Vec<(Day, usize, usize)>,
}

/// Expressions that differ in nothing but the key.
struct Group<'a> {
    text: String,
    exprs: Vec<&'a Expr>,
}

impl Group<'_> {
    fn wants(&self, key: &str) -> bool {
        self.exprs.iter().any(|expr| expr.key.as_deref().is_none_or(|asked| same_key(asked, key)))
    }
}

/// Whether a key as written means this key: a level may be written `level_a` as in verdicts.
pub fn same_key(written: &str, key: &str) -> bool {
    let plain = |part: &'_ str| part.strip_prefix("level_").filter(|level| matches!(*level, "a" | "b" | "c")).map(str::len);
    let same =
        |(written, key): (&str, &str)| written == key || plain(written).is_some_and(|length| &written[written.len() - length..] == key);
    written.split('/').count() == key.split('/').count() && written.split('/').zip(key.split('/')).all(same)
}

impl Suite {
    /// Compiles expressions for a scenario; all faults at once.
    pub fn new(exprs: &[Expr], scenario: &Scenario) -> Result<Suite, Vec<Fault>> {
        Suite::with_latent(exprs, scenario, None)
    }

    /// The same, with the latent process for the measures that need it.
    pub fn with_latent(exprs: &[Expr], scenario: &Scenario, latent: Option<&dyn Latent>) -> Result<Suite, Vec<Fault>> {
        let names = Arc::new(Names::of(scenario));
        let workdays = Arc::new(Workdays::new(scenario.run.from - 400, scenario.run.to));
        let mut building = Building::default();
        for group in groups(exprs) {
            match Plan::new(&group.exprs, scenario, &names, &workdays) {
                Ok(plan) => building.add(&group, &plan, latent),
                Err(faults) => building.faults.extend(faults),
            }
        }
        building.finish()
    }

    /// The columns, sorted by measure and key.
    pub fn columns(&self) -> &Arc<[Column]> {
        &self.columns
    }

    /// The column of an expression's key (without one, of its empty key).
    pub fn column(&self, expr: &Expr) -> Option<u32> {
        let (measure, key) = (expr.text(), expr.key.as_deref().unwrap_or(""));
        let place = self.columns.iter().position(|column| column.measure == measure && same_key(key, &column.key))?;
        Some(place as u32)
    }

    fn date_of(&self, snapshot: usize) -> Day {
        self.snapshots.get(snapshot).map_or(Day(i32::MAX), |(day, ..)| *day)
    }

    /// Whether something is asked of the latent process.
    pub fn has_latent(&self) -> bool {
        !self.latent.is_empty()
    }

    /// An observer for one replication at a time.
    pub fn observer(&self) -> Observer<'_> {
        Observer {
            suite: self,
            constants: self.constants.clone(),
            folds: self.compiled.iter().map(|compiled| compiled.fold.copy()).collect(),
            people: People::default(),
            picks: Picks::new(),
            followed: Vec::new(),
            merged: vec![Vec::new(); self.merged.len()],
            values: Values::default(),
            places: Places::default(),
            next_snapshot: 0,
            next_date: self.date_of(0),
        }
    }
}

fn groups(exprs: &[Expr]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = Vec::new();
    for expr in exprs {
        let text = expr.text();
        match groups.iter_mut().find(|group| group.text == text) {
            Some(group) => group.exprs.push(expr),
            None => groups.push(Group { text, exprs: vec![expr] }),
        }
    }
    groups
}

/// A suite while it is put together: columns are still in the order of the expressions.
#[derive(Default)]
struct Building {
    columns: Vec<Column>,
    compiled: Vec<Compiled>,
    constants: Vec<Row>,
    latent: Vec<(f64, u32)>,
    merged: Vec<&'static [Kind]>,
    faults: Vec<Fault>,
}

impl Building {
    fn add(&mut self, group: &Group<'_>, plan: &Plan, latent: Option<&dyn Latent>) {
        let keys = plan.keys();
        self.faults.extend(unknown_keys(group, &keys));
        let wanted: Vec<Option<u32>> = keys.iter().map(|key| self.column(group, key)).collect();
        match (group.exprs[0].measure.support, latent) {
            (Support::Fold { .. }, _) => self.add_fold(group, plan, wanted),
            (Support::Latent, Some(latent)) => {
                let asked = plan.own.iter().zip(wanted).filter_map(|(key, column)| Some((f64::from(key.days()), column?)));
                self.latent.extend(asked);
                self.constants = answers(&self.latent, latent);
            }
            (Support::Latent, None) => self.faults.push(unsupported(group, "the latent process is not at hand here")),
            (Support::No(reason), _) => self.faults.push(unsupported(group, reason)),
        }
    }

    fn add_fold(&mut self, group: &Group<'_>, plan: &Plan, columns: Vec<Option<u32>>) {
        let measure = group.exprs[0].measure;
        let Support::Fold { reads, ordered, family, build } = measure.support else { return };
        let keys = if measure.has_numbered_keys() { format!("{:?}", plan.own) } else { String::new() };
        let filters = group.exprs[0].text_without(FilterKey::Thresholds);
        let family = if family.is_empty() { String::new() } else { format!("{family}{}{keys}", &filters[measure.name.len()..]) };
        let shared = self.compiled.iter().position(|compiled| !family.is_empty() && compiled.family == family);
        let place = shared.unwrap_or_else(|| {
            let reads = if ordered && reads.len() > 1 { Reads::Merged(self.merge(reads)) } else { Reads::ByKind(reads) };
            self.compiled.push(Compiled { fold: build(plan), family, reads, outputs: Vec::new() });
            self.compiled.len() - 1
        });
        let compiled = &mut self.compiled[place];
        let variant = compiled.fold.join(plan);
        compiled.outputs.push(Output { measure: measure.name, variant, columns });
    }

    fn column(&mut self, group: &Group<'_>, key: &str) -> Option<u32> {
        if !group.wants(key) {
            return None;
        }
        self.columns.push(Column { measure: group.text.clone(), key: key.to_string(), unit: group.exprs[0].measure.unit });
        Some(self.columns.len() as u32 - 1)
    }

    fn merge(&mut self, reads: &'static [Kind]) -> usize {
        self.merged.iter().position(|kinds| *kinds == reads).unwrap_or_else(|| {
            self.merged.push(reads);
            self.merged.len() - 1
        })
    }

    fn finish(mut self) -> Result<Suite, Vec<Fault>> {
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        let mut order: Vec<usize> = (0..self.columns.len()).collect();
        order.sort_by_key(|index| (&self.columns[*index].measure, &self.columns[*index].key));
        let mut rank = vec![0; order.len()];
        order.iter().enumerate().for_each(|(place, index)| rank[*index] = place as u32);
        let outputs = self.compiled.iter_mut().flat_map(|compiled| &mut compiled.outputs);
        let all = outputs.flat_map(|output| output.columns.iter_mut().flatten());
        let latent = self.latent.iter_mut().map(|(_, column)| column);
        all.chain(self.constants.iter_mut().map(|row| &mut row.column)).chain(latent).for_each(|column| *column = rank[*column as usize]);
        let columns = order.iter().map(|index| self.columns[*index].clone()).collect();
        let (constants, latent) = (self.constants, self.latent);
        let snapshots = snapshots(&self.compiled);
        Ok(Suite { compiled: self.compiled, constants, latent, columns, merged: self.merged, snapshots })
    }
}

/// What the latent process says, by column.
fn answers(asked: &[(f64, u32)], latent: &dyn Latent) -> Vec<Row> {
    asked.iter().filter_map(|(days, column)| Some(Row { column: *column, value: latent.job_chance_at(*days)? })).collect()
}

fn snapshots(compiled: &[Compiled]) -> Vec<(Day, usize, usize)> {
    let dates = |(fold, compiled): (usize, &Compiled)| {
        compiled.fold.dates().iter().enumerate().map(|(date, day)| (*day, fold, date)).collect::<Vec<_>>()
    };
    let mut snapshots: Vec<_> = compiled.iter().enumerate().flat_map(dates).collect();
    snapshots.sort_unstable();
    snapshots
}

fn unknown_keys(group: &Group<'_>, keys: &[String]) -> Vec<Fault> {
    let asked = group.exprs.iter().filter_map(|expr| Some((expr, expr.key.as_deref()?)));
    let unknown = asked.filter(|(_, asked)| !keys.iter().any(|key| same_key(asked, key)));
    let what = format!("key of `{}`", group.text);
    let known = || keys.iter().filter(|key| !key.is_empty()).map(String::as_str);
    unknown.map(|(expr, asked)| Fault::unknown(FaultKind::UnknownKey, &what, asked, expr.key_at.clone(), known())).collect()
}

fn unsupported(group: &Group<'_>, reason: &str) -> Fault {
    let (name, at) = (group.exprs[0].measure.name, group.exprs[0].name_at.clone());
    Fault::new(FaultKind::UnsupportedMeasure, name, at, format!("`{name}` is not computed here: {reason}"))
}

/// Reads the stream of one replication for all measures of a suite.
pub struct Observer<'a> {
    suite: &'a Suite,
    constants: Vec<Row>,
    folds: Vec<Box<dyn Fold>>,
    people: People,
    /// Of the chunk at hand: the facts by kind, those that are followed, and those of the suite's merged lists.
    picks: Picks,
    followed: Vec<u32>,
    merged: Vec<Vec<u32>>,
    values: Values,
    places: Places,
    /// The first of the suite's snapshots that has not been taken.
    next_snapshot: usize,
    /// Its date, or the end of time.
    next_date: Day,
}

impl Observer<'_> {
    /// Sorts a chunk's facts by kind, and follows who is on the register and in the service. A person's second profiling of a
    /// day is read by no fold.
    fn sort(&mut self, facts: &[Fact]) {
        self.picks.deal(facts);
        self.picks.retain(Kind::Profiled, |place| self.people.profile(&facts[place as usize]));
        self.picks.merge(FOLLOWED, &mut self.followed);
        self.follow(facts);
        for (kinds, merged) in self.suite.merged.iter().zip(&mut self.merged) {
            self.picks.merge(kinds, merged);
        }
    }

    /// Who is on the register and in the service, fact by fact, and at the end of each date that a fold looks at them.
    fn follow(&mut self, facts: &[Fact]) {
        let followed = std::mem::take(&mut self.followed);
        for fact in followed.iter().map(|place| &facts[*place as usize]) {
            if fact.day > self.next_date {
                self.snapshots_before(fact.day);
            }
            match fact.what {
                What::Registered { .. } => self.people.register(fact),
                What::Deregistered { .. } => self.people.deregister(fact),
                What::ProgrammeEntered { programme } => {
                    self.people.enter_programme(fact, programme);
                    self.places.apply(fact);
                }
                _ => self.places.apply(fact),
            }
        }
        self.followed = followed;
        if let Some(last) = facts.last().filter(|last| last.day > self.next_date) {
            self.snapshots_before(last.day);
        }
    }

    /// Shows who is on the register and in the service to the folds whose dates lie before a day.
    #[cold]
    fn snapshots_before(&mut self, day: Day) {
        while let Some((_, fold, date)) = self.suite.snapshots.get(self.next_snapshot).filter(|(date, ..)| *date < day) {
            self.folds[*fold].snapshot(*date, &self.places, &self.people);
            self.next_snapshot += 1;
        }
        self.next_date = self.suite.date_of(self.next_snapshot);
    }

    /// Asks another latent process than the suite's: that of a model with other numbers.
    pub fn set_latent(&mut self, latent: &dyn Latent) {
        self.constants = answers(&self.suite.latent, latent);
    }

    /// The replication's values, in the order of the columns; missing ones have no row.
    pub fn finish(&mut self) -> Vec<Row> {
        self.snapshots_before(Day(i32::MAX));
        let mut rows = self.constants.clone();
        for (fold, compiled) in self.folds.iter_mut().zip(&self.suite.compiled) {
            fold.close(&self.people);
            for output in &compiled.outputs {
                (self.values.measure, self.values.variant) = (output.measure, output.variant);
                self.values.slots.clear();
                self.values.slots.resize(output.columns.len(), None);
                fold.finish(&self.people, &mut self.values);
                let found = self.values.slots.iter().zip(&output.columns);
                rows.extend(found.filter_map(|(value, column)| Some(Row { column: (*column)?, value: (*value)? })));
            }
        }
        rows.sort_by_key(|row| row.column);
        rows
    }

    /// Forgets the replication and keeps the memory for the next.
    pub fn reset(&mut self) {
        self.people.clear();
        self.places.clear();
        (self.next_snapshot, self.next_date) = (0, self.suite.date_of(0));
        self.folds.iter_mut().for_each(|fold| fold.reset());
    }
}

impl Reader for Observer<'_> {
    fn take(&mut self, chunk: &Chunk) {
        self.sort(&chunk.facts);
        for (fold, compiled) in self.folds.iter_mut().zip(&self.suite.compiled) {
            let mut read = |picks: &[u32]| {
                if !picks.is_empty() {
                    fold.facts(Facts { chunk: &chunk.facts, picks }, &self.people);
                }
            };
            match compiled.reads {
                Reads::ByKind(kinds) => kinds.iter().for_each(|kind| read(self.picks.of(*kind))),
                Reads::Merged(list) => read(&self.merged[list]),
            }
            if fold.reads_entries() && !chunk.entries.is_empty() {
                fold.entries(&chunk.entries, &self.people);
            }
            if !(chunk.refused.is_empty() && chunk.pending.is_empty()) {
                fold.claims(&chunk.refused, &chunk.pending, &self.people);
            }
            if !chunk.presences.is_empty() {
                fold.presences(&chunk.presences);
            }
        }
    }
}
