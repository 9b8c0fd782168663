//! Swedish working days: weekends and public holidays computed for any year.

use crate::units::Day;

/// Easter Sunday of a year by the anonymous Gregorian algorithm (Meeus, Jones, Butcher).
fn easter(year: i32) -> Day {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let (month, day) = ((h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
    date(year, month, day)
}

fn date(year: i32, month: i32, day: i32) -> Day {
    Day::from_ymd(year as i16, month as i8, day as i8).expect("a holiday is a date")
}

/// The first Saturday on or after a day.
fn saturday_from(day: Day) -> Day {
    day + (5 - day.weekday() as i32).rem_euclid(7)
}

/// The public holidays of a year (law 1989:253), and the eves that agencies keep as days off: Midsummer, Christmas and
/// New Year's Eve. Holidays on Sundays are left out where they always are.
pub fn holidays(year: i32) -> Vec<Day> {
    let easter = easter(year);
    let midsummer = saturday_from(date(year, 6, 20));
    vec![
        date(year, 1, 1),
        date(year, 1, 6),
        easter - 2,
        easter + 1,
        date(year, 5, 1),
        easter + 39,
        date(year, 6, 6),
        midsummer - 1,
        midsummer,
        saturday_from(date(year, 10, 31)),
        date(year, 12, 24),
        date(year, 12, 25),
        date(year, 12, 26),
        date(year, 12, 31),
    ]
}

/// Working days of a range of dates, counted once so that a look-up is one subtraction.
#[derive(Clone, Debug)]
pub struct Workdays {
    first: Day,
    /// Working days before each day of the range.
    before: Vec<i32>,
    holiday: Vec<bool>,
}

impl Workdays {
    /// For the days `first..=last`; days outside may not be asked for.
    pub fn new(first: Day, last: Day) -> Workdays {
        let years = i32::from(first.ymd().0)..=i32::from(last.ymd().0);
        let days = usize::try_from(last - first + 1).expect("the last day does not precede the first");
        let mut holiday = vec![false; days];
        for day in years.flat_map(holidays).filter(|day| (first..=last).contains(day)) {
            holiday[(day - first) as usize] = true;
        }
        let mut before = vec![0];
        for (index, off) in holiday.iter().enumerate() {
            let works = !off && (first + index as i32).weekday() < 5;
            before.push(before[index] + i32::from(works));
        }
        Workdays { first, before, holiday }
    }

    #[inline]
    fn index(&self, day: Day) -> usize {
        usize::try_from(day - self.first).expect("a day before the calendar's first was asked for")
    }

    #[inline]
    pub fn is_working(&self, day: Day) -> bool {
        self.between(day, day) == 1
    }

    /// Whether a day is a public holiday (or one of the three eves).
    pub fn is_holiday(&self, day: Day) -> bool {
        self.holiday[self.index(day)]
    }

    /// Working days from `first` to `last`, both included; 0 if the last precedes the first.
    #[inline]
    pub fn between(&self, first: Day, last: Day) -> i32 {
        if last < first { 0 } else { self.before[self.index(last) + 1] - self.before[self.index(first)] }
    }

    /// The first working day on or after `day`.
    pub fn next(&self, mut day: Day) -> Day {
        while !self.is_working(day) {
            day = day + 1;
        }
        day
    }

    /// The `count`-th working day from `first` on (1 is the first working day itself).
    pub fn nth_from(&self, first: Day, count: i32) -> Day {
        let target = self.before[self.index(first)] + count;
        let index = self.before.partition_point(|before| *before < target);
        self.first + index as i32 - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    /// Dates of Easter Sunday from published tables.
    #[test]
    fn easter_sundays() {
        for text in ["2000-04-23", "2008-03-23", "2011-04-24", "2020-04-12", "2024-03-31", "2025-04-20", "2038-04-25", "2049-04-18"] {
            let sunday = day(text);
            assert_eq!(easter(i32::from(sunday.ymd().0)), sunday);
        }
    }

    #[test]
    fn the_holidays_of_2020() {
        let expected = [
            "2020-01-01",
            "2020-01-06",
            "2020-04-10",
            "2020-04-13",
            "2020-05-01",
            "2020-05-21",
            "2020-06-06",
            "2020-06-19",
            "2020-06-20",
            "2020-10-31",
            "2020-12-24",
            "2020-12-25",
            "2020-12-26",
            "2020-12-31",
        ];
        let mut found = holidays(2020);
        found.sort();
        assert_eq!(found, expected.map(day));
    }

    #[test]
    fn working_days_are_counted() {
        let calendar = Workdays::new(day("2020-01-01"), day("2021-12-31"));
        assert_eq!(calendar.between(day("2020-04-01"), day("2020-04-30")), 20);
        assert_eq!(calendar.between(day("2020-04-10"), day("2020-04-13")), 0);
        assert_eq!(calendar.between(day("2020-04-14"), day("2020-04-13")), 0);
        assert_eq!(calendar.next(day("2020-04-10")), day("2020-04-14"));
        assert!(!calendar.is_working(day("2020-06-19")) && calendar.is_working(day("2020-06-18")));
        assert_eq!(calendar.nth_from(day("2020-04-09"), 1), day("2020-04-09"));
        assert_eq!(calendar.nth_from(day("2020-04-09"), 2), day("2020-04-14"));
        assert_eq!(calendar.nth_from(day("2020-04-11"), 1), day("2020-04-14"));
    }
}
