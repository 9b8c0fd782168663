//! Values that do not fit each other.

use super::{Case, scenario};

#[rustfmt::skip]
pub(super) fn together() -> Vec<Case> {
    vec![
        scenario("reversed run", "[run]\nto = 2020-01-01", "main.toml:4:6", "ends on 2020-01-01, before it begins on 2020-03-30", "on or after run.from"),
        scenario("run of 80 years", "[run]\nto = 2099-12-31", "main.toml:4:6", "longer than 20 years", "shorten it"),
        scenario("run before the thresholds", "[run]\nfrom = 2020-03-01", "main.toml:4:8", "in force when the run begins on 2020-03-01", "2020-03-01 or earlier"),
        scenario("run in the year 1", "[run]\nfrom = 0001-01-01", "main.toml:4:1", "begins in the year 1", "1950"),
        scenario("months without inflow", "[run]\nto = 2021-02-28", "main.toml:4:6", "lacks 2 of the run's months: 2021-01, 2021-02", "add \"2021-01\""),
        scenario("plan outside the run", "[run.plan]\nfrom = 2021-05-01", "main.toml:4:8", "lies outside the run", "a day of the run"),
        scenario("dates of sets fall", "[[policy.randomisation]]\nfrom = 2020-09-01\nwidth_points = 1\nlocked_days = 0\n[[policy.randomisation]]\nfrom = 2020-03-30\nwidth_points = 1\nlocked_days = 0", "main.toml:8:8", "2020-03-30 comes after 2020-09-01", "in order of date"),
        scenario("the same date twice", "[[world.exits.cycle]]\nfrom = 2020-09-01\nfactor = 1\n[[world.exits.cycle]]\nfrom = 2020-09-01\nfactor = 1", "main.toml:7:8", "don't rise", "each date once"),
        scenario("data fault reversed", "[[world.tool.data_faults]]\nfrom = 2020-08-20\nuntil = 2020-03-30\nfields = []", "main.toml:5:9", "ends before it begins", "on or after"),
        scenario("provider leaves early", "[world.providers.\"Nationell 1\"]\nleaves = 2020-04-01", "main.toml:4:10", "leaves before it enters on 2020-04-14", "on or after"),
        scenario("unknown area of a provider", "[world.providers.\"Nationell 1\".areas.\"Umea\"]\nsupervisors = 1\noffices = 1", "main.toml:3", "names the area \"Umea\"", "did you mean `Umeå`?"),
        scenario("unknown area of a factor", "[policy.caseworkers.area_factor]\n\"Vesterås\" = 2", "main.toml:4:1", "names the area \"Vesterås\"", "did you mean `Västerås`?"),
        scenario("area without a model", "[world.areas.\"Gävle\"]\nstock_weight = 1\ninflow_weight = 1\nno_active_choice_share = 0.1", "main.toml:3:14", "does not say which is for Gävle", "\"Gävle\" = 1"),
        scenario("model without a price", "[payments.group_of_area]\n\"Umeå\" = 3", "main.toml:4:10", "has the prices 3, but level_b has only 2", "add a price"),
        scenario("behaviour without costs", "unset = [\"world.provider_economics\"]", "krom-2020 (built in):", "no `world.provider_economics`", "unset world.behaviour"),
        scenario("no area", "unset = [\"world.areas\"]\n[world.areas]", "main.toml:4:8", "there is no area", "add [world.areas"),
        scenario("weights of zero", "unset = [\"world.areas\", \"world.providers\", \"policy.caseworkers.area_factor\", \"payments.group_of_area\"]\n[world.areas.\"X\"]\nstock_weight = 0\ninflow_weight = 1\nno_active_choice_share = 0.1\n[world.providers]\n[payments.group_of_area]\n\"X\" = 1", "main.toml:4", "`stock_weight` is 0 in every area", "above 0"),
        scenario("two frailties", "[world.exits]\nfrailty = { gamma = { shape = 1.0 }, log_normal = { sd = 0.5 } }", "main.toml:4", "has both `gamma` and `log_normal`", "keep one"),
        scenario("no reading", "unset = [\"world.tool.mixture\"]", "krom-2020 (built in):", "needs one of `mixture` and `truth`", "add one"),
        scenario("half a reading", "[world.tool]\ntruth = {}", "main.toml:4:1", "`world.tool.truth.noise_sd_probit` is missing", "probit"),
        scenario("intended sets that are not there", "unset = [\"policy.intended_thresholds\"]\n[policy]\nthresholds_in_use = \"intended\"", "main.toml:5:1", "there are none", "deployed"),
        scenario("no thresholds", "[policy]\nthresholds = []", "main.toml:4:14", "[[policy.thresholds]] is empty", "at least one"),
        scenario("registered share falls", "[world.stock]\nregistered_share_by_days = [[0, 0.0], [10, 0.5], [20, 0.4], [30, 1.0]]", "main.toml:4:28", "falls from 0.5 to 0.4 at day 20", "only rise"),
        scenario("nobody has registered", "[world.stock]\npast_registrations = [[0, 5.0], [1, 0.0], [90, 0]]", "main.toml:4:22", "is 0 on every day", "above 0"),
        scenario("registered share ends early", "[world.stock]\nregistered_share_by_days = [[0, 0.0], [10, 0.5]]", "main.toml:4:28", "goes from 0 to 0.5", "the last 1.0"),
        scenario("categories above one", "[world.stock]\nemployed_share = [[1, 0.9]]", "main.toml:4:18", "sum to 1.150 at day 1461", "lower one"),
        scenario("nobody registers on any day", "[world.inflow]\nweekday_weights = [0, 0, 0, 0, 0, 0, 0]", "main.toml:4:19", "is 0 on every day", "above 0"),
        scenario("reasons above one", "[policy.decisions.reason_rates]\nlow_capacity = 0.95", "main.toml:3", ", above 1", "lower them"),
        scenario("minimum beyond the boundaries", "[[policy.thresholds]]\nfrom = 2020-03-30\nmin_registration_days = 900\ntoo_far_below = [[1, 5], [500, 6]]\nlevel_c_below = [[1, 7]]\nlevel_b_below = [[1, 8]]\nlevel_a_below = [[1, 9]]", "main.toml:5:25", "fewer than 900 days", "at most 500"),
    ]
}
