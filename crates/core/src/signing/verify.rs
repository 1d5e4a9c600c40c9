//! Verification of signatures by servers.

use std::{
    collections::BTreeMap,
    fmt,
    time::{Duration, SystemTime},
};

use hmac::Mac;
use http::{HeaderName, header::AUTHORIZATION};

use super::{
    ALGORITHM, Request, X_SDK_DATE,
    canonical::{canonical_request, payload_hash},
    date::parse_date,
    sign::{mac, string_to_sign},
};

/// Verifies the signature of a request and returns the access key of its sender.
///
/// Everything is recomputed from the request as it was received. `secret_of` looks up the secret
/// key of an access key; `now` may differ from the time of signing by up to `tolerance`, either
/// way. Signatures are compared in constant time.
///
/// If `X-Sdk-Content-Sha256` is signed, the signature covers its value rather than the body. The
/// caller must compare that value with the hash of the body, if it matters.
///
/// # Errors
///
/// Returns the reason why the request is refused.
pub fn verify<'a, S: AsRef<str>>(
    request: Request<'a>,
    body: &[u8],
    now: SystemTime,
    tolerance: Duration,
    secret_of: impl FnOnce(&str) -> Option<S>,
) -> Result<&'a str, Refusal> {
    let value = request.headers.get(AUTHORIZATION).ok_or(Refusal::NoAuthorization)?;
    let value = std::str::from_utf8(value.as_bytes()).ok();
    let claim = value.and_then(Claim::parse).ok_or(Refusal::BadAuthorization)?;
    let date = check_date(request, &claim, now, tolerance)?;
    check_headers(request, &claim)?;
    let unknown = || Refusal::UnknownKey(claim.access_key.to_owned());
    let secret = secret_of(claim.access_key).ok_or_else(unknown)?;

    let payload_hash = payload_hash(request.headers, &claim.signed, body);
    let canonical = canonical_request(request, &claim.signed, &payload_hash);
    mac(secret.as_ref(), &string_to_sign(date, &canonical))
        .verify_slice(&claim.signature)
        .map_err(|_| Refusal::Mismatch)?;
    Ok(claim.access_key)
}

/// The contents of an `Authorization` header.
struct Claim<'a> {
    access_key: &'a str,
    signed: Vec<&'a str>,
    signature: Vec<u8>,
}

impl<'a> Claim<'a> {
    fn parse(value: &'a str) -> Option<Self> {
        let rest = value.strip_prefix(ALGORITHM)?.strip_prefix(" Access=")?;
        let (rest, signature) = rest.rsplit_once(", Signature=")?;
        let (access_key, signed) = rest.rsplit_once(", SignedHeaders=")?;
        let signed: Vec<_> = signed.split(';').collect();
        let is_name = |name: &&str| {
            HeaderName::from_bytes(name.as_bytes()).is_ok_and(|parsed| parsed.as_str() == *name)
        };
        let is_hex = signature.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !signed.iter().all(is_name) || !is_hex {
            return None;
        }
        Some(Self { access_key, signed, signature: hex::decode(signature).ok()? })
    }
}

fn check_date<'a>(
    request: Request<'a>,
    claim: &Claim<'_>,
    now: SystemTime,
    tolerance: Duration,
) -> Result<&'a str, Refusal> {
    let value = request.headers.get(X_SDK_DATE).filter(|_| claim.signed.contains(&X_SDK_DATE));
    let text = value.ok_or(Refusal::NoDate)?.to_str().map_err(|_| Refusal::BadDate)?;
    let date = parse_date(text).ok_or(Refusal::BadDate)?;
    let skew = now.duration_since(date).unwrap_or_else(|early| early.duration());
    if skew > tolerance {
        return Err(Refusal::Skewed(skew));
    }
    Ok(text)
}

/// Checks that a header occurs as often in the request as in the list of signed headers: a
/// repetition would not be covered, but might be the value that is read.
fn check_headers(request: Request<'_>, claim: &Claim<'_>) -> Result<(), Refusal> {
    let mut listed = BTreeMap::new();
    for name in &claim.signed {
        *listed.entry(*name).or_insert(0) += 1;
    }
    for (name, times) in listed {
        match request.headers.get_all(name).iter().count() {
            0 => return Err(Refusal::HeaderAbsent(name.to_owned())),
            found if found != times => return Err(Refusal::HeaderRepeated(name.to_owned())),
            _ => {}
        }
    }
    Ok(())
}

/// The reason why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// There is no `Authorization` header.
    NoAuthorization,
    /// The `Authorization` header is not valid for this algorithm.
    BadAuthorization,
    /// The access key is unknown.
    UnknownKey(String),
    /// A signed header is absent.
    HeaderAbsent(String),
    /// A signed header occurs more often in the request than was signed.
    HeaderRepeated(String),
    /// `X-Sdk-Date` is absent or not signed.
    NoDate,
    /// `X-Sdk-Date` does not have the form `YYYYMMDDTHHMMSSZ`.
    BadDate,
    /// The time of signing differs too much from the current time.
    Skewed(Duration),
    /// The signature does not match the request.
    Mismatch,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAuthorization => f.write_str("the request has no Authorization header"),
            Self::BadAuthorization => {
                write!(f, "the Authorization header is not valid for {ALGORITHM}")
            }
            // The key is what the sender wrote, and this text ends up in logs.
            Self::UnknownKey(key) => {
                write!(f, "the access key `{}` does not exist", key.escape_debug())
            }
            Self::HeaderAbsent(name) => write!(f, "the signed header `{name}` is absent"),
            Self::HeaderRepeated(name) => write!(f, "the signed header `{name}` is repeated"),
            Self::NoDate => f.write_str("the header X-Sdk-Date is absent or not signed"),
            Self::BadDate => {
                f.write_str("the header X-Sdk-Date does not have the form YYYYMMDDTHHMMSSZ")
            }
            Self::Skewed(skew) => {
                write!(f, "the request was signed {} s away from now", skew.as_secs())
            }
            Self::Mismatch => f.write_str("the signature does not match the request"),
        }
    }
}

impl std::error::Error for Refusal {}
