//! What the description of a row says of values and limits.
//!
//! Descriptions are prose. What is taken from it are phrases that always mean the same; each is an
//! expression with a name. What they find was compared with every description by eye, and the facts
//! are committed, so that a phrase that finds too much or too little shows as a difference.

mod limits;
mod token;
mod values;
mod versions;

use crate::{facts::Field, list_pages::LIST_PAGES, markdown::Cell};

/// Adds to a field what its description says. Whether values had to be parted that were run together.
pub(crate) fn understand(cell: &Cell, field: &mut Field) -> bool {
    let kind = field.kind.clone().unwrap_or_default().to_lowercase();
    let (body, all) = (token::part(&cell.body()), token::part(&cell.text()));
    values::read(&body, &all, &kind, field);
    limits::read(&body, &all, &kind, field);
    versions::read(&body, field);
    field.see = see(cell);
    all != cell.text()
}

/// The pages of values or attributes that a description refers to, by link or by name.
fn see(cell: &Cell) -> Vec<String> {
    let text = cell.text();
    let named = |name: &str| {
        text.contains(&format!("见{name}"))
            || text.contains(&format!("参考{name}"))
            || cell.links.iter().any(|link| link.target == format!("{name}.md"))
            // Where the link was lost, the number of a table of this page is left.
            || (name == "相关参数取值列表" && text.contains("取值参考表"))
    };
    LIST_PAGES.iter().filter(|it| named(it.1)).map(|it| it.1.to_owned()).collect()
}
