//! Derive macros of the generated Huawei Cloud crates.
//!
//! They keep related code together: a variant with its documentation and its text, and a field of
//! a request with its place in the request. They are part of `huaweicloud_core::codegen`, which is
//! not public API.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod open_enum;
mod request;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Implements a string enum that keeps unknown values.
///
/// Every variant has its text as an attribute, such as `#[wire("creating")]`. The last variant must
/// be `Unknown(UnknownValue)`, which keeps all other texts.
#[proc_macro_derive(OpenEnum, attributes(wire))]
pub fn open_enum(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    open_enum::derive(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Implements `Serialize` and `Deserialize` for a request, as an object with `path`, `query`,
/// `headers` and `body`, like the examples in specs.
///
/// Every field has its place as a JSON pointer, such as `#[at("/query/limit")]`, or two of them if
/// its key depends on the microversion. The encoding in the body may follow, as in
/// `#[at("/body/on", Quoted)]`, and `always` if `None`, an empty list and an empty map are written,
/// too. A pointer that ends with `*` stands for all keys with that prefix that no other field has.
/// A constant is an attribute of the struct, with its places and its JSON value:
/// `#[constant("/body/start", "{}")]`.
#[proc_macro_derive(Request, attributes(at, constant))]
pub fn request(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    request::derive(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}
