//! Boundaries that a variant moves, and how many of the base's profilings lie between the old and the new place.

use super::flow::Move;
use crate::journal::What;
use crate::measure::lives::Step;
use crate::pathway::thresholds::LinesByDay;
use crate::sim::Model;
use crate::units::Day;

/// No registration lasts longer.
pub const LAST: i32 = 20_000;

/// Bands of registration time in days: a quarter, half a year, a year, two years, more. Lines are constant after the last.
const BANDS: [(i32, i32); 5] = [(1, 90), (91, 180), (181, 365), (366, 730), (731, LAST)];

const BOUNDARIES: [&str; 4] = ["too_far_below", "level_c_below", "level_b_below", "level_a_below"];

/// Days on which one set is in force in the base and another in the variant.
struct Period<'a> {
    from: Day,
    to: Day,
    base: &'a LinesByDay,
    variant: &'a LinesByDay,
}

/// The periods of a run in which the lines differ.
pub struct Moves<'a> {
    periods: Vec<Period<'a>>,
}

impl<'a> Moves<'a> {
    pub fn new(base: &'a Model, variant: &'a Model) -> Moves<'a> {
        let run = &base.scenario.run;
        let dates = |model: &'a Model| model.profiler.lines.steps().iter().map(|step| step.0);
        let mut starts: Vec<Day> = dates(base).chain(dates(variant)).filter(|day| run.from < *day && *day <= run.to).collect();
        starts.push(run.from);
        starts.sort_unstable();
        starts.dedup();
        let ends = starts.iter().skip(1).map(|next| *next - 1).chain([run.to]);
        let period = |(from, to): (&Day, Day)| {
            let (base, variant) = (base.profiler.lines.on(*from)?, variant.profiler.lines.on(*from)?);
            (base != variant).then_some(Period { from: *from, to, base, variant })
        };
        Moves { periods: starts.iter().zip(ends).filter_map(period).collect() }
    }

    /// Room for counts.
    pub fn len(&self) -> usize {
        self.periods.len() * BANDS.len() * BOUNDARIES.len()
    }

    /// Counts a profiling of the base for each boundary that passes over it.
    pub fn count(&self, step: &Step, counts: &mut [u64]) {
        let What::Profiled { score, .. } = step.what else { return };
        let Some(index) = self.periods.iter().position(|period| (period.from..=period.to).contains(&step.day)) else { return };
        let days = i32::from(step.registration_days);
        let band = BANDS.iter().position(|(_, last)| days <= *last).unwrap_or(BANDS.len() - 1);
        let [old, new] = [self.periods[index].base, self.periods[index].variant].map(|lines| lines.at(days).boundaries());
        for boundary in 0..BOUNDARIES.len() {
            let crossed = (score.percent() < old[boundary]) != (score.percent() < new[boundary]);
            counts[(index * BANDS.len() + band) * BOUNDARIES.len() + boundary] += u64::from(crossed);
        }
    }

    /// What moves, those with the most profilings first.
    pub fn told(&self, counts: &[u64], replications: u32) -> Vec<Move> {
        let one = |(place, count): (usize, &u64)| {
            let (rest, boundary) = (place / BOUNDARIES.len(), place % BOUNDARIES.len());
            let (period, band) = (&self.periods[rest / BANDS.len()], BANDS[rest % BANDS.len()]);
            let (base_percent, variant_percent) = (range(period.base, band, boundary), range(period.variant, band, boundary));
            let moved = Move {
                from: period.from,
                to: period.to,
                registration_days: band,
                boundary: BOUNDARIES[boundary],
                base_percent,
                variant_percent,
                profilings: *count as f64 / f64::from(replications),
            };
            (*count > 0).then_some(moved)
        };
        let mut moves: Vec<Move> = counts.iter().enumerate().filter_map(one).collect();
        moves.sort_by(|a, b| b.profilings.total_cmp(&a.profilings));
        moves
    }
}

/// Least and greatest place of a boundary within a band.
fn range(lines: &LinesByDay, (first, last): (i32, i32), boundary: usize) -> (f64, f64) {
    let places = (first..=last).map(|day| lines.at(day).boundaries()[boundary]);
    places.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), place| (low.min(place), high.max(place)))
}
