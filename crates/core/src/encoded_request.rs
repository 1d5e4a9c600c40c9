//! Encoded requests, without authentication.

use std::fmt::{self, Display};

use http::{HeaderMap, HeaderName, HeaderValue, Method, header::CONTENT_TYPE};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use serde::Serialize;

use crate::{Body, Context, Error, ErrorKind, Meta, codegen::JsonObject};

/// Characters to escape: all but those that RFC 3986 calls unreserved. The signature is computed
/// over exactly this form.
pub(crate) const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Room for the values of the path and of the query, which is enough for most requests.
const USUAL_VALUES: usize = 96;

/// An encoded request, without authentication.
#[derive(Clone)]
#[non_exhaustive]
pub struct EncodedRequest {
    /// The HTTP method.
    pub method: Method,
    /// The path and the query, percent-encoded. The path of the endpoint, if any, is put before it.
    pub target: String,
    /// The headers of the operation.
    pub headers: HeaderMap,
    /// The body.
    pub body: Body,
}

impl EncodedRequest {
    /// Creates a request without query and body.
    ///
    /// `params` are the values of the path's placeholders, in order.
    ///
    /// # Errors
    ///
    /// Returns an error if a value is empty, `.` or `..`: URL libraries remove such segments, so
    /// the request would reach another resource than the signed one.
    pub fn new(meta: &Meta, params: &[&str]) -> Result<Self, Error> {
        let mut params = params.iter();
        Self::filled(meta, |_| Ok(params.next().copied().unwrap_or_default()))
    }

    /// Creates a request whose placeholders have the values that `value` returns for their names.
    pub(crate) fn filled<'a>(
        meta: &Meta,
        value: impl FnMut(&str) -> Result<&'a str, Error>,
    ) -> Result<Self, Error> {
        Ok(Self {
            method: meta.method.clone(),
            target: fill(meta, value)?,
            headers: HeaderMap::new(),
            body: Body::Empty,
        })
    }

    /// Adds a query parameter, unless the value is `None`.
    pub fn query(&mut self, name: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            let separator = if self.target.contains('?') { '&' } else { '?' };
            self.target.push(separator);
            self.target.extend(escape(name));
            self.target.push('=');
            self.target.extend(escape(&value.to_string()));
        }
    }

    /// Sets the header of the microversion, if the context has one and the service supports them.
    ///
    /// # Errors
    ///
    /// Returns an error if the header of the service is not a valid header name.
    pub fn microversion(&mut self, meta: &Meta, cx: &Context) -> Result<(), Error> {
        if let (Some(header), Some(version)) = (meta.service.microversion_header, cx.microversion) {
            let refused = || {
                Error::new(ErrorKind::Invalid)
                    .meta(meta)
                    .message(format!("`{header}` is not a valid header name"))
                    .build()
            };
            let name = HeaderName::try_from(header).map_err(|_| refused())?;
            let value = HeaderValue::try_from(version.to_string()).map_err(|_| refused())?;
            self.headers.insert(name, value);
        }
        Ok(())
    }

    /// Adds a list as one query parameter with a JSON array, unless it is empty.
    ///
    /// # Errors
    ///
    /// Returns an error if the list cannot be written as JSON.
    pub fn query_json<T: Serialize>(&mut self, name: &str, list: &[T]) -> Result<(), Error> {
        if !list.is_empty() {
            let json = serde_json::to_string(list).map_err(|source| unwritable(name, source))?;
            self.query(name, Some(json));
        }
        Ok(())
    }

    /// Adds a header, unless the value is `None`. Existing headers with that name stay.
    ///
    /// # Errors
    ///
    /// Returns an error if the name or the value is invalid in a header, such as a value with a
    /// line break.
    pub fn header(&mut self, name: &str, value: Option<impl Display>) -> Result<(), Error> {
        let Some(value) = value else { return Ok(()) };
        let refused = || {
            Error::new(ErrorKind::Invalid)
                .message(format!("the header `{name}` cannot have this value"))
                .build()
        };
        let header = HeaderName::try_from(name).map_err(|_| refused())?;
        let value = HeaderValue::try_from(value.to_string()).map_err(|_| refused())?;
        self.headers.append(header, value);
        Ok(())
    }

    /// Sets the body to a JSON object that was written field by field.
    #[doc(hidden)]
    pub fn object(&mut self, body: JsonObject) {
        self.body = Body::Bytes(body.into_bytes().into());
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }

    /// Sets the type of the body, if it is not `application/json`.
    pub fn media_type(&mut self, media_type: &'static str) {
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    }

    /// Sets the body to a JSON value.
    ///
    /// # Errors
    ///
    /// Returns an error if the value cannot be written as JSON.
    pub fn json(&mut self, body: &impl Serialize) -> Result<(), Error> {
        let bytes = serde_json::to_vec(body).map_err(|source| unwritable("the body", source))?;
        self.body = Body::Bytes(bytes.into());
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Ok(())
    }
}

fn unwritable(what: &str, source: serde_json::Error) -> Error {
    Error::new(ErrorKind::Invalid)
        .message(format!("{what} cannot be written as JSON"))
        .source(source)
        .build()
}

/// Shows only the names of headers and the length of the body, since the values may be secrets.
impl fmt::Debug for EncodedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EncodedRequest")
            .field("method", &self.method)
            .field("target", &self.target)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .finish()
    }
}

/// Returns the pieces of a text, escaped.
fn escape(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, ESCAPED)
}

fn fill<'a>(
    meta: &Meta,
    mut value: impl FnMut(&str) -> Result<&'a str, Error>,
) -> Result<String, Error> {
    let mut target = String::with_capacity(meta.path.len() + USUAL_VALUES);
    let mut rest = meta.path;
    while let Some((literal, (name, after))) =
        rest.split_once('{').and_then(|(l, r)| Some((l, r.split_once('}')?)))
    {
        let value = value(name)?;
        if is_folded(value) {
            return Err(refused(meta, name, value));
        }
        target.push_str(literal);
        target.extend(escape(value));
        rest = after;
    }
    target.push_str(rest);
    Ok(target)
}

/// Whether URL libraries would remove the segment, escaped or not.
fn is_folded(value: &str) -> bool {
    without_dot(without_dot(value)).is_empty()
}

/// Returns the text without a dot at its start, escaped or not.
fn without_dot(text: &str) -> &str {
    let dots = [".", "%2e", "%2E"];
    dots.iter().find_map(|dot| text.strip_prefix(dot)).unwrap_or(text)
}

fn refused(meta: &Meta, name: &str, value: &str) -> Error {
    let message = if value.is_empty() {
        format!("the path parameter `{name}` is empty")
    } else {
        format!("the path parameter `{name}` is `{value}`, which would name another path")
    };
    Error::new(ErrorKind::Invalid).meta(meta).message(message).build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Microversion, Service};
    use proptest::prelude::*;

    static SERVICE: Service = Service::new("sdrs", "sdrs");
    const META: &Meta =
        &Meta::new(&SERVICE, "ShowJobStatus", Method::GET, "/v1/{project_id}/jobs/{job_id}");

    #[test]
    fn path_parameters_stay_one_segment() {
        for (job, target) in [
            ("ff80", "/v1/p/jobs/ff80"),
            ("a/b", "/v1/p/jobs/a%2Fb"),
            ("a b?c#d", "/v1/p/jobs/a%20b%3Fc%23d"),
            ("100%", "/v1/p/jobs/100%25"),
            ("容灾", "/v1/p/jobs/%E5%AE%B9%E7%81%BE"),
            ("{x}", "/v1/p/jobs/%7Bx%7D"),
            ("...", "/v1/p/jobs/..."),
        ] {
            assert_eq!(EncodedRequest::new(META, &["p", job]).unwrap().target, target);
        }
    }

    #[test]
    fn path_parameters_that_would_vanish_are_refused() {
        for job in ["", ".", "..", "%2e", "%2E%2e", ".%2E"] {
            let error = EncodedRequest::new(META, &["p", job]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Invalid, "{job}");
            assert!(error.to_string().contains("`job_id`"), "{error}");
        }
    }

    #[test]
    fn query_values_are_escaped_and_kept_in_order() {
        let mut request = EncodedRequest::new(META, &["p", "j"]).unwrap();
        request.query("name", Some("a b&c=d+e/é"));
        request.query("none", None::<&str>);
        request.query("limit", Some(10));
        assert_eq!(request.target, "/v1/p/jobs/j?name=a%20b%26c%3Dd%2Be%2F%C3%A9&limit=10");
        request.query_json("ids", &["a", "b"]).unwrap();
        request.query_json::<&str>("none", &[]).unwrap();
        assert!(
            request.target.ends_with("&limit=10&ids=%5B%22a%22%2C%22b%22%5D"),
            "{}",
            request.target
        );
    }

    #[test]
    fn headers_carry_what_is_no_line_break() {
        let mut request = EncodedRequest::new(META, &["p", "j"]).unwrap();
        request.header("X-Form", Some("Q 中")).unwrap();
        request.header("X-None", None::<&str>).unwrap();
        request.header("X-Id", Some(1)).unwrap();
        request.header("X-Id", Some(2)).unwrap();
        assert_eq!(request.headers["x-form"].as_bytes(), "Q 中".as_bytes());
        assert_eq!(request.headers.get_all("x-id").iter().count(), 2);
        assert_eq!(request.headers.len(), 3);
        for (name, value) in [("X-Form", "a\r\nX-Other: b"), ("X Form", "a")] {
            let error = request.header(name, Some(value)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Invalid, "{name}: {value}");
        }
    }

    #[test]
    fn a_microversion_is_sent_to_those_who_speak_any() {
        static SPEAKS: Service = Service::new("sfs", "sfs").microversion_header("X-Version");
        static BAD: Service = Service::new("bad", "bad").microversion_header("X Version");
        for (service, spoken, sent) in [
            (&SPEAKS, Some(Microversion::new(2, 28)), Ok(Some("2.28"))),
            (&SPEAKS, None, Ok(None)),
            (&SERVICE, Some(Microversion::new(2, 28)), Ok(None)),
            (&BAD, Some(Microversion::new(2, 28)), Err("`X Version` is not a valid header name")),
            (&BAD, None, Ok(None)),
        ] {
            let meta = Meta::new(service, "ShowVersions", Method::GET, "/");
            let mut request = EncodedRequest::new(&meta, &[]).unwrap();
            let mut cx = Context::new();
            cx.microversion = spoken;
            let result = request.microversion(&meta, &cx);
            let header = request.headers.get("x-version").map(|value| value.to_str().unwrap());
            let told = result.as_ref().map(|()| header).map_err(|error| error.message());
            assert_eq!(told, sent, "{} {spoken:?}", service.name);
        }
    }

    #[test]
    fn json_comes_with_its_type_unless_another_is_set() {
        let mut object = JsonObject::new();
        object.field("a", &1).unwrap();
        let mut request = EncodedRequest::new(META, &["p", "j"]).unwrap();
        request.object(object);
        assert_eq!(
            (request.body.clone(), content_type(&request)),
            (r#"{"a":1}"#.into(), "application/json")
        );

        let mut request = EncodedRequest::new(META, &["p", "j"]).unwrap();
        request.json(&[1]).unwrap();
        assert_eq!(
            (request.body.clone(), content_type(&request)),
            ("[1]".into(), "application/json")
        );
        request.media_type("application/merge-patch+json");
        assert_eq!(content_type(&request), "application/merge-patch+json");
    }

    fn content_type(request: &EncodedRequest) -> &str {
        request.headers[CONTENT_TYPE].to_str().unwrap()
    }

    #[test]
    fn what_cannot_be_json_is_refused_by_name() {
        let keys_are_no_texts = std::collections::BTreeMap::from([([1], 2)]);
        let mut request = EncodedRequest::new(META, &["p", "j"]).unwrap();
        for (result, message) in [
            (request.json(&keys_are_no_texts), "the body cannot be written as JSON"),
            (request.query_json("ids", &[&keys_are_no_texts]), "ids cannot be written as JSON"),
        ] {
            let error = result.unwrap_err();
            assert_eq!((error.kind(), error.message()), (ErrorKind::Invalid, message));
            assert!(error.get_ref().is_some());
        }
    }

    #[test]
    fn printing_shows_neither_values_of_headers_nor_the_body() {
        let mut request = EncodedRequest::new(META, &["p", "j"]).unwrap();
        request.json(&"s3cret").unwrap();
        request.header("X-Key", Some("s3cret")).unwrap();
        assert_eq!(
            format!("{request:?}"),
            r#"EncodedRequest { method: GET, target: "/v1/p/jobs/j", headers: ["content-type", "x-key"], body: Bytes(8 bytes) }"#
        );
    }

    proptest! {
        #[test]
        fn any_text_survives_path_and_query(path in "\\PC*[^.%\\PC]+|[a-z/?#%&+ ]{3,9}", value in any::<String>()) {
            let mut request = EncodedRequest::new(META, &["p", &path]).unwrap();
            request.query("name", Some(&value));
            let uri: http::Uri = request.target.parse().unwrap();
            let segment = uri.path().rsplit('/').next().unwrap();
            let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
            prop_assert_eq!(decode(segment), path);
            prop_assert_eq!(decode(uri.query().unwrap().strip_prefix("name=").unwrap()), value);
        }
    }
}
