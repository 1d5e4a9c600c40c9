//! Tables of parameters and fields, as the page has them.

use crate::{
    Kind, Remark, cell,
    facts::{Depends, Field, Required},
    markdown::{Block, Cell, RawTable, Text},
    outline::{Outline, Part},
    page::subject,
    pattern::{Pattern, group},
};

static STATUS: Pattern = Pattern::new(r"^状态码：\s*(\d{3})");
static NAME: Pattern = Pattern::new(r"^(?:\[\]|[#A-Za-z_][A-Za-z0-9_.:~#-]*)$");

/// Where what a table lists belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Path,
    Query,
    Header,
    Body,
}

/// A table with what stands around it.
#[derive(Clone, Debug)]
pub(super) struct Titled {
    /// Field or type whose fields it lists; none if it is of the whole body.
    pub(super) subject: Option<String>,
    pub(super) number: Option<u32>,
    /// Places before it, to which links lead.
    pub(super) anchors: Vec<String>,
    pub(super) place: Place,
    pub(super) status: Option<u16>,
    pub(super) rows: Vec<Row>,
    /// How many tables of this kind come before it.
    index: usize,
}

impl Titled {
    /// How a report names it.
    pub(super) fn describe(&self) -> String {
        match (&self.subject, self.number) {
            (Some(subject), Some(number)) => format!("table {number} ({subject})"),
            (Some(subject), None) => format!("table of {subject}"),
            (None, Some(number)) => format!("table {number}"),
            (None, None) => format!("table without a title, the {}.", self.index + 1),
        }
    }
}

/// A row of a table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) field: Field,
    /// Whether the page says that it belongs to the query.
    pub(super) query: bool,
    /// Places of the page that it links to.
    pub(super) links: Vec<String>,
    /// The table that it refers to by number.
    pub(super) number: Option<u32>,
    /// Whether its value has fields, and the name that its type gives them.
    pub(super) element: Option<Option<String>>,
}

/// The tables of some parts, in the order of the page.
pub(super) fn scan(
    outline: &Outline<'_>,
    parts: &[Part],
    remarks: &mut Vec<Remark>,
) -> Vec<Titled> {
    let mut around = Around::default();
    let mut tables = Vec::new();
    for (part, block) in outline.blocks(parts) {
        match block {
            Block::Anchor(name) => around.fresh.push(name.clone()),
            Block::Text(text) => around.text(text),
            Block::Table(table) => tables.push(around.table(part, table, tables.len(), remarks)),
            Block::Heading(..) | Block::Code(..) => {}
        }
    }
    tables
}

/// What stands before a table.
#[derive(Default)]
struct Around {
    caption: Option<(u32, String)>,
    label: String,
    /// Places before or in the label or caption.
    anchors: Vec<String>,
    /// Places after the last text.
    fresh: Vec<String>,
    status: Option<u16>,
}

impl Around {
    fn text(&mut self, text: &Text) {
        if let Some((number, title)) = subject::caption(&text.text) {
            self.caption = Some((number, title.to_owned()));
            self.anchors.append(&mut self.fresh);
        } else if let Some(found) = STATUS.first(&text.text) {
            self.status = group(&found, 1).parse().ok();
        } else if text.label && !text.note {
            self.label.clone_from(&text.text);
            self.caption = None;
            // What links to the label before leads to no table.
            self.anchors = std::mem::take(&mut self.fresh);
        }
    }

    fn table(
        &mut self,
        part: Part,
        table: &RawTable,
        index: usize,
        remarks: &mut Vec<Remark>,
    ) -> Titled {
        let caption = self.caption.take();
        let title = caption.as_ref().map_or(self.label.as_str(), |(_, title)| title);
        let mut titled = Titled {
            subject: subject::subject(title),
            number: caption.as_ref().map(|(number, _)| *number),
            anchors: self.anchors.drain(..).chain(self.fresh.drain(..)).collect(),
            place: place(part, title),
            status: self.status,
            rows: Vec::new(),
            index,
        };
        // What other sections tabulate is none of our business, whatever its columns.
        if part != Part::Other {
            titled.rows = rows(table, &titled.describe(), remarks);
        }
        titled
    }
}

fn place(part: Part, title: &str) -> Place {
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    match part {
        _ if has(&["Header参数"]) => Place::Header,
        _ if has(&["Query参数", "查询参数", "filter参数"]) => Place::Query,
        Part::Uri => Place::Path,
        _ if has(&["路径参数"]) => Place::Path,
        Part::Request | Part::Response | Part::Codes | Part::Other => Place::Body,
    }
}

/// Which column holds what. The name is always in the first, the description in the last.
#[derive(Debug, PartialEq)]
pub(crate) struct Columns {
    kind: Option<usize>,
    required: Option<usize>,
    width: usize,
}

impl Columns {
    /// The columns of a table of fields, or `None` for another table.
    pub(crate) fn of(header: &[String]) -> Option<Self> {
        let has = |words: &[&str]| header.iter().position(|it| words.contains(&it.as_str()));
        let name = ["参数", "参数名", "参数名称", "参数说明", "名称", "键"];
        let first = header.first().is_some_and(|it| name.contains(&it.as_str()));
        let last = header.last().is_some_and(|it| ["说明", "描述"].contains(&it.as_str()));
        let kind = has(&["参数类型", "类型", "值类型", "数据结构说明"]);
        let required = has(&["是否必选", "是否必须", "必选"]);
        let width = 2 + usize::from(kind.is_some()) + usize::from(required.is_some());
        (first && last && header.len() == width).then_some(Self { kind, required, width })
    }
}

/// The fields of a table that is of fields.
pub(crate) fn fields(table: &RawTable, name: &str, remarks: &mut Vec<Remark>) -> Vec<Field> {
    rows(table, name, remarks).into_iter().map(|row| row.field).collect()
}

fn rows(table: &RawTable, name: &str, remarks: &mut Vec<Remark>) -> Vec<Row> {
    let Some(columns) = Columns::of(&table.header) else {
        let reason = format!("unknown columns: {}", table.header.join(" | "));
        remarks.push(Remark::new(Kind::NotUnderstood, name, reason));
        return Vec::new();
    };
    let mut rows = Vec::new();
    for (index, cells) in table.rows.iter().enumerate() {
        match row(&columns, cells) {
            Ok((row, parted)) => {
                if parted {
                    let place = format!("{name}, `{}`", row.field.name);
                    remarks.push(Remark::new(Kind::Mended, place, "values were run together"));
                }
                rows.push(row);
            }
            Err(reason) => {
                let place = format!("{name}, row {}", index + 1);
                remarks.push(Remark::new(Kind::NotUnderstood, place, reason));
            }
        }
    }
    rows
}

/// A row, and whether values in it had to be parted.
fn row(columns: &Columns, cells: &[Cell]) -> Result<(Row, bool), String> {
    let (Some(first), Some(last)) = (cells.first(), cells.last()) else {
        return Err("no cells".to_owned());
    };
    if cells.len() != columns.width {
        return Err(format!("{} cells where the header has {}", cells.len(), columns.width));
    }
    let name = first.text().replace("[数组]", "[]");
    if !NAME.matches(&name) {
        return Err(format!("`{name}` is no name"));
    }
    let text = |column: Option<usize>| column.and_then(|at| cells.get(at)).map(Cell::text);
    let kind = text(columns.kind);
    let required = text(columns.required);
    let links = cells.iter().flat_map(|cell| &cell.links);
    let mut field = Field {
        name,
        kind: kind.clone(),
        required: required.as_deref().map(self::required),
        ..Field::default()
    };
    let parted = cell::understand(last, &mut field);
    let row = Row {
        field,
        query: required.is_some_and(|it| it.contains("查询参数")),
        links: links.filter_map(|it| it.target.strip_prefix('#').map(str::to_owned)).collect(),
        number: subject::reference(&last.text()),
        element: kind.as_deref().and_then(subject::element),
    };
    Ok((row, parted))
}

fn required(text: &str) -> Required {
    match text {
        "是" => Required::Always(true),
        "否" | "否（查询参数）" => Required::Always(false),
        _ => Required::Sometimes(Depends::Depends),
    }
}
