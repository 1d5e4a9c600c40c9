//! The arguments of examples, for examples of documentation.

use serde_json::{Map, Value};

use super::microversions;
use crate::{
    api::{self, Argument, Key, Operation, Place},
    source::{Entry, Node},
    syntax::{Example, ExampleRequest},
};

/// The first example of a success, with its arguments by their names in Rust.
pub(super) fn of_example(operation: &Operation, examples: &[Example]) -> Option<api::Example> {
    let example = examples.iter().find(|example| example.raises.is_none())?;
    let all = operation.arguments();
    let arguments = all.all().filter_map(|argument| {
        let value = value(operation, argument, &example.request)?;
        Some((argument.name.to_string(), value))
    });
    let microversion = example.microversion.as_ref();
    Some(api::Example {
        microversion: microversion.and_then(|text| microversions::parse(&text.value)),
        arguments: arguments.collect(),
    })
}

fn value(operation: &Operation, argument: Argument<'_>, request: &ExampleRequest) -> Option<Value> {
    match argument.place {
        Place::Path => entry(&request.path, argument.wire()),
        Place::Query => match argument.prefix() {
            Some(prefix) => gathered(&request.query, prefix, &operation.query),
            None => entry(&request.query, argument.wire()),
        },
        Place::Header => entry(&request.headers, argument.wire()),
        Place::Json | Place::Bytes => Some(request.body.as_ref()?.to_json()),
        Place::Key(wrapper) => {
            let object = below(wrapper, request.body.as_ref()?)?;
            Some(below(Some(&argument.key), object)?.to_json())
        }
        Place::Extra(wrapper) => {
            let object = below(wrapper, request.body.as_ref()?)?;
            further(object, operation)
        }
    }
}

fn entry(entries: &[Entry], name: &str) -> Option<Value> {
    entries.iter().find(|entry| entry.key.value == name).map(|entry| entry.value.to_json())
}

/// What is under a key, by any of its names.
fn below<'a>(key: Option<&Key>, node: &'a Node) -> Option<&'a Node> {
    match key {
        None => Some(node),
        Some(key) => key.names().into_iter().find_map(|name| node.get(name)),
    }
}

/// The parameters with a prefix that are no parameters of their own.
fn gathered(entries: &[Entry], prefix: &str, all: &[api::Field]) -> Option<Value> {
    let is_own = |entry: &Entry| all.iter().any(|field| field.wire() == entry.key.value);
    let rest = entries.iter().filter(|entry| !is_own(entry)).filter_map(|entry| {
        let name = entry.key.value.strip_prefix(prefix)?;
        Some((name.to_owned(), entry.value.to_json()))
    });
    some(rest.collect())
}

/// The keys of a body that no field has.
fn further(object: &Node, operation: &Operation) -> Option<Value> {
    let arguments = operation.arguments();
    let is_known = |entry: &Entry| {
        let name = entry.key.as_str();
        arguments.all().any(|argument| {
            matches!(argument.place, Place::Key(_)) && argument.key.names().contains(&name)
        })
    };
    let further = object.entries().iter().filter(|entry| !is_known(entry));
    some(further.map(|entry| (entry.key.value.clone(), entry.value.to_json())).collect())
}

fn some(object: Map<String, Value>) -> Option<Value> {
    if object.is_empty() { None } else { Some(object.into()) }
}
