//! Decoding of responses of operations that are written by hand, whose types need no more than serde.

use bytes::Bytes;
use http::header::CONTENT_ENCODING;
use serde::de::DeserializeOwned;
use serde_path_to_error::Track;

use super::shape::{Seen, Watched};
use crate::{Error, ErrorBuilder, ErrorKind, Meta, ResponseHead, error::is_html};

impl Meta {
    /// Decodes a JSON response.
    ///
    /// # Errors
    ///
    /// Returns an error if the status is not a success, or the body does not fit; in that case, the
    /// error contains the place. An object without any of the expected fields does not fit either,
    /// since some gateways report errors with the status of a success.
    pub fn decode_json<T: DeserializeOwned>(
        &self,
        head: &ResponseHead,
        body: &Bytes,
    ) -> Result<T, Error> {
        json(self, head, body)
    }

    /// Checks a response whose body is ignored.
    ///
    /// # Errors
    ///
    /// Returns an error if the status is not a success. Any 2xx status is one, documented or not.
    pub fn decode_empty(&self, head: &ResponseHead, body: &Bytes) -> Result<(), Error> {
        empty(self, head, body)
    }
}

/// Decodes a JSON response; see [`Meta::decode_json`].
fn json<T: DeserializeOwned>(meta: &Meta, head: &ResponseHead, body: &Bytes) -> Result<T, Error> {
    empty(meta, head, body)?;
    let mut seen = Seen::default();
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = T::deserialize(Watched::new(&mut deserializer, &mut seen));
    match value {
        Ok(_) if deserializer.end().is_err() => Err(trailing(meta, head, body)),
        Ok(value) if seen.is_as_promised() => Ok(value),
        Ok(_) => Err(Error::in_success(meta, head, body)),
        Err(error) => Err(misfit(meta, head, body, error, path::<T>(body))),
    }
}

/// Decodes again, more slowly, to find the path of the value that does not fit.
fn path<T: DeserializeOwned>(body: &Bytes) -> String {
    let mut seen = Seen::default();
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let mut track = Track::new();
    let watched = Watched::new(&mut deserializer, &mut seen);
    match T::deserialize(serde_path_to_error::Deserializer::new(watched, &mut track)) {
        Ok(_) => String::new(),
        Err(_) => track.path().to_string(),
    }
}

/// Checks a response without a value; see [`Meta::decode_empty`].
pub(super) fn empty(meta: &Meta, head: &ResponseHead, body: &Bytes) -> Result<(), Error> {
    if head.status.is_success() || meta.success.contains(&head.status.as_u16()) {
        Ok(())
    } else {
        Err(Error::from_response(meta, head, body))
    }
}

/// The error of a response with a value that is valid, and something after it.
pub(super) fn trailing(meta: &Meta, head: &ResponseHead, body: &Bytes) -> Error {
    let error = Error::new(ErrorKind::Decoding).meta(meta).head(head).body(body.clone());
    error.message("the response has more data after its JSON value").build()
}

/// The error of a response that does not fit at a path, which is empty for the whole of it.
pub(super) fn misfit(
    meta: &Meta,
    head: &ResponseHead,
    body: &Bytes,
    source: serde_json::Error,
    path: String,
) -> Error {
    let error = Error::new(ErrorKind::Decoding).meta(meta).head(head).body(body.clone());
    // A page of a proxy shows by its first words who responded.
    if !source.is_data() && !starts_as_json(body) {
        return not_json(error, head, body).build();
    }
    error.message("the response does not fit").path(path).source(source).build()
}

fn not_json(error: ErrorBuilder, head: &ResponseHead, body: &Bytes) -> ErrorBuilder {
    let encoding = head.headers.get(CONTENT_ENCODING).and_then(|value| value.to_str().ok());
    match encoding.filter(|encoding| !encoding.eq_ignore_ascii_case("identity")) {
        Some(encoding) => error
            .message(format!("the response is encoded with `{encoding}`, which is not supported"))
            .remedy("do not ask for it with a header, or enable the feature `gzip` for `gzip`"),
        None if is_html(body) => error.message_and_body("the response is HTML, not JSON", body),
        None => error.message_and_body("the response is not JSON", body),
    }
}

fn starts_as_json(body: &[u8]) -> bool {
    matches!(body.trim_ascii_start().first(), Some(b'{' | b'['))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, Method, StatusCode};
    use serde::Deserialize;

    use super::*;
    use crate::Service;

    static SERVICE: Service = Service::new("toys", "toys");
    const META: &Meta =
        &Meta::new(&SERVICE, "ShowToy", Method::GET, "/v1/toys/1").success(&[200, 304]);

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Toy {
        id: String,
        sizes: Vec<i64>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Nothing {}

    fn decode<T: DeserializeOwned>(status: u16, body: &str) -> Result<T, Error> {
        let head = ResponseHead::new(StatusCode::from_u16(status).unwrap(), HeaderMap::new());
        META.decode_json(&head, &Bytes::copy_from_slice(body.as_bytes()))
    }

    #[test]
    fn what_is_not_json_is_told_for_what_it_is() {
        for (encoding, body, message) in [
            (None, "<html><title>Log in</title>", "the response is HTML, not JSON: Log in"),
            (None, "welcome", "the response is not JSON: welcome"),
            (None, "", "the response is not JSON: the body is empty"),
            (Some("identity"), "welcome", "the response is not JSON: welcome"),
            (
                Some("gzip"),
                "\u{1f}\u{8b}",
                "the response is encoded with `gzip`, which is not supported",
            ),
        ] {
            let mut headers = HeaderMap::new();
            headers.extend(encoding.map(|encoding| (CONTENT_ENCODING, encoding.parse().unwrap())));
            let head = ResponseHead::new(StatusCode::OK, headers);
            let result = META.decode_json::<Toy>(&head, &Bytes::from_static(body.as_bytes()));
            assert_eq!(result.unwrap_err().message(), message);
        }
    }

    #[test]
    fn an_object_with_a_known_key_or_with_none_at_all_fits() {
        for (body, id) in
            [(r#"{"id":"a"}"#, "a"), (r#"{"id":"a","other":1}"#, "a"), ("{}", ""), (" {} ", "")]
        {
            assert_eq!(decode::<Toy>(200, body).unwrap().id, id, "{body}");
        }
        assert_eq!(decode::<Nothing>(200, r#"{"other":1}"#).unwrap(), Nothing {});
        assert_eq!(decode::<Vec<i64>>(200, "[1]").unwrap(), [1]);
    }

    #[test]
    fn what_does_not_fit_is_an_error_with_its_place() {
        for (body, path, message) in [
            (r#"{"sizes":[1,"x"]}"#, Some("sizes[1]"), "the response does not fit"),
            ("[[],[]]", None, "the response does not fit"),
            ("7", None, "the response does not fit"),
            (r#"{"id":"a""#, None, "the response does not fit"),
            ("  [", None, "the response does not fit"),
            ("<p>Log in</p>", None, "the response is not JSON: <p>Log in</p>"),
            ("", None, "the response is not JSON: the body is empty"),
            ("{} x", None, "the response has more data after its JSON value"),
            (r#"{"other":1}"#, None, "the response has none of the fields that it should have"),
        ] {
            let error = decode::<Toy>(200, body).unwrap_err();
            assert_eq!((error.kind(), error.path()), (ErrorKind::Decoding, path), "{body}");
            assert_eq!((error.message(), error.body().as_ref()), (message, body.as_bytes()));
        }
    }

    #[test]
    fn an_error_says_what_was_expected() {
        let error = decode::<Toy>(200, "[[],[]]").unwrap_err();
        assert!(error.to_string().contains("expected struct Toy"), "{error}");
    }

    #[test]
    fn a_status_is_a_success_if_http_or_the_operation_says_so() {
        for (status, ok) in [(200, true), (202, true), (304, true), (302, false), (404, false)] {
            let head = ResponseHead::new(StatusCode::from_u16(status).unwrap(), HeaderMap::new());
            assert_eq!(META.decode_empty(&head, &Bytes::new()).is_ok(), ok, "{status}");
            assert_eq!(decode::<Toy>(status, "{}").is_ok(), ok, "{status}");
        }
    }
}
