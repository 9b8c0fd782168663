//! Figures and dates as English and Swedish readers write them, with no more digits than carry meaning.

use super::Lang;
use super::words;
use crate::units::Day;

/// Holds the parts of a number or date on one line.
const JOIN: char = '\u{a0}';
const MINUS: char = '\u{2212}';

/// A number with decimals, its thousands apart.
pub(super) fn number(value: f64, decimals: usize, lang: Lang) -> String {
    let digits = format!("{:.decimals$}", value.abs());
    let (integer, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let (thousands, point) = if lang == Lang::En { (',', '.') } else { (JOIN, ',') };
    let mut text = String::new();
    if value < 0.0 && digits.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) {
        text.push(MINUS);
    }
    for (index, digit) in integer.chars().enumerate() {
        if index > 0 && (integer.len() - index).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
    if fraction.is_empty() { text } else { format!("{text}{point}{fraction}") }
}

pub(super) fn whole(value: f64, lang: Lang) -> String {
    number(value, 0, lang)
}

/// A share in percent: `37.0 %`.
pub(super) fn percent(share: f64, lang: Lang) -> String {
    format!("{}{JOIN}%", number(share * 100.0, 1, lang))
}

/// A mean number of persons: small ones with decimals.
pub(super) fn count(value: f64, lang: Lang) -> String {
    let decimals = match value.abs() {
        size if size == 0.0 || size >= 10.0 => 0,
        size if size >= 0.1 => 1,
        _ => 2,
    };
    number(value, decimals, lang)
}

/// With a plus before what is more than nothing.
fn signed(value: f64, decimals: usize, lang: Lang) -> String {
    let text = number(value, decimals, lang);
    let plus = value > 0.0 && text.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
    if plus { format!("+{text}") } else { text }
}

const MONTHS: [(&str, &str); 12] = [
    ("Jan", "jan."),
    ("Feb", "feb."),
    ("Mar", "mars"),
    ("Apr", "apr."),
    ("May", "maj"),
    ("Jun", "juni"),
    ("Jul", "juli"),
    ("Aug", "aug."),
    ("Sep", "sep."),
    ("Oct", "okt."),
    ("Nov", "nov."),
    ("Dec", "dec."),
];

/// `Apr` or `apr.`
pub(super) fn month(date: Day, lang: Lang) -> &'static str {
    let (english, swedish) = MONTHS[date.ymd().1 as usize - 1];
    if lang == Lang::En { english } else { swedish }
}

/// `7 Dec` or `7 dec.`
pub(super) fn day_of_month(date: Day, lang: Lang) -> String {
    format!("{}{JOIN}{}", date.ymd().2, month(date, lang))
}

/// `7 Dec 2020` or `7 dec. 2020`.
pub(super) fn day(date: Day, lang: Lang) -> String {
    format!("{}{JOIN}{}", day_of_month(date, lang), date.ymd().0)
}

/// How all figures of a row are written: in one unit, with the digits that its interval leaves.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Form {
    factor: f64,
    decimals: usize,
    /// The unit of levels, in words.
    pub unit: String,
    /// Sign after a level: percent.
    sign: &'static str,
    pub lang: Lang,
}

impl Form {
    /// For values up to `largest`; `half` is half the width of an interval, or a standard error.
    pub(super) fn of(unit: &str, largest: f64, half: Option<f64>, lang: Lang) -> Form {
        Form::beside(unit, largest, largest, half, lang)
    }

    /// The same for a row that stands beside rows with values up to `peak`, in their unit.
    pub(super) fn beside(unit: &str, largest: f64, peak: f64, half: Option<f64>, lang: Lang) -> Form {
        let largest = largest.abs();
        let million = unit == "SEK" && largest.max(peak) >= 1e6;
        let factor = match unit {
            "share" => 100.0,
            _ if million => 1e-6,
            _ => 1.0,
        };
        let fineness = half.filter(|half| *half > 0.0).unwrap_or(largest / 100.0) * factor;
        let decimals = if largest == 0.0 || largest * factor >= 1000.0 { 0 } else { decimals(fineness) };
        let least = usize::from(million || unit == "share");
        let unit = match million {
            true => format!("{}{JOIN}{}", if lang == Lang::En { "million" } else { "miljoner" }, words::unit(unit, lang)),
            false => words::unit(unit, lang),
        };
        Form { factor, decimals: decimals.max(least), unit, sign: if factor == 100.0 { "\u{a0}%" } else { "" }, lang }
    }

    /// The same with as many more digits as it takes (up to four) for a value not to read as nothing.
    pub(super) fn telling(mut self, value: f64) -> Form {
        let size = (value * self.factor).abs();
        while size > 0.0 && self.decimals < 4 && size < 0.5 / 10_f64.powi(self.decimals as i32) {
            self.decimals += 1;
        }
        self
    }

    /// A value without its unit.
    pub(super) fn value(&self, value: f64) -> String {
        number(value * self.factor, self.decimals, self.lang)
    }

    /// A value with its percent sign or its unit.
    pub(super) fn with_unit(&self, value: f64) -> String {
        match self.sign {
            "" => format!("{}{JOIN}{}", self.value(value), self.unit),
            sign => format!("{}{sign}", self.value(value)),
        }
    }

    /// A change in percent of the base; none of nothing.
    pub(super) fn relative(base: f64, difference: f64, lang: Lang) -> Option<String> {
        let percent = difference / base * 100.0;
        percent.is_finite().then(|| format!("{}{JOIN}%", signed(percent, usize::from(percent.abs() < 10.0), lang)))
    }

    /// A difference, always with its sign.
    pub(super) fn difference(&self, value: f64) -> String {
        signed(value * self.factor, self.decimals, self.lang)
    }

    /// The unit of differences.
    pub(super) fn unit_of_difference(&self) -> String {
        if self.factor == 100.0 { words::unit("percentage points", self.lang) } else { self.unit.clone() }
    }

    /// With one decimal more, for errors.
    pub(super) fn error(&self, value: f64) -> String {
        number(value * self.factor, self.decimals + 1, self.lang)
    }
}

/// Two digits of the uncertainty are enough.
fn decimals(fineness: f64) -> usize {
    match fineness {
        _ if fineness >= 3.0 => 0,
        _ if fineness >= 0.3 => 1,
        _ if fineness >= 0.03 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_does() {
        assert_eq!([number(-1_234_567.25, 1, Lang::En), number(-1_234_567.25, 1, Lang::Sv)], ["−1,234,567.2", "−1\u{a0}234\u{a0}567,2"]);
        assert_eq!([number(-0.004, 2, Lang::Sv), signed(0.004, 2, Lang::Sv), signed(12.0, 0, Lang::En)], ["0,00", "0,00", "+12"]);
    }

    #[test]
    fn dates_are_written_as_each_language_does() {
        let date = Day::parse("2020-12-07").unwrap();
        assert_eq!([day(date, Lang::En), day(date, Lang::Sv)], ["7\u{a0}Dec\u{a0}2020", "7\u{a0}dec.\u{a0}2020"]);
    }

    #[test]
    fn a_row_has_one_unit_and_the_digits_of_its_interval() {
        let money = Form::of("SEK", 412_345_678.0, Some(2.1e6), Lang::Sv);
        assert_eq!((money.with_unit(412_345_678.0), money.difference(-9.96e6)), ("412,3\u{a0}miljoner\u{a0}kr".into(), "−10,0".into()));
        let share = Form::of("share", 0.37, Some(0.0004), Lang::En);
        assert_eq!(
            (share.with_unit(0.37), share.difference(0.0123), share.unit_of_difference()),
            ("37.00\u{a0}%".into(), "+1.23".into(), "percentage points".into())
        );
        let large = Form::of("registrations", 33_548.0, Some(0.1), Lang::En);
        assert_eq!([large.difference(-0.35), large.telling(-0.35).difference(-0.35)], ["0", "−0.3"]);
        let persons = Form::of("persons", 2_868.5, Some(9.0), Lang::En);
        assert_eq!((persons.value(2_868.5), persons.with_unit(412.4)), ("2,868".into(), "412\u{a0}persons".into()));
    }
}
