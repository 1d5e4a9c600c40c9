//! What a page is made of.

/// One piece of a page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Block {
    /// A heading.
    Heading(Heading),
    /// A place that links lead to.
    Anchor(String),
    /// A paragraph.
    Text(Text),
    /// A table.
    Table(RawTable),
    /// Code, and whether it stands in a note.
    Code(String, bool),
}

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Heading {
    pub(crate) level: u8,
    pub(crate) text: String,
    /// What links to it lead to.
    pub(crate) anchor: Option<String>,
}

/// A paragraph of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) links: Vec<Link>,
    /// Whether it is the beginning of a list item, which is how pages label what follows.
    pub(crate) label: bool,
    /// Whether it stands in a note.
    pub(crate) note: bool,
}

/// A link.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Link {
    pub(crate) target: String,
}

/// A table as it stands on the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RawTable {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cell {
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) links: Vec<Link>,
}

/// A paragraph or list item of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Paragraph {
    pub(crate) text: String,
    /// Whether it stands in a note.
    pub(crate) note: bool,
}

impl Cell {
    /// All of the text, a line for each paragraph.
    pub(crate) fn text(&self) -> String {
        self.lines(|_| true)
    }

    /// The text without notes.
    pub(crate) fn body(&self) -> String {
        self.lines(|it| !it.note)
    }

    fn lines(&self, keep: impl Fn(&Paragraph) -> bool) -> String {
        let lines: Vec<&str> =
            self.paragraphs.iter().filter(|it| keep(it)).map(|it| it.text.as_str()).collect();
        lines.join("\n")
    }
}
