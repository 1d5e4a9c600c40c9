//! Matches of texts.

use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// An expression that finds the value of a text, or another one. Texts of one length are compared with
/// each other alone, since a `match` compares with one text after the other.
pub(crate) fn find(
    text: &TokenStream,
    values: impl IntoIterator<Item = (String, TokenStream)>,
    otherwise: &TokenStream,
) -> TokenStream {
    let mut by_length: BTreeMap<usize, Vec<TokenStream>> = BTreeMap::new();
    for (key, value) in values {
        by_length.entry(key.len()).or_default().push(quote!(#key => #value));
    }
    let lengths = by_length.keys().map(|length| Literal::usize_unsuffixed(*length));
    let arms = by_length.values();
    quote! {
        match #text.len() {
            #(#lengths => match #text { #(#arms,)* _ => #otherwise },)*
            _ => #otherwise,
        }
    }
}
