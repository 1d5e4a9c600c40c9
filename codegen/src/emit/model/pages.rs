//! Lists that come in pages.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Mark, Operation, Pages},
    emit::tokens::{self, name},
};

/// How a list is walked.
pub(super) fn items(operation: &Operation, pages: &Pages) -> TokenStream {
    let id = name(&operation.id);
    let item = tokens::ty(&pages.item);
    let (start, items) = (name(&pages.start), name(&pages.items));
    let (position, seek, parameters, after) = match &pages.marker {
        None => (
            quote!(self.#start.map_or(Position::Start, Position::Offset)),
            quote!(position.to_offset()?),
            quote!(position: &Position, items: &[Self::Item]),
            quote!(position.advance(items.len())),
        ),
        Some(marker) => (
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
    let is_final = pages.next.as_ref().map(|next| is_final(operation, next));
    let is_last = pages.limit.as_ref().map(is_last);
    quote! {
        impl Paged for #id {
            type Item = #item;

            fn position(&self) -> Position {
                #position
            }

            fn seek(&mut self, position: &Position) -> Result<(), Error> {
                self.#start = #seek;
                Ok(())
            }

            fn entries(page: &Self::Output) -> &[Self::Item] {
                #entries
            }

            fn items(page: Self::Output) -> Vec<Self::Item> {
                #kept
            }

            fn after(#parameters) -> Position {
                #after
            }

            #is_final
            #is_last
        }
    }
}

/// The last entry names the place after it.
fn after(marker: &Mark) -> TokenStream {
    let name = name(&marker.name);
    match marker.is_option {
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
fn is_final(operation: &Operation, next: &Mark) -> TokenStream {
    let name = name(&next.name);
    let link = match (operation.output.is_option(), next.is_option) {
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
        fn is_final(page: &Self::Output) -> bool {
            #link.is_empty()
        }
    }
}

/// A page shorter than the limit that was sent is the last.
fn is_last(limit: &Mark) -> TokenStream {
    let name = name(&limit.name);
    let limit = match limit.is_option {
        true => quote!(self.#name.and_then(|limit| usize::try_from(limit).ok())),
        false => quote!(usize::try_from(self.#name).ok()),
    };
    quote! {
        fn is_last(&self, received: usize) -> bool {
            let limit = #limit;
            received == 0 || limit.is_some_and(|limit| received < limit)
        }
    }
}
