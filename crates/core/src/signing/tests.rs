//! Signing and verifying together.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, Method};
use proptest::prelude::*;

use super::*;
use crate::{Body, ByteStream, ErrorKind, StreamFactory};

const AK: &str = "AKIDEXAMPLE000000001";
const SK: &str = "SKEXAMPLE0000000000000000000000000000001";

fn now() -> SystemTime {
    parse_date("20240102T030405Z").unwrap()
}

fn request(target: &str, body: Body) -> http::Request<Body> {
    http::Request::builder()
        .method(Method::POST)
        .uri(format!("https://sdrs.cn-north-4.myhuaweicloud.com{target}"))
        .header("host", "sdrs.cn-north-4.myhuaweicloud.com")
        .header("content-type", "application/json")
        .header("x-project-id", "0123456789abcdef")
        .body(body)
        .unwrap()
}

fn signed(target: &str, body: &[u8]) -> HeaderMap {
    let mut request = request(target, Body::Bytes(Bytes::copy_from_slice(body)));
    sign(&mut request, AK, SK, now()).unwrap();
    request.headers().clone()
}

fn check(target: &str, headers: &HeaderMap, body: &[u8]) -> Result<(), Refusal> {
    let request = Request { method: "POST", target, headers };
    let secret = |access_key: &str| (access_key == AK).then_some(SK);
    verify(request, body, now(), Duration::from_secs(900), secret).map(|key| assert_eq!(key, AK))
}

#[test]
fn a_client_signs_host_and_its_own_headers() {
    let headers = signed("/v1/x", b"{}");
    let authorization = headers["authorization"].to_str().unwrap();
    assert!(
        authorization.contains("SignedHeaders=host;x-project-id;x-sdk-date, "),
        "{authorization}"
    );
    assert!(headers["authorization"].is_sensitive());
    assert_eq!(headers["x-sdk-date"], "20240102T030405Z");
}

#[test]
fn a_stream_is_signed_without_its_bytes() {
    for (len, bytes, hash) in [
        (None, &b"image"[..], Some(UNSIGNED_PAYLOAD)),
        (Some(5), b"image", Some(UNSIGNED_PAYLOAD)),
        (Some(0), b"", None),
    ] {
        let factory = StreamFactory::new(len, move || ByteStream::from(bytes.to_vec()));
        let mut request = request("/v2/images/1/file", Body::Stream(factory));
        sign(&mut request, AK, SK, now()).unwrap();
        let header = request.headers().get(X_SDK_CONTENT_SHA256);
        assert_eq!(header.map(|value| value.to_str().unwrap()), hash);
        assert_eq!(check("/v2/images/1/file", request.headers(), bytes), Ok(()));
    }
}

#[test]
fn every_refusal_has_its_reason() {
    type Change = fn(&mut HeaderMap);
    let cases: &[(Change, Refusal)] = &[
        (|h| _ = h.remove("authorization"), Refusal::NoAuthorization),
        (|h| set(h, "authorization", |_| "Bearer x".into()), Refusal::BadAuthorization),
        (|h| set(h, "authorization", |v| v.replace("SDK-", "V11-")), Refusal::BadAuthorization),
        (|h| set(h, "authorization", |v| v.replace(", Signature=", "")), Refusal::BadAuthorization),
        (|h| set(h, "authorization", |v| v.replace("host;", "Host;")), Refusal::BadAuthorization),
        (|h| set(h, "authorization", |v| v[..v.len() - 1].into()), Refusal::BadAuthorization),
        (|h| set(h, "authorization", in_capitals), Refusal::BadAuthorization),
        (|h| set(h, "authorization", |v| v[..v.len() - 2].into()), Refusal::Mismatch),
        (|h| set(h, "authorization", |v| v.replace(AK, "AK")), Refusal::UnknownKey("AK".into())),
        (|h| _ = h.remove("x-project-id"), Refusal::HeaderAbsent("x-project-id".into())),
        (
            |h| _ = h.append("x-project-id", "other".parse().unwrap()),
            Refusal::HeaderRepeated("x-project-id".into()),
        ),
        (|h| _ = h.remove("x-sdk-date"), Refusal::NoDate),
        (|h| set(h, "authorization", |v| v.replace(";x-sdk-date", "")), Refusal::NoDate),
        (|h| set(h, "x-sdk-date", |_| "now".into()), Refusal::BadDate),
        (
            |h| set(h, "x-sdk-date", |_| "20240102T031906Z".into()),
            Refusal::Skewed(Duration::from_secs(901)),
        ),
        (
            |h| set(h, "x-sdk-date", |_| "20240102T024904Z".into()),
            Refusal::Skewed(Duration::from_secs(901)),
        ),
        (|h| set(h, "x-sdk-date", |_| "20240102T031905Z".into()), Refusal::Mismatch),
        (|h| set(h, X_SDK_CONTENT_SHA256, |_| canonical::hash(b"{}")), Refusal::Mismatch),
    ];
    for (index, (change, refusal)) in cases.iter().enumerate() {
        let mut headers = signed("/v1/x", b"{}");
        assert_eq!(check("/v1/x", &headers, b"{}"), Ok(()));
        change(&mut headers);
        // The last case is a body that is not the signed one, hidden by a header that is not
        // signed.
        let body: &[u8] = if index + 1 == cases.len() { b"[]" } else { b"{}" };
        assert_eq!(check("/v1/x", &headers, body), Err(refusal.clone()), "case {index}");
    }
}

#[test]
fn a_refusal_does_not_disturb_a_terminal() {
    let refusal = Refusal::UnknownKey("a\u{9b}2J\tb".into());
    assert_eq!(refusal.to_string(), r"the access key `a\u{9b}2J\tb` does not exist");
}

/// `Authorization` with the digits of its signature in capitals, which no client writes.
fn in_capitals(authorization: &str) -> String {
    let (rest, signature) = authorization.rsplit_once('=').unwrap();
    format!("{rest}={}", signature.to_uppercase())
}

#[test]
fn a_header_that_was_signed_twice_must_come_twice() {
    let mut twice = request("/v1/x", Body::Empty);
    twice.headers_mut().append("x-project-id", "other".parse().unwrap());
    sign(&mut twice, AK, SK, now()).unwrap();
    // The list of signed headers names it once, so the first value would not be covered.
    let repeated = Err(Refusal::HeaderRepeated("x-project-id".into()));
    assert_eq!(check("/v1/x", twice.headers(), b""), repeated);
}

#[test]
fn a_header_that_gateways_drop_is_not_signed() {
    let mut request = request("/v1/x", Body::Empty);
    for name in ["x_a", "x-a_b", "x-a-b", "a-x-b"] {
        request.headers_mut().insert(name, "1".parse().unwrap());
    }
    sign(&mut request, AK, SK, now()).unwrap();
    let authorization = request.headers()["authorization"].to_str().unwrap();
    let signed = "SignedHeaders=host;x-a-b;x-project-id;x-sdk-date, ";
    assert!(authorization.contains(signed), "{authorization}");
}

#[test]
fn what_cannot_be_signed_is_refused() {
    let endless = SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 40);
    for (access_key, now, message) in [
        ("a\nb", now(), "the access key has characters that are invalid in headers"),
        (AK, endless, "the time is outside the years 0 to 9999"),
    ] {
        let error = sign(&mut request("/v1/x", Body::Empty), access_key, SK, now).unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::Invalid, message));
    }
}

#[test]
fn a_refusal_says_what_is_wrong() {
    for (refusal, message) in [
        (Refusal::NoAuthorization, "the request has no Authorization header"),
        (Refusal::BadAuthorization, "the Authorization header is not valid for SDK-HMAC-SHA256"),
        (Refusal::UnknownKey("AK".into()), "the access key `AK` does not exist"),
        (Refusal::HeaderAbsent("x-a".into()), "the signed header `x-a` is absent"),
        (Refusal::HeaderRepeated("x-a".into()), "the signed header `x-a` is repeated"),
        (Refusal::NoDate, "the header X-Sdk-Date is absent or not signed"),
        (Refusal::BadDate, "the header X-Sdk-Date does not have the form YYYYMMDDTHHMMSSZ"),
        (
            Refusal::Skewed(Duration::from_millis(901_900)),
            "the request was signed 901 s away from now",
        ),
        (Refusal::Mismatch, "the signature does not match the request"),
    ] {
        assert_eq!(refusal.to_string(), message);
    }
}

fn set(headers: &mut HeaderMap, name: &'static str, change: impl Fn(&str) -> String) {
    let old = headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    headers.insert(name, change(&old).parse().unwrap());
}

/// `text` with the character at `index` replaced by another that no encoding makes the same.
fn flip(text: &str, index: prop::sample::Index, skip: usize) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let at = skip + index.index(bytes.len() - skip);
    bytes[at] = if bytes[at] == b'7' { b'8' } else { b'7' };
    String::from_utf8(bytes).unwrap()
}

proptest! {
    #[test]
    fn one_changed_byte_anywhere_is_refused(
        path in "/[a-z0-9/._~-]{0,20}",
        query in "[a-z]{1,3}=[a-z0-9]{0,4}(&[a-z]{1,3}=[a-z0-9]{0,4}){0,3}",
        body in prop::collection::vec(any::<u8>(), 1..40),
        index: prop::sample::Index,
    ) {
        let target = format!("{path}?{query}");
        let headers = signed(&target, &body);
        prop_assert_eq!(check(&target, &headers, &body), Ok(()));

        let other = format!("{}?{query}", flip(&path, index, 1.min(path.len() - 1)));
        prop_assert!(check(&other, &headers, &body).is_err(), "{}", other);
        let other = format!("{path}?{}", flip(&query, index, 0));
        prop_assert!(check(&other, &headers, &body).is_err(), "{}", other);

        let mut other = body.clone();
        other[index.index(body.len())] ^= 1;
        prop_assert!(check(&target, &headers, &other).is_err());

        for name in ["host", "x-project-id", "x-sdk-date"] {
            let mut other = headers.clone();
            set(&mut other, name, |value| flip(value, index, 0));
            prop_assert!(check(&target, &other, &body).is_err(), "{}", name);
        }
        let mut other = headers.clone();
        set(&mut other, "authorization", |value| flip(value, index, 0));
        prop_assert!(check(&target, &other, &body).is_err(), "{:?}", other);
    }

    #[test]
    fn any_request_is_verified_by_who_has_the_secret(
        path in "(/[a-z0-9%/!$&'()*+,;=:@-]{0,20}){1,3}",
        query in proptest::option::of("[a-zA-Z0-9%&=+/?!*',;:@_.~-]{0,30}"),
        body in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let target = match query {
            Some(query) => format!("{path}?{query}"),
            None => path,
        };
        let headers = signed(&target, &body);
        prop_assert_eq!(check(&target, &headers, &body), Ok(()));
        let request = Request { method: "POST", target: &target, headers: &headers };
        let other = verify(request, &body, now(), Duration::ZERO, |_| Some("other"));
        prop_assert_eq!(other, Err(Refusal::Mismatch));
    }
}
