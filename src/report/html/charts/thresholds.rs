//! The boundaries of base and variant over a sample of the base's profilings.

use super::Size;
use super::arm;
use super::frame::{room, ticks, value_columns, value_lines};
use super::legend::{Legend, Sign, text_width};
use crate::pathway::thresholds::{ThresholdSet, Verdict};
use crate::report::html::Lang;
use crate::report::html::words;
use crate::report::input::ScorePoint;
use crate::report::plots::axes::{Panel, Scale, apart, nice_step};
use crate::report::plots::palette::{self, BLACK, GREY, Look};
use crate::report::plots::picture::{Anchor, FULL, Picture};
use crate::report::plots::scores::{boundary, points};

pub(in crate::report::html) struct Thresholds<'a> {
    pub title: String,
    pub base_name: String,
    pub variant_name: String,
    pub base: &'a ThresholdSet,
    pub variant: &'a ThresholdSet,
    pub sample: &'a [ScorePoint],
    /// Names of the axes.
    pub chance: &'a str,
    pub days: &'a str,
    pub lang: Lang,
}

/// Registration time shown: what comes later has the boundaries of its end.
const DAYS: f64 = 1_500.0;

impl Thresholds<'_> {
    pub(in crate::report::html) fn draw(&self, size: Size) -> Picture {
        let height = if size == Size::Wide { 400.0 } else { 300.0 };
        let legend = self.legend(size);
        let mut picture = Picture::new(&self.title, size.width(), legend.height + height + 92.0);
        legend.draw(&mut picture);
        let above = legend.height + 38.0;
        let percent = ticks(0.0, 100.0, 20.0, self.lang);
        let left = room(&percent, size);
        let names: Vec<String> = Verdict::ALL.iter().map(|verdict| self.band_name(*verdict, size)).collect();
        let right = text_width(&names, size) + 12.0;
        let step = if size == Size::Wide { nice_step(DAYS, 8.0) } else { 500.0 };
        let x = Scale { from: 0.0, to: DAYS, start: left, end: size.width() - right };
        let panel = Panel { x, y: Scale { from: 0.0, to: 100.0, start: above + height, end: above } };
        picture.text((0.0, above - 16.0), self.chance, size.em(), Anchor::Start, BLACK);
        value_columns(&mut picture, &panel, &ticks(0.0, DAYS, step, self.lang), size);
        value_lines(&mut picture, &panel, &percent, size);
        picture.text(((left + panel.right()) / 2.0, above + height + 42.0), self.days, size.em(), Anchor::Middle, BLACK);
        self.inside(&mut picture, &panel, size);
        picture
    }

    fn verdicts(&self) -> Vec<Verdict> {
        Verdict::ALL.iter().copied().filter(|verdict| self.sample.iter().any(|point| point.verdict == *verdict)).collect()
    }

    fn legend(&self, size: Size) -> Legend {
        let mut names = vec![(Sign::Line(arm(0)), self.base_name.clone()), (Sign::Line(arm(2)), self.variant_name.clone())];
        for verdict in self.verdicts() {
            let (ink, shape) = palette::verdict(verdict);
            let word = words::key("", verdict.name(), self.lang);
            names.push((Sign::Symbol(Look { ink, shape, dashes: FULL }), word));
        }
        Legend::new(size, names)
    }

    /// Points of one verdict after the other, then the lines.
    fn inside(&self, picture: &mut Picture, panel: &Panel, size: Size) {
        for verdict in self.verdicts() {
            let inside = self.sample.iter().filter(|point| point.verdict == verdict && f64::from(point.registration_days) <= DAYS);
            points(picture, panel, &inside.copied().collect::<Vec<_>>());
        }
        for (set, look) in [(self.base, arm(0)), (self.variant, arm(2))] {
            for curve in [&set.too_far_below, &set.level_c_below, &set.level_b_below, &set.level_a_below] {
                picture.line(boundary(panel, set, curve), 2.2, look.dashes, look.ink);
            }
        }
        self.bands(picture, panel, size);
    }

    /// What lies between the variant's boundaries, at their right ends.
    fn bands(&self, picture: &mut Picture, panel: &Panel, size: Size) {
        let lines = self.variant.boundaries(DAYS as i32).map(|percent| percent.clamp(0.0, 100.0));
        let edges = [100.0, lines[3], lines[2], lines[1], lines[0], 0.0];
        let bands: Vec<(Verdict, f64)> = Verdict::ALL
            .iter()
            .zip(edges.windows(2))
            .filter(|(_, edge)| edge[0] > edge[1])
            .map(|(verdict, edge)| (*verdict, (edge[0] + edge[1]) / 2.0))
            .collect();
        let wanted: Vec<f64> = bands.iter().map(|(_, middle)| panel.y.at(*middle) + 5.0).collect();
        for ((verdict, _), y) in bands.into_iter().zip(apart(&wanted, size.em() + 4.0, panel.bottom())) {
            let name = self.band_name(verdict, size);
            picture.text((panel.right() + 8.0, y), name, size.em(), Anchor::Start, GREY);
        }
    }

    /// On a telephone without what its neighbours make clear.
    fn band_name(&self, verdict: Verdict, size: Size) -> String {
        match (verdict, size, self.lang) {
            (Verdict::TooFar, Size::Narrow, Lang::Sv) => "för långt".to_string(),
            _ => words::key("", verdict.name(), self.lang),
        }
    }
}
