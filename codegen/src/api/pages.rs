//! How lists come in pages.

use super::{Body, Field, FieldRef, Kind, Module, Pages, Presence, Type, fields};
use crate::{
    check::{Scope, tables},
    syntax::{self, PageStyle},
};

/// The pages of an operation, whose parameters may be in the query or in the body.
pub(super) fn lower(
    pages: &syntax::Pages,
    operation: &syntax::Operation,
    query: &[Field],
    body: Option<&Body>,
    scope: &Scope<'_>,
) -> Option<Pages> {
    let parameter = |wire: &str| {
        let fields = query.iter().chain(body.map(Body::fields).unwrap_or_default());
        fields.into_iter().find(|field| field.wire() == wire).map(field_ref)
    };
    let answer = tables::of_answer(operation, scope)?;
    let items = fields::find(answer, &pages.items, scope)?;
    let Type::List(item) = items.ty else { return None };
    let marker = pages.marker.as_ref().and_then(|marker| {
        let fields = tables::of_struct(&item.name()?.name, scope)?;
        fields::find(fields, marker, scope).as_ref().map(field_ref)
    });
    let next = pages.next.as_ref();
    let next = next.and_then(|next| fields::find(answer, next, scope).as_ref().map(field_ref));
    Some(Pages {
        start: parameter(match pages.by.value {
            PageStyle::Offset => "offset",
            PageStyle::Marker => "marker",
        })?
        .name,
        items: items.name,
        item: *item,
        marker,
        next,
        limit: limit(query, body),
        short_is_last: pages.short_is_last,
    })
}

/// The parameter that says how many items a page has, if it is one.
fn limit(query: &[Field], body: Option<&Body>) -> Option<FieldRef> {
    let fields = query.iter().chain(body.map(Body::fields).unwrap_or_default());
    let is_limit = |field: &&Field| {
        field.wire() == "limit" && matches!(field.ty, Type::Integer) && !field.has_three_states()
    };
    fields.into_iter().find(is_limit).map(field_ref)
}

fn field_ref(field: &Field) -> FieldRef {
    FieldRef { name: field.name.clone(), is_option: field.is_option() }
}

/// Marks the lists that pages must have, wherever their fields are.
pub(super) fn mark_items(modules: &mut [Module]) {
    let mut named = Vec::new();
    for operation in modules.iter_mut().flat_map(|module| &mut module.operations) {
        let Some(pages) = &operation.pages else { continue };
        let ty = operation.output.ty().and_then(Type::name);
        named.extend(ty.map(|ty| (ty.name.clone(), pages.items.clone())));
        if let Some(fields) = operation.output.response_mut() {
            mark(fields, &pages.items);
        }
    }
    for decl in modules.iter_mut().flat_map(|module| &mut module.types) {
        let items = named.iter().filter(|(name, _)| *name == decl.name);
        if let Kind::Struct { fields, .. } = &mut decl.kind {
            items.for_each(|(_, items)| mark(fields, items));
        }
    }
}

fn mark(fields: &mut [Field], items: &str) {
    for field in fields.iter_mut().filter(|field| field.name == items) {
        field.items = Some(match field.optional || field.nullable {
            true => Presence::Optional,
            false => Presence::Required,
        });
    }
}
