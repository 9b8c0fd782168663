//! A picture as a list of marks in logical pixels: drawn once as a value, then rendered as SVG or PNG.
//!
//! Keeping it a value lets a test look at it: that no text is cut off, and that no two labels lie on each other.

/// Logical pixels from the left and from the top.
pub(in crate::report) type Point = (f64, f64);

/// Colour and opacity (0-1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::report) struct Ink {
    pub rgb: (u8, u8, u8),
    pub opacity: f64,
}

impl Ink {
    pub(in crate::report) const fn rgb(red: u8, green: u8, blue: u8) -> Ink {
        Ink { rgb: (red, green, blue), opacity: 1.0 }
    }

    pub(in crate::report) const fn faint(self, opacity: f64) -> Ink {
        Ink { rgb: self.rgb, opacity }
    }
}

/// On and off lengths of a dashed line, in logical pixels; empty for a full line.
pub(in crate::report) type Dashes = &'static [f64];

pub(in crate::report) const FULL: Dashes = &[];
pub(in crate::report) const DASHED: Dashes = &[8.0, 5.0];
pub(in crate::report) const DOTTED: Dashes = &[2.0, 4.0];
pub(in crate::report) const DASH_DOT: Dashes = &[10.0, 4.0, 2.0, 4.0];

/// Shapes that stay apart without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Shape {
    Circle,
    Square,
    Diamond,
    Up,
    Down,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Anchor {
    Start,
    Middle,
    End,
}

#[derive(Clone, Debug, PartialEq)]
pub(in crate::report) enum Mark {
    Line { points: Vec<Point>, width: f64, dashes: Dashes, ink: Ink },
    Area { points: Vec<Point>, ink: Ink },
    Symbol { at: Point, shape: Shape, radius: f64, ink: Ink },
    Text { at: Point, text: String, em: f64, anchor: Anchor, ink: Ink },
}

/// Marks in the order in which they are drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// What is shown, for those who hear a picture instead of seeing it.
    pub(in crate::report) title: String,
    pub(in crate::report) width: f64,
    pub(in crate::report) height: f64,
    pub(in crate::report) marks: Vec<Mark>,
}

impl Picture {
    pub(in crate::report) fn new(title: &str, width: f64, height: f64) -> Picture {
        Picture { title: title.to_string(), width, height, marks: Vec::new() }
    }

    pub(in crate::report) fn line(&mut self, points: Vec<Point>, width: f64, dashes: Dashes, ink: Ink) {
        self.marks.push(Mark::Line { points, width, dashes, ink });
    }

    pub(in crate::report) fn area(&mut self, points: Vec<Point>, ink: Ink) {
        self.marks.push(Mark::Area { points, ink });
    }

    pub(in crate::report) fn rectangle(&mut self, (left, top): Point, (right, bottom): Point, ink: Ink) {
        self.area(vec![(left, top), (right, top), (right, bottom), (left, bottom)], ink);
    }

    pub(in crate::report) fn symbol(&mut self, at: Point, shape: Shape, radius: f64, ink: Ink) {
        self.marks.push(Mark::Symbol { at, shape, radius, ink });
    }

    /// Text with its baseline at `at`; `em` is the size of the type.
    pub(in crate::report) fn text(&mut self, at: Point, text: impl Into<String>, em: f64, anchor: Anchor, ink: Ink) {
        self.marks.push(Mark::Text { at, text: text.into(), em, anchor, ink });
    }
}

/// The corners of a shape of which none is a circle.
pub(in crate::report) fn corners(shape: Shape, (x, y): Point, radius: f64) -> Vec<Point> {
    let r = radius;
    match shape {
        Shape::Circle => Vec::new(),
        Shape::Square => {
            vec![(x - 0.88 * r, y - 0.88 * r), (x + 0.88 * r, y - 0.88 * r), (x + 0.88 * r, y + 0.88 * r), (x - 0.88 * r, y + 0.88 * r)]
        }
        Shape::Diamond => vec![(x, y - 1.25 * r), (x + 1.25 * r, y), (x, y + 1.25 * r), (x - 1.25 * r, y)],
        Shape::Up => vec![(x, y - 1.2 * r), (x + 1.15 * r, y + 0.85 * r), (x - 1.15 * r, y + 0.85 * r)],
        Shape::Down => vec![(x, y + 1.2 * r), (x - 1.15 * r, y - 0.85 * r), (x + 1.15 * r, y - 0.85 * r)],
    }
}

/// The pieces of a line that a dash pattern leaves.
pub(in crate::report) fn dash(points: &[Point], dashes: Dashes) -> Vec<Vec<Point>> {
    if dashes.is_empty() {
        return vec![points.to_vec()];
    }
    let (mut pieces, mut piece) = (Vec::new(), points.first().map(|first| vec![*first]).unwrap_or_default());
    let (mut index, mut left) = (0, dashes[0]);
    for pair in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        let length = (x1 - x0).hypot(y1 - y0);
        let mut done = 0.0;
        while length - done > left {
            done += left;
            let at = (x0 + (x1 - x0) * done / length, y0 + (y1 - y0) * done / length);
            piece.push(at);
            match index % 2 {
                0 => pieces.push(std::mem::take(&mut piece)),
                _ => piece = vec![at],
            }
            index += 1;
            left = dashes[index % dashes.len()];
        }
        left -= length - done;
        if index % 2 == 0 {
            piece.push((x1, y1));
        }
    }
    if index % 2 == 0 && piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_run_on_round_corners() {
        let pieces = dash(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)], DASHED);
        assert_eq!(pieces, [vec![(0.0, 0.0), (8.0, 0.0)], vec![(10.0, 3.0), (10.0, 10.0)]]);
        assert_eq!(dash(&[(0.0, 0.0), (1.0, 0.0)], FULL).len(), 1);
        assert!(dash(&[], DASHED).is_empty());
    }
}
