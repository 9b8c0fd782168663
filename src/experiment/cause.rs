//! Why a person's life differs between base and variant: by a rule of one's own, or by what others took or left.
//!
//! A life is direct if a rule that differs gives this person another answer, in what happened in either of the two runs;
//! crowding may have come on top. It is crowded if every rule that was applied to the person says the same in both: then
//! only what persons share is left (a queue, the contact order, places, the budget, the room on the call list).

use super::differing::{Kinds, differing, differing_by_effort, differing_in_the_world};
use crate::experiment::flow::Cause;
use crate::journal::{Channel, Kind, What};
use crate::measure::lives::{Paid, Step};
use crate::pathway::caseworker::{Decisions, Preprofiling, Reason};
use crate::pathway::payments::PaymentModel;
use crate::pathway::person::Traits;
use crate::pathway::profiling::Occasion;
use crate::pathway::thresholds::{Level, Verdict};
use crate::sim::Model;

/// What is known of a person in one of the two runs; nothing of somebody who does not exist there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Life<'a> {
    pub steps: &'a [Step],
    pub paid: &'a [Paid],
    pub traits: Option<&'a Traits>,
}

impl Life<'_> {
    pub fn same_as(&self, other: &Life) -> bool {
        self.steps == other.steps && self.paid == other.paid
    }

    /// Steps that the other life has not, or not as often: somebody may be called in vain twice on a day.
    fn lone<'a>(&'a self, other: &'a Life) -> impl Iterator<Item = &'a Step> {
        let times = |steps: &[Step], step: &Step| steps.iter().filter(|one| *one == step).count();
        self.steps.iter().filter(move |step| times(self.steps, step) > times(other.steps, step))
    }

    fn is_of_the_stock(&self) -> bool {
        matches!(self.steps.first(), Some(Step { what: What::Registered { channel: Channel::Stock }, .. }))
    }
}

/// Two models, and which of the rules that apply to single persons differ.
pub struct Rules<'a> {
    base: &'a Model,
    variant: &'a Model,
    /// Kinds of facts that go by a differing rule of which no more is known than that.
    coarse: Kinds,
    lines: bool,
    /// What a score is corrected to after a data fault may differ: by lines, bands or the fault itself.
    corrections: bool,
    /// When a job or studies are soon, and how many tell.
    soon: bool,
    /// Which areas there are.
    areas: bool,
    prices: bool,
    /// What is paid for, how much of it and when, at the same prices.
    payment_rules: bool,
}

impl Rules<'_> {
    pub fn new<'a>(base: &'a Model, variant: &'a Model) -> Rules<'a> {
        let (ours, theirs) = (&base.scenario, &variant.scenario);
        let coarse = differing(&ours.policy, &theirs.policy)
            .and(differing_in_the_world(&ours.world, &theirs.world))
            .and(differing_by_effort(base.efforts != variant.efforts));
        let lines = ours.policy.thresholds != theirs.policy.thresholds;
        let bands = ours.policy.randomisation != theirs.policy.randomisation;
        let soon = |decisions: &Decisions| (decisions.soon_days.clone(), decisions.soon_told_share);
        let prices = |payments: &PaymentModel| (payments.prices.clone(), payments.group_of_area.clone());
        Rules {
            base,
            variant,
            coarse,
            lines,
            corrections: lines || bands || ours.world.tool != theirs.world.tool,
            soon: soon(&ours.policy.decisions) != soon(&theirs.policy.decisions),
            areas: ours.world.areas.len() != theirs.world.areas.len(),
            prices: prices(&ours.policy.payments) != prices(&theirs.policy.payments),
            payment_rules: !ours.policy.payments.has_the_rules_of(&theirs.policy.payments),
        }
    }

    /// Why two lives differ. Who has other attributes, or lives among other areas, is under other rules.
    pub fn cause(&self, base: &Life, variant: &Life) -> Cause {
        let own =
            base.traits != variant.traits || self.areas || self.answers_otherwise(base, variant) || self.answers_otherwise(variant, base);
        if own { Cause::Direct } else { Cause::Crowded }
    }

    /// Whether a rule that differs says something else of what happened in `life`, or said it in `other`.
    fn answers_otherwise(&self, life: &Life, other: &Life) -> bool {
        life.steps.iter().any(|step| self.verdict_differs(step) || self.weight_differs(step))
            || life.lone(other).any(|step| self.coarse.has(step.what.kind()) || self.step_differs(step, life, other))
            || (self.corrections && is_corrected_alone(life, other))
            || self.payment_differs(life, other)
    }

    fn both<T: PartialEq>(&self, give: impl Fn(&Model) -> T) -> bool {
        give(self.base) != give(self.variant)
    }

    /// Whether a profiling would be judged otherwise by the other lines and bands: on either side, where chance decides.
    fn verdict_differs(&self, step: &Step) -> bool {
        let What::Profiled { score, .. } = step.what else { return false };
        self.both(|model| {
            let lines = model.profiler.lines.on(step.day)?.at(i32::from(step.registration_days));
            let band = model.scenario.policy.randomisation.on(step.day);
            let near = band.filter(|band| lines.is_near(score, band.width_points));
            let sides = near.map(|band| [0.0, 1.0].map(|side| lines.randomised(score, band.width_points, side)));
            Some((lines.verdict(score), sides, near.map(|band| band.locked_days)))
        })
    }

    /// The turn on the contact list of somebody on the call list.
    fn weight_differs(&self, step: &Step) -> bool {
        let What::Preprofiled { in_target_group, .. } = step.what else { return false };
        let weight = |rule: &Preprofiling| if in_target_group { rule.in_target_weight } else { rule.not_in_target_weight };
        self.both(|model| model.scenario.policy.preprofiling.as_ref().map(|rule| (rule.date, rule.min_registration_days, weight(rule))))
    }

    /// Whether a step that only one life has goes by a rule that differs for this person.
    fn step_differs(&self, step: &Step, life: &Life, other: &Life) -> bool {
        match step.what {
            What::Preprofiled { in_target_group, .. } => self.lines
                && other.steps.iter().any(
                    |counterpart| matches!(counterpart.what, What::Preprofiled { in_target_group: said, .. } if said != in_target_group),
                ),
            // A corrected verdict may call off the follow-up of a too near, or call one.
            What::Profiled { occasion: Occasion::FollowUp, .. } => {
                self.corrections || self.both(|model| model.scenario.policy.decisions.follow_up_days)
            }
            What::Referred { .. } | What::Deviated { .. } | What::BudgetSpent { .. } => self.decision_differs(step, life, other),
            What::Chose { active, .. } => self.choice_differs(step, active, other),
            What::Switched { .. } => self.both(|model| model.scenario.policy.referral.default_rule) && is_passive(life),
            _ => false,
        }
    }

    fn decision_differs(&self, step: &Step, life: &Life, other: &Life) -> bool {
        let talk_days = |model: &Model| {
            let decisions = &model.scenario.policy.decisions;
            if life.is_of_the_stock() { decisions.stock_talk_days } else { decisions.new_talk_days }
        };
        self.both(talk_days)
            || self.opens_a_talk(step, life)
            || other.steps.iter().any(|counterpart| counterpart.spell == step.spell && self.answer_differs(step, counterpart, life))
    }

    /// Whether a no before the decision, or the no that it is on (which a correction may have made of a yes), would be overruled under one rule
    /// only.
    fn opens_a_talk(&self, step: &Step, life: &Life) -> bool {
        let share = |model: &Model, verdict| {
            let decisions = &model.scenario.policy.decisions;
            if verdict == Verdict::TooNear { decisions.overruled_too_near } else { decisions.overruled_too_far }
        };
        let before = life.steps.iter().filter(|before| before.spell == step.spell && before.day <= step.day);
        let read = before.filter_map(|before| if let What::Profiled { verdict, .. } = before.what { Some(verdict) } else { None });
        let own = answer(&step.what).map(|(verdict, _)| verdict);
        read.chain(own).any(|verdict| verdict.level().is_none() && self.both(|model| share(model, verdict)))
    }

    /// Whether two decisions on one verdict differ in what a differing rule decides.
    fn answer_differs(&self, step: &Step, counterpart: &Step, life: &Life) -> bool {
        let (Some((verdict, answer)), Some((other_verdict, other_answer))) = (answer(&step.what), answer(&counterpart.what)) else {
            return false;
        };
        if verdict != other_verdict || answer == other_answer {
            return false;
        }
        let soon = [answer, other_answer].contains(&Answer::Deviate(Reason::JobOrStudySoon));
        let rates_differ = life.traits.is_none_or(|traits| self.both(|model| model.scenario.policy.decisions.rates(traits)));
        (soon && self.soon) || (!soon && rates_differ)
    }

    /// Whether a choice goes by rules that differ: the days for it, the default for those who do not choose, what to do when full.
    fn choice_differs(&self, step: &Step, active: bool, other: &Life) -> bool {
        let elsewhere = other.steps.iter().any(|counterpart| {
            let (What::Chose { provider, .. }, What::Chose { provider: said, .. }) = (step.what, counterpart.what) else { return false };
            counterpart.spell == step.spell && provider != said
        });
        self.both(|model| model.scenario.policy.referral.choice_days)
            || (elsewhere && self.both(|model| model.scenario.policy.referral.when_full))
            || (elsewhere && !active && self.both(|model| model.scenario.policy.referral.default_rule))
    }

    /// Whether what was paid would have been priced otherwise, or goes by another rule on payments.
    fn payment_differs(&self, life: &Life, other: &Life) -> bool {
        let prices = |paid: &Paid| {
            self.both(|model| model.scenario.policy.payments.prices_on(paid.level, paid.area, paid.first.max(model.scenario.run.from)))
        };
        // What is paid goes by the reports and plans of the service too.
        let rules = self.payment_rules || self.coarse.has(Kind::Reported);
        (self.prices && life.paid.iter().any(prices)) || (rules && life.paid.iter().any(|paid| !other.paid.contains(paid)))
    }
}

/// What was decided on a verdict. A referral that the budget has no room for would have been one.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Answer {
    Refer(Level),
    Deviate(Reason),
}

fn answer(what: &What) -> Option<(Verdict, Answer)> {
    match *what {
        What::Referred { level, verdict, .. } | What::BudgetSpent { level, verdict, .. } => Some((verdict, Answer::Refer(level))),
        What::Deviated { verdict, reason, .. } => Some((verdict, Answer::Deviate(reason))),
        _ => None,
    }
}

/// Whether the person takes what the default gives.
fn is_passive(life: &Life) -> bool {
    life.steps.iter().any(|step| matches!(step.what, What::Chose { active: false, .. }))
}

/// Whether the verdict of a life was corrected, after a data fault, where the other's was not: the lines were applied to a
/// score that no fact tells, so a correction that only one life has counts as another answer.
fn is_corrected_alone(life: &Life, other: &Life) -> bool {
    let mut last = None;
    life.steps.iter().any(|step| {
        if let What::Profiled { verdict, .. } = step.what {
            last = Some(verdict);
        }
        let reread = answer(&step.what).is_some_and(|(verdict, _)| last != Some(verdict));
        (reread || step.what.kind() == Kind::LevelCorrected) && !other.steps.contains(step)
    })
}
