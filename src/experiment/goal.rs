//! Enough replications: batches until an interval is narrow enough, or excludes a number.
//!
//! Looks are taken after 20, 40, 80, ... replications. The k-th look spends 1 / (k (k + 1)) of the error that is allowed in all
//! (these parts sum to 1), so its interval holds at every look at once, however many looks are taken (Bonferroni's bound).

use super::compare::Compared;
use crate::measure::Expr;
use crate::measure::paired::Interval;

/// Replications before the first look; each look doubles them.
const FIRST: u32 = 20;

/// Error that all intervals of all looks, goals and variants may have together.
const ERROR: f64 = 0.05;

/// What the interval of a measure's difference must do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wanted {
    /// Be at most so wide, in the measure's unit.
    Width(f64),
    /// Lie above or below a number.
    Above(f64),
    Below(f64),
}

/// A measure and what is wanted of its difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    pub expr: Expr,
    pub wanted: Wanted,
}

/// Where a goal stands after a look.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Valid under repeated looking; none with fewer than two replications.
    pub interval: Option<Interval>,
    /// The mean difference.
    pub difference: Option<f64>,
    pub state: State,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum State {
    Reached,
    /// The interval lies on the other side of the number: more replications would not change it.
    Refuted,
    /// It would take about so many replications in all; none where that cannot be said.
    Open {
        replications: Option<f64>,
    },
}

/// Replications in all at the k-th look (from 1), at most `most`.
pub fn look(k: u32, most: u32) -> u32 {
    FIRST.checked_shl(k - 1).filter(|count| count >> (k - 1) == FIRST).unwrap_or(u32::MAX).min(most)
}

/// The error of each of so many intervals at the k-th look (from 1).
pub fn error_at(k: u32, intervals: usize) -> f64 {
    ERROR / (f64::from(k) * f64::from(k + 1)) / intervals as f64
}

/// Where all goals stand after the k-th look: by variant, then by goal.
pub fn standings(compared: &Compared, goals: &[Goal], k: u32) -> Vec<Vec<Standing>> {
    let error = error_at(k, goals.len() * compared.tallies.len());
    let of = |variant| goals.iter().map(|goal| standing(compared, variant, goal, error)).collect();
    (0..compared.tallies.len()).map(of).collect()
}

fn standing(compared: &Compared, variant: usize, goal: &Goal, error: f64) -> Standing {
    let nothing = Standing { interval: None, difference: None, state: State::Open { replications: None } };
    let Some(pairs) = compared.pairs_of(variant, &goal.expr) else { return nothing };
    let (n, Some(mean)) = (pairs.base.len(), pairs.mean()) else { return nothing };
    let known = |interval| Standing { interval: Some(interval), difference: Some(mean), state: state(goal.wanted, interval, mean, n) };
    if compared.are_equal[variant] {
        return known((0.0, 0.0));
    }
    // Values that have not varied yet say nothing of how much they may: a rare difference is none at first.
    let varied = pairs.interval(error).filter(|(low, high)| low < high);
    varied.map_or(Standing { difference: Some(mean), ..nothing }, known)
}

fn state(wanted: Wanted, (low, high): Interval, mean: f64, n: usize) -> State {
    let half = (high - low) / 2.0;
    // Half-widths shrink with the root of the number of replications.
    let open = |needed: f64| State::Open { replications: (needed > 0.0).then(|| n as f64 * (half / needed).powi(2)) };
    match wanted {
        Wanted::Width(width) if high - low <= width => State::Reached,
        Wanted::Width(width) => open(width / 2.0),
        Wanted::Above(number) if low > number => State::Reached,
        Wanted::Below(number) if high < number => State::Reached,
        Wanted::Above(number) if high <= number => State::Refuted,
        Wanted::Below(number) if low >= number => State::Refuted,
        Wanted::Above(number) | Wanted::Below(number) => open((mean - number).abs()),
    }
}

impl Goal {
    /// `EXPR=WIDTH`: the last `=` divides.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn precision(text: &str) -> Result<Goal, String> {
        let (expr, width) = text.rsplit_once('=').ok_or("write EXPR=WIDTH, such as started=50")?;
        let width = number(width).filter(|width| *width > 0.0).ok_or(format!("`{}` is not a width above 0", width.trim()))?;
        Ok(Goal { expr: parse(expr)?, wanted: Wanted::Width(width) })
    }

    /// `EXPR > NUMBER` or `EXPR < NUMBER`.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn decision(text: &str) -> Result<Goal, String> {
        let sign = text.rfind(['>', '<']).ok_or("write \"EXPR > NUMBER\" or \"EXPR < NUMBER\", such as \"started > 0\"")?;
        let bound = number(&text[sign + 1..]).ok_or(format!("`{}` is not a number", text[sign + 1..].trim()))?;
        let wanted = if text[sign..].starts_with('>') { Wanted::Above(bound) } else { Wanted::Below(bound) };
        Ok(Goal { expr: parse(&text[..sign])?, wanted })
    }
}

fn number(text: &str) -> Option<f64> {
    text.trim().replace('_', "").parse().ok().filter(|number: &f64| number.is_finite())
}

fn parse(text: &str) -> Result<Expr, String> {
    Expr::parse(text.trim()).map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_double_and_spend_the_error_once() {
        assert_eq!([1, 2, 3, 4].map(|k| look(k, 100)), [20, 40, 80, 100]);
        assert_eq!(look(40, 5_000), 5_000);
        let spent: f64 = (1..10_000).map(|k| error_at(k, 4) * 4.0).sum();
        assert!(spent < ERROR && spent > ERROR * 0.999);
    }

    #[test]
    fn goals_are_read_as_written() {
        let goal = Goal::precision("started[population=new]=20").unwrap();
        assert_eq!((goal.expr.text().as_str(), goal.wanted), ("started[population=new]", Wanted::Width(20.0)));
        let goal = Goal::decision("payments:result < -1_000").unwrap();
        assert_eq!((goal.expr.key.as_deref(), goal.wanted), (Some("result"), Wanted::Below(-1000.0)));
        for wrong in ["started", "started=", "started=0", "startd=5", "started=-1"] {
            assert!(Goal::precision(wrong).is_err(), "{wrong}");
        }
        for wrong in ["started", "started >", "started > many", "startd > 0"] {
            assert!(Goal::decision(wrong).is_err(), "{wrong}");
        }
    }

    /// 100 pairs with a half-width of 8 around 4: to exclude 0 takes (8 / 4)^2 as many, a width of 4 (8 / 2)^2.
    #[test]
    fn a_goal_is_reached_refuted_or_says_what_it_would_take() {
        let state = |wanted| state(wanted, (-4.0, 12.0), 4.0, 100);
        assert_eq!(state(Wanted::Width(16.0)), State::Reached);
        assert_eq!(state(Wanted::Width(4.0)), State::Open { replications: Some(1_600.0) });
        assert_eq!(state(Wanted::Above(0.0)), State::Open { replications: Some(400.0) });
        assert_eq!([state(Wanted::Above(-5.0)), state(Wanted::Below(13.0))], [State::Reached; 2]);
        assert_eq!([state(Wanted::Above(13.0)), state(Wanted::Below(-5.0))], [State::Refuted; 2]);
    }
}
