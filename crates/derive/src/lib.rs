//! Derives of the generated Huawei Cloud crates.
//!
//! They keep in one place what a reader wants to see together: a variant, its documentation and its
//! text on the wire; a field of a request and where the wire has it. They are part of
//! `huaweicloud_core::codegen`, and no public API.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod open_enum;
mod request;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// An enum of texts that stays open for new ones.
///
/// Every variant has its text, `#[wire("creating")]`, but the last, `Unknown(UnknownValue)`, which keeps
/// texts that have no variant.
#[proc_macro_derive(OpenEnum, attributes(wire))]
pub fn open_enum(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    open_enum::derive(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// A request that is also data: `Serialize` and `Deserialize` in the form of a spec's examples, an
/// object with `path`, `query`, `headers` and `body`.
///
/// Every field has its place there as a JSON pointer, `#[at("/query/limit")]`; one whose key depends on
/// the microversion has two. An encoding of the body follows, `#[at("/body/on", Quoted)]`, and `always`
/// where an `Option` without a value, an empty list or an empty map is written, too. `*` at the end gathers the keys that begin
/// so and that no other field has. What is always sent stands before the struct, its places and then its
/// value: `#[constant("/body/start", "{}")]`.
#[proc_macro_derive(Request, attributes(at, constant))]
pub fn request(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    request::derive(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}
