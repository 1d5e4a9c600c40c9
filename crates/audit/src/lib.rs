//! Reads pages of the Huawei Cloud API reference into [facts]: method and path, parameters, fields,
//! enumerated values, limits, codes and samples, and nothing else that a page says.
//!
//! Pure functions from text to facts; reading and writing files is the caller's. The passes, in
//! order: `markdown` (a page to blocks, through CommonMark and HTML parsers), `outline` (blocks to
//! sections), `page` (sections to tables, tables to fields, fields to the tables of what is in
//! them), `cell` (what one cell says of values and limits), `sample` (code blocks to requests and
//! answers). Regular expressions see the text of a cell, a label or a line, never a page.
//!
//! What is not understood is a [`Remark`], and so is everything that was mended or left out.
//!
//! From facts go two ways: [`audit()`] holds specs against them, and [`draft()`] makes specs of them.

#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::wildcard_enum_match_arm
    )
)]

mod audit;
mod cell;
mod draft;
pub mod facts;
mod guide;
mod kinds;
mod list_pages;
mod lists;
mod markdown;
mod outline;
mod page;
mod pattern;
mod reading;
mod remark;
mod sample;
mod show;
mod tally;

pub use audit::{Audited, AuditedService, Count, Difference, audit, worn_reasons};
pub use draft::{Draft, Likeness, Wish, draft, likeness};
pub use list_pages::ListPages;
pub use reading::Reading;
pub use remark::{Kind, Remark};
pub use show::show;
pub use tally::Tally;

use outline::Outline;

/// Reads one page. `folder` is the name of the folder it lies in, `name` its file name without
/// `.md`, and `lists` the pages that it may refer to. `None` for a page that has no facts: introductions,
/// permissions, how to sign a request.
pub fn read(folder: &str, name: &str, markdown: &str, lists: &ListPages) -> Option<Reading> {
    let blocks = markdown::blocks(markdown);
    let mut reading = kinds::read(folder, name, &blocks)?;
    lists.settle(folder, &mut reading.facts);
    if reading.facts.anchor().is_none() {
        let reason = "no anchor, so nothing can link to the page";
        reading.remarks.push(Remark::new(Kind::Silent, "title", reason));
    }
    Some(reading)
}

/// The title of a page, by which a founding page is matched with its copy.
pub fn title(markdown: &str) -> Option<String> {
    let blocks = markdown::blocks(markdown);
    Outline::new(&blocks).title().map(str::to_owned)
}
