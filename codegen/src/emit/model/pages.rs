//! Lists with pages.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{FieldRef, Operation, PageStyle, Pages},
    emit::cx::Cx,
};

/// The implementation of `Paged`.
pub(super) fn items(cx: &Cx<'_>, operation: &Operation, pages: &Pages) -> TokenStream {
    let (id, item) = (&operation.id, cx.ty(&pages.item));
    let (start, items) = (&pages.start, &pages.items);
    let (position, seek, parameters, after) = match &pages.by {
        PageStyle::Offset => (
            quote!(self.#start.map_or(Position::Start, Position::Offset)),
            quote!(position.to_offset()?),
            quote!(position: &Position, items: &[Self::Item]),
            quote!(position.advance(items.len())),
        ),
        PageStyle::Marker(marker) => (
            quote!(self.#start.clone().map_or(Position::Start, Position::Marker)),
            quote!(position.to_marker()?),
            quote!(_: &Position, items: &[Self::Item]),
            after(marker),
        ),
    };
    let (entries, kept) = match operation.output.is_option() {
        false => (quote!(&page.#items), quote!(page.#items)),
        true => (
            quote!(page.as_ref().map(|page| page.#items.as_slice()).unwrap_or_default()),
            quote!(page.map(|page| page.#items).unwrap_or_default()),
        ),
    };
    let is_last = pages.next.as_ref().map(|next| is_last(operation, next));
    let short = pages.short_is_last.then(|| {
        quote!(
            const SHORT_PAGE_IS_LAST: bool = true;
        )
    });
    let limit = pages.limit.as_ref().map(|FieldRef { name, is_option }| {
        let value = if *is_option { quote!(self.#name) } else { quote!(Some(self.#name)) };
        quote! {
            fn limit(&self) -> Option<i64> {
                #value
            }
        }
    });
    cx.core(["Error", "Paged", "Position"]);
    quote! {
        impl Paged for #id {
            type Item = #item;
            #short

            fn position(&self) -> Position {
                #position
            }

            fn seek(&mut self, position: &Position) -> Result<(), Error> {
                self.#start = #seek;
                Ok(())
            }

            #limit

            fn items(page: &Self::Output) -> &[Self::Item] {
                #entries
            }

            fn into_items(page: Self::Output) -> Vec<Self::Item> {
                #kept
            }

            fn next_position(#parameters) -> Position {
                #after
            }

            #is_last

            fn is_same(left: &Self::Item, right: &Self::Item) -> bool {
                left == right
            }
        }
    }
}

/// The position after the last item.
fn after(FieldRef { name, is_option }: &FieldRef) -> TokenStream {
    match is_option {
        false => quote! {
            items.last().map_or(Position::Start, |item| Position::Marker(item.#name.to_string()))
        },
        true => quote! {
            let marker = items.last().and_then(|item| item.#name.as_ref());
            marker.map_or(Position::Start, |marker| Position::Marker(marker.to_string()))
        },
    }
}

/// The last page has no link to a next one.
fn is_last(operation: &Operation, FieldRef { name, is_option }: &FieldRef) -> TokenStream {
    let link = match (operation.output.is_option(), is_option) {
        (false, false) => quote!(page.#name),
        (false, true) => quote!(page.#name.as_deref().unwrap_or_default()),
        (true, false) => {
            quote!(page.as_ref().map(|page| page.#name.as_str()).unwrap_or_default())
        }
        (true, true) => {
            quote!(page.as_ref().and_then(|page| page.#name.as_deref()).unwrap_or_default())
        }
    };
    quote! {
        fn is_last_page(page: &Self::Output) -> bool {
            #link.is_empty()
        }
    }
}
