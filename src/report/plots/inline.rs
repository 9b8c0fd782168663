//! From a picture to SVG inside a page: small, in the page's own type, with a name for those who hear it.

use std::fmt::Write;

use super::picture::{Anchor, Dashes, Ink, Mark, Picture, Point, Shape, corners};

/// The picture as an `<svg>` element. Its title is what it shows; `id` is unique in the page.
pub fn inline(picture: &Picture, id: &str, class: &str) -> String {
    let title = escaped(&picture.title);
    let mut svg = format!(
        "<svg id=\"{id}\" class=\"{class}\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{id}-t\"><title id=\"{id}-t\">{title}</title>",
        picture.width, picture.height
    );
    let mut rest = &picture.marks[..];
    while let Some(first) = rest.first() {
        let same = 1 + rest[1..].iter().take_while(|mark| alike(first, mark)).count();
        element(&mut svg, &rest[..same]);
        rest = &rest[same..];
    }
    svg.push_str("</svg>");
    svg
}

/// Symbols and strokes of one look that follow one another become one path: a sample of a thousand points stays small.
fn alike(first: &Mark, other: &Mark) -> bool {
    match (first, other) {
        (Mark::Line { width: a, dashes: b, ink: c, .. }, Mark::Line { width: d, dashes: e, ink: f, .. }) => (a, b, c) == (d, e, f),
        (Mark::Symbol { shape: a, radius: b, ink: c, .. }, Mark::Symbol { shape: d, radius: e, ink: f, .. }) => (a, b, c) == (d, e, f),
        _ => false,
    }
}

fn element(svg: &mut String, marks: &[Mark]) {
    match &marks[0] {
        Mark::Line { width, dashes, ink, .. } => {
            let strokes = marks.iter().filter_map(|mark| if let Mark::Line { points, .. } = mark { Some(path(points)) } else { None });
            let (strokes, stroke, dashes) = (strokes.collect::<String>(), paint("stroke", *ink), dash_array(dashes));
            push(svg, format_args!("<path d=\"{strokes}\" fill=\"none\" stroke-width=\"{width}\"{stroke}{dashes}/>"));
        }
        Mark::Area { points, ink } => push(svg, format_args!("<path d=\"{}z\"{}/>", path(points), paint("fill", *ink))),
        Mark::Symbol { shape, radius, ink, .. } => symbols(svg, marks, *shape, *radius, *ink),
        Mark::Text { at, text, em, anchor, ink } => {
            let (x, y, anchor, fill) = (short(at.0), short(at.1), anchor_text(*anchor), paint("fill", *ink));
            push(svg, format_args!("<text x=\"{x}\" y=\"{y}\" font-size=\"{em}\"{anchor}{fill}>{}</text>", escaped(text)));
        }
    }
}

/// Circles are strokes without length and with round ends; other shapes have corners.
fn symbols(svg: &mut String, marks: &[Mark], shape: Shape, radius: f64, ink: Ink) {
    let places = marks.iter().filter_map(|mark| if let Mark::Symbol { at, .. } = mark { Some(*at) } else { None });
    if shape == Shape::Circle {
        let dots: String = places.map(|(x, y)| format!("M{} {}h0", short(x), short(y))).collect();
        let (width, stroke) = (radius * 2.0, paint("stroke", ink));
        push(svg, format_args!("<path d=\"{dots}\" stroke-linecap=\"round\" stroke-width=\"{width}\"{stroke}/>"));
    } else {
        let shapes: String = places.map(|at| path(&corners(shape, at, radius)) + "z").collect();
        push(svg, format_args!("<path d=\"{shapes}\"{}/>", paint("fill", ink)));
    }
}

fn push(svg: &mut String, text: std::fmt::Arguments) {
    svg.write_fmt(text).expect("a string takes everything");
}

fn path(points: &[Point]) -> String {
    let step = |(index, (x, y)): (usize, &Point)| {
        let command = if index == 0 { 'M' } else { 'L' };
        format!("{command}{} {}", short(*x), short(*y))
    };
    points.iter().enumerate().map(step).collect()
}

/// Tenths of a pixel are enough.
fn short(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn paint(what: &str, ink: Ink) -> String {
    let (red, green, blue) = ink.rgb;
    let opacity = if ink.opacity < 1.0 { format!(" {what}-opacity=\"{}\"", (ink.opacity * 100.0).round() / 100.0) } else { String::new() };
    format!(" {what}=\"#{red:02x}{green:02x}{blue:02x}\"{opacity}")
}

fn dash_array(dashes: Dashes) -> String {
    let lengths: Vec<String> = dashes.iter().map(f64::to_string).collect();
    if lengths.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{}\"", lengths.join(" ")) }
}

fn anchor_text(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::super::palette::{BLACK, BLUE};
    use super::*;

    #[test]
    fn texts_are_escaped_and_points_of_one_look_share_a_path() {
        let mut picture = Picture::new("a < b & \"c\"", 100.0, 50.0);
        (0..3).for_each(|x| picture.symbol((f64::from(x), 1.26), Shape::Circle, 2.0, BLUE.faint(0.5)));
        picture.text((1.0, 2.0), "<i>", 13.0, Anchor::End, BLACK);
        let svg = inline(&picture, "p", "wide");
        assert!(svg.contains("a &lt; b &amp; &quot;c&quot;") && svg.contains("&lt;i&gt;"), "{svg}");
        assert!(svg.contains("d=\"M0 1.3h0M1 1.3h0M2 1.3h0\"") && svg.contains("stroke-opacity=\"0.5\""), "{svg}");
        assert!(svg.contains("role=\"img\" aria-labelledby=\"p-t\"><title id=\"p-t\">"), "{svg}");
    }
}
