use super::picture::{Anchor, Mark};
use super::*;
use crate::report::input::Band;
use crate::report::samples;

/// Runs that strain a picture: long, short, without plan or spread, interrupted, with one set and few points.
fn strained() -> Vec<(&'static str, Picture)> {
    let mut info = samples::info();
    (info.interrupted, info.replications_done, info.scenario) =
        (true, 1, "a-name-that-is-longer-than-any-name-ought-to-be-and-then-some-more".into());
    let single: Vec<_> = samples::series().into_iter().filter(|row| row.replication == 1).collect();
    let long: Vec<_> = (0..60)
        .flat_map(|month| {
            single[..6].iter().map(move |row| crate::report::input::SeriesRow {
                date: row.date.month_start(month + 1) - 1,
                value: 150_000.0 + f64::from(month) * 100.0,
                ..*row
            })
        })
        .collect();
    let first = crate::report::series::by_level(&single[..6], "participants");
    let years = crate::report::series::by_level(&long, "participants");
    let one_set = crate::report::input::ThresholdSets { in_force: samples::thresholds().in_force[..1].to_vec(), ..Default::default() };
    let mut rare = samples::funnel();
    (rare[6].stock, rare[6].new, rare[0].stock) = (Some(samples::band(0.0, 0.0)), None, Some(samples::band(1_234_567.0, 9_000.0)));
    let months = (0..36).flat_map(|month| {
        samples::money().into_iter().skip(27).map(move |row| crate::report::input::Money { month: row.month.month_start(month), ..row })
    });
    let mut far = samples::scores()[..40].to_vec();
    far[3].registration_days = 9_000;
    let taken_back = |band: Band| Band { mean: -band.mean, p05: -band.p95, p95: -band.p05, se: band.se };
    let malus: Vec<_> = samples::money()
        .into_iter()
        .map(|row| {
            let (accrued, paid) = (row.accrued.map(taken_back), row.paid.map(taken_back));
            if row.kind == "speed_premium" { crate::report::input::Money { accrued, paid, ..row } } else { row }
        })
        .collect();
    let names = ["Ett namn som är längre än vad som får plats på raden", "Lokal Västerås 1"].map(String::from);
    let values = [-2.3e6, 0.4e6].map(|mean| Band { mean, p05: mean - 1e6, p95: mean + 2e6, se: None });
    let rows = names.into_iter().zip(values).collect();
    let profit = Bands { title: "Providers' profit by type", unit: "million SEK", per: 1e6, rows };
    vec![
        ("first-day", participants(&first, None, &info).unwrap()),
        ("five-years", participants(&years, None, &info).unwrap()),
        ("one-set", scores(&far, &one_set, &info).unwrap()),
        ("rare", funnel(&rare, &info).unwrap()),
        ("validation", validation(&samples::checked(), (2, 8), 2, &info).unwrap()),
        ("three-years", money(&months.collect::<Vec<_>>(), &info).unwrap()),
        ("malus", money(&malus, &info).unwrap()),
        ("profit", bands(&profit, &info).unwrap()),
    ]
}

fn pictures() -> Vec<(&'static str, Picture)> {
    let data = PlotData {
        series: samples::series(),
        plan: Some(samples::plan()),
        scores: samples::scores(),
        thresholds: samples::thresholds(),
        funnel: samples::funnel(),
        money: samples::money(),
    };
    all(&data, &samples::info())
}

/// Left, top, right and bottom of a text, with 0.6 em a character: DejaVu's mean is below.
fn extent(mark: &Mark) -> Option<(String, [f64; 4])> {
    let Mark::Text { at: (x, y), text, em, anchor, .. } = mark else { return None };
    let width = text.chars().count() as f64 * em * 0.6;
    let left = match anchor {
        Anchor::Start => *x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    Some((text.clone(), [left, y - 0.75 * em, left + width, y + 0.2 * em]))
}

#[test]
fn no_text_is_cut_off_or_lies_on_another() {
    for (name, picture) in pictures().into_iter().chain(strained()) {
        let texts: Vec<(String, [f64; 4])> = picture.marks.iter().filter_map(extent).collect();
        for (text, [left, top, right, bottom]) in &texts {
            assert!(*left >= 0.0 && *top >= 0.0 && *right <= picture.width && *bottom <= picture.height, "{name}: {text} is cut off");
        }
        for (index, (text, a)) in texts.iter().enumerate() {
            for (other, b) in &texts[index + 1..] {
                let over = a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
                assert!(!over, "{name}: {text:?} lies on {other:?}");
            }
        }
    }
}

#[test]
fn text_in_svg_is_text() {
    for (name, picture) in pictures() {
        let svg = svg(&picture).unwrap();
        assert!(svg.contains("<text") && svg.contains("font-family=\"sans-serif\"") && svg.contains("Försök"), "{name}");
        assert_eq!(svg.matches("<title>").count(), 1, "{name}");
        assert!(svg.starts_with("<svg width=\"1000\" height=\"640\" viewBox=\"0 0 8000 5120\""), "{}", &svg[..90]);
    }
}

#[test]
fn nothing_is_drawn_from_nothing() {
    assert!(validation(&[], (0, 3), 3, &samples::info()).is_none());
    assert!(all(&PlotData { thresholds: samples::thresholds(), ..PlotData::default() }, &samples::info()).is_empty());
}

/// The greatest difference first, those without a number before it; what lies far out stays on the axis.
#[test]
fn figures_stand_in_the_order_of_their_errors() {
    let picture = validation(&samples::checked(), (2, 7), 0, &samples::info()).unwrap();
    let names: Vec<String> = samples::checked().into_iter().map(|row| row.name).collect();
    let rank = |text: &str| names.iter().position(|name| name.starts_with(text.trim_end_matches('…')));
    let shown: Vec<usize> = picture.marks.iter().filter_map(extent).filter_map(|(text, _)| rank(&text)).collect();
    assert_eq!(shown, [5, 6, 3, 2, 0, 4, 1]);
    let symbols = picture.marks.iter().filter_map(|mark| if let Mark::Symbol { at, .. } = mark { Some(at.0) } else { None });
    assert_eq!(symbols.fold((f64::MAX, 0.0_f64), |(low, high), x| (low.min(x), high.max(x))).1, 728.0);
}

/// A bar that is cut at the end of the axis has an arrow there: one here, 24 to 34 tolerances off.
#[test]
fn bars_beyond_the_axis_have_an_arrow() {
    let picture = validation(&samples::checked(), (2, 7), 0, &samples::info()).unwrap();
    let tip = |mark: &Mark| {
        if let Mark::Area { points, .. } = mark { <[_; 3]>::try_from(&points[..]).ok().map(|[_, tip, _]| tip.0) } else { None }
    };
    assert_eq!(picture.marks.iter().filter_map(tip).collect::<Vec<f64>>(), [728.0 + 12.5]);
}

/// Set `TROSKEL_PICTURES` to a folder to look at them.
#[cfg(feature = "png")]
#[test]
fn pictures_become_files() {
    let keep = std::env::var_os("TROSKEL_PICTURES").map(std::path::PathBuf::from);
    let folder = keep.clone().unwrap_or_else(|| std::env::temp_dir().join(format!("troskel-pictures-{}", std::process::id())));
    std::fs::create_dir_all(&folder).unwrap();
    for (name, picture) in pictures().into_iter().chain(strained()) {
        let path = folder.join(format!("{name}.png"));
        png(&picture, &path).unwrap();
        std::fs::write(folder.join(format!("{name}.svg")), svg(&picture).unwrap()).unwrap();
        assert_eq!(&std::fs::read(&path).unwrap()[..8], b"\x89PNG\r\n\x1a\n", "{name}");
    }
    let (_, any) = pictures().swap_remove(0);
    assert!(png(&any, &folder.join("missing").join("x.png")).is_err());
    if keep.is_none() {
        std::fs::remove_dir_all(folder).unwrap();
    }
}
