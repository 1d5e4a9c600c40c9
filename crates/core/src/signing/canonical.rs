//! The canonical request: the one text that client and server both make of a request.

use std::fmt::Write as _;

use http::{HeaderMap, header::AsHeaderName};
use percent_encoding::{percent_decode_str, percent_encode};
use sha2::{Digest, Sha256};

use super::X_SDK_CONTENT_SHA256;
use crate::encoded_request::ESCAPED;

/// What a signature covers of a request, besides its body.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The method.
    pub method: &'a str,
    /// Path and query, as they are on the wire.
    pub target: &'a str,
    /// The headers.
    pub headers: &'a HeaderMap,
}

/// The canonical request. Of `signed`, the names of headers in lower case, each must be in the
/// request; one that is not counts as empty. Header values need not be UTF-8, so this is no text.
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

/// The hash that stands for a body: that of its bytes, or where there is a body, what a signed
/// header [`X_SDK_CONTENT_SHA256`] says. An unsigned one says nothing: whoever changed the body
/// could have added it.
pub fn payload_hash(headers: &HeaderMap, signed: &[&str], body: &[u8]) -> String {
    let given = header(headers, X_SDK_CONTENT_SHA256)
        .filter(|_| !body.is_empty() && signed.contains(&X_SDK_CONTENT_SHA256))
        .and_then(|value| std::str::from_utf8(value).ok());
    given.map_or_else(|| hash(body), str::to_owned)
}

/// SHA-256 in hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The value of a header without spaces around it. Of several, the last, as the official signers
/// have it.
fn header(headers: &HeaderMap, name: impl AsHeaderName) -> Option<&[u8]> {
    headers.get_all(name).iter().next_back().map(|value| value.as_bytes().trim_ascii())
}

/// Decoded once and encoded again, so that every spelling of a path gives the same text. It ends
/// in a slash, whether the path does or not.
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

/// Sorted by what names and values say rather than by how they are encoded.
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
        // Writing to a string cannot fail.
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
