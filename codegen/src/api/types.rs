//! Named types, and types as they are written.

use super::{Alternative, Constructor, Kind, Name, Type, TypeDecl, Variant, fields, lower::cannot};
use crate::{
    check::{Scope, constructors, tables},
    diagnostic::Diagnostics,
    names,
    source::Text,
    syntax::{Core, Encoding, EnumValue, Field, Shape, TypeDef, TypeKind},
};

/// A named type.
pub(super) fn lower(
    def: &TypeDef,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<TypeDecl> {
    if let TypeKind::Struct { fields, .. } = &def.kind {
        check_fields(fields, report);
    }
    let kind = match &def.kind {
        TypeKind::Struct { fields, extra } => Kind::Struct {
            fields: fields::lower(fields, scope, report),
            extra: extra.as_ref().and_then(|ty| core(&ty.core, scope)),
        },
        TypeKind::Enum(values) => Kind::Enum(values.iter().filter_map(variant).collect()),
        TypeKind::OneOf(alternatives) => {
            let lower = |(name, ty): &(Text, Text)| alternative(name, ty, scope);
            Kind::OneOf(alternatives.iter().filter_map(lower).collect())
        }
        TypeKind::Format(format) => Kind::Format(names::pascal(&format.value)),
    };
    let (name, doc) = (def.name.value.clone(), def.doc.value.clone());
    let constructors = match &def.kind {
        TypeKind::Struct { fields, .. } => {
            let written = def.constructors.iter();
            written
                .filter_map(|(name, arguments)| constructor(name, arguments, fields, scope))
                .collect()
        }
        TypeKind::Enum(_) | TypeKind::OneOf(_) | TypeKind::Format(_) => Vec::new(),
    };
    Some(TypeDecl { name, doc, kind, constructors, is_input: false, needs_default: true })
}

fn constructor(
    name: &Text,
    arguments: &[Text],
    fields: &[Field],
    scope: &Scope<'_>,
) -> Option<Constructor> {
    let (field, value) = constructors::decided(name.as_str(), fields, scope)?;
    let arguments = arguments.iter().filter_map(|name| tables::find(fields, name)?.rust_name());
    Some(Constructor {
        name: constructors::method(value)?,
        doc: value.doc.value.clone(),
        field: field.rust_name()?,
        ty: core(&field.ty()?.core, scope)?,
        variant: variant(value)?.name,
        arguments: arguments.collect(),
    })
}

/// What an object below a body or an answer cannot do, since it is written without knowing more than
/// itself.
fn check_fields(fields: &[Field], report: &mut Diagnostics) {
    for field in fields {
        if let Shape::Const(_) = field.shape {
            cannot("constants below a body", field.name.span, report);
        }
        let Some(ty) = field.ty() else { continue };
        let in_text = ty.encoding.as_ref().is_some_and(|encoding| encoding.value == Encoding::Json);
        if in_text && ty.nullable && !field.optional {
            cannot("null instead of JSON in a string", field.name.span, report);
        }
    }
}

fn alternative(name: &Text, ty: &Text, scope: &Scope<'_>) -> Option<Alternative> {
    let TypeKind::Struct { fields, .. } = &scope.symbols.get(scope.name, ty.as_str())?.def.kind
    else {
        return None;
    };
    let required = fields.iter().filter(|field| !field.optional);
    Some(Alternative {
        name: name.value.clone(),
        ty: core(&Core::Name(ty.clone()), scope)?,
        keys: required.map(|field| field.name.value.clone()).collect(),
    })
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
pub(super) fn core(core: &Core, scope: &Scope<'_>) -> Option<Type> {
    Some(match core {
        Core::String => Type::String,
        Core::Integer => Type::Integer,
        Core::Number => Type::Number,
        Core::Boolean => Type::Boolean,
        Core::Timestamp => Type::Timestamp,
        Core::Any => Type::Any,
        Core::List(inner) => Type::List(Box::new(self::core(inner, scope)?)),
        Core::Map(inner) => Type::Map(Box::new(self::core(inner, scope)?)),
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
        // They are seen to where they may stand.
        Core::Binary | Core::None => return None,
    })
}
