//! Each person's life in a replication, so that two replications can be compared person by person.

use crate::journal::{Chunk, Fact, Reader, What};
use crate::units::{Day, ProviderId};

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

/// The lives of a replication. Memory is kept from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Lives {
    /// Persons with their steps as they came.
    told: Vec<(u32, Step)>,
    /// Steps by person, in order.
    steps: Vec<Step>,
    /// By person: where the steps begin; one more than there are persons.
    begins: Vec<u32>,
    /// By person: sum of the ledger's entries, öre.
    paid: Vec<i64>,
    /// By provider: its number in the base; empty if the numbers are the same.
    numbers: Vec<ProviderId>,
}

impl Lives {
    /// Puts what was told in order of person; to be called once the replication is over, before anything is asked.
    pub fn close(&mut self, persons: usize) {
        self.paid.resize(persons, 0);
        self.begins.clear();
        self.begins.resize(persons + 1, 0);
        self.told.iter().for_each(|(person, _)| self.begins[*person as usize + 1] += 1);
        (0..persons).for_each(|person| self.begins[person + 1] += self.begins[person]);
        let Some((_, any)) = self.told.first() else { return self.steps.clear() };
        self.steps.resize(self.told.len(), *any);
        let mut next = self.begins.clone();
        for (person, step) in &self.told {
            let place = &mut next[*person as usize];
            self.steps[*place as usize] = *step;
            *place += 1;
        }
    }

    /// A person's steps, in order.
    pub fn of(&self, person: usize) -> &[Step] {
        &self.steps[self.begins[person] as usize..self.begins[person + 1] as usize]
    }

    /// What providers were paid for a person, öre.
    pub fn paid(&self, person: usize) -> i64 {
        self.paid[person]
    }

    /// Forgets the replication. Providers are told with other numbers from now on, if any are given.
    pub fn clear(&mut self, numbers: &[ProviderId]) {
        self.told.clear();
        self.paid.clear();
        self.numbers.clear();
        self.numbers.extend_from_slice(numbers);
    }

    /// Whether all lives and payments are the same.
    pub fn same_as(&self, other: &Lives) -> bool {
        self.begins == other.begins && self.steps == other.steps && self.paid == other.paid
    }

    fn tell(&mut self, fact: &Fact) {
        // Those looked at for the call list and not put on it go on as before.
        if let What::Preprofiled { on_list: false, .. } = fact.what {
            return;
        }
        let mut what = fact.what;
        if !self.numbers.is_empty() {
            providers(&mut what).into_iter().for_each(|provider| *provider = self.numbers[provider.index()]);
        }
        let step = Step { day: fact.day, what, registration_days: fact.subject.registration_days, spell: fact.subject.spell };
        self.told.push((fact.subject.person.0, step));
    }
}

impl Reader for Lives {
    fn take(&mut self, chunk: &Chunk) {
        chunk.facts.iter().for_each(|fact| self.tell(fact));
        for entry in &chunk.entries {
            let person = entry.subject.person.index();
            if person >= self.paid.len() {
                self.paid.resize((person + 1).next_power_of_two(), 0);
            }
            self.paid[person] += entry.amount.ore();
        }
    }
}

/// The providers that a fact names.
fn providers(what: &mut What) -> Vec<&mut ProviderId> {
    match what {
        What::Chose { provider, .. }
        | What::Queued { provider }
        | What::Started { provider, .. }
        | What::Planned { provider }
        | What::Reported { provider, .. }
        | What::Extended { provider }
        | What::Ended { provider, .. }
        | What::Result { provider, .. }
        | What::SwitchDeclined { to: provider } => vec![provider],
        What::Switched { from, to } => vec![from, to],
        _ => Vec::new(),
    }
}
