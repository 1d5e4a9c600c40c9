//! What some operations need of the specs of their services.

use std::collections::BTreeSet;

use huaweicloud_codegen::{Code, load, render};
use serde_json::{Map, Value, json};

use crate::trees::{
    Node, Trees, is_errors, is_operation, is_service, is_types, resource_of, service_of, sources,
};

/// What some operations need, all of it used once more by an operation that stands for the rest of the
/// service: what the rest uses does not become unused where one of these uses it no more.
pub(crate) fn reduced(whole: &Trees, operations: &[&str]) -> Trees {
    let kept = with_near(whole, operations);
    let services: BTreeSet<&str> = kept.iter().map(|path| service_of(path)).collect();
    let has = |path: &str| services.contains(service_of(path)) || service_of(path) == "common";
    let mut trees =
        types(whole.iter().filter(|(path, _)| has(path) && is_types(path)), &kept, whole);
    let texts: String = kept.iter().map(|path| whole[*path].to_string()).collect();
    let is_named = |code: &str| texts.contains(&format!("\"{code}\""));
    for (path, tree) in whole.iter().filter(|(path, _)| has(path) && !is_types(path)) {
        let mut tree = tree.clone();
        if is_errors(path) {
            tree.as_object_mut().unwrap().retain(|code, _| is_named(code));
        }
        if !is_operation(path) || kept.contains(path.as_str()) {
            trees.insert(path.clone(), tree);
        }
    }
    without_unused(&mut trees);
    let resources: BTreeSet<&str> = operations.iter().map(|path| resource_of(path)).collect();
    let mut services = BTreeSet::new();
    for resource in resources {
        // Types of `common` are used by the rest of one service.
        if services.insert(service_of(resource)) {
            let rest = rest(&trees, service_of(resource), services.len() == 1);
            trees.insert(format!("{resource}/show_rest.yaml"), rest);
        }
    }
    trees
}

/// Some operations, and those of their services that they cannot do without: others on the same method and path,
/// which have to be told apart from them, and those that they wait by.
fn with_near<'a>(whole: &'a Trees, operations: &[&'a str]) -> BTreeSet<&'a str> {
    let mut kept: BTreeSet<&str> = operations.iter().copied().collect();
    let mut open: Vec<&str> = operations.to_vec();
    while let Some(path) = open.pop() {
        let one = &whole[path];
        let near = whole.iter().filter(|(other, tree)| {
            let is_near = || place(one) == place(tree) || polls(tree, one);
            is_operation(other) && service_of(other) == service_of(path) && is_near()
        });
        open.extend(near.map(|(other, _)| other.as_str()).filter(|other| kept.insert(other)));
    }
    kept
}

/// An operation that stands for the rest of a service.
fn rest(trees: &Trees, service: &str, uses_common: bool) -> Value {
    let mut fields = Map::new();
    let glossary = trees[&format!("{service}/service.yaml")].get("glossary");
    for (entry, _) in glossary.and_then(Value::as_object).into_iter().flatten() {
        fields.insert(format!("{entry}?"), json!("string"));
    }
    let shared = trees.iter().filter(|(path, _)| {
        is_types(path)
            && (service_of(path) == service || uses_common && service_of(path) == "common")
    });
    let types = shared.flat_map(|(_, tree)| tree.as_object().unwrap().keys());
    for (number, name) in types.enumerate() {
        fields.insert(format!("rest_{number}?"), json!(format!("{name} -- What the rest uses.")));
    }
    json!({
        "operation": "ShowRest",
        "page": "其他",
        "doc": "Returns what the rest of the service uses.",
        "http": "GET /rest",
        "responses": { "200": fields },
        "examples": [
            { "name": "nothing", "response": { "status": 200, "body": {} } },
            {
                "name": "refused",
                "response": { "status": 400, "body": { "message": "No." } },
                "raises": { "class": "invalid", "message": "No." },
            },
        ],
    })
}

/// Takes away what nothing uses until all is used.
fn without_unused(trees: &mut Trees) {
    loop {
        without_empty(trees);
        let sources = sources(trees);
        let Err(wrong) = load(&sources) else { return };
        for diagnostic in wrong.iter() {
            let source = &sources[diagnostic.span.file];
            let name = source.text[diagnostic.span.start..diagnostic.span.end].trim_matches('"');
            let place = match diagnostic.code {
                Code::Unused if is_types(&source.path) => format!("/{name}"),
                Code::Unused if diagnostic.message.contains("placeholder") => "/client".to_owned(),
                Code::Unused => format!("/glossary/{name}"),
                Code::UnknownResource => format!("/resources/{name}"),
                _ => panic!("{}", render(&sources, &wrong, "", false)),
            };
            Node { path: source.path.clone(), place }.remove(trees);
        }
    }
}

/// Takes away what holds nothing.
fn without_empty(trees: &mut Trees) {
    for (_, tree) in trees.iter_mut().filter(|(path, _)| is_service(path)) {
        let entries = tree.as_object_mut().unwrap();
        entries.retain(|_, value| *value != json!({}));
    }
    trees.retain(|path, tree| {
        let has_none = path == "common/service.yaml" && tree.get("resources").is_none();
        *tree != json!({}) && !has_none
    });
}

/// The types that some files name, and those that these name.
fn types<'a>(
    all: impl Iterator<Item = (&'a String, &'a Value)> + Clone,
    files: &BTreeSet<&str>,
    whole: &Trees,
) -> Trees {
    let mut named: BTreeSet<String> = BTreeSet::new();
    files.iter().for_each(|path| named.extend(words(&whole[*path].to_string())));
    let mut found = Trees::new();
    loop {
        let before = named.len();
        for (path, tree) in all.clone() {
            let types = found.entry(path.clone()).or_insert_with(|| json!({}));
            let types = types.as_object_mut().unwrap();
            for (name, def) in tree.as_object().unwrap() {
                if named.contains(name) && !types.contains_key(name) {
                    named.extend(words(&def.to_string()));
                    types.insert(name.clone(), def.clone());
                }
            }
        }
        if named.len() == before {
            return found;
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned)
}

/// Method and path, in which the names of placeholders are nothing.
fn place(operation: &Value) -> Option<Vec<&str>> {
    let segments = http(operation)?.split('/');
    let segments = segments.map(|segment| if segment.starts_with('{') { "{}" } else { segment });
    Some(segments.collect())
}

fn http(operation: &Value) -> Option<&str> {
    operation.get("http")?.as_str()
}

/// Whether an operation is what sees the end of the work that another starts.
fn polls(operation: &Value, starts: &Value) -> bool {
    let waits = starts.get("waits");
    let waiter = waits.and_then(|waits| waits.get("for")).or(waits).and_then(Value::as_str);
    let waiters = operation.get("waiters").and_then(Value::as_object);
    waiter.zip(waiters).is_some_and(|(waiter, waiters)| waiters.contains_key(waiter))
}
