//! Values of examples as Rust source.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::api::{Api, Field, Kind, Name, Type};

/// The value of a field of a struct, which converts nothing.
pub(super) fn of_field(
    api: &Api,
    field: &Field,
    value: &Value,
    uses: &mut BTreeSet<String>,
) -> String {
    match (value, field.is_option()) {
        (Value::Null, true) => "None".to_owned(),
        (_, true) => format!("Some({})", exact(api, &field.ty, value, uses)),
        (_, false) => exact(api, &field.ty, value, uses),
    }
}

/// A value that has its type already.
fn exact(api: &Api, ty: &Type, value: &Value, uses: &mut BTreeSet<String>) -> String {
    let value = meant(ty, value);
    match (ty, &value) {
        (Type::List(inner), Value::Array(items)) => {
            let items: Vec<_> = items.iter().map(|item| exact(api, inner, item, uses)).collect();
            format!("vec![{}]", items.join(", "))
        }
        (Type::Number, Value::Number(number)) => {
            number.as_f64().map(|number| format!("{number:?}")).unwrap_or_default()
        }
        (Type::Named(name), _) if !name.is_format => convertible(api, ty, &value, uses),
        (Type::Integer | Type::Boolean, _) => convertible(api, ty, &value, uses),
        (Type::String, _) => format!("{}.to_owned()", convertible(api, ty, &value, uses)),
        _ => format!("{}.into()", convertible(api, ty, &value, uses)),
    }
}

/// A value that converts into its type.
pub(super) fn convertible(
    api: &Api,
    ty: &Type,
    value: &Value,
    uses: &mut BTreeSet<String>,
) -> String {
    match (ty, meant(ty, value)) {
        (Type::List(inner), Value::Array(items)) => {
            let items = items.iter().map(|item| convertible(api, inner, item, uses));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        (Type::Map(inner), Value::Object(entries)) => {
            let entries = entries.iter().map(|(key, value)| {
                format!("({key:?}.to_owned(), {})", exact(api, inner, value, uses))
            });
            format!("[{}]", entries.collect::<Vec<_>>().join(", "))
        }
        (Type::Named(name), Value::String(text)) if name.is_enum => {
            uses.insert(format!("{}::{}", name.service, name.name));
            match variant(api, name, &text) {
                Some(variant) => format!("{}::{variant}", name.name),
                None => format!("{}::from({text:?})", name.name),
            }
        }
        (Type::Named(name), Value::Object(fields)) => made(api, name, &Value::Object(fields), uses),
        (Type::Any, value @ (Value::Object(_) | Value::Array(_) | Value::Null)) => {
            format!("serde_json::json!({value})")
        }
        (_, Value::String(text)) => format!("{text:?}"),
        (_, other) => other.to_string(),
    }
}

/// What a value is before it is encoded: a number may be in quotes, and a list in one text.
fn meant(ty: &Type, value: &Value) -> Value {
    let read = |text: &str| serde_json::from_str(text).ok();
    let meant = match (ty, value) {
        (Type::Integer | Type::Number | Type::Boolean, Value::String(text)) => {
            read(&text.to_ascii_lowercase())
        }
        (Type::Boolean, Value::Number(number)) => Some((number.as_i64() != Some(0)).into()),
        (Type::List(_), Value::String(text)) => {
            read(text).filter(Value::is_array).or_else(|| Some(text.split(',').collect()))
        }
        (Type::String | Type::Timestamp, Value::Number(number)) => Some(number.to_string().into()),
        _ => None,
    };
    meant.unwrap_or_else(|| value.clone())
}

/// A struct with what it must have; more would take a page to write. Of several structs, the one
/// whose keys the object has.
fn made(api: &Api, name: &Name, object: &Value, uses: &mut BTreeSet<String>) -> String {
    match declared(api, name) {
        Some(Kind::OneOf(alternatives)) => {
            let has = |key: &String| object.get(key).is_some();
            let meant = alternatives.iter().find(|alternative| alternative.keys.iter().all(has));
            match meant.and_then(|alternative| alternative.ty.name()) {
                Some(name) => made(api, name, object, uses),
                None => String::new(),
            }
        }
        Some(Kind::Struct { fields, .. }) if fields.iter().any(|field| !field.optional) => {
            uses.insert(format!("{}::{}", name.service, name.name));
            let required = fields.iter().filter(|field| !field.optional);
            let values = required.filter_map(|field| {
                Some(convertible(api, &field.ty, object.get(&field.wire)?, uses))
            });
            format!("{}::new({})", name.name, values.collect::<Vec<_>>().join(", "))
        }
        _ => {
            uses.insert(format!("{}::{}", name.service, name.name));
            format!("{}::default()", name.name)
        }
    }
}

fn variant<'a>(api: &'a Api, name: &Name, text: &str) -> Option<&'a str> {
    match declared(api, name)? {
        Kind::Enum(variants) => variants
            .iter()
            .find(|variant| variant.wire == text)
            .map(|variant| variant.name.as_str()),
        _ => None,
    }
}

fn declared<'a>(api: &'a Api, name: &Name) -> Option<&'a Kind> {
    let service = api.services.iter().find(|service| service.name == name.service)?;
    let mut types = service.modules.iter().flat_map(|module| &module.types);
    types.find(|decl| decl.name == name.name).map(|decl| &decl.kind)
}
