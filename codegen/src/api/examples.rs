//! The arguments of examples, for examples of documentation.

use serde_json::{Map, Value};

use crate::{
    names,
    source::{Entry, Node},
    syntax::{Content, Core, Encoding, Example, Field, Operation, Shape, TypeKind, TypeText},
};

/// The arguments of an example, by their names in Rust.
pub(super) fn arguments<'a>(
    operation: &Operation,
    example: &Example,
    find: &dyn Fn(&str) -> Option<&'a TypeKind>,
) -> Map<String, Value> {
    let request = &example.request;
    let mut arguments = Map::new();
    for Entry { key, value } in &request.path {
        let field = operation.path_fields.iter().find(|field| field.name.value == key.value);
        let name = field.map_or_else(|| names::field(&key.value), Field::rust_name);
        arguments.extend(name.map(|name| (name, value.to_json())));
    }
    add(&request.query, &operation.query, &mut arguments);
    add(&request.headers, &operation.headers, &mut arguments);
    if let (Some(body), Some(node)) = (&operation.body, &request.body) {
        add_content(node, &body.content, find, &mut arguments);
    }
    arguments
}

/// A body, or what is in its wrapper. What has no fields, or may be null, is one argument.
fn add_content<'a>(
    node: &Node,
    content: &Content,
    find: &dyn Fn(&str) -> Option<&'a TypeKind>,
    arguments: &mut Map<String, Value>,
) {
    match content {
        Content::Fields(fields) => match fields.as_slice() {
            [Field { name, renamed, shape: Shape::Wraps(inner), .. }] => {
                let newer = || node.get(renamed.as_ref()?.to.as_str());
                match (&**inner, node.get(&name.value).or_else(newer)) {
                    (Content::Type(ty), Some(node)) if ty.nullable => {
                        arguments.insert("body".to_owned(), node.to_json());
                    }
                    (inner, Some(node)) => add_content(node, inner, find, arguments),
                    (_, None) => {}
                }
            }
            fields => add_fields(node, fields, arguments),
        },
        Content::Type(ty) => match (&ty.core, ty.name().and_then(|name| find(&name.value))) {
            (Core::Name(_), Some(TypeKind::Struct { fields, .. })) => {
                add_fields(node, fields, arguments);
                let known = |key: &str| {
                    let newer = |field: &Field| field.renamed.as_ref().map(|it| it.to.value == key);
                    fields.iter().any(|field| field.name.value == key || newer(field) == Some(true))
                };
                let extra = node.entries().iter().filter(|entry| !known(entry.key.as_str()));
                let extra: Map<String, Value> =
                    extra.map(|entry| (entry.key.value.clone(), entry.value.to_json())).collect();
                if !extra.is_empty() {
                    arguments.insert("extra".to_owned(), extra.into());
                }
            }
            _ => {
                arguments.insert("body".to_owned(), node.to_json());
            }
        },
    }
}

fn add(entries: &[Entry], fields: &[Field], arguments: &mut Map<String, Value>) {
    for Entry { key, value } in entries {
        match fields.iter().find(|field| field.name.value == key.value) {
            Some(field) => {
                arguments.extend(field.rust_name().map(|name| (name, value.to_json())));
            }
            None => gather(key.as_str(), value, fields, arguments),
        }
    }
}

/// A parameter that another gathers by its prefix.
fn gather(key: &str, value: &Node, fields: &[Field], arguments: &mut Map<String, Value>) {
    for field in fields {
        let rest = field.prefix().and_then(|prefix| key.strip_prefix(prefix));
        let (Some(rest), Some(name)) = (rest, field.rust_name()) else { continue };
        let gathered = arguments.entry(name).or_insert_with(|| Map::new().into());
        if let Value::Object(gathered) = gathered {
            gathered.insert(rest.to_owned(), value.to_json());
        }
    }
}

/// Constants are no arguments.
fn add_fields(node: &Node, fields: &[Field], arguments: &mut Map<String, Value>) {
    for field in fields {
        let renamed = || node.get(field.renamed.as_ref()?.to.as_str());
        let Some(value) = node.get(&field.name.value).or_else(renamed) else { continue };
        if let Shape::Type(ty) = &field.shape {
            arguments.extend(field.rust_name().map(|name| (name, decoded(value.to_json(), ty))));
        }
    }
}

/// A value as it is before it is encoded.
fn decoded(value: Value, ty: &TypeText) -> Value {
    let encoding = ty.encoding.as_ref().map(|encoding| &encoding.value);
    match (encoding, &ty.core, &value) {
        (Some(Encoding::Integer), _, Value::Number(digit)) => (digit.as_i64() == Some(1)).into(),
        (Some(Encoding::Json), _, Value::String(text)) => {
            serde_json::from_str(text).unwrap_or(value)
        }
        (Some(Encoding::Csv), Core::List(item), Value::String(text)) => {
            let items = text.split(',').filter(|item| !item.is_empty());
            items.map(|text| element(text, item)).collect()
        }
        _ => value,
    }
}

/// An element of a list that comes as text.
fn element(text: &str, core: &Core) -> Value {
    match core {
        Core::Integer | Core::Number | Core::Boolean => {
            serde_json::from_str(text).unwrap_or_else(|_| text.into())
        }
        _ => text.into(),
    }
}
