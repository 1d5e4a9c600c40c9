//! Words in the attributes of fields.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Encoding, Field, Presence};

/// The encoding of a value. The text of a time is kept.
pub(super) fn encoding(encoding: &Encoding) -> Option<TokenStream> {
    match encoding {
        Encoding::Plain | Encoding::Pattern(_) => None,
        Encoding::Quoted => Some(quote!(Quoted)),
        Encoding::Digit => Some(quote!(Digit)),
        Encoding::Csv => Some(quote!(Csv)),
        Encoding::Json => Some(quote!(JsonText)),
    }
}

/// The pattern that a time is sent in.
pub(super) fn pattern(encoding: &Encoding) -> Option<TokenStream> {
    match encoding {
        Encoding::Pattern(pattern) => Some(quote!(pattern = #pattern)),
        Encoding::Plain | Encoding::Quoted | Encoding::Digit | Encoding::Csv | Encoding::Json => {
            None
        }
    }
}

/// Whether a value is written where it is none or empty, which is not what most fields do.
pub(super) fn always(field: &Field) -> Option<TokenStream> {
    let is_always = match field.presence {
        Presence::Always => field.ty.is_many(),
        Presence::Nullable => true,
        Presence::Optional | Presence::LeftOutEmpty | Presence::ThreeStates => false,
    };
    is_always.then(|| quote!(always))
}
