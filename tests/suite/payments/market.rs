//! Providers that answer to what they earn: staff, contracts that end and begin, refusals.

use std::collections::BTreeMap;

use troskel::scenario::{self, Request};
use troskel::sim::Model;

use super::costs::measured;

/// The pilot's rules until the end of 2021, with some changes.
fn market(set: &[&str]) -> Model {
    let set = set.iter().map(|set| set.to_string()).chain(["run.to=2021-12-31".into()]).collect();
    let request = Request { base: Some("responding-providers".into()), set, ..Request::default() };
    Model::new(scenario::load(&request).unwrap_or_else(|faults| panic!("{faults}")).scenario)
}

fn whole(model: &Model, measure: &str) -> f64 {
    measured(model, measure, 1)[""]
}

/// Where nearly nothing costs, no contract ends and every candidate comes; where a supervisor costs ten times as much, most end
/// and nobody comes. All that are in loss end, all that expect to earn begin.
#[test]
fn contracts_end_after_losses_and_begin_where_profit_is_expected() {
    let all = ["world.market.exit_share={national=1,other=1,local=1}", "world.market.entry_share={national=1,other=1,local=1}"];
    let at_cost = |wage: &str, premises: &str| market(&[&all[..], &[wage, premises]].concat());
    let wage = |sek: u32| format!("world.provider_economics.wage_per_month_sek={sek}");
    let premises = |sek: u32| format!("world.provider_economics.premises_per_month_sek={sek}");
    let [cheap, dear] = [(100, 10), (480_000, 15_000)].map(|(a, b)| at_cost(&wage(a), &premises(b)));
    let candidates = cheap.desks.iter().filter(|desk| desk.is_candidate).count() as f64;
    let there = cheap.desks.len() as f64 - candidates;
    assert_eq!((whole(&cheap, "contracts"), whole(&cheap, "contracts_ended_share[from=2020-12-31]")), (there + candidates, 0.0));
    assert_eq!(whole(&dear, "contracts[at=2020-12-31]"), there);
    let left = whole(&dear, "contracts");
    assert!(left < 0.5 * there && whole(&dear, "contracts_ended_share[from=2021-01-01]") == 1.0 - left / there, "{left} of {there}");
}

/// Candidates alike come sooner where there is more to be had: thin markets stay thin.
#[test]
fn thin_markets_stay_thin() {
    let all = ["world.market.exit_share={national=0,other=0,local=0}", "world.market.entry_share={national=1,other=1,local=1}"];
    let begun = |at: &str| measured(&market(&all), &format!("contracts[by=area,at={at}]"), 1);
    let (before, after) = (begun("2020-06-30"), begun("2021-12-31"));
    let new: BTreeMap<&String, f64> = after.iter().map(|(area, count)| (area, count - before[area])).collect();
    let [big, thin] = [["Västerås", "Trollhättan"], ["Lidköping", "Oskarshamn"]].map(|areas| areas.map(|area| new[&area.to_string()]));
    assert!(big.iter().sum::<f64>() > thin.iter().sum::<f64>(), "{new:?}");
}

/// Staff follows participants: at the end of a year as many supervisors as the busiest of the months that count needed, at 30 each and
/// a fifth more, but half of one for each contract at least; without that room fewer.
#[test]
fn staff_follows_participants() {
    let model = market(&[]);
    let most = model.scenario.world.choice.caseload;
    let (staff, contracts) = (whole(&model, "supervisors"), whole(&model, "contracts"));
    let busiest = measured(&model, "participants:2021-08-31", 1)["2021-08-31"];
    // At the least effort, six tenths of a caseload each.
    let needed = 0.6 * busiest / most;
    assert!(needed < staff && staff < 1.3 * needed + 0.5 * contracts, "{needed} {staff} {contracts}");
    assert!(whole(&market(&["world.market.spare_share=0"]), "supervisors") < staff);
    assert!(whole(&model, "places") >= whole(&model, "participants"));
}

/// Where a provider may refuse and sees more of a person than the level, it takes those nearer to work: the index rises above one. Where
/// it may not, nobody is refused and the index is one. Where it knows the level alone, the index is one within each level.
#[test]
fn cream_is_skimmed_only_where_contracts_allow_it() {
    let pilot = |set: &[&str]| {
        let set = set.iter().map(|set| set.to_string()).chain(["run.to=2020-08-31".into()]).collect();
        let request = Request { base: Some("krom-2020".into()), set, ..Request::default() };
        Model::new(scenario::load(&request).unwrap_or_else(|faults| panic!("{faults}")).scenario)
    };
    let truth = ["world.behaviour.perceived=truth", "world.provider_economics.wage_per_month_sek=80000"];
    let refusing = |more: &[&str]| measured(&pilot(&[&truth[..], more].concat()), "refusals[level=a]", 1);
    let allowed = refusing(&["policy.referral.may_refuse=true"]);
    assert!(allowed["cream_skimming"] > 1.1 && allowed["lapsed_share"] > 0.1, "{allowed:?}");
    let forbidden = refusing(&[]);
    assert_eq!((forbidden["cream_skimming"], forbidden["refused_share"]), (1.0, 0.0));
    let by_level = ["world.provider_economics.wage_per_month_sek=120000", "policy.referral.may_refuse=true"];
    for level in ["a", "b", "c"] {
        let found = measured(&pilot(&by_level), &format!("refusals[level={level},area=Västerås]"), 1);
        assert!(found["refused_share"] == 0.0 || found["refused_share"] == 1.0, "level {level}: {found:?}");
    }
}

/// Refusals are answers to prices: where results pay more, fewer are refused.
#[test]
fn fewer_are_refused_where_results_pay_more() {
    let refused = |wage: u32| {
        let set = vec![
            "world.behaviour.perceived=truth".into(),
            "policy.referral.may_refuse=true".into(),
            "run.to=2020-08-31".into(),
            format!("world.provider_economics.wage_per_month_sek={wage}"),
        ];
        let request = Request { base: Some("krom-2020".into()), set, ..Request::default() };
        measured(&Model::new(scenario::load(&request).unwrap_or_else(|faults| panic!("{faults}")).scenario), "refusals", 1)["refused_share"]
    };
    let shares = [48_000, 90_000, 120_000].map(refused);
    assert!(shares[0] < shares[1] && shares[1] < shares[2], "{shares:?}");
}
