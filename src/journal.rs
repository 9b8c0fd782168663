//! What happened: facts about persons in order, and entries of the ledger. The only output of a run.
//!
//! A fact carries the attributes its person had when it happened, so that a measure needs nothing but the stream.

use crate::pathway::caseworker::Reason;
use crate::pathway::effort::Effort;
pub use crate::pathway::inflow::Channel;
pub use crate::pathway::market::Presence;
use crate::pathway::outcomes::Cause;
use crate::pathway::payments::{Per, Settlement, Stretch};
use crate::pathway::person::{BirthRegion, Category, Disability, Education, Population, Programme, Sex, Traits, age_years};
use crate::pathway::placement::EndReason;
use crate::pathway::profiling::Occasion;
use crate::pathway::thresholds::{Level, Verdict};
use crate::units::{AreaId, Day, JobChance, PersonId, ProviderId, Sek};

/// A person's attributes at a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    pub person: PersonId,
    pub area: AreaId,
    pub population: Population,
    pub sex: Sex,
    pub education: Education,
    pub birth_region: BirthRegion,
    pub disability: Disability,
    pub programme: Programme,
    pub category: Category,
    /// Age in whole years.
    pub age_years: u8,
    /// Number of the registration spell, the first is 0.
    pub spell: u8,
    /// Registration time in days, the day of registration being day 1; 0 when not registered.
    pub registration_days: u16,
}

impl Subject {
    /// Somebody in the first spell, outside framework programmes and not registered yet.
    #[inline]
    pub fn new(person: PersonId, population: Population, traits: &Traits, category: Category) -> Subject {
        Subject {
            person,
            area: traits.area,
            population,
            sex: traits.sex,
            education: traits.education,
            birth_region: traits.birth_region,
            disability: traits.disability,
            programme: Programme::None,
            category,
            age_years: 0,
            spell: 0,
            registration_days: 0,
        }
    }

    /// The same person, born on `born`, as on `day`, registered on `registered_on` or (`None`) not registered.
    #[inline]
    pub fn on(self, day: Day, born: Day, registered_on: Option<Day>) -> Subject {
        let days = registered_on.map_or(0, |registered_on| day - registered_on + 1);
        let registration_days = days.clamp(0, i32::from(u16::MAX)) as u16;
        Subject { age_years: age_years(born, day).min(255) as u8, registration_days, ..self }
    }
}

/// What happened to a person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// On the register: the stock on the day before the run starts, others on the day of registration.
    Registered {
        channel: Channel,
    },
    /// Left the register.
    Deregistered {
        cause: Cause,
    },
    /// A job or studies began; `payable` if full-time and of the length that a result needs, whatever happens to the registration.
    WorkBegan {
        cause: Cause,
        full_time: bool,
        ends_registration: bool,
        payable: bool,
    },
    /// The job of somebody who stayed registered is over.
    WorkEnded,
    ProgrammeEntered {
        programme: Programme,
    },
    /// Looked at for the central call list.
    Preprofiled {
        on_list: bool,
        in_target_group: bool,
    },
    /// A caseworker tried to reach the person, `waited` days after the person came on the list.
    Contacted {
        reached: bool,
        waited: u16,
    },
    /// `first` of this person in the run; `by_lines` is the verdict of the lines in force without randomisation.
    Profiled {
        score: JobChance,
        verdict: Verdict,
        by_lines: Verdict,
        occasion: Occasion,
        first: bool,
    },
    /// A yes was followed, or a no overruled: `waited` days after the verdict. `truth` is the true chance of a job within six
    /// months, which nobody in the simulated world is told.
    Referred {
        level: Level,
        verdict: Verdict,
        waited: u16,
        truth: JobChance,
    },
    /// A yes was not followed.
    Deviated {
        verdict: Verdict,
        reason: Reason,
        waited: u16,
    },
    /// A referral that the year's appropriation has no room for: `waited` days after the verdict.
    BudgetSpent {
        level: Level,
        verdict: Verdict,
        waited: u16,
    },
    /// A level was corrected after a data fault.
    LevelCorrected {
        from: Level,
        to: Level,
    },
    /// A provider was chosen or taken by default, `waited` days after the decision.
    Chose {
        provider: ProviderId,
        active: bool,
        waited: u16,
    },
    /// A provider would not have the person; `last` if no other is left and the referral lapses.
    Refused {
        provider: ProviderId,
        level: Level,
        last: bool,
    },
    /// The provider was full: waits in its queue.
    Queued {
        provider: ProviderId,
    },
    /// The service began, `waited` days after the choice, with the effort that the provider keeps to its end.
    Started {
        provider: ProviderId,
        level: Level,
        verdict: Verdict,
        waited: u16,
        effort: Effort,
    },
    /// The joint plan was made.
    Planned {
        provider: ProviderId,
    },
    /// A month in the service was reported; the first month is 1.
    Reported {
        provider: ProviderId,
        level: Level,
        month: u8,
        contacts: u8,
        approved: bool,
    },
    Switched {
        from: ProviderId,
        to: ProviderId,
    },
    /// A provider declined to take somebody over.
    SwitchDeclined {
        to: ProviderId,
    },
    Extended {
        provider: ProviderId,
    },
    /// The service ended, `days` after its start.
    Ended {
        provider: ProviderId,
        level: Level,
        reason: EndReason,
        days: u16,
    },
    /// A result was approved: the job or studies lasted.
    Result {
        /// Which result of the payment model, the first is 0.
        number: u8,
        provider: ProviderId,
        level: Level,
        cause: Cause,
    },
}

/// The kinds of facts, for measures to say what they read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    Registered,
    Deregistered,
    WorkBegan,
    WorkEnded,
    ProgrammeEntered,
    Preprofiled,
    Contacted,
    Profiled,
    Referred,
    Deviated,
    BudgetSpent,
    LevelCorrected,
    Chose,
    Refused,
    Queued,
    Started,
    Planned,
    Reported,
    Switched,
    SwitchDeclined,
    Extended,
    Ended,
    Result,
}

impl Kind {
    pub const COUNT: usize = Kind::Result as usize + 1;
    /// Names in the journal file and in stories, in the order of the enum.
    pub const NAMES: [&'static str; Kind::COUNT] = [
        "registered",
        "deregistered",
        "work_began",
        "work_ended",
        "programme_entered",
        "preprofiled",
        "contacted",
        "profiled",
        "referred",
        "deviated",
        "budget_spent",
        "level_corrected",
        "chose",
        "refused",
        "queued",
        "started",
        "planned",
        "reported",
        "switched",
        "switch_declined",
        "extended",
        "ended",
        "result",
    ];

    pub const fn name(self) -> &'static str {
        Kind::NAMES[self as usize]
    }
}

impl What {
    /// The providers that the fact names, to be renumbered.
    pub fn providers(&mut self) -> Vec<&mut ProviderId> {
        match self {
            What::Chose { provider, .. }
            | What::Refused { provider, .. }
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

    pub const fn kind(&self) -> Kind {
        match self {
            What::Registered { .. } => Kind::Registered,
            What::Deregistered { .. } => Kind::Deregistered,
            What::WorkBegan { .. } => Kind::WorkBegan,
            What::WorkEnded => Kind::WorkEnded,
            What::ProgrammeEntered { .. } => Kind::ProgrammeEntered,
            What::Preprofiled { .. } => Kind::Preprofiled,
            What::Contacted { .. } => Kind::Contacted,
            What::Profiled { .. } => Kind::Profiled,
            What::Referred { .. } => Kind::Referred,
            What::Deviated { .. } => Kind::Deviated,
            What::BudgetSpent { .. } => Kind::BudgetSpent,
            What::LevelCorrected { .. } => Kind::LevelCorrected,
            What::Chose { .. } => Kind::Chose,
            What::Refused { .. } => Kind::Refused,
            What::Queued { .. } => Kind::Queued,
            What::Started { .. } => Kind::Started,
            What::Planned { .. } => Kind::Planned,
            What::Reported { .. } => Kind::Reported,
            What::Switched { .. } => Kind::Switched,
            What::SwitchDeclined { .. } => Kind::SwitchDeclined,
            What::Extended { .. } => Kind::Extended,
            What::Ended { .. } => Kind::Ended,
            What::Result { .. } => Kind::Result,
        }
    }
}

/// One thing that happened to one person on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fact {
    pub day: Day,
    pub subject: Subject,
    pub what: What,
}

/// What a krona was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum PaymentKind {
    Base,
    Result,
    SpeedPremium,
    /// By a provider's stars or a cohort's results; below 0 it is a malus.
    Bonus,
}

impl PaymentKind {
    pub const ALL: [PaymentKind; 4] = [PaymentKind::Base, PaymentKind::Result, PaymentKind::SpeedPremium, PaymentKind::Bonus];
    pub const NAMES: [&'static str; 4] = ["base", "result", "speed_premium", "bonus"];

    pub const fn name(self) -> &'static str {
        PaymentKind::NAMES[self as usize]
    }
}

/// One entry of the ledger. A base payment covers the days from `first` to `last`; every other krona is an entry of its own
/// with one unit on one day. What is taken back is an entry below 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    pub kind: PaymentKind,
    pub subject: Subject,
    pub provider: ProviderId,
    pub level: Level,
    /// What a unit is. Daily accrual puts `per_unit` on each working or calendar day from `first` to `last`, as far as `units`
    /// goes; a month, and every other krona, is spread evenly over these days.
    pub per: Per,
    pub units: u16,
    pub first: Day,
    pub last: Day,
    pub per_unit: Sek,
    pub amount: Sek,
    /// These days may lie after the run.
    pub claimed_on: Day,
    pub approved_on: Day,
    pub paid_on: Day,
}

/// Whom an entry is about, and which provider is paid at which level.
#[derive(Clone, Copy, Debug)]
pub struct Payee {
    pub subject: Subject,
    pub provider: ProviderId,
    pub level: Level,
}

impl Entry {
    /// Base payment for a stretch of days.
    #[inline]
    pub fn base(payee: Payee, paid: Stretch, settled: Settlement) -> Entry {
        let Payee { subject, provider, level } = payee;
        let Settlement { claimed_on, approved_on, paid_on } = settled;
        let Stretch { first, last, per, units, per_unit } = paid;
        let amount = per_unit.times(i64::from(units));
        let (kind, units) = (PaymentKind::Base, units as u16);
        Entry { kind, subject, provider, level, per, units, first, last, per_unit, amount, claimed_on, approved_on, paid_on }
    }

    /// A result on its way, with its premium.
    #[inline]
    pub fn pending(payee: Payee, amount: Sek, began: Day, due: Day, settled: Settlement) -> Entry {
        Entry { first: began, ..Entry::single(PaymentKind::Result, payee, amount, due, settled) }
    }

    /// Any other krona: one unit on one day.
    #[inline]
    pub fn single(kind: PaymentKind, payee: Payee, amount: Sek, day: Day, settled: Settlement) -> Entry {
        let stretch = Stretch { first: day, last: day, per: Per::CalendarDay, units: 1, per_unit: amount };
        Entry { kind, ..Entry::base(payee, stretch, settled) }
    }
}

/// The stream of one replication, handed over in chunks in order.
#[derive(Clone, Debug, Default)]
pub struct Chunk {
    pub facts: Vec<Fact>,
    pub entries: Vec<Entry>,
    /// Claims that were refused, with what would have been paid: no part of the ledger.
    pub refused: Vec<Entry>,
    /// Results on their way: from the day on which the work begins that will last, to the day on which they fall due; with the speed
    /// premium that comes with them. No part of the ledger either.
    pub pending: Vec<Entry>,
    /// What providers have where: at the start of the run, and whenever it changes.
    pub presences: Vec<Presence>,
}

impl Chunk {
    /// Forgets what it holds and keeps the memory.
    pub fn clear(&mut self) {
        self.facts.clear();
        self.entries.clear();
        self.refused.clear();
        self.pending.clear();
        self.presences.clear();
    }
}

/// Takes a run's stream as it comes. `take` may be called many times; what it has read it may drop.
pub trait Reader {
    fn take(&mut self, chunk: &Chunk);
}

/// Collects a whole stream: for stories and tests.
impl Reader for Chunk {
    fn take(&mut self, chunk: &Chunk) {
        self.facts.extend_from_slice(&chunk.facts);
        self.entries.extend_from_slice(&chunk.entries);
        self.refused.extend_from_slice(&chunk.refused);
        self.pending.extend_from_slice(&chunk.pending);
        self.presences.extend_from_slice(&chunk.presences);
    }
}

/// Reads nothing: for timing the simulation alone.
impl Reader for () {
    fn take(&mut self, _: &Chunk) {}
}
