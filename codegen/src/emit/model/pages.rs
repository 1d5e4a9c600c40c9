//! Lists with pages.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Operation, PageStyle, Pages},
    emit::cx::Cx,
};

/// The attribute of a request with the fields by which its pages are turned.
pub(super) fn attribute(cx: &Cx<'_>, operation: &Operation, pages: &Pages) -> TokenStream {
    let (start, items, item) = (&pages.start, &pages.items, cx.ty(&pages.item));
    let by = match &pages.by {
        PageStyle::Offset => quote!(offset = #start),
        PageStyle::Marker(marker) => quote!(marker = #start: #marker),
    };
    let limit = pages.limit.as_ref().map(|limit| quote!(, limit = #limit));
    let next = pages.next.as_ref().map(|next| quote!(, next = #next));
    let short = pages.short_is_last.then(|| quote!(, short_page_is_last));
    let optional = operation.output.is_option().then(|| quote!(, optional));
    quote!(#[paged(item = #item, items = #items, #by #limit #next #short #optional)])
}
