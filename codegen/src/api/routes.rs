//! What tells operations on one method and path apart.

use std::collections::BTreeMap;

use super::{Body, Discriminators, Key, Member, Module, Operation};

/// Gives operations that share a method and a path what each has for itself.
pub(super) fn tell_apart(modules: &mut [Module]) {
    let mut places: BTreeMap<_, Vec<&Operation>> = BTreeMap::new();
    for operation in modules.iter().flat_map(|module| &module.operations) {
        places.entry(place(operation)).or_default().push(operation);
    }
    let shared = places.values().filter(|operations| operations.len() > 1);
    let discriminators: BTreeMap<String, Discriminators> = shared
        .flat_map(|operations| {
            operations.iter().map(|one| (one.id.clone(), discriminators(one, operations)))
        })
        .collect();
    for operation in modules.iter_mut().flat_map(|module| &mut module.operations) {
        if let Some(discriminators) = discriminators.get(&operation.id) {
            operation.discriminators = discriminators.clone();
        }
    }
}

/// Method and path, in which the names of placeholders are nothing.
fn place(operation: &Operation) -> (String, Vec<String>) {
    let segments = operation.path.split('/');
    let segments = segments.map(|segment| if segment.starts_with('{') { "{}" } else { segment });
    (operation.http_method.clone(), segments.map(str::to_owned).collect())
}

fn discriminators(one: &Operation, all: &[&Operation]) -> Discriminators {
    let media_type = |operation: &Operation| {
        operation.media_type.clone().unwrap_or_else(|| "application/json".to_owned())
    };
    let others = || all.iter().filter(|other| other.id != one.id);
    let has_own_type = others().any(|other| media_type(other) != media_type(one));
    let alike: Vec<_> = others().filter(|other| media_type(other) == media_type(one)).collect();
    let is_shared =
        |key: &&Key| alike.iter().flat_map(|other| keys(other)).any(|other| other.name == key.name);
    let required = required(one);
    let own = required.iter().find(|key| !is_shared(key)).map(|key| key.names());
    let own = own.unwrap_or_default().into_iter().map(str::to_owned);
    Discriminators {
        body_keys: if alike.is_empty() { Vec::new() } else { own.collect() },
        body_value: constants(one)
            .into_iter()
            .find(|(key, _)| is_shared(key))
            .map(|(key, json)| (key.name.clone(), json.to_owned())),
        media_type: has_own_type.then(|| media_type(one)),
    }
}

/// The keys that a body may have.
fn keys(operation: &Operation) -> Vec<&Key> {
    match &operation.body {
        Some(Body::Object { wrapper: Some(key), .. }) => vec![key],
        Some(Body::Object { members, .. }) => {
            let keys = members.iter().map(|member| match member {
                Member::Constant(key, _) => key,
                Member::Field(field) => &field.key,
            });
            keys.collect()
        }
        _ => Vec::new(),
    }
}

/// The keys that a body must have, the most telling first.
fn required(operation: &Operation) -> Vec<&Key> {
    match &operation.body {
        Some(Body::Object { wrapper: Some(key), .. }) => vec![key],
        Some(Body::Object { members, .. }) => {
            let fields = members.iter().filter_map(|member| match member {
                Member::Field(field) if !field.optional => Some(&field.key),
                _ => None,
            });
            constants(operation).into_iter().map(|(key, _)| key).chain(fields).collect()
        }
        _ => Vec::new(),
    }
}

fn constants(operation: &Operation) -> Vec<(&Key, &str)> {
    let Some(Body::Object { wrapper: None, members, .. }) = &operation.body else {
        return Vec::new();
    };
    let constants = members.iter().filter_map(|member| match member {
        Member::Constant(key, json) => Some((key, json.as_str())),
        Member::Field(_) => None,
    });
    constants.collect()
}
