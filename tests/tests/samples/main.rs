//! Every payload that the pages show, through the generated types: requests as stubs read them and
//! clients send them again, answers and errors as clients read them.

mod raw;

use std::{collections::BTreeMap, fmt::Debug};

use huaweicloud::{Bytes, CallOptions, ErrorKind, Microversion, Operation, ResponseHead};
use huaweicloud_audit::facts::{Facts, Role, Sample};
use huaweicloud_codegen::Described;
use huaweicloud_model::{Visitor, visit_operations};
use huaweicloud_tests::{
    client::client,
    json, repository,
    server::Server,
    stub::{Serving, Stub},
};
use raw::{Raw, sent_again};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use tokio::runtime::Runtime;

/// Who tries what the reference shows gets it through, both ways.
#[test]
fn samples_of_pages_are_read_and_written_again() {
    let mut samples = Samples::of_the_repository();
    visit_operations(&mut samples);
    let Samples { read, failures, operations, .. } = samples;
    assert!(failures.is_empty(), "{} samples failed:\n{}", failures.len(), failures.join("\n"));
    assert!(read >= operations.len(), "every page shows something: {read}");
}

struct Samples {
    runtime: Runtime,
    facts: Vec<Facts>,
    /// By service and id.
    operations: BTreeMap<(String, String), Described>,
    /// The keys that clients take off answers, by service and id.
    wrappers: BTreeMap<(String, String), String>,
    read: usize,
    failures: Vec<String>,
}

impl Samples {
    fn of_the_repository() -> Self {
        let specs = repository::specs("spec");
        let described = huaweicloud_codegen::described(&specs).into_iter();
        let operations = described.flat_map(|service| service.operations);
        let wrappers = specs.exchanges().into_iter().filter_map(|exchange| {
            Some(((exchange.service, exchange.operation), exchange.answer?.wrapper?))
        });
        Self {
            runtime: Runtime::new().expect("a runtime"),
            facts: repository::facts(),
            operations: operations
                .map(|it| ((it.service.clone(), it.operation.clone()), it))
                .collect(),
            wrappers: wrappers.collect(),
            read: 0,
            failures: Vec::new(),
        }
    }

    /// The samples of an operation: those of its page, and requests for it in guides.
    fn of(&self, spec: &Described) -> Vec<Sample> {
        let own = self.facts.iter().flat_map(|facts| match facts {
            Facts::Operation(it) if it.service == spec.service && it.page == spec.page => {
                it.samples.clone()
            }
            Facts::Guide(it) if it.service == spec.service => {
                let asks = |sample: &&Sample| {
                    let target = sample.target.as_deref().unwrap_or_default();
                    target == format!("{} {}", spec.method, spec.path)
                };
                it.samples.iter().filter(asks).cloned().collect()
            }
            Facts::Operation(_) | Facts::Guide(_) | Facts::Errors(_) | Facts::Lists(_) => {
                Vec::new()
            }
        });
        own.collect()
    }
}

impl Visitor for Samples {
    fn visit<O>(&mut self)
    where
        O: Operation + Clone + Debug + PartialEq + Serialize + DeserializeOwned,
        O::Output: Serialize,
    {
        let key = (O::META.service.name.to_owned(), O::META.operation.to_owned());
        let spec = &self.operations[&key];
        let wrapper = self.wrappers.get(&key).map(String::as_str);
        for (index, sample) in self.of(spec).iter().enumerate() {
            let read = match sample.role {
                Role::Request => self.runtime.block_on(request::<O>(sample)),
                Role::Response => answer::<O>(sample, wrapper),
                Role::Error => self.runtime.block_on(error::<O>(sample)),
            };
            match read {
                Ok(()) => self.read += 1,
                Err(failure) if is_explained(spec, &failure) => {}
                Err(failure) => {
                    let title = format!("{} {}, sample {}", key.0, key.1, index + 1);
                    self.failures.push(format!("{title}: {failure}"));
                }
            }
        }
    }
}

/// Whether a deviation says that the spec does not follow a sample, in a place that the failure names.
fn is_explained(spec: &Described, failure: &str) -> bool {
    let mut deviations = spec.deviations.iter().filter(|it| it.page.get("sample").is_some());
    let name = |at: &str| format!("{}`", at.rsplit('.').next().unwrap_or_default());
    deviations.any(|it| failure.contains(&name(&it.at)))
}

/// The stub reads the request, and the client sends again what it read, in one microversion or another,
/// since samples do not name theirs.
async fn request<O: Operation>(sample: &Sample) -> Result<(), String> {
    let sent = Raw::<O>::of(sample);
    if sent.lacks_body() {
        return Ok(());
    }
    let mut failures = Vec::new();
    let newest = O::META.service.microversion_header.map(|_| Microversion::new(2, 42));
    for microversion in std::iter::once(None).chain(newest.map(Some)) {
        match request_in(&sent, microversion).await {
            Ok(()) => return Ok(()),
            Err(failure) => failures.push(failure),
        }
    }
    Err(failures.join("; "))
}

async fn request_in<O: Operation>(
    sent: &Raw<O>,
    microversion: Option<Microversion>,
) -> Result<(), String> {
    let stub = Stub::answering(None);
    let serving = Serving::start(O::META.service.name, stub.clone()).await;
    let client = client(O::META.service, &serving.url());
    let options = microversion.into_iter().fold(CallOptions::new(), CallOptions::microversion);
    let result = client.call(sent.clone()).options(options).send().await;
    match stub.read::<O>() {
        Some(read) => sent_again(&read, sent, microversion),
        None => Err(format!("the stub refuses it: {:?}", result.err())),
    }
}

/// The client reads the answer, and what it read is the answer again.
fn answer<O: Operation<Output: Serialize>>(
    sample: &Sample,
    wrapper: Option<&str>,
) -> Result<(), String> {
    let body = raw::body(sample);
    let documented = O::META.success.first().copied().unwrap_or(200);
    let status = sample.status.filter(|it| O::META.success.contains(it)).unwrap_or(documented);
    let head = ResponseHead::new(status.try_into().expect("a status"), raw::headers(sample));
    let text = body.as_ref().map(Value::to_string).unwrap_or_default();
    let output = O::decode(&head, Bytes::from(text)).map_err(|error| error.to_string())?;
    let Some(due) = body else { return Ok(()) };
    let due = wrapper.map_or(due.clone(), |key| due[key].clone());
    let found = serde_json::to_value(&output).expect("an output is JSON");
    json::same(&json::said(found), &json::said(due))
}

/// The client's error holds code and message.
async fn error<O: Operation>(sample: &Sample) -> Result<(), String> {
    let body = raw::body(sample).unwrap_or_default();
    let server =
        Server::answering(sample.status.unwrap_or(400), &[], body.to_string().as_bytes()).await;
    let ask = Raw::<O>::asking();
    let error = client(O::META.service, &server.url).call(ask).send().await.err();
    let Some(error) = error.filter(|it| it.kind() != ErrorKind::Decoding) else {
        return Err("it is no error".to_owned());
    };
    let envelope = body.as_object().filter(|it| it.len() == 1).and_then(|it| it.values().next());
    let envelope = envelope.filter(|it| it.is_object()).unwrap_or(&body);
    let text = |keys: &[&str]| {
        let value = keys.iter().find_map(|key| envelope.get(key))?;
        Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    };
    let (code, message) =
        (text(&["code", "error_code", "errCode"]), text(&["message", "error_msg", "errMsg"]));
    let found = (error.code().map(str::to_owned), Some(error.message().to_owned()));
    if found == (code.clone(), message.clone()) {
        Ok(())
    } else {
        Err(format!("{found:?}, not {code:?} and {message:?}"))
    }
}
