//! A scenario against published figures as one page: what agrees and by how much, and what was believed of the fitted numbers before and after.

use askama::Template;

use super::input::{Checked, RunInfo};
use super::numbers::in_unit;
use super::plots::{self, Picture};

/// A number that may be fitted: mean (or fitted value) and the ends of 90 percent of the mass, in the unit of its key.
#[derive(Clone, Debug, PartialEq)]
pub struct Belief {
    pub key: String,
    pub reason: String,
    pub prior: (f64, f64, f64),
    /// None without a fit.
    pub posterior: Option<(f64, f64, f64)>,
    /// The value in force, and whether replications draw it.
    pub value: f64,
    pub is_drawn: bool,
    /// Fit and its standard deviation in prior standard deviations from the prior mean, for the picture.
    pub standing: Option<(f64, f64)>,
}

/// Everything on the page.
pub struct Checks<'a> {
    pub info: &'a RunInfo,
    /// In any order, with the source of each.
    pub figures: &'a [(Checked, String)],
    pub within: u32,
    pub of: u32,
    pub beliefs: &'a [Belief],
    /// Facts that were not computed, and why.
    pub missing: &'a [String],
}

struct Row {
    name: String,
    unit: String,
    published: String,
    tolerance: String,
    simulated: String,
    range: String,
    error: String,
    within: bool,
    source: String,
}

struct BeliefRow {
    key: String,
    prior: String,
    posterior: String,
    value: String,
    drawn: &'static str,
    reason: String,
}

#[derive(Template)]
#[template(path = "validation/page.html")]
struct Page<'a> {
    info: &'a RunInfo,
    finding: String,
    spread: &'static str,
    pictures: Vec<String>,
    beliefs: Vec<BeliefRow>,
    rows: Vec<Row>,
    missing: &'a [String],
}

/// The page, complete in itself.
pub fn html(checks: &Checks) -> String {
    let pictures = pictures(checks).iter().map(|(name, picture)| plots::inline(picture, name, "picture")).collect();
    let mut figures: Vec<&(Checked, String)> = checks.figures.iter().collect();
    let size = |figure: &Checked| figure.error.map_or(f64::INFINITY, f64::abs);
    figures.sort_by(|a, b| size(&b.0).total_cmp(&size(&a.0)));
    let page = Page {
        info: checks.info,
        finding: finding(checks),
        spread: if checks.info.drawn.is_empty() { "chance alone" } else { "chance and by fitted parameters" },
        pictures,
        beliefs: checks.beliefs.iter().map(belief).collect(),
        rows: figures.into_iter().map(row).collect(),
        missing: checks.missing,
    };
    page.render().expect("a page of plain texts is rendered")
}

/// The figures by misfit, and prior beside posterior if there is a fit.
pub fn pictures(checks: &Checks) -> Vec<(&'static str, Picture)> {
    let figures: Vec<Checked> = checks.figures.iter().map(|(figure, _)| figure.clone()).collect();
    let all = [
        ("validation", plots::validation(&figures, (checks.within, checks.of), checks.missing.len(), checks.info)),
        ("prior-and-posterior", plots::beliefs(checks.beliefs, checks.info)),
    ];
    all.into_iter().filter_map(|(name, picture)| Some((name, picture?))).collect()
}

fn finding(checks: &Checks) -> String {
    let missing = match checks.missing.len() {
        0 => String::new(),
        count => format!(" {count} could not be computed."),
    };
    format!("{} of {} facts agree.{missing}", checks.within, checks.of)
}

fn row((figure, source): &(Checked, String)) -> Row {
    let Checked { name, published, tolerance, unit, simulated, error, within, .. } = figure;
    let number = |value: f64| in_unit(value, unit);
    Row {
        name: name.clone(),
        unit: unit.clone(),
        published: number(*published),
        tolerance: number(*tolerance),
        simulated: simulated.map_or("-".into(), |(mean, ..)| number(mean)),
        range: simulated.map_or("-".into(), |(_, p05, p95)| format!("{} to {}", number(p05), number(p95))),
        error: error.map_or("-".into(), |error| format!("{error:+.1}")),
        within: *within,
        source: source.clone(),
    }
}

fn belief(belief: &Belief) -> BeliefRow {
    let text = |(mean, low, high): (f64, f64, f64)| format!("{} ({} to {})", short(mean), short(low), short(high));
    BeliefRow {
        key: belief.key.clone(),
        prior: text(belief.prior),
        posterior: belief.posterior.map_or("-".into(), text),
        value: short(belief.value),
        drawn: if belief.is_drawn { "yes" } else { "no" },
        reason: belief.reason.clone(),
    }
}

/// Three significant digits.
pub fn short(value: f64) -> String {
    let digits = if value == 0.0 { 0 } else { (2 - value.abs().log10().floor() as i32).clamp(0, 6) };
    format!("{value:.*}", digits as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    #[test]
    fn the_page_has_every_figure_and_both_beliefs() {
        let checked = |name: &str, error: f64| Checked {
            name: name.into(),
            published: 0.34,
            target: 0.34,
            tolerance: 0.02,
            unit: "share".into(),
            simulated: Some((0.34 + 0.02 * error, 0.33, 0.41)),
            error: Some(error),
            within: error.abs() <= 1.0,
        };
        let figures = [(checked("mild", 0.4), "Table 1".to_string()), (checked("grob: åäö", 2.9), "Table <4>".to_string())];
        let belief = Belief {
            key: "world.tool.mixture.loading".into(),
            reason: "range 0.3-0.9".into(),
            prior: (0.6, 0.43, 0.75),
            posterior: Some((0.584, 0.51, 0.66)),
            value: 0.584,
            is_drawn: true,
            standing: Some((-0.16, 0.4)),
        };
        let info = RunInfo { drawn: vec![belief.key.clone()], ..samples::info() };
        let missing = ["x (line 3): `y` is not computed here".to_string()];
        let checks = Checks { info: &info, figures: &figures, within: 1, of: 3, beliefs: &[belief], missing: &missing };
        let page = html(&checks);
        let places = [
            "1 of 3 facts agree. 1 could not",
            "0.600 (0.430 to 0.750)",
            "0.584 (0.510 to 0.660)",
            "grob: åäö",
            "differs",
            "Table &#60;4&#62;",
            "line 3",
        ];
        for text in places {
            assert!(page.contains(text), "no {text:?} in {page}");
        }
        let table = page.find("<h2>Every figure").unwrap();
        assert!(page[table..].find("grob").unwrap() < page[table..].find("mild").unwrap(), "the greatest error first");
        assert_eq!(pictures(&checks).len(), 2);
        assert!(page.contains("1 of 3 published facts agree: 1 of 2 figures"), "the picture counts facts as the page does");
        assert_eq!(pictures(&Checks { beliefs: &[], ..checks }).len(), 1);
    }

    #[test]
    fn numbers_have_three_digits() {
        assert_eq!([short(0.0), short(208.0), short(-1.8249), short(0.001_87)], ["0", "208", "-1.82", "0.00187"]);
    }
}
