//! Requests before authentication.

use http::{
    HeaderMap, HeaderValue,
    header::{CONTENT_TYPE, HOST, USER_AGENT},
};
use huaweicloud_core::{Body, EncodedRequest, Error, ErrorKind};

use crate::{CallOptions, base::Base};

const X_PROJECT_ID: &str = "x-project-id";

/// Creates a request from an encoded operation, ready to be authenticated. Can be repeated.
pub(crate) fn prepare(
    mut encoded: EncodedRequest,
    base: &Base,
    user_agent: &HeaderValue,
    project_id: Option<&str>,
    options: &CallOptions,
) -> Result<http::Request<Body>, Error> {
    let mut headers = HeaderMap::new();
    headers.insert(HOST, value("the host", &base.authority())?);
    headers.insert(USER_AGENT, user_agent.clone());
    if let Some(project_id) = project_id {
        headers.insert(X_PROJECT_ID, value("the project ID", project_id)?);
    }
    if matches!(encoded.body, Body::Empty) {
        encoded.headers.remove(CONTENT_TYPE);
    }
    headers.extend(encoded.headers);
    headers.extend(options.headers.clone());

    let mut request = http::Request::new(encoded.body);
    *request.method_mut() = encoded.method;
    *request.uri_mut() = base.uri(&encoded.target)?;
    *request.headers_mut() = headers;
    Ok(request)
}

fn value(what: &str, text: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(text).map_err(|_| {
        Error::new(ErrorKind::Invalid)
            .message(format!("{what} has characters that are invalid in headers"))
            .build()
    })
}
