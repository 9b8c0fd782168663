//! The payment model.

use super::{Part, money};
use crate::engine::curve::Dated;
use crate::pathway::payments::{
    Base, CohortBonus, EVENTS, LevelPrices, PaymentModel, Per, PriceList, ResultPayment, SpeedPremium, part as share_of,
};
use crate::scenario::tree::Node;
use crate::units::Day;

const LEVELS: [&str; 3] = ["level_a", "level_b", "level_c"];

pub(super) fn payments(part: &Part, areas: &[String]) -> PaymentModel {
    let groups = part.by_area("group_of_area", areas, 1.0);
    let vat_percent = part.maybe("vat_percent").and_then(Node::number).unwrap_or(0.0);
    PaymentModel {
        name: part.text("name"),
        prices: prices(part, 1.0 + vat_percent / 100.0, groups.iter().fold(1.0, |most: f64, group| most.max(*group)) as usize),
        // Counted from 1 in files.
        group_of_area: groups.iter().map(|group| *group as usize - 1).collect(),
        base: base(&part.part("base")),
        results: results(&part.items("results")),
        speed_premium: part.maybe_part("speed_premium").map(|premium| SpeedPremium {
            needs_lasting: premium.truth("needs_lasting"),
            is_recovered: premium.maybe("recovered_if_short").is_some_and(Node::is_true),
        }),
        ceiling: part.maybe("ceiling_per_referral_sek").and_then(Node::number).map(money),
        rating_factor: ["one", "two", "three", "four", "none"]
            .map(|stars| part.maybe_part("rating_factor").and_then(|factors| factors.maybe(stars)?.number()).unwrap_or(1.0)),
        cohort_bonus: part.maybe_part("cohort_bonus").map(|bonus| cohort_bonus(&bonus)),
        vat_percent,
        approval_days: part.maybe("approval_days").and_then(Node::integer).unwrap_or(0) as i32,
        pay_delay_days: part.days("pay_delay_days"),
        committed_per_referral: part.money("committed_per_referral_sek"),
    }
}

fn base(part: &Part) -> Base {
    Base {
        per: part.known("per", Per::from_name(&part.text("per"))),
        needs_plan: part.truth("needs_plan"),
        needs_report: part.truth("needs_report"),
        most_units: part.days("most_units"),
    }
}

/// Results by number, in the order in which their names come first, and by window.
fn results(items: &[Part]) -> Vec<ResultPayment> {
    let mut order: Vec<String> = Vec::new();
    for name in items.iter().map(|item| item.text("name")) {
        if !order.contains(&name) {
            order.push(name);
        }
    }
    let mut results: Vec<ResultPayment> = items.iter().map(|item| result(item, &order)).collect();
    results.sort_by_key(|result| (result.number, result.begins_months));
    results
}

fn result(item: &Part, order: &[String]) -> ResultPayment {
    let name = item.text("name");
    let months = ["from_month", "until_month"].map(|key| item.maybe(key).and_then(Node::integer).map(|month| month as i32));
    let windowed = months.iter().any(Option::is_some);
    let events = item.known("events", item.node("events").list());
    ResultPayment {
        number: order.iter().position(|known| *known == name).unwrap_or(0) as u8,
        events: std::array::from_fn(|index| events.iter().any(|event| event.text() == Some(EVENTS[index]))),
        begins_months: windowed.then(|| (months[0].unwrap_or(0), months[1].unwrap_or(i32::from(i16::MAX)))),
        window_months: item.days("window_months"),
        lasting_months: item.days("lasting_months"),
        share: item.number("share"),
        part_time_factor: item.number("part_time_factor"),
        name,
    }
}

fn cohort_bonus(part: &Part) -> CohortBonus {
    CohortBonus {
        months: part.days("months"),
        settled_after_months: part.days("settled_after_months"),
        bonus_from_share: part.number("bonus_from_share"),
        malus_below_share: part.number("malus_below_share"),
        bonus: part.money("bonus_sek"),
        malus: part.money("malus_sek"),
    }
}

/// The prices by date as they are paid: a step wherever the list or the index changes.
fn prices(part: &Part, vat: f64, groups: usize) -> Dated<PriceList> {
    let lists = part.dated("prices", |item| price_list(item, groups));
    let index = part.dated("index", |item| item.number("factor"));
    let start = lists.steps().first().map_or(Day::NEVER, |step| step.0);
    let mut days: Vec<Day> = lists.steps().iter().map(|step| step.0).collect();
    days.extend(index.steps().iter().map(|step| step.0).filter(|day| *day > start));
    days.sort();
    days.dedup();
    let on = |day: Day| lists.on(day).map(|list| (day, raised(list, vat * index.on(day).copied().unwrap_or(1.0))));
    part.known("prices", Dated::new(days.into_iter().filter_map(on).collect()))
}

fn raised(list: &PriceList, factor: f64) -> PriceList {
    let raise = |prices: &LevelPrices| LevelPrices { base: share_of(prices.base, factor), result: share_of(prices.result, factor) };
    PriceList(list.0.each_ref().map(|groups| groups.iter().map(raise).collect()))
}

/// Prices of each level for so many groups of areas; one entry stands for all.
fn price_list(part: &Part, groups: usize) -> PriceList {
    PriceList(LEVELS.map(|level| {
        let entries: Vec<LevelPrices> = part.items(level).iter().map(level_prices).collect();
        (0..groups.max(entries.len())).map(|group| entries[group.min(entries.len() - 1)]).collect()
    }))
}

fn level_prices(part: &Part) -> LevelPrices {
    LevelPrices { base: part.money("base_sek"), result: part.money("result_sek") }
}
