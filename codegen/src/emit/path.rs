//! Text as tokens.

use proc_macro2::TokenStream;
use quote::quote;

/// A path, or other source that is valid for a reason that is told where it is made. What is not results
/// in source that cannot be parsed, which is reported as an error.
pub(super) fn path(text: &str) -> TokenStream {
    text.parse().unwrap_or_else(|_| quote!(?))
}
