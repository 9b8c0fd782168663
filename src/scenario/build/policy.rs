//! The policy and the payment model.

use super::Part;
use crate::engine::curve::Dated;
use crate::pathway::caseworker::{Capacity, Decisions, Preprofiling, Reason};
use crate::pathway::payments::PaymentModel;
use crate::pathway::placement::ServiceRules;
use crate::pathway::providers::{DefaultRule, Referral, WhenFull};
use crate::pathway::thresholds::{Randomisation, ThresholdSet};
use crate::scenario::tree::Node;
use crate::scenario::types::Policy;

/// The policy; `payments` is its payment model.
pub(super) fn policy(part: &Part, payments: PaymentModel, areas: &[String]) -> Policy {
    let (thresholds, other_thresholds) = thresholds(part);
    Policy {
        thresholds,
        other_thresholds,
        intended_in_use: part.text("thresholds_in_use") == "intended",
        randomisation: part.dated("randomisation", |item| Randomisation {
            width_points: item.number("width_points"),
            locked_days: item.days("locked_days"),
        }),
        capacity: capacity(&part.part("caseworkers"), areas),
        preprofiling: part.maybe_part("preprofiling").map(|list| preprofiling(&list)),
        decisions: decisions(part, areas),
        referral: referral(&part.part("referral")),
        service: service(&part.part("service")),
        payments,
        budget_per_year: part.maybe("budget_per_year_sek").and_then(Node::number).map(super::money),
    }
}

/// The sets in force and the others.
fn thresholds(part: &Part) -> (Dated<ThresholdSet>, Option<Dated<ThresholdSet>>) {
    let deployed = part.dated("thresholds", threshold_set);
    let intended = part.maybe("intended_thresholds").map(|_| part.dated("intended_thresholds", threshold_set));
    match (part.text("thresholds_in_use").as_str(), intended) {
        ("intended", Some(intended)) => (intended, Some(deployed)),
        (_, intended) => (deployed, intended),
    }
}

fn threshold_set(part: &Part) -> ThresholdSet {
    ThresholdSet {
        min_registration_days: part.days("min_registration_days"),
        too_far_below: part.curve("too_far_below"),
        level_c_below: part.curve("level_c_below"),
        level_b_below: part.curve("level_b_below"),
        level_a_below: part.curve("level_a_below"),
    }
}

fn capacity(part: &Part, areas: &[String]) -> Capacity {
    Capacity {
        local_slots_per_day: part.number("local_slots_per_day"),
        distance_slots_per_day: part.number("distance_slots_per_day"),
        area_factor: part.by_area("area_factor", areas, 1.0),
        month_factor: part.numbers("month_factor"),
        local_slots_per_registration: part.number("local_slots_per_registration"),
        distance_slots_per_registration: part.number("distance_slots_per_registration"),
        every_day: part.maybe("every_day").is_some_and(Node::is_true),
    }
}

fn preprofiling(part: &Part) -> Preprofiling {
    Preprofiling {
        date: part.day("date"),
        persons: part.integer("persons") as u32,
        min_registration_days: part.maybe("min_registration_days").and_then(Node::integer).map_or(1, |days| days as i32),
        in_target_weight: part.number("in_target_weight"),
        not_in_target_weight: part.number("not_in_target_weight"),
    }
}

fn decisions(policy: &Part, areas: &[String]) -> Decisions {
    let part = policy.part("decisions");
    Decisions {
        stock_talk_days: part.span("stock_talk_days"),
        new_talk_days: part.span("new_talk_days"),
        soon_days: part.dated("soon_days", |item| item.days("days")),
        soon_told_share: part.number("soon_told_share"),
        reason_rates: part.named("reason_rates", &Reason::NAMES[1..]),
        woman: part.number("woman"),
        europe: part.number("europe"),
        outside_europe: part.number("outside_europe"),
        area_factor: part.by_area("area_factor", areas, 1.0),
        overruled_too_near: part.number("overruled_share.too_near"),
        overruled_too_far: part.number("overruled_share.too_far"),
        follow_up_days: policy.part("caseworkers").days("follow_up_days"),
    }
}

fn referral(part: &Part) -> Referral {
    Referral {
        choice_days: part.span("choice_days"),
        start_within_days: part.days("start_within_days"),
        default_rule: part.known("default_rule", DefaultRule::from_name(&part.text("default_rule"))),
        when_full: part.known("when_full", WhenFull::from_name(&part.text("when_full"))),
        may_refuse: part.truth("may_refuse"),
    }
}

fn service(part: &Part) -> ServiceRules {
    ServiceRules {
        periods: part.days("periods"),
        period_months: part.days("period_months"),
        monthly_reports: part.maybe("monthly_reports").is_none_or(Node::is_true),
        decline_switch_below_days: part.days("decline_switch_below_days"),
    }
}
