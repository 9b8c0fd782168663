//! From a picture to SVG and PNG, by plotters.

use plotters::coord::Shift;
use plotters::prelude::{Circle, DrawingBackend, IntoDrawingArea, IntoFont, PathElement, Polygon, RGBAColor, SVGBackend, ShapeStyle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, TextStyle, WHITE};

use super::fonts;
use super::picture::{Anchor, Ink, Mark, Picture, Point, Shape, corners, dash};

type Area<B> = plotters::prelude::DrawingArea<B, Shift>;
type Drawing<B> = plotters::drawing::DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>;

/// SVG units per logical pixel: plotters draws at whole units only.
const SVG_SCALE: f64 = 8.0;

/// Where plotters puts the top of a text in relation to its baseline, and how large the type is that a size gives.
pub(super) struct Type {
    /// Sizes per em.
    size: f64,
    /// Baseline below the top, in em.
    baseline: f64,
}

/// plotters-svg: font size is size / 1.24, and a top anchor lowers the text by 0.76 em.
const SVG_TYPE: Type = Type { size: 1.24, baseline: 0.76 };

/// The picture as SVG, with text as text.
pub fn svg(picture: &Picture) -> Result<String, PlotError> {
    fonts::register();
    let mut text = String::new();
    let size = (picture.width * SVG_SCALE, picture.height * SVG_SCALE);
    {
        let root = SVGBackend::with_string(&mut text, (size.0 as u32, size.1 as u32)).into_drawing_area();
        draw(&root, picture, SVG_SCALE, &SVG_TYPE)?;
    }
    let drawn = format!("width=\"{}\" height=\"{}\"", size.0, size.1);
    let shown = format!("width=\"{}\" height=\"{}\"", picture.width, picture.height);
    let named = format!(">\n<title>{}</title>\n", picture.title);
    Ok(text.replacen(&drawn, &shown, 1).replacen(">\n", &named, 1))
}

/// Why a picture could not be drawn.
#[derive(Debug, thiserror::Error)]
#[error("cannot draw a picture: {0}")]
pub struct PlotError(pub(super) String);

impl<E: std::error::Error + Send + Sync> From<plotters::drawing::DrawingAreaErrorKind<E>> for PlotError {
    fn from(error: plotters::drawing::DrawingAreaErrorKind<E>) -> PlotError {
        PlotError(error.to_string())
    }
}

/// Draws all marks, `scale` backend pixels per logical one.
pub(super) fn draw<B: DrawingBackend>(root: &Area<B>, picture: &Picture, scale: f64, kind: &Type) -> Result<(), Drawing<B>> {
    root.fill(&WHITE)?;
    for mark in &picture.marks {
        draw_mark(root, mark, scale, kind)?;
    }
    root.present()
}

fn draw_mark<B: DrawingBackend>(root: &Area<B>, mark: &Mark, scale: f64, kind: &Type) -> Result<(), Drawing<B>> {
    match mark {
        Mark::Line { points, width, dashes, ink } => {
            let style = ShapeStyle { stroke_width: (width * scale).round().max(1.0) as u32, ..filled(*ink) };
            dash(points, dashes).into_iter().try_for_each(|piece| root.draw(&PathElement::new(pixels(&piece, scale), style)))
        }
        Mark::Area { points, ink } => root.draw(&Polygon::new(pixels(points, scale), filled(*ink))),
        Mark::Symbol { at, shape: Shape::Circle, radius, ink } => {
            root.draw(&Circle::new(pixel(*at, scale), (radius * scale).round() as i32, filled(*ink)))
        }
        Mark::Symbol { at, shape, radius, ink } => root.draw(&Polygon::new(pixels(&corners(*shape, *at, *radius), scale), filled(*ink))),
        Mark::Text { at: (x, y), text, em, anchor, ink } => {
            let top = pixel((*x, y - kind.baseline * em), scale);
            root.draw(&Text::new(text.as_str(), top, text_style(*em * scale * kind.size, *anchor, *ink)))
        }
    }
}

fn text_style(size: f64, anchor: Anchor, ink: Ink) -> TextStyle<'static> {
    let horizontal = match anchor {
        Anchor::Start => HPos::Left,
        Anchor::Middle => HPos::Center,
        Anchor::End => HPos::Right,
    };
    let font = (fonts::FAMILY, size).into_font();
    TextStyle { color: colour(ink).to_backend_color(), ..TextStyle::from(font) }.pos(Pos::new(horizontal, VPos::Top))
}

fn filled(ink: Ink) -> ShapeStyle {
    ShapeStyle { color: colour(ink), filled: true, stroke_width: 1 }
}

fn colour(ink: Ink) -> RGBAColor {
    RGBAColor(ink.rgb.0, ink.rgb.1, ink.rgb.2, ink.opacity)
}

fn pixel((x, y): Point, scale: f64) -> (i32, i32) {
    ((x * scale).round() as i32, (y * scale).round() as i32)
}

fn pixels(points: &[Point], scale: f64) -> Vec<(i32, i32)> {
    points.iter().map(|point| pixel(*point, scale)).collect()
}

#[cfg(feature = "png")]
pub use bitmap::png;

#[cfg(feature = "png")]
mod bitmap {
    use std::path::Path;

    use plotters::prelude::{BitMapBackend, DrawingBackend, IntoDrawingArea};

    use super::{Picture, PlotError, Type, draw};
    use crate::report::plots::fonts;

    /// Pixels of the file per logical pixel.
    const SCALE: usize = 2;
    /// Pixels drawn per pixel of the file, each way: plotters smooths no polygon's edge, the mean of the drawn pixels does.
    const OVERSAMPLING: usize = 2;

    /// plotters with ab_glyph: size is DejaVu's height (1.164 em), and the baseline half a size below the top.
    const PNG_TYPE: Type = Type { size: 1.164, baseline: 0.582 };

    /// Writes the picture as a PNG file.
    pub fn png(picture: &Picture, path: &Path) -> Result<(), PlotError> {
        fonts::register();
        let (width, height) = (picture.width as usize * SCALE, picture.height as usize * SCALE);
        let size = |factor: usize| ((width * factor) as u32, (height * factor) as u32);
        let mut fine = vec![255_u8; width * height * OVERSAMPLING.pow(2) * 3];
        {
            let root = BitMapBackend::with_buffer(&mut fine, size(OVERSAMPLING)).into_drawing_area();
            draw(&root, picture, (SCALE * OVERSAMPLING) as f64, &PNG_TYPE)?;
        }
        let pixels = averaged(&fine, width, height);
        let mut file = BitMapBackend::new(path, size(1));
        file.blit_bitmap((0, 0), size(1), &pixels)
            .and_then(|()| file.present())
            .map_err(|error| PlotError(format!("{}: {error}", path.display())))
    }

    /// The mean of each block of drawn pixels.
    fn averaged(fine: &[u8], width: usize, height: usize) -> Vec<u8> {
        let fine_row = width * OVERSAMPLING * 3;
        let mut sums = vec![0_u16; width * height * 3];
        for (row, values) in fine.chunks_exact(fine_row).enumerate() {
            let sums = &mut sums[row / OVERSAMPLING * width * 3..][..width * 3];
            for (block, sum) in values.chunks_exact(OVERSAMPLING * 3).zip(sums.chunks_exact_mut(3)) {
                block.iter().enumerate().for_each(|(index, value)| sum[index % 3] += u16::from(*value));
            }
        }
        sums.into_iter().map(|sum| (sum / OVERSAMPLING.pow(2) as u16) as u8).collect()
    }
}
