//! Names of what is drawn, beside each other where there is room; long names go over several lines, none is cut.

use super::{Fill, Size};
use crate::report::plots::palette::{BLACK, Look};
use crate::report::plots::picture::{Anchor, Picture};

const LINE: f64 = 21.0;
/// Room of a sign.
const SIGN: f64 = 46.0;
/// Room between two names.
const BETWEEN: f64 = 28.0;

/// What stands before a name.
pub(super) enum Sign {
    Line(Look),
    LineWithSymbol(Look),
    Symbol(Look),
    Fill(Fill),
}

/// A legend with its places, before it is drawn.
pub(super) struct Legend {
    entries: Vec<(f64, f64, Sign, Vec<String>)>,
    size: Size,
    pub height: f64,
}

impl Legend {
    pub(super) fn new(size: Size, names: Vec<(Sign, String)>) -> Legend {
        let (mut x, mut y, mut height) = (0.0, 0.0, 0.0);
        let mut entries = Vec::new();
        for (sign, name) in names {
            let lines = wrap(&name, size.characters(SIGN));
            let width = SIGN + text_width(&lines, size);
            if x > 0.0 && x + width > size.width() {
                (x, y) = (0.0, height);
            }
            height = f64::max(height, y + LINE * lines.len() as f64);
            entries.push((x, y, sign, lines));
            x += width + BETWEEN;
        }
        Legend { entries, size, height }
    }

    pub(super) fn draw(&self, picture: &mut Picture) {
        for (x, y, sign, lines) in &self.entries {
            draw_sign(picture, (*x, y + 10.5), sign);
            for (index, line) in lines.iter().enumerate() {
                picture.text((x + SIGN, y + 15.0 + LINE * index as f64), line, self.size.em(), Anchor::Start, BLACK);
            }
        }
    }
}

fn draw_sign(picture: &mut Picture, (x, y): (f64, f64), sign: &Sign) {
    if let Sign::Line(look) | Sign::LineWithSymbol(look) = sign {
        picture.line(vec![(x + 2.0, y), (x + 38.0, y)], 2.2, look.dashes, look.ink);
    }
    if let Sign::Symbol(look) | Sign::LineWithSymbol(look) = sign {
        picture.symbol((x + 20.0, y), look.shape, 5.0, look.ink);
    }
    if let Sign::Fill(fill) = sign {
        super::bars::bar(picture, (x + 4.0, y - 6.0), (x + 36.0, y + 6.0), fill);
    }
}

/// Width of the longest line.
pub(super) fn text_width(lines: &[String], size: Size) -> f64 {
    lines.iter().map(|line| line.chars().count()).max().unwrap_or(0) as f64 * size.em() * 0.58
}

/// Lines of at most so many characters, broken where words or parts of a name end.
pub(super) fn wrap(text: &str, characters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in text.split_inclusive([' ', '+', '-', '/']).flat_map(|piece| hard(piece, characters)) {
        let last = lines.last_mut().expect("there is a line");
        match last.is_empty() || last.chars().count() + piece.trim_end().chars().count() <= characters {
            true => last.push_str(&piece),
            false => lines.push(piece),
        }
    }
    lines.iter().map(|line| line.trim_end().to_string()).collect()
}

/// Pieces of what is longer than a line.
fn hard(piece: &str, characters: usize) -> Vec<String> {
    let letters: Vec<char> = piece.chars().collect();
    letters.chunks(characters.max(1)).map(|chunk| chunk.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_broken_but_never_cut() {
        assert_eq!(wrap("avstegen-halverade+kontakt", 12), ["avstegen-", "halverade+", "kontakt"]);
        assert_eq!(wrap("too near → started", 40), ["too near → started"]);
        assert_eq!(wrap("åäöåäöåäö", 4), ["åäöå", "äöåä", "ö"]);
    }
}
