//! Documentation as attributes, one line each.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::Field;

/// The lines of a text, without an empty end.
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

/// The one sentence that lists of items show.
pub(super) fn summary(doc: &str) -> &str {
    doc.lines().next().unwrap_or_default()
}
