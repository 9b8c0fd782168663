//! Made-up comparisons: nothing here was simulated.

use super::{day, funnel, info, money, month_ends, plan, published, scattered, scores, thresholds};
use crate::experiment::flow::{Changed, Flow, Hindsight, Move, Standing};
use crate::measure::Column;
use crate::measure::paired::{Difference, Pairs};
use crate::report::comparison::{Arm, Comparison, NullTests, Variant};
use crate::report::input::{Band, FunnelStep, Money};
use crate::scenario::{Change, Part};

/// A comparison with so many variants, in 100 replications.
pub fn comparison(variants: usize) -> Comparison {
    of_replications(variants, 100)
}

/// The same in so many replications.
pub fn of_replications(variants: usize, replications: u32) -> Comparison {
    let mut info = info();
    (info.replications_asked, info.replications_done) = (replications, replications);
    Comparison {
        info,
        command: "troskel compare krom-2020-Försök-åäö third-set-from-start --set world.effect.after=1.1 -n 100".into(),
        from: day("2020-03-30"),
        base: base(),
        variants: (0..variants).map(|index| variant(index, replications as usize)).collect(),
        published: published(),
        assumptions: vec![
            ("policy.caseworkers.local_slots_per_day".into(), "200, range 140-280".into()),
            ("world.effect.after".into(), "1.02, range 0.9-1.1 <made up> & escaped".into()),
        ],
        null_tests: NullTests { base_against_itself: 86_321, before_the_change: 8_632_100 },
        suppress_below: 0,
        headline: HEADLINE.map(|measure| (measure.to_string(), String::new())).to_vec(),
    }
}

/// Without plan, sample and errors, with texts that need escaping.
pub fn bare() -> Comparison {
    let mut bare = of_replications(1, 1);
    bare.command = "troskel compare <a> & \"b\"".into();
    (bare.info.commit, bare.published, bare.assumptions) = (None, vec![], vec![]);
    for arm in std::iter::once(&mut bare.base).chain(bare.variants.iter_mut().map(|variant| &mut variant.arm)) {
        (arm.plan, arm.scores, arm.money_by_month, arm.funnel) = (None, vec![], vec![], vec![]);
    }
    let variant = &mut bare.variants[0];
    (variant.flows, variant.moves, variant.changes, variant.first_change) = (vec![], vec![], vec![], None);
    variant.arm.thresholds = bare.base.thresholds.clone();
    bare
}

const HEADLINE: [&str; 5] = ["participants_mean[from=2020-05-01]", "started", "results", "payments", "cost_per_start"];

const NAMES: [&str; 4] = [
    "third-set-from-start",
    "avstegen-halverade+kontaktkapaciteten-dubblad+närmaste-ersatt-av-bäst-betygsatta",
    "no-data-fault",
    "öppet-för-nyinskrivna",
];

fn base() -> Arm {
    Arm {
        name: "krom-2020-Försök-åäö".into(),
        title: "Försöket 2020".into(),
        hash: "ab".repeat(32),
        plan: Some(plan()),
        participants: month_ends(),
        funnel: funnel(),
        money_by_month: money(),
        thresholds: thresholds(),
        scores: scores(),
    }
}

fn scaled(band: Band, factor: f64) -> Band {
    let Band { mean, se, p05, p95 } = band;
    Band { mean: mean * factor, se, p05: p05 * factor, p95: p95 * factor }
}

fn variant(index: usize, replications: usize) -> Variant {
    // The third one changes nothing.
    let factor = [1.144, 2.31, 1.0, 0.91][index % 4] + index as f64 / 4.0 * f64::from(u8::from(index % 4 != 2)) * 0.02;
    let name = if index < 4 { NAMES[index].into() } else { format!("{}-{index}", NAMES[index % 4]) };
    let same = factor == 1.0;
    Variant {
        arm: arm(name, factor),
        changes: if same { vec![] } else { changes() },
        first_change: (!same).then(|| day("2020-05-26")),
        moves: if same { vec![] } else { moves() },
        rows: rows(factor, replications),
        flows: if same { vec![] } else { flows() },
        changed: changed(if same { 0.0 } else { 1.0 }),
        hindsight: [
            Hindsight { too_near: 21_345.0, false_too_near: 6_432.0, too_far: 8_123.0, false_too_far: 912.0 },
            Hindsight { too_near: 21_345.0 / factor, false_too_near: 6_432.0 / factor, too_far: 8_523.0, false_too_far: 941.0 },
        ],
        additional: None,
    }
}

fn arm(name: String, factor: f64) -> Arm {
    let base = base();
    let times = |band: Option<Band>| band.map(|band| scaled(band, factor));
    let mut sets = base.thresholds;
    if factor != 1.0 {
        sets.in_force[1].1 = sets.in_force[2].1.clone();
        sets.in_force[0].1.min_registration_days = 1;
    }
    let step = |step: FunnelStep| match step.name.as_str() {
        "registered" | "contacted" | "profiled" => step,
        _ => FunnelStep { stock: times(step.stock), new: times(step.new), ..step },
    };
    Arm {
        title: "Gränserna från den 8 december 2020 hela året".into(),
        hash: format!("{:02x}", name.len()).repeat(32),
        name,
        plan: base.plan.map(|plan| crate::report::input::PlanOutcome { simulated: times(plan.simulated), ..plan }),
        participants: base.participants.iter().map(|(day, band)| (*day, scaled(*band, factor))).collect(),
        funnel: base.funnel.into_iter().map(step).collect(),
        money_by_month: base
            .money_by_month
            .into_iter()
            .map(|row| Money { accrued: times(row.accrued), paid: times(row.paid), ..row })
            .collect(),
        thresholds: sets,
        scores: base.scores,
    }
}

fn changes() -> Vec<Change> {
    let change = |key: &str, part, doc, unit, base: Option<&str>, variant: Option<&str>| Change {
        key: key.into(),
        part,
        doc,
        unit,
        base: base.map(String::from),
        variant: variant.map(String::from),
    };
    let doc = "Below this job chance a person gets level A.";
    vec![
        change(
            "policy.thresholds[2020-05-26].level_a_below",
            Part::Lever,
            doc,
            "percent",
            Some("[[1, 23.38], [200, 32], [500, 45], [730, 54.97]]"),
            Some("[[1, 27], [200, 71], [500, 94], [578, 100]]"),
        ),
        change("policy.thresholds[2020-12-08]", Part::Lever, doc, "", Some("{ from = 2020-12-08, min_registration_days = 1 }"), None),
        change("policy.thresholds[2020-03-30].min_registration_days", Part::Lever, doc, "days", Some("90"), Some("1")),
        change(
            "policy.decisions.soon_told_share",
            Part::Lever,
            "Of those who will soon have a job: share who tell.",
            "share",
            Some("0.59"),
            Some("0.295"),
        ),
        change(
            "policy.thresholds_in_use",
            Part::Lever,
            "Which of the two sets of thresholds is in use.",
            "",
            Some("\"intended\""),
            Some("\"deployed\""),
        ),
        change("policy.budget_per_year_sek", Part::Lever, "Referrals end when this is committed.", "SEK", None, Some("412_000_000")),
        change(
            "world.effect.after",
            Part::Assumption,
            "Hazard ratio of jobs after the third month in the service.",
            "ratio",
            Some("1.02"),
            Some("1.1"),
        ),
    ]
}

fn moves() -> Vec<Move> {
    let one = |from: &str, to: &str, days: (i32, i32), boundary, base, variant, profilings| Move {
        from: day(from),
        to: day(to),
        registration_days: days,
        boundary,
        base_percent: Some(base),
        variant_percent: Some(variant),
        profilings,
    };
    vec![
        one("2020-05-26", "2020-12-07", (181, 365), "level_b_below", (14.0, 22.0), (27.0, 36.4), 9_312.4),
        one("2020-05-26", "2020-12-07", (1, 90), "level_a_below", (23.4, 26.9), (27.0, 46.0), 4_120.0),
        one("2020-03-30", "2020-05-25", (1, 90), "level_a_below", (4.2, 10.4), (4.2, 10.4), 2_900.0),
        one("2020-05-26", "2020-12-07", (731, i32::MAX), "level_a_below", (55.0, 55.0), (100.0, 100.0), 2_204.0),
        one("2020-05-26", "2020-12-07", (366, 730), "too_far_below", (10.4, 21.9), (12.0, 17.1), 841.0),
        one("2020-05-26", "2020-12-07", (91, 180), "level_c_below", (10.4, 15.0), (17.0, 27.0), 3.2),
    ]
}

fn flows() -> Vec<Flow> {
    use Standing::{Absent, Deviated, NotProfiled, Referred, ResultA, StartedA, StartedB, StartedC, TooNear};
    let flow = |from, to, direct: f64, crowded: f64| Flow {
        from,
        to,
        persons: [direct, crowded],
        se: [Some(direct.sqrt() / 9.0), Some(crowded.sqrt() / 9.0)],
    };
    vec![
        flow(TooNear, StartedA, 642.3, 0.0),
        flow(StartedA, StartedA, 512.0, 33.1),
        flow(TooNear, Deviated, 233.4, 0.0),
        flow(StartedA, StartedB, 201.4, 2.3),
        flow(StartedB, StartedC, 180.2, 1.4),
        flow(NotProfiled, StartedA, 0.0, 41.2),
        flow(StartedA, NotProfiled, 0.0, 38.8),
        flow(TooNear, Referred, 31.2, 0.4),
        flow(TooNear, ResultA, 3.4, 0.0),
        flow(NotProfiled, Absent, 0.0, 0.2),
    ]
}

fn changed(factor: f64) -> Changed {
    let times = |counts: [f64; 2]| counts.map(|count| count * factor);
    Changed {
        persons: 86_321.0,
        lives: times([2_911.2, 812.4]),
        standings: times([1_311.9, 118.0]),
        providers: times([211.4, 402.2]),
        payments: times([512.0, 33.1]),
    }
}

/// Rows from pairs of made-up replications on partly common luck.
fn rows(factor: f64, replications: usize) -> Vec<Difference> {
    let mut kinds: Vec<(String, String, &'static str, f64)> = Vec::new();
    let mut add = |measure: &str, keys: &[&str], unit, mean: f64| {
        let key = |(index, key): (usize, &&str)| (measure.to_string(), key.to_string(), unit, mean / (1.0 + index as f64 * 0.7));
        kinds.extend(keys.iter().enumerate().map(key));
    };
    add("participants_mean[from=2020-05-01]", &[""], "persons", 2_868.0);
    add("started", &[""], "persons", 6_455.0);
    add("started[by=sex]", &["man", "woman"], "persons", 3_420.0);
    add("started[by=age]", &["under_25", "from_25_to_54", "from_55"], "persons", 3_800.0);
    add("started[by=birth_region]", &["outside_europe", "sweden", "europe"], "persons", 3_100.0);
    add("started[by=disability]", &["none", "disability"], "persons", 5_600.0);
    add("started[by=registration_time]", &["months_4_24", "months_0_4", "years_2_4", "years_4_plus"], "persons", 3_000.0);
    add("started[by=provider_type]", &["national", "other", "local"], "persons", 3_000.0);
    add("results", &[""], "results", 486.0);
    add("result_share", &["", "level_a", "level_b", "level_c"], "share", 0.075);
    add("payments", &["", "base", "result", "speed_premium"], "SEK", 340.3e6);
    add("payments[basis=paid]", &["", "base", "result", "speed_premium"], "SEK", 296.2e6);
    add("result_share_of_payments", &["premium_as_base", "premium_as_result"], "share", 0.09);
    add("cost_per_start", &[""], "SEK", 52_718.0);
    add("providers_with_participants", &[""], "providers", 20.0);
    add("top_share", &[""], "share", 0.82);
    add("no_active_choice_share", &[""], "share", 0.17);
    add("waiting_days", &["list_to_contact.mean", "yes_to_decision.p50", "choice_to_start.p90"], "days", 61.0);
    add("verdict_shares[thresholds=2020-05-26]", &["too_near", "level_a", "level_b", "level_c", "too_far"], "share", 0.41);
    add("started[by=area]", &["Västerås", "Umeå", "Trollhättan"], "persons", 2_100.0);
    add("mean_score", &["at_1", "at_700"], "share", 0.4);
    for (date, band) in month_ends() {
        add("participants", &[&date.to_string()], "persons", band.mean);
    }
    let row = |(index, (measure, key, unit, mean)): (usize, &(String, String, &'static str, f64))| {
        let together = (HEADLINE.contains(&measure.as_str()) && key.is_empty()).then_some(HEADLINE.len());
        let values = |factor: f64, own: usize| {
            let luck =
                |round: usize| 0.97 + 0.06 * scattered(index * 1_000 + round) + 0.01 * (scattered(own + index * 77 + round * 13) - 0.5);
            (0..replications).map(|round| mean * factor * luck(round)).collect::<Vec<f64>>()
        };
        // Shares hardly change: their verdict is open.
        let factor = if *unit == "share" && factor != 1.0 { 1.0005 } else { factor };
        let own = if factor == 1.0 { 0 } else { 5_000_000 };
        Pairs { base: values(1.0, 0), variant: values(factor, own) }.difference(
            &Column { measure: measure.clone(), key: key.clone(), unit },
            0.05,
            together,
        )
    };
    kinds.iter().enumerate().filter_map(row).collect()
}
