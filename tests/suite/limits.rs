//! Everything that can be wrong with files: each case names the place, what is said and the way out.

use std::path::{Path, PathBuf};

use troskel::scenario::{self, Faults, Findings, Request, Warnings};

/// A folder of files, what is loaded from it, and what must be said.
struct Case {
    name: &'static str,
    files: Vec<(&'static str, String)>,
    variants: &'static [&'static str],
    set: &'static [&'static str],
    /// `file:line` or `file:line:column`; empty where there is no file.
    at: &'static str,
    says: &'static str,
    way_out: &'static str,
}

const HEAD: &str = "kind = \"scenario\"\nextends = \"krom-2020\"\n";

/// A scenario that extends the pilot; `body` begins on line 3.
fn scenario(name: &'static str, body: &str, at: &'static str, says: &'static str, way_out: &'static str) -> Case {
    Case { name, files: vec![("main.toml", format!("{HEAD}{body}"))], variants: &[], set: &[], at, says, way_out }
}

/// A file as it stands.
fn whole(name: &'static str, text: &str, at: &'static str, says: &'static str, way_out: &'static str) -> Case {
    Case { files: vec![("main.toml", text.into())], ..scenario(name, "", at, says, way_out) }
}

/// The pilot with a stock file: `row` is line 2 of it.
fn stock(name: &'static str, row: &str, at: &'static str, says: &'static str, way_out: &'static str) -> Case {
    let header = "area,birth_date,sex,education,birth_region,disability,registered_on";
    with_csv(name, "stock", format!("{header}\n{row}\n"), at, says, way_out)
}

fn with_csv(name: &'static str, part: &str, csv: String, at: &'static str, says: &'static str, way_out: &'static str) -> Case {
    let main = format!("{HEAD}[world.{part}]\ncsv = \"given.csv\"\n");
    Case { files: vec![("main.toml", main), ("given.csv", csv)], ..scenario(name, "", at, says, way_out) }
}

fn set(name: &'static str, set: &'static [&'static str], at: &'static str, says: &'static str, way_out: &'static str) -> Case {
    Case { set, ..scenario(name, "", at, says, way_out) }
}

/// The pilot with variants laid over it.
fn variants(
    name: &'static str,
    files: &[(&'static str, &str)],
    variants: &'static [&'static str],
    at: &'static str,
    says: &'static str,
    way_out: &'static str,
) -> Case {
    let mut case = Case { variants, ..scenario(name, "", at, says, way_out) };
    case.files.extend(files.iter().map(|(name, text)| (*name, (*text).to_string())));
    case
}

fn types() -> Vec<Case> {
    vec![
        scenario(
            "text for a number",
            "[world.stock]\npersons = \"5\"",
            "main.toml:4:11",
            "must be a whole number from 0 to 20000000",
            "without quotes",
        ),
        scenario("decimals for a count", "[world.stock]\npersons = 5.5", "main.toml:4:11", "must be a whole number", "round it"),
        scenario(
            "number for a switch",
            "[run]\nseries_by_day = 1",
            "main.toml:4:17",
            "must be true or false, not 1",
            "by day instead of by month",
        ),
        scenario("number for a text", "title = 3", "main.toml:3:9", "must be a text in quotes", "One line"),
        scenario("empty text", "title = \" \"", "main.toml:3:9", "must be a text in quotes", "One line"),
        scenario("text for a date", "[run]\nfrom = \"2020-03-30\"", "main.toml:4:8", "must be a date such as 2020-03-30", "without quotes"),
        scenario("time for a date", "[run]\nfrom = 2020-03-30T10:00:00", "main.toml:4:8", "must be a date", "First day of the run"),
        scenario("impossible date", "[run]\nfrom = 2020-02-30", "main.toml:4", "2020-02-30 is not a date", "must exist in the calendar"),
        scenario("month 13", "[run]\nto = 2020-13-01", "main.toml:4", "is not a date", "year-month-day"),
        scenario("value for a table", "[world]\nstock = 5", "main.toml:4:9", "`world.stock` must be a table, not 5", "write [world.stock]"),
        scenario(
            "table for a list",
            "[policy.thresholds]\nfrom = 2020-03-30",
            "main.toml:3",
            "must be a list of tables",
            "double brackets",
        ),
        scenario(
            "value in a list of tables",
            "[policy]\nthresholds = [1]",
            "main.toml:4:15",
            "`policy.thresholds[1]` must be a table",
            "too_far_below",
        ),
        scenario("list for a number", "[world.effect]\nafter = [1.0]", "main.toml:4:9", "not a list of 1", "until the service ends"),
        scenario(
            "unknown choice",
            "[policy.referral]\ndefault_rule = \"neerest\"",
            "main.toml:4:16",
            "which is none of",
            "did you mean `nearest`?",
        ),
        scenario(
            "unknown field",
            "[[world.tool.data_faults]]\nfrom = 2020-03-30\nuntil = 2020-04-01\nfields = [\"sex\"]",
            "main.toml:6:11",
            "which is none of",
            "birth_region",
        ),
        scenario("number too large", "[run]\nseed = 99999999999999999999", "main.toml:4:8", "a number too large", "Starting point"),
        scenario("not a number", "[world.effect]\nafter = nan", "main.toml:4:9", "NaN, outside 0 to 10", "hazard ratio"),
        scenario("infinite", "[world.effect]\nafter = inf", "main.toml:4:9", "outside 0 to 10", "hazard ratio"),
        scenario(
            "annotation that is no text",
            "[world.stock]\nsource = 3",
            "main.toml:4:10",
            "`world.stock.source` must be a text",
            "double quotes",
        ),
        scenario("not TOML", "[world.stock\npersons = 1", "main.toml:3", "this is not TOML", "[heading]"),
        scenario("text without quotes", "title = hello", "main.toml:3", "this is not TOML", "double quotes"),
        scenario("comma for a point", "[world.effect]\nafter = 1,02", "main.toml:4", "this is not TOML", "decimals have a point"),
    ]
}

fn keys() -> Vec<Case> {
    vec![
        scenario(
            "misspelt key",
            "[world.stock]\npersns = 5",
            "main.toml:4:1",
            "unknown key `world.stock.persns`",
            "did you mean `persons`?",
        ),
        scenario("misspelt part", "[wrld.stock]\npersons = 5", "main.toml:3:2", "unknown key `wrld`", "did you mean `world`?"),
        scenario(
            "key in the wrong part",
            "[world]\nperiods = 2",
            "main.toml:4:1",
            "unknown key `world.periods`",
            "belongs in [policy.service]",
        ),
        scenario("key at the top", "persons = 5", "main.toml:3:1", "unknown key `persons`", "belongs in"),
        scenario(
            "key in a list of tables",
            "[[policy.thresholds]]\nform = 2020-03-30",
            "main.toml:4:1",
            "unknown key `policy.thresholds[1].form`",
            "did you mean `from`?",
        ),
        scenario(
            "unknown share",
            "[world.composition.education]\nsweden = { primary = 0.2 }",
            "main.toml:4:12",
            "unknown key `world.composition.education.sweden.primary`",
            "compulsory",
        ),
        scenario("key twice", "[world.stock]\npersons = 1\npersons = 2", "main.toml:5", "written twice", "keep one"),
        scenario(
            "area twice",
            "[world.areas.\"Umeå\"]\nstock_weight = 1\n[world.areas.\"Umeå\"]\nstock_weight = 2",
            "main.toml:5",
            "written twice",
            "keep one",
        ),
        scenario(
            "provider twice",
            "[world.providers.\"X\"]\nenters = 2020-04-14\n[world.providers.\"X\"]\nrating = 2",
            "main.toml:5",
            "written twice",
            "keep one",
        ),
        scenario("empty name", "[world.areas.\"\"]\nstock_weight = 1", "main.toml:3", "a name is empty", "in quotes"),
        scenario(
            "month that is none",
            "[world.inflow.registrations_per_month]\n\"2020-3\" = 5",
            "main.toml:4:1",
            "\"2020-3\" is not a month",
            "2020-03",
        ),
        scenario(
            "unset what is not there",
            "unset = [\"world.stock.person\"]",
            "main.toml:3:10",
            "there is no `person` to unset",
            "did you mean `persons`?",
        ),
        scenario("unset that is no path", "unset = [\"world..stock\"]", "main.toml:3:10", "`unset` has", "policy.preprofiling"),
        scenario(
            "missing after unset",
            "unset = [\"world.stock.persons\"]",
            "main.toml:3:10",
            "`world.stock.persons` is missing: it is taken away",
            "give it anew",
        ),
        scenario(
            "missing part after unset",
            "unset = [\"policy.referral\"]",
            "main.toml:3:10",
            "`policy.referral` is missing",
            "choice_days",
        ),
        scenario(
            "half a provider",
            "[world.providers.\"New\"]\nenters = 2020-05-01",
            "main.toml:3",
            "`world.providers.New.areas` is missing",
            "offices",
        ),
        scenario(
            "half a threshold set",
            "[[policy.thresholds]]\nfrom = 2020-03-30",
            "main.toml:3",
            "`policy.thresholds[1].too_far_below` is missing",
            "percent by days",
        ),
    ]
}

fn bounds() -> Vec<Case> {
    vec![
        scenario(
            "negative capacity",
            "[policy.caseworkers]\nlocal_slots_per_day = -1",
            "main.toml:4:23",
            "is -1, outside 0 to 1000000",
            "Local offices",
        ),
        scenario(
            "share above one",
            "[world.areas.\"Umeå\"]\nno_active_choice_share = 1.5",
            "main.toml:4:26",
            "is 1.5, outside 0 to 1",
            "no active choice",
        ),
        scenario("negative share", "[world.contact]\nreached_share = -0.1", "main.toml:4:17", "outside 0 to 1", "informed"),
        scenario(
            "percent for a share",
            "[world.contact]\nreached_share = 90",
            "main.toml:4:17",
            "is 90, outside 0 to 1",
            "from 0 to 1 share",
        ),
        scenario(
            "threshold above 100",
            "[[policy.thresholds]]\nfrom = 2020-03-30\ntoo_far_below = [[1, 20], [200, 101]]",
            "main.toml:5:27",
            "101 at day 200, outside 0 to 100",
            "too far from work",
        ),
        scenario("threshold below 0", "[[policy.thresholds]]\nlevel_a_below = [[1, -3]]", "main.toml:4:18", "outside 0 to 100", "level A"),
        scenario(
            "days of a curve fall",
            "[world.exits]\njob_duration = [[10, 1.0], [5, 2.0]]",
            "main.toml:4:28",
            "don't rise: 5 comes after 10",
            "in order of days",
        ),
        scenario("curve without points", "[world.exits]\njob_duration = []", "main.toml:4:16", "has no points", "[days, value]"),
        scenario("curve of triples", "[world.exits]\njob_duration = [[1, 2, 3]]", "main.toml:4:16", "must be a curve", "days registered"),
        scenario(
            "eleven months",
            "[world.exits]\nseason = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]",
            "main.toml:4:10",
            "has 11 numbers, not 12",
            "January first",
        ),
        scenario("reversed span", "[policy.referral]\nchoice_days = [10, 1]", "main.toml:4:15", "is reversed", "write [1, 10]"),
        scenario("no replications", "[run]\nreplications = 0", "main.toml:4:16", "is 0, outside 1 to 1000000", "repeated"),
        scenario("five stars", "[world.providers.\"Nationell 1\"]\nrating = 5", "main.toml:4:10", "is 5, outside 1 to 4", "rating"),
        scenario(
            "a third of an öre",
            "[payments]\ncommitted_per_referral_sek = 100.333",
            "main.toml:4:30",
            "not whole öre",
            "two decimals",
        ),
        scenario(
            "negative price",
            "[[payments.prices]]\nfrom = 2020-03-30\nlevel_a = { base_per_day_sek = -5, result_sek = 0 }",
            "main.toml:5:32",
            "is -5, outside",
            "Base payment",
        ),
        scenario("too many persons", "[world.stock]\npersons = 30000000", "main.toml:4:11", "outside 0 to 20000000", "persons"),
        scenario(
            "shares that don't sum to 1",
            "[world.composition.education]\nsweden = { compulsory = 0.5 }",
            "main.toml:4:1",
            "sum to 1.2800, not to 1",
            "change one of them by -0.2800",
        ),
        scenario(
            "a share is lacking",
            "[[world.composition.by_days]]\ndays = 1\nbirth_region = { sweden = 1.0 }\nage = { under_25 = 0.2, from_25_to_54 = 0.6, from_55 = 0.2 }\ndisability = 0.1",
            "main.toml:5:1",
            "lacks `europe`, `outside_europe`",
            "write 0",
        ),
    ]
}

fn together() -> Vec<Case> {
    vec![
        scenario(
            "reversed run",
            "[run]\nto = 2020-01-01",
            "main.toml:4:6",
            "ends on 2020-01-01, before it begins on 2020-03-30",
            "on or after run.from",
        ),
        scenario("run of 80 years", "[run]\nto = 2099-12-31", "main.toml:4:6", "longer than 20 years", "shorten it"),
        scenario(
            "run before the thresholds",
            "[run]\nfrom = 2020-03-01",
            "main.toml:4:8",
            "in force when the run begins on 2020-03-01",
            "2020-03-01 or earlier",
        ),
        scenario("run in the year 1", "[run]\nfrom = 0001-01-01", "main.toml:4:1", "begins in the year 1", "1950"),
        scenario(
            "months without inflow",
            "[run]\nto = 2021-02-28",
            "main.toml:4:6",
            "lacks 2 of the run's months: 2021-01, 2021-02",
            "add \"2021-01\"",
        ),
        scenario("plan outside the run", "[run.plan]\nfrom = 2021-05-01", "main.toml:4:8", "lies outside the run", "a day of the run"),
        scenario(
            "dates of sets fall",
            "[[policy.randomisation]]\nfrom = 2020-09-01\nwidth_points = 1\nlocked_days = 0\n[[policy.randomisation]]\nfrom = 2020-03-30\nwidth_points = 1\nlocked_days = 0",
            "main.toml:8:8",
            "2020-03-30 comes after 2020-09-01",
            "in order of date",
        ),
        scenario(
            "the same date twice",
            "[[world.exits.cycle]]\nfrom = 2020-09-01\nfactor = 1\n[[world.exits.cycle]]\nfrom = 2020-09-01\nfactor = 1",
            "main.toml:7:8",
            "don't rise",
            "each date once",
        ),
        scenario(
            "data fault reversed",
            "[[world.tool.data_faults]]\nfrom = 2020-08-20\nuntil = 2020-03-30\nfields = []",
            "main.toml:5:9",
            "ends before it begins",
            "on or after",
        ),
        scenario(
            "provider leaves early",
            "[world.providers.\"Nationell 1\"]\nleaves = 2020-04-01",
            "main.toml:4:10",
            "leaves before it enters on 2020-04-14",
            "on or after",
        ),
        scenario(
            "unknown area of a provider",
            "[world.providers.\"Nationell 1\".areas.\"Umea\"]\nsupervisors = 1\noffices = 1",
            "main.toml:3",
            "names the area \"Umea\"",
            "did you mean `Umeå`?",
        ),
        scenario(
            "unknown area of a factor",
            "[policy.caseworkers.area_factor]\n\"Vesterås\" = 2",
            "main.toml:4:1",
            "names the area \"Vesterås\"",
            "did you mean `Västerås`?",
        ),
        scenario(
            "area without a model",
            "[world.areas.\"Gävle\"]\nstock_weight = 1\ninflow_weight = 1\nno_active_choice_share = 0.1",
            "krom-2020 (built in):",
            "lacks the areas Gävle",
            "\"Gävle\" = 1",
        ),
        scenario(
            "model without a price",
            "[payments.level_b_model]\n\"Umeå\" = 3",
            "main.toml:4:10",
            "has model 3 of level B, but the prices have only 2",
            "add a price",
        ),
        scenario("no area", "unset = [\"world.areas\"]\n[world.areas]", "main.toml:4:8", "there is no area", "add [world.areas"),
        scenario(
            "weights of zero",
            "unset = [\"world.areas\", \"world.providers\", \"policy.caseworkers.area_factor\", \"payments.level_b_model\"]\n[world.areas.\"X\"]\nstock_weight = 0\ninflow_weight = 1\nno_active_choice_share = 0.1\n[world.providers]\n[payments.level_b_model]\n\"X\" = 1",
            "main.toml:4",
            "`stock_weight` is 0 in every area",
            "above 0",
        ),
        scenario(
            "two frailties",
            "[world.exits]\nfrailty = { gamma = { shape = 1.0 }, log_normal = { sd = 0.5 } }",
            "main.toml:4",
            "has both `gamma` and `log_normal`",
            "keep one",
        ),
        scenario(
            "no reading",
            "unset = [\"world.tool.mixture\"]",
            "krom-2020 (built in):",
            "needs one of `mixture` and `truth`",
            "add one",
        ),
        scenario("half a reading", "[world.tool]\ntruth = {}", "main.toml:4:1", "`world.tool.truth.noise_sd_probit` is missing", "probit"),
        scenario(
            "intended sets that are not there",
            "unset = [\"policy.intended_thresholds\"]\n[policy]\nthresholds_in_use = \"intended\"",
            "main.toml:5:1",
            "there are none",
            "deployed",
        ),
        scenario("no thresholds", "[policy]\nthresholds = []", "main.toml:4:14", "[[policy.thresholds]] is empty", "at least one"),
        scenario(
            "registered share falls",
            "[world.stock]\nregistered_share_by_days = [[0, 0.0], [10, 0.5], [20, 0.4], [30, 1.0]]",
            "main.toml:4:28",
            "falls from 0.5 to 0.4 at day 20",
            "only rise",
        ),
        scenario(
            "registered share ends early",
            "[world.stock]\nregistered_share_by_days = [[0, 0.0], [10, 0.5]]",
            "main.toml:4:28",
            "goes from 0 to 0.5",
            "the last 1.0",
        ),
        scenario(
            "categories above one",
            "[world.stock]\nemployed_share = [[1, 0.9]]",
            "main.toml:4:18",
            "sum to 1.150 at day 1461",
            "lower one",
        ),
        scenario(
            "nobody registers on any day",
            "[world.inflow]\nweekday_weights = [0, 0, 0, 0, 0, 0, 0]",
            "main.toml:4:19",
            "is 0 on every day",
            "above 0",
        ),
        scenario(
            "reasons above one",
            "[policy.decisions.reason_rates]\nlow_capacity = 0.95",
            "main.toml:3",
            "sum to 1.090, above 1",
            "lower them",
        ),
        scenario(
            "minimum beyond the boundaries",
            "[[policy.thresholds]]\nfrom = 2020-03-30\nmin_registration_days = 900\ntoo_far_below = [[1, 5], [500, 6]]\nlevel_c_below = [[1, 7]]\nlevel_b_below = [[1, 8]]\nlevel_a_below = [[1, 9]]",
            "main.toml:5:25",
            "fewer than 900 days",
            "at most 500",
        ),
    ]
}

fn files() -> Vec<Case> {
    let policy = "kind = \"policy\"\n[policy.referral]\nstart_within_days = 5\n";
    let other = "kind = \"policy\"\n\n[policy.referral]\nstart_within_days = 7\n";
    let pair = |one: &str, two: &str| vec![("main.toml", one.to_string()), ("other.toml", two.to_string())];
    vec![
        whole("empty file", "", "main.toml:1", "is empty", "troskel new"),
        whole("blank file", "\n \n", "main.toml:1", "is empty", "troskel new"),
        whole("comments only", "# nothing\n", "main.toml:1", "does not say what it is", "kind = \"scenario\""),
        whole("no kind", "extends = \"krom-2020\"", "main.toml:1:1", "does not say what it is", "begin it with"),
        whole(
            "misspelt kind",
            "kind = \"senario\"\nextends = \"krom-2020\"",
            "main.toml:1:8",
            "`kind` is the text \"senario\"",
            "did you mean `scenario`?",
        ),
        whole("policy for a scenario", policy, "main.toml:1:8", "this is a policy; ", "compare krom-2020"),
        whole("nothing but a kind", "kind = \"scenario\"", "main.toml:1:1", "`world` is missing", "extends = \"krom-2020\""),
        whole(
            "unknown base",
            "kind = \"scenario\"\nextends = \"krom-2021\"",
            "main.toml:2:11",
            "neither a file nor a built-in scenario",
            "did you mean `krom-2020`?",
        ),
        whole(
            "base that is no text",
            "kind = \"scenario\"\nextends = 3",
            "main.toml:2:11",
            "`extends` must be a name or a file",
            "double quotes",
        ),
        whole(
            "extends itself",
            "kind = \"scenario\"\nextends = \"main.toml\"",
            "main.toml:2:11",
            "in a loop: main.toml -> main.toml",
            "extend nothing",
        ),
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
        whole(
            "payments by name and as tables",
            "kind = \"scenario\"\nextends = \"krom-2020\"\npayments = \"krom-2020\"\n[payments]\npay_delay_days = 3",
            "main.toml:4",
            "both by name and as tables",
            "write either",
        ),
        whole(
            "unknown policy",
            "kind = \"scenario\"\nextends = \"krom-2020\"\npolicy = \"third-set\"",
            "main.toml:3:10",
            "neither a file nor a built-in policy",
            "third-set-from-start",
        ),
        variants(
            "conflicting variants",
            &[("a.toml", policy), ("b.toml", other)],
            &["a.toml", "b.toml"],
            "b.toml:4:1",
            "`policy.referral.start_within_days` is set twice",
            "separate variants",
        ),
        variants(
            "variant that is not there",
            &[],
            &["third-set-from-strt"],
            "third-set-from-strt:1",
            "neither a file nor a built-in",
            "did you mean `third-set-from-start`?",
        ),
        variants(
            "whole scenario on a variant",
            &[("a.toml", policy), ("b.toml", "kind = \"scenario\"\nextends = \"minimal\"")],
            &["a.toml", "b.toml"],
            "b.toml:1",
            "does not extend the base",
            "put it first",
        ),
    ]
}

fn settings() -> Vec<Case> {
    vec![
        set("setting without a value", &["run.seed"], "--set run.seed:1:1", "sets nothing", "--set KEY=VALUE"),
        set("setting with an empty value", &["run.seed="], "--set run.seed=:1", "cannot be read", "as in a file"),
        set("setting of an unknown key", &["run.sed=3"], "--set run.sed=3:1", "unknown key `run.sed`", "did you mean `seed`?"),
        set("setting of a wrong type", &["run.seed=many"], "--set run.seed=many:1:10", "must be a whole number", "Starting point"),
        set(
            "setting out of bounds",
            &["world.contact.reached_share=2"],
            "--set world.contact.reached_share=2:1:29",
            "is 2, outside 0 to 1",
            "informed",
        ),
        set(
            "setting of a broken list",
            &["world.exits.season=[1, 2"],
            "--set world.exits.season=[1, 2:1:20",
            "cannot be read",
            "as in a file",
        ),
        set("setting of no path", &["run..seed=3"], "--set run..seed=3:1:1", "not the path of a key", "world.stock.persons"),
        set(
            "setting of a missing item",
            &["policy.thresholds[2021-01-01].min_registration_days=1"],
            "--set policy.thresholds[2021-01-01].min_registration_days=1:1:53",
            "there is no such item",
            "counted from 1",
        ),
        set("the same setting twice", &["run.seed=1", "run.seed=2"], "--set run.seed=2:1:1", "`run.seed` is set twice", "take it out"),
        set(
            "impossible date in a setting",
            &["run.to=2020-02-30"],
            "--set run.to=2020-02-30:1:8",
            "must be a date",
            "must exist in the calendar",
        ),
    ]
}

fn csv_files() -> Vec<Case> {
    let months = |rows: &str| format!("månad;område;antal\n{rows}");
    vec![
        scenario("no such stock file", "[world.stock]\ncsv = \"nowhere.csv\"", "main.toml:4:7", "there is no file", "folder of the file"),
        with_csv("empty stock file", "stock", String::new(), "main.toml:4:7", "is empty", "names the columns"),
        with_csv(
            "no column for sex",
            "stock",
            "area,age,education,birth_region,disability,registered_on\n".into(),
            "given.csv:1",
            "has no column sex (kön)",
            "docs/input-files.md",
        ),
        with_csv(
            "neither age nor birth",
            "stock",
            "area,sex,education,birth_region,disability,registered_on\n".into(),
            "main.toml:4:7",
            "neither birth_date (födelsedatum) nor age",
            "add one",
        ),
        stock(
            "unknown area of a person",
            "Umea,1980-01-01,man,tertiary,sweden,none,2019-01-01",
            "given.csv:2",
            "the area \"Umea\" is not in world.areas",
            "did you mean `Umeå`?",
        ),
        stock("unknown sex", "Umeå,1980-01-01,x,tertiary,sweden,none,2019-01-01", "given.csv:2", "sex is \"x\"", "kvinna"),
        stock(
            "unknown education",
            "Umeå,1980-01-01,man,gymnasal,sweden,none,2019-01-01",
            "given.csv:2",
            "education is \"gymnasal\"",
            "did you mean `gymnasial`?",
        ),
        stock(
            "registered too late",
            "Umeå,1980-01-01,man,tertiary,sweden,none,2020-03-30",
            "given.csv:2",
            "registered on 2020-03-30",
            "the day before the run",
        ),
        stock(
            "date that is none",
            "Umeå,1980-01-01,man,tertiary,sweden,none,2019-02-30",
            "given.csv:2",
            "registered_on is \"2019-02-30\"",
            "year-month-day",
        ),
        stock("a child", "Umeå,2015-01-01,man,tertiary,sweden,none,2019-01-01", "given.csv:2", "is 5 years", "15 to 80"),
        stock(
            "registered before birth",
            "Umeå,1980-01-01,man,tertiary,sweden,none,1979-01-01",
            "given.csv:2",
            "before birth",
            "both dates",
        ),
        stock("too few fields", "Umeå,1980-01-01,man", "given.csv:2", "3 fields, but the header has 7", "double quotes"),
        with_csv(
            "inflow without a month",
            "inflow",
            months("2020-03;Umeå;5\n"),
            "main.toml:4:7",
            "lacks months of the run: 2020-04",
            "add rows",
        ),
        with_csv("month that is none in the inflow", "inflow", months("mars;Umeå;5\n"), "given.csv:2", "month is \"mars\"", "2020-03"),
        with_csv("negative inflow", "inflow", months("2020-03;Umeå;-5\n"), "given.csv:2", "registrations is \"-5\"", "from 0"),
        with_csv(
            "a month twice",
            "inflow",
            months("2020-03;Umeå;5\n2020-03;Umeå;6\n"),
            "given.csv:3",
            "a second row for Umeå in 2020-03",
            "one row",
        ),
    ]
}

/// Writes a case's files to a folder of its own.
fn folder(name: &str, files: &[(&str, String)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("limits").join(name.replace(' ', "-"));
    std::fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        std::fs::write(folder.join(file), text).unwrap();
    }
    folder
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

fn load(case: &Case) -> (PathBuf, Result<scenario::Loaded, Faults>) {
    let folder = folder(case.name, &case.files);
    let variant = |name: &&str| if name.ends_with(".toml") { path(&folder, name) } else { (*name).to_string() };
    let request = Request {
        base: Some(path(&folder, "main.toml")),
        variants: case.variants.iter().map(variant).collect(),
        set: case.set.iter().map(|text| text.to_string()).collect(),
    };
    let loaded = scenario::load(&request);
    (folder, loaded)
}

/// Whether one of the findings is at the place and says the words.
fn found(findings: &Findings, folder: &Path, at: &str, says: &str, way_out: &str) -> bool {
    findings.iter().any(|finding| {
        let position = findings.position(finding).to_string();
        let short = position.strip_prefix(&format!("{}/", folder.display())).unwrap_or(&position).to_string() + ":";
        let placed = short.starts_with(&format!("{}:", at.trim_end_matches(':')));
        placed && finding.message.contains(says) && finding.way_out.contains(way_out)
    })
}

#[test]
fn every_fault_names_its_place_its_reason_and_the_way_out() {
    let cases: Vec<Case> = [types(), keys(), bounds(), together(), files(), settings(), csv_files()].into_iter().flatten().collect();
    assert!(cases.len() >= 120, "{}", cases.len());
    let mut missed = Vec::new();
    for case in &cases {
        match load(case) {
            (_, Ok(_)) => missed.push(format!("{}: loads", case.name)),
            (folder, Err(faults)) if !found(&faults, &folder, case.at, case.says, case.way_out) => {
                missed.push(format!("{}: expected {} {:?} {:?}, got\n{faults}", case.name, case.at, case.says, case.way_out));
            }
            _ => {}
        }
    }
    assert!(missed.is_empty(), "{} of {}:\n{}", missed.len(), cases.len(), missed.join("\n"));
}

#[test]
fn all_faults_of_all_files_come_at_once() {
    let body = "policy = \"other.toml\"\n[world.stock]\npersns = 1\n[run]\nseed = \"x\"\nto = 2019-01-01\n[world.areas.\"Umeå\"]\nstock_weight = -1\n";
    let mut case = scenario("several", body, "", "", "");
    case.files.push(("other.toml", "kind = \"policy\"\n[policy.referral]\nwhen_full = \"give up\"\n[run]\nseed = 1\n".into()));
    case.set = &["world.contact.reached_share=7"];
    let (folder, loaded) = load(&case);
    let faults = loaded.unwrap_err();
    let at: Vec<String> =
        faults.iter().map(|finding| faults.position(finding).to_string().replace(&format!("{}/", folder.display()), "")).collect();
    for place in [
        "main.toml:5:1",
        "main.toml:7:8",
        "main.toml:8:6",
        "main.toml:10:16",
        "other.toml:3:13",
        "other.toml:4:2",
        "--set world.contact.reached_share=7:1:29",
    ] {
        assert!(at.iter().any(|found| found == place), "{place} not in {at:?}");
    }
    assert_eq!(faults.len(), 7, "{faults}");
}

#[test]
fn a_fault_shows_the_line_with_a_caret_and_the_way_out() {
    let (folder, loaded) = load(&scenario("caret", "[world.stock]\npersons = -1\n", "", "", ""));
    let text = loaded.unwrap_err().render(false);
    for part in [
        "error: `world.stock.persons` is -1",
        &format!("--> {}:4:11", path(&folder, "main.toml")),
        "4 | persons = -1",
        "^^",
        "help: give a value from 0",
    ] {
        assert!(text.contains(part), "{part:?} not in\n{text}");
    }
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let folder = folder("unreadable", &[]);
    std::fs::write(folder.join("latin1.toml"), b"kind = \"scenario\"\ntitle = \"Ume\xe5\"\n").unwrap();
    std::fs::File::create(folder.join("large.toml")).unwrap().set_len(100 * 1024 * 1024).unwrap();
    std::fs::create_dir_all(folder.join("folder.toml")).unwrap();
    let cases = [
        ("latin1.toml", "is not UTF-8 text: byte 30, on line 2"),
        ("large.toml", "is 100 MB large; at most 50 MB"),
        ("folder.toml", "is a folder"),
        ("nowhere.toml", "is neither a file nor a built-in scenario"),
        ("latin1.toml/below.toml", "is neither a file nor a built-in scenario"),
        // No permission: a test that runs as root may read everything, so a file that nobody can read as a file stands in.
        ("/proc/self/mem", "cannot be read"),
    ];
    let start = std::time::Instant::now();
    for (file, says) in cases {
        let name = path(&folder, file);
        let faults = scenario::load(&Request { base: Some(name), ..Request::default() }).unwrap_err();
        let said: Vec<&str> = faults.iter().map(|finding| finding.message.as_str()).collect();
        assert!(said.iter().any(|message| message.contains(says)), "{file}: {said:?}");
    }
    assert!(start.elapsed().as_secs() < 2, "the large file was read");
}

#[test]
fn a_mark_and_line_ends_of_windows_make_no_difference() {
    let text = format!("\u{feff}{HEAD}[world.stock]\npersns = 1\n").replace('\n', "\r\n");
    let (folder, loaded) = load(&whole("windows", &text, "", "", ""));
    let faults = loaded.unwrap_err();
    assert!(found(&faults, &folder, "main.toml:4:1", "persns", "persons"), "{faults}");
}

#[test]
fn bad_rows_are_told_up_to_a_limit() {
    let row = "Umeå,1980-01-01,x,tertiary,sweden,none,2019-01-01\n";
    let (_, loaded) = load(&stock("many rows", &row.repeat(50), "", "", ""));
    let faults = loaded.unwrap_err();
    assert_eq!(faults.len(), 21);
    assert!(faults.iter().any(|finding| finding.message.contains("30 more bad rows")));
}

#[test]
fn the_users_own_stock_and_inflow_are_read_in_swedish() {
    let stock = "\u{feff}Leveransområde;Ålder;Kön;Utbildning;Födelseregion;Funktionsnedsättning;Ramprogram;Sökandekategori;Inskriven\r\nUmeå;41;Kvinna;Eftergymnasial;utanför Europa;nej;Etablering;deltid;2019-03-01\r\nVästerås;20;man;grundskola;Sverige;ja;;;2020-03-29\r\n";
    let months = ["03", "04", "05", "06", "07", "08", "09", "10", "11", "12"].map(|month| format!("2020-{month};Umeå;10,5\n")).concat();
    let main = format!("{HEAD}[world.stock]\ncsv = \"stock.csv\"\n[world.inflow]\ncsv = \"inflow.csv\"\n");
    let files = vec![("main.toml", main), ("stock.csv", stock.into()), ("inflow.csv", format!("månad;område;antal\n{months}"))];
    let (folder, loaded) = load(&Case { files, ..whole("given", "", "", "", "") });
    let loaded = loaded.unwrap_or_else(|faults| panic!("{faults}"));
    let world = &loaded.scenario.world;
    let persons = world.stock.given.as_ref().unwrap();
    assert_eq!((world.stock.persons, persons.len()), (2, 2));
    let day = troskel::units::Day::parse("2020-03-29").unwrap();
    assert_eq!((persons[0].traits.age_years(day), persons[1].traits.age_years(day)), (41, 20));
    assert!(persons[0].traits.newly_arrived && !persons[1].traits.newly_arrived);
    assert_eq!(world.areas.iter().map(|area| area.stock_share).collect::<Vec<_>>(), [0.0, 0.0, 0.0, 0.0, 0.5, 0.5]);
    assert_eq!(world.inflow.months[0].1, [0.0, 0.0, 0.0, 0.0, 10.5, 0.0]);
    assert_eq!(loaded.inputs.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["inputs/stock.csv", "inputs/inflow.csv"]);

    // The resolved scenario and its inputs run anywhere and are the same scenario.
    let copy = folder.join("copy");
    std::fs::create_dir_all(copy.join("inputs")).unwrap();
    std::fs::write(copy.join("scenario.toml"), &loaded.resolved).unwrap();
    for file in &loaded.inputs {
        std::fs::copy(&file.path, copy.join(&file.name)).unwrap();
    }
    let again = scenario::load(&Request { base: Some(path(&copy, "scenario.toml")), ..Request::default() }).unwrap();
    assert_eq!((again.scenario, again.resolved, again.hash), (loaded.scenario, loaded.resolved, loaded.hash));
}

fn warnings(name: &'static str, body: &str) -> (PathBuf, Warnings) {
    let (folder, loaded) = load(&scenario(name, body, "", "", ""));
    (folder, loaded.unwrap_or_else(|faults| panic!("{faults}")).warnings)
}

#[test]
fn what_may_be_meant_but_most_likely_is_not_is_a_warning() {
    let set = "[[policy.thresholds]]\nfrom = 2020-03-30\nmin_registration_days = 1\n";
    let crossed = format!(
        "{set}too_far_below = [[1, 5], [101, 25]]\nlevel_c_below = [[1, 15]]\nlevel_b_below = [[1, 40]]\nlevel_a_below = [[1, 70], [300, 60]]\n"
    );
    let (folder, found_all) = warnings("crossing", &crossed);
    assert!(found(&found_all, &folder, "main.toml:7:17", "from registration day 52 on, so nobody gets level C", "raise"), "{found_all}");
    assert!(found(&found_all, &folder, "main.toml:9:17", "level_a_below falls from 70 to 60", "registered longer"), "{found_all}");
    let (folder, found_all) = warnings("list outside the run", "[policy.preprofiling]\ndate = 2021-06-01\n");
    assert!(found(&found_all, &folder, "main.toml:4:8", "outside the run", "policy.preprofiling"), "{found_all}");
    let (folder, found_all) = warnings("no contracts", "[world.providers.\"New\"]\nenters = 2021-01-01\nattractiveness = 1\nareas = {}\n");
    assert!(found(&found_all, &folder, "main.toml:3", "has no areas", "areas ="), "{found_all}");
    assert!(found(&found_all, &folder, "main.toml:3", "enters after the run ends", "move"), "{found_all}");
}

#[test]
fn evidence_is_checked_as_a_file() {
    let fact = "[[fact]]\nid = \"a\"\nmeasure = \"yes_share\"\npublished = 0.3\ntolerance = 0.1\n";
    let cases = [
        (
            "no published figure",
            "[[fact]]\nid = \"a\"\nmeasure = \"started\"\ntolerance = 1\n".to_string(),
            "main.toml:2",
            "no `published` figure",
        ),
        ("no id", "[[fact]]\nmeasure = \"started\"\npublished = 1\ntolerance = 1\n".into(), "main.toml:2", "no `id`"),
        ("id twice", format!("{fact}{fact}"), "main.toml:8:6", "is given twice"),
        ("negative tolerance", fact.replace("0.1", "-0.1"), "main.toml:6:13", "below 0"),
        ("share in percent", fact.replace("0.3", "{ a = 30 }"), "main.toml:5:19", "the share is 30"),
        ("published text", fact.replace("0.3", "\"30\""), "main.toml:5:13", "must be a number"),
        ("no facts", String::new(), "main.toml:1", "has no facts"),
        ("unknown word", format!("facts = 3\n{fact}"), "main.toml:2:1", "unknown key `facts`"),
        ("not TOML", "[[fact\n".into(), "main.toml:2", "not TOML"),
    ];
    for (name, text, at, says) in cases {
        let folder = folder(&format!("evidence {name}"), &[("main.toml", format!("kind = \"evidence\"\n{text}"))]);
        let (_, faults) = scenario::check(&[path(&folder, "main.toml")]);
        assert!(found(&faults, &folder, at, says, ""), "{name}: {faults}");
    }
}

#[test]
fn files_of_any_kind_are_checked_together() {
    let files = [
        ("policy.toml", "kind = \"policy\"\n[policy.caseworkers]\nlocal_slots_per_day = -5\n".to_string()),
        ("payments.toml", "kind = \"payments\"\n[payments]\npay_delay_day = 3\n".into()),
        ("sweep.toml", "kind = \"sweep\"\n".into()),
        ("what.toml", "kind = \"thing\"\n".into()),
        ("main.toml", format!("{HEAD}[run]\nto = 2019-01-01\n")),
    ];
    let folder = folder("together", &files);
    let paths: Vec<String> = files.iter().map(|(name, _)| path(&folder, name)).collect();
    let (_, faults) = scenario::check(&paths);
    for (at, says) in [
        ("policy.toml:3:23", "is -5"),
        ("payments.toml:3:1", "unknown key"),
        ("sweep.toml:1", "not supported yet"),
        ("what.toml:1:8", "`kind` is"),
        ("main.toml:4:6", "before it begins"),
    ] {
        assert!(found(&faults, &folder, at, says, ""), "{at}: {faults}");
    }
    assert_eq!(faults.len(), 5, "{faults}");
}
