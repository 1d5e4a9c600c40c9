//! Derive macros of the generated Huawei Cloud crates.
//!
//! They keep related code together: a variant with its documentation and its text, and a field of
//! a request with its place in the request. They are part of `huaweicloud_core::codegen`, which is
//! not public API.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod argument;
mod attribute;
mod by_length;
mod encode;
mod kind;
mod object;
mod one_of;
mod open_enum;
mod paged;
mod request;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Implements a string enum that keeps unknown values.
///
/// The text of a variant is its name, or an attribute, such as `#[wire("creating")]`. The last variant
/// must be `Unknown(UnknownValue)`, which keeps all other texts.
#[proc_macro_derive(OpenEnum, attributes(wire))]
pub fn open_enum(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    open_enum::derive(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Implements reading and writing of a struct as a JSON object.
///
/// Reading is lenient: a missing field and null are read as the default, numbers and booleans may be in
/// quotes, and unknown keys are skipped. Writing leaves out a field without a value.
///
/// A field needs no attribute if its name is its key. `#[wire(…)]` has, in any order:
///
/// - the key, as in `#[wire("flavorRef")]`, and a newer one that is also read; `"*"` is for the map that
///   keeps unknown keys,
/// - the encoding: `Quoted`, `Digit`, `Csv` or `JsonText`,
/// - `always`, if `None` is written as null, and an empty list and an empty map are written, too,
/// - `header`, if the field is in a header, not in the object,
/// - `page_items`, if the field is the list of a page, which must be there, or `page_items_or_none`.
///   Null in it is skipped.
#[proc_macro_derive(Object, attributes(wire))]
pub fn object(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    object::derive(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Implements reading and writing of an enum of objects.
///
/// Every variant holds an object and has the keys by which it is told from those that follow, such as
/// `#[keys("instance_id", "name")]`.
#[proc_macro_derive(OneOf, attributes(keys))]
pub fn one_of(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    one_of::derive(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Implements `Paged` for a request that lists items in pages.
///
/// `#[paged(…)]` names the type of an item, and the fields that pages are turned by:
/// `item = Toy, items = toys, offset = offset`, or `marker = marker: id` with the field of an item that
/// is its marker; then `limit = limit`, and `next = next_link` where the last page lacks a link. The
/// words `short_page_is_last` and `optional`, for an output that is an `Option`, may follow.
#[proc_macro_derive(Paged, attributes(paged))]
pub fn paged(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    paged::derive(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Implements the encoding of a request, and `Serialize` and `Deserialize` as an object with `path`,
/// `query`, `headers` and `body`, like the examples in specs.
///
/// Every field has its place as a JSON pointer into that object, such as `#[at("/query/limit")]`, or two
/// of them if its key depends on the microversion. A pointer that ends with `*` stands for all keys with
/// that prefix that no other field has. Beside the place stand, in any order:
///
/// - the encoding, as in `#[at("/body/on", Quoted)]`: `Quoted`, `Digit`, `Csv` or `JsonText`, or
///   `pattern = "%Y-%m-%d"` for a time,
/// - `always`, if `None` is written as null, and an empty list and an empty map are written, too,
/// - `bytes`, for a body that is not JSON.
///
/// Attributes of the struct are:
///
/// - `#[constant("/body/start", "{}")]`: a value that is always sent first in the body, with its places
///   and its JSON; as an attribute of a field it is sent after that,
/// - `#[body(optional)]`, if a body without fields is not sent, and `#[body(media_type = "…")]`,
/// - `#[renamed("old", "new", 2, 7)]`: a key of the body that has another name since a microversion.
#[proc_macro_derive(Request, attributes(at, body, constant, renamed))]
pub fn request(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    request::derive(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}
