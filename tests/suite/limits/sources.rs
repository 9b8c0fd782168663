//! Files, variants, settings and CSV files that cannot be put together.

use super::{Case, scenario, set, stock, variants, whole, with_csv};

#[rustfmt::skip]
pub(super) fn files() -> Vec<Case> {
    let policy = "kind = \"policy\"\n[policy.referral]\nstart_within_days = 5\n";
    let other = "kind = \"policy\"\n\n[policy.referral]\nstart_within_days = 7\n";
    let pair = |one: &str, two: &str| vec![("main.toml", one.to_string()), ("other.toml", two.to_string())];
    vec![
        whole("empty file", "", "main.toml:1", "is empty", "troskel new"),
        whole("blank file", "\n \n", "main.toml:1", "is empty", "troskel new"),
        whole("comments only", "# nothing\n", "main.toml:1", "does not say what it is", "kind = \"scenario\""),
        whole("no kind", "extends = \"krom-2020\"", "main.toml:1:1", "does not say what it is", "begin it with"),
        whole("misspelt kind", "kind = \"senario\"\nextends = \"krom-2020\"", "main.toml:1:8", "`kind` is the text \"senario\"", "did you mean `scenario`?"),
        whole("policy for a scenario", policy, "main.toml:1:8", "this is a policy; ", "name it in a scenario"),
        whole("nothing but a kind", "kind = \"scenario\"", "main.toml:1:1", "`world` is missing", "extends = \"krom-2020\""),
        whole("unknown base", "kind = \"scenario\"\nextends = \"krom-2021\"", "main.toml:2:11", "neither a file nor a built-in scenario", "did you mean `krom-2020`?"),
        whole("base that is no text", "kind = \"scenario\"\nextends = 3", "main.toml:2:11", "`extends` must be a name or a file", "double quotes"),
        whole("extends itself", "kind = \"scenario\"\nextends = \"main.toml\"", "main.toml:2:11", "in a loop: main.toml -> main.toml", "extend nothing"),
        Case {
            files: pair("kind = \"scenario\"\nextends = \"other.toml\"", "kind = \"scenario\"\nextends = \"main.toml\""),
            ..whole("loop of two", "", "other.toml:2:11", "main.toml -> other.toml -> main.toml", "built-in")
        },
        Case {
            files: pair(
                "kind = \"scenario\"\nextends = \"krom-2020\"\npolicy = \"other.toml\"",
                "kind = \"policy\"\n[world.stock]\npersons = 1",
            ),
            ..whole("world in a policy", "", "other.toml:2", "`world` does not belong in a policy", "a scenario")
        },
        Case {
            files: pair(
                "kind = \"scenario\"\nextends = \"krom-2020\"\npayments = \"other.toml\"",
                "kind = \"payments\"\n[policy.service]\nperiods = 1",
            ),
            ..whole("policy in a payment model", "", "other.toml:2", "`policy` does not belong in a payment model", "a policy")
        },
        Case {
            files: pair("kind = \"scenario\"\nextends = \"krom-2020\"\npayments = \"other.toml\"", "kind = \"policy\""),
            ..whole("policy for a payment model", "", "other.toml:1:8", "this is a policy; ", "name it in a scenario")
        },
        whole("payments by name and as tables", "kind = \"scenario\"\nextends = \"krom-2020\"\npayments = \"krom-2020\"\n[payments]\npay_delay_days = 3", "main.toml:4", "both by name and as tables", "write either"),
        whole("unknown policy", "kind = \"scenario\"\nextends = \"krom-2020\"\npolicy = \"third-set\"", "main.toml:3:10", "neither a file nor a built-in policy", "third-set-from-start"),
        variants("conflicting variants", &[("a.toml", policy), ("b.toml", other)], &["a.toml", "b.toml"], "b.toml:4:1", "`policy.referral.start_within_days` is set twice", "separate variants"),
        variants("conflicting built-in policies", &[], &["no-deviations", "deviations-halved"], "deviations-halved (built in):8:1", "`policy.decisions.soon_told_share` is set twice", "separate variants"),
        variants("a policy and a scenario in conflict", &[("a.toml", policy), ("b.toml", "kind = \"scenario\"\nextends = \"main.toml\"\n[policy.referral]\nstart_within_days = 7")], &["a.toml", "b.toml"], "b.toml:4:1", "`policy.referral.start_within_days` is set twice", "separate variants"),
        variants("the same list by date in two variants", &[], &["third-set-from-start", "calibrated-tool"], "calibrated-tool (built in):", "`policy.thresholds` is set twice", "separate variants"),
        variants("variant that is not there", &[], &["third-set-from-strt"], "third-set-from-strt:1", "neither a file nor a built-in", "did you mean `third-set-from-start`?"),
        variants("whole scenario on a variant", &[("a.toml", policy), ("b.toml", "kind = \"scenario\"\nextends = \"minimal\"")], &["a.toml", "b.toml"], "b.toml:1", "does not extend the base", "put it first"),
    ]
}

#[rustfmt::skip]
pub(super) fn settings() -> Vec<Case> {
    vec![
        set("setting without a value", &["run.seed"], "--set run.seed:1:1", "sets nothing", "--set KEY=VALUE"),
        set("setting with an empty value", &["run.seed="], "--set run.seed=:1", "cannot be read", "as in a file"),
        set("setting of an unknown key", &["run.sed=3"], "--set run.sed=3:1", "unknown key `run.sed`", "did you mean `seed`?"),
        set("setting of a wrong type", &["run.seed=many"], "--set run.seed=many:1:10", "must be a whole number", "Starting point"),
        set("setting out of bounds", &["world.contact.reached_share=2"], "--set world.contact.reached_share=2:1:29", "is 2, outside 0 to 1", "informed"),
        set("setting of a broken list", &["world.exits.season=[1, 2"], "--set world.exits.season=[1, 2:1:20", "cannot be read", "as in a file"),
        set("setting of no path", &["run..seed=3"], "--set run..seed=3:1:1", "not the path of a key", "world.stock.persons"),
        set("setting of a missing item", &["policy.thresholds[2021-01-01].min_registration_days=1"], "--set policy.thresholds[2021-01-01].min_registration_days=1:1:53", "there is no such item", "counted from 1"),
        set("the same setting twice", &["run.seed=1", "run.seed=2"], "--set run.seed=2:1:1", "`run.seed` is set twice", "take it out"),
        set("a setting and its table", &["policy.service={periods=1}", "policy.service.periods=2"], "--set policy.service.periods=2:1:1", "`policy.service.periods` is set twice", "take it out"),
        set("impossible date in a setting", &["run.to=2020-02-30"], "--set run.to=2020-02-30:1:8", "must be a date", "must exist in the calendar"),
    ]
}

#[rustfmt::skip]
pub(super) fn csv_files() -> Vec<Case> {
    let months = |rows: &str| format!("månad;område;antal\n{rows}");
    vec![
        scenario("no such stock file", "[world.stock]\ncsv = \"nowhere.csv\"", "main.toml:4:7", "there is no file", "folder of the file"),
        with_csv("empty stock file", "stock", String::new(), "main.toml:4:7", "is empty", "names the columns"),
        with_csv("no column for sex", "stock", "area,age,education,birth_region,disability,registered_on\n".into(), "given.csv:1", "has no column sex (kön)", "docs/input-files.md"),
        with_csv("neither age nor birth", "stock", "area,sex,education,birth_region,disability,registered_on\n".into(), "main.toml:4:7", "neither birth_date (födelsedatum) nor age", "add one"),
        stock("unknown area of a person", "Umea,1980-01-01,man,tertiary,sweden,none,2019-01-01", "given.csv:2", "the area \"Umea\" is not in world.areas", "did you mean `Umeå`?"),
        stock("unknown sex", "Umeå,1980-01-01,x,tertiary,sweden,none,2019-01-01", "given.csv:2", "sex is \"x\"", "kvinna"),
        stock("unknown education", "Umeå,1980-01-01,man,gymnasal,sweden,none,2019-01-01", "given.csv:2", "education is \"gymnasal\"", "did you mean `gymnasial`?"),
        stock("registered too late", "Umeå,1980-01-01,man,tertiary,sweden,none,2020-03-30", "given.csv:2", "registered on 2020-03-30", "the day before the run"),
        stock("date that is none", "Umeå,1980-01-01,man,tertiary,sweden,none,2019-02-30", "given.csv:2", "registered_on is \"2019-02-30\"", "year-month-day"),
        stock("a child", "Umeå,2015-01-01,man,tertiary,sweden,none,2019-01-01", "given.csv:2", "is 5 years", "15 to 80"),
        stock("a day before 15", "Umeå,2005-03-30,man,tertiary,sweden,none,2019-01-01", "given.csv:2", "is 14 years", "15 to 80"),
        stock("on the 81st birthday", "Umeå,1939-03-29,man,tertiary,sweden,none,2019-01-01", "given.csv:2", "is 81 years", "15 to 80"),
        stock("registered before birth", "Umeå,1980-01-01,man,tertiary,sweden,none,1979-01-01", "given.csv:2", "before birth", "both dates"),
        stock("too few fields", "Umeå,1980-01-01,man", "given.csv:2", "3 fields, but the header has 7", "double quotes"),
        with_csv("inflow without a month", "inflow", months("2020-03;Umeå;5\n"), "main.toml:4:7", "lacks months of the run: 2020-04", "add rows"),
        with_csv("month that is none in the inflow", "inflow", months("mars;Umeå;5\n"), "given.csv:2", "month is \"mars\"", "2020-03"),
        with_csv("negative inflow", "inflow", months("2020-03;Umeå;-5\n"), "given.csv:2", "registrations is \"-5\"", "from 0"),
        with_csv("a month twice", "inflow", months("2020-03;Umeå;5\n2020-03;Umeå;6\n"), "given.csv:3", "a second row for Umeå in 2020-03", "one row"),
    ]
}
