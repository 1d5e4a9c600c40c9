//! What a call tells tracing.
//!
//! Alone in its program: whether anybody listens at a place in the code is remembered for the whole
//! process, so a test beside it that has no subscriber could switch the place off.

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

/// Answers everything with a status.
#[derive(Debug)]
struct Always(u16);

impl Transport for Always {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<ByteStream>, TransportError>> {
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

#[tokio::test]
async fn a_span_tells_what_was_asked_and_how_it_went() {
    let recorder = Recorder::default();
    tracing::subscriber::set_global_default(recorder.clone()).unwrap();
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
    assert_eq!(*recorder.0.lock().unwrap(), expected);
}
