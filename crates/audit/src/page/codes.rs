//! Statuses of success and failure.

use crate::{
    Kind, Remark,
    facts::Operation,
    markdown::Block,
    outline::{Outline, Part},
    pattern::{Pattern, group},
};

static STATUS: Pattern = Pattern::new(r"^(\d{3})\b");

/// Reads tables and texts of statuses.
pub(super) fn read(outline: &Outline<'_>, to: &mut Operation, remarks: &mut Vec<Remark>) {
    for (_, block) in outline.blocks(&[Part::Codes]) {
        match block {
            Block::Text(text) if !text.note => add(&text.text, to),
            Block::Table(table) => {
                for (index, row) in table.rows.iter().enumerate() {
                    let cell = row.first().map(|cell| cell.text()).unwrap_or_default();
                    if !STATUS.matches(&cell) {
                        let place = format!("statuses, row {}", index + 1);
                        let reason = format!("`{cell}` is no status");
                        remarks.push(Remark::new(Kind::NotUnderstood, place, reason));
                    }
                    add(&cell, to);
                }
            }
            Block::Text(_) | Block::Heading(_) | Block::Anchor(_) | Block::Code(..) => {}
        }
    }
    if to.success.is_empty() {
        remarks.push(Remark::new(Kind::NotUnderstood, "statuses", "no status of success"));
    }
}

fn add(text: &str, to: &mut Operation) {
    let Some(status) = STATUS.first(text).and_then(|found| group(&found, 1).parse().ok()) else {
        return;
    };
    let list = if status < 400 { &mut to.success } else { &mut to.errors };
    if !list.contains(&status) {
        list.push(status);
    }
}
