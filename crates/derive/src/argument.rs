//! Arguments of requests, and what is always sent.

use proc_macro2::Ident;
use syn::{
    Attribute, Error, LitStr, Result, Token,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

use crate::{
    attribute::{Said, named},
    kind::Kind,
};

/// A field, and what its attribute says.
pub(crate) struct Field<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) kind: Kind,
    /// Its places, as JSON pointers, the preferred one first.
    pub(crate) at: Said,
    /// What is sent after it in the body.
    pub(crate) constants: Vec<Constant>,
}

impl<'a> Field<'a> {
    pub(crate) fn new(field: &'a syn::Field) -> Result<Self> {
        let Some(name) = &field.ident else {
            return Err(Error::new_spanned(field, "a request must have named fields"));
        };
        let Some(at) = named(&field.attrs, "at").next() else {
            let message = "the place is missing; add `#[at(\"/query/…\")]`";
            return Err(Error::new_spanned(field, message));
        };
        let at: Said = at.parse_args()?;
        at.only(&["always", "bytes"])?;
        if at.names.is_empty() {
            return Err(Error::new_spanned(field, "the place is missing; add a JSON pointer"));
        }
        let constants = constants(&field.attrs)?;
        Ok(Self { name, kind: Kind::of(&field.ty), at, constants })
    }

    /// The preferred place.
    pub(crate) fn pointer(&self) -> String {
        self.at.names.first().map(LitStr::value).unwrap_or_default()
    }

    /// Whether it collects the keys that no other field has.
    pub(crate) fn is_rest(&self) -> bool {
        self.pointer().ends_with('*')
    }

    /// The encoding in the data. Only a body has encodings there; the rest is text on the wire alone.
    pub(crate) fn encoding(&self) -> Option<&Ident> {
        self.at.encoding.as_ref().filter(|_| self.pointer().starts_with("/body"))
    }

    pub(crate) fn decoder(&self) -> Option<&Ident> {
        self.at.decoder().filter(|_| self.encoding().is_some())
    }
}

/// The constants among attributes.
pub(crate) fn constants(attributes: &[Attribute]) -> Result<Vec<Constant>> {
    named(attributes, "constant").map(Attribute::parse_args).collect()
}

/// A constant: JSON pointers, the preferred one first, and the value as JSON.
pub(crate) struct Constant {
    pub(crate) pointers: Vec<LitStr>,
    pub(crate) json: LitStr,
}

impl Constant {
    /// The preferred place.
    pub(crate) fn pointer(&self) -> String {
        self.pointers.first().map(LitStr::value).unwrap_or_default()
    }
}

impl Parse for Constant {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let texts = Punctuated::<LitStr, Token![,]>::parse_terminated(input)?;
        let mut pointers: Vec<_> = texts.into_iter().collect();
        match pointers.pop() {
            Some(json) if !pointers.is_empty() => Ok(Self { pointers, json }),
            _ => Err(input.error("a constant needs a JSON pointer and a value")),
        }
    }
}
