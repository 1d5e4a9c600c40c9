//! Requests before authentication.

use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{CONTENT_TYPE, HOST, USER_AGENT},
};
use huaweicloud_core::{Body, EncodedRequest, Error, ErrorKind};

use crate::{CallOptions, base::Base};

const X_PROJECT_ID: HeaderName = HeaderName::from_static("x-project-id");

/// The number of headers that the client sets, those of authentication among them.
const OWN_HEADERS: usize = 8;

/// Creates a request from an encoded operation, ready to be authenticated, for one attempt.
pub(crate) fn prepare(
    encoded: &EncodedRequest,
    base: &Base,
    user_agent: &HeaderValue,
    project_id: Option<&str>,
    options: &CallOptions,
) -> Result<http::Request<Body>, Error> {
    let mut headers =
        HeaderMap::with_capacity(OWN_HEADERS + encoded.headers.len() + options.headers.len());
    headers.insert(HOST, base.host_header().clone());
    headers.insert(USER_AGENT, user_agent.clone());
    if let Some(project_id) = project_id {
        headers.insert(X_PROJECT_ID, project_header(project_id)?);
    }
    replace(&mut headers, &encoded.headers);
    if matches!(encoded.body, Body::Empty) {
        headers.remove(CONTENT_TYPE);
    }
    replace(&mut headers, &options.headers);

    let mut request = http::Request::new(encoded.body.clone());
    *request.method_mut() = encoded.method.clone();
    *request.uri_mut() = base.uri(&encoded.target)?;
    *request.headers_mut() = headers;
    Ok(request)
}

fn project_header(project_id: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(project_id).map_err(|_| {
        Error::new(ErrorKind::Invalid)
            .message("the project ID has characters that are invalid in headers")
            .build()
    })
}

/// Adds other headers, which replace those of the same name.
fn replace(headers: &mut HeaderMap, others: &HeaderMap) {
    for name in others.keys() {
        headers.remove(name);
    }
    for (name, value) in others {
        headers.append(name, value.clone());
    }
}

#[cfg(test)]
mod tests {
    use http::Method;
    use huaweicloud_core::{Meta, Service};

    use super::*;

    static TOYS: Service = Service::new("toys", "toys");
    const META: &Meta = &Meta::new(&TOYS, "CreateToy", Method::POST, "/v1/toys");

    #[test]
    fn a_project_that_no_header_can_carry_is_refused() {
        let encoded = EncodedRequest::new(META, &[]).unwrap();
        let base = Base::parse("https://h").unwrap();
        let agent = HeaderValue::from_static("agent");
        let error =
            prepare(&encoded, &base, &agent, Some("a\nb"), &CallOptions::new()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid);
        assert_eq!(error.message(), "the project ID has characters that are invalid in headers");
    }

    #[test]
    fn headers_of_a_call_replace_those_of_its_operation() {
        let mut encoded = EncodedRequest::new(META, &[]).unwrap();
        encoded.json(&"").unwrap();
        for (name, value) in [("x-tag", "1"), ("x-tag", "2"), ("x-old", "1"), ("x-old", "2")] {
            encoded.header(name, Some(value)).unwrap();
        }
        let options = CallOptions::new().header("x-old", "3").header("content-type", "text/plain");
        let base = Base::parse("https://h").unwrap();
        let agent = HeaderValue::from_static("agent");
        // A request is prepared anew for every attempt.
        for _ in 0..2 {
            let request = prepare(&encoded, &base, &agent, Some("p"), &options).unwrap();
            for (name, values) in [
                ("host", &["h"][..]),
                ("user-agent", &["agent"]),
                ("x-project-id", &["p"]),
                ("x-tag", &["1", "2"]),
                ("x-old", &["3"]),
                ("content-type", &["text/plain"]),
            ] {
                let sent: Vec<_> = request.headers().get_all(name).iter().collect();
                assert_eq!(sent, values, "{name}");
            }
        }
    }
}
