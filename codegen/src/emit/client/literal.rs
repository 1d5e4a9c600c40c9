//! Rust expressions for the values of examples.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    api::{Constructor, Encoding, Field, Kind, Presence, Type, TypeId},
    emit::cx::Cx,
    names::Ident,
};

/// The paths to import.
type Uses = BTreeSet<String>;

/// A value as callers pass it, before it is encoded.
pub(super) fn decoded(field: &Field, value: &Value) -> Value {
    let Some(text) = value.as_str() else {
        let is_empty_list = field.encoding == Encoding::Csv && !field.is_option();
        return match is_empty_list && value.is_null() {
            true => Value::Array(Vec::new()),
            false => value.clone(),
        };
    };
    match &field.encoding {
        Encoding::Csv => text.split(',').filter(|item| !item.is_empty()).map(Value::from).collect(),
        Encoding::Json => serde_json::from_str(text).unwrap_or_else(|_| value.clone()),
        Encoding::Plain | Encoding::Quoted | Encoding::Digit | Encoding::Pattern(_) => {
            let start = field.starts_with.as_deref().unwrap_or_default();
            text.strip_prefix(start).unwrap_or(text).into()
        }
    }
}

/// The value of an argument, as the method of a call accepts it.
pub(super) fn argument(cx: &Cx<'_>, field: &Field, value: &Value, uses: &mut Uses) -> String {
    match field.presence {
        Presence::ThreeStates if value.is_null() => {
            uses.insert("Nullable".to_owned());
            "Nullable::Null".to_owned()
        }
        Presence::ThreeStates if !matches!(field.ty, Type::String) => {
            exact(cx, &field.ty, value, uses)
        }
        Presence::Nullable => option(cx, field, value, uses),
        Presence::Always | Presence::Optional | Presence::LeftOutEmpty | Presence::ThreeStates => {
            short(cx, &field.ty, value, uses)
        }
    }
}

/// The value of a field in a struct literal.
pub(super) fn member(cx: &Cx<'_>, field: &Field, value: &Value, uses: &mut Uses) -> String {
    match field.is_option() {
        true => option(cx, field, value, uses),
        false => exact(cx, &field.ty, value, uses),
    }
}

fn option(cx: &Cx<'_>, field: &Field, value: &Value, uses: &mut Uses) -> String {
    match value.is_null() {
        true => "None".to_owned(),
        false => format!("Some({})", exact(cx, &field.ty, value, uses)),
    }
}

/// A value that converts into a type.
fn short(cx: &Cx<'_>, ty: &Type, value: &Value, uses: &mut Uses) -> String {
    match (ty, value) {
        (Type::List(inner), Value::Array(items)) if items.is_empty() => {
            format!("Vec::<{}>::new()", path(cx, inner, uses))
        }
        (Type::List(inner), Value::Array(items)) => {
            let item = |item| match inner.is_many() {
                true => exact(cx, inner, item, uses),
                false => short(cx, inner, item, uses),
            };
            format!("[{}]", items.iter().map(item).collect::<Vec<_>>().join(", "))
        }
        (Type::Map(inner), Value::Object(entries)) if entries.is_empty() => {
            format!("std::collections::BTreeMap::<String, {}>::new()", path(cx, inner, uses))
        }
        (Type::Map(inner), Value::Object(entries)) => {
            let entries = entries.iter().map(|(key, value)| {
                let value = match matches!(**inner, Type::String) {
                    true => short(cx, inner, value, uses),
                    false => exact(cx, inner, value, uses),
                };
                format!("({key:?}, {value})")
            });
            format!("[{}]", entries.collect::<Vec<_>>().join(", "))
        }
        (Type::Named(id), Value::String(text)) if cx.is_enum(ty) => {
            let name = named(cx, *id, uses);
            match variant(cx, *id, text) {
                Some(variant) => format!("{name}::{variant}"),
                None => format!("{name}::from({text:?})"),
            }
        }
        (Type::Named(id), Value::Object(_)) => made(cx, *id, value, uses),
        (Type::Body, _) => {
            uses.insert("FileBody".to_owned());
            "FileBody::from_path(\"path/to/file\").await?".to_owned()
        }
        (Type::Any, Value::Null | Value::Array(_) | Value::Object(_)) => {
            format!("serde_json::json!({value})")
        }
        // Reading is lenient, so examples may have quotes around numbers.
        (Type::Integer | Type::Number | Type::Boolean, Value::String(text)) => {
            text.to_ascii_lowercase()
        }
        (Type::Boolean, Value::Number(digit)) => (digit.as_i64() == Some(1)).to_string(),
        (Type::Integer, Value::Number(number)) => match number.as_i64() {
            Some(number) if i32::try_from(number).is_err() => format!("{number}_i64"),
            _ => number.to_string(),
        },
        (_, Value::String(text)) => format!("{text:?}"),
        (_, other) => other.to_string(),
    }
}

/// A value of exactly the given type.
fn exact(cx: &Cx<'_>, ty: &Type, value: &Value, uses: &mut Uses) -> String {
    match (ty, value) {
        (Type::List(inner), Value::Array(items)) if !items.is_empty() => {
            let items: Vec<_> = items.iter().map(|item| exact(cx, inner, item, uses)).collect();
            format!("vec![{}]", items.join(", "))
        }
        (Type::Map(inner), Value::Object(entries)) if !entries.is_empty() => {
            let entries = entries.iter().map(|(key, value)| {
                format!("({key:?}.to_owned(), {})", exact(cx, inner, value, uses))
            });
            let entries = entries.collect::<Vec<_>>().join(", ");
            format!("std::collections::BTreeMap::from([{entries}])")
        }
        (Type::List(_) | Type::Map(_), value) => short(cx, ty, value, uses),
        (Type::Any, value) => format!("serde_json::json!({value})"),
        (Type::String, Value::String(text)) => format!("{text:?}.to_owned()"),
        (Type::String, other) => format!("{:?}.to_owned()", other.to_string()),
        (Type::Number, value) => match short(cx, ty, value, uses) {
            text if text.contains(['.', 'e']) => text,
            text => format!("{text}.0"),
        },
        (Type::Integer | Type::Boolean, value) => short(cx, ty, value, uses),
        (Type::Named(_), Value::String(_)) if cx.is_enum(ty) => short(cx, ty, value, uses),
        (Type::Named(id), Value::Object(_)) if !is_one_of(cx, *id) => short(cx, ty, value, uses),
        (Type::Timestamp | Type::Secret | Type::Body | Type::Named(_), value) => {
            format!("{}::from({})", path(cx, ty, uses), short(cx, ty, value, uses))
        }
    }
}

fn is_one_of(cx: &Cx<'_>, id: TypeId) -> bool {
    matches!(cx.decl(id).kind, Kind::OneOf(_))
}

/// A type, whose parts are then imported.
fn path(cx: &Cx<'_>, ty: &Type, uses: &mut Uses) -> String {
    let mut of_core = |name: &str| {
        uses.insert(name.to_owned());
        name.to_owned()
    };
    match ty {
        Type::String => "String".to_owned(),
        Type::Integer => "i64".to_owned(),
        Type::Number => "f64".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Timestamp => of_core("Timestamp"),
        Type::Secret => of_core("Secret"),
        Type::Body => of_core("Body"),
        Type::Any => "serde_json::Value".to_owned(),
        Type::List(inner) => format!("Vec<{}>", path(cx, inner, uses)),
        Type::Map(inner) => {
            format!("std::collections::BTreeMap<String, {}>", path(cx, inner, uses))
        }
        Type::Named(id) => named(cx, *id, uses).to_string(),
    }
}

/// The name of a type, which is then imported.
fn named<'a>(cx: &Cx<'a>, id: TypeId, uses: &mut Uses) -> &'a Ident {
    let decl = cx.decl(id);
    uses.insert(format!("{}::{}", decl.home.service, decl.name));
    &decl.name
}

/// A struct. If several structs are possible, the one whose keys the object has.
fn made(cx: &Cx<'_>, id: TypeId, object: &Value, uses: &mut Uses) -> String {
    let (fields, constructors) = match &cx.decl(id).kind {
        Kind::OneOf(alternatives) => {
            let has = |key: &String| object.get(key).is_some();
            let meant = alternatives.iter().find(|alternative| alternative.keys.iter().all(has));
            return match meant {
                Some(alternative) => made(cx, alternative.ty, object, uses),
                None => String::new(),
            };
        }
        Kind::Struct(it) => (it.fields.as_slice(), it.constructors.as_slice()),
        Kind::Enum(_) | Kind::Format(_) => (&[][..], &[][..]),
    };
    let name = named(cx, id, uses);
    let mut value = |field: &Field| {
        let value = decoded(field, object.get(field.wire())?);
        let is_nothing = value.is_null() && field.is_optional() && !field.has_three_states();
        (!is_nothing).then(|| argument(cx, field, &value, uses))
    };
    let constructor =
        constructors.iter().find(|constructor| constructs(constructor, fields, object));
    let is_argument = |field: &&Field| match constructor {
        Some(constructor) => constructor.arguments.contains(&field.name),
        None => !field.is_optional(),
    };
    let (optional, required): (Vec<_>, Vec<_>) =
        fields.iter().partition(|field| field.is_optional());
    let arguments = required.iter().chain(&optional).copied().filter(is_argument);
    let arguments: Vec<_> = arguments.filter_map(&mut value).collect();
    let made = match constructor {
        Some(constructor) => format!("{name}::{}({})", constructor.name, arguments.join(", ")),
        None if required.is_empty() => format!("{name}::default()"),
        None => format!("{name}::new({})", arguments.join(", ")),
    };
    let set = optional.into_iter().filter(|field| !is_argument(field)).filter_map(|field| {
        let value = value(field)?;
        Some(format!(".{}({value})", field.name))
    });
    let chain: Vec<_> = std::iter::once(made).chain(set).collect();
    let line = chain.concat();
    if line.len() <= 72 { line } else { chain.join("\n            ") }
}

/// Whether a constructor fits an object: the object has the constant field and all arguments.
fn constructs(constructor: &Constructor, fields: &[Field], object: &Value) -> bool {
    fields.iter().all(|field| match object.get(field.wire()) {
        Some(Value::String(text)) if field.name == constructor.field => *text == constructor.wire,
        value => value.is_some() || !constructor.arguments.contains(&field.name),
    })
}

/// The name of a value of an enum.
fn variant<'a>(cx: &Cx<'a>, id: TypeId, text: &str) -> Option<&'a Ident> {
    let Kind::Enum(variants) = &cx.decl(id).kind else { return None };
    variants.iter().find(|variant| variant.wire == text).map(|variant| &variant.name)
}
