use super::*;
use crate::report::samples;

fn assumptions() -> Vec<(String, String)> {
    let row = |key: &str, text: &str| (key.to_string(), text.to_string());
    vec![
        row("world.jobs.payable_share", "0.55, range 0.4-0.7"),
        row("world.jobs.temporary_ends_registration", "0.6, range 0.3-1"),
        row("world.effect", "about none on the whole, range 0.90-1.10; displacement of others 0-0.5 is apart"),
        row("world.tool.mixture.loading", "0.6, range 0.3-0.9"),
    ]
}

fn text(change: impl FnOnce(&mut Summary)) -> String {
    let mut summary = Summary {
        plan: Some(samples::plan()),
        month_ends: samples::month_ends(),
        funnel: samples::funnel(),
        money: samples::totals(),
        published: samples::published(),
        asked: vec![],
        assumptions: assumptions(),
        sensitivity_measured: false,
        parameters_in_spread: false,
        split: None,
        folder: "outputs/krom-2020".into(),
        missing: vec!["plots/*.png: this build has no feature png; cargo build --features png".to_string(); 3],
        next: vec!["troskel compare krom-2020".into(), "--set policy.caseworkers.local_slots=250".into()],
    };
    change(&mut summary);
    summary.text(&samples::info(), false)
}

#[test]
fn a_full_summary_fits_a_terminal() {
    let text = text(|_| ());
    println!("{text}");
    assert!(text.lines().count() <= LINES, "{} lines", text.lines().count());
    for line in text.lines() {
        assert!(line.chars().count() <= COLUMNS, "{} columns: {line}", line.chars().count());
        assert_eq!(line, line.trim_end());
    }
}

#[test]
fn it_says_the_plan_the_mean_its_spread_and_its_error() {
    let text = text(|_| ());
    let head: String = text.lines().take(4).collect::<Vec<_>>().join(" ");
    for part in
        ["planned for 6 500", "simulated 2 868", "(2 678-3 058)", "Monte Carlo error of this mean 12", "chance alone", "100 replications"]
    {
        assert!(head.contains(part), "no {part:?} in {head}");
    }
    for part in ["not measured", "56 852", "312.4 (296.8-328.0)", "differs", "Files: outputs/krom-2020", "Next:  troskel compare"] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

#[test]
fn it_says_where_the_spread_comes_from() {
    let fitted =
        |split| text(|summary| (summary.parameters_in_spread, summary.split) = (true, split)).lines().take(6).collect::<Vec<_>>().join(" ");
    let split = Split { parameters: 0.614, inflow: 0.03, chance: 0.356 };
    assert!(fitted(Some(split)).contains("61.4 % comes from fitted parameters, 3.0 % from how many register, 35.6 % from chance in lives"));
    assert!(fitted(None).contains("chance and by fitted parameters"));
    let long = text(|summary| (summary.parameters_in_spread, summary.split) = (true, Some(split)));
    assert!(long.lines().count() <= LINES && long.lines().all(|line| line.chars().count() <= COLUMNS), "{long}");
}

#[test]
fn importance_is_claimed_only_where_it_was_measured() {
    assert!(text(|summary| summary.sensitivity_measured = true).contains("move the result most"));
    assert!(text(|_| ()).contains("influence is not measured"));
}

#[test]
fn long_runs_show_the_last_month_ends() {
    let ends: Vec<(Day, Band)> = (0..30).map(|month| (Day(18_382 + 30 * month), samples::band(1e5, 900.0))).collect();
    let short = samples::month_ends();
    let text = text(|summary| summary.month_ends = ends.clone());
    assert!(text.contains("(the last 10 of 30)") && text.contains(&ends[29].0.to_string()) && !text.contains(&short[0].0.to_string()));
    assert!(text.lines().count() <= LINES && text.lines().all(|line| line.chars().count() <= COLUMNS));
}

#[test]
fn large_numbers_keep_the_columns() {
    let mut funnel = samples::funnel();
    funnel[0].stock = Some(samples::band(800_000.0, 12_000.0));
    funnel[0].new = Some(samples::band(1_234_567.0, 12_000.0));
    funnel[0].new = Some(samples::band(1_234_567.0, 12_000.0));
    let money: Vec<Money> = samples::totals().into_iter().map(|row| Money { accrued: Some(samples::band(12.3e9, 4e8)), ..row }).collect();
    let text = text(|summary| {
        summary.funnel = funnel;
        summary.money = money;
    });
    assert!(text.lines().all(|line| line.chars().count() <= COLUMNS), "{text}");
    for part in ["12 300.0 (11 900.0-12 700.0)", "800 000 (788 000-812 000)", "1 235k   (1 223k-1 247k)"] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

#[test]
fn a_run_without_plan_or_month_end_still_has_a_summary() {
    let ends = samples::month_ends();
    let no_plan = text(|summary| summary.plan = None);
    assert!(no_plan.contains(&format!("5 100 participants (4 794-5 406) on {}", ends[9].0)), "{no_plan}");
    let bare = Summary { folder: "outputs/x".into(), next: vec!["troskel list".into()], ..Summary::default() };
    let text = bare.text(&samples::info(), true);
    assert!(text.contains("no month end") && text.lines().count() == 5, "{text}");
}

#[test]
fn bold_changes_no_letter() {
    let (ends, info) = (samples::month_ends(), samples::info());
    let summary = Summary { month_ends: ends, ..Summary::default() };
    let bold = summary.text(&info, true);
    assert!(bold.contains("\u{1b}[1m"));
    assert_eq!(bold.replace("\u{1b}[1m", "").replace("\u{1b}[0m", ""), summary.text(&info, false));
}

#[test]
fn no_line_ends_within_a_number() {
    let filled = "x".repeat(COLUMNS - 3);
    for number in ["2 608", "+1 234 567 (", "-1.2 pp", "95 %", "+20.9 M."] {
        assert_eq!(wrapped(&format!("{filled} {number} y")), [filled.clone(), format!("{number} y")]);
    }
    assert_eq!(wrapped(&format!("{filled} 12 of")), [format!("{filled} 12"), "of".into()]);
}

#[test]
fn a_long_command_goes_on_below() {
    let set = |value: &str| format!("--set policy.decisions.overruled_too_far={value}");
    let lines = command_lines(&["troskel list x".into(), "--persons started".into(), set("0.5"), set("0.6")]);
    assert_eq!(
        lines,
        [
            "Next:  troskel list x --persons started \\",
            "       --set policy.decisions.overruled_too_far=0.5 \\",
            "       --set policy.decisions.overruled_too_far=0.6"
        ]
    );
    assert_eq!(command_lines(&[set("1")]), [format!("Next:  {}", set("1"))]);
}

#[test]
fn measures_asked_for_are_shown() {
    let asked = |count: usize| {
        let row = |index: usize| Asked {
            name: format!("public_cost[from=2020-05-01,to=2020-12-07]:payer_{index}"),
            unit: "SEK".into(),
            band: samples::band(2.5e9, 1.1e8),
        };
        text(|summary| {
            summary.asked = (0..count).map(row).collect();
            summary.missing.truncate(1);
        })
    };
    assert!(!asked(0).contains("asked for"));
    // Two lines come from assumptions; the heading takes one.
    let room = 40 - asked(0).lines().count() + 2 - 1;
    let few = asked(room);
    assert!(few.contains("2 500.0 M (2 390.0-2 610.0)") && !few.contains("more in") && few.lines().count() == 40, "{few}");
    let many = asked(room + 2);
    assert_eq!((many.matches("public_cost").count(), many.lines().count()), (room - 1, 40));
    assert!(many.contains("... and 3 more in measures.csv"), "{many}");
    assert!(many.lines().all(|line| line.chars().count() <= COLUMNS), "{many}");
}
