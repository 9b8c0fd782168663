//! What the words of the documentation promise, each held against a small world.

use std::collections::HashMap;

use troskel::engine::curve::{Curve, Dated};
use troskel::engine::streams::Chance;
use troskel::journal::{Chunk, Fact, What};
use troskel::pathway::caseworker::Preprofiling;
use troskel::pathway::person::Category;
use troskel::pathway::profiling::{DataFault, Field, Reading};
use troskel::pathway::question::{WORK, occasion};
use troskel::pathway::thresholds::{Randomisation, ThresholdSet};
use troskel::scenario::{Request, Scenario, load};
use troskel::sim::{Model, State, simulate};
use troskel::units::{Day, Identity, PersonId};

/// Two areas and 300 persons; everybody profiled is told level B, and providers are open from the start.
fn small() -> Scenario {
    let mut s = load(&Request { base: Some("minimal".into()), ..Request::default() }).unwrap().scenario;
    s.world.stock.persons = 300;
    let all = |percent| Curve::constant(percent);
    let set = ThresholdSet {
        min_registration_days: 1,
        too_far_below: all(0.0),
        level_c_below: all(0.0),
        level_b_below: all(100.0),
        level_a_below: all(100.0),
    };
    s.policy.thresholds = Dated::new(vec![(s.run.from, set)]).unwrap();
    s.policy.preprofiling = None;
    s.policy.decisions.reason_rates = [0.0; 4];
    s.policy.decisions.soon_told_share = 0.0;
    for provider in &mut s.world.providers {
        provider.enters = s.run.from;
    }
    s
}

fn run(scenario: &Scenario) -> Chunk {
    let model = Model::new(scenario.clone());
    let (mut state, mut chunk) = (State::new(&model), Chunk::default());
    simulate(&model, 1, &mut state, &mut chunk).unwrap();
    chunk
}

fn count(facts: &[Fact], is: impl Fn(&What) -> bool) -> usize {
    facts.iter().filter(|fact| is(&fact.what)).count()
}

/// The days on which jobs end are worked out from the draws.
#[test]
fn who_finds_a_second_job_is_at_work_until_the_last_one_is_over() {
    let mut s = small();
    s.world.stock.employed_share = Curve::constant(0.0);
    s.world.inflow.months.iter_mut().for_each(|month| month.1.fill(0.0));
    s.world.exits.per_day = [0.0, 0.05, 0.0, 0.0, 0.0];
    s.world.jobs.temporary_ends_registration = 0.0;
    s.world.jobs.temporary_median_days = 20.0;
    let chance = Chance::new(s.run.seed, 1);
    let mut jobs: HashMap<PersonId, (u16, Day)> = HashMap::new();
    let mut ended = 0;
    for fact in run(&s).facts {
        let person = fact.subject.person;
        let (found, until) = jobs.entry(person).or_insert((0, Day(0)));
        match fact.what {
            What::WorkBegan { cause, .. } => {
                let answer = chance.block(Identity(u64::from(person.0) + 1), WORK, occasion(0, *found));
                *until = (*until).max(fact.day + s.world.jobs.work(cause, answer).days);
                *found += 1;
            }
            What::WorkEnded => {
                assert_eq!(*until, fact.day);
                ended += 1;
            }
            What::Profiled { .. } => assert_eq!(fact.subject.category == Category::Employed, fact.day < *until, "{fact:?}"),
            _ => {}
        }
    }
    assert!(ended > 100);
}

#[test]
fn a_longer_run_changes_nothing_in_the_days_of_a_shorter_one() {
    let mut s = small();
    (s.world.inflow.own_journey_told_share, s.policy.decisions.soon_told_share) = (1.0, 1.0);
    s.world.inflow.months = (0..12).map(|month| (s.run.from.month_start(month), vec![60.0, 60.0])).collect();
    let mixture = s.world.tool.reading.clone();
    // The true chance looks half a year ahead; without a stock nothing else makes the tables of duration reach that far.
    for (reading, stock) in [(mixture, 300), (Reading::Truth { noise_sd_probit: 0.0 }, 0)] {
        s.world.tool.reading = reading;
        s.world.stock.persons = stock;
        s.world.stock.given = (stock == 0).then(Vec::new);
        s.run.to = s.run.from + 90;
        let shorter = run(&s).facts;
        s.run.to = s.run.from + 250;
        let longer: Vec<Fact> = run(&s).facts.into_iter().take_while(|fact| fact.day <= s.run.from + 90).collect();
        assert!(shorter.len() > 500);
        assert!(shorter == longer, "{:?}", shorter.iter().zip(&longer).find(|(a, b)| a != b));
    }
}

#[test]
fn nobody_whose_rate_of_contact_is_zero_is_contacted() {
    let mut s = small();
    s.policy.capacity.local_slots_per_day = 4.0;
    s.world.stock.employed_share = Curve::constant(0.3);
    s.world.contact.employed = 0.0;
    // Nobody's category changes, so that the rate of zero holds throughout.
    (s.world.jobs.temporary_median_days, s.world.exits.per_day) = (1e6, [0.0; 5]);
    for slots in [4.0, 1e5] {
        s.policy.capacity.local_slots_per_day = slots;
        for date in [None, Some(s.run.from + 20)] {
            s.policy.preprofiling = date.map(|date| Preprofiling {
                date,
                persons: 500,
                min_registration_days: 1,
                in_target_weight: 2.0,
                not_in_target_weight: 1.0,
            });
            let contacted = run(&s).facts.into_iter().filter(|fact| matches!(fact.what, What::Contacted { .. }));
            let categories: Vec<Category> = contacted.map(|fact| fact.subject.category).collect();
            assert!(!categories.contains(&Category::Employed), "{date:?} {slots}");
            assert!(categories.len() > 50);
        }
    }
}

/// With room for all on the call list, those on it are exactly those registered long enough.
#[test]
fn a_call_list_is_drawn_from_those_registered_long_enough() {
    let mut s = small();
    s.policy.capacity.local_slots_per_day = 1.0;
    let date = s.run.from + 20;
    s.policy.preprofiling =
        Some(Preprofiling { date, persons: 500, min_registration_days: 300, in_target_weight: 2.0, not_in_target_weight: 1.0 });
    let mut counts = [0, 0];
    for fact in run(&s).facts {
        let What::Preprofiled { on_list, .. } = fact.what else { continue };
        assert_eq!(on_list, fact.subject.registration_days >= 300, "{fact:?}");
        counts[usize::from(on_list)] += 1;
    }
    assert!(counts.iter().all(|count| *count > 50), "{counts:?}");
}

/// Queues are first come first served, also for persons who have left and come back while they waited.
#[test]
fn talks_are_held_in_the_order_of_the_verdicts_that_led_to_them() {
    let mut s = small();
    s.world.inflow.months.iter_mut().for_each(|month| month.1.fill(0.0));
    s.world.exits.per_day = [0.0, 0.0, 0.0, 0.0, 0.02];
    (s.world.jobs.return_share_after_other, s.world.jobs.return_mean_days) = (1.0, 2.0);
    s.policy.decisions.stock_talk_days = (1, 1);
    s.world.inflow.local_office_share = 0.0;
    s.policy.capacity.local_slots_per_registration = 0.0;
    s.policy.capacity.local_slots_per_day = 2.0;
    let mut last = [Day(0); 2];
    for fact in run(&s).facts {
        if let What::Referred { waited, .. } = fact.what {
            let last = &mut last[fact.subject.area.index()];
            assert!(*last <= fact.day - i32::from(waited), "{fact:?}");
            *last = fact.day - i32::from(waited);
        }
    }
}

#[test]
fn on_the_day_of_an_exit_no_job_ends_before_it() {
    let mut s = small();
    s.world.stock.persons = 3_000;
    s.world.exits.per_day = [0.0, 0.02, 0.0, 0.0, 0.02];
    (s.world.jobs.temporary_ends_registration, s.world.jobs.temporary_median_days) = (0.2, 20.0);
    let facts = run(&s).facts;
    let ended: Vec<_> = facts.iter().filter(|fact| fact.what == What::WorkEnded).map(|fact| (fact.day, fact.subject.person)).collect();
    let left: Vec<_> = facts.iter().filter(|fact| matches!(fact.what, What::Deregistered { .. })).collect();
    assert!(ended.len() > 300 && left.len() > 300);
    assert!(left.iter().all(|fact| !ended.contains(&(fact.day, fact.subject.person))));
}

/// The true chance does not read the attributes that the fault blanks, so there is nothing to correct; not even the side
/// that chance has chosen in a randomisation band.
#[test]
fn mending_a_fault_corrects_only_what_it_placed_wrongly() {
    let mut s = small();
    s.world.tool.reading = Reading::Truth { noise_sd_probit: 0.2 };
    let line = Curve::constant;
    s.policy.thresholds = Dated::new(vec![(
        s.run.from,
        ThresholdSet {
            min_registration_days: 1,
            too_far_below: line(0.0),
            level_c_below: line(10.0),
            level_b_below: line(20.0),
            level_a_below: line(100.0),
        },
    )])
    .unwrap();
    s.policy.randomisation = Dated::new(vec![(s.run.from, Randomisation { width_points: 9.0, locked_days: 0 })]).unwrap();
    let fields = vec![Field::BirthRegion, Field::Disability];
    s.world.tool.data_faults = vec![DataFault { from: s.run.from, until: s.run.from + 60, fields }];
    let facts = run(&s).facts;
    assert!(count(&facts, |what| matches!(what, What::Referred { .. })) > 100);
    assert_eq!(count(&facts, |what| matches!(what, What::LevelCorrected { .. })), 0);
}
