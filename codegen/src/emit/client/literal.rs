//! Values of examples as Rust source.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    api::{Api, Encoding, Field, Kind, Name, Type},
    emit::tokens,
};

/// The paths that must be in scope.
type Uses = BTreeSet<String>;

/// The value of an argument, as a call takes it.
pub(super) fn argument(api: &Api, field: &Field, value: &Value, uses: &mut Uses) -> String {
    match value {
        Value::Null if field.has_three_states() => {
            uses.insert("Nullable".to_owned());
            "Nullable::Null".to_owned()
        }
        _ if field.has_three_states() && !matches!(field.ty, Type::String) => {
            exact(api, &field.ty, value, uses)
        }
        _ if field.is_option() && !field.optional => option(api, field, value, uses),
        _ => short(api, &field.ty, value, uses),
    }
}

/// The value of a field, as a struct holds it.
pub(super) fn member(api: &Api, field: &Field, value: &Value, uses: &mut Uses) -> String {
    match field.is_option() {
        true => option(api, field, value, uses),
        false => exact(api, &field.ty, value, uses),
    }
}

fn option(api: &Api, field: &Field, value: &Value, uses: &mut Uses) -> String {
    match value {
        Value::Null => "None".to_owned(),
        value => format!("Some({})", exact(api, &field.ty, value, uses)),
    }
}

/// A value of something that a type can be made from.
fn short(api: &Api, ty: &Type, value: &Value, uses: &mut Uses) -> String {
    match (ty, value) {
        (Type::List(inner), Value::Array(items)) if items.is_empty() => {
            format!("Vec::<{}>::new()", path(inner, uses))
        }
        (Type::List(inner), Value::Array(items)) => {
            let item = |item| match **inner {
                Type::List(_) | Type::Map(_) => exact(api, inner, item, uses),
                _ => short(api, inner, item, uses),
            };
            format!("[{}]", items.iter().map(item).collect::<Vec<_>>().join(", "))
        }
        (Type::Map(inner), Value::Object(entries)) if entries.is_empty() => {
            format!("std::collections::BTreeMap::<String, {}>::new()", path(inner, uses))
        }
        (Type::Map(inner), Value::Object(entries)) => {
            let entries = entries.iter().map(|(key, value)| {
                format!("({key:?}.to_owned(), {})", exact(api, inner, value, uses))
            });
            format!("[{}]", entries.collect::<Vec<_>>().join(", "))
        }
        (Type::Named(name), Value::String(text)) if name.is_enum => {
            uses.insert(format!("{}::{}", name.service, name.name));
            match variant(api, name, text) {
                Some(variant) => format!("{}::{variant}", name.name),
                None => format!("{}::from({text:?})", name.name),
            }
        }
        (Type::Named(name), Value::Object(_)) => made(api, name, value, uses),
        (Type::Any, Value::Null | Value::Array(_) | Value::Object(_)) => {
            format!("serde_json::json!({value})")
        }
        // Reading is lenient, so samples may have quotes where there should be none.
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

/// A value of exactly a type.
fn exact(api: &Api, ty: &Type, value: &Value, uses: &mut Uses) -> String {
    match (ty, value) {
        (Type::List(inner), Value::Array(items)) if !items.is_empty() => {
            let items: Vec<_> = items.iter().map(|item| exact(api, inner, item, uses)).collect();
            format!("vec![{}]", items.join(", "))
        }
        (Type::Map(_), Value::Object(entries)) if !entries.is_empty() => {
            format!("std::collections::BTreeMap::from({})", short(api, ty, value, uses))
        }
        (Type::List(_) | Type::Map(_), value) => short(api, ty, value, uses),
        (Type::Any, value) => format!("serde_json::json!({value})"),
        (Type::String, Value::String(text)) => format!("{text:?}.to_owned()"),
        (Type::String, other) => format!("{:?}.to_owned()", other.to_string()),
        (Type::Number, value) => match short(api, ty, value, uses) {
            text if text.contains(['.', 'e']) => text,
            text => format!("{text}.0"),
        },
        (Type::Integer | Type::Boolean, value) => short(api, ty, value, uses),
        (Type::Named(name), Value::String(_)) if name.is_enum => short(api, ty, value, uses),
        (Type::Named(name), Value::Object(_))
            if !matches!(declared(api, name), Some(Kind::OneOf(_))) =>
        {
            short(api, ty, value, uses)
        }
        (_, value) => format!("{}::from({})", path(ty, uses), short(api, ty, value, uses)),
    }
}

/// The path of a type, which is in scope then.
fn path(ty: &Type, uses: &mut Uses) -> String {
    match ty.name() {
        Some(name) => {
            uses.insert(format!("{}::{}", name.service, name.name));
        }
        None if ty.contains(|ty| matches!(ty, Type::Timestamp)) => {
            uses.insert("Timestamp".to_owned());
        }
        None if ty.contains(|ty| matches!(ty, Type::Any)) => return "serde_json::Value".to_owned(),
        None => {}
    }
    tokens::ty(ty).to_string().replace(' ', "")
}

/// A struct with what it must have; more would take a page to write. Of several structs, the one
/// whose keys the object has.
fn made(api: &Api, name: &Name, object: &Value, uses: &mut Uses) -> String {
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
                let value = decoded(field, object.get(field.wire())?);
                Some(argument(api, field, &value, uses))
            });
            format!("{}::new({})", name.name, values.collect::<Vec<_>>().join(", "))
        }
        _ => {
            uses.insert(format!("{}::{}", name.service, name.name));
            format!("{}::default()", name.name)
        }
    }
}

/// A value of an object as it is before it is encoded.
fn decoded(field: &Field, value: &Value) -> Value {
    match (field.encoding, value) {
        (Encoding::Csv, Value::String(text)) => {
            text.split(',').filter(|item| !item.is_empty()).map(Value::from).collect()
        }
        (Encoding::Csv, Value::Null) => Value::Array(Vec::new()),
        (Encoding::Json, Value::String(text)) => {
            serde_json::from_str(text).unwrap_or_else(|_| value.clone())
        }
        _ => value.clone(),
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
