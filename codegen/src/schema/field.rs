//! Types, fields, and what bodies and answers hold.

use serde_json::{Value, json};

use super::{document::Definition, parts::*};

/// Types in a line of text; any of them may be in lists and maps.
const CORE: &str = "(list<|map<)*\
                    (string|integer|number|boolean|timestamp|any|[A-Z][A-Za-z0-9]*)>*";

const WRONG: &str = "A type is a scalar such as string, list<…>, map<…> or the name of a type; \
                     then perhaps an encoding such as `as json`, then perhaps `| null`. A short \
                     field may end with ` -- `, and documentation with a full stop.";

/// Types with their encodings, as a pattern without its ends.
fn types() -> String {
    let encodings = format!(
        "(integer|number|boolean) as string|boolean as integer|list<.+> as csv|{CORE} as json|\
         timestamp as [^|]*(yyyy|MM|dd|HH|mm|ss)[^|]*"
    );
    format!("({CORE}|{encodings})( ?\\| null)?")
}

/// The definitions that fields need.
pub(super) fn definitions() -> Vec<Definition> {
    vec![("type", ty()), ("field", field()), ("fields", fields()), ("content", content())]
}

/// The type of a value.
fn ty() -> Value {
    about(
        "The type: string, integer, number, boolean, timestamp, any, list<T>, map<T> or the name \
         of a type; then perhaps an encoding (as string, as integer, as csv, as json, or as the \
         pattern of a timestamp), then perhaps | null.",
        like(&format!("^{}$", types()), WRONG),
    )
}

/// A row of a page's table, short or long.
fn field() -> Value {
    let short = like(&format!(r"^{}( -- .*\.)?$", types()), WRONG);
    // A long form with a type alone says no more than a short one.
    let longer = json!({ "type": { "minProperties": 2 } });
    let both = json!({ "type": ["string", "object"], "dependentSchemas": longer });
    let doc = "A field: its type, and ` -- ` and documentation if it needs any; or a mapping.";
    about(doc, with(with(with(long(), short), exactly_one(&["type", "const", "wraps"])), both))
}

/// All keys of a field.
fn long() -> Value {
    let renamed = mapping(
        &["since", "to"],
        vec![
            ("since", about("First microversion with the other key.", microversion())),
            ("to", about("The key from then on.", text())),
        ],
    );
    mapping(
        &[],
        vec![
            ("type", reference("type")),
            ("doc", about("What it means, in our own words.", doc())),
            ("range", about("Least and greatest number, inclusive: 0..1000 or 0...", bounds())),
            (
                "length",
                about(
                    "Least and greatest length of a text, list or map: ..64, or ..64 bytes.",
                    lengths(),
                ),
            ),
            ("item_length", about("Least and greatest length of the texts in a list.", lengths())),
            (
                "starts_with",
                about("What a text in a request begins with; callers may leave it out.", text()),
            ),
            ("default", about("What the server assumes; never sent for the caller.", json!({}))),
            ("rust", about("Name in Rust, where the derived one will not do.", snake())),
            ("const", about("Always sent, with this value; no argument.", json!({}))),
            ("wraps", about("A key that exists on the wire only.", reference("content"))),
            ("renamed", about("Another key from a microversion on.", renamed)),
            (
                "header",
                about(
                    "A field of an answer that comes in this header. A final * gathers all headers \
                     with that prefix in a map.",
                    like("^[A-Za-z0-9_-]+\\*?$", "The name of a header."),
                ),
            ),
            (
                "not_with",
                about("Fields that must not be given together with this one.", list(text())),
            ),
            ("since", about("First microversion that has it.", microversion())),
            ("until", about("Last microversion that has it.", microversion())),
            ("deprecated", about("What to use instead.", doc())),
            ("secret", about("Whether it is kept out of everything printed.", boolean())),
        ],
    )
}

/// Fields by their names on the wire; a final `?` says that one may be left out.
fn fields() -> Value {
    let doc = "Fields by their names on the wire, letter for letter. A final ? says that a field \
               may be left out.";
    about(doc, table(text(), reference("field")))
}

/// What a wrapper holds: fields, or a type.
fn content() -> Value {
    fields_or(&types(), "What is inside: fields, or a type.")
}

/// The body of a request: fields, or a type.
pub(super) fn body(doc: &str) -> Value {
    fields_or(&format!("({}|binary)", types()), doc)
}

/// The answer of one status: fields, or a type.
pub(super) fn answer() -> Value {
    let doc = "What is answered with this status: fields, a type, or none.";
    fields_or(&format!("({}|binary|none)", types()), doc)
}

fn fields_or(types: &str, doc: &str) -> Value {
    let both = json!({
        "type": ["string", "object"],
        "propertyNames": text(),
        "additionalProperties": reference("field"),
    });
    about(doc, with(like(&format!("^{types}$"), WRONG), both))
}
