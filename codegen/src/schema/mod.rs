//! The spec format as JSON Schema (draft 2020-12), so that editors complete and check specs while
//! they are written. `check` is the judge: a schema knows no names, and sees one file at a time.
//!
//! One function per construct, each a schema by hand. What is used in several places stands in
//! `$defs`, and every file holds the definitions it needs, so that no editor has to follow links.

mod document;
mod example;
mod field;
mod operation;
mod parts;
mod service;
mod type_def;

use serde_json::Value;

use crate::files::Files;

/// The schema of each kind of file: path below the root of the repository to text.
pub fn schema() -> Files {
    let kinds = [
        ("service", service::service()),
        ("errors", service::errors()),
        ("types", type_def::file()),
        ("operation", operation::operation()),
    ];
    let file = |(name, schema)| (format!("spec/schema/{name}.json"), text(schema));
    kinds.into_iter().map(file).collect()
}

/// Keys are sorted, since whether `serde_json` keeps their order is for other crates to say.
fn text(mut schema: Value) -> String {
    schema.sort_all_objects();
    format!("{schema:#}\n")
}
