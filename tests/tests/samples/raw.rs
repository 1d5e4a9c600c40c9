//! Samples of requests, as they go over the wire.

use std::marker::PhantomData;

use huaweicloud::{
    Body, Bytes, Context, EncodedRequest, Error, Meta, Microversion, Operation, ResponseHead,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header::CONTENT_TYPE},
};
use huaweicloud_audit::facts::Sample;
use huaweicloud_tests::{client::PROJECT, json};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

/// What is escaped in a value of a query.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A request as a sample has it, whatever its operation would send.
pub(super) struct Raw<O> {
    request: EncodedRequest,
    query: Vec<(String, String)>,
    body: Option<Value>,
    of: PhantomData<fn() -> O>,
}

impl<O> Clone for Raw<O> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            query: self.query.clone(),
            body: self.body.clone(),
            of: PhantomData,
        }
    }
}

impl<O: Operation> Operation for Raw<O> {
    type Output = ();
    const META: &'static Meta = O::META;

    fn encode(&self, context: &Context) -> Result<EncodedRequest, Error> {
        let mut request = self.request.clone();
        request.microversion(O::META, context)?;
        Ok(request)
    }

    fn decode(head: &ResponseHead, body: Bytes) -> Result<(), Error> {
        O::decode(head, body).map(drop)
    }
}

impl<O: Operation> Raw<O> {
    /// The request of a sample.
    pub(super) fn of(sample: &Sample) -> Self {
        let query = sample.target.as_deref().and_then(|target| target.split_once('?'));
        let pairs = query.map(|(_, query)| query.split('&')).into_iter().flatten();
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        // Some samples are escaped already.
        let text = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let query = pairs.map(|(name, value)| (text(name), text(value))).collect();
        Self::new(query, body(sample))
    }

    /// A request for the operation, without parameters.
    pub(super) fn asking() -> Self {
        Self::new(Vec::new(), None)
    }

    fn new(query: Vec<(String, String)>, body: Option<Value>) -> Self {
        let names = O::META.path.matches('{').count();
        let mut request = EncodedRequest::new(O::META, &vec!["x"; names]).expect("a path");
        request.target = request.target.replacen(
            "/x",
            &format!("/{PROJECT}"),
            usize::from(O::META.path.contains("{project_id}")),
        );
        let escaped = |text: &str| utf8_percent_encode(text, ESCAPED).to_string();
        let pairs: Vec<_> = query
            .iter()
            .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
            .collect();
        if !pairs.is_empty() {
            request.target = format!("{}?{}", request.target, pairs.join("&"));
        }
        if let Some(body) = &body {
            request.body = Body::from(body.to_string().into_bytes());
        }
        if let Some(media_type) = O::META.media_type {
            request.headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        }
        Self { request, query, body, of: PhantomData }
    }

    /// Whether it is only the first line of a request whose body is another sample.
    pub(super) fn lacks_body(&self) -> bool {
        self.body.is_none() && matches!(O::META.method, Method::POST | Method::PUT | Method::PATCH)
    }
}

/// Whether a client that sends what was read sends the sample.
pub(super) fn sent_again<O: Operation>(
    read: &O,
    sent: &Raw<O>,
    microversion: Option<Microversion>,
) -> Result<(), String> {
    let mut context = Context::in_project(PROJECT);
    context.microversion = microversion;
    let again = read.encode(&context).map_err(|error| error.to_string())?;
    let body = again.body.as_bytes().unwrap_or_default();
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    json::same(&json::said(body), &json::said(sent.body.clone().unwrap_or_default()))?;
    let [query, due] = [&again.target, &sent.request.target].map(|target| parameters(target));
    if query == due { Ok(()) } else { Err(format!("{query:?}, not {due:?}")) }
}

/// The parameters of a target, in order of their names; one without a value says nothing.
fn parameters(target: &str) -> Vec<&str> {
    let query = target.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let pairs = query.split('&').filter(|pair| !pair.is_empty() && !pair.ends_with('='));
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_unstable();
    pairs
}

/// The payload of a sample.
pub(super) fn body(sample: &Sample) -> Option<Value> {
    let body = sample.body.as_ref()?;
    Some(serde_json::to_value(body).expect("facts are JSON"))
}

/// The headers of a sample.
pub(super) fn headers(sample: &Sample) -> HeaderMap {
    let pairs = sample
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.parse::<HeaderName>().ok()?, value.parse().ok()?)));
    pairs.collect()
}
