//! What changes during a run: persons, placements, desks and offices. Memory is kept between replications.

use std::collections::VecDeque;

use super::books::Books;
use super::contact_list::{ContactList, Wait};
use super::event::{Event, Phase};
use super::model::Model;
use crate::engine::calendar::Calendar;
use crate::engine::streams::{Luck, Partner};
use crate::journal::{Channel, Chunk, Subject};
use crate::pathway::effort::Effort;
use crate::pathway::market::Month;
use crate::pathway::outcomes::Cause;
use crate::pathway::payments::Claim;
use crate::pathway::person::{AgeGroup, Traits};
use crate::pathway::thresholds::{Level, Verdict};
use crate::units::{Day, ProviderId, Sek};

/// So many persons are fetched from memory together.
pub const BLOCK: usize = 32;

/// Where a person stands between a verdict and a service, within a registration spell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// No verdict that leads anywhere.
    Open,
    /// A talk is due.
    TalkDue,
    /// Waits in a caseworker's queue.
    TalkQueued,
    /// Decided: for this spell the decision stands.
    Decided,
}

/// A placement of a person, if there is one, in four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link(u32);

impl Link {
    pub const NONE: Link = Link(u32::MAX);

    pub fn to(placement: u32) -> Link {
        Link(placement)
    }

    #[inline]
    pub fn get(self) -> Option<u32> {
        (self != Link::NONE).then_some(self.0)
    }
}

/// One person. Kept as a record rather than in columns: an event touches one person's fields together. What most events and
/// every fact need comes first, so that it shares a cache line.
#[derive(Clone, Debug)]
#[repr(C, align(64))]
pub struct Person {
    pub luck: Luck,
    /// As facts have it, but for age and registration time, which change from day to day.
    pub subject: Subject,
    pub registered_on: Day,
    /// The next job, and the next other exit, if they lie within the model's horizon; else never.
    pub next_job: Day,
    pub next_other: Day,
    /// The referral under way, or the last one.
    pub placement: Link,
    /// The last service, which a job or studies can be a result of.
    pub service: Link,
    pub born: Day,
    pub next_job_cause: Cause,
    pub next_other_cause: Cause,
    pub registered: bool,
    pub newly_arrived: bool,
    pub age_group: AgeGroup,
    pub ever_profiled: bool,
    pub stage: Stage,
    pub verdict: Verdict,
    pub channel: Channel,
    pub jobs_found: u16,
    // ---- the second line
    /// Factor on job hazards: attributes and frailty.
    pub multiplier: f64,
    /// What is left of the exponentials of a permanent and a temporary job, in time of the job clock from `anchor`; of somebody
    /// whose jobs lie beyond the horizon they are not drawn before a hazard changes.
    pub left: [f64; 2],
    pub anchor: Day,
    /// Last profiling in this spell.
    pub profiled_on: Day,
    /// The day of the verdict that leads to the talk.
    pub verdict_on: Day,
    /// The day on which the last of the jobs held on the register is over.
    pub works_until: Day,
    /// The day from which the intensity of cases being opened counts: registration, or the first contact of the stock.
    pub case_clock: Day,
    /// The score's standing is read anew with this ordinal; profilings in this spell.
    pub profilings: u16,
    pub cases_opened: u16,
    pub jobs_drawn: bool,
    pub wrong_inputs: bool,
    /// Whether the strict group would overrule a too near and a too far of this spell.
    pub overruled: [bool; 2],
}

/// Where a referral stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlacementState {
    Choosing,
    /// Waits in the queue of its desk.
    Queued,
    /// Has a place; the service is yet to start.
    Reserved,
    Active,
    Over,
    /// The person left before the start.
    Cancelled,
}

/// One referral and the service that came of it.
#[derive(Clone, Debug)]
pub struct Placement {
    pub person: u32,
    pub spell: u8,
    pub state: PlacementState,
    pub level: Level,
    pub verdict: Verdict,
    pub desk: u32,
    pub decided_on: Day,
    pub chosen_on: Day,
    pub start: Day,
    /// The day on which the service was over.
    pub end: Option<Day>,
    pub planned_on: Day,
    /// First day that has not been paid or refused yet.
    pub unpaid_from: Day,
    /// Month in the service that is running, the first is 1.
    pub month: i32,
    pub period: i32,
    /// The provider's effort, and its factor on job hazards.
    pub effort: Effort,
    pub effort_factor: f64,
    /// Units of base payment so far.
    pub paid_units: i32,
    /// Everything booked for the referral so far.
    pub booked: Sek,
    /// Speed premium booked so far.
    pub premium: Sek,
    /// Numbers of results that are claimed, and that are approved, a bit each.
    pub claimed: u8,
    pub approved: u8,
}

/// Work that will be a result when it has lasted.
#[derive(Clone, Copy, Debug)]
pub struct Pending {
    pub placement: u32,
    pub cause: Cause,
    /// Whom it is claimed from, and at which level, whatever happens to the referral meanwhile.
    pub provider: ProviderId,
    pub level: Level,
    pub claim: Claim,
}

/// A provider's desk in an area: who has a place and who waits.
#[derive(Clone, Debug, Default)]
pub struct DeskState {
    /// First and last day on which it can be chosen, as far as is known.
    pub open: (Day, Day),
    pub places: u32,
    /// Places, or those that were taken when they became fewer.
    pub most_taken: u32,
    /// Places reserved or in use.
    pub taken: u32,
    pub active: u32,
    /// Those who wait.
    pub waiting: u32,
    /// Placements in the order in which they joined, those who have left the register meanwhile among them.
    pub queue: VecDeque<u32>,
    /// Kept where providers answer to what they earn.
    pub accounts: Accounts,
}

/// A desk that can be chosen today, with what decides a choice: they are held against each other for each choice.
#[derive(Clone, Copy, Debug)]
pub struct OpenDesk {
    pub partner: Partner,
    pub appeal: f64,
    pub offices: u32,
    pub desk: u32,
}

impl DeskState {
    /// Whether it can be chosen on a day.
    pub fn is_open(&self, day: Day) -> bool {
        self.open.0 <= day && day <= self.open.1
    }

    pub fn free(&self) -> u32 {
        self.places.saturating_sub(self.taken)
    }
}

/// What a desk does and earns, month by month.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    pub supervisors: f64,
    /// Effort for those in the service now, in thousandths; since when it has been that; and its sum over the days of the month before.
    pub effort: i64,
    pub since: Day,
    pub work: i64,
    /// Booked in the month, without tax.
    pub revenue: Sek,
    /// The months that are over, from the first in which it was open.
    pub months: Vec<Month>,
}

impl Accounts {
    /// Forgets the last replication but keeps the memory.
    fn clear(&mut self) {
        let mut months = std::mem::take(&mut self.months);
        months.clear();
        *self = Accounts { months, ..Accounts::default() };
    }

    /// Adds up the work until a day, which itself is yet to come.
    pub fn work_until(&mut self, day: Day) {
        self.work += self.effort * i64::from(day - self.since);
        self.since = day;
    }

    /// Somebody comes, with some effort, or (below 0) goes.
    pub fn change(&mut self, day: Day, effort: i64) {
        self.work_until(day);
        self.effort += effort;
    }
}

/// A pool of caseworkers in an area.
#[derive(Clone, Debug, Default)]
pub struct Office {
    /// Persons with the registration spell in which they were queued.
    pub talks: VecDeque<(u32, u8)>,
    /// Part of a slot left from the day before.
    pub carry: f64,
    /// Registrations since the last working day.
    pub registrations: u32,
}

/// The mutable state of a replication.
#[derive(Debug)]
pub struct State {
    pub persons: Vec<Person>,
    pub placements: Vec<Placement>,
    /// Results that are claimed.
    pub pending: Vec<Pending>,
    pub desks: Vec<DeskState>,
    /// By area, renewed every day.
    pub open_desks: Vec<Vec<OpenDesk>>,
    /// Desks where a place was freed since the last look.
    pub freed: Vec<u32>,
    /// By area: local and distance office, and the list.
    pub local: Vec<Office>,
    pub distance: Vec<Office>,
    pub lists: Vec<ContactList>,
    /// By person of the stock, all of whom have been on a list.
    pub waits: Vec<Wait>,
    pub calendar: Calendar<Event>,
    /// The stream that the reader has not been given yet.
    pub chunk: Chunk,
    /// Persons on the register.
    pub registered: u32,
    pub books: Books,
    /// Öre committed by referrals in the running calendar year, where there is a budget for it.
    pub committed: i64,
    pub committed_year: i16,
}

impl State {
    /// Memory for the replications of a model.
    pub fn new(model: &Model) -> State {
        let areas = model.scenario.world.areas.len();
        let run = &model.scenario.run;
        State {
            persons: Vec::with_capacity(expected_persons(model)),
            placements: Vec::new(),
            pending: Vec::new(),
            desks: vec![DeskState::default(); model.desks.len()],
            open_desks: vec![Vec::new(); areas],
            freed: Vec::new(),
            local: vec![Office::default(); areas],
            distance: vec![Office::default(); areas],
            lists: vec![ContactList::default(); areas],
            waits: Vec::new(),
            calendar: Calendar::new(run.from, run.to, Phase::ALL.len()),
            chunk: Chunk::default(),
            registered: 0,
            books: Books::default(),
            committed: 0,
            committed_year: 0,
        }
    }

    /// Makes room for another model of the same run period.
    pub fn fit(&mut self, model: &Model) {
        let areas = model.scenario.world.areas.len();
        self.desks.resize_with(model.desks.len(), DeskState::default);
        self.open_desks.resize_with(areas, Vec::new);
        self.local.resize_with(areas, Office::default);
        self.distance.resize_with(areas, Office::default);
        self.lists.resize_with(areas, ContactList::default);
    }

    /// Forgets the last replication but keeps its memory.
    pub fn clear(&mut self) {
        self.persons.clear();
        self.placements.clear();
        self.pending.clear();
        self.freed.clear();
        for desk in &mut self.desks {
            (desk.taken, desk.active, desk.waiting) = (0, 0, 0);
            desk.accounts.clear();
            desk.queue.clear();
        }
        for office in self.local.iter_mut().chain(&mut self.distance) {
            (office.carry, office.registrations) = (0.0, 0);
            office.talks.clear();
        }
        for list in &mut self.lists {
            list.clear();
        }
        self.waits.clear();
        self.calendar.clear();
        self.chunk.clear();
        (self.registered, self.committed, self.committed_year) = (0, 0, 0);
    }

    /// By person: who it is, the same in every scenario of one seed and replication.
    pub fn identities(&self) -> impl Iterator<Item = Luck> + '_ {
        self.persons.iter().map(|person| person.luck)
    }

    /// By person: attributes.
    pub fn traits(&self) -> impl Iterator<Item = Traits> + '_ {
        self.persons.iter().map(|person| person.traits())
    }

    /// By person: factor on job hazards, of attributes and frailty.
    pub fn multipliers(&self) -> impl Iterator<Item = f64> + '_ {
        self.persons.iter().map(|person| person.multiplier)
    }

    #[inline]
    pub fn schedule(&mut self, day: Day, event: Event) {
        self.calendar.schedule(day, event.phase() as usize, event);
    }

    pub fn person(&self, person: u32) -> &Person {
        &self.persons[person as usize]
    }

    pub fn person_mut(&mut self, person: u32) -> &mut Person {
        &mut self.persons[person as usize]
    }

    pub fn placement(&self, placement: u32) -> &Placement {
        &self.placements[placement as usize]
    }

    pub fn placement_mut(&mut self, placement: u32) -> &mut Placement {
        &mut self.placements[placement as usize]
    }

    /// The person whom an event is about, if it is about one.
    #[inline]
    pub fn person_of(&self, event: Event) -> Option<u32> {
        let of_placement = |placement: u32| self.placement(placement).person;
        match event {
            Event::Outcome(person)
            | Event::Return(person)
            | Event::WorkEnds { person, .. }
            | Event::ProgrammeChanges { person, .. }
            | Event::Profiling { person, .. }
            | Event::TalkDue { person, .. } => Some(person),
            Event::MonthEnds(placement)
            | Event::PlanMade(placement)
            | Event::PremiumRecovered(placement)
            | Event::PeriodEnds(placement)
            | Event::Interrupted(placement)
            | Event::Choice(placement)
            | Event::Start(placement) => Some(of_placement(placement)),
            Event::ResultDue(pending) | Event::ResultApproved(pending) => Some(of_placement(self.pending[pending as usize].placement)),
            Event::FaultMended(_) | Event::ListSetUp | Event::CohortSettled(_) => None,
        }
    }

    /// Reads the records of at most `BLOCK` persons that are about to be needed, whole or their first lines, and from their placements, so
    /// that the processor fetches them side by side rather than one after the other.
    #[inline]
    pub fn fetch(&self, persons: impl Iterator<Item = u32>, whole: bool) {
        let (mut read, mut links) = (0_u8, [Link::NONE; BLOCK]);
        for (person, link) in persons.zip(&mut links) {
            let record = self.person(person);
            *link = record.placement;
            read ^= if whole { record.profilings as u8 } else { 0 };
        }
        // Some placement for who has none: a branch would have to wait for the record.
        if let Some(last) = self.placements.len().checked_sub(1) {
            links.iter().for_each(|link| read ^= self.placements[(link.0 as usize).min(last)].spell);
        }
        std::hint::black_box(read);
    }

    /// The person's placement, if it is in the given state.
    #[inline]
    pub fn placement_in(&self, person: u32, state: PlacementState) -> Option<u32> {
        self.person(person).placement.get().filter(|placement| self.placement(*placement).state == state)
    }

    /// Takes a place at a desk for a placement.
    pub fn reserve(&mut self, placement: u32, desk: u32) {
        self.desks[desk as usize].taken += 1;
        let placement = self.placement_mut(placement);
        (placement.desk, placement.state) = (desk, PlacementState::Reserved);
    }

    /// Takes the first of those who wait at a desk out of its queue.
    pub fn next_in_queue(&mut self, desk: u32) -> Option<u32> {
        let queue = &mut self.desks[desk as usize].queue;
        let placements = &self.placements;
        let next = std::iter::from_fn(|| queue.pop_front()).find(|next| placements[*next as usize].state == PlacementState::Queued)?;
        self.desks[desk as usize].waiting -= 1;
        Some(next)
    }

    /// Somebody with a place begins to be served, with some effort.
    pub fn enter(&mut self, desk: u32, effort: Effort, day: Day) {
        let desk = &mut self.desks[desk as usize];
        desk.active += 1;
        desk.accounts.change(day, i64::from(effort.0));
    }

    /// Somebody served goes, and the place is given back.
    pub fn leave(&mut self, desk: u32, effort: Effort, day: Day) {
        let state = &mut self.desks[desk as usize];
        state.active -= 1;
        state.accounts.change(day, -i64::from(effort.0));
        self.release(desk);
    }

    /// Gives a place back.
    pub fn release(&mut self, desk: u32) {
        self.desks[desk as usize].taken -= 1;
        self.freed.push(desk);
    }
}

impl Person {
    /// Whether an event of a registration spell still concerns the person.
    pub fn in_spell(&self, spell: u8) -> bool {
        self.registered && self.subject.spell == spell
    }

    /// The next exit and its cause: a job comes first on the same day.
    pub fn next_exit(&self) -> (Day, Cause) {
        if self.next_other < self.next_job { (self.next_other, self.next_other_cause) } else { (self.next_job, self.next_job_cause) }
    }

    /// The next job or studies and the days until then, as the person may know it.
    pub fn work_in(&self, day: Day) -> Option<i32> {
        let (exit, cause) = self.next_exit();
        (exit < Day::NEVER && cause.is_work_or_study()).then(|| exit - day)
    }

    pub fn traits(&self) -> Traits {
        let Subject { area, sex, education, birth_region, disability, .. } = self.subject;
        Traits { area, sex, education, birth_region, disability, newly_arrived: self.newly_arrived, born: self.born }
    }
}

/// Room for the persons of most replications: one list that need not grow, and be twice as long as it is full.
fn expected_persons(model: &Model) -> usize {
    let expected: f64 = model.arrivals.iter().flatten().sum();
    model.scenario.world.stock.size() + (expected * 1.1) as usize + 100
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two cache lines: an event reads one person at random.
    #[test]
    fn a_person_is_small() {
        assert_eq!(size_of::<Person>(), 128);
        assert_eq!(std::mem::offset_of!(Person, multiplier), 64);
    }
}
