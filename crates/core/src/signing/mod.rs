//! The signature SDK-HMAC-SHA256, which proves who sends a request and that nobody changed it.
//!
//! A signature is made in three steps, each of which can be looked at: the
//! [canonical request](canonical_request), the [string to sign](string_to_sign), the
//! [signature](signature()). Clients [`sign`], servers [`verify`]. Nothing here reads a clock.

mod canonical;
mod date;
mod sign;
mod verify;

pub use canonical::{Request, canonical_request, payload_hash};
pub use date::{format_date, parse_date};
pub use sign::{authorization, sign, signature, string_to_sign};
pub use verify::{Refusal, verify};

/// The name of the algorithm, with which the `Authorization` header begins.
pub const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// What [`X_SDK_CONTENT_SHA256`] says of a body that the signature does not cover.
pub const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// The header with the time of signing.
pub const X_SDK_DATE: &str = "x-sdk-date";

/// The header whose value stands in for the hash of a body.
pub const X_SDK_CONTENT_SHA256: &str = "x-sdk-content-sha256";

#[cfg(test)]
mod tests;
