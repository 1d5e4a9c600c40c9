//! A transport in memory that remembers what it was asked to send.

use std::{
    fmt,
    sync::{Arc, Mutex},
    time::SystemTime,
};

use futures_util::FutureExt as _;
use huaweicloud_core::{Body, ByteStream, Bytes, signing};
use huaweicloud_runtime::{
    BoxFuture, Client, ClientBuilder, Clock, Credentials, Environment, RetryPolicy, Transport,
    TransportError,
};

pub(crate) const AK: &str = "AKIDEXAMPLE";
pub(crate) const SK: &str = "s3cret-key";

pub(crate) type Answer = Result<http::Response<ByteStream>, TransportError>;
type Handler = dyn Fn(http::Request<Body>) -> BoxFuture<'static, Answer> + Send + Sync;

#[derive(Clone)]
pub(crate) struct Fake {
    handler: Arc<Handler>,
    seen: Arc<Mutex<Vec<http::Request<Body>>>>,
}

impl Fake {
    /// Answers at once.
    pub(crate) fn new(
        handler: impl Fn(&http::Request<Body>) -> Answer + Send + Sync + 'static,
    ) -> Self {
        Self::slow(move |request| std::future::ready(handler(&request)).boxed())
    }

    /// Answers when the future does.
    pub(crate) fn slow(
        handler: impl Fn(http::Request<Body>) -> BoxFuture<'static, Answer> + Send + Sync + 'static,
    ) -> Self {
        Self { handler: Arc::new(handler), seen: Arc::default() }
    }

    /// Answers everything with 200 and this JSON.
    pub(crate) fn json(body: &'static str) -> Self {
        Self::new(move |_| answer(200, body))
    }

    /// What was sent so far.
    pub(crate) fn seen(&self) -> Vec<http::Request<Body>> {
        self.seen.lock().unwrap().clone()
    }

    /// Paths and queries of what was sent so far.
    pub(crate) fn targets(&self) -> Vec<String> {
        let target =
            |request: &http::Request<Body>| request.uri().path_and_query().unwrap().to_string();
        self.seen().iter().map(target).collect()
    }

    /// The only request that was sent.
    pub(crate) fn only(&self) -> http::Request<Body> {
        let mut seen = self.seen();
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen.remove(0)
    }

    /// A client with a region, keys, a project and this transport, and no environment.
    pub(crate) fn client(&self) -> Client {
        self.builder().credentials(Credentials::aksk(AK, SK)).project_id("p").build().unwrap()
    }

    /// The same before it is built, without keys and project. It repeats nothing.
    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder()
            .region("cn-north-4")
            .transport(self.clone())
            .clock(Clock::fixed(now()))
            .retry(RetryPolicy::never())
            .environment(Environment::empty())
    }
}

impl Transport for Fake {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Answer> {
        self.seen.lock().unwrap().push(request.clone());
        (self.handler)(request)
    }
}

impl fmt::Debug for Fake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fake")
    }
}

pub(crate) fn answer(status: u16, body: &str) -> Answer {
    let body = ByteStream::from(Bytes::copy_from_slice(body.as_bytes()));
    Ok(http::Response::builder().status(status).header("x-request-id", "req-1").body(body).unwrap())
}

pub(crate) fn now() -> SystemTime {
    signing::parse_date("20240102T030405Z").unwrap()
}

pub(crate) fn header<'a>(request: &'a http::Request<Body>, name: &str) -> Option<&'a str> {
    request.headers().get(name).map(|value| value.to_str().unwrap())
}
