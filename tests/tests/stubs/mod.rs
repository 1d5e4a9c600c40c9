//! The server stubs against the specs' examples: they read what the client sends, their answers
//! reach the client, and what no client would send is refused.

mod spoiled;

use huaweicloud::{Context, EncodedRequest, Error, ErrorKind, http::Method};
use huaweicloud_codegen::{Answer, Exchange, Raised};
use huaweicloud_tests::{
    client::{PROJECT, client},
    json,
    stub::{self, Serving, Stub},
};
use serde_json::{Value, to_value};
use tokio::runtime::Runtime;

use super::{Check, Known, every_example, options, title};

struct AnsweredByAStub(Runtime);

impl Check for AnsweredByAStub {
    fn check<O: Known>(&self, operation: O, exchange: &Exchange) {
        self.0.block_on(answered_by_a_stub(operation, exchange));
    }
}

/// Who fakes a service with the stubs gets what clients send, and clients get what the fake says.
#[test]
fn stubs_answer_every_example() {
    every_example(AnsweredByAStub(Runtime::new().expect("a runtime")));
}

async fn answered_by_a_stub<O: Known>(sent: O, exchange: &Exchange) {
    let title = title(exchange);
    let stub = Stub::answering(exchange.answer.clone());
    let serving = Serving::start(&exchange.service, stub.clone()).await;
    let client = client(O::META.service, &serving.url());
    let result = client.call(sent.clone()).options(options(exchange)).send_full().await;

    match stub.read::<O>() {
        Some(read) => assert_eq!(read, sent, "the stub misread {title}"),
        None => panic!("the stub refused {title}: {:?}", result.err()),
    }
    match (&exchange.answer, result) {
        (None, Err(error)) => assert_eq!(status(&error), Some(501), "{title}"),
        (Some(Answer { raises: None, .. }), Err(error)) => panic!("{title} failed: {error}"),
        (Some(answer @ Answer { raises: None, .. }), Ok(response)) => {
            for (name, due) in &answer.headers {
                let told = response.headers().get(name).map(|told| told.to_str());
                let is_told = matches!(told, Some(Ok(told)) if told.eq_ignore_ascii_case(due));
                assert!(is_told, "the header {name} of {title} is {told:?}, not {due}");
            }
            let due = O::decode(&stub::head(answer), stub::body(answer)).expect("the example");
            let value = |output: &O::Output| to_value(output).expect("an output is JSON");
            let what = format!("the answer of {title}");
            json::assert_same(&value(response.value()), &value(&due), &what);
        }
        (Some(answer @ Answer { raises: Some(raised), .. }), Err(error)) => {
            raised_by_a_stub(&error, answer.status, raised, &title);
        }
        (_, Ok(_)) => panic!("{title} should be an error"),
    }
}

/// An envelope that has no place for codes tells the status instead.
fn raised_by_a_stub(error: &Error, due: u16, raised: &Raised, title: &str) {
    assert_eq!(status(error), Some(due), "{title}");
    let codes = [raised.code.clone(), Some(due.to_string())];
    assert!(codes.contains(&error.code().map(str::to_owned)), "the code of {title}: {error}");
    if let Some(message) = &raised.message {
        assert_eq!(error.message(), message, "the message of {title}");
    }
    if let Some(class) = raised.class {
        assert_eq!(format!("{:?}", error.kind()), class, "{title}");
    }
}

fn status(error: &Error) -> Option<u16> {
    error.status().map(|status| status.as_u16())
}

struct Spoiled(Runtime);

impl Check for Spoiled {
    fn check<O: Known>(&self, operation: O, exchange: &Exchange) {
        self.0.block_on(spoiled_requests(operation, exchange));
    }
}

/// Whatever a stub is sent, it reads as what it says, or refuses in the service's own way.
#[test]
fn stubs_misread_nothing() {
    every_example(Spoiled(Runtime::new().expect("a runtime")));
}

async fn spoiled_requests<O: Known>(operation: O, exchange: &Exchange) {
    let stub = Stub::answering(None);
    let serving = Serving::start(&exchange.service, stub.clone()).await;
    let client = client(O::META.service, &serving.url());
    let microversion = exchange.microversion.as_deref().map(|it| it.parse().expect("it is one"));
    let mut context = Context::in_project(PROJECT);
    context.microversion = microversion;
    let encoded = operation.encode(&context).expect("an example can be sent");
    let mut refused = 0;
    for spoiled in spoiled::requests::<O>(&encoded) {
        let title = format!("{} with {}", title(exchange), spoiled.what);
        let sent = spoiled.request.clone();
        let error = client.call(spoiled).send().await.expect_err("nothing is answered");
        match stub.read::<O>() {
            Some(read) => {
                let read = read.encode(&context).expect("what was read can be sent");
                assert_eq!(target(&read), target(&sent), "the stub misread {title}");
                json::assert_same(
                    &body(&read),
                    &body(&sent),
                    &format!("what the stub read of {title}"),
                );
            }
            None => {
                refused += 1;
                assert_eq!(status(&error), Some(400), "{title}: {error}");
                assert_eq!(error.kind(), ErrorKind::Invalid, "{title}: {error}");
                // An answer to HEAD has no body, and so no envelope.
                let told = O::META.method == Method::HEAD || error.code().is_some();
                assert!(told, "the service names no code for {title}: {error}");
            }
        }
    }
    assert!(refused > 0, "the stub takes anything for {}", title(exchange));
}

/// What the target says; an empty value says no more than none.
fn target(request: &EncodedRequest) -> Vec<&str> {
    request.target.split(['?', '&']).filter(|part| !part.ends_with('=')).collect()
}

/// What the body says; an empty object or list says no more than none.
fn body(request: &EncodedRequest) -> Value {
    let body = request.body.as_bytes().unwrap_or_default();
    match json::said(serde_json::from_slice(body).unwrap_or_default()) {
        Value::Object(fields) if fields.is_empty() => Value::Null,
        Value::Array(items) if items.is_empty() => Value::Null,
        said => said,
    }
}
