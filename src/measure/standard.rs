//! The measures of every run: what its summary and pictures need.

use super::expr::Expr;
use super::folds::service::month_ends;
use crate::scenario::Scenario;
use crate::units::Day;

/// Measures that every run has. One split costs less than a filter for each category.
const ALWAYS: [&str; 44] = [
    "persons[by=population]",
    "registered",
    "inflow",
    "outflow",
    "profilings",
    "profiled_share[by=population]",
    "yes_share",
    "yes_share[by=population,which=first]",
    "verdict_shares",
    "verdict_counts",
    "mean_score",
    "profiled_by_day[by=population]",
    "profiled_again_by_day[by=population]",
    "start_share_by_verdict",
    "deviation_share",
    "funnel[by=population]",
    "started",
    "started[by=population]",
    "started[by=area]",
    "started[by=level]",
    "ended",
    "participants",
    "participants[by=area]",
    "participants[by=level]",
    "participant_shares[by=sex]",
    "participant_shares[by=age]",
    "participant_shares[by=education]",
    "participant_shares[by=birth_region]",
    "participant_shares[by=disability]",
    "participant_shares[by=registration_time]",
    "participant_shares[by=programme]",
    "participant_shares[by=level]",
    "participant_median_registration_days",
    "waiting_days",
    "results",
    "result_share",
    "payments",
    "payments[basis=paid]",
    "result_share_of_payments",
    "cost_per_start",
    "providers_with_participants",
    "top_share",
    "no_active_choice_share",
    "reported_contacts_per_month",
];

/// The dates at which participants are counted: the month ends, and the last day of the run.
pub fn dates(scenario: &Scenario) -> Vec<Day> {
    let mut dates = month_ends(scenario.run.from, scenario.run.to);
    if dates.last() != Some(&scenario.run.to) {
        dates.push(scenario.run.to);
    }
    dates
}

/// The mean of month ends that is compared with the plan.
pub fn plan_mean(scenario: &Scenario) -> Expr {
    let from = scenario.run.plan.map_or(scenario.run.from, |plan| plan.from.max(scenario.run.from));
    parsed(&format!("participants_mean[from={from}]"))
}

/// The measures that a comparison is first read by.
pub fn headline(scenario: &Scenario) -> Vec<Expr> {
    let mut exprs = vec![plan_mean(scenario)];
    exprs.extend(["started", "profilings", "yes_share", "results", "payments", "payments[basis=paid]", "cost_per_start"].map(parsed));
    exprs
}

/// Who starts, by group and kind of provider: for comparisons.
pub fn groups() -> Vec<Expr> {
    let by = ["sex", "age", "birth_region", "disability", "registration_time", "provider_type"];
    by.iter().map(|category| parsed(&format!("started[by={category}]"))).collect()
}

/// The standard measures of a scenario.
pub fn standard(scenario: &Scenario) -> Vec<Expr> {
    let mut exprs: Vec<Expr> = ALWAYS.map(parsed).into();
    exprs.extend(dates(scenario).iter().map(|date| parsed(&format!("participants:{date}"))));
    exprs.push(plan_mean(scenario));
    exprs.push(parsed(&format!("participant_shares[by=provider_type,at={}]", scenario.run.to)));
    let sets = scenario.policy.thresholds.steps().iter();
    exprs.extend(sets.map(|(from, _)| parsed(&format!("verdict_shares[thresholds={from}]"))));
    let run = scenario.run.from..=scenario.run.to;
    let list = scenario.policy.preprofiling.as_ref().map(|list| list.date);
    if let Some(date) = list.filter(|date| run.contains(date) && *date < scenario.run.to) {
        exprs.push(parsed("preprofiling_persons"));
        exprs.extend(["profiled", "yes"].map(|what| parsed(&format!("preprofiling_{what}_share[from={}]", date + 1))));
    }
    exprs
}

fn parsed(text: &str) -> Expr {
    Expr::parse(text).expect("a standard measure is a right expression")
}
