//! What the service costs by month and kind, as accrued and as paid.

use super::axes::{EM, HEIGHT, Panel, Scale, WIDTH, framed, month_text, nice_step, nice_top, value_axis};
use super::palette::{BLACK, BLUE, GREEN, GREY, ORANGE};
use super::picture::{Anchor, FULL, Ink, Picture};
use crate::journal::PaymentKind;
use crate::report::input::{Band, Money, RunInfo};
use crate::units::Day;

/// SEK in a unit of the axis.
const MILLION: f64 = 1e6;

/// How the bars of a kind are told from the others: colour and hatching.
struct Fill {
    title: &'static str,
    ink: Ink,
    /// Distance of the strokes in pixels and whether they rise; none is a full bar.
    hatch: Option<(f64, bool)>,
}

fn fill(kind: PaymentKind) -> Fill {
    match kind {
        PaymentKind::Base => Fill { title: "Base payment", ink: BLUE, hatch: None },
        PaymentKind::Result => Fill { title: "Result payment", ink: ORANGE, hatch: Some((6.0, true)) },
        PaymentKind::SpeedPremium => Fill { title: "Speed premium", ink: GREEN, hatch: Some((3.5, false)) },
        PaymentKind::Bonus => Fill { title: "Bonus and malus", ink: GREY, hatch: None },
    }
}

/// Two panels with one scale: accrued above, paid below. `None` if there is no money.
pub fn money(rows: &[Money], info: &RunInfo) -> Option<Picture> {
    let bands = || rows.iter().flat_map(|row| [row.accrued, row.paid]).flatten();
    let largest = bands().map(|band| band.p95.max(band.mean)).reduce(f64::max)? / MILLION;
    let least = bands().map(|band| band.p05.min(band.mean)).fold(0.0, f64::min) / MILLION;
    let mut months: Vec<Day> = rows.iter().map(|row| row.month).collect();
    months.sort_unstable();
    months.dedup();
    let subtitle = "Mean by month and kind; whiskers: 5–95 percent of replications";
    let mut picture = framed("Payments to providers", subtitle, info);
    legend(&mut picture, &kinds(rows));
    let middle = 102.0 + (HEIGHT - 96.0 - 102.0) / 2.0;
    basis(&mut picture, &panel(&months, (least, largest), 128.0, middle - 24.0), "Accrued, million SEK", rows, &months, |row| row.accrued);
    basis(&mut picture, &panel(&months, (least, largest), middle + 56.0, HEIGHT - 82.0), "Paid, million SEK", rows, &months, |row| {
        row.paid
    });
    Some(picture)
}

/// The x axis counts months.
fn panel(months: &[Day], (least, largest): (f64, f64), top: f64, bottom: f64) -> Panel {
    // What is taken back lies below zero, a tick of the axis.
    let (from, to) = if least < 0.0 { round_ends(least, largest) } else { (0.0, nice_top(largest)) };
    Panel {
        x: Scale { from: 0.0, to: months.len() as f64, start: 84.0, end: WIDTH - 32.0 },
        y: Scale { from, to, start: bottom, end: top },
    }
}

/// Ends of an axis on both sides of zero, each a tick.
fn round_ends(least: f64, largest: f64) -> (f64, f64) {
    let step = nice_step(largest - least, 4.0);
    ((least / step).floor() * step, (largest.max(0.0) * 1.02 / step).ceil() * step)
}

/// Kinds that there are; a bonus only where one was paid.
fn kinds(rows: &[Money]) -> Vec<PaymentKind> {
    let paid = |kind: &PaymentKind| rows.iter().any(|row| row.kind == kind.name() && row.has_money());
    PaymentKind::ALL.into_iter().filter(|kind| *kind != PaymentKind::Bonus || paid(kind)).collect()
}

fn legend(picture: &mut Picture, kinds: &[PaymentKind]) {
    let mut x = WIDTH - 14.0 - 152.0 * kinds.len() as f64;
    for kind in kinds {
        let fill = fill(*kind);
        bar(picture, (x, 84.0), (x + 22.0, 97.0), &fill);
        picture.text((x + 30.0, 95.5), fill.title, EM, Anchor::Start, BLACK);
        x += 152.0;
    }
}

/// One panel: in each month a bar per kind, always in the same order.
fn basis(picture: &mut Picture, panel: &Panel, unit: &str, rows: &[Money], months: &[Day], band: fn(&Money) -> Option<Band>) {
    value_axis(picture, panel, unit);
    let slot = panel.x.at(1.0) - panel.x.at(0.0);
    let every = (42.0 / slot).ceil() as usize;
    for (index, month) in months.iter().enumerate() {
        let left = panel.x.at(index as f64);
        if index % every == 0 {
            let new_year = index < every || months[index - every].ymd().0 != month.ymd().0;
            month_label(picture, panel, left + slot / 2.0, *month, new_year);
        }
        let kinds = kinds(rows);
        let wide = 0.78 / kinds.len() as f64;
        for (place, kind) in kinds.into_iter().enumerate() {
            let row = rows.iter().find(|row| row.month == *month && row.kind == kind.name());
            if let Some(band) = row.and_then(band) {
                let from = left + slot * (0.11 + wide * place as f64);
                kind_bar(picture, panel, (from, from + slot * wide * 0.92), &band, kind);
            }
        }
    }
}

fn month_label(picture: &mut Picture, panel: &Panel, x: f64, month: Day, with_year: bool) {
    picture.text((x, panel.bottom() + 18.0), month_text(month), EM, Anchor::Middle, GREY);
    if with_year {
        picture.text((x, panel.bottom() + 34.0), month.ymd().0.to_string(), EM, Anchor::Middle, BLACK);
    }
}

fn kind_bar(picture: &mut Picture, panel: &Panel, (left, right): (f64, f64), band: &Band, kind: PaymentKind) {
    let y = |sek: f64| panel.y.at(sek / MILLION);
    if band.mean != 0.0 {
        let [top, bottom] = [band.mean.max(0.0), band.mean.min(0.0)].map(y);
        bar(picture, (left, top), (right, bottom), &fill(kind));
    }
    if band.p95 > band.p05 {
        let middle = (left + right) / 2.0;
        picture.line(vec![(middle, y(band.p05)), (middle, y(band.p95))], 1.4, FULL, BLACK);
    }
}

fn bar(picture: &mut Picture, (left, top): (f64, f64), (right, bottom): (f64, f64), fill: &Fill) {
    let opacity = if fill.hatch.is_some() { 0.35 } else { 0.9 };
    picture.rectangle((left, top), (right, bottom), fill.ink.faint(opacity));
    if let Some((distance, rising)) = fill.hatch {
        hatch(picture, (left, top), (right, bottom), distance, rising, fill.ink);
    }
    let outline = vec![(left, bottom), (left, top), (right, top), (right, bottom), (left, bottom)];
    picture.line(outline, 1.0, FULL, fill.ink);
}

/// Strokes at 45 degrees, cut at the edges of the bar.
pub(in crate::report) fn hatch(
    picture: &mut Picture,
    (left, top): (f64, f64),
    (right, bottom): (f64, f64),
    distance: f64,
    rising: bool,
    ink: Ink,
) {
    let (width, height) = (right - left, bottom - top);
    let mut offset = distance;
    while offset < width + height {
        let (x0, y0) = if offset < height { (0.0, offset) } else { (offset - height, height) };
        let (x1, y1) = if offset < width { (offset, 0.0) } else { (width, offset - width) };
        let x = |x: f64| if rising { left + x } else { right - x };
        picture.line(vec![(x(x0), top + y0), (x(x1), top + y1)], 1.2, FULL, ink);
        offset += distance * std::f64::consts::SQRT_2;
    }
}
