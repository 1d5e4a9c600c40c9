//! The documentation that a service has for fields of one name.

use super::scope::Scope;
use crate::{names::Ident, source::Text, syntax::Field};

/// What the glossary says of a field.
pub(super) fn glossary<'a>(field: &Field, scope: &Scope<'a>) -> Option<&'a Text> {
    entry(&name(field)?, scope)
}

/// What the glossary says of a name in Rust.
pub(super) fn entry<'a>(name: &Ident, scope: &Scope<'a>) -> Option<&'a Text> {
    let mut entries = scope.service.glossary.iter();
    entries.find(|(entry, _)| entry.value == name.as_str()).map(|(_, doc)| doc)
}

/// The name in Rust of a field with a value.
pub(super) fn name(field: &Field) -> Option<Ident> {
    field.ty()?;
    field.rust_name()
}
