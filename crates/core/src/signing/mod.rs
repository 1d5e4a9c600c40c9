//! The signature algorithm SDK-HMAC-SHA256, which authenticates requests and protects them from
//! changes.
//!
//! The steps of signing can be called one by one: the [canonical request](canonical_request), the
//! [string to sign](string_to_sign), and the [signature](signature()). Clients [`sign`] requests,
//! servers [`verify`] them. Nothing here reads a clock.

mod canonical;
mod date;
mod sign;
mod verify;

pub use canonical::{Request, canonical_request, hash, payload_hash};
pub use date::{format_date, parse_date};
pub use sign::{authorization, sign, signature, string_to_sign};
pub use verify::{Refusal, verify};

/// The name of the algorithm, at the start of the `Authorization` header.
pub const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// The value of [`X_SDK_CONTENT_SHA256`] for a body that the signature does not cover.
pub const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// The header for the time of signing.
pub const X_SDK_DATE: &str = "x-sdk-date";

/// The header for the hash of the body.
pub const X_SDK_CONTENT_SHA256: &str = "x-sdk-content-sha256";

#[cfg(test)]
mod tests;
