//! All events of a run, and the phases of a day in their order.

use crate::pathway::person::categories;
use crate::pathway::profiling::Occasion;

categories! {
    /// The phases of a day; what happens in an earlier one is known to the later ones.
    Phase {
        Agency = "agency",
        Reports = "reports",
        Outcomes = "outcomes",
        Results = "results",
        ServiceEnds = "service_ends",
        Programmes = "programmes",
        Places = "places",
        Choices = "choices",
        Starts = "starts",
        Registrations = "registrations",
        Profilings = "profilings",
        Casework = "casework",
        Close = "close",
    }
}

impl Phase {
    /// Whether most of its events read the second line of a person's record too.
    pub const fn reads_whole_persons(self) -> bool {
        matches!(self, Phase::Starts | Phase::Profilings)
    }
}

/// What happens in each phase, for `troskel explain --order`.
pub const PHASES: [(Phase, &str); 13] = [
    (
        Phase::Agency,
        "a data fault is mended and levels are corrected; a call list from pre-profiling is set up; a bonus by cohort is settled; on the first of a month providers' staff changes, and by quarter contracts end and begin",
    ),
    (Phase::Reports, "providers report a month in the service; base payment accrues; a change of provider is asked for"),
    (Phase::Outcomes, "jobs, studies and other exits happen"),
    (
        Phase::Results,
        "jobs of persons who stayed registered end; joint plans are made; work that has lasted long enough becomes a result, and premiums for work that has not are taken back",
    ),
    (Phase::ServiceEnds, "services are interrupted, extended or over"),
    (Phase::Programmes, "framework programmes begin or end"),
    (Phase::Places, "freed places go to those who wait for the provider, first come first served"),
    (Phase::Choices, "those referred choose a provider or get the default"),
    (Phase::Starts, "services start"),
    (Phase::Registrations, "persons return to the register; new persons register and are profiled"),
    (Phase::Profilings, "cases are opened, inputs corrected and follow-ups held: profiled again"),
    (Phase::Casework, "caseworkers hold talks and decide; then they contact those on the list"),
    (Phase::Close, "the day is closed: conservation and capacity are checked"),
];

/// An event to come. It names a person with the registration spell it belongs to, or a placement, so that one which
/// has been overtaken is seen to be stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The data fault with this index is mended.
    FaultMended(u32),
    ListSetUp,
    MonthEnds(u32),
    /// Leaving by the person's next cause, if that is still today.
    Outcome(u32),
    WorkEnds {
        person: u32,
        spell: u8,
    },
    PlanMade(u32),
    /// Work has lasted that was to be a result.
    ResultDue(u32),
    ResultApproved(u32),
    /// Work has not lasted for which a speed premium was paid.
    PremiumRecovered(u32),
    /// The cohort of starts with this index is settled.
    CohortSettled(u32),
    PeriodEnds(u32),
    Interrupted(u32),
    ProgrammeChanges {
        person: u32,
        spell: u8,
    },
    Choice(u32),
    Start(u32),
    Return(u32),
    Profiling {
        person: u32,
        spell: u8,
        occasion: Occasion,
    },
    TalkDue {
        person: u32,
        spell: u8,
    },
}

impl Event {
    pub const fn phase(self) -> Phase {
        match self {
            Event::FaultMended(_) | Event::ListSetUp | Event::CohortSettled(_) => Phase::Agency,
            Event::MonthEnds(_) => Phase::Reports,
            Event::Outcome(_) => Phase::Outcomes,
            // An exit on the same day comes before them, whichever was drawn first.
            Event::WorkEnds { .. } | Event::PlanMade(_) | Event::ResultDue(_) | Event::ResultApproved(_) | Event::PremiumRecovered(_) => {
                Phase::Results
            }
            Event::PeriodEnds(_) | Event::Interrupted(_) => Phase::ServiceEnds,
            Event::ProgrammeChanges { .. } => Phase::Programmes,
            Event::Choice(_) => Phase::Choices,
            Event::Start(_) => Phase::Starts,
            Event::Return(_) => Phase::Registrations,
            Event::Profiling { .. } => Phase::Profilings,
            Event::TalkDue { .. } => Phase::Casework,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phase_is_described_in_its_order() {
        assert!(PHASES.iter().map(|(phase, _)| phase).eq(Phase::ALL));
        assert!(size_of::<Event>() <= 8, "events are kept by the hundred thousand");
    }
}
