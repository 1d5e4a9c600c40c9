//! Operations on one method and path: that something tells them apart, and what.

use std::collections::BTreeMap;

use super::{scope::Scope, tables};
use crate::{
    api::{self, Body, Discriminators, Key, Module, Object},
    diagnostic::{Code, Diagnostic, Diagnostics},
    names::Ident,
    specs::ServiceSpecs,
    syntax::{Field, Operation, Shape},
};

/// Gives operations that share a method and a path what each has for itself.
pub(super) fn tell_apart(modules: &mut [Module]) {
    let mut places: BTreeMap<_, Vec<&api::Operation>> = BTreeMap::new();
    for operation in modules.iter().flat_map(|module| &module.operations) {
        places.entry(place(operation)).or_default().push(operation);
    }
    let shared = places.values().filter(|operations| operations.len() > 1);
    let discriminators: BTreeMap<Ident, Discriminators> = shared
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
fn place(operation: &api::Operation) -> (Ident, Vec<String>) {
    let segments = operation.path.split('/');
    let segments = segments.map(|segment| if segment.starts_with('{') { "{}" } else { segment });
    (operation.http_method.clone(), segments.map(str::to_owned).collect())
}

fn discriminators(one: &api::Operation, all: &[&api::Operation]) -> Discriminators {
    let media_type = |operation: &api::Operation| {
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
fn keys(operation: &api::Operation) -> Vec<&Key> {
    match &operation.body {
        Some(Body::Object(Object { wrapper: Some(key), .. })) => vec![key],
        Some(Body::Object(object)) => object.members.iter().map(|member| member.key()).collect(),
        Some(Body::Json(_) | Body::Bytes(_)) | None => Vec::new(),
    }
}

/// The keys that a body must have, the most telling first.
fn required(operation: &api::Operation) -> Vec<&Key> {
    match &operation.body {
        Some(Body::Object(Object { wrapper: Some(key), .. })) => vec![key],
        Some(Body::Object(object)) => {
            let fields = object.fields().filter(|field| !field.is_optional());
            let constants = object.constants().map(|(key, _)| key);
            constants.chain(fields.map(|field| &field.key)).collect()
        }
        Some(Body::Json(_) | Body::Bytes(_)) | None => Vec::new(),
    }
}

fn constants(operation: &api::Operation) -> Vec<(&Key, &str)> {
    match &operation.body {
        Some(Body::Object(object @ Object { wrapper: None, .. })) => object.constants().collect(),
        Some(_) | None => Vec::new(),
    }
}

/// Operations on one method and path must differ in their bodies.
pub(super) fn apart(specs: &ServiceSpecs, scope: &Scope<'_>, report: &mut Diagnostics) {
    let mut seen: BTreeMap<(String, String), Vec<&Operation>> = BTreeMap::new();
    for (_, operation) in specs.operations() {
        let shape: Vec<_> = operation
            .path
            .text
            .split('/')
            .map(|part| if part.starts_with('{') { "{}" } else { part })
            .collect();
        let others = seen.entry((operation.method.value.clone(), shape.join("/"))).or_default();
        if let Some(other) = others.iter().find(|other| !differ(operation, other, scope)) {
            let message = format!(
                "a server could not tell `{}` from `{}`",
                operation.id.value, other.id.value
            );
            let diagnostic = Diagnostic::new(Code::Indistinguishable, operation.path.span, message);
            let help = "operations on one method and path differ in a required key of the body, \
                        a `const`, or the media type";
            report.push(diagnostic.label(other.path.span, "the other one").help(help));
        }
        others.push(operation);
    }
}

fn differ(one: &Operation, other: &Operation, scope: &Scope<'_>) -> bool {
    let media =
        |operation: &Operation| operation.media_type.as_ref().map(|text| text.value.clone());
    if media(one) != media(other) {
        return true;
    }
    let (a, b) = (tables::on_wire(one, scope), tables::on_wire(other, scope));
    let own_key = |a: &[Field], b: &[Field]| {
        a.iter().any(|field| !field.optional && tables::find(b, &field.name).is_none())
    };
    let constant = |field: &Field| match &field.shape {
        Shape::Const(value) => Some(value.to_json()),
        Shape::Type(_) | Shape::Wraps(_) => None,
    };
    let own_value =
        a.iter().any(|field| match (constant(field), tables::find(b, &field.name).map(constant)) {
            (Some(ours), Some(Some(theirs))) => ours != theirs,
            _ => false,
        });
    // One with a value of its own under a key that the other may give as it likes, and which has a
    // key of its own.
    let fixed = |a: &[Field], b: &[Field]| {
        a.iter().any(|field| {
            let other = tables::find(b, &field.name);
            constant(field).is_some() && other.is_some_and(|other| constant(other).is_none())
        })
    };
    let (own_a, own_b) = (own_key(a, b), own_key(b, a));
    own_value || own_a && own_b || own_b && fixed(a, b) || own_a && fixed(b, a)
}
