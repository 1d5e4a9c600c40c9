//! Rust expressions for the values of examples.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    api::{Api, Constructor, Encoding, Field, Kind, Name, Type, TypeDecl},
    emit::tokens,
};

/// The paths to import.
type Uses = BTreeSet<String>;

/// The value of an argument, as the method of a call accepts it.
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

/// The value of a field in a struct literal.
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

/// A value that converts into a type.
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
                let value = match **inner {
                    Type::String => short(api, inner, value, uses),
                    _ => exact(api, inner, value, uses),
                };
                format!("({key:?}, {value})")
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
fn exact(api: &Api, ty: &Type, value: &Value, uses: &mut Uses) -> String {
    match (ty, value) {
        (Type::List(inner), Value::Array(items)) if !items.is_empty() => {
            let items: Vec<_> = items.iter().map(|item| exact(api, inner, item, uses)).collect();
            format!("vec![{}]", items.join(", "))
        }
        (Type::Map(inner), Value::Object(entries)) if !entries.is_empty() => {
            let entries = entries.iter().map(|(key, value)| {
                format!("({key:?}.to_owned(), {})", exact(api, inner, value, uses))
            });
            let entries = entries.collect::<Vec<_>>().join(", ");
            format!("std::collections::BTreeMap::from([{entries}])")
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
            if !declared(api, name).is_some_and(|decl| matches!(decl.kind, Kind::OneOf(_))) =>
        {
            short(api, ty, value, uses)
        }
        (_, value) => format!("{}::from({})", path(ty, uses), short(api, ty, value, uses)),
    }
}

/// The path of a type, which is then imported.
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

/// A struct. If several structs are possible, the one whose keys the object has.
fn made(api: &Api, name: &Name, object: &Value, uses: &mut Uses) -> String {
    let Some(decl) = declared(api, name) else { return String::new() };
    let fields = match &decl.kind {
        Kind::OneOf(alternatives) => {
            let has = |key: &String| object.get(key).is_some();
            let meant = alternatives.iter().find(|alternative| alternative.keys.iter().all(has));
            return match meant.and_then(|alternative| alternative.ty.name()) {
                Some(name) => made(api, name, object, uses),
                None => String::new(),
            };
        }
        Kind::Struct { fields, .. } => fields.as_slice(),
        Kind::Enum(_) | Kind::Format(_) => &[],
    };
    uses.insert(format!("{}::{}", name.service, name.name));
    let mut value = |field: &Field| {
        let value = decoded(field, object.get(field.wire())?);
        let is_nothing = value.is_null() && field.optional && !field.has_three_states();
        (!is_nothing).then(|| argument(api, field, &value, uses))
    };
    let constructor =
        decl.constructors.iter().find(|constructor| constructs(constructor, fields, api, object));
    let is_argument = |field: &&Field| match constructor {
        Some(constructor) => constructor.arguments.contains(&field.name),
        None => !field.optional,
    };
    let (optional, required): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.optional);
    let arguments = required.iter().chain(&optional).copied().filter(is_argument);
    let arguments: Vec<_> = arguments.filter_map(&mut value).collect();
    let made = match constructor {
        Some(constructor) => {
            format!("{}::{}({})", name.name, constructor.name, arguments.join(", "))
        }
        None if required.is_empty() => format!("{}::default()", name.name),
        None => format!("{}::new({})", name.name, arguments.join(", ")),
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
fn constructs(constructor: &Constructor, fields: &[Field], api: &Api, object: &Value) -> bool {
    fields.iter().all(|field| match (object.get(field.wire()), constructor.ty.name()) {
        (Some(Value::String(text)), Some(name)) if field.name == constructor.field => {
            variant(api, name, text) == Some(constructor.variant.as_str())
        }
        (value, _) => value.is_some() || !constructor.arguments.contains(&field.name),
    })
}

/// A value as callers pass it, before it is encoded.
fn decoded(field: &Field, value: &Value) -> Value {
    match (field.encoding, value) {
        (Encoding::Csv, Value::String(text)) => {
            text.split(',').filter(|item| !item.is_empty()).map(Value::from).collect()
        }
        (Encoding::Csv, Value::Null) => Value::Array(Vec::new()),
        (Encoding::Json, Value::String(text)) => {
            serde_json::from_str(text).unwrap_or_else(|_| value.clone())
        }
        (_, Value::String(text)) => match &field.starts_with {
            Some(start) => text.strip_prefix(start.as_str()).unwrap_or(text).into(),
            None => value.clone(),
        },
        _ => value.clone(),
    }
}

fn variant<'a>(api: &'a Api, name: &Name, text: &str) -> Option<&'a str> {
    match &declared(api, name)?.kind {
        Kind::Enum(variants) => variants
            .iter()
            .find(|variant| variant.wire == text)
            .map(|variant| variant.name.as_str()),
        _ => None,
    }
}

fn declared<'a>(api: &'a Api, name: &Name) -> Option<&'a TypeDecl> {
    let service = api.services.iter().find(|service| service.name == name.service)?;
    let mut types = service.modules.iter().flat_map(|module| &module.types);
    types.find(|decl| decl.name == name.name)
}
