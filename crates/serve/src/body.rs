//! Reading of request bodies.

use std::error::Error as _;

use axum::body::{Body, to_bytes};
use bytes::Bytes;
use http_body_util::LengthLimitError;

use crate::Fault;

/// The maximum length of a body in bytes: the limit of the real API gateway for signed requests.
pub(crate) const BODY_LIMIT: usize = 12 * 1024 * 1024;

/// Reads a body of at most 12 MiB.
///
/// # Errors
///
/// Returns an error if the body is longer, or breaks off.
pub async fn read_body(body: Body) -> Result<Bytes, Fault> {
    to_bytes(body, BODY_LIMIT).await.map_err(|error| {
        match error.source().is_some_and(|source| source.is::<LengthLimitError>()) {
            true => Fault::new(413, None, format!("the body is longer than {BODY_LIMIT} bytes")),
            false => Fault::new(400, None, format!("the body broke off: {error}")),
        }
    })
}
