//! What a field is, as far as it matters whether it has a value.

use syn::{GenericArgument, Ident, PathArguments, Type};

/// The outermost type of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// An `Option`, in which null may be a value of its own.
    Option { nullable: bool },
    /// A list or a map, which may be empty.
    Many,
    /// Always a value.
    One,
}

impl Kind {
    pub(crate) fn of(ty: &Type) -> Self {
        match last_segment(ty).map(ToString::to_string).as_deref() {
            Some("Option") => {
                let inner = argument(ty).and_then(last_segment);
                Self::Option { nullable: inner.is_some_and(|inner| inner == "Nullable") }
            }
            Some("Vec" | "BTreeMap") => Self::Many,
            Some(_) | None => Self::One,
        }
    }
}

/// `String` of `Option<String>`.
fn argument(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// `Option` of `std::option::Option<String>`.
fn last_segment(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
        _ => None,
    }
}
