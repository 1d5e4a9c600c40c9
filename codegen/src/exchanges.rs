//! The examples of specs as plain data, for tests that are driven by them.

use serde_json::{Map, Value};

use crate::{
    Specs,
    source::{Entry, Node},
    syntax::{Content, Example, ExampleResponse, Operation, Shape},
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
    /// The request: an object with `path`, `query`, `headers` and `body`.
    pub request: Value,
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
        let operations = self.written.services.iter().flat_map(|(service, specs)| {
            specs.operations().map(move |(_, operation)| (service, operation))
        });
        operations
            .flat_map(|(service, operation)| {
                operation.examples.iter().map(move |example| exchange(service, operation, example))
            })
            .collect()
    }
}

fn exchange(service: &str, operation: &Operation, example: &Example) -> Exchange {
    Exchange {
        service: service.to_owned(),
        operation: operation.id.value.clone(),
        name: example.name.value.clone(),
        request: request(example),
        microversion: example.microversion.as_ref().map(|text| text.value.clone()),
        sends: example.sends.as_ref().map(|text| text.value.clone()),
        answer: example.response.as_ref().map(|response| answer(operation, example, response)),
    }
}

/// The request as the example has it.
fn request(example: &Example) -> Value {
    let written = &example.request;
    let object = |entries: &[Entry]| -> Value {
        entries.iter().map(|entry| (entry.key.value.clone(), entry.value.to_json())).collect()
    };
    let mut request = Map::new();
    for (key, entries) in
        [("path", &written.path), ("query", &written.query), ("headers", &written.headers)]
    {
        if !entries.is_empty() {
            request.insert(key.to_owned(), object(entries));
        }
    }
    request.extend(written.body.as_ref().map(|body| ("body".to_owned(), body.to_json())));
    request.into()
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
