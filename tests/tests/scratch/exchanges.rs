//! Every example of some specs: what is sent, byte for byte; what is made of the answer; and the
//! server stub, which reads the request back and writes the answer.

mod json;
mod services;

use std::sync::{Arc, Mutex};

use axum::body::{Body, to_bytes};
use http::{HeaderMap, HeaderName, Request, StatusCode, header::CONTENT_TYPE};
use huaweicloud_core::{Bytes, Context, ErrorKind, Head, Meta, Operation, Wire};
use huaweicloud_model::{Visitor, visit_operations};
use huaweicloud_serve::{Call, Fault};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use tower::ServiceExt;

const PROJECT: &str = "0123456789abcdef0123456789abcdef";

/// An example of an operation.
#[derive(Clone, Debug, Deserialize)]
struct Example {
    service: String,
    operation: String,
    name: String,
    arguments: Map<String, Value>,
    microversion: Option<String>,
    sends: Option<String>,
    answer: Option<Answer>,
}

#[derive(Clone, Debug, Deserialize)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Option<Value>,
    is_error: bool,
}

impl Answer {
    fn head(&self) -> Head {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let name = HeaderName::try_from(name).expect("a name of a header");
            headers.append(name, value.parse().expect("a value of a header"));
        }
        Head::new(StatusCode::from_u16(self.status).expect("a status"), headers)
    }

    fn bytes(&self) -> Vec<u8> {
        self.body.as_ref().map(Value::to_string).unwrap_or_default().into_bytes()
    }
}

struct Checks {
    examples: Vec<Example>,
    checked: usize,
}

impl Visitor for Checks {
    fn visit<O>(&mut self)
    where
        O: Operation + DeserializeOwned,
        O::Output: Serialize,
    {
        let own = |example: &&Example| {
            example.service == O::META.service.name && example.operation == O::META.operation
        };
        for example in self.examples.iter().filter(own) {
            let title = format!("{} {} `{}`", example.service, example.operation, example.name);
            let operation: O = serde_json::from_value(example.arguments.clone().into())
                .unwrap_or_else(|error| panic!("the arguments of {title}: {error}"));
            let wire = operation.encode(&context(example)).expect("a request");
            if let Some(sends) = &example.sends {
                is_sent(&wire, sends, &title);
            }
            if let Some(answer) = &example.answer {
                is_understood::<O>(answer, &title);
            }
            is_served(O::META, wire, example, &title);
            self.checked += 1;
        }
    }
}

fn context(example: &Example) -> Context {
    let mut context = Context::in_project(PROJECT);
    let version = example.microversion.as_ref();
    context.microversion = version.map(|version| version.parse().expect("a microversion"));
    context
}

/// The request is what the page shows, byte for byte.
fn is_sent(wire: &Wire, sends: &str, title: &str) {
    let sends = sends.replace("{project_id}", PROJECT);
    let (head, body) = sends.split_once("\n\n").unwrap_or((&sends, ""));
    let mut lines = head.lines();
    let line = format!("{} {}", wire.method, wire.target);
    assert_eq!(Some(line.as_str()), lines.next(), "the request line of {title}");
    let due = lines.map(|line| line.split_once(": ").expect("a header in `sends`"));
    let mut due: Vec<_> = due.map(|(k, v)| (k.to_ascii_lowercase(), v.to_owned())).collect();
    let headers = wire.headers.iter().map(|(name, value)| {
        (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    });
    let is_usual = |name: &str, value: &str| name == CONTENT_TYPE && value == "application/json";
    let mut headers: Vec<_> = headers.filter(|(name, value)| !is_usual(name, value)).collect();
    due.sort();
    headers.sort();
    assert_eq!(headers, due, "the headers of {title}");
    let sent = wire.body.as_bytes().expect("bytes");
    assert_eq!(String::from_utf8_lossy(sent), body, "the body of {title}");
}

/// The answer is a value that says the same, and a spoiled one a value or an error.
fn is_understood<O>(answer: &Answer, title: &str)
where
    O: Operation,
    O::Output: Serialize,
{
    let head = answer.head();
    match (O::decode(&head, &answer.bytes()), answer.is_error) {
        (Ok(_), false) => {}
        (Err(error), true) => return assert_eq!(error.kind(), ErrorKind::Service, "{title}"),
        (Ok(_), true) => panic!("{title} should be an error"),
        (Err(error), false) => panic!("{title} failed: {error}"),
    }
    for mutant in answer.body.iter().flat_map(json::mutants) {
        if let Err(error) = O::decode(&head, mutant.value.to_string().as_bytes()) {
            assert_eq!(error.kind(), ErrorKind::Decode, "{title} with {}", mutant.what);
        }
    }
}

/// The server stub reads the request that the client sent, and writes the answer that it read.
fn is_served(meta: &Meta, wire: Wire, example: &Example, title: &str) {
    let fake = Arc::new(Fake { example: example.clone(), served: Mutex::default() });
    let mut request = Request::builder().method(wire.method).uri(&wire.target);
    *request.headers_mut().expect("a request") = wire.headers;
    let body = Bytes::copy_from_slice(wire.body.as_bytes().expect("bytes"));
    let request = request.body(Body::from(body)).expect("a request");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let (status, headers, body) = runtime.block_on(async {
        let router = services::router(&example.service, Arc::clone(&fake));
        let (parts, body) = router.oneshot(request).await.expect("an answer").into_parts();
        (parts.status, parts.headers, to_bytes(body, usize::MAX).await.expect("a body"))
    });
    let served = fake.served.lock().expect("a name").clone();
    let text = String::from_utf8_lossy(&body);
    assert_eq!(served.as_deref(), Some(example.operation.as_str()), "{title} is served: {text}");
    let Some(answer) = example.answer.as_ref().filter(|answer| !answer.is_error) else { return };
    assert!(meta.success.contains(&status.as_u16()), "{title}: {status} {text}");
    for (name, due) in &answer.headers {
        let value = headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
        let is_same = value.as_ref().is_some_and(|value| value.eq_ignore_ascii_case(due));
        assert!(is_same, "the header {name} of {title} is {value:?}, not {due}");
    }
    let written: Value = match body.is_empty() {
        true => Value::Null,
        false => serde_json::from_slice(&body).expect("JSON"),
    };
    let due = answer.body.clone().unwrap_or_default();
    assert_eq!(json::said(written), json::said(due), "the answer of {title}");
}

/// A service that wants the request of an example, and gives its answer.
pub(crate) struct Fake {
    example: Example,
    served: Mutex<Option<String>>,
}

impl Fake {
    pub(crate) fn serve<O>(&self, call: &Call<O>) -> Result<O::Output, Fault>
    where
        O: Operation + DeserializeOwned + PartialEq + std::fmt::Debug,
    {
        let Example { arguments, answer, .. } = &self.example;
        let due: O = serde_json::from_value(arguments.clone().into()).expect("arguments");
        assert_eq!(call.operation, due, "the server reads what the client sent");
        *self.served.lock().expect("a name") = Some(O::META.operation.to_owned());
        let unanswered = || Fault::new(501, None, "the example has no answer");
        let answer = answer.as_ref().filter(|answer| !answer.is_error).ok_or_else(unanswered)?;
        Ok(O::decode(&answer.head(), &answer.bytes()).expect("an answer"))
    }
}

fn main() {
    let examples: Vec<Example> =
        serde_json::from_str(include_str!("exchanges.json")).expect("examples");
    let mut checks = Checks { examples, checked: 0 };
    visit_operations(&mut checks);
    println!("{} of {} examples", checks.checked, checks.examples.len());
}
