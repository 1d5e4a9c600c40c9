//! Services and their error codes.

use serde_json::{Value, json};

use super::{document, example, parts::*};
use crate::syntax::COMMON;

/// What a service with operations cannot do without.
const REQUIRED: [&str; 4] = ["pages", "endpoint", "auth", "errors"];

/// The file of a service.
pub(super) fn service() -> Value {
    let mut keys = vec![
        ("service", about("Name of the folder.", snake())),
        ("doc", about("What it is, in our own words.", doc())),
        (
            "resources",
            about(
                "The folders that exist, and the documentation of their modules.",
                table(snake(), doc()),
            ),
        ),
    ];
    keys.extend(own());
    // What is common to services is types alone.
    let refused = own().into_iter().map(|(key, _)| (key.to_owned(), json!(false)));
    let common = json!({
        "if": { "properties": { "service": { "const": COMMON } } },
        "then": { "properties": refused.collect::<Value>() },
        "else": { "required": REQUIRED },
    });
    let service = with(mapping(&["service", "doc", "resources"], keys), common);
    document::file("A service", service, Vec::new())
}

/// What only a service with operations has.
fn own() -> Vec<(&'static str, Value)> {
    vec![
        ("pages", about("Folder of its pages and facts.", text())),
        (
            "reference",
            about("Address of a page, {anchor} being the anchor of its title.", address()),
        ),
        ("endpoint", about("First label of its host.", text())),
        ("catalog", about("Type in a Keystone catalog, if it has one.", text())),
        ("auth", about("How requests are authenticated.", auth())),
        ("client", about("Placeholders that the client fills in.", list(one_of(&["project_id"])))),
        ("microversion", microversion_key()),
        ("errors", reported()),
        (
            "glossary",
            about("Documentation of recurring fields, by name in Rust.", table(snake(), doc())),
        ),
    ]
}

fn address() -> Value {
    like(
        r"^https://[^\s()<>]*\{anchor\}[^\s()<>]*$",
        "An address with https, and {anchor} in place of what differs from page to page.",
    )
}

fn microversion_key() -> Value {
    let keys = vec![
        ("header", about("The header that says which is meant.", header())),
        ("range", about("First and last: 2.0..2.42.", microversions())),
    ];
    about("The microversions, if it has any.", mapping(&["header", "range"], keys))
}

/// How the service reports errors.
fn reported() -> Value {
    let shape = "Shape of an error. The texts {code} and {message} and the number {status} stand \
                 for what it says, the key {fault} for OpenStack's name of the status.";
    let keys = vec![
        ("statuses", about("The error statuses that its pages list.", list(status()))),
        ("invalid", about("Code for a request that does not fit, if it has one.", text())),
        ("body", about(shape, json!({ "type": "object" }))),
    ];
    about("How errors are reported.", mapping(&["statuses", "body"], keys))
}

/// The file of a service's error codes.
pub(super) fn errors() -> Value {
    let remedy = ("remedy", about("What to do about it, in our own words.", doc()));
    let doc_of_safe = "Whether the server did nothing, so that all may be repeated.";
    let safe = ("safe_to_retry", about(doc_of_safe, boolean()));
    let why = ("because", about("Why no other class fits.", doc()));
    let (known, other) = (("class", example::known_class()), ("class", one_of(&["other"])));
    let long = mapping(&["class"], vec![known, remedy.clone(), safe.clone()]);
    let without_class = mapping(&["class", "because"], vec![other, why, remedy, safe]);
    let known = json!({ "anyOf": [example::known_class(), long, without_class] });
    let doc = "Error codes and what they mean to a caller.";
    document::file("Error codes of a service", about(doc, table(text(), known)), Vec::new())
}
