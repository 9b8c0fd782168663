//! Payment models with mistakes: all of them at once, each with its line and the way out.

use std::path::Path;

use troskel::scenario::{self, Request};

const WRONG: &str = r#"kind = "payments"
name = "wrong"
title = "Everything that can be wrong with a payment model"

[payments]
name = "wrong"
pay_delay_days = 30
committed_per_referral_sek = 25000
ceiling_per_referral_sek = 15000

[payments.base]
per = "working_day"
needs_plan = true
needs_report = true
most_units = 264

[payments.speed_premium]
needs_lasting = true
recovered_if_short = true

[[payments.results]]
name = "first"
events = ["permanent_job"]
lasting_months = 3
window_months = 2
from_month = 0
until_month = 4
share = 0.6
part_time_factor = 0

[[payments.results]]
name = "first"
events = []
lasting_months = 3
window_months = 2
from_month = 6
until_month = 12
share = 0.3
part_time_factor = 0

[[payments.results]]
name = "second"
events = ["permanent_job"]
lasting_months = 6
window_months = 2
from_month = 0
until_month = 8
share = 0.7
part_time_factor = 0

[[payments.results]]
name = "second"
events = ["permanent_job"]
lasting_months = 6
window_months = 2
from_month = 6
until_month = 3
share = 1.5
part_time_factor = 0

[payments.cohort_bonus]
months = 3
settled_after_months = 6
bonus_from_share = 0.2
malus_below_share = 0.5
bonus_sek = 1
malus_sek = 1

[[payments.prices]]
from = 2020-03-30
level_a = [{ base_sek = 55, result_sek = 20300 }]
level_b = []
level_c = [{ base_sek = 90, result_sek = 38000 }]

[[payments.prices]]
from = 2020-03-30
level_a = [{ base_sek = 55, result_sek = 20300 }]
level_b = [{ base_sek = 55, result_sek = 20300 }]
level_c = [{ base_sek = 5.001, result_sek = 38000 }]
"#;

/// Line and column, what is said, and the way out.
#[rustfmt::skip]
const EXPECTED: [(&str, &str, &str); 12] = [
    ("9:28", "the ceiling of 15000 SEK is below the base payment of a full referral, 23760 SEK (level_c)", "raise the ceiling"),
    ("19:22", "is never taken back", "needs_lasting = false"),
    ("33:10", "nothing counts as the result \"first\"", "name at least one event"),
    ("36:14", "there is a gap between two windows of the result \"first\": one ends at month 4, the next begins at month 6", "begin where the one before ends"),
    ("48:9", "the shares of the 2 results sum to 2.100, above 1", "lower them"),
    ("56:14", "there is an overlap of two windows of the result \"second\"", "another name"),
    ("57:15", "ends in month 3, before it begins in month 6", "later than from_month"),
    ("58:9", "is 1.5, outside 0 to 1", "from 0 to 1"),
    ("65:21", "between them both", "at most bonus_from_share"),
    ("72:11", "`level_b` has no price in the prices from 2020-03-30", "give one: level_b = ["),
    ("76:8", "2020-03-30 comes after 2020-03-30", "each date once"),
    ("79:25", "not whole öre", "two decimals"),
];

#[test]
fn all_mistakes_are_told_at_once() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("payments");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("wrong.toml").display().to_string();
    std::fs::write(&path, WRONG).unwrap();
    let (_, faults) = scenario::check(std::slice::from_ref(&path));
    let text = faults.to_string().replace(&path, "wrong.toml");
    let told: Vec<&str> = text.split("\n\n").collect();
    for (place, message, way_out) in EXPECTED {
        let fits =
            |fault: &&str| fault.contains(&format!("--> wrong.toml:{place}\n")) && fault.contains(message) && fault.contains(way_out);
        assert_eq!(told.iter().copied().filter(fits).count(), 1, "{place} {message}:\n{text}");
    }
    assert_eq!(faults.len(), EXPECTED.len(), "{text}");
}

/// Where no provider reports, a base payment that needs a report would never be paid.
#[test]
fn a_base_payment_by_report_needs_reports() {
    let load = |set: &[&str]| {
        scenario::load(&Request { base: Some("minimal".into()), set: set.iter().map(ToString::to_string).collect(), ..Request::default() })
    };
    let Err(faults) = load(&["policy.service.monthly_reports=false"]) else { panic!("it has no fault") };
    let text = faults.to_string();
    assert!(faults.len() == 1 && text.contains("never paid where there are none") && text.contains("needs_report = false"), "{text}");
    let right = load(&["policy.service.monthly_reports=false", "payments.base.needs_report=false"]);
    assert!(right.is_ok_and(|loaded| !loaded.scenario.policy.service.monthly_reports));
}
