//! The report of a comparison as one page: no network, no files beside it, for the screen, a telephone and paper.
//!
//! ```text
//!  Comparison ─► sections (policy, volumes, people, money, ...) ─► blocks ─► templates ─► report.html
//!                   texts, words, figures: in the reader's language       └─► CSV of every table
//! ```

mod additional;
mod blocks;
mod boundaries;
mod charts;
mod context;
mod evidence;
mod figures;
mod finding;
mod hindsight;
mod levers;
mod lives;
mod measures;
mod money;
mod overview;
mod page;
mod people;
mod policy;
mod render;
mod rows;
mod table;
mod texts;
mod values;
mod vocabulary;
mod volumes;
mod words;

#[cfg(test)]
mod tests;

use super::comparison::Comparison;

/// The language of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    En,
    Sv,
}

impl Lang {
    /// As in `--lang` and in HTML.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Sv => "sv",
        }
    }

    /// The language with this code, if there is a page in it.
    pub fn from_code(code: &str) -> Option<Lang> {
        [Lang::En, Lang::Sv].into_iter().find(|lang| lang.code() == code)
    }
}

/// No page is larger: mail takes it, and a telephone opens it.
pub const LARGEST: usize = 3_000_000;

/// The whole page. If all tables would make it too large, the longest ones are left to the files beside it ([`data`]).
pub fn html(comparison: &Comparison, lang: Lang) -> String {
    let whole = page::page(comparison, lang, render::Room::All);
    if whole.len() <= LARGEST { whole } else { page::page(comparison, lang, render::Room::Short) }
}

/// The data of all tables as CSV: names and contents. They are the same in every language.
pub fn data(comparison: &Comparison) -> Vec<(String, Vec<u8>)> {
    let context = context::Context::new(comparison, Lang::En);
    let sections = page::sections(&context);
    blocks::tables(&sections).into_iter().map(|table| (table.file.clone(), table.csv())).collect()
}
