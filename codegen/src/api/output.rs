//! What a success holds.

use super::{Field, Key, Type};

/// What a success holds.
#[derive(Clone, Debug)]
pub(crate) enum Output {
    /// Nothing.
    None,
    /// A struct of its own, of which some fields may come in headers.
    Response(Vec<Field>),
    /// A struct of its own, whose fields come in headers.
    Headers(Vec<Field>),
    /// A type.
    Type(Type),
    /// What is under a key.
    Wrapped { key: Key, nullable: bool, inner: Box<Output> },
    /// Something, or nothing with a status of its own.
    Sometimes { silent: u16, inner: Box<Output> },
}

impl Output {
    /// The fields of a struct of its own, under a key or not.
    pub(crate) fn response(&self) -> Option<&[Field]> {
        match self {
            Self::Response(fields) | Self::Headers(fields) => Some(fields),
            Self::Wrapped { inner, .. } | Self::Sometimes { inner, .. } => inner.response(),
            Self::None | Self::Type(_) => None,
        }
    }

    /// The status of a success that says nothing, where others say something.
    pub(crate) fn silent(&self) -> Option<u16> {
        if let Self::Sometimes { silent, .. } = self { Some(*silent) } else { None }
    }

    /// What it is where it says something.
    pub(crate) fn spoken(&self) -> &Self {
        if let Self::Sometimes { inner, .. } = self { inner } else { self }
    }

    /// Whether it may be null.
    pub(crate) fn is_nullable(&self) -> bool {
        matches!(self.spoken(), Self::Wrapped { nullable: true, .. })
    }

    /// Whether it is an `Option` in Rust.
    pub(crate) fn is_option(&self) -> bool {
        self.silent().is_some() || self.is_nullable()
    }

    /// The type, under a key or not.
    pub(crate) fn ty(&self) -> Option<&Type> {
        match self {
            Self::Type(ty) => Some(ty),
            Self::Wrapped { inner, .. } | Self::Sometimes { inner, .. } => inner.ty(),
            Self::None | Self::Response(_) | Self::Headers(_) => None,
        }
    }
}
