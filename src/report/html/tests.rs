use super::*;
use crate::report::comparison::Comparison;
use crate::report::plots::picture::{Anchor, Mark};
use crate::report::samples::comparison::{bare, comparison};
use std::collections::BTreeSet;

fn pages() -> Vec<(&'static str, Comparison)> {
    let mut suppressed = comparison(1);
    suppressed.suppress_below = 50;
    vec![("one", comparison(1)), ("three", comparison(3)), ("fifteen", comparison(15)), ("bare", bare()), ("suppressed", suppressed)]
}

fn each(check: impl Fn(&str, &str)) {
    for (name, comparison) in pages() {
        for lang in [Lang::En, Lang::Sv] {
            check(&format!("{name}-{}", lang.code()), &html(&comparison, lang));
        }
    }
}

/// What stands between two marks, every time.
fn between<'a>(page: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    page.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

#[test]
fn a_page_needs_nothing_else_and_is_small() {
    each(|name, page| {
        assert!(page.len() <= LARGEST, "{name}: {}", page.len());
        assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("url("), "{name}");
        assert!(between(page, " src=\"", "\"").is_empty() && between(page, "<link", ">").is_empty(), "{name}");
        for address in between(page, "href=\"", "\"") {
            assert!(address.starts_with('#') || address.starts_with("data:text/csv"), "{name}: {address}");
        }
    });
}

/// Many variants with as many measures as a comparison can have: the longest tables are left to the files beside the page.
#[test]
fn a_page_that_would_be_too_large_is_shortened() {
    let mut comparison = comparison(15);
    for variant in &mut comparison.variants {
        let more = (0..600).map(|index| crate::measure::paired::Difference {
            measure: format!("registered[area=Område {index}]"),
            ..variant.rows[1].clone()
        });
        variant.rows.extend(more.collect::<Vec<_>>());
    }
    let page = html(&comparison, Lang::Sv);
    assert!(page.len() <= LARGEST, "{}", page.len());
    assert!(page.contains("variant-15-measures.csv bredvid sidan"));
    assert!(data(&comparison).iter().any(|(name, bytes)| name == "variant-15-measures.csv" && bytes.len() > 30_000));
}

#[test]
fn ids_are_unique_and_references_lead_to_them() {
    each(|name, page| {
        let ids = between(page, " id=\"", "\"");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}");
        let references = between(page, "aria-labelledby=\"", "\"").into_iter().chain(between(page, "href=\"#", "\""));
        references.for_each(|reference| assert!(unique.contains(reference), "{name}: {reference}"));
    });
}

#[test]
fn every_picture_says_what_it_shows_and_has_a_table_with_its_data() {
    each(|name, page| {
        for svg in between(page, "<svg ", "</svg>") {
            let title = between(svg, "<title", "</title>")[0].split_once('>').unwrap().1;
            assert!(svg.contains("role=\"img\" aria-labelledby=") && title.len() > 20, "{name}: {title}");
        }
        for figure in between(page, "<figure ", "</figure>") {
            assert!(figure.contains("<table ") && figure.contains("href=\"data:text/csv"), "{name}");
            assert_eq!(figure.matches("<svg ").count(), 2, "{name}");
        }
        assert_eq!(page.matches("<table ").count(), page.matches("<caption ").count(), "{name}");
    });
    assert_eq!(html(&comparison(1), Lang::En).matches("<figure ").count(), 8);
}

#[test]
fn headings_follow_one_another() {
    each(|name, page| {
        let levels: Vec<usize> = between(page, "<h", ">").iter().filter_map(|rest| rest.split(' ').next()?.parse().ok()).collect();
        assert_eq!((levels[0], levels.iter().filter(|level| **level == 1).count()), (1, 1), "{name}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
    });
}

#[test]
fn texts_are_escaped() {
    let page = html(&bare(), Lang::En);
    assert!(page.contains("troskel compare &#60;a&#62; &#38; &#34;b&#34;"), "{}", between(&page, "<dl class=\"foot\">", "</dl>")[0]);
    assert!(!html(&comparison(1), Lang::Sv).contains("<made up>"));
}

#[test]
fn the_finding_is_one_sentence() {
    let lead = |page: &str| between(page, "<p class=\"lead\">", "</p>")[0].to_string();
    let english = lead(&html(&comparison(1), Lang::En));
    assert!(english.starts_with("With “third-set-from-start” the service would have 41"), "{english}");
    assert!(english.contains(" (±") && english.ends_with("fewer than planned."), "{english}");
    let swedish = lead(&html(&comparison(1), Lang::Sv));
    assert!(swedish.contains("fler deltagare i genomsnitt") && swedish.contains("3\u{a0}2"), "{swedish}");
    let several = lead(&html(&comparison(3), Lang::En));
    assert!(several.starts_with("Of 3 variants, “avstegen") && several.contains("would be reached by 1: “avstegen"), "{several}");
    let single = lead(&html(&bare(), Lang::En));
    assert!(single.starts_with("In the single replication made"), "{single}");
}

#[test]
fn swedish_pages_have_swedish_forms() {
    let page = html(&comparison(1), Lang::Sv);
    for text in [
        "lang=\"sv\"",
        "7\u{a0}dec.\u{a0}2020",
        "miljoner\u{a0}kr",
        "procentenheter",
        "lang=\"en\">Of those who will soon have a job",
        "29,5\u{a0}%",
        "från och med den 26\u{a0}maj\u{a0}2020; före den dagen kan ingenting skilja sig åt.",
        "födda utanför Europa",
    ] {
        assert!(page.contains(text), "{text}");
    }
    let visible: String = page.split("data:text/csv").map(|part| part.split_once('"').map_or(part, |(_, rest)| rest)).collect();
    assert!(!visible.contains("million SEK") && !visible.contains("cannot be told"));
}

#[test]
fn levers_and_boundaries_are_told_in_words() {
    let page = html(&comparison(1), Lang::En);
    for text in [
        "no set of this day: that of 26\u{a0}May\u{a0}2020 goes on",
        ">59\u{a0}%<",
        ">29.5\u{a0}%<",
        "closed in the base (no level before day 90), open in the variant, with level A below 4.2–\u{2060}10.4 percent",
        "level A below 23–\u{2060}55\u{a0}%",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(!page.contains(">[["), "lists as in a file");
    let levers = data(&comparison(1)).into_iter().find(|(name, _)| name == "levers.csv").unwrap().1;
    assert!(
        String::from_utf8(levers)
            .unwrap()
            .contains("policy.decisions.soon_told_share,Of those who will soon have a job: share who tell.,share,0.59,0.295\n")
    );
}

#[test]
fn a_picture_shows_the_profilings_of_its_period() {
    let comparison = comparison(1);
    let sections = page::sections(&context::Context::new(&comparison, Lang::En));
    let notes: Vec<&str> = sections.iter().flat_map(|section| figures(&section.blocks)).map(|figure| figure.wide.title.as_str()).collect();
    let counts: Vec<f64> = notes.iter().filter_map(|title| title.split("a sample of ").nth(1)?.split(' ').next()?.parse().ok()).collect();
    assert!(counts.len() == 2 && counts.iter().sum::<f64>() < 1_000.0, "{counts:?}");
    let sample = data(&comparison).into_iter().find(|(name, _)| name == "profilings-sample.csv").unwrap().1;
    assert!(String::from_utf8(sample).unwrap().starts_with("date,registration_days,job_chance_percent,verdict\n2020-"));
}

#[test]
fn a_title_is_the_variants_own() {
    let mut comparison = comparison(1);
    comparison.variants[0].arm.title = comparison.base.title.clone();
    let page = html(&comparison, Lang::En);
    assert!(!page.contains("<dt>Variant: third-set-from-start</dt>") && page.contains("<dt>Base: krom-2020-Försök-åäö</dt>"));
}

#[test]
fn no_difference_is_no_ratio() {
    let page = html(&comparison(3), Lang::En);
    let same = page.split("id=\"variant-3\"").nth(1).unwrap();
    assert!(same.contains("exactly as many participants") && same.contains("<td class=\"n\">no difference</td>"));
    assert!(!same.contains(" times</td>"));
}

#[test]
fn small_counts_are_hidden_in_page_and_data() {
    let mut comparison = comparison(1);
    comparison.suppress_below = 50;
    let page = html(&comparison, Lang::En);
    assert!(page.contains("&#60;50") && page.contains("Counts of persons below 50 are not shown"));
    for hidden in ["41.2", "38.8", "31.2", "3.4"] {
        assert!(!page.contains(&format!(">{hidden}<")), "{hidden}");
    }
    for (name, bytes) in data(&comparison).into_iter().filter(|(name, _)| name == "flows.csv") {
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("not_profiled,started_a,<50,,<50,,<50\n"), "{name}: {text}");
        assert!(text.contains("started_a,started_b,201.4,1.57683853,<50,,\n"), "{text}");
    }
}

#[test]
fn payments_per_start_are_hidden_with_few_starts() {
    let mut comparison = comparison(1);
    let started = comparison.variants[0].row("started", "").unwrap().base;
    for (limit, is_hidden) in [(started - 1.0, false), (started + 1.0, true)] {
        comparison.suppress_below = limit as u32;
        let page = html(&comparison, Lang::En);
        let files = data(&comparison);
        let of = |name: &str| String::from_utf8(files.iter().find(|file| file.0 == name).unwrap().1.clone()).unwrap();
        let per_start = of("money-per-start.csv");
        assert_eq!(per_start.contains("cost_per_start,,SEK,,"), is_hidden, "{per_start}");
        let headline = of("headline.csv");
        assert_eq!(headline.contains("cost_per_start,,SEK,,"), is_hidden, "{headline}");
        assert_eq!(page.contains(&figures::whole(started, Lang::En)), !is_hidden);
        assert!(headline.contains("payments,,SEK,3"), "{headline}");
    }
}

#[test]
fn a_change_before_the_first_day_is_one_from_the_start() {
    let mut comparison = comparison(1);
    comparison.variants[0].first_change = Some(comparison.from - 1);
    assert!(html(&comparison, Lang::En).contains("from the first day of the run, 30\u{a0}Mar\u{a0}2020."));
    assert!(html(&comparison, Lang::Sv).contains("körningens första dag, den 30\u{a0}mars\u{a0}2020."));
}

/// A test over no lives is not told as one that held for them.
#[test]
fn null_tests_say_what_they_are_of() {
    let mut comparison = comparison(1);
    comparison.null_tests.before_the_change = 0;
    assert!(html(&comparison, Lang::Sv).contains("ingen tid dessförinnan"));
    comparison.variants[0].first_change = None;
    assert!(html(&comparison, Lang::Sv).contains("inte heller någon persons förlopp"));
    assert!(html(&comparison, Lang::En).contains("No rule differs, and neither"));
}

#[test]
fn data_have_names_of_their_own_and_columns_for_every_row() {
    for (name, comparison) in pages() {
        let files = data(&comparison);
        let names: BTreeSet<&String> = files.iter().map(|file| &file.0).collect();
        assert_eq!(names.len(), files.len(), "{name}");
        for (file, bytes) in &files {
            let mut reader = csv::Reader::from_reader(&bytes[..]);
            assert!(reader.headers().unwrap().iter().all(|column| !column.is_empty()), "{name}: {file}");
            assert!(reader.records().all(|record| record.is_ok()), "{name}: {file}");
        }
    }
}

/// Set `TROSKEL_PAGES` to a folder and run with `--ignored` to look at them.
#[test]
#[ignore = "writes pages to look at"]
fn pages_become_files() {
    let folder = std::path::PathBuf::from(std::env::var_os("TROSKEL_PAGES").expect("TROSKEL_PAGES names a folder"));
    std::fs::create_dir_all(&folder).unwrap();
    each(|name, page| std::fs::write(folder.join(format!("{name}.html")), page).unwrap());
    for (name, bytes) in data(&comparison(1)) {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
}

fn figures(blocks: &[blocks::Block]) -> Vec<&blocks::Figure> {
    let of = blocks.iter().flat_map(|block| match block {
        blocks::Block::Figure(figure) => vec![&**figure],
        blocks::Block::Section(section) => figures(&section.blocks),
        _ => Vec::new(),
    });
    of.collect()
}

/// Left, top, right and bottom of the texts of a picture, at 0.56 em a character.
fn texts_of(picture: &crate::report::plots::Picture) -> Vec<(&str, [f64; 4])> {
    let extent = |mark| {
        let &Mark::Text { at: (x, y), ref text, em, anchor, .. } = mark else { return None };
        let width = text.chars().count() as f64 * em * 0.56;
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        Some((text.as_str(), [left, y - 0.72 * em, left + width, y + 0.18 * em]))
    };
    picture.marks.iter().filter_map(extent).collect()
}

#[test]
fn no_text_in_a_picture_is_cut_off_or_lies_on_another() {
    for (name, comparison) in pages() {
        for lang in [Lang::En, Lang::Sv] {
            let sections = page::sections(&context::Context::new(&comparison, lang));
            for figure in sections.iter().flat_map(|section| figures(&section.blocks)) {
                for picture in [&figure.wide, &figure.narrow] {
                    let texts = texts_of(picture);
                    for (index, (text, a)) in texts.iter().enumerate() {
                        let inside = a[0] >= -1.0 && a[1] >= 0.0 && a[2] <= picture.width + 1.0 && a[3] <= picture.height;
                        assert!(inside, "{name} {}: {text:?} is cut off: {a:?} in {}", figure.id, picture.width);
                        for (other, b) in &texts[index + 1..] {
                            let over = a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
                            assert!(!over, "{name} {}: {text:?} lies on {other:?}", figure.id);
                        }
                    }
                }
            }
        }
    }
}

/// A price of a job stands on the page only where jobs and costs go the same way, and in words where they do not or cannot be told.
#[test]
fn additional_jobs_have_a_price_or_a_reason_for_none() {
    use crate::experiment::additional::{Additional, Estimate};
    let page = |jobs: f64, per_job: Option<(f64, (f64, f64))>, lang| {
        let mut compared = comparison(1);
        let estimate = |mean: f64, half: f64| Estimate { mean, interval: Some((mean - half, mean + half)) };
        let (jobs, net_cost) = (estimate(jobs, 2.0), estimate(2.8e7, 3e5));
        compared.variants[0].additional = Some(Additional { jobs, net_cost, per_job, deadweight: Some(0.82) });
        html(&compared, lang)
    };
    let priced = page(14.0, Some((2.0e6, (1.7e6, 2.4e6))), Lang::En);
    assert!(priced.contains("Net cost of an additional job") && priced.contains("+2.0") && priced.contains("82.0"), "no price");
    let opposite = page(-14.0, Some((-2.0e6, (-2.4e6, -1.7e6))), Lang::Sv);
    assert!(opposite.contains("har inget pris") && !opposite.contains("−2,00"), "a price below zero");
    assert!(page(0.5, None, Lang::En).contains("cannot be told from no difference"));
    assert!(!html(&comparison(1), Lang::En).contains("Additional jobs"));
}
