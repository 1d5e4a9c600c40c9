//! Signatures: what a client signs, a server verifies, and nothing else.

use std::time::{Duration, SystemTime};

use huaweicloud_core::{
    Body, Bytes,
    http::{self, HeaderMap, HeaderValue, header::AUTHORIZATION},
    signing::{self, Refusal, X_SDK_CONTENT_SHA256, X_SDK_DATE},
};
use percent_encoding::percent_decode_str;

use super::message::Message;

const KEY: &str = "AKIDEXAMPLE000000001";
const SECRET: &str = "SKEXAMPLE0000000000000000000000000000001";

/// Checks a request: `GET /path?query`, headers, an empty line, and its body.
pub fn check(input: &[u8]) {
    let Message { line, headers, body } = Message::read(input);
    let (method, target) = line.split_once(' ').unwrap_or(("GET", line));
    let request = Request {
        method: method.to_owned(),
        target: target.to_owned(),
        headers,
        body: body.to_vec(),
    };
    is_refused(&request);
    if let Some(signed) = request.signed() {
        is_verified(&signed, input.iter().copied().map(usize::from).sum());
    }
}

/// A request as a server receives it.
#[derive(Clone, Debug)]
struct Request {
    method: String,
    target: String,
    headers: HeaderMap,
    body: Vec<u8>,
}

/// Nobody makes a signature without the secret.
fn is_refused(request: &Request) {
    for secret in [Some("a secret that signed no input"), None] {
        let refusal = request.verify(|_| secret).expect_err("nobody has the secret").to_string();
        assert!(!refusal.chars().any(char::is_control), "a log is disturbed by {refusal:?}");
    }
}

/// A server that has the secret accepts the request, and another one only if it means the same. What is
/// changed depends on `pick`.
fn is_verified(signed: &Request, pick: usize) {
    if signed.headers.keys().any(|name| signed.repeats(name.as_str())) {
        // Servers differ in which of the values they read.
        assert!(matches!(signed.verify(secret_of), Err(Refusal::HeaderRepeated(_))));
        return;
    }
    assert_eq!(signed.verify(secret_of), Ok(KEY), "{signed:?}");
    assert_eq!(signed.verify(|_| Some("another")), Err(Refusal::Mismatch), "{signed:?}");
    for changed in signed.changed(pick) {
        let is_verified = changed.verify(secret_of).is_ok();
        let is_same = changed.meaning() == signed.meaning();
        assert_eq!(is_verified, is_same, "{signed:?} became {changed:?}");
    }
}

/// The secret that a server knows.
fn secret_of(key: &str) -> Option<&'static str> {
    (key == KEY).then_some(SECRET)
}

impl Request {
    /// The request as a client sends it, unless none can.
    fn signed(&self) -> Option<Self> {
        let body = Body::Bytes(Bytes::copy_from_slice(&self.body));
        let request = http::Request::builder().method(&*self.method).uri(&self.target);
        let mut request = request.body(body).ok()?;
        *request.headers_mut() = self.headers.clone();
        signing::sign(&mut request, KEY, SECRET, self.time()).expect("any request can be signed");
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        Some(Self { target: target.to_owned(), headers: request.headers().clone(), ..self.clone() })
    }

    fn verify<'a>(&self, secret_of: impl FnOnce(&str) -> Option<&'a str>) -> Result<&str, Refusal> {
        let Self { method, target, headers, body } = self;
        let request = signing::Request { method, target, headers };
        signing::verify(request, body, self.time(), Duration::ZERO, secret_of)
    }

    /// The time at which the request says that it was signed.
    fn time(&self) -> SystemTime {
        let date = self.headers.get(X_SDK_DATE).and_then(|date| date.to_str().ok());
        date.and_then(signing::parse_date).unwrap_or(SystemTime::UNIX_EPOCH)
    }

    fn repeats(&self, name: &str) -> bool {
        is_signed(name) && self.headers.get_all(name).iter().count() > 1
    }

    /// The same with another byte in each of its parts.
    fn changed(&self, pick: usize) -> Vec<Self> {
        let mut changed = Vec::new();
        if let Some(method) = other_text(&self.method, pick) {
            changed.push(Self { method, ..self.clone() });
        }
        if let Some(target) = other_text(&self.target, pick) {
            changed.push(Self { target, ..self.clone() });
        }
        if let Some(body) = other(&self.body, pick) {
            changed.push(Self { body, ..self.clone() });
        }
        for (name, value) in &self.headers {
            let value = other(value.as_bytes(), pick).map(|value| HeaderValue::from_bytes(&value));
            if let Some(Ok(value)) = value {
                let mut headers = self.headers.clone();
                headers.insert(name, value);
                changed.push(Self { headers, ..self.clone() });
            }
        }
        changed
    }

    fn meaning(&self) -> Meaning {
        let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        let mut path = decoded(path);
        if path.last() != Some(&b'/') {
            path.push(b'/');
        }
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let mut query: Vec<_> =
            pairs.map(|(name, value)| [decoded(name), decoded(value)]).collect();
        query.sort();
        let headers = self.headers.iter().filter(|(name, _)| is_signed(name.as_str()));
        let mut headers: Vec<_> = headers
            .map(|(name, value)| (name.to_string(), value.as_bytes().trim_ascii().to_vec()))
            .collect();
        headers.sort();
        let hash = self.headers.get(X_SDK_CONTENT_SHA256);
        let is_covered = hash.is_none_or(|hash| std::str::from_utf8(hash.as_bytes()).is_err());
        Meaning {
            method: self.method.to_ascii_uppercase(),
            path,
            query,
            headers,
            body: is_covered.then(|| self.body.clone()),
        }
    }
}

/// What a signature covers, however it is spelled.
#[derive(Debug, PartialEq)]
struct Meaning {
    method: String,
    path: Vec<u8>,
    query: Vec<[Vec<u8>; 2]>,
    headers: Vec<(String, Vec<u8>)>,
    /// `None` if a header stands for the body.
    body: Option<Vec<u8>>,
}

/// Whether a signature covers a header, or is one.
fn is_signed(name: &str) -> bool {
    name == "host" || name == AUTHORIZATION || name.starts_with("x-") && !name.contains('_')
}

fn decoded(text: &str) -> Vec<u8> {
    percent_decode_str(text).collect()
}

/// The bytes with another one at a place.
fn other(bytes: &[u8], pick: usize) -> Option<Vec<u8>> {
    let at = pick.checked_rem(bytes.len())?;
    let mut bytes = bytes.to_vec();
    bytes[at] = bytes[at].wrapping_add((pick % 255 + 1) as u8);
    Some(bytes)
}

fn other_text(text: &str, pick: usize) -> Option<String> {
    String::from_utf8(other(text.as_bytes(), pick)?).ok()
}
