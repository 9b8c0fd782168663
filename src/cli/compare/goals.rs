//! `--precision` and `--decide`: what was asked for, and what is said of it.

use super::super::args::Compare;
use super::super::{Exit, complain};
use crate::experiment::goal::{Goal, Standing, State, Wanted};
use crate::report::numbers::{signed, whole};

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
        (Wanted::Width(width), State::Reached) => format!("{found}; no wider than {}, as asked", size(width, unit)),
        (Wanted::Width(width), state) => format!("{found}; wider than {}: {}", size(width, unit), more(total(state))),
        (Wanted::Above(number), State::Reached) => format!("{found}; it is more than {}", size(number, unit)),
        (Wanted::Below(number), State::Reached) => format!("{found}; it is less than {}", size(number, unit)),
        (Wanted::Above(number), State::Refuted) => format!("{found}; it is not more than {}", size(number, unit)),
        (Wanted::Below(number), State::Refuted) => format!("{found}; it is not less than {}", size(number, unit)),
        (Wanted::Above(number) | Wanted::Below(number), state) => {
            format!("{found}; whether it is more or less than {} cannot be told yet: {}", size(number, unit), more(total(state)))
        }
    }
}

/// A number that a difference is held against: of shares in percentage points, as the difference is.
fn size(value: f64, unit: &str) -> String {
    signed(value, unit).trim_start_matches('+').to_string()
}

fn total(state: State) -> Option<f64> {
    if let State::Open { replications } = state { replications } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_of_shares_is_held_against_percentage_points() {
        let told = |goal: Goal, state, hidden| {
            let standing = Standing { interval: Some((-0.03, -0.01)), difference: Some(-0.02), state };
            sentence(&goal, &standing, 20, hidden)
        };
        let above = || Goal::decision("verdict_shares:too_far > 0").unwrap();
        assert_eq!(
            told(above(), State::Refuted, false),
            "verdict_shares:too_far: -2.0 pp (-3.0 pp to -1.0 pp); it is not more than 0.0 pp"
        );
        assert!(told(Goal::precision("yes_share=0.03").unwrap(), State::Reached, false).ends_with("no wider than 3.0 pp, as asked"));
        assert_eq!(told(above(), State::Refuted, true), "verdict_shares:too_far: not shown; it is not more than 0.0 pp");
    }
}
