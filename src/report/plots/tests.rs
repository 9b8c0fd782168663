use super::picture::{Anchor, Mark};
use super::*;
use crate::report::samples;

fn pictures() -> Vec<(&'static str, Picture)> {
    let info = samples::info();
    let levels = crate::report::series::by_level(&samples::series(), "participants");
    vec![
        ("participants", participants(&levels, Some(&samples::plan()), &info).unwrap()),
        ("scores", scores(&samples::scores(), &samples::thresholds(), &info).unwrap()),
        ("funnel", funnel(&samples::funnel(), &info).unwrap()),
        ("money", money(&samples::money(), &info).unwrap()),
    ]
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
    for (name, picture) in pictures() {
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
        assert!(svg.starts_with("<svg width=\"1000\" height=\"640\" viewBox=\"0 0 8000 5120\""), "{}", &svg[..90]);
    }
}

#[test]
fn nothing_is_drawn_from_nothing() {
    let info = samples::info();
    assert!(participants(&Default::default(), None, &info).is_none());
    assert!(scores(&[], &samples::thresholds(), &info).is_none());
    assert!(funnel(&[], &info).is_none() && money(&[], &info).is_none());
}

/// Set `TROSKEL_PICTURES` to a folder to look at them.
#[cfg(feature = "png")]
#[test]
fn pictures_become_files() {
    let keep = std::env::var_os("TROSKEL_PICTURES").map(std::path::PathBuf::from);
    let folder = keep.clone().unwrap_or_else(|| std::env::temp_dir().join(format!("troskel-pictures-{}", std::process::id())));
    std::fs::create_dir_all(&folder).unwrap();
    for (name, picture) in pictures() {
        let path = folder.join(format!("{name}.png"));
        png(&picture, &path).unwrap();
        std::fs::write(folder.join(format!("{name}.svg")), svg(&picture).unwrap()).unwrap();
        assert_eq!(&std::fs::read(&path).unwrap()[..8], b"\x89PNG\r\n\x1a\n", "{name}");
        assert!(png(&picture, &folder.join("missing").join("x.png")).is_err());
    }
    if keep.is_none() {
        std::fs::remove_dir_all(folder).unwrap();
    }
}
