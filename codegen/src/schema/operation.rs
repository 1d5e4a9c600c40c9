//! Operations.

use serde_json::{Value, json};

use super::{document, example, field, parts::*, type_def};

/// The file of an operation.
pub(super) fn operation() -> Value {
    let mut definitions = type_def::definitions();
    definitions.extend(field::definitions());
    let mut keys = head();
    keys.extend(request());
    keys.extend(rest());
    let required = ["operation", "page", "doc", "http", "responses", "examples"];
    let one_body = json!({ "not": { "required": ["body", "body?"] } });
    // What reads starts nothing that could be waited for.
    let waits = json!({
        "if": { "properties": { "http": { "pattern": "^(GET|HEAD) " } } },
        "else": { "required": ["waits"] },
    });
    let operation = with(with(mapping(&required, keys), one_body), waits);
    document::file("An operation", operation, definitions)
}

/// What the operation is.
fn head() -> Vec<(&'static str, Value)> {
    vec![
        (
            "operation",
            about("The official operation id; ours where there is none. Names the file.", pascal()),
        ),
        (
            "page",
            about(
                "File name of the page, without .md; a page may serve several operations.",
                text(),
            ),
        ),
        ("doc", about("What it does; the first paragraph is the summary.", doc())),
        ("http", about("Method and path, taken literally: GET /v1/{project_id}/jobs.", http())),
        (
            "auth",
            about("How requests are authenticated, where it differs from the service.", auth()),
        ),
        ("since", about("First microversion that has it.", microversion())),
        ("until", about("Last microversion that has it.", microversion())),
        ("deprecated", about("What to use instead.", doc())),
        ("idempotent", about("Whether this POST may be repeated.", boolean())),
        (
            "errors",
            about("The error statuses of the page, if not those of the service.", list(status())),
        ),
    ]
}

fn http() -> Value {
    like(
        r"^(GET|HEAD|POST|PUT|PATCH|DELETE) (/([A-Za-z0-9._~-]*|\{[A-Za-z0-9_]+\}))+$",
        "A method and a path, such as GET /v1/{project_id}/jobs.",
    )
}

/// What a request holds.
fn request() -> Vec<(&'static str, Value)> {
    let placeholder = like("^[A-Za-z0-9_]+$", "The name of a placeholder, without braces.");
    vec![
        (
            "path",
            about(
                "Placeholders that need more than a name; the others are required strings.",
                table(placeholder, reference("field")),
            ),
        ),
        (
            "query",
            about("Parameters of the query, in the order they are sent.", reference("fields")),
        ),
        ("headers", about("Headers that are parameters.", reference("fields"))),
        ("media_type", about("Media type of the body; JSON if absent.", media_type())),
        ("body", field::body("What the body holds: fields, a type, or binary.")),
        (
            "body?",
            field::body("What the body holds, which is left out when none of its fields is set."),
        ),
    ]
}

fn media_type() -> Value {
    like(r"^[^\s/]+/[^\s/]+$", "A media type, such as application/octet-stream.")
}

/// What follows the request.
fn rest() -> Vec<(&'static str, Value)> {
    vec![
        ("responses", responses()),
        ("pages", pages()),
        ("waits", waits()),
        ("waiters", waiters()),
        ("types", type_def::types()),
        ("deviations", example::deviations()),
        ("examples", example::examples()),
    ]
}

fn responses() -> Value {
    let status = like("^[1-5][0-9][0-9]$", "An HTTP status.");
    let answers = with(table(status, field::answer()), json!({ "minProperties": 1 }));
    about("The successes by HTTP status; all have the same content, or none.", answers)
}

fn pages() -> Value {
    let keys = mapping(
        &["by", "items", "short"],
        vec![
            ("by", about("What the next page is asked for by.", one_of(&["offset", "marker"]))),
            ("items", about("Field of the answer with the items.", text())),
            ("marker", about("Field of the last item that is the next marker.", text())),
            ("next", about("Field with a link, absent on the last page.", text())),
            (
                "short",
                about(
                    "Whether a page with fewer items than the limit is the last: unknown, or last \
                     and where that is written.",
                    json!({ "oneOf": [
                        one_of(&["unknown"]),
                        mapping(&["last"], vec![("last", about("Who says so.", doc()))]),
                    ] }),
                ),
            ),
        ],
    );
    let marker = json!({
        "if": { "properties": { "by": { "const": "marker" } } },
        "then": { "required": ["marker"] },
        "else": { "properties": { "marker": false } },
    });
    about("How a list comes in pages.", with(keys, marker))
}

/// The name of a waiter, or a mapping that has it.
fn waits() -> Value {
    let with_names = "Where names differ: what the waiter needs, and what it is called here.";
    let gives = "Where the last response has the ID of what was made: names with dots between.";
    let long = mapping(
        &["for"],
        vec![
            ("for", about("Name of the waiter.", text())),
            ("with", about(with_names, table(text(), text()))),
            ("gives", about(gives, text())),
        ],
    );
    let both = json!({ "type": ["string", "object"], "pattern": r"\S" });
    about(
        "The waiter for the work that this starts, or none. Only what reads leaves it out.",
        with(long, both),
    )
}

fn waiters() -> Value {
    let states = |doc| about(doc, list(text()));
    let error = mapping(
        &["code", "message"],
        vec![
            ("code", about("Field with the code.", text())),
            ("message", about("Field with the message.", text())),
        ],
    );
    let waiter = mapping(
        &[],
        vec![
            ("field", about("Field with the state.", text())),
            ("done", states("States in which the work is done.")),
            ("failed", states("States in which it failed.")),
            ("missing", about("That it is done once the answer is 404.", one_of(&["done"]))),
            ("items", about("Field with a list, one item of which is waited for.", text())),
            ("where", about("Field that tells the item.", text())),
            ("error", about("Fields that say why it failed.", error)),
            ("sub_jobs", about("Where the jobs below are: names with dots between.", text())),
        ],
    );
    let doc = "How this operation, polled again and again, tells that work is done; by name.";
    let together = json!({ "dependentRequired": { "items": ["where"], "where": ["items"] } });
    about(doc, table(snake(), with(with(waiter, any(&["done", "missing"])), together)))
}
