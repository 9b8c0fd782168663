//! What was believed of fitted numbers before and after, in prior standard deviations from the prior mean.

use super::axes::{EM, Panel, Scale, WIDTH, framed_in, shortened};
use super::palette::{BLACK, BLUE, GREY, GRID};
use super::picture::{Anchor, FULL, Picture, Shape};
use crate::report::checks::{Belief, short};
use crate::report::input::RunInfo;

/// Height of a row, pixels above and below the rows, where names end and figures begin.
const ROW: f64 = 26.0;
const ABOVE: f64 = 104.0;
const BELOW: f64 = 92.0;
const NAMES: f64 = 330.0;
const FIGURES: f64 = WIDTH - 210.0;
/// Ends of the axis: what lies beyond is at its end.
const FARTHEST: f64 = 4.0;
/// 90 percent of a normal lie within so many standard deviations.
const MASS: f64 = 1.644_853_63;

/// Prior (grey) and posterior (blue) of each fitted number. `None` without a fit.
pub fn beliefs(of: &[Belief], info: &RunInfo) -> Option<Picture> {
    let fitted: Vec<(&Belief, (f64, f64))> = of.iter().filter_map(|belief| Some((belief, belief.standing?))).collect();
    if fitted.is_empty() {
        return None;
    }
    let bottom = ABOVE + ROW * fitted.len() as f64;
    let x = Scale { from: -FARTHEST, to: FARTHEST, start: NAMES + 20.0, end: FIGURES - 20.0 };
    let panel = Panel { x, y: Scale { from: 1.0, to: 0.0, start: bottom, end: ABOVE } };
    let subtitle = "90 percent of the prior (grey) and of the posterior (blue, the circle is the fit)";
    let mut picture = framed_in("Fitted numbers, before and after the evidence", subtitle, info, bottom + BELOW);
    for tick in -4..=4 {
        let at = panel.x.at(f64::from(tick));
        picture.line(vec![(at, panel.top()), (at, panel.bottom())], 1.0, FULL, if tick == 0 { GREY } else { GRID });
        picture.text((at, panel.bottom() + 20.0), tick.to_string(), EM, Anchor::Middle, GREY);
    }
    picture.text((FIGURES, panel.top() - 12.0), "Prior mean → in force", EM, Anchor::Start, BLACK);
    let middle = (panel.left() + panel.right()) / 2.0;
    picture.text((middle, panel.bottom() + 42.0), "Prior standard deviations from the prior mean", EM, Anchor::Middle, BLACK);
    for (index, (belief, (standing, sd))) in fitted.into_iter().enumerate() {
        let y = ABOVE + ROW * (index as f64 + 0.5);
        picture.text((NAMES, y + 4.5), shortened(&belief.key, 44), EM * 0.85, Anchor::End, BLACK);
        let line = |low: f64, high: f64, y: f64| vec![(panel.x.within(low), y), (panel.x.within(high), y)];
        picture.line(line(-MASS, MASS, y - 4.0), 5.0, FULL, GREY.faint(0.45));
        picture.line(line(standing - MASS * sd, standing + MASS * sd, y + 4.0), 4.0, FULL, BLUE.faint(0.7));
        picture.symbol((panel.x.within(standing), y + 4.0), Shape::Circle, 4.5, BLUE);
        let text = format!("{} → {}", short(belief.prior.0), short(belief.value));
        picture.text((FIGURES, y + 4.5), text, EM, Anchor::Start, BLACK);
    }
    Some(picture)
}
