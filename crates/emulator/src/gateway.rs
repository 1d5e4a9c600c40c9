//! The gateway in front of every service: authentication and the request log.

use axum::{
    Router,
    body::Body,
    extract::{FromRequestParts, MatchedPath, RawPathParams, Request, State},
    middleware::{Next, from_fn_with_state},
    response::Response,
};
use bytes::Bytes;
use http::request::Parts;
use huaweicloud_core::Meta;
use huaweicloud_serve::{Fault, RequestId, read_body};

use crate::{
    LogLine, Proof,
    auth::{Caller, authenticate, foreign_project},
    cloud::Cloud,
    log::Log,
    rejection::Rejection,
};

/// The gateway in front of a service.
#[derive(Clone)]
pub(crate) struct Gateway {
    /// The service.
    pub(crate) service: &'static str,
    /// Operations of the service that need no authentication.
    pub(crate) open: &'static [&'static Meta],
    /// The cloud, for its users and keys.
    pub(crate) cloud: Cloud,
    /// The log of requests.
    pub(crate) log: Log,
}

impl Gateway {
    /// Puts the gateway in front of the router of a service.
    pub(crate) fn guard(self, router: Router) -> Router {
        router.layer(from_fn_with_state(self, pass))
    }

    async fn admit(
        &self,
        parts: &mut Parts,
        body: &Bytes,
    ) -> Result<(Option<Caller>, Proof), Rejection> {
        if self.is_open(parts) {
            return Ok((None, Proof::None));
        }
        let (caller, proof) = authenticate(&self.cloud, parts, body)?;
        match project_of(parts).await {
            Some(id) if !caller.acts_in.contains(&id) => Err(foreign_project(&id)),
            _ => Ok((Some(caller), proof)),
        }
    }

    fn is_open(&self, parts: &Parts) -> bool {
        let path = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str);
        self.open.iter().any(|meta| meta.method == parts.method && Some(meta.path) == path)
    }
}

async fn pass(State(gateway): State<Gateway>, request: Request, next: Next) -> Response {
    let id = RequestId::fresh();
    let (mut parts, body) = request.into_parts();
    let method = parts.method.clone();
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();

    let (mut response, proof) = match read(&gateway, &mut parts, body).await {
        Ok((body, caller, proof)) => {
            parts.extensions.insert(id.clone());
            if let Some(caller) = caller {
                parts.extensions.insert(caller);
            }
            (next.run(Request::from_parts(parts, Body::from(body))).await, proof)
        }
        Err(rejection) => (rejection.response(&id), Proof::Refused { reason: rejection.message }),
    };
    response.headers_mut().insert(RequestId::HEADER, id.to_header());
    let status = response.status();
    gateway.log.write(LogLine { service: gateway.service, method, target, status, proof });
    response
}

async fn read(
    gateway: &Gateway,
    parts: &mut Parts,
    body: Body,
) -> Result<(Bytes, Option<Caller>, Proof), Rejection> {
    let unread = |fault: Fault| Rejection::new(fault.status(), "APIGW.0201", fault.message());
    let body = read_body(body).await.map_err(unread)?;
    let (caller, proof) = gateway.admit(parts, &body).await?;
    Ok((body, caller, proof))
}

/// Returns the project in the path. A path that cannot be decoded is left to the service to refuse.
async fn project_of(parts: &mut Parts) -> Option<String> {
    let values = RawPathParams::from_request_parts(parts, &()).await.ok()?;
    values.iter().find(|(name, _)| *name == "project_id").map(|(_, value)| value.to_owned())
}
