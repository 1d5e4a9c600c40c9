//! Pages of error codes, and pages that list values or attributes for others.

use crate::{
    Kind, Reading, Remark, cell,
    facts::{ErrorCode, Errors, Facts, List, Lists, Rule},
    markdown::{Block, Cell, RawTable},
    outline::Outline,
    page::{self, Columns},
    pattern::{Pattern, group},
    sample,
};

static VALUE: Pattern = Pattern::new(r"^[A-Za-z0-9_-]+$");
static OF: Pattern = Pattern::new(r"[（(]([a-z_]+)[）)]");
static FORMAT: Pattern = Pattern::new(r"^([A-Za-z_]+)数据格式");
static RULE: Pattern = Pattern::new(r"([A-Za-z_]+)(的长度[^，。；]+)");
static SYSTEM: Pattern = Pattern::new(r"\S.*?(?:32|64)bit|\S.*$");

/// Reads a page that lists error codes.
pub(crate) fn errors(folder: &str, name: &str, blocks: &[Block]) -> Option<Reading> {
    let column = |table: &RawTable, title: &str| table.header.iter().position(|it| it == title);
    let mut remarks = Vec::new();
    let mut codes = Vec::new();
    for table in tables(blocks) {
        let columns = (column(table, "状态码"), column(table, "错误码"), column(table, "错误信息"));
        let (Some(status), Some(code), Some(message)) = columns else { continue };
        for (index, row) in table.rows.iter().enumerate() {
            let text = |at: usize| row.get(at).map(Cell::text).unwrap_or_default();
            let Ok(status) = text(status).parse() else {
                let place = format!("row {}", index + 1);
                remarks.push(Remark::new(Kind::NotUnderstood, place, "no status"));
                continue;
            };
            // A message in another language is no fact that the server sends.
            let message = Some(text(message)).filter(|it| it.is_ascii() && !it.is_empty());
            if message.is_none() {
                let reason = "no message in English";
                remarks.push(Remark::new(Kind::LeftOut, text(code), reason));
            }
            codes.push(ErrorCode { status, code: text(code), message });
        }
    }
    if codes.is_empty() {
        return None;
    }
    let turbo = codes.iter().any(|it| it.code.starts_with("SFS.TURBO."));
    let samples = sample::read_guide(blocks, &mut remarks);
    let service = page::service(folder, turbo);
    let (page, anchor) = (name.to_owned(), Outline::new(blocks).anchor());
    let facts = Facts::Errors(Errors { page, anchor, service, codes, samples });
    Some(Reading { facts, remarks })
}

/// Whether a page lists values, attributes or rules, if it is of no other kind.
pub(crate) fn is_one(blocks: &[Block]) -> bool {
    let is_list = |table| list(table).is_some_and(|list| list.values.len() > 1);
    !rules(blocks).is_empty()
        || tables(blocks).any(|table| Columns::of(&table.header).is_some() || is_list(table))
}

/// Reads a page that lists values, attributes or rules.
pub(crate) fn lists(folder: &str, name: &str, blocks: &[Block]) -> Reading {
    let mut remarks = Vec::new();
    let mut fields = Vec::new();
    let mut lists = Vec::new();
    for (index, table) in tables(blocks).enumerate() {
        let place = format!("table {}", index + 1);
        if Columns::of(&table.header).is_some() {
            fields.extend(page::fields(table, &place, &mut remarks));
        } else if let Some(list) = list(table) {
            lists.push(list);
        } else {
            remarks.push(Remark::new(Kind::LeftOut, place, "no list of values of an attribute"));
        }
    }
    let service = page::service(folder, name.starts_with("SFS-Turbo"));
    let (page, anchor) = (name.to_owned(), Outline::new(blocks).anchor());
    let rules = rules(blocks);
    let facts = Facts::Lists(Lists { page, anchor, service, fields, lists, rules });
    Reading { facts, remarks }
}

/// The lengths of what a text is made of: sections with a text for each format, and a list of rules below
/// it.
fn rules(blocks: &[Block]) -> Vec<Rule> {
    let mut rules = Vec::new();
    let (mut section, mut of) = (None, String::new());
    for block in blocks {
        match block {
            Block::Heading(heading) => section = heading.anchor.clone(),
            Block::Text(text) => {
                if let Some(found) = FORMAT.first(&text.text) {
                    group(&found, 1).clone_into(&mut of);
                }
                for found in RULE.all(&text.text).iter().filter(|_| !of.is_empty()) {
                    let Some(length) = cell::length(group(found, 2)) else { continue };
                    let (of, name) = (of.clone(), group(found, 1).to_owned());
                    rules.push(Rule { section: section.clone(), of, name, length });
                }
            }
            Block::Anchor(_) | Block::Table(_) | Block::Code(..) => {}
        }
    }
    rules
}

/// Values stand in the first column. Only versions of systems stand in the second, run together,
/// by kind of system.
fn list(table: &RawTable) -> Option<List> {
    let of =
        table.header.iter().find_map(|it| OF.first(it).map(|found| group(&found, 1).to_owned()));
    let column = |at: usize| table.rows.iter().filter_map(move |row| row.get(at).map(Cell::text));
    if of.as_deref() == Some("__os_version") {
        let systems = |text: String| -> Vec<String> {
            SYSTEM.all(&text).iter().map(|found| group(found, 0).to_owned()).collect()
        };
        return Some(List { of, values: column(1).flat_map(systems).collect() });
    }
    let values: Vec<String> = column(0).collect();
    values.iter().all(|it| VALUE.matches(it) && it.is_ascii()).then_some(List { of, values })
}

fn tables(blocks: &[Block]) -> impl Iterator<Item = &RawTable> {
    blocks.iter().filter_map(|block| if let Block::Table(it) = block { Some(it) } else { None })
}
