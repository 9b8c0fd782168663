//! Who changes and why: direct or crowded, against what is known of the change, and against a second, naive count.

use std::collections::HashMap;

use troskel::experiment::flow::Standing;
use troskel::journal::{Fact, What};
use troskel::pathway::thresholds::Verdict;
use troskel::scenario::Scenario;
use troskel::sim::Model;
use troskel::units::PersonId;

use super::{compare, lines, moved, thresholds};
use crate::world::{model, slack, small, stream};

const BASE: [f64; 4] = [8.0, 15.0, 25.0, 40.0];
const WIDER: [f64; 4] = [6.0, 15.0, 28.0, 47.0];

#[test]
fn a_base_against_itself_is_zero_to_the_bit() {
    let base = model(small(), &[thresholds(BASE)]);
    let compared = compare(&base, &[model(small(), &[thresholds(BASE)])], (1, 4), 2);
    let (tally, differences) = (&compared.tallies[0], compared.differences(0, &[], 0.05));
    assert_eq!((tally.differing(), tally.first_difference), (0, None));
    assert!(tally.compared() > 4 * 500 && differences.len() > 200);
    for row in &differences {
        assert_eq!((row.difference.to_bits(), row.variance_reduction), (0, None), "{} {}", row.measure, row.key);
    }
}

/// Where nobody waits for anybody, nothing is crowded, whatever is changed: verdicts, bands, lists, decisions, choices, rules of the
/// service, prices, and everything in the world.
#[test]
fn without_queues_every_difference_is_direct() {
    let bands = "policy.randomisation=[{from=2020-03-30,width_points=8,locked_days=0}]";
    let changes: [&[&str]; 31] = [
        &[&thresholds(WIDER)],
        &[&thresholds([2.0, 16.0, 25.0, 40.0]), bands],
        &["policy.randomisation=[{from=2020-03-30,width_points=4,locked_days=90}]"],
        &["policy.decisions.reason_rates.low_capacity=0.02"],
        &["policy.decisions.woman=3"],
        &["policy.decisions.soon_told_share=0"],
        &["policy.decisions.overruled_share.too_far=0.3"],
        &["policy.decisions.overruled_share.too_near=0.5"],
        &["policy.decisions.new_talk_days=[0,1]"],
        &["policy.caseworkers.follow_up_days=20"],
        &["policy.referral.choice_days=[3,20]"],
        &["policy.referral.start_within_days=3"],
        &["policy.referral.default_rule=random"],
        &["policy.service.periods=1"],
        &["payments.results[1].lasting_months=6"],
        &["payments.results[1].window_months=0"],
        &["payments.pay_delay_days=0"],
        &["payments.speed_premium.needs_lasting=false"],
        &["payments.base.most_units=40"],
        &["payments.prices[2020-10-15].level_a[1].base_sek=62"],
        &["world.exits.effects.woman=-1"],
        &["world.exits.per_day.permanent_job=0.01"],
        &["world.exits.season=[1,1,1,1,1,1,1,1,1,1,1,1]"],
        &["world.jobs.temporary_ends_registration=0"],
        &["world.composition.woman.sweden=1"],
        &["world.tool.wrong_input_share=0"],
        &["world.contact.reached_share=0.5"],
        &["world.service.report_approved_share=0.5"],
        &["world.choice.no_active_choice_share=0.9"],
        &["world.effect.after=1.5"],
        &["world.areas.\"North\".stock_weight=5"],
    ];
    for change in changes {
        let own = thresholds(BASE);
        let replaces = change.iter().any(|setting| setting.starts_with("policy.intended"));
        let (mut ours, mut theirs) = (vec![own.as_str()], if replaces { Vec::new() } else { vec![own.as_str()] });
        ours.extend(change.iter().filter(|_| replaces).filter(|setting| **setting == bands));
        theirs.extend(change);
        if change[0].contains("no_active_choice_share") {
            (ours, theirs) = (vec![own.as_str()], vec![own.as_str(), "world.areas.\"North\".no_active_choice_share=0.9"]);
        }
        let changed = compare(&slack(&ours), &[slack(&theirs)], (1, 2), 2).tallies[0].changed();
        assert!(changed.lives[0] > 0.0, "{change:?} changes nothing: {changed:?}");
        assert_eq!(changed.lives[1], 0.0, "{change:?}");
    }
}

/// A budget that has no room in either run couples nobody: what was decided is still each person's own answer.
#[test]
fn decisions_that_the_budget_stops_are_answers_all_the_same() {
    let (own, none) = (thresholds(BASE), "policy.budget_per_year_sek=0");
    let variant = slack(&[&own, none, "policy.decisions.reason_rates.low_capacity=0"]);
    let changed = compare(&slack(&[&own, none]), &[variant], (1, 2), 2).tallies[0].changed();
    assert!(changed.lives[0] > 3.0 && changed.lives[1] == 0.0, "{changed:?}");
}

/// The same payments on other days are other payments.
#[test]
fn who_is_paid_for_on_another_day_differs() {
    let variant = slack(&["payments.pay_delay_days=0"]);
    let changed = compare(&slack(&[]), &[variant], (1, 2), 2).tallies[0].changed();
    assert!(changed.payments[0] > 5.0 && changed.standings == [0.0, 0.0], "{changed:?}");
}

/// Capacity is nobody's own rule: whatever differs was crowded in or out.
#[test]
fn what_only_capacity_changes_is_crowded() {
    let changes: [&[&str]; 5] = [
        &["policy.caseworkers.local_slots_per_day=4"],
        // Rules that differ but were applied to nobody.
        &["policy.caseworkers.local_slots_per_day=4", "payments.name=other", "payments.committed_per_referral_sek=1"],
        &["policy.caseworkers.local_slots_per_day=4", "policy.thresholds_in_use=intended"],
        &["policy.budget_per_year_sek=600000"],
        &["world.choice.min_places=2", "world.choice.caseload=0.5"],
    ];
    for change in changes {
        let own = thresholds(BASE);
        let (base, variant) = (model(small(), &[&own]), model(small(), &[&[own.as_str()], change].concat()));
        let changed = compare(&base, &[variant], (1, 2), 2).tallies[0].changed();
        assert!(changed.lives[1] > 3.0, "{change:?} changes nothing: {changed:?}");
        assert_eq!(changed.lives[0], 0.0, "{change:?}");
    }
}

/// The facts of each person by replication, and what providers were paid.
fn lives(model: &Model, replication: u32) -> HashMap<PersonId, (Vec<Fact>, i64)> {
    let (chunk, _) = stream(model, replication);
    let mut lives: HashMap<PersonId, (Vec<Fact>, i64)> = HashMap::new();
    for fact in chunk.facts {
        if !matches!(fact.what, What::Preprofiled { on_list: false, .. }) {
            lives.entry(fact.subject.person).or_default().0.push(fact);
        }
    }
    chunk.entries.iter().for_each(|entry| lives.get_mut(&entry.subject.person).unwrap().1 += entry.amount.ore());
    lives
}

/// Whether the two scenarios' sets say something else of a profiling in a life; bands of randomisation are off here.
fn verdict_differs(facts: &[Fact], base: &Scenario, variant: &Scenario) -> bool {
    facts.iter().any(|fact| {
        let What::Profiled { score, .. } = fact.what else { return false };
        let says = |scenario: &Scenario| -> Verdict {
            scenario.policy.thresholds.on(fact.day).unwrap().verdict(score, i32::from(fact.subject.registration_days))
        };
        says(base) != says(variant)
    })
}

/// Whether somebody on the call list is in its target group.
fn target(facts: &[Fact]) -> Option<bool> {
    facts.iter().find_map(|fact| if let What::Preprofiled { in_target_group, .. } = fact.what { Some(in_target_group) } else { None })
}

/// What the lines made of scores that no fact tells: corrections after a data fault.
fn rereads(facts: &[Fact]) -> Vec<String> {
    let mut last = None;
    let mut told = Vec::new();
    for fact in facts {
        match fact.what {
            What::Profiled { verdict, .. } => last = Some(verdict),
            What::LevelCorrected { .. } => told.push(format!("{fact:?}")),
            What::Referred { verdict, .. } | What::Deviated { verdict, .. } if last != Some(verdict) => told.push(format!("{fact:?}")),
            _ => {}
        }
    }
    told
}

/// Where somebody got to, told from the facts in plain words.
fn standing(facts: &[Fact]) -> Standing {
    let has = |test: &dyn Fn(&What) -> bool| facts.iter().rev().find(|fact| test(&fact.what)).map(|fact| fact.what);
    if let Some(What::Result { level, .. }) = has(&|what| matches!(what, What::Result { .. })) {
        return [Standing::ResultA, Standing::ResultB, Standing::ResultC][level as usize];
    }
    if let Some(What::Started { level, .. }) = has(&|what| matches!(what, What::Started { .. })) {
        return [Standing::StartedA, Standing::StartedB, Standing::StartedC][level as usize];
    }
    let yes = |what: &What| matches!(what, What::Profiled { verdict, .. } if verdict.level().is_some());
    if has(&|what| matches!(what, What::Referred { .. })).is_some() {
        Standing::Referred
    } else if has(&|what| matches!(what, What::Deviated { .. })).is_some() {
        Standing::Deviated
    } else if has(&yes).is_some() {
        Standing::YesUndecided
    } else {
        match has(&|what| matches!(what, What::Profiled { .. })) {
            Some(What::Profiled { verdict: Verdict::TooNear, .. }) => Standing::TooNear,
            Some(_) => Standing::TooFar,
            None => Standing::NotProfiled,
        }
    }
}

/// Capacity is scarce, the lines change in the middle: everybody is counted a second time from the facts.
#[test]
fn flows_are_those_of_a_second_count() {
    let scarce = ["policy.caseworkers.local_slots_per_day=6", "policy.randomisation=[]"].map(String::from);
    let later = format!("policy.intended_thresholds=[{},{}]", lines("2020-03-30", BASE), lines("2020-06-15", WIDER));
    let base = model(small(), &[&scarce[..], &[thresholds(BASE)]].concat());
    let variant = model(small(), &[&scarce[..], &[later]].concat());
    let compared = compare(&base, std::slice::from_ref(&variant), (1, 3), 2);
    let mut counted: HashMap<(Standing, Standing), [u32; 2]> = HashMap::new();
    let mut lives_changed = [0, 0];
    for replication in 1..=3 {
        let (ours, theirs) = (lives(&base, replication), lives(&variant, replication));
        assert_eq!(ours.len(), theirs.len());
        for (person, life) in &ours {
            let other = &theirs[person];
            if life == other {
                continue;
            }
            let says_otherwise = |facts: &[Fact]| verdict_differs(facts, &base.scenario, &variant.scenario);
            let direct = says_otherwise(&life.0)
                || says_otherwise(&other.0)
                || rereads(&life.0) != rereads(&other.0)
                || target(&life.0).zip(target(&other.0)).is_some_and(|(one, two)| one != two);
            let cause = usize::from(!direct);
            lives_changed[cause] += 1;
            let between = (standing(&life.0), standing(&other.0));
            if between.0 != between.1 {
                counted.entry(between).or_default()[cause] += 1;
            }
        }
    }
    assert!(lives_changed[0] > 20 && lives_changed[1] > 20, "{lives_changed:?}");
    let per_replication = |counts: [u32; 2]| counts.map(|count| f64::from(count) / 3.0);
    assert_eq!(compared.tallies[0].changed().lives, per_replication(lives_changed));
    let flows = compared.tallies[0].flows();
    assert_eq!(flows.len(), counted.len());
    for flow in flows {
        assert_eq!(flow.persons, per_replication(counted[&(flow.from, flow.to)]), "{flow:?}");
    }
}

/// A person that only one side has is absent on the other.
#[test]
fn more_persons_come_from_nowhere() {
    let base = slack(&[]);
    let variant = slack(&["world.stock.persons=310"]);
    let tally = &compare(&base, &[variant], (1, 2), 1).tallies[0];
    let changed = tally.changed();
    assert_eq!((changed.lives, changed.standings), ([10.0, 0.0], [10.0, 0.0]));
    assert!(tally.flows().iter().all(|flow| flow.from == Standing::Absent));
}

/// A tool that reads the truth without noise makes no false verdict; one that errs does.
#[test]
fn a_tool_that_reads_the_truth_is_right_in_hindsight() {
    let off = ["policy.randomisation=[]".to_string(), thresholds(BASE)];
    let truth = ["world.tool.truth={noise_sd_probit=0}".to_string()];
    let (base, variant) = (model(small(), &[&off[..], &truth].concat()), model(small(), &off));
    let [right, wrong] = compare(&base, &[variant], (1, 2), 2).tallies[0].hindsight();
    assert!(right.too_near > 20.0 && right.too_far > 5.0, "{right:?}");
    assert_eq!((right.false_too_near, right.false_too_far), (0.0, 0.0));
    assert!(wrong.false_too_near > 10.0 && wrong.false_too_far > 1.0, "{wrong:?}");
    assert!(wrong.false_too_near < wrong.too_near && wrong.false_too_far < wrong.too_far, "{wrong:?}");
}

/// Each boundary that moves counts the base's profilings between its two places, one by one.
#[test]
fn moved_boundaries_count_what_lies_between() {
    let later = format!("policy.intended_thresholds=[{},{}]", lines("2020-03-30", BASE), lines("2020-06-15", WIDER));
    let (base, variant) = (model(small(), &[thresholds(BASE)]), model(small(), &[later]));
    let mut counted = [0, 0, 0];
    for replication in 1..=2 {
        for fact in stream(&base, replication).0.facts {
            let What::Profiled { score, .. } = fact.what else { continue };
            let between = [(6.0, 8.0), (25.0, 28.0), (40.0, 47.0)].map(|(low, high)| (low..high).contains(&score.percent()));
            if fact.day.to_string().as_str() >= "2020-06-15" {
                between.iter().zip(&mut counted).for_each(|(crossed, count)| *count += u32::from(*crossed));
            }
        }
    }
    let told = moved(&base, &variant, (1, 2));
    let of = |boundary: &str| told.iter().filter(|moved| moved.boundary == boundary).map(|moved| moved.profilings).sum::<f64>();
    assert!(counted.iter().all(|count| *count > 0), "{counted:?}");
    assert_eq!([of("too_far_below"), of("level_b_below"), of("level_a_below")], counted.map(|count| f64::from(count) / 2.0));
    assert_eq!(of("level_c_below"), 0.0, "it does not move");
    assert!(told.iter().all(|moved| moved.from.to_string() == "2020-06-15" && moved.to == base.scenario.run.to));
}
