//! `--precision` and `--decide`: what was asked for, and what is said of it.

use super::super::args::Compare;
use super::super::{Exit, complain};
use crate::experiment::goal::{Goal, Standing, State, Wanted};
use crate::report::numbers::{in_unit, signed, whole};

/// The goals of the command line, all faults at once.
pub fn read(arguments: &Compare) -> Result<Vec<Goal>, Exit> {
    let precision = arguments.precision.iter().map(|text| ("--precision", text, Goal::precision(text)));
    let decide = arguments.decide.iter().map(|text| ("--decide", text, Goal::decision(text)));
    let mut goals = Vec::new();
    let mut wrong = super::load::check_measures(arguments).is_err();
    for (option, text, goal) in precision.chain(decide) {
        match goal {
            Ok(goal) => goals.push(goal),
            Err(reason) => {
                complain(&format!("{option} \"{text}\": {reason}"));
                wrong = true;
            }
        }
    }
    if arguments.max_time.is_some() && arguments.precision.is_empty() && arguments.decide.is_empty() {
        complain("--max-time goes with --precision or --decide: without them -n says how much is run");
        wrong = true;
    }
    if wrong { Err(Exit::WrongUsage) } else { Ok(goals) }
}

/// Whether everything that was asked can be told: a width is reached, a number lies on one side of the interval.
pub fn all_told(goals: &[Goal], standings: &[Vec<Standing>]) -> bool {
    let told = |goal: &Goal, standing: &Standing| match goal.wanted {
        Wanted::Width(_) => standing.state == State::Reached,
        Wanted::Above(_) | Wanted::Below(_) => matches!(standing.state, State::Reached | State::Refuted),
    };
    standings.iter().all(|standings| goals.iter().zip(standings).all(|(goal, standing)| told(goal, standing)))
}

/// One sentence a goal: what can be told, what cannot, and how many more replications it would take. `hidden` keeps the difference and
/// its interval back.
pub fn sentence(goal: &Goal, standing: &Standing, done: u32, hidden: bool) -> String {
    let unit = goal.expr.measure.unit;
    let measure = goal.expr.key.as_ref().map_or(goal.expr.text(), |key| format!("{}:{key}", goal.expr.text()));
    let Some(((low, high), difference)) = standing.interval.zip(standing.difference) else {
        let same = standing
            .difference
            .filter(|_| !hidden)
            .map_or(String::new(), |difference| format!(" {} in each of {done} replications;", signed(difference, unit)));
        return format!("{measure}:{same} how rare another value is cannot be told yet");
    };
    let found = match hidden {
        true => format!("{measure}: not shown"),
        false => format!("{measure}: {} ({} to {})", signed(difference, unit), signed(low, unit), signed(high, unit)),
    };
    let more = |replications: Option<f64>| match replications {
        Some(total) => format!("it would take about {} replications in all", whole(total.max(f64::from(done) + 1.0))),
        None => "no number of replications would tell".to_string(),
    };
    match (goal.wanted, standing.state) {
        (Wanted::Width(width), State::Reached) => format!("{found}; no wider than {}, as asked", in_unit(width, unit)),
        (Wanted::Width(width), state) => format!("{found}; wider than {}: {}", in_unit(width, unit), more(total(state))),
        (Wanted::Above(number), State::Reached) => format!("{found}; it is more than {}", in_unit(number, unit)),
        (Wanted::Below(number), State::Reached) => format!("{found}; it is less than {}", in_unit(number, unit)),
        (Wanted::Above(number), State::Refuted) => format!("{found}; it is not more than {}", in_unit(number, unit)),
        (Wanted::Below(number), State::Refuted) => format!("{found}; it is not less than {}", in_unit(number, unit)),
        (Wanted::Above(number) | Wanted::Below(number), state) => {
            format!("{found}; whether it is more or less than {} cannot be told yet: {}", in_unit(number, unit), more(total(state)))
        }
    }
}

fn total(state: State) -> Option<f64> {
    if let State::Open { replications } = state { replications } else { None }
}
