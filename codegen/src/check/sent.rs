//! A request on the wire as its spec and an example have it, which `sends:` is compared with.
//!
//! It knows nothing of the code that is generated, so that tests which compare that with `sends:` do
//! not compare the generator with itself. Values with a grammar of their own, which are formats and
//! timestamps in a pattern, are out of its reach.

use super::scope::Scope;
use crate::{
    source::{Entry, Node, Value},
    syntax::{Content, Core, Encoding, Example, Field, Operation, Shape, TypeKind, TypeText},
};

/// A parameter of the query or a header, as often as it is sent.
pub(super) struct Sent {
    pub(super) name: String,
    /// None if it is out of reach.
    pub(super) value: Option<String>,
}

/// The query, in order and escaped.
pub(super) fn query(operation: &Operation, example: &Example, scope: &Scope<'_>) -> Vec<Sent> {
    let all = parameters(&operation.query, &example.request.query, scope);
    all.map(|Sent { name, value }| Sent {
        name: escaped(&name),
        value: value.as_deref().map(escaped),
    })
    .collect()
}

/// The headers that the operation itself sets, in order.
pub(super) fn headers(operation: &Operation, example: &Example, scope: &Scope<'_>) -> Vec<Sent> {
    let sent =
        |name: &str, value: &str| Sent { name: name.to_owned(), value: Some(value.to_owned()) };
    let microversion = scope.service.microversion.as_ref().zip(example.microversion.as_ref());
    let microversion =
        microversion.map(|(known, version)| sent(known.header.as_str(), version.as_str()));
    let media_type = operation.media_type.as_ref().filter(|_| example.request.body.is_some());
    let media_type = media_type.map(|media_type| sent("Content-Type", media_type.as_str()));
    let own = parameters(&operation.headers, &example.request.headers, scope);
    microversion.into_iter().chain(own).chain(media_type).collect()
}

/// An argument of the path, escaped; none if it is not given, or out of reach.
pub(super) fn argument(
    name: &str,
    operation: &Operation,
    example: &Example,
    scope: &Scope<'_>,
) -> Option<String> {
    let given = example.request.path.iter().find(|entry| entry.key.value == name)?;
    let field = operation.path_fields.iter().find(|field| field.name.value == name);
    match field.and_then(Field::ty) {
        Some(ty) => text(&given.value, &ty.core, ty, scope),
        None => plain(&given.value),
    }
    .as_deref()
    .map(escaped)
}

/// The body: compact JSON, with keys in the order of the spec, and others last and sorted.
pub(super) fn body(node: &Node, content: &Content, scope: &Scope<'_>) -> String {
    match content {
        Content::Fields(fields) => object(node, fields, None, scope),
        Content::Type(ty) => value(node, ty, scope),
    }
}

fn parameters<'a>(
    fields: &'a [Field],
    given: &'a [Entry],
    scope: &'a Scope<'_>,
) -> impl Iterator<Item = Sent> + 'a {
    fields.iter().filter_map(|field| Some((field, field.ty()?))).flat_map(move |(field, ty)| {
        let of = |entry: &Entry, core: &Core| -> Vec<Sent> {
            let sent = |value| Sent { name: entry.key.value.clone(), value };
            // What may be left out is left out where it is empty.
            if field.optional && is_empty(&entry.value, core) {
                return Vec::new();
            }
            texts(&entry.value, core, ty, scope).into_iter().map(sent).collect()
        };
        match (field.prefix(), &ty.core) {
            (Some(prefix), Core::Map(inner)) => {
                let is_own =
                    |entry: &&Entry| fields.iter().any(|it| it.name.value == entry.key.value);
                let rest = given.iter().filter(|entry| entry.key.value.starts_with(prefix));
                sorted(rest.filter(|entry| !is_own(entry)))
                    .flat_map(|entry| of(entry, inner))
                    .collect::<Vec<_>>()
            }
            (_, core) => {
                let named = given.iter().find(|entry| entry.key.value == field.name.value);
                named.map(|entry| of(entry, core)).unwrap_or_default()
            }
        }
    })
}

fn sorted<'a>(entries: impl Iterator<Item = &'a Entry>) -> impl Iterator<Item = &'a Entry> {
    let mut entries: Vec<_> = entries.collect();
    entries.sort_by_key(|entry| entry.key.as_str());
    entries.into_iter()
}

/// The texts that a value is sent as, each by itself.
fn texts(node: &Node, core: &Core, ty: &TypeText, scope: &Scope<'_>) -> Vec<Option<String>> {
    let encoding = ty.encoding.as_ref().map(|encoding| &encoding.value);
    match (&node.value, encoding, core) {
        (Value::Text(text), Some(Encoding::Csv | Encoding::Json), _) => vec![Some(text.clone())],
        (_, Some(Encoding::Json), _) => vec![Some(self::core(node, core, scope))],
        (Value::List(items), Some(Encoding::Csv), Core::List(inner)) => {
            let items: Option<Vec<_>> =
                items.iter().map(|item| text(item, inner, ty, scope)).collect();
            vec![items.map(|items| items.join(","))]
        }
        (Value::List(items), _, Core::List(inner)) => {
            items.iter().map(|item| text(item, inner, ty, scope)).collect()
        }
        _ => vec![text(node, core, ty, scope)],
    }
}

/// Whether it is a list or a map without anything in it.
fn is_empty(node: &Node, core: &Core) -> bool {
    match core {
        Core::List(_) => matches!(&node.value, Value::List(items) if items.is_empty()),
        Core::Map(_) => matches!(&node.value, Value::Map(entries) if entries.is_empty()),
        Core::String
        | Core::Integer
        | Core::Number
        | Core::Boolean
        | Core::Timestamp
        | Core::Any
        | Core::Binary
        | Core::None
        | Core::Name(_) => false,
    }
}

fn text(node: &Node, core: &Core, ty: &TypeText, scope: &Scope<'_>) -> Option<String> {
    let encoding = ty.encoding.as_ref().map(|encoding| &encoding.value);
    match (encoding, core, &node.value) {
        (Some(Encoding::Pattern(_)), ..) => None,
        (_, Core::Name(name), _)
            if matches!(scope.kind(name.as_str()), Some(TypeKind::Format(_))) =>
        {
            None
        }
        (Some(Encoding::Integer), _, Value::Bool(value)) => Some(u8::from(*value).to_string()),
        _ => plain(node),
    }
}

/// The text of a value that stands by itself.
fn plain(node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(text.clone()),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => Some(raw(node)),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

/// As RFC 3986 has it: all but letters, digits and four signs.
fn escaped(text: &str) -> String {
    let byte = |byte: u8| match byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

fn value(node: &Node, ty: &TypeText, scope: &Scope<'_>) -> String {
    match ty.encoding {
        // What is in a text stays as it is.
        Some(_) => raw(node),
        None => core(node, &ty.core, scope),
    }
}

fn core(node: &Node, core: &Core, scope: &Scope<'_>) -> String {
    match (&node.value, core) {
        (Value::List(items), Core::List(inner)) => {
            let items: Vec<_> = items.iter().map(|item| self::core(item, inner, scope)).collect();
            format!("[{}]", items.join(","))
        }
        (Value::Map(entries), Core::Map(inner)) => braced(
            sorted(entries.iter()).map(|entry| (entry, self::core(&entry.value, inner, scope))),
        ),
        (Value::Map(_), Core::Name(name)) => match scope.kind(name.as_str()) {
            Some(TypeKind::Struct { fields, extra }) => object(node, fields, extra.as_ref(), scope),
            Some(TypeKind::OneOf(alternatives)) => match scope.meant(alternatives, node) {
                Some((_, fields, extra)) => object(node, fields, extra, scope),
                None => raw(node),
            },
            Some(TypeKind::Enum(_) | TypeKind::Format(_)) | None => raw(node),
        },
        _ => raw(node),
    }
}

fn object(node: &Node, fields: &[Field], extra: Option<&TypeText>, scope: &Scope<'_>) -> String {
    let is = |field: &Field, entry: &&Entry| field.is_called(entry.key.as_str());
    let known = fields.iter().filter_map(|field| {
        let entry = node.entries().iter().find(|entry| is(field, entry))?;
        let text = match &field.shape {
            Shape::Type(ty) => value(&entry.value, ty, scope),
            Shape::Wraps(content) => body(&entry.value, content, scope),
            Shape::Const(_) => raw(&entry.value),
        };
        Some((entry, text))
    });
    let others = node.entries().iter().filter(|entry| !fields.iter().any(|field| is(field, entry)));
    let others = sorted(others).map(|entry| {
        let text = match extra {
            Some(ty) => value(&entry.value, ty, scope),
            None => raw(&entry.value),
        };
        (entry, text)
    });
    if matches!(node.value, Value::Map(_)) { braced(known.chain(others)) } else { raw(node) }
}

/// A value of which the spec says nothing, with sorted keys.
fn raw(node: &Node) -> String {
    match &node.value {
        Value::List(items) => {
            format!("[{}]", items.iter().map(raw).collect::<Vec<_>>().join(","))
        }
        Value::Map(entries) => {
            braced(sorted(entries.iter()).map(|entry| (entry, raw(&entry.value))))
        }
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => {
            node.to_json().to_string()
        }
    }
}

fn braced<'a>(entries: impl Iterator<Item = (&'a Entry, String)>) -> String {
    let entries = entries
        .map(|(entry, text)| format!("{}:{text}", serde_json::Value::from(entry.key.as_str())));
    format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
}
