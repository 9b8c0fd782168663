//! What a variant's lines do to the base's profilings: each of which they say something else counts once, for the opening or closing
//! of its registration time, else for the lowest boundary that passes over its score.

use super::flow::Move;
use crate::journal::What;
use crate::measure::lives::Step;
use crate::pathway::thresholds::{Lines, LinesByDay};
use crate::sim::Model;
use crate::units::{Day, JobChance};

/// No registration lasts longer.
pub const LAST: i32 = 20_000;

/// Bands of registration time in days: a quarter, half a year, a year, two years, more. Lines are constant after the last.
const BANDS: [(i32, i32); 5] = [(1, 90), (91, 180), (181, 365), (366, 730), (731, LAST)];

/// What may move: the four boundaries, and whether a registration time is open to levels at all.
const MOVING: [&str; 5] = ["too_far_below", "level_c_below", "level_b_below", "level_a_below", OPENING];

/// The key that opens or closes registration times.
pub const OPENING: &str = "min_registration_days";

/// Days on which one set is in force in the base and one in the variant.
struct Period<'a> {
    from: Day,
    to: Day,
    base: &'a LinesByDay,
    variant: &'a LinesByDay,
}

/// The periods of a run between dates on which lines may change.
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
            Some(Period { from: *from, to, base: base.profiler.lines.on(*from)?, variant: variant.profiler.lines.on(*from)? })
        };
        Moves { periods: starts.iter().zip(ends).filter_map(period).collect() }
    }

    /// Room for counts.
    pub fn len(&self) -> usize {
        self.periods.len() * BANDS.len() * MOVING.len()
    }

    /// Counts a profiling of the base, if the variant's lines say something else of it.
    pub fn count(&self, step: &Step, counts: &mut [u64]) {
        let What::Profiled { score, .. } = step.what else { return };
        let Some(index) = self.periods.iter().position(|period| (period.from..=period.to).contains(&step.day)) else { return };
        let days = i32::from(step.registration_days);
        let [old, new] = [self.periods[index].base, self.periods[index].variant].map(|lines| lines.at(days));
        if old.verdict(score) != new.verdict(score) {
            let band = BANDS.iter().position(|(_, last)| days <= *last).unwrap_or(BANDS.len() - 1);
            counts[(index * BANDS.len() + band) * MOVING.len() + passed(old, new, score)] += 1;
        }
    }

    /// What moves, those with the most profilings first.
    pub fn told(&self, counts: &[u64], replications: u32) -> Vec<Move> {
        let one = |(place, count): (usize, &u64)| {
            let (rest, boundary) = (place / MOVING.len(), place % MOVING.len());
            let (period, band) = (&self.periods[rest / BANDS.len()], BANDS[rest % BANDS.len()]);
            let (base_percent, variant_percent) = (range(period.base, band, boundary), range(period.variant, band, boundary));
            let moved = Move {
                from: period.from,
                to: period.to,
                registration_days: band,
                boundary: MOVING[boundary],
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

/// What of `MOVING` makes the lines say something else of a score.
fn passed(old: &Lines, new: &Lines, score: JobChance) -> usize {
    let below = |lines: &Lines| lines.boundaries().map(|boundary| score.percent() < boundary);
    let crossed = below(old).iter().zip(below(new)).position(|(old, new)| *old != new);
    if old.is_open() == new.is_open() { crossed.unwrap_or(0) } else { MOVING.len() - 1 }
}

/// Least and greatest place of a boundary within a band where levels are open; of an opening, the lowest and the highest boundary there,
/// and nothing where all is closed.
fn range(lines: &LinesByDay, (first, last): (i32, i32), moving: usize) -> Option<(f64, f64)> {
    let open = (first..=last).map(|day| lines.at(day)).filter(|lines| lines.is_open());
    let places = open.flat_map(|lines| if moving < 4 { vec![lines.boundaries()[moving]] } else { lines.boundaries().to_vec() });
    let wider = |(low, high): (f64, f64), place: f64| (low.min(place), high.max(place));
    places.fold(None, |range, place| Some(range.map_or((place, place), |range| wider(range, place))))
}
