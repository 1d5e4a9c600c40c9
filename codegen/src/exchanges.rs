//! The examples of specs as plain data, for tests that are driven by them.

use serde_json::{Map, Value};

use crate::{
    Specs, names,
    source::{Entry, Node},
    specs::{COMMON, ServiceSpecs},
    syntax::{
        Content, Core, Encoding, Example, ExampleResponse, Field, Operation, Shape, TypeKind,
        TypeText,
    },
};

/// An example of an operation: what is asked, what is sent, what is answered.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The service.
    pub service: String,
    /// The operation's id.
    pub operation: String,
    /// What the example is called.
    pub name: String,
    /// The arguments, by their names in Rust.
    pub arguments: Map<String, Value>,
    /// The microversion, if it matters.
    pub microversion: Option<String>,
    /// The request as it goes over the wire.
    pub sends: Option<String>,
    /// The answer.
    pub answer: Option<Answer>,
}

/// The answer of an example.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Headers that carry fields.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<Value>,
    /// The key that the client takes off the body.
    pub wrapper: Option<String>,
    /// What the error says, if the answer is one.
    pub raises: Option<Raised>,
}

/// What the error of an answer says.
#[derive(Clone, Debug)]
pub struct Raised {
    /// Name of the variant of its class.
    pub class: Option<&'static str>,
    /// Its code.
    pub code: Option<String>,
    /// Its message.
    pub message: Option<String>,
}

impl Specs {
    /// All examples, by service and operation.
    pub fn exchanges(&self) -> Vec<Exchange> {
        let find = |service: &str, name: &str| {
            let types = [service, COMMON].map(|service| self.services.get(service));
            let mut types = types.into_iter().flatten().flat_map(ServiceSpecs::types);
            types.find(|(_, def)| def.name.value == name).map(|(_, def)| &def.kind)
        };
        let operations = self.services.iter().flat_map(|(service, specs)| {
            specs.operations().map(move |(_, operation)| (service, operation))
        });
        operations
            .flat_map(|(service, operation)| {
                operation.examples.iter().map(move |example| {
                    exchange(service, operation, example, &|name| find(service, name))
                })
            })
            .collect()
    }
}

fn exchange<'a>(
    service: &str,
    operation: &Operation,
    example: &Example,
    find: &dyn Fn(&str) -> Option<&'a TypeKind>,
) -> Exchange {
    Exchange {
        service: service.to_owned(),
        operation: operation.id.value.clone(),
        name: example.name.value.clone(),
        arguments: arguments(operation, example, find),
        microversion: example.microversion.as_ref().map(|text| text.value.clone()),
        sends: example.sends.as_ref().map(|text| text.value.clone()),
        answer: example.response.as_ref().map(|response| answer(operation, example, response)),
    }
}

fn answer(operation: &Operation, example: &Example, response: &ExampleResponse) -> Answer {
    let wrapper = match operation.answer() {
        Some(Content::Fields(fields)) => fields.first().and_then(|field| match field.shape {
            Shape::Wraps(_) => Some(field.name.value.clone()),
            Shape::Type(_) | Shape::Const(_) => None,
        }),
        _ => None,
    };
    let header = |entry: &Entry| {
        let value = entry.value.to_json();
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        (entry.key.value.clone(), text)
    };
    Answer {
        status: response.status.value,
        headers: response.headers.iter().map(header).collect(),
        body: response.body.as_ref().map(Node::to_json),
        wrapper,
        raises: example.raises.as_ref().map(|raises| Raised {
            class: raises.class,
            code: raises.code.as_ref().map(|text| text.value.clone()),
            message: raises.message.as_ref().map(|text| text.value.clone()),
        }),
    }
}

/// The arguments of an example, by their names in Rust.
pub(crate) fn arguments<'a>(
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
        let field = fields.iter().find(|field| field.name.value == key.value);
        arguments.extend(field.and_then(Field::rust_name).map(|name| (name, value.to_json())));
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
