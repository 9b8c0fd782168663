//! Pictures of a comparison, each in two widths: text in them is as large on a telephone as on a desk.

mod bars;
mod dots;
mod frame;
mod legend;
mod lines;
mod thresholds;

pub(super) use bars::{Bar, BarRow, Bars, Fill};
pub(super) use dots::{Dot, Dots};
pub(super) use frame::Tick;
pub(super) use lines::{Level, Lines, Point, Series};
pub(super) use thresholds::Thresholds;

use crate::report::plots::palette::{BLACK, BLUE, GREEN, GREY, Look, ORANGE, PURPLE, VERMILION};
use crate::report::plots::picture::{DASH_DOT, DASHED, DOTTED, FULL, Shape};

/// For which width a picture is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// Desk and paper.
    Wide,
    /// A telephone.
    Narrow,
}

impl Size {
    pub(super) const fn width(self) -> f64 {
        match self {
            Size::Wide => 860.0,
            Size::Narrow => 340.0,
        }
    }

    /// Size of the type.
    pub(super) const fn em(self) -> f64 {
        match self {
            Size::Wide => 14.0,
            Size::Narrow => 13.0,
        }
    }

    /// Characters of a name that fit beside a margin of so many pixels.
    fn characters(self, margin: f64) -> usize {
        ((self.width() - margin) / (self.em() * 0.58)) as usize
    }
}

/// How the base (0) and the variants (from 1 on) look.
pub(super) fn arm(index: usize) -> Look {
    const LOOKS: [Look; 6] = [
        Look { ink: BLACK, dashes: FULL, shape: Shape::Circle },
        Look { ink: BLUE, dashes: DASHED, shape: Shape::Square },
        Look { ink: VERMILION, dashes: DASH_DOT, shape: Shape::Diamond },
        Look { ink: GREEN, dashes: DOTTED, shape: Shape::Up },
        Look { ink: PURPLE, dashes: DASHED, shape: Shape::Down },
        Look { ink: ORANGE, dashes: DASH_DOT, shape: Shape::Square },
    ];
    if index == 0 { LOOKS[0] } else { LOOKS[1 + (index - 1) % 5] }
}

/// Bars of the base and of a variant.
pub(super) const BASE: Fill = Fill { ink: GREY, hatch: None };
pub(super) const VARIANT: Fill = Fill { ink: BLUE, hatch: Some((6.0, true)) };
/// Bars of differences by their cause.
pub(super) const DIRECT: Fill = Fill { ink: BLUE, hatch: None };
pub(super) const CROWDED: Fill = Fill { ink: VERMILION, hatch: Some((6.0, true)) };
