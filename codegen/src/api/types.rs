//! Named types, and types as they are written.

use super::{Alternative, Kind, Name, Type, TypeDecl, Variant, fields, lower::cannot};
use crate::{
    check::Scope,
    diagnostic::Diagnostics,
    names,
    source::{Span, Text},
    syntax::{Core, Encoding, EnumValue, Field, TypeDef, TypeKind},
};

/// A named type.
pub(super) fn lower(
    def: &TypeDef,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<TypeDecl> {
    if let TypeKind::Struct { fields, extra } = &def.kind {
        check_encodings(fields, extra.is_some(), report);
    }
    let kind = match &def.kind {
        TypeKind::Struct { fields, extra } => Kind::Struct {
            fields: fields::lower(fields, scope, report),
            extra: extra.as_ref().and_then(|ty| core(&ty.core, ty.span, scope, report)),
        },
        TypeKind::Enum(values) => Kind::Enum(values.iter().filter_map(variant).collect()),
        TypeKind::OneOf(alternatives) => {
            let lower = |(name, ty): &(Text, Text)| alternative(name, ty, scope, report);
            Kind::OneOf(alternatives.iter().filter_map(lower).collect())
        }
        TypeKind::Format(format) if names::pascal(&format.value) == def.name.value => Kind::Format,
        TypeKind::Format(_) => return not_yet("a format by another name", def, report),
    };
    Some(TypeDecl { name: def.name.value.clone(), doc: def.doc.value.clone(), kind })
}

/// Encodings that a struct cannot be written back with.
fn check_encodings(fields: &[Field], open: bool, report: &mut Diagnostics) {
    for field in fields {
        let Some(ty) = field.ty() else { continue };
        let written = match ty.encoding.as_ref().map(|encoding| &encoding.value) {
            None | Some(Encoding::Pattern(_)) => true,
            Some(Encoding::Integer) => false,
            Some(Encoding::Json) => open && matches!(ty.core, Core::Any),
            Some(Encoding::String | Encoding::Csv) => field.optional || !ty.nullable,
        };
        if !written {
            cannot("this encoding in an object", field.name.span, report);
        }
    }
}

fn alternative(
    name: &Text,
    ty: &Text,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Alternative> {
    let TypeKind::Struct { fields, .. } = &scope.symbols.get(scope.name, ty.as_str())?.def.kind
    else {
        return None;
    };
    let required = fields.iter().filter(|field| !field.optional);
    Some(Alternative {
        name: name.value.clone(),
        ty: core(&Core::Name(ty.clone()), ty.span, scope, report)?,
        keys: required.map(|field| field.name.value.clone()).collect(),
    })
}

fn not_yet<T>(what: &str, def: &TypeDef, report: &mut Diagnostics) -> Option<T> {
    cannot(what, def.name.span, report);
    None
}

pub(super) fn variant(value: &EnumValue) -> Option<Variant> {
    let given = value.rust.as_ref().map(|text| text.value.clone());
    Some(Variant {
        name: given.or_else(|| names::variant(&value.name.value))?,
        wire: value.name.value.clone(),
        doc: {
            let since = value.since.as_ref().map(|it| format!(" Since microversion {}.", it.value));
            let until = value.until.as_ref().map(|it| format!(" Until microversion {}.", it.value));
            let limits: String = since.into_iter().chain(until).collect();
            format!("{}{limits}", value.doc.value.trim_end())
        },
    })
}

/// A type as it is written, without its encoding.
pub(super) fn core(
    core: &Core,
    span: Span,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Type> {
    Some(match core {
        Core::String => Type::String,
        Core::Integer => Type::Integer,
        Core::Number => Type::Number,
        Core::Boolean => Type::Boolean,
        Core::Timestamp => Type::Timestamp,
        Core::Any => Type::Any,
        Core::List(inner) => Type::List(Box::new(self::core(inner, span, scope, report)?)),
        Core::Map(inner) => Type::Map(Box::new(self::core(inner, span, scope, report)?)),
        Core::Name(name) => {
            let symbol = scope.symbols.get(scope.name, name.as_str())?;
            Type::Named(Name {
                service: symbol.service.to_owned(),
                module: symbol.resource.to_owned(),
                name: name.value.clone(),
                is_enum: matches!(symbol.def.kind, TypeKind::Enum(_)),
                is_format: matches!(symbol.def.kind, TypeKind::Format(_)),
            })
        }
        Core::Binary | Core::None => {
            cannot("bodies that are no JSON", span, report);
            return None;
        }
    })
}
