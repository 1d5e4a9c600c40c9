//! What the runtime tells tracing.
//!
//! In a program of its own, in which every test listens: whether anybody listens at a place in the code
//! is remembered for the whole process, so a test beside it that has no subscriber could switch the
//! place off.

use std::{
    fmt,
    sync::{Arc, Mutex},
};

use huaweicloud_core::{Body, http};
use huaweicloud_core::{
    ByteStream, Bytes, Context, EncodedRequest, Error, Meta, Operation, ResponseHead, Service,
};
use huaweicloud_runtime::{
    BoxFuture, Call, Client, Credentials, Environment, Transport, TransportError,
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
    subscriber::DefaultGuard,
};

static SERVICE: Service = Service::new("toys", "toys");

struct Create;

impl Operation for Create {
    type Output = ();
    const META: &'static Meta =
        &Meta::new(&SERVICE, "CreateToy", http::Method::POST, "/v2/toys").success(&[201]);

    fn encode(&self, _: &Context) -> Result<EncodedRequest, Error> {
        EncodedRequest::new(Self::META, &[])
    }

    fn decode(head: &ResponseHead, body: Bytes) -> Result<(), Error> {
        Self::META.decode_empty(head, &body)
    }
}

/// Answers everything with a status, except for hosts called `down`, which cannot be reached.
#[derive(Debug)]
struct Always(u16);

impl Transport for Always {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<ByteStream>, TransportError>> {
        if request.uri().host() == Some("down") {
            return Box::pin(std::future::ready(Err(TransportError::not_sent("refused"))));
        }
        let body = ByteStream::from(Bytes::from_static(b"{}"));
        let answer = http::Response::builder().status(self.0).header("x-request-id", "req-1");
        Box::pin(std::future::ready(Ok(answer.body(body).unwrap())))
    }
}

/// Keeps all fields of all spans and events as text.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<String>>>);

impl Visit for Recorder {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.lock().unwrap().push(format!("{field}={value:?}"));
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("huaweicloud")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl Recorder {
    /// Listens in this thread, as long as the guard lives.
    fn listening() -> (Self, DefaultGuard) {
        let recorder = Self::default();
        (recorder.clone(), tracing::subscriber::set_default(recorder))
    }

    fn told(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

#[tokio::test]
async fn attempts_after_the_first_are_counted_as_resends() {
    for (addresses, resends) in [
        (vec!["https://h"], None),
        (vec!["https://down", "https://h"], Some("http.request.resend_count=1")),
        (vec!["https://down", "https://down", "https://h"], Some("http.request.resend_count=2")),
    ] {
        let (recorder, _guard) = Recorder::listening();
        let client = Client::builder()
            .environment(Environment::empty())
            .credentials(Credentials::token("t"))
            .endpoint(&SERVICE, addresses)
            .transport(Always(201));
        client.build().unwrap().call(Create).send().await.unwrap();
        let told = recorder.told();
        let counts: Vec<_> = told.iter().filter(|told| told.contains("resend_count")).collect();
        assert_eq!(counts, resends.as_slice());
        assert!(told.contains(&"server.address=\"h\"".to_owned()), "{told:?}");
    }
}

#[test]
fn a_variable_that_is_misspelled_is_warned_of_once() {
    let (recorder, _guard) = Recorder::listening();
    for _ in 0..2 {
        let environment = Environment::from_pairs([("HUAWEICLOUD_SDK_PROJECTID", "p")]);
        Client::builder().environment(environment).transport(Always(201)).build().unwrap();
    }
    let warning = "message=the variable HUAWEICLOUD_SDK_PROJECTID has no effect; did you mean \
                   HUAWEICLOUD_SDK_PROJECT_ID?";
    assert_eq!(recorder.told(), [warning]);
}

#[tokio::test]
async fn a_span_tells_what_was_asked_and_how_it_went() {
    let (recorder, _guard) = Recorder::listening();
    for status in [201, 404] {
        let client = Client::builder()
            .region("cn-north-4")
            .environment(Environment::empty())
            .credentials(Credentials::token("t"))
            .transport(Always(status));
        let result = Call::new(client.build().unwrap(), Create).send().await;
        assert_eq!(result.is_ok(), status == 201);
    }
    let asked = [
        "otel.kind=\"client\"",
        "rpc.service=\"toys\"",
        "rpc.method=\"CreateToy\"",
        "http.request.method=POST",
        "url.template=\"/v2/toys\"",
        "server.address=\"toys.cn-north-4.myhuaweicloud.com\"",
        "server.port=443",
    ];
    let ended = [
        "http.response.status_code=201",
        "huaweicloud.request_id=\"req-1\"",
        "message=call succeeded",
    ];
    let failed = [
        "http.response.status_code=404",
        "huaweicloud.request_id=\"req-1\"",
        "error.type=NotFound",
        "message=call failed",
        "error=toys CreateToy: 404 Not Found: {} [request req-1]",
    ];
    let expected = [&asked[..], &ended, &asked, &failed].concat();
    assert_eq!(recorder.told(), expected);
}
