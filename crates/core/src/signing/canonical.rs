//! The canonical request, which client and server compute from the same request.

use std::fmt::Write as _;

use http::{HeaderMap, header::AsHeaderName};
use percent_encoding::{percent_decode_str, percent_encode};
use sha2::{Digest, Sha256};

use super::X_SDK_CONTENT_SHA256;
use crate::encoded_request::ESCAPED;

/// The parts of a request that a signature covers, except its body.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The path and the query, as they are sent.
    pub target: &'a str,
    /// The headers.
    pub headers: &'a HeaderMap,
}

/// Returns the canonical request.
///
/// `signed` are lower-case names of headers; the value of an absent header is empty. The result
/// consists of bytes, since header values need not be UTF-8.
pub fn canonical_request(request: Request<'_>, signed: &[&str], payload_hash: &str) -> Vec<u8> {
    let (path, query) = request.target.split_once('?').unwrap_or((request.target, ""));
    let mut canonical = format!(
        "{}\n{}\n{}\n",
        request.method.to_ascii_uppercase(),
        canonical_path(path),
        canonical_query(query)
    )
    .into_bytes();
    for name in signed {
        canonical.extend_from_slice(name.as_bytes());
        canonical.push(b':');
        canonical.extend_from_slice(header(request.headers, *name).unwrap_or_default());
        canonical.push(b'\n');
    }
    canonical.extend_from_slice(format!("\n{}\n{payload_hash}", signed.join(";")).as_bytes());
    canonical
}

/// Returns the hash of a body: the value of a signed header [`X_SDK_CONTENT_SHA256`] if there is a
/// body, otherwise SHA-256 of the bytes.
///
/// An unsigned header is ignored, since whoever changed the body could have added it.
pub fn payload_hash(headers: &HeaderMap, signed: &[&str], body: &[u8]) -> String {
    let given = header(headers, X_SDK_CONTENT_SHA256)
        .filter(|_| !body.is_empty() && signed.contains(&X_SDK_CONTENT_SHA256))
        .and_then(|value| std::str::from_utf8(value).ok());
    given.map_or_else(|| hash(body), str::to_owned)
}

/// Returns the SHA-256 hash in hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Returns the trimmed value of a header. Of several headers with that name, the last one counts,
/// as in the official SDKs.
fn header(headers: &HeaderMap, name: impl AsHeaderName) -> Option<&[u8]> {
    headers.get_all(name).iter().next_back().map(|value| value.as_bytes().trim_ascii())
}

/// Decodes a path and encodes it again, so that all spellings have the same result. It always ends
/// with a slash.
fn canonical_path(path: &str) -> String {
    let decoded: Vec<u8> = percent_decode_str(path).collect();
    let mut canonical = String::with_capacity(path.len() + 1);
    for (index, segment) in decoded.split(|byte| *byte == b'/').enumerate() {
        if index > 0 {
            canonical.push('/');
        }
        canonical.extend(percent_encode(segment, ESCAPED));
    }
    if !canonical.ends_with('/') {
        canonical.push('/');
    }
    canonical
}

/// Sorts the parameters of a query by their decoded names and values.
fn canonical_query(query: &str) -> String {
    let decode = |text| percent_decode_str(text).collect::<Vec<u8>>();
    let mut pairs: Vec<_> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect();
    pairs.sort();
    let mut canonical = String::with_capacity(query.len());
    for (name, value) in &pairs {
        let separator = if canonical.is_empty() { "" } else { "&" };
        let (name, value) = (percent_encode(name, ESCAPED), percent_encode(value, ESCAPED));
        // Writing to a `String` cannot fail.
        let _ = write!(canonical, "{separator}{name}={value}");
    }
    canonical
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_path_is_one() {
        for (path, canonical) in [
            ("", "/"),
            ("/", "/"),
            ("/v1", "/v1/"),
            ("/v1/", "/v1/"),
            ("/v1//x", "/v1//x/"),
            ("/a+b", "/a%2Bb/"),
            ("/a%2fb", "/a/b/"),
            ("/%e5%ae%b9", "/%E5%AE%B9/"),
            ("/100%25", "/100%25/"),
            ("/%zz", "/%25zz/"),
            ("/%ff", "/%FF/"),
        ] {
            assert_eq!(canonical_path(path), canonical, "{path}");
        }
    }

    #[test]
    fn a_query_is_sorted_by_its_meaning() {
        for (query, canonical) in [
            ("", ""),
            ("b=2&a=1", "a=1&b=2"),
            ("a=2&a=10&a=1", "a=1&a=10&a=2"),
            ("a~=1&a%C3%A9=2", "a~=1&a%C3%A9=2"),
            ("flag&a=", "a=&flag="),
            ("&a=1&&", "a=1"),
            ("a=b=c", "a=b%3Dc"),
        ] {
            assert_eq!(canonical_query(query), canonical, "{query}");
        }
    }

    #[test]
    fn a_hash_given_by_a_header_must_be_signed() {
        let mut headers = HeaderMap::new();
        headers.insert(X_SDK_CONTENT_SHA256, "UNSIGNED-PAYLOAD".parse().unwrap());
        assert_eq!(payload_hash(&headers, &[X_SDK_CONTENT_SHA256], b"x"), "UNSIGNED-PAYLOAD");
        assert_eq!(payload_hash(&headers, &[], b"x"), hash(b"x"));
        assert_eq!(payload_hash(&headers, &[X_SDK_CONTENT_SHA256], b""), hash(b""));
    }
}
