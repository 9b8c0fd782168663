//! Which parts of two scenarios differ, and which kinds of facts go by them. A new part of a scenario does not compile before
//! it has a place here.

use crate::journal::Kind;
use crate::pathway::payments::PaymentModel;
use crate::pathway::placement::ServiceHabits;
use crate::pathway::providers::{ChoiceHabits, Provider};
use crate::scenario::{Policy, World};

/// A set of kinds of facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u32);

impl Kinds {
    fn of(kinds: &[Kind], differs: bool) -> Kinds {
        Kinds(kinds.iter().filter(|_| differs).fold(0, |bits, kind| bits | 1 << *kind as u32))
    }

    pub fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    pub fn has(self, kind: Kind) -> bool {
        self.0 >> kind as u32 & 1 == 1
    }
}

/// A life apart from the agency, with what the tool reads of it and whom caseworkers meet.
const PERSON: &[Kind] = &[
    Kind::Registered,
    Kind::Deregistered,
    Kind::WorkBegan,
    Kind::WorkEnded,
    Kind::ProgrammeEntered,
    Kind::Preprofiled,
    Kind::Contacted,
    Kind::Profiled,
    Kind::Referred,
    Kind::Deviated,
    Kind::BudgetSpent,
    Kind::LevelCorrected,
];
const TOOL: &[Kind] = &[Kind::Preprofiled, Kind::Profiled, Kind::LevelCorrected];
const MARKET: &[Kind] = &[Kind::Chose, Kind::Refused, Kind::Queued, Kind::Started, Kind::Switched, Kind::SwitchDeclined];
/// Who is refused by one comes to another, or to nobody.
const REFUSAL: &[Kind] = &[Kind::Refused, Kind::Chose];
const SERVICE: &[Kind] = &[Kind::Planned, Kind::Reported, Kind::Extended, Kind::Ended, Kind::Switched, Kind::SwitchDeclined];

/// Facts by rules that cannot be applied again from what is recorded. Those that can be are in `cause`: lines, bands, the call list,
/// decisions, choices, prices. Capacity, room on the list and the budget are shared: what they change is crowding.
pub fn differing(base: &Policy, variant: &Policy) -> Kinds {
    let Policy {
        thresholds: _,
        other_thresholds: _,
        intended_in_use: _,
        randomisation: _,
        capacity: _,
        preprofiling: _,
        decisions: _,
        referral,
        service,
        payments,
        budget_per_year: _,
    } = base;
    let other = &variant.payments;
    let lasting = |payments: &PaymentModel| payments.results.first().map_or(0, |first| first.lasting_months);
    Kinds::of(&[Kind::Started], referral.start_within_days != variant.referral.start_within_days)
        .and(Kinds::of(&[Kind::Queued], referral.when_full != variant.referral.when_full))
        .and(Kinds::of(REFUSAL, referral.may_refuse != variant.referral.may_refuse))
        .and(Kinds::of(SERVICE, *service != variant.service))
        .and(Kinds::of(&[Kind::WorkBegan], lasting(payments) != lasting(other)))
        .and(Kinds::of(&[Kind::Result], !payments.has_the_results_of(other)))
}

/// Facts by habits and hazards that differ. How many places there are is shared.
pub fn differing_in_the_world(base: &World, variant: &World) -> Kinds {
    let World {
        areas,
        stock,
        composition,
        programmes,
        inflow,
        exits,
        jobs,
        tool,
        contact,
        choice,
        providers,
        service,
        effect,
        provider_economics: _,
        behaviour: _,
        // Places and contracts are shared, as is what is earned by them.
        market: _,
        public_cost: _,
    } = base;
    let persons = *areas != variant.areas
        || *stock != variant.stock
        || *composition != variant.composition
        || *programmes != variant.programmes
        || *inflow != variant.inflow
        || *exits != variant.exits
        || *jobs != variant.jobs
        || *effect != variant.effect;
    let market = habits(choice) != habits(&variant.choice) || !providers.iter().map(appeal).eq(variant.providers.iter().map(appeal));
    Kinds::of(PERSON, persons)
        .and(Kinds::of(TOOL, *tool != variant.tool))
        .and(Kinds::of(&[Kind::Contacted], *contact != variant.contact))
        .and(Kinds::of(MARKET, market))
        .and(Kinds::of(SERVICE, *service != variant.service))
        .and(Kinds::of(&[Kind::Result], claims(service) != claims(&variant.service)))
}

/// Facts that go by what providers do for their participants.
pub fn differing_by_effort(differs: bool) -> Kinds {
    Kinds::of(PERSON, differs)
        .and(Kinds::of(SERVICE, differs))
        .and(Kinds::of(&[Kind::Started, Kind::Result], differs))
        .and(Kinds::of(REFUSAL, differs))
}

/// How providers make their claims.
fn claims(habits: &ServiceHabits) -> (f64, (i32, i32), f64) {
    (habits.claim_late_share, habits.claim_late_days, habits.claim_refused_share)
}

/// How persons choose, whatever the places.
fn habits(choice: &ChoiceHabits) -> ChoiceHabits {
    ChoiceHabits { caseload: 0.0, min_places: 0, ..choice.clone() }
}

/// A provider as persons see it, whatever its places.
fn appeal(provider: &Provider) -> Provider {
    let mut seen = provider.clone();
    seen.contracts.iter_mut().for_each(|contract| contract.supervisors = 0.0);
    seen
}
