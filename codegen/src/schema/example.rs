//! Examples and deviations.

use serde_json::{Value, json};

use super::parts::*;

/// The classes of errors that a caller acts on.
const KNOWN_CLASSES: [&str; 7] =
    ["not_found", "throttled", "conflict", "quota", "auth", "invalid", "server"];

const CLASS: &str = "What the error means to a caller; a wrong state is a conflict.";

/// The class of an error, if a caller acts on it.
pub(super) fn known_class() -> Value {
    about(CLASS, one_of(&KNOWN_CLASSES))
}

/// The class of an error.
fn class() -> Value {
    about(CLASS, one_of(&[&KNOWN_CLASSES[..], &["other"]].concat()))
}

/// The examples of an operation.
pub(super) fn examples() -> Value {
    let doc = "Requests and answers of the page: doc example, protocol test and seed of the \
               emulator in one. One at least.";
    about(doc, with(list(example()), json!({ "minItems": 1 })))
}

fn example() -> Value {
    let keys = mapping(
        &["name"],
        vec![
            ("name", about("What it shows; unique in the operation.", text())),
            ("microversion", about("The microversion it is of, if it matters.", microversion())),
            ("request", request()),
            (
                "sends",
                about(
                    "The request as it goes over the wire: `METHOD target`, headers, an empty line \
                     and the body. Copied from the page or written by hand, never by a tool.",
                    text(),
                ),
            ),
            ("response", response()),
            ("raises", raises()),
        ],
    );
    with(keys, any(&["sends", "response"]))
}

fn request() -> Value {
    let values = |doc| about(doc, json!({ "type": "object" }));
    let keys = vec![
        ("path", values("Values of placeholders by name, those of the client left out.")),
        ("query", values("Values of parameters by name, before encoding.")),
        ("headers", values("Values of headers by name, before encoding.")),
        ("body", about("The body as it is on the wire, wrappers and all.", json!({}))),
    ];
    about("The arguments by their names on the wire.", mapping(&[], keys))
}

fn response() -> Value {
    let headers = json!({ "type": "object" });
    let keys = vec![
        ("status", about("The HTTP status.", status())),
        ("headers", about("Headers that carry fields.", headers)),
        ("body", about("The body as it is on the wire.", json!({}))),
    ];
    about("The answer.", mapping(&["status"], keys))
}

fn raises() -> Value {
    let keys = vec![
        ("class", class()),
        ("code", about("Code of the error, as a text.", text())),
        ("message", about("Message of the error.", text())),
    ];
    let doc = "What the client's error holds, if the answer is one: code or message at least.";
    about(doc, with(mapping(&[], keys), any(&["code", "message"])))
}

/// Where the spec knowingly differs from the page.
pub(super) fn deviations() -> Value {
    let place = like(
        r"^(status|(path|query|headers|request|response)\..+)$",
        "A place is `status`, or a table and wire names, such as query.limit.",
    );
    let keys = vec![
        ("at", about("The place on the page: query.limit, response.jobs.status, status.", place)),
        ("page", page()),
        ("because", about("Why the spec says something else.", doc())),
    ];
    let doc = "Where the spec knowingly differs from the page.";
    about(doc, list(mapping(&["at", "page", "because"], keys)))
}

/// What the page has at a place.
fn page() -> Value {
    let sample = "`absent`, `present`, or the value that the sample of the page shows.";
    let table = one_of(&["absent", "present"]);
    let marks = one_of(&["excludes", "overridden", "conditional"]);
    let keys = vec![
        ("type", about("The type as the page spells it.", text())),
        ("required", about("Whether the page calls it required.", boolean())),
        ("name", about("The name that the page uses.", text())),
        ("values", about("The values that the page gives.", json!({ "type": "array" }))),
        ("range", about("The range that the page gives, or `absent`.", text())),
        ("length", about("The lengths that the page gives, or `absent`.", text())),
        ("item_length", about("The lengths of items that the page gives, or `absent`.", text())),
        ("default", about("The default that the page gives, or `absent`.", json!({}))),
        ("special", about("A value with a meaning of its own that the page gives.", text())),
        ("unit", about("The unit that the page gives.", text())),
        ("marks", about("A condition that the page has.", marks)),
        ("table", about("Whether a table of the page has the row.", table)),
        ("sample", about(sample, json!({}))),
    ];
    let doc = "What the page has there, one aspect or more; what the spec has is not repeated.";
    about(doc, with(mapping(&[], keys), json!({ "minProperties": 1 })))
}
