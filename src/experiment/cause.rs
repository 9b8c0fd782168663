//! Why a person's life differs between base and variant: by a rule of one's own, or by what others took or left.
//!
//! A life is direct if a rule that differs gives this person another answer, in what happened in either of the two runs;
//! crowding may have come on top. It is crowded if every rule that was applied to the person says the same in both: then
//! only what persons share is left (a queue, the contact order, places, the budget, the room on the call list).

use super::flow::Cause;
use crate::journal::{Kind, What};
use crate::measure::lives::Step;
use crate::pathway::caseworker::{Decisions, Preprofiling};
use crate::pathway::profiling::Occasion;
use crate::scenario::Scenario;
use crate::sim::Model;

/// Two scenarios, and which of the rules that apply to single persons differ.
pub struct Rules<'a> {
    base: &'a Model,
    variant: &'a Model,
    lines: bool,
    randomisation: bool,
    list: bool,
    /// Kinds of facts of which a rule on days differs: when a talk may be held, how long a choice takes.
    days: Kinds,
    /// Kinds of facts of which a rule on what they say differs.
    contents: Kinds,
    /// Kinds of facts of which something in the world differs: their presence, day and content.
    world: Kinds,
    follow_up: bool,
    overruled: bool,
    prices: bool,
}

/// A set of kinds of facts.
#[derive(Clone, Copy, Debug, Default)]
struct Kinds(u32);

impl Kinds {
    fn add(&mut self, kinds: &[Kind], differs: bool) {
        kinds.iter().filter(|_| differs).for_each(|kind| self.0 |= 1 << *kind as u32);
    }

    fn has(self, step: &Step) -> bool {
        self.0 >> step.what.kind() as u32 & 1 == 1
    }
}

const DECISIONS: &[Kind] = &[Kind::Referred, Kind::Deviated];
const LIFE: &[Kind] = &[Kind::Registered, Kind::Deregistered, Kind::WorkBegan, Kind::WorkEnded, Kind::ProgrammeEntered];
const SERVICE: &[Kind] = &[Kind::Planned, Kind::Reported, Kind::Extended, Kind::Ended, Kind::Switched, Kind::SwitchDeclined];

impl Rules<'_> {
    pub fn new<'a>(base: &'a Model, variant: &'a Model) -> Rules<'a> {
        let (a, b) = (&base.scenario, &variant.scenario);
        let (mut days, mut contents, mut world) = (Kinds::default(), Kinds::default(), Kinds::default());
        let (ours, theirs) = (&a.policy.decisions, &b.policy.decisions);
        days.add(DECISIONS, (ours.stock_talk_days, ours.new_talk_days) != (theirs.stock_talk_days, theirs.new_talk_days));
        contents.add(DECISIONS, rates(ours) != rates(theirs));
        let (ours, theirs) = (&a.policy.referral, &b.policy.referral);
        days.add(&[Kind::Chose], ours.choice_days != theirs.choice_days);
        days.add(&[Kind::Started], ours.start_within_days != theirs.start_within_days);
        let choosing = (ours.default_rule, ours.when_full) != (theirs.default_rule, theirs.when_full);
        contents.add(&[Kind::Chose, Kind::Queued], choosing);
        contents.add(SERVICE, a.policy.service != b.policy.service);
        contents.add(&[Kind::Result], results(a) != results(b));
        contents.add(&[Kind::Preprofiled], a.policy.thresholds != b.policy.thresholds);
        world.add(LIFE, lives(a) != lives(b));
        world.add(&[Kind::Profiled], a.world.tool != b.world.tool);
        world.add(&[Kind::Contacted], a.world.contact != b.world.contact);
        world.add(&[Kind::Chose], a.world.choice != b.world.choice || a.world.providers != b.world.providers);
        world.add(SERVICE, a.world.service != b.world.service);
        Rules {
            base,
            variant,
            lines: a.policy.thresholds != b.policy.thresholds,
            randomisation: a.policy.randomisation != b.policy.randomisation,
            list: a.policy.preprofiling != b.policy.preprofiling,
            days,
            contents,
            world,
            follow_up: a.policy.decisions.follow_up_days != b.policy.decisions.follow_up_days,
            overruled: overruled(&a.policy.decisions) != overruled(&b.policy.decisions),
            prices: a.policy.payments != b.policy.payments,
        }
    }

    /// Why two lives differ; `paid` if anything was paid for the person in either.
    pub fn cause(&self, base: &[Step], variant: &[Step], paid: bool) -> Cause {
        let one_way =
            |life, other| self.touches(life) || self.answers_differ(life, other) || (self.lines && is_corrected_alone(life, other));
        let own = one_way(base, variant) || one_way(variant, base);
        if own || (self.prices && paid) { Cause::Direct } else { Cause::Crowded }
    }

    /// Whether a rule that differs says something else of what happened in a life.
    fn touches(&self, life: &[Step]) -> bool {
        let applied = self.lines || self.randomisation || self.list;
        applied && life.iter().any(|step| self.verdict_differs(step) || self.weight_differs(step))
    }

    fn verdict_differs(&self, step: &Step) -> bool {
        let What::Profiled { score, .. } = step.what else { return false };
        let [base, variant] = [self.base, self.variant].map(|model| {
            let lines = model.profiler.lines.on(step.day).map(|set| set.at(i32::from(step.registration_days)));
            let band = model.scenario.policy.randomisation.on(step.day);
            let near = lines.zip(band).is_some_and(|(lines, band)| lines.is_near(score, band.width_points));
            (lines.map(|lines| lines.verdict(score)), near.then_some(band).flatten())
        });
        (self.lines && base.0 != variant.0) || ((self.lines || self.randomisation) && base.1 != variant.1)
    }

    /// The turn on the contact list of somebody on the call list.
    fn weight_differs(&self, step: &Step) -> bool {
        let What::Preprofiled { in_target_group, .. } = step.what else { return false };
        let weight = |rule: &Preprofiling| if in_target_group { rule.in_target_weight } else { rule.not_in_target_weight };
        let rule = |model: &Model| model.scenario.policy.preprofiling.as_ref().map(|rule| (rule.date, weight(rule)));
        self.list && rule(self.base) != rule(self.variant)
    }

    /// Whether something in `life` has no counterpart in `other`, and a rule or habit that it goes by differs.
    fn answers_differ(&self, life: &[Step], other: &[Step]) -> bool {
        let lone = |step: &&Step| !other.contains(step);
        life.iter().filter(lone).any(|step| {
            self.world.has(step)
                || self.days.has(step)
                || (self.contents.has(step) && self.says_otherwise(step, other))
                || (self.overruled && is_decision(step) && life.iter().any(is_no))
                || (self.follow_up && matches!(step.what, What::Profiled { occasion: Occasion::FollowUp, .. }))
        })
    }

    fn says_otherwise(&self, step: &Step, other: &[Step]) -> bool {
        match step.what.kind() {
            kind if is_asked_first(kind) => other.iter().any(|counterpart| contradicts(step, counterpart)),
            _ => true,
        }
    }
}

/// Whether the verdict of a life was corrected, after a data fault, where the other's was not: the lines were applied to a
/// score that no fact tells, so a correction that only one life has counts as another answer.
fn is_corrected_alone(life: &[Step], other: &[Step]) -> bool {
    let mut last = None;
    life.iter().any(|step| {
        let corrected = match step.what {
            What::Profiled { verdict, .. } => {
                last = Some(verdict);
                false
            }
            What::LevelCorrected { .. } => true,
            What::Referred { verdict, .. } | What::Deviated { verdict, .. } => last != Some(verdict),
            _ => false,
        };
        corrected && !other.contains(step)
    })
}

fn is_decision(step: &Step) -> bool {
    DECISIONS.contains(&step.what.kind())
}

/// A no that may be overruled, which leads to a talk that others with the same verdict do not have.
fn is_no(step: &Step) -> bool {
    matches!(step.what, What::Profiled { verdict, .. } if verdict.level().is_none())
}

/// Whether two steps answer one question differently, perhaps on other days.
fn contradicts(step: &Step, other: &Step) -> bool {
    match (step.what, other.what) {
        (What::Referred { level, verdict, .. }, What::Referred { level: other_level, verdict: other_verdict, .. }) => {
            verdict == other_verdict && level != other_level
        }
        (What::Deviated { verdict, reason, .. }, What::Deviated { verdict: other_verdict, reason: other_reason, .. }) => {
            verdict == other_verdict && reason != other_reason
        }
        (What::Referred { verdict, .. }, What::Deviated { verdict: other, .. })
        | (What::Deviated { verdict, .. }, What::Referred { verdict: other, .. }) => verdict == other,
        (What::Chose { provider, .. }, What::Chose { provider: other, .. }) => provider != other,
        (What::Preprofiled { in_target_group, .. }, What::Preprofiled { in_target_group: other, .. }) => in_target_group != other,
        _ => false,
    }
}

/// Facts whose absence says nothing of the rule: without them nobody was asked.
fn is_asked_first(kind: Kind) -> bool {
    matches!(kind, Kind::Referred | Kind::Deviated | Kind::Chose | Kind::Preprofiled)
}

/// What decides between following a verdict and not.
fn rates(decisions: &Decisions) -> impl PartialEq + use<> {
    let Decisions { soon_days, soon_told_share, reason_rates, woman, europe, outside_europe, area_factor, .. } = decisions.clone();
    (soon_days, [soon_told_share, woman, europe, outside_europe], reason_rates, area_factor, overruled(decisions))
}

fn overruled(decisions: &Decisions) -> [f64; 2] {
    [decisions.overruled_too_near, decisions.overruled_too_far]
}

/// When work is a result.
fn results(scenario: &Scenario) -> [i32; 2] {
    let payments = &scenario.policy.payments;
    [payments.result_lasting_months, payments.result_window_months]
}

/// What a life outside the agency goes by.
fn lives(scenario: &Scenario) -> impl PartialEq + use<'_> {
    let world = &scenario.world;
    (&world.exits, &world.jobs, &world.effect, &world.inflow, (&world.stock, &world.composition, &world.programmes), &world.areas)
}
