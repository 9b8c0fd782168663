//! Colours that people with colour-blindness tell apart (Okabe and Ito), each with a shape or a dash beside it.

use super::picture::{DASH_DOT, DASHED, DOTTED, Dashes, FULL, Ink, Shape};
use crate::pathway::thresholds::Verdict;

pub(in crate::report) const BLACK: Ink = Ink::rgb(25, 25, 25);
pub(in crate::report) const WHITE: Ink = Ink::rgb(255, 255, 255);
pub(in crate::report) const GREY: Ink = Ink::rgb(110, 110, 110);
pub(in crate::report) const GRID: Ink = Ink::rgb(228, 228, 228);
pub(in crate::report) const BLUE: Ink = Ink::rgb(0, 114, 178);
pub(in crate::report) const SKY: Ink = Ink::rgb(86, 180, 233);
pub(in crate::report) const GREEN: Ink = Ink::rgb(0, 158, 115);
pub(in crate::report) const ORANGE: Ink = Ink::rgb(230, 159, 0);
pub(in crate::report) const VERMILION: Ink = Ink::rgb(213, 94, 0);
pub(in crate::report) const PURPLE: Ink = Ink::rgb(204, 121, 167);

/// How a line of a series is told from the others.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Look {
    pub ink: Ink,
    pub dashes: Dashes,
    pub shape: Shape,
}

/// The look of a level's line; `all` is the total.
pub(in crate::report) fn level(name: &str) -> Look {
    match name {
        "a" => Look { ink: BLUE, dashes: FULL, shape: Shape::Circle },
        "b" => Look { ink: VERMILION, dashes: DASHED, shape: Shape::Square },
        "c" => Look { ink: GREEN, dashes: DASH_DOT, shape: Shape::Up },
        "all" => Look { ink: BLACK, dashes: FULL, shape: Shape::Diamond },
        _ => Look { ink: PURPLE, dashes: DOTTED, shape: Shape::Down },
    }
}

/// Colour and shape of a verdict's points.
pub(in crate::report) fn verdict(verdict: Verdict) -> (Ink, Shape) {
    match verdict {
        Verdict::TooNear => (SKY, Shape::Up),
        Verdict::LevelA => (BLUE, Shape::Circle),
        Verdict::LevelB => (VERMILION, Shape::Square),
        Verdict::LevelC => (GREEN, Shape::Diamond),
        Verdict::TooFar => (GREY, Shape::Down),
    }
}
