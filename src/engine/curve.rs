//! Functions given by knots, and values that follow one another by date.

use super::lookup::Lookup;
use crate::units::Day;

/// A piecewise-linear function of days: straight between its knots, constant before the first and after the last.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    knots: Vec<(f64, f64)>,
}

impl Curve {
    /// Whether it is above 0 anywhere.
    pub fn is_positive(&self) -> bool {
        self.knots().iter().any(|knot| knot.1 > 0.0)
    }

    /// From knots (days, value) with rising days; `None` if there are none or the days don't rise.
    pub fn new(knots: Vec<(f64, f64)>) -> Option<Curve> {
        let rising = knots.windows(2).all(|pair| pair[0].0 < pair[1].0);
        (rising && !knots.is_empty()).then_some(Curve { knots })
    }

    /// The same value on every day.
    pub fn constant(value: f64) -> Curve {
        Curve { knots: vec![(0.0, value)] }
    }

    pub fn knots(&self) -> &[(f64, f64)] {
        &self.knots
    }

    /// The days of the last knot.
    pub fn end(&self) -> f64 {
        self.knots[self.knots.len() - 1].0
    }

    /// The value at `days`.
    #[inline]
    pub fn at(&self, days: f64) -> f64 {
        let next = self.knots.partition_point(|knot| knot.0 <= days);
        if next == 0 {
            return self.knots[0].1;
        }
        if next == self.knots.len() {
            return self.knots[next - 1].1;
        }
        let ((x0, y0), (x1, y1)) = (self.knots[next - 1], self.knots[next]);
        y0 + (y1 - y0) * (days - x0) / (x1 - x0)
    }
}

/// A curve of rising values read the other way round.
#[derive(Clone, Debug)]
pub struct Inverse {
    days: Vec<f64>,
    values: Lookup,
}

impl Inverse {
    pub fn new(curve: Curve) -> Inverse {
        let (days, values) = curve.knots.into_iter().unzip();
        Inverse { days, values: Lookup::new(values) }
    }

    /// The days at which the curve reaches `value` (held within its first and last knot).
    #[inline]
    pub fn at(&self, value: f64) -> f64 {
        let (days, values, next) = (&self.days, self.values.values(), self.values.at_most(value));
        if next == 0 {
            return days[0];
        }
        if next == days.len() {
            return days[next - 1];
        }
        let share = (value - values[next - 1]) / (values[next] - values[next - 1]);
        days[next - 1] + (days[next] - days[next - 1]) * share
    }
}

/// A rule, boundary or price with the day from which it is in force; each holds until the next begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated<T> {
    steps: Vec<(Day, T)>,
}

impl<T> Dated<T> {
    /// From steps in order of date; `None` if two dates don't rise.
    pub fn new(steps: Vec<(Day, T)>) -> Option<Dated<T>> {
        steps.windows(2).all(|pair| pair[0].0 < pair[1].0).then_some(Dated { steps })
    }

    /// What is in force on `day`, if anything is.
    #[inline]
    pub fn on(&self, day: Day) -> Option<&T> {
        let next = self.steps.partition_point(|step| step.0 <= day);
        next.checked_sub(1).map(|last| &self.steps[last].1)
    }

    /// What is in force on `day`, if anything is, and the day from which something else will be.
    #[inline]
    pub fn on_and_next(&self, day: Day) -> (Option<&T>, Option<Day>) {
        let next = self.steps.partition_point(|step| step.0 <= day);
        (next.checked_sub(1).map(|last| &self.steps[last].1), self.steps.get(next).map(|step| step.0))
    }

    pub fn steps(&self) -> &[(Day, T)] {
        &self.steps
    }

    /// The same dates with something made of each value.
    pub fn map<U>(&self, make: impl Fn(&T) -> U) -> Dated<U> {
        Dated { steps: self.steps.iter().map(|(day, value)| (*day, make(value))).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_straight_between_knots_and_constant_outside() {
        let curve = Curve::new(vec![(200.0, 6.0), (500.0, 20.0)]).unwrap();
        assert_eq!([curve.at(0.0), curve.at(200.0), curve.at(350.0), curve.at(500.0), curve.at(9e9)], [6.0, 6.0, 13.0, 20.0, 20.0]);
        assert_eq!([0.0, 13.0, 99.0].map(|value| Inverse::new(curve.clone()).at(value)), [200.0, 350.0, 500.0]);
        assert!(Curve::new(vec![(1.0, 0.0), (1.0, 1.0)]).is_none() && Curve::new(vec![]).is_none());
    }

    #[test]
    fn a_dated_value_holds_from_its_day_until_the_next() {
        let rule = Dated::new(vec![(Day(10), 'a'), (Day(20), 'b')]).unwrap();
        let steps = [9, 10, 20].map(|day| rule.on_and_next(Day(day)));
        assert_eq!(steps, [(None, Some(Day(10))), (Some(&'a'), Some(Day(20))), (Some(&'b'), None)]);
        assert_eq!([rule.on(Day(9)), rule.on(Day(10)), rule.on(Day(19)), rule.on(Day(20))], [None, Some(&'a'), Some(&'a'), Some(&'b')]);
        assert!(Dated::new(vec![(Day(2), 0), (Day(2), 1)]).is_none());
    }
}
