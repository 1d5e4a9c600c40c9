//! Verifying, as a server does.

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

/// Checks who sent a request, and gives their access key.
///
/// Everything is computed anew from the request as it was received. `secret_of` looks up the
/// secret of an access key; `now` may differ from the time of signing by `tolerance`, either way.
/// The comparison takes the same time whatever differs.
///
/// A body under `X-Sdk-Content-Sha256` is covered by what that header says, which need not be its
/// hash: that is for the caller to check, if it matters.
///
/// # Errors
///
/// Why the request is refused.
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

/// What an `Authorization` header claims.
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

/// A header must be in the request as often as it is among the signed ones: a second one would not
/// be covered, and a reader might take that one.
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

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// There is no `Authorization` header.
    NoAuthorization,
    /// The `Authorization` header is not one of this algorithm.
    BadAuthorization,
    /// Nobody has this access key.
    UnknownKey(String),
    /// A header that is said to be signed is not in the request.
    HeaderAbsent(String),
    /// A signed header is in the request once more than was signed.
    HeaderRepeated(String),
    /// `X-Sdk-Date` is absent or not signed.
    NoDate,
    /// `X-Sdk-Date` is not of the form `YYYYMMDDTHHMMSSZ`.
    BadDate,
    /// The request was signed so long ago, or so far in the future.
    Skewed(Duration),
    /// The signature is not that of this request.
    Mismatch,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAuthorization => f.write_str("the request has no Authorization header"),
            Self::BadAuthorization => {
                write!(f, "the Authorization header is not one of {ALGORITHM}")
            }
            Self::UnknownKey(key) => write!(f, "nobody has the access key `{key}`"),
            Self::HeaderAbsent(name) => write!(f, "the signed header `{name}` is absent"),
            Self::HeaderRepeated(name) => write!(f, "the signed header `{name}` is repeated"),
            Self::NoDate => f.write_str("the header X-Sdk-Date is absent or not signed"),
            Self::BadDate => f.write_str("the header X-Sdk-Date is not YYYYMMDDTHHMMSSZ"),
            Self::Skewed(skew) => {
                write!(f, "the request was signed {} s away from now", skew.as_secs())
            }
            Self::Mismatch => f.write_str("the signature is not that of this request"),
        }
    }
}

impl std::error::Error for Refusal {}
