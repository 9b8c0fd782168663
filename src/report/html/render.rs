//! From blocks to HTML, by the templates in `templates/report/`. They escape every text; only pictures and parts that a
//! template has made are put in as they are.

use askama::Template;

use super::blocks::{Block, Card, Figure, Section};
use super::context::Context;
use super::table::Table;
use super::texts::{self, fill};
use crate::report::plots::inline;

/// Whether the longest tables are part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    All,
    Short,
}

/// Everything on a page.
pub(super) struct Whole<'a> {
    pub context: Context<'a>,
    pub lead: String,
    /// Whether there are intervals whose meaning is worth saying.
    pub how_sure: bool,
    pub compared: String,
    /// Names and titles of base and variants.
    pub arms: Vec<(String, String)>,
    pub foot: Vec<(String, String)>,
    pub sections: &'a [Section],
    pub room: Room,
}

#[derive(Template)]
#[template(path = "report/page.html")]
struct PageHtml<'a> {
    whole: &'a Whole<'a>,
    page: &'static texts::Page,
    lang: &'static str,
    how_sure: Option<&'static str>,
    simulated: String,
    suppressed: Option<String>,
    first: String,
    sections: Vec<String>,
}

pub(super) fn page(whole: &Whole) -> String {
    let (context, page) = (&whole.context, whole.context.page);
    let limit = context.comparison.suppress_below;
    let writer = Writer { page, room: whole.room, foreign: context.lang != super::Lang::En };
    let html = PageHtml {
        whole,
        page,
        lang: context.lang.code(),
        how_sure: whole.how_sure.then(|| texts::Finding::of(context.lang).how_sure),
        simulated: fill(page.simulated, &[("replications", &context.replications())]),
        suppressed: (limit > 0).then(|| fill(page.suppressed, &[("limit", &limit.to_string())])),
        first: whole.sections.first().map_or_else(String::new, |section| writer.section(section, 2)),
        sections: whole.sections.iter().skip(1).map(|section| writer.section(section, 2)).collect(),
    };
    rendered(&html)
}

fn rendered(template: &impl Template) -> String {
    template.render().expect("a string takes everything")
}

/// What parts of a page need to know of it.
#[derive(Clone, Copy)]
struct Writer {
    page: &'static texts::Page,
    room: Room,
    /// The page is not in English, so English parts say that they are.
    foreign: bool,
}

#[derive(Template)]
#[template(path = "report/section.html")]
struct SectionHtml<'a> {
    section: &'a Section,
    level: usize,
    blocks: Vec<String>,
}

#[derive(Template)]
#[template(path = "report/cards.html")]
struct CardsHtml<'a> {
    cards: &'a [Card],
}

#[derive(Template)]
#[template(path = "report/text.html")]
struct TextHtml<'a> {
    block: &'a Block,
}

#[derive(Template)]
#[template(path = "report/figure.html")]
struct FigureHtml<'a> {
    figure: &'a Figure,
    pictures: [String; 2],
    summary: &'a str,
    table: String,
    /// Name, text and address of the data of points.
    sample: Option<(&'a str, String, String)>,
}

#[derive(Template)]
#[template(path = "report/folded.html")]
struct FoldedHtml<'a> {
    summary: &'a str,
    table: String,
}

#[derive(Template)]
#[template(path = "report/table.html")]
struct TableHtml<'a> {
    table: &'a Table,
    foreign: bool,
    /// A heading beside it says the same as its caption.
    quiet: bool,
    download: String,
    uri: String,
}

#[derive(Template)]
#[template(path = "report/left_out.html")]
struct LeftOutHtml<'a> {
    caption: &'a str,
    text: String,
}

impl Writer {
    fn section(&self, section: &Section, level: usize) -> String {
        let blocks = section.blocks.iter().map(|block| self.block(block, level + 1, &section.title)).collect();
        rendered(&SectionHtml { section, level, blocks })
    }

    fn block(&self, block: &Block, level: usize, heading: &str) -> String {
        match block {
            Block::Section(section) => self.section(section, level),
            Block::Cards(cards) => rendered(&CardsHtml { cards }),
            Block::Table(table) => self.table(table, table.caption.starts_with(heading)),
            Block::Folded { table, .. } if self.room == Room::Short => self.left_out(table),
            Block::Folded { summary, table } => rendered(&FoldedHtml { summary, table: self.table(table, true) }),
            Block::Figure(figure) => self.figure(figure),
            Block::Text(_) | Block::Lead(_) | Block::Note(_) | Block::List(_) => rendered(&TextHtml { block }),
        }
    }

    fn figure<'a>(&self, figure: &'a Figure) -> String {
        let picture = |picture, size: &str| inline(picture, &format!("{}-{size}", figure.id), size);
        let pictures = [picture(&figure.wide, "wide"), picture(&figure.narrow, "narrow")];
        let download = |table: &'a Table| (&*table.file, self.download(table), data_uri(&table.csv()));
        let (table, sample) = (self.table(&figure.table, figure.open), figure.sample.as_ref().map(download));
        rendered(&FigureHtml { figure, pictures, summary: self.page.data_of_chart, table, sample })
    }

    fn table(&self, table: &Table, quiet: bool) -> String {
        let download = self.download(table);
        rendered(&TableHtml { table, foreign: self.foreign, quiet, download, uri: data_uri(&table.csv()) })
    }

    fn download(&self, table: &Table) -> String {
        fill(self.page.download, &[("file", &table.file)])
    }

    fn left_out(&self, table: &Table) -> String {
        rendered(&LeftOutHtml { caption: &table.caption, text: fill(self.page.left_out, &[("file", &table.file)]) })
    }
}

/// The data as an address that is its own content.
fn data_uri(bytes: &[u8]) -> String {
    let mut uri = String::from("data:text/csv;charset=utf-8,");
    for byte in bytes {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b',' | b'/' | b':' | b'=' | b'[' | b']' => {
                uri.push(char::from(*byte))
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_survive_in_an_address() {
        assert_eq!(data_uri("a,å\n\"<#%\"".as_bytes()), "data:text/csv;charset=utf-8,a,%C3%A5%0A%22%3C%23%25%22");
    }
}
