//! Who is in the service, where and at what level, as the facts tell it.

use crate::journal::{Fact, Subject, What};
use crate::measure::filter::{Case, Selection};
use crate::measure::fold::{People, PerPerson};
use crate::pathway::thresholds::Level;
use crate::units::{AreaId, Day, PersonId, ProviderId};

/// Somebody in the service.
#[derive(Clone, Copy, Debug)]
pub struct Participant {
    /// As at the start, but for the programme.
    subject: Subject,
    started: Day,
    pub level: Level,
    pub provider: ProviderId,
}

impl Participant {
    pub fn person(&self) -> PersonId {
        self.subject.person
    }

    pub fn area(&self) -> AreaId {
        self.subject.area
    }

    /// The day on which the service began, and the registration spell in which it did.
    pub fn started(&self) -> (Day, u8) {
        (self.started, self.subject.spell)
    }

    /// The attributes on a day in the service: registration goes on.
    fn subject_on(&self, day: Day) -> Subject {
        let days = i32::from(self.subject.registration_days) + (day - self.started);
        Subject { registration_days: days.clamp(0, i32::from(u16::MAX)) as u16, ..self.subject }
    }
}

/// The participants, kept up to date.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Place in `participants` plus 1; 0 for who is not in the service.
    place: PerPerson<u32>,
    participants: Vec<Participant>,
}

impl Places {
    /// Reads the next fact.
    pub fn apply(&mut self, fact: &Fact) {
        let person = fact.subject.person;
        match fact.what {
            What::Started { provider, level, .. } => {
                self.remove(fact);
                self.participants.push(Participant { subject: fact.subject, started: fact.day, level, provider });
                *self.place.at(person) = self.participants.len() as u32;
            }
            What::Switched { to, .. } => self.change(fact, |participant| participant.provider = to),
            What::LevelCorrected { to, .. } => self.change(fact, |participant| participant.level = to),
            What::ProgrammeEntered { programme } => self.change(fact, |participant| participant.subject.programme = programme),
            What::Ended { .. } => self.remove(fact),
            _ => {}
        }
    }

    fn change(&mut self, fact: &Fact, change: impl FnOnce(&mut Participant)) {
        if let Some(index) = self.place.get(fact.subject.person).checked_sub(1) {
            change(&mut self.participants[index as usize]);
        }
    }

    fn remove(&mut self, fact: &Fact) {
        let place = std::mem::take(self.place.at(fact.subject.person));
        let Some(index) = place.checked_sub(1) else { return };
        self.participants.swap_remove(index as usize);
        if let Some(moved) = self.participants.get(index as usize) {
            *self.place.at(moved.subject.person) = place;
        }
    }

    /// The cells of those a selection admits, with the participant, at the end of a day.
    pub fn cells<'a>(&'a self, day: Day, selection: &'a Selection, people: &'a People) -> impl Iterator<Item = (usize, &'a Participant)> {
        self.participants.iter().filter_map(move |participant| {
            let subject = participant.subject_on(day);
            let case = Case::service(&subject, Some(participant.level), Some(participant.provider));
            Some((selection.cell(case, people)?, participant))
        })
    }

    pub fn clear(&mut self) {
        self.place.clear();
        self.participants.clear();
    }
}
