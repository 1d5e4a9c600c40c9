//! Where a spec is read: its service, and the types it can name.

use super::symbols::{Symbol, Symbols};
use crate::{
    api::TypeId,
    diagnostic::{Code, Diagnostic, Diagnostics, Reported},
    source::{Node, Text},
    syntax::{Core, Field, Service, TypeKind, TypeText},
};

/// Where a spec is read.
pub(super) struct Scope<'a> {
    pub(super) name: &'a str,
    pub(super) service: &'a Service,
    pub(super) symbols: &'a Symbols<'a>,
}

impl<'a> Scope<'a> {
    /// The type of a name.
    pub(super) fn get(&self, name: &str) -> Option<&'a Symbol<'a>> {
        self.symbols.get(self.name, name)
    }

    /// The type of a name, which is reported where it is used if there is none.
    pub(super) fn resolve(
        &self,
        name: &Text,
        report: &mut Diagnostics,
    ) -> Result<TypeId, Reported> {
        self.get(name.as_str()).map(|symbol| symbol.id).ok_or_else(|| {
            report.push_unless_told(|| {
                let message = format!("there is no type `{}`", name.value);
                Diagnostic::new(Code::UnknownType, name.span, message)
            })
        })
    }

    /// What the type of a name is.
    pub(super) fn kind(&self, name: &str) -> Option<&'a TypeKind> {
        self.get(name).map(|symbol| &symbol.def.kind)
    }

    /// The fields of a named struct.
    pub(super) fn fields(&self, name: &str) -> Option<&'a [Field]> {
        if let TypeKind::Struct { fields, .. } = self.kind(name)? { Some(fields) } else { None }
    }

    /// The fields of a type that is a named struct.
    pub(super) fn fields_of(&self, core: &Core) -> Option<&'a [Field]> {
        if let Core::Name(name) = core { self.fields(name.as_str()) } else { None }
    }

    /// The alternative that an object is meant as, its fields, and what else it may hold: the first whose
    /// required fields are all there.
    pub(super) fn meant<'t>(
        &self,
        alternatives: &'t [(Text, Text)],
        object: &Node,
    ) -> Option<(&'t Text, &'a [Field], Option<&'a TypeText>)> {
        let fits = |field: &Field| field.optional || object.get(field.name.as_str()).is_some();
        alternatives.iter().find_map(|(name, ty)| match self.kind(ty.as_str())? {
            TypeKind::Struct { fields, extra } if fields.iter().all(fits) => {
                Some((name, fields.as_slice(), extra.as_ref()))
            }
            TypeKind::Struct { .. }
            | TypeKind::Enum(_)
            | TypeKind::OneOf(_)
            | TypeKind::Format(_) => None,
        })
    }

    /// Whether a placeholder is filled in by the client, and no argument.
    pub(super) fn is_client(&self, placeholder: &Text) -> bool {
        self.service.client.iter().any(|name| name.value == placeholder.value)
    }
}
