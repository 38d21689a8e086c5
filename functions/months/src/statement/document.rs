//! A statement as people read it, before it is known how it is drawn: sentences and tables.

/// What is printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Document {
    /// What the file is called by who opens it.
    pub(crate) title: String,
    /// What is paid and what is not: one sentence a currency, the first thing on the page.
    pub(crate) headlines: Vec<String>,
    /// Whose it is, of when, from which plan.
    pub(crate) imprint: Vec<String>,
    pub(crate) sections: Vec<Section>,
    /// At the foot of every page, beside its number.
    pub(crate) footer: String,
    /// Names these very books: the same one, the same bytes.
    pub(crate) identity: String,
    pub(crate) written_at: jiff::Timestamp,
}

/// A heading with what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) rank: Rank,
    pub(crate) heading: String,
    pub(crate) notes: Vec<String>,
    pub(crate) table: Option<Table>,
}

/// How much of the page a heading is above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rank {
    /// A currency.
    Part,
    /// Something about it.
    Section,
}

/// Columns by rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) heading: &'static str,
    pub(crate) align: Align,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Text,
    /// The points stand under each other.
    Decimal,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) weight: Weight,
    pub(crate) cells: Vec<Cell>,
}

/// What a row is to those around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Stands above the rows that it is the sum of.
    Head,
    Plain,
    /// Stands below the rows that it is the sum of.
    Total,
}

/// A text, and a smaller one under it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) under: String,
}

impl Column {
    pub(crate) const fn text(heading: &'static str) -> Self {
        Self { heading, align: Align::Text }
    }

    pub(crate) const fn decimal(heading: &'static str) -> Self {
        Self { heading, align: Align::Decimal }
    }
}

impl Row {
    pub(crate) fn new<const N: usize>(weight: Weight, cells: [String; N]) -> Self {
        Self { weight, cells: cells.into_iter().map(Cell::from).collect() }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, under: String::new() }
    }
}
