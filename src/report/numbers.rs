//! Figures as people read them: thousands apart, no more digits than carry meaning.

/// A rounded number with its thousands apart: `5 008`.
pub fn whole(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    if value < 0.0 && digits != "0" { format!("-{text}") } else { text }
}

/// SEK in millions with one decimal: `412.3`.
pub fn millions(sek: f64) -> String {
    let tenths = (sek / 1e5).round();
    let (whole_part, tenth) = ((tenths / 10.0).trunc(), (tenths % 10.0).abs());
    let sign = if tenths < 0.0 && whole_part == 0.0 { "-" } else { "" };
    format!("{sign}{}.{tenth:.0}", whole(whole_part))
}

/// A share in percent: `37.0 %`; one decimal, since published shares have none or one.
pub fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// A figure in its unit: shares in percent, money in millions, small numbers with two decimals.
pub fn in_unit(value: f64, unit: &str) -> String {
    match unit {
        "share" => percent(value),
        "SEK" if value.abs() >= 1e6 => format!("{} M", millions(value)),
        _ if value.abs() < 10.0 && value.fract() != 0.0 => format!("{value:.2}"),
        _ => whole(value),
    }
}

/// A change in its unit, with its sign: `+412`, `-1.2 %-points`.
pub fn signed(value: f64, unit: &str) -> String {
    let sign = if value > 0.0 { "+" } else { "" };
    match unit {
        "share" => format!("{sign}{:.1} pp", value * 100.0),
        _ => format!("{sign}{}", in_unit(value, unit)),
    }
}

/// An interval of changes: `+398 to +426`.
pub fn range((low, high): (f64, f64), unit: &str) -> String {
    format!("{} to {}", signed(low, unit), signed(high, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_apart() {
        let texts: Vec<String> = [0.0, 999.4, 1_000.0, 56_852.0, 1_234_567.0, -5_008.0, -0.2].map(whole).to_vec();
        assert_eq!(texts, ["0", "999", "1 000", "56 852", "1 234 567", "-5 008", "0"]);
    }

    #[test]
    fn money_is_in_millions_and_shares_in_percent() {
        assert_eq!(
            [millions(412_345_678.0), millions(49_999.0), millions(1_234_949_999.0), millions(-250_000.0)],
            ["412.3", "0.0", "1 234.9", "-0.3"]
        );
        assert_eq!(
            [in_unit(0.37, "share"), in_unit(1.5, "contacts"), in_unit(5_008.0, "persons"), in_unit(2.5e8, "SEK")],
            ["37.0 %", "1.50", "5 008", "250.0 M"]
        );
    }
}
