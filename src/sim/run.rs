//! The main loop: one day after the other, one phase after the other.

use super::event::{Event, Phase};
use super::model::{Model, Rules};
use super::state::{BLOCK, State};
use crate::engine::streams::{Answer, Chance, Question};
use crate::journal::{Entry, Fact, Reader, Subject, What};
use crate::units::{Day, Sek};

/// Facts are handed to the reader in chunks of this many: small enough to stay near the processor while all measures
/// read them.
const CHUNK: usize = 2_048;

/// What a replication adds up to, for its reader's sums to be held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub persons: u32,
    pub facts: u64,
    /// Events handled.
    pub events: u64,
    pub ledger: Sek,
}

/// A broken invariant: the run's numbers are not to be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("replication {replication}, {day}: {what}")]
pub struct Violation {
    pub replication: u32,
    pub day: Day,
    pub what: String,
}

/// A replication under way.
pub(super) struct Sim<'a> {
    pub model: &'a Model,
    pub chance: Chance,
    pub state: &'a mut State,
    pub day: Day,
    pub rules: Rules<'a>,
    reader: &'a mut dyn Reader,
    totals: Totals,
    pub check: Check,
}

/// Counts kept apart from the state, to be held against it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Check {
    pub came: u32,
    pub left: u32,
    pub started: u32,
    pub ended: u32,
}

/// Runs one replication and hands its facts and ledger entries to `reader`, in order.
///
/// 1. The stock is put on the register.
/// 2. On each day, each phase handles its events in the order in which they were scheduled, then does its daily work.
/// 3. At the end of each day conservation and capacity are checked.
/// 4. After the last day, base payment that has been earned is accrued, and the books are closed.
///
/// # Errors
/// If an invariant is broken.
pub fn simulate(model: &Model, replication: u32, state: &mut State, reader: &mut dyn Reader) -> Result<Totals, Violation> {
    state.clear();
    let run = &model.scenario.run;
    state.books.open(run.from, run.to, model.scenario.world.providers.len());
    let chance = Chance::new(run.seed, replication);
    let before = run.from - 1;
    let (totals, check) = (Totals::default(), Check::default());
    let mut sim = Sim { model, chance, state, day: before, rules: model.rules_on(run.from), reader, totals, check };
    sim.set_up_desks();
    sim.register_stock();
    sim.schedule_agency();
    for day in (run.from.0..=run.to.0).map(Day) {
        (sim.day, sim.rules) = (day, model.rules_on(day));
        for &phase in Phase::ALL {
            sim.handle_events(phase);
            sim.daily_work(phase);
        }
        sim.state.books.pay(day);
        sim.check_day().map_err(|what| Violation { replication, day, what })?;
    }
    sim.accrue_what_is_earned();
    sim.check_all().and_then(|()| sim.close_books()).map_err(|what| Violation { replication, day: run.to, what })?;
    Ok(sim.finish())
}

impl Sim<'_> {
    fn handle_events(&mut self, phase: Phase) {
        loop {
            let events = self.state.calendar.take(self.day, phase as usize);
            self.totals.events += events.len() as u64;
            for block in events.chunks(BLOCK) {
                self.state.fetch(block.iter().filter_map(|event| self.state.person_of(*event)), phase.reads_whole_persons());
                block.iter().for_each(|event| self.handle(*event));
            }
            if !self.state.calendar.recycle(events) {
                return;
            }
        }
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::FaultMended(fault) => self.mend_fault(fault),
            Event::ListSetUp => self.set_up_list(),
            Event::MonthEnds(placement) => self.end_month(placement),
            Event::Outcome(person) => self.outcome(person),
            Event::WorkEnds { person, spell } => self.end_work(person, spell),
            Event::PlanMade(placement) => self.make_plan(placement),
            Event::ResultDue(pending) => self.claim_due(pending),
            Event::ResultApproved(pending) => self.approve_result(pending),
            Event::PremiumRecovered(placement) => self.recover_premium(placement),
            Event::CohortSettled(cohort) => self.settle_cohort(cohort),
            Event::PeriodEnds(placement) => self.end_period(placement),
            Event::Interrupted(placement) => self.interrupt(placement),
            Event::ProgrammeChanges { person, spell } => self.change_programme(person, spell),
            Event::Choice(placement) => self.choose(placement),
            Event::Start(placement) => self.start_service(placement),
            Event::Return(person) => self.return_to_register(person),
            Event::Profiling { person, spell, occasion } => self.profile_again(person, spell, occasion),
            Event::TalkDue { person, spell } => self.queue_talk(person, spell),
        }
    }

    fn daily_work(&mut self, phase: Phase) {
        match phase {
            Phase::Agency => {
                self.open_month();
                self.open_desks();
            }
            Phase::Places => self.fill_freed_places(),
            Phase::Registrations => self.register_new(),
            Phase::Casework => self.work_offices(),
            _ => {}
        }
    }

    /// The words that answer a question for a person.
    pub fn ask(&self, person: u32, question: Question, occasion: u32) -> Answer {
        self.state.person(person).luck.answer(question, occasion)
    }

    /// Writes a fact about a person to the journal.
    #[inline(always)]
    pub fn tell(&mut self, person: u32, what: What) {
        let subject = self.subject(person);
        let facts = &mut self.state.chunk.facts;
        facts.push(Fact { day: self.day, subject, what });
        if facts.len() == CHUNK {
            self.flush();
        }
    }

    /// Writes an entry to the ledger.
    #[inline]
    pub fn book(&mut self, entry: Entry) {
        self.totals.ledger += entry.amount;
        self.state.books.book(&entry);
        self.earn(&entry);
        self.state.chunk.entries.push(entry);
    }

    /// A person's attributes today.
    #[inline]
    pub fn subject(&self, person: u32) -> Subject {
        let record = self.state.person(person);
        record.subject.on(self.day, record.born, record.registered.then_some(record.registered_on))
    }

    #[cold]
    fn flush(&mut self) {
        let chunk = &mut self.state.chunk;
        self.totals.facts += chunk.facts.len() as u64;
        self.reader.take(chunk);
        chunk.clear();
    }

    fn finish(mut self) -> Totals {
        self.flush();
        self.totals.persons = self.state.persons.len() as u32;
        self.totals
    }

    /// The cheap invariants, every day: persons in equal persons out plus the register, participants likewise, and
    /// capacity is never exceeded.
    fn check_day(&self) -> Result<(), String> {
        let Check { came, left, started, ended } = self.check;
        if came != left + self.state.registered {
            return Err(format!("{came} came and {left} left, but {} are registered", self.state.registered));
        }
        let mut active = 0;
        for desk in &self.state.desks {
            active += desk.active;
            if desk.taken > desk.most_taken || desk.active > desk.taken {
                return Err(format!("a provider has {} places, {} taken and {} in use", desk.most_taken, desk.taken, desk.active));
            }
        }
        if started != ended + active {
            return Err(format!("{started} started and {ended} ended, but {active} are in the service"));
        }
        if cfg!(debug_assertions) { self.check_all() } else { Ok(()) }
    }

    /// The books balance, and what was booked for each referral is the ledger.
    fn close_books(&self) -> Result<(), String> {
        let referrals = self.state.placements.iter().map(|placement| placement.booked).sum();
        self.state.books.close(self.totals.ledger, referrals)
    }

    /// The state counted anew from persons and placements.
    fn check_all(&self) -> Result<(), String> {
        use super::state::PlacementState::{Active, Reserved};
        let registered: u32 = self.state.persons.iter().map(|person| u32::from(person.registered)).sum();
        if registered != self.state.registered {
            return Err(format!("{registered} persons are registered, {} were counted", self.state.registered));
        }
        let (mut taken, mut active) = (0, 0);
        for placement in &self.state.placements {
            let is_active = placement.state == Active;
            taken += u32::from(is_active || placement.state == Reserved);
            active += u32::from(is_active);
            if is_active && !self.state.person(placement.person).in_spell(placement.spell) {
                return Err(format!("person {} is in the service but not registered", placement.person));
            }
        }
        let counted = self.state.desks.iter().fold((0, 0), |(taken, active), desk| (taken + desk.taken, active + desk.active));
        if (taken, active) != counted {
            return Err(format!("desks count {} places taken and {} in use, placements {taken} and {active}", counted.0, counted.1));
        }
        Ok(())
    }
}
