//! The signatures of the official Python SDK; see `tests/vectors/README.md`.

use std::{collections::BTreeSet, time::Duration};

use http::{HeaderMap, HeaderName, HeaderValue};
use huaweicloud_core::signing::{
    Request, X_SDK_DATE, authorization, canonical_request, parse_date, payload_hash, signature,
    string_to_sign, verify,
};
use serde_json::Value;

/// What is left out, and why. A line that leaves nothing out, or something that would pass, fails
/// the test.
const SKIPPED: &[(Skip, &str)] = &[
    (Skip::Algorithm("V11-HMAC-SHA256"), "derived keys, which we do not sign with"),
    (Skip::Name("path-empty"), "the SDK trips over an empty path; ours is that of the root"),
    (Skip::Name("query-list-mixed"), "Python cannot sort texts among numbers; ours are all texts"),
    (Skip::Name("query-int-vs-str-same-key"), "the same"),
    (Skip::Name("header-authorization-given"), "the SDK signs nothing then; ours replaces it"),
    (Skip::Name("header-date-bad"), "a refusal; ours takes no date as text"),
    (Skip::Name("cred-ak-empty"), "a refusal; credentials are checked before signing"),
    (Skip::Name("cred-sk-empty"), "the same"),
];

enum Skip {
    Name(&'static str),
    Algorithm(&'static str),
}

impl Skip {
    fn covers(&self, vector: &Vector) -> bool {
        match self {
            Self::Name(name) => vector.input("name") == *name,
            Self::Algorithm(algorithm) => vector.input("algorithm") == *algorithm,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Name(name) | Self::Algorithm(name) => name,
        }
    }
}

#[test]
fn every_stage_of_every_signature_is_that_of_the_official_sdk() {
    check(Vector::stages);
}

#[test]
fn every_signature_of_the_official_sdk_is_accepted() {
    check(Vector::verified);
}

/// Reports all failures at once.
fn check(test: impl Fn(&Vector) -> Result<(), String>) {
    let mut failures = Vec::new();
    let mut used = BTreeSet::new();
    for vector in vectors() {
        let name = vector.input("name").to_owned();
        let result = test(&vector);
        match SKIPPED.iter().find(|(skip, _)| skip.covers(&vector)) {
            Some((skip, _)) => {
                used.insert(skip.name());
                if result.is_ok() {
                    failures.push(format!("{name} is skipped, but passes"));
                }
            }
            None => failures.extend(result.err().map(|stage| format!("{name}: {stage}"))),
        }
    }
    let unused = SKIPPED.iter().filter(|(skip, _)| !used.contains(skip.name()));
    failures.extend(unused.map(|(skip, _)| format!("{} skips nothing", skip.name())));
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

struct Vector(Value);

impl Vector {
    fn input(&self, key: &str) -> &str {
        self.0["input"][key].as_str().unwrap_or_default()
    }

    fn expected(&self, key: &str) -> Result<&str, String> {
        self.0["expected"][key].as_str().ok_or_else(|| format!("the SDK gave no {key}"))
    }

    fn target(&self) -> Result<&str, String> {
        let origin = format!("{}://{}", self.input("scheme"), self.input("host"));
        self.expected("wire_url")?
            .strip_prefix(&origin)
            .ok_or_else(|| "the URL is of another host".to_owned())
    }

    fn headers(&self, with_authorization: bool) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for pair in self.0["expected"]["headers_out"].as_array().into_iter().flatten() {
            let (name, value) = (pair[0].as_str().unwrap(), pair[1].as_str().unwrap());
            if with_authorization || name != "Authorization" {
                let latin1: Result<Vec<u8>, _> = value.chars().map(u8::try_from).collect();
                headers.append(
                    HeaderName::from_bytes(name.as_bytes()).unwrap(),
                    HeaderValue::from_bytes(&latin1.unwrap_or(value.into())).unwrap(),
                );
            }
        }
        headers
    }

    fn body(&self) -> Vec<u8> {
        base64(self.input("body_b64"))
    }

    fn stages(&self) -> Result<(), String> {
        let signed: Vec<_> = self.expected("signed_headers")?.split(';').collect();
        let headers = self.headers(false);
        let request =
            Request { method: self.input("method"), target: self.target()?, headers: &headers };
        let payload_hash = payload_hash(&headers, &signed, &self.body());
        let canonical = canonical_request(request, &signed, &payload_hash);
        let text = String::from_utf8_lossy(&canonical);
        same("canonical request", &text, self.expected("canonical_request")?)?;

        let date = headers.get(X_SDK_DATE).and_then(|date| date.to_str().ok()).unwrap_or_default();
        let to_sign = string_to_sign(date, &canonical);
        same("string to sign", &to_sign, self.expected("string_to_sign")?)?;

        let signature = signature(self.input("sk"), &to_sign);
        same("signature", &signature, self.expected("signature")?)?;
        let authorization = authorization(self.input("ak"), &signed, &signature);
        same("Authorization", &authorization, self.expected("authorization")?)
    }

    fn verified(&self) -> Result<(), String> {
        let headers = self.headers(true);
        let request =
            Request { method: self.input("method"), target: self.target()?, headers: &headers };
        let date = headers.get(X_SDK_DATE).and_then(|date| date.to_str().ok()).unwrap_or_default();
        let now = parse_date(date).ok_or("the date is none")?;
        let secret = |access_key: &str| (access_key == self.input("ak")).then(|| self.input("sk"));
        let access_key = verify(request, &self.body(), now, Duration::ZERO, secret)
            .map_err(|refusal| format!("refused: {refusal}"))?;
        same("access key", access_key, self.input("ak"))
    }
}

fn same(stage: &str, ours: &str, theirs: &str) -> Result<(), String> {
    if ours == theirs {
        return Ok(());
    }
    Err(format!("{stage}\n   ours: {ours:?}\n theirs: {theirs:?}"))
}

fn vectors() -> Vec<Vector> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/signing.json");
    let text = std::fs::read_to_string(path).unwrap();
    let mut file: Value = serde_json::from_str(&text).unwrap();
    let Value::Array(vectors) = file["vectors"].take() else { panic!("no list of vectors") };
    assert!(vectors.len() > 100, "only {} vectors", vectors.len());
    vectors.into_iter().map(Vector).collect()
}

fn base64(text: &str) -> Vec<u8> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut held) = (0, 0);
    for digit in text.chars().filter(|digit| *digit != '=') {
        bits = bits << 6 | ALPHABET.find(digit).unwrap();
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    bytes
}
