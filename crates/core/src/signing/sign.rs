//! Signing of requests by clients.

use std::time::SystemTime;

use hmac::{Hmac, KeyInit, Mac};
use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{AUTHORIZATION, HOST},
};
use sha2::Sha256;

use super::{
    ALGORITHM, Request, UNSIGNED_PAYLOAD, X_SDK_CONTENT_SHA256, X_SDK_DATE,
    canonical::{canonical_request, hash, hexadecimal, joined, payload_hash},
    date::format_date,
};
use crate::{Body, Error, ErrorKind};

const DATE: HeaderName = HeaderName::from_static(X_SDK_DATE);
const CONTENT_SHA256: HeaderName = HeaderName::from_static(X_SDK_CONTENT_SHA256);

/// Signs a request: sets `X-Sdk-Date` to `now`, and `Authorization`.
///
/// A streamed body is not covered, which `X-Sdk-Content-Sha256` then states.
///
/// The signature covers the method, path, query, the header `Host` and all headers that begin with
/// `X-`, so set these before. `Content-Type` is not covered, since proxies change it.
///
/// # Errors
///
/// Returns an error if the access key contains characters that are invalid in headers, or `now` is
/// outside the years 0 to 9999.
pub fn sign(
    request: &mut http::Request<Body>,
    access_key: &str,
    secret_key: &str,
    now: SystemTime,
) -> Result<(), Error> {
    let date =
        format_date(now).ok_or_else(|| refused("the time is outside the years 0 to 9999"))?;
    let date_header =
        HeaderValue::from_str(&date).map_err(|_| refused("the time is invalid in a header"))?;
    request.headers_mut().insert(DATE, date_header);
    let is_covered = request.body().is_empty() || request.body().as_bytes().is_some();
    if !is_covered {
        let unsigned = HeaderValue::from_static(UNSIGNED_PAYLOAD);
        request.headers_mut().insert(CONTENT_SHA256, unsigned);
    }

    let signed = signed_headers(request.headers());
    let payload_hash = match is_covered {
        true => {
            let bytes = request.body().as_bytes().unwrap_or_default();
            payload_hash(request.headers(), &signed, bytes)
        }
        false => UNSIGNED_PAYLOAD.to_owned(),
    };
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    let canonical = canonical_request(
        Request { method: request.method().as_str(), target, headers: request.headers() },
        &signed,
        &payload_hash,
    );
    let signature = signature(secret_key, &string_to_sign(&date, &canonical));
    let mut authorization =
        HeaderValue::try_from(authorization(access_key, &signed, &signature))
            .map_err(|_| refused("the access key has characters that are invalid in headers"))?;
    authorization.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, authorization);
    Ok(())
}

/// Returns the sorted names of the headers to sign. Names with an underscore are left out, since
/// gateways drop such headers.
fn signed_headers(headers: &HeaderMap) -> Vec<&HeaderName> {
    let is_own = |name: &str| name.starts_with("x-") && !name.contains('_');
    let mut names: Vec<_> =
        headers.keys().filter(|name| *name == HOST || is_own(name.as_str())).collect();
    names.sort_unstable_by_key(|name| name.as_str());
    names
}

/// Returns the text that is signed. `date` is the value of `X-Sdk-Date`.
pub fn string_to_sign(date: &str, canonical_request: &[u8]) -> String {
    [ALGORITHM, "\n", date, "\n", &hash(canonical_request)].concat()
}

/// Returns the signature of a [`string_to_sign`] in hexadecimal.
pub fn signature(secret_key: &str, string_to_sign: &str) -> String {
    hexadecimal(&mac(secret_key, string_to_sign).finalize().into_bytes().into())
}

/// Returns the value of the `Authorization` header.
pub fn authorization(access_key: &str, signed: &[impl AsRef<str>], signature: &str) -> String {
    let signed = joined(signed);
    [ALGORITHM, " Access=", access_key, ", SignedHeaders=", &signed, ", Signature=", signature]
        .concat()
}

#[expect(clippy::expect_used, reason = "the only error is a key of a wrong length, and none is")]
pub(super) fn mac(secret_key: &str, string_to_sign: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret_key.as_bytes())
        .expect("HMAC takes keys of any length");
    mac.update(string_to_sign.as_bytes());
    mac
}

fn refused(message: &str) -> Error {
    Error::new(ErrorKind::Invalid).message(message).build()
}
