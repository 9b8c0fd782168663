//! Each person's life in a replication, so that two replications can be compared person by person.

use crate::journal::{Chunk, Entry, Fact, PaymentKind, Reader, What};
use crate::pathway::thresholds::Level;
use crate::units::{AreaId, Day, ProviderId, Sek};

/// One thing that happened in a life.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    pub day: Day,
    pub what: What,
    /// Registration time on that day, the day of registration being day 1; 0 when not registered.
    pub registration_days: u16,
    /// Number of the registration spell, the first is 0.
    pub spell: u8,
}

/// One payment for a person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paid {
    pub kind: PaymentKind,
    pub provider: ProviderId,
    pub level: Level,
    pub area: AreaId,
    /// First and last day that it covers.
    pub first: Day,
    pub last: Day,
    pub units: u16,
    pub amount: Sek,
    pub paid_on: Day,
}

/// Things that come in the order of time, put in the order of persons.
#[derive(Clone, Debug, PartialEq)]
struct ByPerson<T> {
    told: Vec<(u32, T)>,
    ordered: Vec<T>,
    /// By person: where it begins; one more than there are persons.
    begins: Vec<u32>,
}

impl<T> Default for ByPerson<T> {
    fn default() -> ByPerson<T> {
        ByPerson { told: Vec::new(), ordered: Vec::new(), begins: Vec::new() }
    }
}

impl<T: Copy> ByPerson<T> {
    fn order(&mut self, persons: usize) {
        self.begins.clear();
        self.begins.resize(persons + 1, 0);
        self.told.iter().for_each(|(person, _)| self.begins[*person as usize + 1] += 1);
        (0..persons).for_each(|person| self.begins[person + 1] += self.begins[person]);
        let Some((_, any)) = self.told.first() else { return self.ordered.clear() };
        self.ordered.resize(self.told.len(), *any);
        let mut next = self.begins.clone();
        for (person, thing) in &self.told {
            let place = &mut next[*person as usize];
            self.ordered[*place as usize] = *thing;
            *place += 1;
        }
    }

    fn of(&self, person: usize) -> &[T] {
        &self.ordered[self.begins[person] as usize..self.begins[person + 1] as usize]
    }
}

/// The lives of a replication. Memory is kept from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Lives {
    steps: ByPerson<Step>,
    paid: ByPerson<Paid>,
    /// By provider: its number in the base; empty if the numbers are the same.
    numbers: Vec<ProviderId>,
}

impl Lives {
    /// Puts what was told in order of person; to be called once the replication is over, before anything is asked.
    pub fn close(&mut self, persons: usize) {
        self.steps.order(persons);
        self.paid.order(persons);
    }

    /// A person's steps, in order.
    pub fn steps(&self, person: usize) -> &[Step] {
        self.steps.of(person)
    }

    /// What providers were paid for a person, in order.
    pub fn paid(&self, person: usize) -> &[Paid] {
        self.paid.of(person)
    }

    /// Forgets the replication. Providers are told with other numbers from now on, if any are given.
    pub fn clear(&mut self, numbers: &[ProviderId]) {
        self.steps.told.clear();
        self.paid.told.clear();
        self.numbers.clear();
        self.numbers.extend_from_slice(numbers);
    }

    /// Whether all lives and payments are the same.
    pub fn same_as(&self, other: &Lives) -> bool {
        self.steps == other.steps && self.paid == other.paid
    }

    fn number(&self, provider: ProviderId) -> ProviderId {
        self.numbers.get(provider.index()).copied().unwrap_or(provider)
    }

    fn tell(&mut self, fact: &Fact) {
        // Those looked at for the call list and not put on it go on as before.
        if let What::Preprofiled { on_list: false, .. } = fact.what {
            return;
        }
        let mut what = fact.what;
        if !self.numbers.is_empty() {
            what.providers().into_iter().for_each(|provider| *provider = self.number(*provider));
        }
        let step = Step { day: fact.day, what, registration_days: fact.subject.registration_days, spell: fact.subject.spell };
        self.steps.told.push((fact.subject.person.0, step));
    }

    fn book(&mut self, entry: &Entry) {
        let Entry { kind, subject, level, first, last, units, amount, paid_on, .. } = *entry;
        let paid = Paid { kind, provider: self.number(entry.provider), level, area: subject.area, first, last, units, amount, paid_on };
        self.paid.told.push((subject.person.0, paid));
    }
}

impl Reader for Lives {
    fn take(&mut self, chunk: &Chunk) {
        chunk.facts.iter().for_each(|fact| self.tell(fact));
        chunk.entries.iter().for_each(|entry| self.book(entry));
    }
}
