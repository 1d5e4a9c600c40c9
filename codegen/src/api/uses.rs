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
    let bodies: BTreeSet<Place> =
        operations().flat_map(given).filter_map(direct).map(place).collect();
    let nested: BTreeSet<Place> = {
        let within = |ty: &&Type| direct(ty).is_none();
        let types = types(api);
        let of_types = types.values().flat_map(|decl| contents(decl));
        let all =
            operations().flat_map(given).filter(within).chain(operations().flat_map(answered));
        all.chain(of_types).filter_map(Type::name).map(place).collect()
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
            decl.is_input = given.contains(&place);
            decl.needs_default = !bodies.contains(&place) || nested.contains(&place);
            let (Kind::Struct { fields, .. }, true) = (&mut decl.kind, decl.is_input) else {
                continue;
            };
            if fields.iter().any(|field| field.key.renamed.is_some()) {
                unwritable.push(place.clone());
            }
            for field in fields.iter_mut().filter(|_| !answered.contains(&place)) {
                field.is_request = !matches!(field.encoding, Encoding::Csv | Encoding::Json);
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

/// The named type that a type is, rather than holds.
fn direct(ty: &Type) -> Option<&Name> {
    match ty {
        Type::Named(name) => Some(name),
        _ => None,
    }
}

fn place(name: &Name) -> Place {
    (name.service.clone(), name.name.clone())
}

/// The types of what a type is made of.
fn contents(decl: &TypeDecl) -> Vec<&Type> {
    match &decl.kind {
        Kind::Struct { fields, extra } => {
            fields.iter().map(|field| &field.ty).chain(extra).collect()
        }
        Kind::OneOf(alternatives) => {
            alternatives.iter().map(|alternative| &alternative.ty).collect()
        }
        Kind::Enum(_) | Kind::Format(_) => Vec::new(),
    }
}

/// The named types in some types, and in these.
fn reached<'a>(
    start: impl Iterator<Item = &'a Type>,
    types: &BTreeMap<Place, &'a TypeDecl>,
) -> BTreeSet<Place> {
    let mut found = BTreeSet::new();
    let mut next: Vec<&Type> = start.collect();
    while let Some(ty) = next.pop() {
        let Some(place) = ty.name().map(place) else { continue };
        let decl = types.get(&place);
        if found.insert(place) {
            next.extend(decl.into_iter().flat_map(|decl| contents(decl)));
        }
    }
    found
}
