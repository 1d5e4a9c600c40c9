//! Types.

use crate::names::Ident;

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    String,
    Integer,
    Number,
    Boolean,
    Timestamp,
    /// A text that is not printed.
    Secret,
    /// Bytes of a request.
    Body,
    Any,
    List(Box<Type>),
    Map(Box<Type>),
    Named(TypeId),
}

/// A named type, as its place among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TypeId(usize);

/// The module that something is in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Home {
    pub(crate) service: Ident,
    pub(crate) module: Ident,
}

impl TypeId {
    /// The type at a place among all.
    pub(crate) fn new(index: usize) -> Self {
        Self(index)
    }

    /// Its place among all types.
    pub(crate) fn index(self) -> usize {
        self.0
    }
}

impl Type {
    /// The named type that it is, rather than holds.
    pub(crate) fn named(&self) -> Option<TypeId> {
        if let Self::Named(id) = self { Some(*id) } else { None }
    }

    /// The named type in it, if there is one.
    pub(crate) fn innermost(&self) -> Option<TypeId> {
        if let Self::List(inner) | Self::Map(inner) = self {
            inner.innermost()
        } else {
            self.named()
        }
    }

    /// Whether it is a list or map.
    pub(crate) fn is_many(&self) -> bool {
        matches!(self, Self::List(_) | Self::Map(_))
    }
}
