//! Which types are part of requests, and which of answers.

use std::collections::{BTreeMap, BTreeSet};

use super::{Api, Body, Encoding, Kind, Name, Operation, Type, TypeDecl};

/// Service and name.
pub(super) type Place = (String, String);

/// Marks the types that callers make, and the fields that nobody answers. Gives the types that
/// cannot be written, since they would have to know what the client speaks.
pub(super) fn mark(api: &mut Api) -> Vec<Place> {
    let mut unwritable = Vec::new();
    let operations = || {
        let modules = api.services.iter().flat_map(|service| &service.modules);
        modules.flat_map(|module| &module.operations)
    };
    let (given, answered) = {
        let types = types(api);
        (
            reached(operations().flat_map(given), &types),
            reached(operations().flat_map(answered), &types),
        )
    };
    for service in &mut api.services {
        for decl in service.modules.iter_mut().flat_map(|module| &mut module.types) {
            let place = (service.name.clone(), decl.name.clone());
            decl.is_given = given.contains(&place);
            let (Kind::Struct { fields, .. }, true) = (&mut decl.kind, decl.is_given) else {
                continue;
            };
            if fields.iter().any(|field| field.key.renamed.is_some()) {
                unwritable.push(place.clone());
            }
            for field in fields.iter_mut().filter(|_| !answered.contains(&place)) {
                field.asked = !matches!(field.encoding, Encoding::Csv | Encoding::Json);
            }
        }
    }
    unwritable
}

fn types(api: &Api) -> BTreeMap<Place, &TypeDecl> {
    let types = api.services.iter().flat_map(|service| {
        let types = service.modules.iter().flat_map(|module| &module.types);
        types.map(|decl| ((service.name.clone(), decl.name.clone()), decl))
    });
    types.collect()
}

fn given(operation: &Operation) -> Vec<&Type> {
    let body = operation.body.as_ref().map(Body::fields).unwrap_or_default();
    let fields = operation.query.iter().chain(&operation.headers).chain(body);
    fields.map(|field| &field.ty).collect()
}

fn answered(operation: &Operation) -> Vec<&Type> {
    let fields = operation.output.response().unwrap_or_default();
    fields.iter().map(|field| &field.ty).chain(operation.output.ty()).collect()
}

/// The named types in some types, and in these.
fn reached<'a>(
    start: impl Iterator<Item = &'a Type>,
    types: &BTreeMap<Place, &'a TypeDecl>,
) -> BTreeSet<Place> {
    let mut found = BTreeSet::new();
    let mut next: Vec<&Type> = start.collect();
    while let Some(ty) = next.pop() {
        let Some(Name { service, name, .. }) = ty.name() else { continue };
        let place = (service.clone(), name.clone());
        let decl = types.get(&place);
        if !found.insert(place) {
            continue;
        }
        match decl.map(|decl| &decl.kind) {
            Some(Kind::Struct { fields, extra }) => {
                next.extend(fields.iter().map(|field| &field.ty).chain(extra));
            }
            Some(Kind::OneOf(alternatives)) => {
                next.extend(alternatives.iter().map(|alternative| &alternative.ty));
            }
            _ => {}
        }
    }
    found
}
