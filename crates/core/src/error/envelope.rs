//! Code and message, out of whatever envelope a service puts them in.

use serde_json::{Map, Value};

/// What an error answer says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Envelope {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
}

/// The spellings of the two keys: gateway and IAM, IAM's newer ones, SFS Turbo, and the rest.
const SPELLINGS: [(&str, &str); 4] = [
    ("error_code", "error_msg"),
    ("errorCode", "errorMsg"),
    ("errCode", "errMsg"),
    ("code", "message"),
];

/// Reads an error answer. The keys may stand at the top or inside an object under any name
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

/// OpenStack writes its codes as numbers.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
