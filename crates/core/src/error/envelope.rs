//! Codes and messages of error responses, in any of the formats of the services.

use serde_json::{Map, Value};

/// The content of an error response.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Envelope {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
}

/// The names of the two keys: of the gateway and IAM, of newer IAM APIs, of SFS Turbo, of all
/// others.
const SPELLINGS: [(&str, &str); 4] = [
    ("error_code", "error_msg"),
    ("errorCode", "errorMsg"),
    ("errCode", "errMsg"),
    ("code", "message"),
];

/// Reads an error response. The keys are either at the top level or in an object with any name
/// (`error`, `badrequest`, `itemNotFound`).
pub(super) fn open(body: &[u8]) -> Envelope {
    let Ok(Value::Object(top)) = serde_json::from_slice(body) else {
        return Envelope::default();
    };
    let nested = top.values().filter_map(Value::as_object);
    std::iter::once(&top).chain(nested).find_map(read).unwrap_or_default()
}

fn read(object: &Map<String, Value>) -> Option<Envelope> {
    SPELLINGS
        .iter()
        .map(|(code, message)| Envelope {
            code: object.get(*code).and_then(text),
            message: object.get(*message).and_then(text),
        })
        .find(|envelope| envelope.code.is_some() || envelope.message.is_some())
}

/// Returns a text or a number as text, since OpenStack has numeric codes. An empty text says nothing.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
