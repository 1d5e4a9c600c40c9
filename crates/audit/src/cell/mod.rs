//! What the description of a row says of values and limits.
//!
//! Descriptions are prose. What is taken from it are phrases that always mean the same; each is an
//! expression with a name. What they find was compared with every description by eye, and the facts
//! are committed, so that a phrase that finds too much or too little shows as a difference.

mod limits;
mod marks;
mod token;
mod values;
mod versions;

use sha2::{Digest, Sha256};

use crate::{
    facts::Field,
    markdown::Cell,
    pattern::{Pattern, group},
};

pub(crate) use limits::length;

static SEE: Pattern = Pattern::new(r"(?:见|参考)[“《]?([^“”《》。，；）（\s]+)");

/// Adds to a field what its description says. Whether values had to be parted that were run together.
pub(crate) fn understand(cell: &Cell, field: &mut Field) -> bool {
    let kind = field.kind.clone().unwrap_or_default().to_lowercase();
    let (body, all) = (token::part(&cell.body()), token::part(&cell.text()));
    values::read(&body, &all, &kind, field);
    limits::read(&body, &all, &kind, field);
    versions::read(&body, field);
    field.marks = marks::read(&all);
    field.digest = Some(digest(&cell.text()));
    field.see = see(cell);
    all != cell.text()
}

/// Stands for a text, so that a change of the text shows.
fn digest(text: &str) -> String {
    let bytes = Sha256::digest(text.as_bytes());
    bytes.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// What a description refers to, by link or by name, which may be a page.
fn see(cell: &Cell) -> Vec<String> {
    let text = cell.text();
    let page = |target: &str| Some(target.split_once(".md")?.0.to_owned());
    let mut see: Vec<String> = cell.links.iter().filter_map(|link| page(&link.target)).collect();
    see.extend(SEE.all(&text).iter().map(|found| group(found, 1).to_owned()));
    // Where the link was lost, the number of a table of that page is left.
    see.extend(text.contains("取值参考表").then(|| "取值列表".to_owned()));
    see
}
