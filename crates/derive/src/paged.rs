//! Lists with pages.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Data, DeriveInput, Error, Ident, Result, Token, Type,
    parse::{Parse, ParseStream},
};

use crate::{attribute::named, kind::Kind};

/// What the attribute says of the pages of a list.
struct Pages {
    /// The type of an item.
    item: Type,
    /// The field of the response with the items.
    items: Ident,
    by: By,
    /// The field of the request with the maximum number of items.
    limit: Option<Ident>,
    /// The field of the response with a link to the next page.
    next: Option<Ident>,
    short_page_is_last: bool,
    /// Whether the output is an `Option`.
    optional: bool,
}

/// The field of the request that says where a page starts.
enum By {
    Offset(Ident),
    /// Also the field of an item that is its marker.
    Marker(Ident, Ident),
}

impl Parse for Pages {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let (mut item, mut items, mut by, mut limit, mut next) = (None, None, None, None, None);
        let (mut short_page_is_last, mut optional) = (false, false);
        while !input.is_empty() {
            let word: Ident = input.parse()?;
            let field = || {
                input.parse::<Token![=]>()?;
                input.parse::<Ident>()
            };
            match word.to_string().as_str() {
                "item" => {
                    input.parse::<Token![=]>()?;
                    item = Some(input.parse()?);
                }
                "items" => items = Some(field()?),
                "offset" => by = Some(By::Offset(field()?)),
                "marker" => {
                    let start = field()?;
                    input.parse::<Token![:]>()?;
                    by = Some(By::Marker(start, input.parse()?));
                }
                "limit" => limit = Some(field()?),
                "next" => next = Some(field()?),
                "short_page_is_last" => short_page_is_last = true,
                "optional" => optional = true,
                _ => return Err(Error::new_spanned(word, "this means nothing for pages")),
            }
            input.parse::<Option<Token![,]>>()?;
        }
        match (item, items, by) {
            (Some(item), Some(items), Some(by)) => {
                Ok(Self { item, items, by, limit, next, short_page_is_last, optional })
            }
            _ => Err(input.error("pages have `item`, `items`, and `offset` or `marker`")),
        }
    }
}

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(input, "a request must be a struct"));
    };
    let Some(attribute) = named(&input.attrs, "paged").next() else {
        return Err(Error::new_spanned(input, "the pages are missing; add `#[paged(…)]`"));
    };
    let pages: Pages = attribute.parse_args()?;
    let name = &input.ident;
    let Pages { item, items, .. } = &pages;
    let (start, position, seek) = match &pages.by {
        By::Offset(start) => (start, quote!(self.#start), quote!(to_offset)),
        By::Marker(start, _) => (start, quote!(self.#start.clone()), quote!(to_marker)),
    };
    let (kind, before, next_position) = match &pages.by {
        By::Offset(_) => (quote!(Offset), quote!(position), quote!(position.advance(items.len()))),
        By::Marker(_, marker) => (
            quote!(Marker),
            quote!(_),
            quote! {
                let marker = items.last().and_then(|item| {
                    ::huaweicloud_core::codegen::PageText::page_text(&item.#marker)
                });
                marker.map_or(
                    ::huaweicloud_core::Position::Start,
                    ::huaweicloud_core::Position::Marker,
                )
            },
        ),
    };
    let (by_reference, by_value) = match pages.optional {
        false => (quote!(&page.#items), quote!(page.#items)),
        true => (
            quote!(page.as_ref().map(|page| page.#items.as_slice()).unwrap_or_default()),
            quote!(page.map(|page| page.#items).unwrap_or_default()),
        ),
    };
    let short = pages.short_page_is_last.then(|| {
        quote!(
            const SHORT_PAGE_IS_LAST: bool = true;
        )
    });
    let limit = pages.limit.as_ref().map(|limit| {
        let field = data.fields.iter().find(|field| field.ident.as_ref() == Some(limit));
        let value = match field.map(|field| Kind::of(&field.ty)) {
            Some(Kind::Option { .. }) => quote!(self.#limit),
            Some(Kind::Many | Kind::One) | None => {
                quote!(::core::option::Option::Some(self.#limit))
            }
        };
        quote! {
            fn limit(&self) -> ::core::option::Option<i64> {
                #value
            }
        }
    });
    let is_last = pages.next.as_ref().map(|next| {
        let link = quote!(::huaweicloud_core::codegen::PageText::page_text(&page.#next));
        let is_last = match pages.optional {
            false => quote!(#link.is_none()),
            true => quote!(page.as_ref().is_none_or(|page| #link.is_none())),
        };
        quote! {
            fn is_last_page(page: &Self::Output) -> bool {
                #is_last
            }
        }
    });
    Ok(quote! {
        impl ::huaweicloud_core::Paged for #name {
            type Item = #item;
            #short

            fn position(&self) -> ::huaweicloud_core::Position {
                #position.map_or(
                    ::huaweicloud_core::Position::Start,
                    ::huaweicloud_core::Position::#kind,
                )
            }

            fn seek(
                &mut self,
                position: &::huaweicloud_core::Position,
            ) -> ::core::result::Result<(), ::huaweicloud_core::Error> {
                self.#start = position.#seek()?;
                ::core::result::Result::Ok(())
            }

            #limit

            fn items(page: &Self::Output) -> &[Self::Item] {
                #by_reference
            }

            fn into_items(page: Self::Output) -> ::std::vec::Vec<Self::Item> {
                #by_value
            }

            fn next_position(
                #before: &::huaweicloud_core::Position,
                items: &[Self::Item],
            ) -> ::huaweicloud_core::Position {
                #next_position
            }

            #is_last
        }
    })
}
