//! What a measure is made of: a fold over the facts it declared, with what all folds of a replication share.

use super::folds::places::Places;
use crate::journal::{Entry, Fact, Subject};
use crate::units::{Day, PersonId};

/// A fold of one measure over one replication.
pub trait Fold: Send + Sync {
    /// Reads the facts of the declared kinds, in order.
    fn facts(&mut self, _facts: Facts<'_>, _people: &People) {}
    /// Reads entries of the ledger, in order.
    fn entries(&mut self, _entries: &[Entry], _people: &People) {}
    /// Whether `entries` is to be called.
    fn reads_entries(&self) -> bool {
        false
    }
    /// The dates, rising, at whose end `snapshot` is to be called.
    fn dates(&self) -> &[Day] {
        &[]
    }
    /// Who is in the service at the end of one of the dates.
    fn snapshot(&mut self, _date: usize, _places: &Places, _people: &People) {}
    /// Called once when the stream is over.
    fn close(&mut self, _people: &People) {}
    /// Gives the values of a measure's keys; those it leaves out are missing. Measures of one family share a fold.
    fn finish(&mut self, people: &People, values: &mut Values);
    /// Forgets the replication and keeps the memory.
    fn reset(&mut self);
    /// An empty copy for another thread.
    fn copy(&self) -> Box<dyn Fold>;
}

/// The facts of a chunk that are of the kinds a fold declared, in order.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    pub chunk: &'a [Fact],
    /// Places in the chunk, rising.
    pub picks: &'a [u32],
}

impl<'a> Facts<'a> {
    pub fn iter(self) -> impl Iterator<Item = &'a Fact> {
        self.picks.iter().map(move |place| &self.chunk[*place as usize])
    }
}

/// Values by cell and own key; a share of nothing is missing.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// The measure they are wanted for.
    pub measure: &'static str,
    pub slots: Vec<Option<f64>>,
}

impl Values {
    pub fn set(&mut self, slot: usize, value: f64) {
        self.slots[slot] = Some(value);
    }

    /// Sets a ratio, unless it is of nothing.
    pub fn set_ratio(&mut self, slot: usize, part: f64, whole: f64) {
        if whole != 0.0 {
            self.set(slot, part / whole);
        }
    }
}

/// A column by person that grows as persons appear.
#[derive(Clone, Debug, Default)]
pub struct PerPerson<T> {
    values: Vec<T>,
}

impl<T: Copy + Default> PerPerson<T> {
    pub fn get(&self, person: PersonId) -> T {
        self.values.get(person.index()).copied().unwrap_or_default()
    }

    pub fn at(&mut self, person: PersonId) -> &mut T {
        let index = person.index();
        if index >= self.values.len() {
            self.values.resize((index + 1).next_power_of_two(), T::default());
        }
        &mut self.values[index]
    }

    /// The values of all persons so far, and perhaps defaults after them.
    pub fn iter(&self) -> impl Iterator<Item = T> + '_ {
        self.values.iter().copied()
    }

    pub fn clear(&mut self) {
        self.values.clear();
    }
}

/// A person at the first registration in the run: for the stock, on the day before it starts.
#[derive(Clone, Copy, Debug)]
pub struct First {
    pub day: Day,
    pub subject: Subject,
}

/// The persons seen so far; kept once and shared by all folds of a replication.
#[derive(Clone, Debug, Default)]
pub struct People {
    first: PerPerson<Option<First>>,
    /// A number from 1 for the day of the last profiling, and 0 for none; kept small, since every profiling looks it up.
    profiled_on: PerPerson<u16>,
}

impl People {
    /// Notes a registration; only a person's first one is kept.
    pub fn register(&mut self, fact: &Fact) {
        let first = self.first.at(fact.subject.person);
        if first.is_none() {
            *first = Some(First { day: fact.day, subject: fact.subject });
        }
    }

    /// Notes a profiling; false if the person has been profiled on that day before.
    pub fn profile(&mut self, fact: &Fact) -> bool {
        let day = fact.day.0.rem_euclid(65_000) as u16 + 1;
        std::mem::replace(self.profiled_on.at(fact.subject.person), day) != day
    }

    pub fn first(&self, person: PersonId) -> Option<First> {
        self.first.get(person)
    }

    pub fn first_day(&self, person: PersonId) -> Option<Day> {
        self.first.get(person).map(|first| first.day)
    }

    /// All persons seen so far, in order of their index.
    pub fn iter(&self) -> impl Iterator<Item = First> + '_ {
        self.first.iter().flatten()
    }

    pub fn clear(&mut self) {
        self.first.clear();
        self.profiled_on.clear();
    }
}
