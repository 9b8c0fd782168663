//! What a measure is made of: a fold over the facts it declared, with what all folds of a replication share.

use super::filter::Selection;
use super::folds::places::Places;
use super::plan::Plan;
use crate::journal::{Entry, Fact, Presence, Subject};
use crate::pathway::person::Programme;
use crate::units::{Day, PersonId};

/// A fold of one measure over one replication.
pub trait Fold: Send + Sync {
    /// Takes in another measure of the same family; the number by which `finish` knows what is wanted for it.
    fn join(&mut self, _plan: &Plan) -> usize {
        0
    }
    /// Reads the facts of the declared kinds, in order.
    fn facts(&mut self, _facts: Facts<'_>, _people: &People) {}
    /// Reads entries of the ledger, in order.
    fn entries(&mut self, _entries: &[Entry], _people: &People) {}
    /// Whether `entries` is to be called.
    fn reads_entries(&self) -> bool {
        false
    }
    /// Reads claims that were refused, and results on their way, in order.
    fn claims(&mut self, _refused: &[Entry], _pending: &[Entry], _people: &People) {}
    /// Reads what providers have where, in order of date.
    fn presences(&mut self, _standings: &[Presence]) {}
    /// The dates, rising, at whose end `snapshot` is to be called.
    fn dates(&self) -> &[Day] {
        &[]
    }
    /// Who is in the service and on the register at the end of one of the dates.
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
    /// What `join` gave for it.
    pub variant: usize,
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

    /// Back to defaults, with the memory kept.
    pub fn clear(&mut self) {
        self.values.fill(T::default());
    }
}

/// A mark by person: a bit each, so that all of them stay near the processor.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    words: Vec<u64>,
}

impl Marks {
    fn place(person: PersonId) -> (usize, u64) {
        (person.index() / 64, 1 << (person.index() % 64))
    }

    /// Marks a person; whether the mark was there before.
    #[inline]
    pub fn set(&mut self, person: PersonId) -> bool {
        let (word, bit) = Marks::place(person);
        if word >= self.words.len() {
            self.words.resize((word + 1).next_power_of_two(), 0);
        }
        let before = self.words[word];
        self.words[word] = before | bit;
        before & bit != 0
    }

    pub fn unset(&mut self, person: PersonId) {
        let (word, bit) = Marks::place(person);
        self.words.get_mut(word).into_iter().for_each(|word| *word &= !bit);
    }

    #[inline]
    pub fn has(&self, person: PersonId) -> bool {
        let (word, bit) = Marks::place(person);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    pub fn clear(&mut self) {
        self.words.fill(0);
    }
}

/// A person at the first registration in the run: for the stock, on the day before it starts.
#[derive(Clone, Copy, Debug)]
pub struct First {
    pub day: Day,
    pub subject: Subject,
}

/// A person as the stream has told so far.
#[derive(Clone, Copy, Debug)]
struct Person {
    first: First,
    /// The day before registration day 1 of the last spell.
    day_zero: Day,
    /// In the last spell.
    programme: Programme,
    /// At its registration.
    age_years: u8,
}

/// The persons seen so far; kept once and shared by all folds of a replication.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// By index; of one not seen yet the first day is never.
    persons: Vec<Person>,
    registered: Marks,
    today: Today,
}

impl People {
    /// Notes a registration; attributes are kept of a person's first one.
    pub fn register(&mut self, fact: &Fact) {
        let index = fact.subject.person.index();
        let day_zero = fact.day - i32::from(fact.subject.registration_days);
        let first = First { day: fact.day, subject: fact.subject };
        let Subject { programme, age_years, .. } = fact.subject;
        let person = Person { first, day_zero, programme, age_years };
        self.registered.set(fact.subject.person);
        if index == self.persons.len() {
            return self.persons.push(person);
        }
        if index > self.persons.len() {
            let unseen = Person { first: First { day: Day::NEVER, ..first }, ..person };
            self.persons.resize(index + 1, unseen);
        }
        let known = &mut self.persons[index];
        let first = if known.first.day == Day::NEVER { first } else { known.first };
        *known = Person { first, ..person };
    }

    pub fn deregister(&mut self, fact: &Fact) {
        self.registered.unset(fact.subject.person);
    }

    pub fn enter_programme(&mut self, fact: &Fact, programme: Programme) {
        let known = self.persons.get_mut(fact.subject.person.index());
        let registered = known.filter(|_| self.registered.has(fact.subject.person));
        registered.into_iter().for_each(|person| person.programme = programme);
    }

    /// Notes a profiling; false if the person has been profiled on that day before.
    pub fn profile(&mut self, fact: &Fact) -> bool {
        self.today.note(fact)
    }

    pub fn first_day(&self, person: PersonId) -> Option<Day> {
        self.persons.get(person.index()).map(|person| person.first.day).filter(|day| *day < Day::NEVER)
    }

    /// Persons first registered by a day whom a selection admits, in order of their index, each with the cell: attributes
    /// are those at the first registration.
    pub fn cells<'a>(&'a self, selection: &'a Selection, by: Day) -> impl Iterator<Item = (usize, &'a First)> {
        let mut persons = self.persons.iter();
        // A loop, since the usual filters are not inlined into those who ask.
        let next = move || loop {
            let first = &persons.next()?.first;
            let cell = if first.day <= by { selection.cell_of_person(&first.subject, self) } else { None };
            if let Some(cell) = cell {
                return Some((cell, first));
            }
        };
        std::iter::from_fn(next)
    }

    /// Those on the register now, the end of `day`: attributes are those of the last registration but for registration
    /// time and programme.
    pub fn register_on(&self, day: Day) -> impl Iterator<Item = Subject> + '_ {
        let seen = self.persons.iter().filter(|person| person.first.day < Day::NEVER);
        let registered = seen.filter(|person| self.registered.has(person.first.subject.person));
        registered.map(move |person| {
            let days = (day - person.day_zero).clamp(0, i32::from(u16::MAX)) as u16;
            Subject { registration_days: days, programme: person.programme, age_years: person.age_years, ..person.first.subject }
        })
    }

    pub fn clear(&mut self) {
        self.persons.clear();
        self.registered.clear();
        self.today.clear();
    }
}

/// Who has been profiled on the day at hand.
#[derive(Clone, Debug, Default)]
pub struct Today {
    day: Option<Day>,
    marks: Marks,
    profiled: Vec<PersonId>,
}

impl Today {
    /// Notes a profiling; false if it is not the person's first of the day.
    pub fn note(&mut self, fact: &Fact) -> bool {
        if self.day != Some(fact.day) {
            self.clear();
            self.day = Some(fact.day);
        }
        let first = !self.marks.set(fact.subject.person);
        if first {
            self.profiled.push(fact.subject.person);
        }
        first
    }

    pub fn clear(&mut self) {
        self.profiled.drain(..).for_each(|person| self.marks.unset(person));
        self.day = None;
    }
}
