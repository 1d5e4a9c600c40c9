//! What kind of page a page is.

use crate::{Reading, guide, lists, markdown::Block, outline::Outline, page};

/// Reads a page as what it is, if it has facts.
pub(crate) fn read(folder: &str, name: &str, blocks: &[Block]) -> Option<Reading> {
    let outline = Outline::new(blocks);
    if outline.describes_operation() {
        return Some(page::read(folder, name, &outline));
    }
    if let Some(reading) = lists::errors(folder, name, blocks) {
        return Some(reading);
    }
    // Guides have tables of parameters, too, but show how they are sent.
    guide::read(folder, name, blocks)
        .or_else(|| lists::is_one(blocks).then(|| lists::lists(folder, name, blocks)))
}
