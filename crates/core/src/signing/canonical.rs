//! The canonical request, which client and server compute from the same request.

use std::borrow::Cow;

use http::{HeaderMap, header::AsHeaderName};
use percent_encoding::{percent_decode_str, percent_encode};
use sha2::{Digest, Sha256};

use super::X_SDK_CONTENT_SHA256;
use crate::encoded_request::ESCAPED;

/// SHA-256 of no bytes.
const EMPTY_HASH: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

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
pub fn canonical_request<N>(request: Request<'_>, signed: &[N], payload_hash: &str) -> Vec<u8>
where
    N: AsHeaderName + AsRef<str> + Copy,
{
    let (path, query) = request.target.split_once('?').unwrap_or((request.target, ""));
    let method = request.method.to_ascii_uppercase();
    let (path, query) = (canonical_path(path), canonical_query(query));
    let mut lines = vec![method.as_bytes(), b"\n", path.as_bytes(), b"\n", query.as_bytes(), b"\n"];
    for name in signed {
        let value = header(request.headers, *name).unwrap_or_default();
        lines.extend([name.as_ref().as_bytes(), b":", value, b"\n"]);
    }
    let names = joined(signed);
    lines.extend([b"\n", names.as_bytes(), b"\n", payload_hash.as_bytes()]);
    lines.concat()
}

/// Returns the hash of a body: the value of a signed header [`X_SDK_CONTENT_SHA256`] if there is a
/// body, otherwise SHA-256 of the bytes.
///
/// An unsigned header is ignored, since whoever changed the body could have added it.
pub fn payload_hash(headers: &HeaderMap, signed: &[impl AsRef<str>], body: &[u8]) -> String {
    if body.is_empty() {
        return EMPTY_HASH.to_owned();
    }
    let given = header(headers, X_SDK_CONTENT_SHA256)
        .filter(|_| signed.iter().any(|name| name.as_ref() == X_SDK_CONTENT_SHA256))
        .and_then(|value| std::str::from_utf8(value).ok());
    given.map_or_else(|| hash(body), str::to_owned)
}

/// Returns the names of headers as the signature and `Authorization` list them.
pub(super) fn joined(signed: &[impl AsRef<str>]) -> String {
    let names: Vec<_> = signed.iter().map(AsRef::as_ref).collect();
    names.join(";")
}

/// Returns the SHA-256 hash of bytes in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes).into())
}

/// Returns bytes in hexadecimal, in lower case.
pub(super) fn hexadecimal(bytes: &[u8; 32]) -> String {
    // `hex::encode` collects the digits one by one, which takes much longer.
    let mut digits = [0; 64];
    hex::encode_to_slice(bytes, &mut digits).unwrap_or_default();
    String::from_utf8_lossy(&digits).into_owned()
}

/// Returns the trimmed value of a header. Of several headers with that name, the last one counts,
/// as in the official SDKs.
fn header(headers: &HeaderMap, name: impl AsHeaderName) -> Option<&[u8]> {
    headers.get_all(name).iter().next_back().map(|value| value.as_bytes().trim_ascii())
}

/// Decodes a path and encodes it again, so that all spellings have the same result. It always ends
/// with a slash.
fn canonical_path(path: &str) -> String {
    let mut canonical = match path.bytes().all(is_kept) {
        true => path.to_owned(),
        false => recoded(path),
    };
    if !canonical.ends_with('/') {
        canonical.push('/');
    }
    canonical
}

/// Whether a character of a path has only one spelling.
fn is_kept(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/')
}

fn recoded(path: &str) -> String {
    let decoded = Cow::from(percent_decode_str(path));
    let segments = decoded.split(|byte| *byte == b'/');
    let segments: Vec<_> =
        segments.map(|segment| percent_encode(segment, ESCAPED).to_string()).collect();
    segments.join("/")
}

/// Sorts the parameters of a query by their decoded names and values.
fn canonical_query(query: &str) -> String {
    let decode = |text| Cow::from(percent_decode_str(text));
    let mut pairs: Vec<_> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect();
    pairs.sort();
    let mut canonical = String::with_capacity(query.len());
    for (name, value) in &pairs {
        if !canonical.is_empty() {
            canonical.push('&');
        }
        canonical.extend(percent_encode(name, ESCAPED));
        canonical.push('=');
        canonical.extend(percent_encode(value, ESCAPED));
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
    fn the_hash_of_nothing_is_known() {
        assert_eq!(EMPTY_HASH, hash(b""));
    }

    #[test]
    fn a_hash_given_by_a_header_must_be_signed() {
        let mut headers = HeaderMap::new();
        headers.insert(X_SDK_CONTENT_SHA256, "UNSIGNED-PAYLOAD".parse().unwrap());
        assert_eq!(payload_hash(&headers, &[X_SDK_CONTENT_SHA256], b"x"), "UNSIGNED-PAYLOAD");
        assert_eq!(payload_hash(&headers, &["host"], b"x"), hash(b"x"));
        assert_eq!(payload_hash(&headers, &[X_SDK_CONTENT_SHA256], b""), hash(b""));
    }
}
