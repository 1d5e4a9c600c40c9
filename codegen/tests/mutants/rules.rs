//! What may come of specs without one of their nodes.

use serde_json::Value;

use crate::{
    lines::{Line, Lines, Words},
    trees::{Node, Trees, is_errors, is_operation, is_service, is_types, service_of},
};

/// Nodes of which nothing is generated: the kind of their file, where they are in it (`*` is any one
/// node, and a final `**` all below one, and itself), and why.
pub(crate) const SILENT: &[(Kind, &str, &str)] = &[
    (Kind::Operation, "deviations/**", "differences between page and spec concern the audit alone"),
    (Kind::Operation, "errors/**", "statuses of a page are for the audit; clients take any status"),
    (Kind::Service, "errors/statuses/**", "the same, of all pages of a service"),
    (Kind::Types, "*/page", "the audit compares a type with this page, too"),
];

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Service,
    Errors,
    Types,
    Operation,
}

/// Lines that change beside those that name a node, and why.
pub(crate) const CONSEQUENCES: &[(&str, IsIt)] = &[
    ("a file imports what the rest of it needs", |change| change.line.is_import()),
    ("the first page of the crate counts operations", |change| {
        change.is_operation() && change.line.text.contains("operations, by service")
    }),
    ("the first page of a service shows the example of an operation that is there", |change| {
        let page = format!("client/src/{}/mod.rs", service_of(&change.node.path));
        change.is_operation() && change.line.file == page && change.line.is_doc()
    }),
    ("an operation that is alone on its path needs nothing to tell it from others", |change| {
        change.is_operation() && change.line.text.starts_with("const META")
    }),
    ("what callers make no more has no function that makes it", |change| {
        let is_block = change.line.text.starts_with("impl ") && !change.line.text.contains(" for ");
        change.is_operation() && (is_block || change.line.is_in("pub fn new("))
    }),
    ("a placeholder without documentation of its own has that of the glossary", |change| {
        is_operation(&change.node.path)
            && change.node.place.starts_with("/path/")
            && change.line.is_doc()
    }),
    ("an example gives a value that has no name by its text", |change| {
        change.line.is_doc() && change.line.text.contains("::from(\"")
    }),
];

type IsIt = fn(&Change<'_>) -> bool;

/// A line that is gone or new where a node is gone.
pub(crate) struct Change<'a> {
    pub(crate) node: &'a Node,
    pub(crate) line: &'a Line,
}

impl Change<'_> {
    fn is_operation(&self) -> bool {
        is_operation(&self.node.path) && self.node.place.is_empty()
    }
}

/// The names of a field, a parameter, a value, a code or an operation. Other nodes have none.
pub(crate) fn words(node: &Node, trees: &Trees) -> Option<Words> {
    let value = node.of(trees)?;
    let names = node.names();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let is_named = match (kind(node), names.as_slice()) {
        (Kind::Operation, []) => return Some(names_of(&node.path, value)),
        (Kind::Errors, [_]) | (Kind::Types, [_, "fields" | "values", _]) => true,
        (
            Kind::Operation,
            ["query" | "headers" | "path" | "body", _]
            | ["responses", _, _]
            | ["body" | "responses", .., "wraps", _]
            | ["types", _, "fields" | "values", _],
        ) => true,
        _ => false,
    };
    let wire = names.last()?.trim_end_matches('?').trim_end_matches('*');
    is_named.then(|| Words::new(wire, value.get("rust").and_then(Value::as_str)))
}

/// The names of an operation, and of what is in its file.
pub(crate) fn names_of(path: &str, operation: &Value) -> Words {
    let id = path.rsplit('/').next().unwrap().trim_end_matches(".yaml");
    let below = |key: &str| -> Vec<&str> {
        let entries = operation.get(key).and_then(Value::as_object).into_iter().flatten();
        entries.map(|(name, _)| name.as_str()).collect()
    };
    Words::of_operation(id, &below("types"), &below("waiters"))
}

/// Whether a node is one of which nothing is generated.
pub(crate) fn is_silent(node: &Node, (of, place, _): &(Kind, &str, &str)) -> bool {
    let names = node.names();
    let (place, is_open) = place.strip_suffix("/**").map_or((*place, false), |place| (place, true));
    let wanted: Vec<_> = place.split('/').collect();
    kind(node) == *of
        && (names.len() == wanted.len() || is_open && names.len() > wanted.len())
        && wanted.iter().zip(&names).all(|(wanted, name)| *wanted == "*" || wanted == name)
}

/// The lines that should not have changed where a node with names is gone: those that went and do not
/// name it, and those that came and are not what is left of one that named it. Of what changes beside
/// these, `seen` hears which consequence it is.
pub(crate) fn strays<'a>(
    node: &Node,
    words: &Words,
    before: &'a Lines,
    after: &'a Lines,
    seen: impl Fn(&'static str),
) -> Vec<String> {
    let (named, others): (Vec<_>, Vec<_>) =
        more(before, after).partition(|line| words.are_in(line));
    let came = more(after, before).filter(|line| !named.iter().any(|gone| line.is_left_of(gone)));
    let changes = others.into_iter().map(|line| ("-", line)).chain(came.map(|line| ("+", line)));
    let is_stray = |line: &Line| {
        let change = Change { node, line };
        let reason = CONSEQUENCES.iter().find(|(_, is_it)| is_it(&change));
        reason.into_iter().for_each(|(why, _)| seen(why));
        reason.is_none()
    };
    let strays = changes.filter(|(_, line)| is_stray(line));
    let strays = strays.map(|(sign, line)| format!("{sign} {line}"));
    let unnamed = named.is_empty().then(|| "nothing that names it is gone".to_owned());
    unnamed.into_iter().chain(strays).collect()
}

/// Lines of which there are more in one than in the other.
fn more<'a>(one: &'a Lines, other: &Lines) -> impl Iterator<Item = &'a Line> {
    let more = one.iter().filter(|(line, count)| other.get(line).is_none_or(|other| other < count));
    more.map(|(line, _)| line)
}

fn kind(node: &Node) -> Kind {
    match node.path.as_str() {
        path if is_service(path) => Kind::Service,
        path if is_errors(path) => Kind::Errors,
        path if is_types(path) => Kind::Types,
        _ => Kind::Operation,
    }
}
