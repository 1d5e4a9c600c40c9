//! How lists come in pages.

use super::{Body, Field, Mark, Pages, Type, types};
use crate::{
    check::{Scope, tables},
    names,
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
        let field = fields.into_iter().find(|field| field.wire() == wire)?;
        Some(Mark { name: field.name.clone(), is_option: field.is_option() })
    };
    let answer = tables::of_answer(operation, scope)?;
    let items = tables::find(answer, &pages.items)?;
    let Type::List(item) = types::core(&items.ty()?.core, scope)? else { return None };
    let marker = pages.marker.as_ref().and_then(|marker| {
        let symbol = scope.symbols.get(scope.name, &item.name()?.name)?;
        let syntax::TypeKind::Struct { fields, .. } = &symbol.def.kind else { return None };
        let field = tables::find(fields, marker)?;
        Some(Mark { name: rust_name(field)?, is_option: is_option(field) })
    });
    let next = pages.next.as_ref().and_then(|next| {
        let field = tables::find(answer, next)?;
        Some(Mark { name: rust_name(field)?, is_option: is_option(field) })
    });
    Some(Pages {
        start: parameter(match pages.by.value {
            PageStyle::Offset => "offset",
            PageStyle::Marker => "marker",
        })?
        .name,
        items: rust_name(items)?,
        item: *item,
        marker,
        next,
        limit: pages.short_is_last.then(|| parameter("limit")).flatten(),
    })
}

fn rust_name(field: &syntax::Field) -> Option<String> {
    field.rust.as_ref().map(|text| text.value.clone()).or_else(|| names::field(&field.name.value))
}

/// Whether a field of an answer that is no list is an `Option`.
fn is_option(field: &syntax::Field) -> bool {
    field.optional
        || field.since.is_some()
        || field.until.is_some()
        || field.ty().is_some_and(|ty| ty.nullable)
}
