//! Fields and arguments.

use super::{Field, Type, lower::cannot, types};
use crate::{
    check::{Scope, glossary},
    diagnostic::Diagnostics,
    names,
    source::Value,
    syntax::{self, Bounds, Core, Encoding, Shape, TypeText},
};

/// The fields of a struct or a body.
pub(super) fn lower(
    fields: &[syntax::Field],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Vec<Field> {
    fields.iter().filter_map(|field| one(field, scope, report)).collect()
}

/// The parameters of a query.
pub(super) fn query(
    fields: &[syntax::Field],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Vec<Field> {
    for field in fields {
        let Some(ty) = field.ty() else { continue };
        let in_json = matches!(ty.core, Core::List(_));
        match ty.encoding.as_ref().map(|encoding| &encoding.value) {
            Some(Encoding::Csv | Encoding::Pattern(_)) => {
                cannot("this encoding in a query", field.name.span, report);
            }
            Some(Encoding::Json) if !in_json => {
                cannot("this encoding in a query", field.name.span, report);
            }
            _ if ty.nullable => cannot("null in a query", field.name.span, report),
            _ => {}
        }
    }
    lower(fields, scope, report)
}

fn one(field: &syntax::Field, scope: &Scope<'_>, report: &mut Diagnostics) -> Option<Field> {
    for (what, written) in
        [("keys of single fields that depend on the microversion", field.renamed.is_some())]
    {
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
        ty: match types::core(&ty.core, ty.span, scope, report)? {
            Type::String if field.secret => Type::Secret,
            _ if field.secret => {
                cannot("secrets that are no texts", field.name.span, report);
                return None;
            }
            ty => ty,
        },
        // What some microversions lack may always be missing.
        optional: field.optional || field.since.is_some() || field.until.is_some(),
        nullable: ty.nullable,
        encoding: encoding(ty),
        header: field.header.as_ref().map(|text| text.value.clone()),
        range: field
            .range
            .as_ref()
            .map_or((None, None), |range| (range.value.least, range.value.greatest)),
    })
}

/// Of a timestamp the text is kept, so its pattern is documentation.
fn encoding(ty: &TypeText) -> super::Encoding {
    match ty.encoding.as_ref().map(|encoding| &encoding.value) {
        None | Some(Encoding::Pattern(_)) => super::Encoding::Plain,
        Some(Encoding::String) => super::Encoding::Quoted,
        Some(Encoding::Integer) => super::Encoding::Digit,
        Some(Encoding::Csv) => super::Encoding::Csv,
        Some(Encoding::Json) => super::Encoding::Json,
    }
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
        encoding: super::Encoding::Plain,
        header: None,
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
    let since = field.since.as_ref().map(|it| format!("Since microversion {}.", it.value));
    let until = field.until.as_ref().map(|it| format!("Until microversion {}.", it.value));
    for sentence in [range, length, default, since, until].into_iter().flatten() {
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
