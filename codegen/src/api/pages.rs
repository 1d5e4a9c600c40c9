//! How lists come in pages.

use super::{Body, Field, Mark, Pages, Type, fields};
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
    let mark = |field: &Field| Mark { name: field.name.clone(), is_option: field.is_option() };
    let parameter = |wire: &str| {
        let fields = query.iter().chain(body.map(Body::fields).unwrap_or_default());
        fields.into_iter().find(|field| field.wire() == wire).map(mark)
    };
    let answer = tables::of_answer(operation, scope)?;
    let items = fields::find(answer, &pages.items, scope)?;
    let Type::List(item) = items.ty else { return None };
    let marker = pages.marker.as_ref().and_then(|marker| {
        let fields = tables::of_struct(&item.name()?.name, scope)?;
        fields::find(fields, marker, scope).as_ref().map(mark)
    });
    let next = pages.next.as_ref();
    let next = next.and_then(|next| fields::find(answer, next, scope).as_ref().map(mark));
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
        limit: pages.short_is_last.then(|| parameter("limit")).flatten(),
    })
}
