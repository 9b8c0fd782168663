//! Time as hazards see it: days weighted by duration dependence, season and cycle, and the service's hazard ratio.

use super::outcomes::Exits;
use crate::engine::curve::Curve;
use crate::engine::draws;
use crate::engine::lookup::Lookup;
use crate::units::Day;

/// Daily hazards as a function of days registered, summed: `sum_to(n)` adds the days 1 to n after registration.
#[derive(Clone, Debug)]
pub struct Duration {
    sums: Lookup,
    last: f64,
}

impl Duration {
    /// Factors of a curve for `days` days; beyond them the last factor holds.
    pub fn new(factors: &Curve, days: usize) -> Duration {
        let mut sums = vec![0.0; days + 1];
        for day in 1..=days {
            sums[day] = sums[day - 1] + factors.at(day as f64);
        }
        Duration { sums: Lookup::new(sums), last: factors.at(days as f64) }
    }

    /// Sum of the factors of the days 1 to `days` after registration.
    #[inline]
    pub fn sum_to(&self, days: i32) -> f64 {
        self.sums.values().get(days as usize).copied().unwrap_or_else(|| self.beyond(days))
    }

    /// The sum before the first and after the last day known.
    #[cold]
    fn beyond(&self, days: i32) -> f64 {
        let sums = self.sums.values();
        let known = sums.len() as i32 - 1;
        if days < 0 { 0.0 } else { sums[known as usize] + self.last * f64::from(days - known) }
    }

    /// About how many days after registration the factors add up to a sum, among the days known.
    #[inline]
    fn days_to(&self, sum: f64) -> i32 {
        self.sums.at_most(sum) as i32
    }
}

/// Factors on a hazard by calendar date: season and cycle, constant in stretches.
#[derive(Clone, Debug)]
pub struct Climate {
    first: Day,
    /// Last day of each stretch and its factor, in order; the last one ends with the run.
    stretches: Vec<(Day, f64)>,
    /// The stretch of each day of the run.
    of_day: Vec<u16>,
}

impl Climate {
    /// The factors of each day of `first..=last`, as a function of the day.
    pub fn new(first: Day, last: Day, factor: impl Fn(Day) -> f64) -> Climate {
        let mut climate = Climate { first, stretches: Vec::new(), of_day: Vec::new() };
        for day in (first.0..=last.0).map(Day) {
            let value = factor(day);
            match climate.stretches.last_mut() {
                Some(stretch) if stretch.1 == value => stretch.0 = day,
                _ => climate.stretches.push((day, value)),
            }
            climate.of_day.push(climate.stretches.len() as u16 - 1);
        }
        climate
    }

    /// Season and cycle of job hazards.
    pub fn of_jobs(exits: &Exits, first: Day, last: Day) -> Climate {
        Climate::new(first, last, |day| exits.climate(day))
    }

    fn last(&self) -> Day {
        self.stretches.last().expect("a run has days").0
    }

    /// The stretches from a day of the run on.
    #[inline]
    fn from(&self, day: Day) -> &[(Day, f64)] {
        &self.stretches[usize::from(self.of_day[(day - self.first) as usize])..]
    }
}

/// A hazard ratio until a day, for a person in the service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    pub until: Day,
    pub factor: f64,
}

/// Time as a hazard sees it: days weighted by duration dependence, climate and hazard ratio. A race between causes that
/// share a clock is decided before the clock is read.
#[derive(Clone, Debug)]
pub struct Clock {
    pub duration: Duration,
    climate: Climate,
    /// The greatest factor of the climate.
    fastest: f64,
    /// Clock time from the first day to the last, by days registered on the first.
    of_stock: Vec<f64>,
    /// Clock time from each day to the last, for those registered on that day.
    of_new: Vec<f64>,
}

impl Clock {
    /// `longest` is the longest registration time on the first day, in days.
    pub fn new(duration: Duration, climate: Climate, longest: i32) -> Clock {
        let (first, last) = (climate.first, climate.last());
        let fastest = climate.stretches.iter().fold(0.0, |most, stretch| f64::max(most, stretch.1));
        let mut clock = Clock { duration, climate, fastest, of_stock: Vec::new(), of_new: Vec::new() };
        clock.of_stock = (0..=longest).map(|days| clock.passed(first - days, first, last, &[])).collect();
        clock.of_new = (first.0..=last.0).map(|day| clock.passed(Day(day), Day(day), last, &[])).collect();
        clock
    }

    /// Clock time that can still pass without hazard ratios, where it has been worked out.
    #[inline]
    fn known(&self, registered: Day, from: Day) -> Option<f64> {
        if from == self.climate.first {
            self.of_stock.get((from - registered) as usize).copied()
        } else if from == registered {
            self.of_new.get((from - self.climate.first) as usize).copied()
        } else {
            None
        }
    }

    /// Clock time that passes without hazard ratios for a person registered on `registered` on the days after `from` up to the last.
    #[inline]
    pub fn ahead(&self, registered: Day, from: Day) -> f64 {
        self.known(registered, from).unwrap_or_else(|| self.passed(registered, from, self.climate.last(), &[]))
    }

    /// Clock time that passes for a person registered on `registered` on the days after `from` up to `to`, at most the run's last.
    #[inline]
    pub fn passed(&self, registered: Day, from: Day, to: Day, ratios: &[Ratio]) -> f64 {
        let mut sum = 0.0;
        self.walk(registered, from, to, ratios, |piece| {
            sum += piece.time;
            false
        });
        sum
    }

    /// Clock time that passes at the most, without hazard ratios.
    #[inline]
    fn at_most_ahead(&self, registered: Day, from: Day) -> f64 {
        let days = |day: Day| self.duration.sum_to(day - registered);
        self.known(registered, from).unwrap_or_else(|| self.fastest * (days(self.climate.last()) - days(from)))
    }

    /// The first day after `from` on which the clock has gone on by `target`, if it lies in the run.
    #[inline]
    pub fn reached(&self, registered: Day, from: Day, target: f64, ratios: &[Ratio]) -> Option<Day> {
        // Rounding may differ in the last bits between the sum and the walk: only what is clearly too far is skipped.
        let beyond = ratios.is_empty() && target > self.at_most_ahead(registered, from) * (1.0 + 1e-9);
        if beyond { None } else { self.find(registered, from, target, ratios) }
    }

    /// The first day after `from` on which the clock has gone on by the exponential of a uniform, if it lies in the run.
    #[inline]
    pub fn next(&self, registered: Day, from: Day, u: f64) -> Option<Day> {
        // An exponential is at least its uniform, so most that lie beyond the run are known without a logarithm.
        let beyond = u > self.at_most_ahead(registered, from) * (1.0 + 1e-9) + 1e-14;
        if beyond { None } else { self.reached(registered, from, draws::exponential(u), &[]) }
    }

    #[inline]
    fn find(&self, registered: Day, from: Day, target: f64, ratios: &[Ratio]) -> Option<Day> {
        let (mut left, mut found) = (target, None);
        self.walk(registered, from, self.climate.last(), ratios, |piece| {
            if piece.time < left {
                left -= piece.time;
                return false;
            }
            found = Some(self.day_within(registered, &piece, left));
            true
        });
        found
    }

    /// Visits the pieces of constant rate between two days until told to stop.
    #[inline]
    fn walk(&self, registered: Day, from: Day, to: Day, ratios: &[Ratio], mut visit: impl FnMut(Piece) -> bool) {
        let (mut at, to) = (from, to.min(self.climate.last()));
        let mut before = self.duration.sum_to(at - registered);
        let rest = Ratio { until: to, factor: 1.0 };
        for number in 0..=ratios.len() {
            let ratio = ratios.get(number).unwrap_or(&rest);
            let until = ratio.until.min(to);
            if at >= until {
                continue;
            }
            for &(end, climate) in self.climate.from(at + 1) {
                let end = end.min(until);
                let after = self.duration.sum_to(end - registered);
                let rate = ratio.factor * climate;
                if visit(Piece { start: at, end, rate, before, time: rate * (after - before) }) {
                    return;
                }
                (at, before) = (end, after);
                if at == until {
                    break;
                }
            }
        }
    }

    /// The day of a piece by which so much clock time of it has passed.
    #[inline]
    fn day_within(&self, registered: Day, piece: &Piece, time: f64) -> Day {
        // Who has spent more than there was (by rounding), or just that, goes on the first day.
        if time <= 0.0 {
            return piece.start + 1;
        }
        let days = time / piece.rate;
        let reached = |day: Day| self.duration.sum_to(day - registered) - piece.before >= days;
        let (first, last) = (piece.start + 1, piece.end);
        // Durations are mostly straight for a month; for longer they are looked up, which is right but for rounding.
        let straight = last.min(first + (f64::from(last - piece.start) * (time / piece.time)) as i32);
        // Without branches: whether it lies at an end is anybody's guess.
        let is_right = ((straight == first) | !reached(straight - 1)) & ((straight == last) | reached(straight));
        if is_right {
            return straight;
        }
        let mut day = (registered + self.duration.days_to(piece.before + days)).clamp(first, last);
        while day > first && reached(day - 1) {
            day = day - 1;
        }
        while day < last && !reached(day) {
            day = day + 1;
        }
        day
    }
}

/// Days of a person at one climate and hazard ratio.
struct Piece {
    /// The day before the first.
    start: Day,
    end: Day,
    rate: f64,
    /// Durations summed until the start.
    before: f64,
    /// Clock time that passes.
    time: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(factor: impl Fn(Day) -> f64) -> Clock {
        let duration = Duration::new(&Curve::new(vec![(0.0, 1.0), (100.0, 0.5)]).unwrap(), 200);
        Clock::new(duration, Climate::new(Day(0), Day(300), factor), 600)
    }

    /// Adds day by day what the clock sums by stretches.
    fn naive(registered: Day, from: Day, to: Day, factor: impl Fn(Day) -> f64, ratios: &[Ratio]) -> f64 {
        let curve = Curve::new(vec![(0.0, 1.0), (100.0, 0.5)]).unwrap();
        (from.0 + 1..=to.0)
            .map(|day| {
                let ratio = ratios.iter().find(|piece| Day(day) <= piece.until).map_or(1.0, |piece| piece.factor);
                curve.at(f64::from(day - registered.0)) * factor(Day(day)) * ratio
            })
            .sum()
    }

    #[test]
    fn the_clock_sums_days_and_finds_them_again() {
        let seasons = |day: Day| if day.0 % 60 < 30 { 1.0 } else { 0.25 };
        let clock = clock(seasons);
        let ratios = [Ratio { until: Day(70), factor: 0.5 }, Ratio { until: Day(i32::MAX), factor: 2.0 }];
        for (registered, from, to) in [(-500, 0, 300), (-20, 10, 11), (50, 50, 290), (0, 69, 71), (5, 5, 5)] {
            let (registered, from, to) = (Day(registered), Day(from), Day(to));
            for pieces in [&ratios[..], &[]] {
                let expected = naive(registered, from, to, seasons, pieces);
                assert!((clock.passed(registered, from, to, pieces) - expected).abs() < 1e-9);
                if to > from {
                    assert_eq!(clock.reached(registered, from, expected - 1e-9, pieces), Some(to));
                }
            }
        }
        assert_eq!(clock.reached(Day(0), Day(0), 1e6, &[]), None);
        // By a uniform as by its exponential, from days worked out beforehand as from others.
        for (registered, from) in [(-500, 0), (50, 50), (-20, 10), (0, 69)] {
            for u in [1e-9, 1e-4, 0.01, 0.5, 1.0 - 1e-9] {
                let by_exponential = clock.find(Day(registered), Day(from), draws::exponential(u), &[]);
                assert_eq!(clock.next(Day(registered), Day(from), u), by_exponential);
            }
        }
        assert_eq!([1e-9, 0.0, -1e-9, -5.0, f64::MIN].map(|time| clock.reached(Day(0), Day(0), time, &[])), [Some(Day(1)); 5]);
        let nothing_passes = self::clock(|_| 0.0);
        assert_eq!([0.0, 1e-9].map(|time| nothing_passes.reached(Day(0), Day(0), time, &[])), [Some(Day(1)), None]);
    }

    /// Each day is found by what passes until it, in stretches of a month and of the whole run, with steep and flat durations and a week in
    /// which no time passes: just before the day's end it is that day, just after it the next on which time passes.
    #[test]
    fn every_day_is_found_by_the_time_until_it() {
        let steep = Curve::new(vec![(0.0, 1.0), (10.0, 0.01), (150.0, 0.0), (157.0, 0.0), (158.0, 2.0), (400.0, 0.1)]).unwrap();
        for month in [30, 1_000] {
            let climate = Climate::new(Day(0), Day(300), |day| if day.0 / month % 2 == 0 { 1.0 } else { 0.3 });
            let clock = Clock::new(Duration::new(&steep, 500), climate, 600);
            for (registered, from) in [(0, 0), (-90, 0), (5, 60)].map(|(registered, from)| (Day(registered), Day(from))) {
                let passed = |day: i32| clock.passed(registered, from, Day(day), &[]);
                for day in (from.0 + 1..300).filter(|day| passed(*day) - passed(day - 1) > 1e-6) {
                    let next = (day + 1..=300).find(|next| passed(*next) > passed(day)).unwrap();
                    let found = [-1e-9, 1e-9].map(|off| clock.reached(registered, from, passed(day) + off, &[]));
                    assert_eq!(found, [Some(Day(day)), Some(Day(next))], "{registered}, {from}");
                }
            }
        }
    }
}
