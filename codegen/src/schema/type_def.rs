//! Named types.

use serde_json::{Value, json};

use super::{
    document::{self, Definition},
    field,
    parts::*,
};

/// The file of a resource's types.
pub(super) fn file() -> Value {
    let mut all = definitions();
    all.extend(field::definitions());
    document::file("Types of a resource", types(), all)
}

/// The definitions that named types need, apart from those of fields.
pub(super) fn definitions() -> Vec<Definition> {
    vec![("typeDefinition", type_def()), ("value", value())]
}

/// Types by name.
pub(super) fn types() -> Value {
    let doc = "Types by name, each unique in its service and the common types together.";
    about(doc, table(pascal(), reference("typeDefinition")))
}

/// A type: a struct, an enum, alternatives or a format.
fn type_def() -> Value {
    let kinds = exactly_one(&["fields", "values", "one_of", "format"]);
    let extra = json!({
        "dependentRequired": { "constructors": ["fields"], "extra": ["fields"] },
    });
    with(with(keys(), kinds), extra)
}

fn keys() -> Value {
    mapping(
        &["doc"],
        vec![
            ("doc", about("What it is, in our own words.", doc())),
            (
                "page",
                about(
                    "Page that lists its fields or values, where the pages of the operations only \
                     refer to it.",
                    text(),
                ),
            ),
            ("deprecated", about("What to use instead.", doc())),
            ("fields", reference("fields")),
            (
                "constructors",
                about(
                    "Functions that make a struct of a request, by a value of one of its enums: the \
                     fields that each takes.",
                    table(text(), list(text())),
                ),
            ),
            (
                "extra",
                about(
                    "Type of the values under other keys, which are allowed and kept.",
                    reference("type"),
                ),
            ),
            (
                "values",
                about(
                    "Known values of a text, which stays open to others: documentation by value.",
                    table(text(), reference("value")),
                ),
            ),
            (
                "one_of",
                about(
                    "Structs that are told apart by their required fields, the first that fits \
                     first: type by name of the alternative.",
                    table(pascal(), pascal()),
                ),
            ),
            (
                "format",
                about(
                    "A text with a grammar, read by hand-written code.",
                    one_of(&["access_to", "obs_object", "time_filter"]),
                ),
            ),
        ],
    )
}

/// A value of an enum: its documentation, or a mapping.
fn value() -> Value {
    let long = mapping(
        &["doc"],
        vec![
            ("doc", about("What it means, in our own words.", doc())),
            ("rust", about("Name in Rust, where the derived one will not do.", pascal())),
            ("since", about("First microversion that has it.", microversion())),
            ("until", about("Last microversion that has it.", microversion())),
            ("deprecated", about("What to use instead.", doc())),
        ],
    );
    with(with(long, doc()), json!({ "type": ["string", "object"] }))
}
