//! Quantities with their units: days, money, shares, job chances and the indices of persons, providers and areas.
//!
//! A type per unit keeps a share from being added to a day. Money is whole öre; days are whole; chances and shares lie in 0-1.

use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// A calendar day: days since 1970-01-01 (Parquet's `DATE`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// Eras of 400 years by which days are shifted to be positive.
const ERAS: i32 = 82;

impl Day {
    /// Later than every day.
    pub const NEVER: Day = Day(i32::MAX);

    /// The day of a civil date, or nothing if there is no such date.
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Day> {
        let valid = (1..=12).contains(&month) && day >= 1;
        let found = valid.then(|| Day::of_civil(i32::from(year), i32::from(month), i32::from(day)))?;
        (found.ymd() == (year, month, day)).then_some(found)
    }

    /// Days of the proleptic Gregorian calendar, counted in years that begin in March so that leap days come last.
    #[inline]
    fn of_civil(year: i32, month: i32, day: i32) -> Day {
        // Neri and Schneider's way back.
        let early = month <= 2;
        let (year, month) = ((year + 400 * ERAS - i32::from(early)) as u32, (month + if early { 12 } else { 0 }) as u32);
        let century = year / 100;
        let days = 1_461 * year / 4 - century + century / 4 + (979 * month - 2_919) / 32;
        Day(days as i32 + day - 1 - (719_468 + 146_097 * ERAS))
    }

    /// Year, month (1-12) and day of the month (1-31).
    #[inline]
    pub fn ymd(self) -> (i16, i8, i8) {
        // Neri and Schneider (2022), "Euclidean affine functions and their application to calendar algorithms": divisions by
        // constants only. Days count from 1 March of a year so many eras before the year 0.
        let days = (self.0 + 719_468 + 146_097 * ERAS) as u32;
        let (century, in_century) = ((4 * days + 3) / 146_097, (4 * days + 3) % 146_097 / 4);
        let product = 2_939_745 * u64::from(4 * in_century + 3);
        let (year, day_of_year) = (100 * century + (product >> 32) as u32, product as u32 / 2_939_745 / 4);
        let month_and_day = 2_141 * day_of_year + 197_913;
        let (month, day) = (month_and_day >> 16, (month_and_day & 0xFFFF) / 2_141 + 1);
        let next_year = u32::from(day_of_year >= 306);
        ((year as i32 - 400 * ERAS + next_year as i32) as i16, (month - 12 * next_year) as i8, day as i8)
    }

    /// Weekday with Monday = 0 and Sunday = 6.
    pub fn weekday(self) -> usize {
        (self.0 + 3).rem_euclid(7) as usize // 1970-01-01 was a Thursday
    }

    /// The first day of the month `months` after this day's month.
    #[inline]
    pub fn month_start(self, months: i32) -> Day {
        let (year, month, _) = self.ymd();
        Day::of_month(i32::from(year) * 12 + i32::from(month) - 1 + months)
    }

    /// The first day of a month counted from January of the year 0.
    #[inline]
    fn of_month(index: i32) -> Day {
        let index = (index + 12 * 400 * ERAS) as u32;
        Day::of_civil((index / 12) as i32 - 400 * ERAS, (index % 12) as i32 + 1, 1)
    }

    /// The same day of the month `months` later, or that month's last day if it is shorter.
    #[inline]
    pub fn plus_months(self, months: i32) -> Day {
        let (year, month, day) = self.ymd();
        let index = i32::from(year) * 12 + i32::from(month) - 1 + months;
        let same = Day::of_month(index) + i32::from(day) - 1;
        // Every month has 28 days: only later days can fall beyond its end.
        if day <= 28 { same } else { same.min(Day::of_month(index + 1) - 1) }
    }

    /// Parses `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Day> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return None;
        }
        Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Add<i32> for Day {
    type Output = Day;
    fn add(self, days: i32) -> Day {
        Day(self.0 + days)
    }
}

impl Sub<i32> for Day {
    type Output = Day;
    fn sub(self, days: i32) -> Day {
        Day(self.0 - days)
    }
}

impl Sub for Day {
    /// Days from the other day to this one.
    type Output = i32;
    fn sub(self, other: Day) -> i32 {
        self.0 - other.0
    }
}

/// Money in whole öre (1 SEK = 100 öre).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sek {
    ore: i64,
}

impl Sek {
    pub const ZERO: Sek = Sek { ore: 0 };

    /// From whole öre.
    pub const fn from_ore(ore: i64) -> Sek {
        Sek { ore }
    }

    /// From whole kronor.
    pub const fn from_kronor(kronor: i64) -> Sek {
        Sek { ore: kronor * 100 }
    }

    /// Whole öre.
    pub const fn ore(self) -> i64 {
        self.ore
    }

    /// Kronor, for measures and pictures only: sums are made in öre.
    pub fn kronor(self) -> f64 {
        self.ore as f64 / 100.0
    }

    /// This amount `count` times.
    #[inline]
    pub fn times(self, count: i64) -> Sek {
        Sek { ore: self.ore.checked_mul(count).expect("an amount fits in 64 bits of öre") }
    }
}

impl Add for Sek {
    type Output = Sek;
    #[inline]
    fn add(self, other: Sek) -> Sek {
        Sek { ore: self.ore.checked_add(other.ore).expect("a sum fits in 64 bits of öre") }
    }
}

impl Sub for Sek {
    type Output = Sek;
    #[inline]
    fn sub(self, other: Sek) -> Sek {
        self + -other
    }
}

impl Neg for Sek {
    type Output = Sek;
    #[inline]
    fn neg(self) -> Sek {
        Sek { ore: -self.ore }
    }
}

impl AddAssign for Sek {
    #[inline]
    fn add_assign(&mut self, other: Sek) {
        *self = *self + other;
    }
}

impl SubAssign for Sek {
    fn sub_assign(&mut self, other: Sek) {
        *self = *self - other;
    }
}

impl std::iter::Sum for Sek {
    fn sum<I: Iterator<Item = Sek>>(amounts: I) -> Sek {
        amounts.fold(Sek::ZERO, Add::add)
    }
}

/// The tool's estimate of the chance of a job within 180 days, 0-1.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct JobChance(pub f32);

impl JobChance {
    /// In percent, the unit of thresholds.
    pub fn percent(self) -> f64 {
        f64::from(self.0) * 100.0
    }
}

/// A person's dense index in a run: columns are addressed by it; chance never sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub u32);

impl PersonId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Who a person is to chance: the number in the stock, or area, day of arrival and ordinal among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Identity(pub u64);

/// Index into the scenario's areas, which are sorted by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaId(pub u16);

impl AreaId {
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Index into the scenario's providers, which are sorted by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProviderId(pub u16);

impl ProviderId {
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn dates_go_both_ways() {
        assert_eq!(day("1970-01-01"), Day(0));
        assert_eq!(day("2020-03-30").to_string(), "2020-03-30");
        assert_eq!(day("2020-03-30").weekday(), 0);
        assert_eq!(day("2020-12-31") - day("2020-03-30"), 276);
        for text in ["2020-02-30", "2020-13-01", "20-01-01", "2020-1-1", "2020-01-01-01", ""] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    /// Every day of 1900-2100 goes to its date and back, and dates follow one another.
    #[test]
    fn the_calendar_has_no_gaps() {
        let (first, last) = (day("1900-01-01"), day("2100-12-31"));
        let mut before = (first - 1).ymd();
        for number in first.0..=last.0 {
            let (year, month, of_month) = Day(number).ymd();
            assert_eq!(Day::from_ymd(year, month, of_month), Some(Day(number)));
            assert!((year, month, of_month) > before);
            before = (year, month, of_month);
        }
        assert_eq!([day("1900-03-01") - day("1900-02-28"), day("2000-03-01") - day("2000-02-28")], [1, 2]);
    }

    #[test]
    fn months_are_added_to_the_calendar_and_clamped_at_its_end() {
        assert_eq!(day("2020-08-31").plus_months(6), day("2021-02-28"));
        assert_eq!(day("2020-12-15").plus_months(1), day("2021-01-15"));
        assert_eq!(day("2020-01-15").month_start(-1), day("2019-12-01"));
    }

    #[test]
    fn money_is_exact() {
        let sum: Sek = (0..10).map(|_| Sek::from_ore(10)).sum();
        assert_eq!(sum, Sek::from_kronor(1));
        assert_eq!(Sek::from_kronor(55).times(22), Sek::from_kronor(1_210));
    }
}
