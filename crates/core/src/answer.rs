//! Reading answers: the value of a success, the error of anything else.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::{Error, ErrorKind, Head, Meta};

/// The value in a JSON answer.
///
/// # Errors
///
/// If the status is not one of a success, or the body does not fit; then the error says where.
pub fn json<T: DeserializeOwned>(meta: &Meta, head: &Head, body: &[u8]) -> Result<T, Error> {
    none(meta, head, body)?;
    serde_json::from_slice(body).map_err(|_| unreadable::<T>(meta, head, body))
}

/// Nothing, from an answer that says nothing.
///
/// # Errors
///
/// If the status is not one of a success.
pub fn none(meta: &Meta, head: &Head, body: &[u8]) -> Result<(), Error> {
    if meta.success.contains(&head.status.as_u16()) {
        Ok(())
    } else {
        Err(Error::answered(meta, head, body))
    }
}

/// Reads once more, slowly, to say where the body does not fit.
fn unreadable<T: DeserializeOwned>(meta: &Meta, head: &Head, body: &[u8]) -> Error {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let result: Result<T, _> = serde_path_to_error::deserialize(&mut deserializer);
    let error =
        Error::new(ErrorKind::Decode).meta(meta).head(head).body(Bytes::copy_from_slice(body));
    match result {
        Err(source) => {
            let path = source.path().to_string();
            let source = source.into_inner();
            error
                .message(format!("the answer does not fit: {source}"))
                .path(path)
                .source(source)
                .build()
        }
        // The value was read, so what follows it is not JSON.
        Ok(_) => error.message("the answer goes on after its JSON value").build(),
    }
}
