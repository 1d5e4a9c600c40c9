//! Routing of requests to operations.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::{
    Router,
    extract::{FromRequestParts, RawPathParams, Request},
    response::{IntoResponse, Response},
    routing::any,
};
use http::{
    HeaderValue, Method,
    header::{ALLOW, CONTENT_TYPE},
    request::Parts,
};
use huaweicloud_core::Meta;
use serde_json::Value;

use crate::{Envelope, Fault, Incoming, Reply, RequestId, read_body};

/// A service: its operations and their implementation.
pub trait Service: Send + Sync + 'static {
    /// The operations of the service.
    const OPERATIONS: &'static [&'static Meta];

    /// The format of error responses.
    const ERRORS: Envelope;

    /// Handles a request for one of the [`OPERATIONS`](Self::OPERATIONS).
    fn dispatch(
        &self,
        meta: &'static Meta,
        incoming: Incoming,
    ) -> impl Future<Output = Result<Reply, Fault>> + Send;
}

/// Returns the router of a service.
///
/// Unknown paths and methods get error responses in the format of the service.
///
/// Every response has a request ID.
pub fn router<S: Service>(service: S) -> Router {
    let service = Arc::new(service);
    let mut router = Router::new();
    for operations in by_path(S::OPERATIONS) {
        let Some(path) = operations.first().map(|meta| meta.path) else { continue };
        let service = Arc::clone(&service);
        let operations: Arc<[_]> = operations.into();
        let answer = move |request| answer(Arc::clone(&service), Arc::clone(&operations), request);
        router = router.route(path, any(answer));
    }
    router.fallback(async |request: Request| {
        let fault =
            Fault::not_found(None, format!("no operation has the path {}", request.uri().path()));
        finish(&request_id(request.extensions()), S::ERRORS.seal(&fault))
    })
}

/// Groups operations by path, whatever the names of its placeholders.
fn by_path(operations: &[&'static Meta]) -> impl Iterator<Item = Vec<&'static Meta>> {
    let mut paths = BTreeMap::<Vec<&str>, Vec<_>>::new();
    for &meta in operations {
        let shape = meta
            .path
            .split('/')
            .map(|segment| if placeholder(segment).is_some() { "{}" } else { segment });
        paths.entry(shape.collect()).or_default().push(meta);
    }
    paths.into_values()
}

fn placeholder(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

async fn answer<S: Service>(
    service: Arc<S>,
    operations: Arc<[&'static Meta]>,
    request: Request,
) -> Response {
    let id = request_id(request.extensions());
    let candidates: Vec<_> =
        operations.iter().filter(|meta| meta.method == *request.method()).copied().collect();
    let reply = match candidates.first() {
        Some(first) => match read(request).await {
            Ok((values, incoming)) => {
                let meta = choose(&candidates, &incoming).unwrap_or(first);
                service.dispatch(meta, named(meta, values, incoming)).await
            }
            Err(fault) => Err(fault),
        }
        .unwrap_or_else(|fault| S::ERRORS.seal(&fault)),
        None => method_not_allowed(S::ERRORS, &operations, request.method()),
    };
    finish(&id, reply)
}

/// Chooses among operations with the same method and path: by the type of the body, by its keys, or
/// by the value of a key.
fn choose(operations: &[&'static Meta], incoming: &Incoming) -> Option<&'static Meta> {
    let body: Value = serde_json::from_slice(&incoming.body).unwrap_or_default();
    let media_type = incoming.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = media_type.and_then(|text| text.split(';').next()).unwrap_or_default().trim();
    let is_meant = |meta: &&&'static Meta| {
        meta.media_type.is_none_or(|due| due.eq_ignore_ascii_case(media_type))
            && meta.body_value.is_none_or(|(key, json)| {
                serde_json::from_str(json).is_ok_and(|due: Value| body.get(key) == Some(&due))
            })
            && (meta.body_keys.is_empty()
                || meta.body_keys.iter().any(|key| body.get(key).is_some()))
    };
    operations.iter().find(is_meant).copied()
}

/// Names the path values. They are matched by position, since placeholders may have other names in
/// the route than in the operation.
fn named(meta: &'static Meta, values: Vec<String>, incoming: Incoming) -> Incoming {
    let names = meta.path.split('/').filter_map(placeholder);
    Incoming { path: names.zip(values).collect(), ..incoming }
}

fn method_not_allowed(errors: Envelope, operations: &[&Meta], method: &Method) -> Reply {
    let mut reply =
        errors.seal(&Fault::new(405, None, format!("the method {method} is not allowed here")));
    let allowed: BTreeSet<_> = operations.iter().map(|meta| meta.method.as_str()).collect();
    let allowed: Vec<_> = allowed.into_iter().collect();
    if let Ok(allowed) = HeaderValue::from_str(&allowed.join(", ")) {
        reply.headers.insert(ALLOW, allowed);
    }
    reply
}

async fn read(request: Request) -> Result<(Vec<String>, Incoming), Fault> {
    let (mut parts, body) = request.into_parts();
    let values = path_values(&mut parts).await?;
    let body = read_body(body).await?;
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let incoming = Incoming::new(parts.method, target);
    let incoming =
        Incoming { headers: parts.headers, extensions: parts.extensions, body, ..incoming };
    Ok((values, incoming))
}

async fn path_values(parts: &mut Parts) -> Result<Vec<String>, Fault> {
    let values = RawPathParams::from_request_parts(parts, &()).await;
    let values =
        values.map_err(|error| Fault::invalid(format!("the path cannot be read: {error}")))?;
    Ok(values.iter().map(|(_, value)| value.to_owned()).collect())
}

fn request_id(extensions: &http::Extensions) -> RequestId {
    extensions.get().cloned().unwrap_or_else(RequestId::fresh)
}

fn finish(id: &RequestId, reply: Reply) -> Response {
    let mut response = reply.into_response();
    response.headers_mut().insert(RequestId::HEADER, id.to_header());
    response
}

#[cfg(test)]
mod tests;
