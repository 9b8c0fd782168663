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
    let (tally, differences) = (&compared.tallies[0], compared.differences(0, &[]));
    assert_eq!((tally.differing(), tally.first_difference), (0, None));
    assert!(tally.compared() > 4 * 500 && differences.len() > 200);
    for row in &differences {
        assert_eq!((row.difference.to_bits(), row.variance_reduction), (0, None), "{} {}", row.measure, row.key);
    }
}

/// Where nobody waits for anybody, nothing is crowded; what differs differs by the person's own verdict.
#[test]
fn without_queues_every_difference_is_direct() {
    let changes = [
        thresholds(WIDER),
        "policy.decisions.reason_rates.low_capacity=0.02".into(),
        "policy.decisions.overruled_share.too_far=0.3".into(),
        "policy.referral.choice_days=[3,20]".into(),
        "policy.service.periods=1".into(),
    ];
    for change in changes {
        let own = thresholds(BASE);
        let set = if change.starts_with("policy.intended") { vec![change.as_str()] } else { vec![own.as_str(), &change] };
        let (base, variant) = (slack(&[&own]), slack(&set));
        let compared = compare(&base, &[variant], (1, 2), 2);
        let changed = compared.tallies[0].changed();
        assert!(changed.lives[0] > 3.0, "{change} changes nothing: {changed:?}");
        assert_eq!(changed.lives[1], 0.0, "{change}");
    }
}

/// Capacity is nobody's own rule: whatever differs was crowded in or out.
#[test]
fn what_only_capacity_changes_is_crowded() {
    for change in ["policy.caseworkers.local_slots_per_day=4", "policy.budget_per_year_sek=600000"] {
        let (base, variant) = (model(small(), &[thresholds(BASE)]), model(small(), &[thresholds(BASE), change.to_string()]));
        let changed = compare(&base, &[variant], (1, 2), 2).tallies[0].changed();
        assert!(changed.lives[1] > 3.0, "{change} changes nothing: {changed:?}");
        assert_eq!(changed.lives[0], 0.0, "{change}");
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
