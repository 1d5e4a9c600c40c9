//! Endpoint specs in YAML to Rust source.
//!
//! A pure function: [`load`] reads and checks specs, [`generate`] turns them into files. Neither
//! touches clock, network, environment or disk, and the order in which specs are given does not
//! matter. The format is described in `spec/README.md`.
//!
//! The passes, in order: `source` (YAML to trees with places), `syntax` (trees to specs as they
//! are written), `check` (specs against each other and themselves), `api` (specs to the shapes of
//! Rust), `emit` (shapes to source). Beside them, [`schema`] is the format for editors, and
//! [`catalog`] the list of operations for people.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod anchors;
mod api;
mod catalog;
mod check;
mod diagnostic;
mod emit;
mod exchanges;
mod names;
mod patterns;
mod schema;
mod source;
mod specs;
mod syntax;

use std::collections::BTreeMap;

pub use anchors::Anchors;
pub use catalog::catalog;
pub use diagnostic::{Code, Diagnostic, Diagnostics, render};
pub use exchanges::{Answer, Exchange, Raised};
pub use schema::schema;
pub use source::{Source, Span, Spanned};
pub use specs::Specs;

/// Generated files: path below the `generated` folder to text.
pub type Files = BTreeMap<String, String>;

/// Reads and checks specs.
///
/// # Errors
///
/// All mistakes of all files.
pub fn load(sources: &[Source]) -> Result<Specs, Diagnostics> {
    let mut report = Diagnostics::default();
    let specs = Specs::read(&sorted(sources), &mut report);
    check::check(&specs, &mut report);
    finish(specs, report)
}

/// Turns specs into Rust source, whose documentation links to the pages that have `anchors`.
///
/// # Errors
///
/// If the specs hold something that the generator cannot do yet.
pub fn generate(specs: &Specs, anchors: &Anchors) -> Result<Files, Diagnostics> {
    let mut report = Diagnostics::default();
    let api = api::lower(specs, anchors, &mut report);
    let files = emit::files(&api, &mut report);
    finish(files, report)
}

fn finish<T>(value: T, mut report: Diagnostics) -> Result<T, Diagnostics> {
    report.sort();
    if report.is_empty() { Ok(value) } else { Err(report) }
}

/// Sources by path; a span counts files in this order.
pub(crate) fn sorted(sources: &[Source]) -> Vec<&Source> {
    let mut sorted: Vec<_> = sources.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    sorted
}
