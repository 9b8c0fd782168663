//! Values that do not fit their keys: types, names and bounds.

use super::{Case, scenario};

#[rustfmt::skip]
pub(super) fn types() -> Vec<Case> {
    vec![
        scenario("text for a number", "[world.stock]\npersons = \"5\"", "main.toml:4:11", "must be a whole number from 0 to 20000000", "without quotes"),
        scenario("decimals for a count", "[world.stock]\npersons = 5.5", "main.toml:4:11", "must be a whole number", "round it"),
        scenario("number for a switch", "[run]\nseries_by_day = 1", "main.toml:4:17", "must be true or false, not 1", "by day instead of by month"),
        scenario("number for a text", "title = 3", "main.toml:3:9", "must be a text in quotes", "One line"),
        scenario("empty text", "title = \" \"", "main.toml:3:9", "must be a text in quotes", "One line"),
        scenario("text for a date", "[run]\nfrom = \"2020-03-30\"", "main.toml:4:8", "must be a date such as 2020-03-30", "without quotes"),
        scenario("time for a date", "[run]\nfrom = 2020-03-30T10:00:00", "main.toml:4:8", "must be a date", "First day of the run"),
        scenario("impossible date", "[run]\nfrom = 2020-02-30", "main.toml:4", "2020-02-30 is not a date", "must exist in the calendar"),
        scenario("month 13", "[run]\nto = 2020-13-01", "main.toml:4", "is not a date", "year-month-day"),
        scenario("value for a table", "[world]\nstock = 5", "main.toml:4:9", "`world.stock` must be a table, not 5", "write [world.stock]"),
        scenario("table for a list", "[policy.thresholds]\nfrom = 2020-03-30", "main.toml:3", "must be a list of tables", "double brackets"),
        scenario("value in a list of tables", "[policy]\nthresholds = [1]", "main.toml:4:15", "`policy.thresholds[1]` must be a table", "too_far_below"),
        scenario("list for a number", "[world.effect]\nafter = [1.0]", "main.toml:4:9", "not a list of 1", "until the service ends"),
        scenario("unknown choice", "[policy.referral]\ndefault_rule = \"neerest\"", "main.toml:4:16", "which is none of", "did you mean `nearest`?"),
        scenario("unknown field", "[[world.tool.data_faults]]\nfrom = 2020-03-30\nuntil = 2020-04-01\nfields = [\"sex\"]", "main.toml:6:11", "which is none of", "birth_region"),
        scenario("number too large", "[run]\nseed = 99999999999999999999", "main.toml:4:8", "a number too large", "Starting point"),
        scenario("not a number", "[world.effect]\nafter = nan", "main.toml:4:9", "NaN, outside 0 to 10", "hazard ratio"),
        scenario("infinite", "[world.effect]\nafter = inf", "main.toml:4:9", "outside 0 to 10", "hazard ratio"),
        scenario("annotation that is no text", "[world.stock]\nsource = 3", "main.toml:4:10", "`world.stock.source` must be a text", "double quotes"),
        scenario("not TOML", "[world.stock\npersons = 1", "main.toml:3", "this is not TOML", "[heading]"),
        scenario("text without quotes", "title = hello", "main.toml:3", "this is not TOML", "double quotes"),
        scenario("comma for a point", "[world.effect]\nafter = 1,02", "main.toml:4", "this is not TOML", "decimals have a point"),
    ]
}

#[rustfmt::skip]
pub(super) fn keys() -> Vec<Case> {
    vec![
        scenario("misspelt key", "[world.stock]\npersns = 5", "main.toml:4:1", "unknown key `world.stock.persns`", "did you mean `persons`?"),
        scenario("misspelt part", "[wrld.stock]\npersons = 5", "main.toml:3:2", "unknown key `wrld`", "did you mean `world`?"),
        scenario("key in the wrong part", "[world]\nperiods = 2", "main.toml:4:1", "unknown key `world.periods`", "belongs in [policy.service]"),
        scenario("key at the top", "persons = 5", "main.toml:3:1", "unknown key `persons`", "belongs in"),
        scenario("key in a list of tables", "[[policy.thresholds]]\nform = 2020-03-30", "main.toml:4:1", "unknown key `policy.thresholds[1].form`", "did you mean `from`?"),
        scenario("unknown share", "[world.composition.education]\nsweden = { primary = 0.2 }", "main.toml:4:12", "unknown key `world.composition.education.sweden.primary`", "compulsory"),
        scenario("key twice", "[world.stock]\npersons = 1\npersons = 2", "main.toml:5", "written twice", "keep one"),
        scenario("area twice", "[world.areas.\"Umeå\"]\nstock_weight = 1\n[world.areas.\"Umeå\"]\nstock_weight = 2", "main.toml:5", "written twice", "keep one"),
        scenario("provider twice", "[world.providers.\"X\"]\nenters = 2020-04-14\n[world.providers.\"X\"]\nrating = 2", "main.toml:5", "written twice", "keep one"),
        scenario("empty name", "[world.areas.\"\"]\nstock_weight = 1", "main.toml:3", "a name is empty", "in quotes"),
        scenario("month that is none", "[world.inflow.registrations_per_month]\n\"2020-3\" = 5", "main.toml:4:1", "\"2020-3\" is not a month", "2020-03"),
        scenario("unset what is not there", "unset = [\"world.stock.person\"]", "main.toml:3:10", "there is no `person` to unset", "did you mean `persons`?"),
        scenario("unset that is no path", "unset = [\"world..stock\"]", "main.toml:3:10", "`unset` has", "policy.preprofiling"),
        scenario("missing after unset", "unset = [\"world.stock.persons\"]", "main.toml:3:10", "`world.stock.persons` is missing: it is taken away", "give it anew"),
        scenario("missing part after unset", "unset = [\"policy.referral\"]", "main.toml:3:10", "`policy.referral` is missing", "choice_days"),
        scenario("half a provider", "[world.providers.\"New\"]\nenters = 2020-05-01", "main.toml:3", "`world.providers.New.areas` is missing", "offices"),
        scenario("half a threshold set", "[[policy.thresholds]]\nfrom = 2020-03-30", "main.toml:3", "`policy.thresholds[1].too_far_below` is missing", "percent by days"),
    ]
}

#[rustfmt::skip]
pub(super) fn bounds() -> Vec<Case> {
    vec![
        scenario("negative capacity", "[policy.caseworkers]\nlocal_slots_per_day = -1", "main.toml:4:23", "is -1, outside 0 to 1000000", "Local offices"),
        scenario("share above one", "[world.areas.\"Umeå\"]\nno_active_choice_share = 1.5", "main.toml:4:26", "is 1.5, outside 0 to 1", "no active choice"),
        scenario("negative share", "[world.contact]\nreached_share = -0.1", "main.toml:4:17", "outside 0 to 1", "informed"),
        scenario("percent for a share", "[world.contact]\nreached_share = 90", "main.toml:4:17", "is 90, outside 0 to 1", "from 0 to 1 (share)"),
        scenario("threshold above 100", "[[policy.thresholds]]\nfrom = 2020-03-30\ntoo_far_below = [[1, 20], [200, 101]]", "main.toml:5:27", "101 at day 200, outside 0 to 100", "too far from work"),
        scenario("threshold below 0", "[[policy.thresholds]]\nlevel_a_below = [[1, -3]]", "main.toml:4:18", "outside 0 to 100", "level A"),
        scenario("days of a curve fall", "[world.exits]\njob_duration = [[10, 1.0], [5, 2.0]]", "main.toml:4:28", "don't rise: 5 comes after 10", "in order of days"),
        scenario("curve without points", "[world.exits]\njob_duration = []", "main.toml:4:16", "has no points", "[days, value]"),
        scenario("curve of triples", "[world.exits]\njob_duration = [[1, 2, 3]]", "main.toml:4:16", "must be a curve", "days registered"),
        scenario("eleven months", "[world.exits]\nseason = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]", "main.toml:4:10", "has 11 numbers, not 12", "January first"),
        scenario("reversed span", "[policy.referral]\nchoice_days = [10, 1]", "main.toml:4:15", "is reversed", "write [1, 10]"),
        scenario("no replications", "[run]\nreplications = 0", "main.toml:4:16", "is 0, outside 1 to 1000000", "repeated"),
        scenario("negative seed", "[run]\nseed = -1", "main.toml:4:8", "is -1, outside 0 to 9223372036854775807", "to 9223372036854775807"),
        scenario("five stars", "[world.providers.\"Nationell 1\"]\nrating = 5", "main.toml:4:10", "is 5, outside 1 to 4", "rating"),
        scenario("a third of an öre", "[payments]\ncommitted_per_referral_sek = 100.333", "main.toml:4:30", "not whole öre", "two decimals"),
        scenario("negative price", "[[payments.prices]]\nfrom = 2020-03-30\nlevel_a = [{ base_sek = -5, result_sek = 0 }]", "main.toml:5:25", "is -5, outside", "Base payment"),
        scenario("too many persons", "[world.stock]\npersons = 30000000", "main.toml:4:11", "outside 0 to 20000000", "persons"),
        scenario("shares that don't sum to 1", "[world.composition.education]\nsweden = { compulsory = 0.5, upper_secondary = 0.5, tertiary = 0.28 }", "main.toml:4:1", "sum to 1.2800, not to 1", "change one of them by -0.2800"),
        scenario("a share is lacking", "[[world.composition.by_days]]\ndays = 1\nbirth_region = { sweden = 1.0 }\nage = { under_25 = 0.2, from_25_to_54 = 0.6, from_55 = 0.2 }\ndisability = 0.1", "main.toml:5:1", "lacks `europe`, `outside_europe`", "write 0"),
    ]
}
