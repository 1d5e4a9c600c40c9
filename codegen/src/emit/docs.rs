//! Documentation as attributes, one per line.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::Field;

/// The lines of a text, without empty ones at the end.
pub(super) fn lines(doc: &str) -> Vec<&str> {
    doc.trim_end().lines().map(str::trim_end).collect()
}

/// A doc comment.
pub(super) fn doc(text: &str) -> TokenStream {
    lines(text).into_iter().map(line).collect()
}

fn line(line: &str) -> TokenStream {
    let line = if line.is_empty() { String::new() } else { format!(" {line}") };
    quote!(#[doc = #line])
}

/// The doc comment of a field or a setter.
pub(super) fn field(field: &Field) -> TokenStream {
    let mut text = field.doc.clone();
    if let Some(instead) = &field.deprecated {
        text.push_str(&format!("\n\n**Deprecated.** {instead}"));
    }
    doc(&text)
}

/// The first line of the documentation, for lists of items.
pub(super) fn summary(doc: &str) -> &str {
    doc.lines().next().unwrap_or_default()
}
