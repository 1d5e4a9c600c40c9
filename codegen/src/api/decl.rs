//! Declarations of named types.

use super::{Field, Home, Type, TypeId};
use crate::names::Ident;

/// A named type.
#[derive(Clone, Debug)]
pub(crate) struct TypeDecl {
    pub(crate) name: Ident,
    pub(crate) home: Home,
    pub(crate) doc: String,
    pub(crate) kind: Kind,
    /// Whether callers make it, since it is part of requests.
    pub(crate) is_input: bool,
    /// Whether an empty value of it is needed: all but what is only ever a whole body.
    pub(crate) needs_default: bool,
}

/// What a named type is.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Struct(Struct),
    Enum(Vec<Variant>),
    /// A type among core's formats.
    Format(Ident),
    /// Structs that are told apart by the keys they must have.
    OneOf(Vec<Alternative>),
}

/// An object.
#[derive(Clone, Debug)]
pub(crate) struct Struct {
    pub(crate) fields: Vec<Field>,
    /// The type of further properties, if they are allowed.
    pub(crate) extra: Option<Type>,
    /// Functions that make it by the value of one of its fields.
    pub(crate) constructors: Vec<Constructor>,
}

/// A function that makes a struct, in which it decides one field.
#[derive(Clone, Debug)]
pub(crate) struct Constructor {
    pub(crate) name: Ident,
    pub(crate) doc: String,
    /// Name of the field that it decides.
    pub(crate) field: Ident,
    /// The enum of that field, and the value: its text and its name.
    pub(crate) ty: TypeId,
    pub(crate) wire: String,
    pub(crate) variant: Ident,
    /// Names of the fields that it takes.
    pub(crate) arguments: Vec<Ident>,
}

/// One of several structs.
#[derive(Clone, Debug)]
pub(crate) struct Alternative {
    /// Name of its variant.
    pub(crate) name: Ident,
    pub(crate) ty: TypeId,
    /// The keys that it must have.
    pub(crate) keys: Vec<String>,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) wire: String,
    pub(crate) name: Ident,
    pub(crate) doc: String,
}
