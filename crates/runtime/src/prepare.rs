//! From what an operation encodes to a whole request, but for what proves who sends it.

use http::{
    HeaderMap, HeaderValue,
    header::{CONTENT_TYPE, HOST, USER_AGENT},
};
use huaweicloud_core::{Body, Error, ErrorKind, Wire};

use crate::{CallOptions, endpoint::Base};

const X_PROJECT_ID: &str = "x-project-id";

/// The request, ready to be authorized, as often as it takes.
pub(crate) fn prepare(
    mut wire: Wire,
    base: &Base,
    user_agent: &HeaderValue,
    project_id: Option<&str>,
    options: &CallOptions,
) -> Result<http::Request<Body>, Error> {
    let mut headers = HeaderMap::new();
    headers.insert(HOST, value("the host", &base.authority())?);
    headers.insert(USER_AGENT, user_agent.clone());
    if let Some(project_id) = project_id {
        headers.insert(X_PROJECT_ID, value("the project id", project_id)?);
    }
    if matches!(wire.body, Body::Empty) {
        wire.headers.remove(CONTENT_TYPE);
    }
    headers.extend(wire.headers);
    headers.extend(options.headers.clone());

    let mut request = http::Request::new(wire.body);
    *request.method_mut() = wire.method;
    *request.uri_mut() = base.uri(&wire.target)?;
    *request.headers_mut() = headers;
    Ok(request)
}

fn value(what: &str, text: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(text).map_err(|_| {
        Error::new(ErrorKind::InvalidRequest)
            .message(format!("{what} has characters that no header can carry"))
            .build()
    })
}
