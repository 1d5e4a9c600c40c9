//! Fields and arguments.

use super::{Field, Key, Type, lower::cannot, types};
use crate::{
    check::{Scope, glossary, tables},
    diagnostic::Diagnostics,
    names, patterns,
    source::{Text, Value},
    syntax::{self, Bounds, Core, Encoding, Length, Shape, TypeText},
};

/// The fields of a struct or a body.
pub(super) fn lower(
    fields: &[syntax::Field],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Vec<Field> {
    fields.iter().filter_map(|field| one(field, fields, scope, report)).collect()
}

/// The field of a name, looked at from elsewhere.
pub(super) fn find(fields: &[syntax::Field], name: &Text, scope: &Scope<'_>) -> Option<Field> {
    again(tables::find(fields, name)?, scope)
}

/// A field, looked at from elsewhere. Whatever is wrong with it is reported where it is written.
pub(super) fn again(field: &syntax::Field, scope: &Scope<'_>) -> Option<Field> {
    one(field, &[], scope, &mut Diagnostics::default())
}

/// What a caller gives.
pub(super) fn arguments(
    fields: &[syntax::Field],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Vec<Field> {
    fields.iter().filter_map(|field| argument(field, fields, scope, report)).collect()
}

/// What a caller gives, among others.
pub(super) fn argument(
    field: &syntax::Field,
    among: &[syntax::Field],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Field> {
    one(field, among, scope, report).map(|field| Field { is_request: true, ..field })
}

fn one(
    field: &syntax::Field,
    among: &[syntax::Field],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Field> {
    // Wrappers and constants stand where they are seen to, and nowhere else.
    let Shape::Type(ty) = &field.shape else { return None };
    let core = match types::core(&ty.core, scope)? {
        Type::String if field.secret => Type::Secret,
        _ if field.secret => {
            cannot("secrets that are no texts", field.name.span, report);
            return None;
        }
        core => core,
    };
    let name = field.rust_name()?;
    Some(Field {
        key: key(field),
        deprecated: field.deprecated.as_ref().map(|text| text.value.clone()),
        // What some microversions lack may always be missing.
        optional: field.optional || field.since.is_some() || field.until.is_some(),
        nullable: ty.nullable,
        encoding: encoding(ty),
        pattern: pattern(ty),
        starts_with: field.starts_with.as_ref().map(|text| text.value.clone()),
        header: field.header.as_ref().map(|text| text.value.clone()),
        range: field
            .range
            .as_ref()
            .map_or((None, None), |range| (range.value.least, range.value.greatest)),
        ..Field::new("", name, doc(field, among, ty, scope), core)
    })
}

/// A key, with the name that it has from a microversion on.
pub(super) fn key(field: &syntax::Field) -> Key {
    let renamed = field.renamed.as_ref().and_then(|renamed| {
        let (major, minor) = renamed.since.value.split_once('.')?;
        Some((major.parse().ok()?, minor.parse().ok()?, renamed.to.value.clone()))
    });
    Key { name: field.name.value.clone(), renamed }
}

/// How a time is written. Of one in an answer the text is kept.
fn pattern(ty: &TypeText) -> Option<String> {
    match &ty.encoding.as_ref()?.value {
        Encoding::Pattern(pattern) => patterns::strftime(pattern),
        _ => None,
    }
}

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
    let doc = entry.map(|(_, doc)| doc.value.clone()).unwrap_or_default();
    Some(Field::new(name, rust, doc, Type::String))
}

/// The documentation of a field, with its limits and its default.
fn doc(field: &syntax::Field, among: &[syntax::Field], ty: &TypeText, scope: &Scope<'_>) -> String {
    let own = field.doc.as_ref().or_else(|| glossary(field, scope));
    let of_type =
        || scope.symbols.get(scope.name, ty.name()?.as_str()).map(|symbol| &symbol.def.doc);
    let mut doc =
        own.or_else(of_type).map(|text| text.value.trim_end().to_owned()).unwrap_or_default();
    let range = field.range.as_ref().map(|range| range_in_words(range.value));
    let length = field.length.map(|length| length_in_words("Has", length, &ty.core));
    let item = field.item_length.map(|length| length_in_words("Each has", length, &Core::String));
    let default = field.default.as_ref().map(|node| match &node.value {
        Value::Text(text) => format!("Defaults to `{text}`."),
        _ => format!("Defaults to {}.", node.to_json()),
    });
    let since = field.since.as_ref().map(|it| format!("Since microversion {}.", it.value));
    let until = field.until.as_ref().map(|it| format!("Until microversion {}.", it.value));
    let others = field.not_with.iter().filter_map(|other| tables::find(among, other)?.rust_name());
    let others: Vec<_> = others.map(|name| format!("`{name}`")).collect();
    let others =
        (!others.is_empty()).then(|| format!("Cannot be combined with {}.", others.join(", ")));
    for sentence in [range, length, item, default, others, since, until].into_iter().flatten() {
        doc.push(' ');
        doc.push_str(&sentence);
    }
    doc
}

fn range_in_words(bounds: Bounds) -> String {
    match (bounds.least, bounds.greatest) {
        (Some(least), Some(greatest)) => format!("From {least} to {greatest}."),
        (Some(least), None) => format!("At least {least}."),
        (None, Some(greatest)) => format!("At most {greatest}."),
        (None, None) => String::new(),
    }
}

/// How long something may be, in what it is counted in.
fn length_in_words(has: &str, length: Length, core: &Core) -> String {
    let units = match core {
        Core::List(_) => ["item", "items"],
        Core::Map(_) => ["entry", "entries"],
        _ if length.in_bytes => ["byte", "bytes"],
        _ => ["character", "characters"],
    };
    let [one, many] = units;
    let counted = |number: i64| format!("{number} {}", if number == 1 { one } else { many });
    match (length.bounds.least, length.bounds.greatest) {
        (Some(least), Some(greatest)) if least == greatest => {
            format!("{has} exactly {}.", counted(least))
        }
        (Some(least), Some(greatest)) => format!("{has} {least} to {}.", counted(greatest)),
        (Some(least), None) => format!("{has} at least {}.", counted(least)),
        (None, Some(greatest)) => format!("{has} at most {}.", counted(greatest)),
        (None, None) => String::new(),
    }
}
