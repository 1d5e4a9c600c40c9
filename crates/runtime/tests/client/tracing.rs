//! What a call tells tracing.

use std::{
    fmt,
    sync::{Arc, Mutex},
};

use huaweicloud_runtime::Call;
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

use crate::{
    fake::{Fake, answer},
    operations::Create,
};

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
    let guard = tracing::subscriber::set_default(recorder.clone());
    for status in [201, 404] {
        let fake = Fake::new(move |_| answer(status, "{}"));
        let result = Call::new(fake.client(), Create("x")).send().await;
        assert_eq!(result.is_ok(), status == 201);
    }
    drop(guard);
    let asked = [
        "otel.kind=\"client\"",
        "rpc.service=\"toys\"",
        "rpc.method=\"CreateToy\"",
        "http.request.method=POST",
        "url.template=\"/v2/toys\"",
        "server.address=\"toys.cn-north-4.myhuaweicloud.com\"",
        "server.port=443",
    ];
    let ended = ["http.response.status_code=201", "huaweicloud.request_id=\"req-1\""];
    let failed =
        ["error.type=Service", "http.response.status_code=404", "huaweicloud.request_id=\"req-1\""];
    let expected = [&asked[..], &ended, &asked, &failed].concat();
    assert_eq!(*recorder.0.lock().unwrap(), expected);
}
