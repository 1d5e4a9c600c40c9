//! Fields and arguments.

use super::{Field, Type, lower::cannot, types};
use crate::{
    check::{Scope, glossary},
    diagnostic::Diagnostics,
    names,
    source::Value,
    syntax::{self, Bounds, Encoding, Shape, TypeText},
};

/// The fields of a struct.
pub(super) fn lower(
    fields: &[syntax::Field],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Vec<Field> {
    let encoded = |field: &syntax::Field| {
        let encoding = field.ty().and_then(|ty| ty.encoding.as_ref());
        !matches!(encoding.map(|it| &it.value), None | Some(Encoding::Pattern(_)))
    };
    for field in fields.iter().filter(|field| encoded(field)) {
        cannot("encodings in bodies", field.name.span, report);
    }
    fields.iter().filter_map(|field| one(field, scope, report)).collect()
}

/// The parameters of a query.
pub(super) fn query(
    fields: &[syntax::Field],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Vec<Field> {
    for field in fields {
        let ty = field.ty();
        let encoding = ty.and_then(|ty| ty.encoding.as_ref());
        if matches!(
            encoding.map(|it| &it.value),
            Some(Encoding::Csv | Encoding::Json | Encoding::Pattern(_))
        ) {
            cannot("this encoding in a query", field.name.span, report);
        }
        if ty.is_some_and(|ty| ty.nullable) {
            cannot("null in a query", field.name.span, report);
        }
    }
    fields.iter().filter_map(|field| one(field, scope, report)).collect()
}

fn one(field: &syntax::Field, scope: &Scope<'_>, report: &mut Diagnostics) -> Option<Field> {
    for (what, written) in [
        ("fields in headers", field.header.is_some()),
        ("keys that depend on the microversion", field.renamed.is_some()),
        ("microversions", field.since.is_some() || field.until.is_some()),
        ("secret fields", field.secret),
    ] {
        if written {
            cannot(what, field.name.span, report);
        }
    }
    let Shape::Type(ty) = &field.shape else {
        cannot("wrappers and constants", field.name.span, report);
        return None;
    };
    let given = field.rust.as_ref().map(|text| text.value.clone());
    Some(Field {
        name: given.or_else(|| names::field(&field.name.value))?,
        wire: field.name.value.clone(),
        doc: doc(field, ty, scope),
        deprecated: field.deprecated.as_ref().map(|text| text.value.clone()),
        ty: types::core(&ty.core, ty.span, scope, report)?,
        optional: field.optional,
        nullable: ty.nullable,
        as_integer: matches!(ty.encoding.as_ref().map(|it| &it.value), Some(Encoding::Integer)),
        range: field
            .range
            .as_ref()
            .map_or((None, None), |range| (range.value.least, range.value.greatest)),
    })
}

/// What is known of a path parameter that has no field.
pub(super) fn path_argument(name: &str, scope: &Scope<'_>) -> Option<Field> {
    let rust = names::field(name)?;
    let entry = scope.service.glossary.iter().find(|(entry, _)| entry.value == rust);
    Some(Field {
        doc: entry.map(|(_, doc)| doc.value.clone()).unwrap_or_default(),
        name: rust,
        wire: name.to_owned(),
        deprecated: None,
        ty: Type::String,
        optional: false,
        nullable: false,
        as_integer: false,
        range: (None, None),
    })
}

/// The documentation of a field, with its limits and its default.
fn doc(field: &syntax::Field, ty: &TypeText, scope: &Scope<'_>) -> String {
    let own = field.doc.as_ref().or_else(|| glossary(field, scope));
    let of_type =
        || scope.symbols.get(scope.name, ty.name()?.as_str()).map(|symbol| &symbol.def.doc);
    let mut doc =
        own.or_else(of_type).map(|text| text.value.trim_end().to_owned()).unwrap_or_default();
    let range = field.range.as_ref().map(|range| limits(range.value, "From"));
    let length = field.length.as_ref().map(|length| limits(length.value, "Length from"));
    let default = field.default.as_ref().map(|node| match &node.value {
        Value::Text(text) => format!("The server assumes `{text}`."),
        _ => format!("The server assumes {}.", node.to_json()),
    });
    for sentence in [range, length, default].into_iter().flatten() {
        doc.push(' ');
        doc.push_str(&sentence);
    }
    doc
}

fn limits(bounds: Bounds, from: &str) -> String {
    match (bounds.least, bounds.greatest) {
        (Some(least), Some(greatest)) => format!("{from} {least} to {greatest}."),
        (Some(least), None) => format!("{from} {least} on."),
        (None, Some(greatest)) => format!("Up to {greatest}."),
        (None, None) => String::new(),
    }
}
