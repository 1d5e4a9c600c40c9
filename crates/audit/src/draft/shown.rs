//! What the samples of a page show of a place.

use std::collections::BTreeSet;

use crate::facts::{Json, Operation, Role};

/// The values in a place of all requests or of all answers; objects are named by keys with dots between.
pub(super) fn values<'a>(page: &'a Operation, role: Role, at: &str) -> Vec<&'a Json> {
    let samples = page.samples.iter().filter(|sample| sample.role == role);
    let bodies = samples.filter_map(|sample| sample.body.as_ref());
    let steps: Vec<&str> = at.split('.').filter(|step| !["", "[]"].contains(step)).collect();
    let mut values = Vec::new();
    for body in bodies {
        walk(body, &steps, &mut values);
    }
    values
}

fn walk<'a>(json: &'a Json, steps: &[&str], values: &mut Vec<&'a Json>) {
    match (json, steps) {
        (Json::List(items), _) => items.iter().for_each(|item| walk(item, steps, values)),
        (json, []) => values.push(json),
        (json, [step, rest @ ..]) => {
            if let Some(inner) = json.get(step) {
                // A list is told from what is in it where the walk ends.
                match (inner, rest) {
                    (Json::List(_), []) => values.push(inner),
                    _ => walk(inner, rest, values),
                }
            }
        }
    }
}

/// The values that each request gives a parameter of the query.
pub(super) fn given(page: &Operation, name: &str) -> Vec<Vec<Json>> {
    let targets = page.samples.iter().filter_map(|sample| sample.target.as_deref());
    let queries = targets.filter_map(|target| target.split_once('?').map(|(_, query)| query));
    let of_query = |query: &str| -> Vec<Json> {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let own = pairs.filter(|(own, value)| *own == name && !value.starts_with('{'));
        own.map(|(_, value)| Json::Text(value.to_owned())).collect()
    };
    queries.map(of_query).collect()
}

/// The names of the parameters that requests have in their queries.
pub(super) fn parameters(page: &Operation) -> BTreeSet<String> {
    let targets = page.samples.iter().filter_map(|sample| sample.target.as_deref());
    let queries = targets.filter_map(|target| target.split_once('?').map(|(_, query)| query));
    let pairs = queries.flat_map(|query| query.split('&'));
    pairs.filter_map(|pair| pair.split_once('=')).map(|(name, _)| name.to_owned()).collect()
}

/// Whether an object of a place lacks a key.
pub(super) fn lacks(page: &Operation, role: Role, object: &str, key: &str) -> bool {
    objects(page, role, object).iter().any(|object| object.get(key).is_none())
}

/// The objects of a place.
pub(super) fn objects<'a>(page: &'a Operation, role: Role, at: &str) -> Vec<&'a Json> {
    let mut objects = Vec::new();
    for value in values(page, role, at) {
        match value {
            Json::Object(_) => objects.push(value),
            Json::List(items) => {
                objects.extend(items.iter().filter(|it| matches!(it, Json::Object(_))));
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {}
        }
    }
    objects
}
