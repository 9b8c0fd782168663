//! Keys of the scenario as a whole and of the run.

use super::{Form, Key, Section, key, section};
use crate::scenario::free::PriorScale;

pub(super) const SECTIONS: &[Section] = &[
    section("run", "How the scenario is run."),
    section("run.plan", "What was planned, to compare with; leave it out if there was no plan.").optional(),
    section("calibration", "What may be fitted to evidence; leave it out if nothing is.").optional(),
    section("calibration.parameters[]", "A number that may be fitted, with what is believed of it before.").optional(),
];

pub(super) const KEYS: &[Key] = &[
    key("name", Form::Text, "", "Short name; the output folder is called after it.").optional("\"my-scenario\""),
    key("title", Form::Text, "", "One line that says what the scenario is about.").optional("\"What it is about\""),
    key("evidence", Form::Texts, "", "Evidence to compare with: built-in names or files.")
        .optional("[]")
        .limits("empty: nothing to validate against"),
    key("run.from", Form::Date, "date", "First day of the run; the stock is those registered on the day before.")
        .limits("at least one day, at most 20 years before run.to"),
    key("run.to", Form::Date, "date", "Last day of the run.").limits("the same day as run.from: a run of one day"),
    key("run.replications", Form::Integer(1, 1_000_000), "replications", "How often the run is repeated with other luck.")
        .limits("1: no measure of uncertainty; the error of a mean shrinks with the square root of the number"),
    key("run.seed", Form::Integer(0, i64::MAX), "", "Starting point of all chance: the same seed gives the same numbers.")
        .limits("any value is as good as another"),
    key("run.measures", Form::Texts, "", "Measures to write besides the standard ones, as expressions.")
        .optional("[]")
        .limits("empty: the standard measures only"),
    key("run.series_by_day", Form::Bool, "", "Time series by day instead of by month.")
        .optional("false")
        .limits("true: some 30 times as many rows in the series"),
    key("run.fixed_parameters", Form::Bool, "", "Fitted numbers keep their fitted values instead of being drawn for each replication.")
        .optional("false")
        .limits("true: the spread is chance alone"),
    key("run.plan.participants", Form::Number(0.0, 10_000_000.0), "participants", "Planned participants, an average of month ends.")
        .limits("0: every outcome is above the plan"),
    key("run.plan.from", Form::Date, "date", "The month ends from this day on are compared with the plan.")
        .limits("must lie within the run"),
    key(
        "calibration.parameters[].key",
        Form::Text,
        "",
        "The number's key; a point of a curve by its number, as in `world.tool.mixture.high_mean[2]`.",
    )
    .shown("\"world.tool.mixture.loading\""),
    key("calibration.parameters[].scale", Form::Choice(PriorScale::NAMES), "", "Scale on which the prior is normal.").shown("\"logit\""),
    key("calibration.parameters[].mean", Form::Number(-1e9, 1e9), "", "Mean of the prior, in the unit of the key.")
        .shown("0.5")
        .limits("from low to high"),
    key("calibration.parameters[].sd", Form::Number(1e-9, 1e9), "", "Standard deviation of the prior at its mean, in the unit of the key.")
        .shown("0.15")
        .limits("small: the number hardly moves; large: the evidence decides"),
    key("calibration.parameters[].low", Form::Number(-1e9, 1e9), "", "The least value tried.")
        .shown("0.1")
        .limits("above 0 on a log or logit scale"),
    key("calibration.parameters[].high", Form::Number(-1e9, 1e9), "", "The greatest value tried.")
        .shown("0.95")
        .limits("below 1 on a logit scale"),
    key("calibration.parameters[].reason", Form::Text, "", "Why the prior is as it is.").shown("\"range of the assumption\""),
    key(
        "calibration.parameters[].fitted",
        Form::Number(-1e9, 1e9),
        "",
        "The fitted value: while the number has it, replications draw around it.",
    )
    .limits("another value than the number's own: the number is not drawn")
    .optional("0.55"),
    key(
        "calibration.parameters[].spread",
        Form::Row(-100.0, 100.0),
        "prior standard deviations",
        "Row of the lower triangular root of the fit's covariance: one number for each parameter up to this one.",
    )
    .limits("zeros: not drawn")
    .optional("[0.4]"),
];
