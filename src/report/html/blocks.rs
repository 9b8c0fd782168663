//! What a page is made of: sections of texts, numbers, tables and figures. A figure cannot be without its table, nor a table
//! without its data.

use super::charts::Size;
use super::table::Table;
use crate::report::plots::Picture;

/// A heading and what stands under it.
pub(super) struct Section {
    /// Unique in the page.
    pub id: String,
    pub title: String,
    /// Behind its heading until it is opened.
    pub folded: bool,
    pub blocks: Vec<Block>,
}

impl Section {
    pub(super) fn new(id: impl Into<String>, title: impl Into<String>, blocks: Vec<Block>) -> Section {
        Section { id: id.into(), title: title.into(), folded: false, blocks }
    }
}

pub(super) enum Block {
    Text(String),
    /// The sentence that states a finding.
    Lead(String),
    /// How to read what stands beside.
    Note(String),
    List(Vec<String>),
    Cards(Vec<Card>),
    Table(Table),
    Figure(Box<Figure>),
    /// A table that is opened on demand.
    Folded {
        summary: String,
        table: Table,
    },
    Section(Section),
}

/// One of the four numbers.
#[derive(Default)]
pub(super) struct Card {
    pub label: String,
    pub value: String,
    /// What the value is of, small beside it.
    pub unit: String,
    pub beside: Vec<String>,
    pub change: String,
    pub told: String,
}

/// A picture in two widths, and the table of its data.
pub(super) struct Figure {
    pub id: String,
    pub caption: String,
    pub note: String,
    pub wide: Picture,
    pub narrow: Picture,
    pub table: Table,
    /// Whether the table stands open.
    pub open: bool,
    /// Points too many for a table: data only.
    pub sample: Option<Table>,
}

impl Figure {
    /// A picture drawn in both widths, its table behind a summary.
    pub(super) fn new(
        id: impl Into<String>,
        caption: impl Into<String>,
        note: String,
        draw: impl Fn(Size) -> Picture,
        table: Table,
    ) -> Figure {
        let (wide, narrow) = (draw(Size::Wide), draw(Size::Narrow));
        Figure { id: id.into(), caption: caption.into(), note, wide, narrow, table, open: false, sample: None }
    }
}

/// All tables of sections, in their order.
pub(super) fn tables(sections: &[Section]) -> Vec<&Table> {
    sections.iter().flat_map(|section| of_blocks(&section.blocks)).collect()
}

fn of_blocks(blocks: &[Block]) -> Vec<&Table> {
    let of = |block| match block {
        &Block::Table(ref table) | &Block::Folded { ref table, .. } => vec![table],
        Block::Figure(figure) => std::iter::once(&figure.table).chain(&figure.sample).collect(),
        Block::Section(section) => of_blocks(&section.blocks),
        _ => Vec::new(),
    };
    blocks.iter().flat_map(of).collect()
}
