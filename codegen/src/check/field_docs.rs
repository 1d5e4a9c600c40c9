//! The documentation of fields: what is said of them, with their limits in words.

use super::{glossary::glossary, scope::Scope, tables};
use crate::{
    source::Value,
    syntax::{Bounds, Core, Field, Length, TypeText},
};

/// The documentation of a field, with its limits and its default.
pub(super) fn doc(field: &Field, among: &[Field], ty: &TypeText, scope: &Scope<'_>) -> String {
    let own = field.doc.as_ref().or_else(|| glossary(field, scope));
    let of_type = || scope.get(ty.name()?.as_str()).map(|symbol| &symbol.def.doc);
    let mut doc =
        own.or_else(of_type).map(|text| text.value.trim_end().to_owned()).unwrap_or_default();
    let range = field.range.as_ref().map(|range| range_in_words(range.value));
    let length = field.length.map(|length| length_in_words("Has", length, &ty.core));
    let item = field.item_length.map(|length| length_in_words("Each has", length, &Core::String));
    let default = field.default.as_ref().map(|node| match &node.value {
        Value::Text(text) => format!("Defaults to `{text}`."),
        Value::Null
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Float(_)
        | Value::List(_)
        | Value::Map(_) => format!("Defaults to {}.", node.to_json()),
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
        Core::String
        | Core::Integer
        | Core::Number
        | Core::Boolean
        | Core::Timestamp
        | Core::Any
        | Core::Binary
        | Core::None
        | Core::Name(_) => match length.in_bytes {
            true => ["byte", "bytes"],
            false => ["character", "characters"],
        },
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
