//! The format of a service's error responses.

use http::{HeaderValue, StatusCode, header::CONTENT_TYPE};
use serde_json::{Map, Value, json};

use crate::{Fault, Reply};

/// The format of a service's error responses: JSON with placeholders.
///
/// In values, `"{message}"` and `"{code}"` are replaced by texts, `"{status}"` by the status as a
/// number and `"{title}"` by its reason phrase, such as `Not Found`. As a key, `"{fault}"` is
/// replaced by the OpenStack name of the status, such as `itemNotFound`.
#[derive(Clone, Copy, Debug)]
pub struct Envelope {
    template: &'static str,
    invalid: Option<&'static str>,
}

impl Envelope {
    /// Creates an envelope from a JSON template.
    pub const fn new(template: &'static str) -> Self {
        Self { template, invalid: None }
    }

    /// Sets the error code of invalid requests; see [`Fault::invalid`].
    #[must_use]
    pub const fn invalid(mut self, code: &'static str) -> Self {
        self.invalid = Some(code);
        self
    }

    /// Returns the error response for a fault. The code of a fault without one is its status.
    pub fn seal(&self, fault: &Fault) -> Reply {
        let status = fault.status();
        let code = match fault.code() {
            Some(code) => code,
            None => self.invalid.filter(|_| fault.is_invalid()).unwrap_or(status.as_str()),
        };
        let body = match serde_json::from_str(self.template) {
            Ok(template) => fill(template, status, code, fault.message()),
            Err(_) => json!({ "code": code, "message": fault.message() }),
        };
        let mut reply = Reply::empty(status.as_u16());
        reply.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        reply.body = body.to_string().into();
        reply
    }
}

fn fill(template: Value, status: StatusCode, code: &str, message: &str) -> Value {
    match template {
        Value::String(text) => match text.as_str() {
            "{message}" => message.into(),
            "{code}" => code.into(),
            "{status}" => status.as_u16().into(),
            "{title}" => status.canonical_reason().into(),
            _ => Value::String(text),
        },
        Value::Object(fields) => {
            let key = |key: String| {
                if key == "{fault}" { openstack_name(status).to_owned() } else { key }
            };
            let fields =
                fields.into_iter().map(|(k, value)| (key(k), fill(value, status, code, message)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        other => other,
    }
}

/// Returns the name of a status in the errors of older OpenStack services.
fn openstack_name(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "badRequest",
        401 => "unauthorized",
        403 => "forbidden",
        404 => "itemNotFound",
        405 => "badMethod",
        409 => "conflictingRequest",
        413 | 429 => "overLimit",
        415 => "badMediaType",
        501 => "notImplemented",
        503 => "serviceUnavailable",
        _ => "computeFault",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_written_as_their_service_writes_them() {
        const SDRS: Envelope =
            Envelope::new(r#"{"error":{"message":"{message}","code":"{code}"}}"#)
                .invalid("SDRS.0201");
        const IMS: Envelope = Envelope::new(r#"{"error":{"message":"{message}","code":"{code}"}}"#);
        const SFS: Envelope =
            Envelope::new(r#"{"{fault}":{"code":"{status}","message":"{message}"}}"#);
        const ODD: Envelope =
            Envelope::new(r#"{"status":"{status}","title":"{title}","kind":"error","n":1}"#);
        const BROKEN: Envelope = Envelope::new("{");
        let unfit = Fault::invalid("unknown parameter `x`");
        let missing = Fault::not_found("SDRS.1013", "no such group");
        let tricky = Fault::new(500, None, "say \"{code}\"\n");
        for (envelope, fault, body) in [
            (SDRS, &unfit, json!({"error":{"message":"unknown parameter `x`","code":"SDRS.0201"}})),
            (SDRS, &missing, json!({"error":{"message":"no such group","code":"SDRS.1013"}})),
            (SDRS, &tricky, json!({"error":{"message":"say \"{code}\"\n","code":"500"}})),
            (IMS, &unfit, json!({"error":{"message":"unknown parameter `x`","code":"400"}})),
            (SFS, &missing, json!({"itemNotFound":{"code":404,"message":"no such group"}})),
            (SFS, &unfit, json!({"badRequest":{"code":400,"message":"unknown parameter `x`"}})),
            (SFS, &tricky, json!({"computeFault":{"code":500,"message":"say \"{code}\"\n"}})),
            (ODD, &missing, json!({"status":404,"title":"Not Found","kind":"error","n":1})),
            (BROKEN, &missing, json!({"code":"SDRS.1013","message":"no such group"})),
        ] {
            let reply = envelope.seal(fault);
            assert_eq!(reply.status, fault.status());
            assert_eq!(reply.headers[CONTENT_TYPE], "application/json");
            assert_eq!(serde_json::from_slice::<Value>(&reply.body).unwrap(), body, "{fault:?}");
        }
    }
}
