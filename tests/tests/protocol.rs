//! Every operation against its spec's examples: what it sends, byte for byte, over a real socket;
//! what it makes of the answer; and what it makes of an answer that is not as promised.

mod futures;
mod stubs;

use std::{collections::BTreeMap, fmt::Debug};

use huaweicloud::{Bytes, CallOptions, ErrorKind, Operation, ResponseHead};
use huaweicloud_codegen::{Answer, Exchange};
use huaweicloud_model::{Visitor, visit_operations};
use huaweicloud_tests::{
    client::{PROJECT, client},
    json, repository,
    server::Server,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use tokio::runtime::Runtime;

const FUTURE: &str = "a value of the future";

/// Runs a check on every example of every operation.
struct Examples<C> {
    exchanges: Vec<Exchange>,
    checked: usize,
    check: C,
}

trait Check {
    fn check<O: Known>(&self, operation: O, exchange: &Exchange);
}

/// What is known of every operation.
trait Known:
    Operation<Output: Serialize> + Clone + Debug + PartialEq + Serialize + DeserializeOwned
{
}

impl<O> Known for O where
    O: Operation<Output: Serialize> + Clone + Debug + PartialEq + Serialize + DeserializeOwned
{
}

impl<C: Check> Visitor for Examples<C> {
    fn visit<O>(&mut self)
    where
        O: Operation + Clone + Debug + PartialEq + Serialize + DeserializeOwned,
        O::Output: Serialize,
    {
        let own = |exchange: &&Exchange| {
            exchange.service == O::META.service.name && exchange.operation == O::META.operation
        };
        for exchange in self.exchanges.iter().filter(own) {
            let operation = serde_json::from_value(exchange.request.clone())
                .unwrap_or_else(|error| panic!("the request of {}: {error}", title(exchange)));
            self.check.check::<O>(operation, exchange);
            self.checked += 1;
        }
    }
}

fn every_example(check: impl Check) {
    let exchanges = repository::specs("spec").exchanges();
    let due = exchanges.len();
    let mut examples = Examples { exchanges, checked: 0, check };
    visit_operations(&mut examples);
    assert_eq!(examples.checked, due, "every example belongs to an operation that is generated");
}

fn title(exchange: &Exchange) -> String {
    format!("{} {}, example `{}`", exchange.service, exchange.operation, exchange.name)
}

struct OverASocket(Runtime);

impl Check for OverASocket {
    fn check<O: Known>(&self, operation: O, exchange: &Exchange) {
        self.0.block_on(exchange_over_a_socket(operation, exchange));
    }
}

/// Users send what the page shows, and get what the page promises.
#[test]
fn requests_and_answers_are_those_of_the_page() {
    every_example(OverASocket(Runtime::new().expect("a runtime")));
}

async fn exchange_over_a_socket<O: Known>(operation: O, exchange: &Exchange) {
    let title = title(exchange);
    let nothing =
        Answer { status: 204, headers: Vec::new(), body: None, wrapper: None, raises: None };
    let answer = exchange.answer.as_ref().unwrap_or(&nothing);
    let body = answer.body.as_ref().map(Value::to_string).unwrap_or_default();
    let server = Server::answering(answer.status, &answer.headers, body.as_bytes()).await;
    let client = client(O::META.service, &server.url);
    let result = client.call(operation).options(options(exchange)).send_full().await;
    let received = server.received().await;

    if let Some(sends) = &exchange.sends {
        let sends = sends.replace("{project_id}", PROJECT);
        let (head, due_body) = sends.split_once("\n\n").unwrap_or((&sends, ""));
        let mut head = head.lines();
        assert_eq!(received.line, head.next().unwrap_or_default(), "the request line of {title}");
        let mut due = BTreeMap::<_, Vec<_>>::new();
        for header in head {
            let (name, value) = header.split_once(':').expect("a header in `sends`");
            due.entry(name.to_ascii_lowercase()).or_default().push(value.trim());
        }
        for (name, due) in due {
            let sent: Vec<_> = received.headers(&name).collect();
            assert_eq!(sent, due, "the header {name} of {title}");
        }
        let body = String::from_utf8_lossy(&received.body);
        json::assert_same_text(&body, due_body, &format!("the body of {title}"));
    }
    match (&answer.raises, result) {
        _ if exchange.answer.is_none() => {}
        (None, Ok(response)) => {
            let value = serde_json::to_value(response.value()).expect("an output is JSON");
            if answer.body.is_none() && !answer.headers.is_empty() {
                return carried(&answer.headers, &value, &title);
            }
            let [value, due] = [value, unwrapped(answer)].map(json::said);
            json::assert_same(&value, &due, &format!("the answer of {title}"));
        }
        (Some(raised), Err(error)) => {
            assert_eq!(
                error.status().map(|status| status.as_u16()),
                Some(answer.status),
                "{title}"
            );
            if let Some(code) = &raised.code {
                assert_eq!(error.code(), Some(code.as_str()), "the code of {title}");
            }
            if let Some(message) = &raised.message {
                assert_eq!(error.message(), message, "the message of {title}");
            }
            if let Some(due) = raised.class {
                assert_eq!(format!("{:?}", error.kind()), due, "the kind of {title}");
            }
        }
        (Some(_), Ok(_)) => panic!("{title} should be an error"),
        (None, Err(error)) => panic!("{title} failed: {error}"),
    }
}

/// What came in headers is in the output, whatever it is called there.
fn carried(headers: &[(String, String)], output: &Value, title: &str) {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let values: Vec<_> = output.as_object().into_iter().flatten().map(|(_, v)| text(v)).collect();
    for (name, value) in headers {
        let found = values.iter().any(|found| found.eq_ignore_ascii_case(value));
        assert!(found, "{name}: {value} of {title} is lost in {output}");
    }
}

/// What the output is made of.
fn unwrapped(answer: &Answer) -> Value {
    let body = answer.body.clone().unwrap_or_default();
    match &answer.wrapper {
        Some(key) => body[key].clone(),
        None => body,
    }
}

fn options(exchange: &Exchange) -> CallOptions {
    match &exchange.microversion {
        Some(version) => CallOptions::new().microversion(version.parse().expect("a microversion")),
        None => CallOptions::new(),
    }
}

struct AsData;

impl Check for AsData {
    fn check<O: Known>(&self, operation: O, exchange: &Exchange) {
        let title = title(exchange);
        let data = serde_json::to_value(&operation).expect("a request is JSON");
        let again: O = serde_json::from_value(data.clone())
            .unwrap_or_else(|error| panic!("{data} of {title}: {error}"));
        assert_eq!(again, operation, "{title} as data");
        // Some keys have another name in a microversion, which data does not know.
        if exchange.microversion.is_none() {
            let [data, due] = [data, exchange.request.clone()].map(json::said);
            json::assert_same(&data, &due, &format!("{title} as data"));
        }
    }
}

/// Who records requests, or reads them from files, has them in the form of the specs' examples.
#[test]
fn requests_are_data() {
    every_example(AsData);
}

struct WithAMutatedAnswer;

impl Check for WithAMutatedAnswer {
    fn check<O: Known>(&self, _: O, exchange: &Exchange) {
        let Some(Answer { status, body: Some(body), raises: None, wrapper, .. }) = &exchange.answer
        else {
            return;
        };
        let head = ResponseHead::new((*status).try_into().expect("a status"), Default::default());
        let decode = |body: &Value| O::decode(&head, Bytes::from(body.to_string()));
        for mutant in json::mutants(body) {
            let title = || format!("{} with {}", title(exchange), mutant.what);
            match decode(&mutant.value) {
                Ok(output) => {
                    let wrapped = |output| match wrapper {
                        Some(key) => serde_json::json!({ key: output }),
                        None => output,
                    };
                    let once = wrapped(serde_json::to_value(&output).expect("an output is JSON"));
                    // Where anything may stand, anything is kept.
                    let is_kept = once.pointer(&mutant.at) == mutant.value.pointer(&mutant.at);
                    assert!(!mutant.breaks || is_kept, "{} should not fit", title());
                    let output =
                        decode(&once).unwrap_or_else(|error| panic!("{}: {error}", title()));
                    let twice = wrapped(serde_json::to_value(&output).expect("an output is JSON"));
                    json::assert_same(&json::said(twice), &json::said(once), &title());
                }
                Err(error) => {
                    assert_eq!(error.kind(), ErrorKind::Decoding, "{}", title());
                    assert_eq!(
                        error.body().as_ref(),
                        mutant.value.to_string().as_bytes(),
                        "{}",
                        title()
                    );
                    let is_named = error.to_string().contains("missing field");
                    assert!(
                        mutant.at.is_empty() || error.path().is_some() || is_named,
                        "{} has no path: {error}",
                        title()
                    );
                }
            }
        }
        for mutant in json::replaced_texts(body, FUTURE) {
            let output = decode(&mutant.value);
            let title = format!("{} with {}", title(exchange), mutant.what);
            let output = output.unwrap_or_else(|error| panic!("{title}: {error}"));
            let again = serde_json::to_value(output).expect("an output is JSON");
            let again = match wrapper {
                Some(key) => serde_json::json!({ key: again }),
                None => again,
            };
            assert_eq!(again.pointer(&mutant.at), Some(&Value::from(FUTURE)), "{title} is lost");
        }
    }
}

/// Users survive servers that leave fields out, send null, or send another kind of value.
#[test]
fn answers_that_are_not_as_promised_are_values_or_errors() {
    every_example(WithAMutatedAnswer);
}
