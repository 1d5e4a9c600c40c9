//! Responses before they are decoded.

use huaweicloud_core::{Bytes, Error, Operation, Response, ResponseHead};

/// A response before it is decoded.
pub(crate) struct Received {
    pub(crate) head: ResponseHead,
    pub(crate) body: Bytes,
    /// The number of times the request was sent.
    pub(crate) attempts: u32,
    /// Whether an attempt before the last may have had an effect.
    pub(crate) may_have_acted: bool,
}

impl Received {
    /// Decodes the response as that of an operation.
    pub(crate) fn decode<O: Operation>(self) -> Result<Response<O::Output>, Error> {
        let value = O::decode(&self.head, self.body.clone()).or_else(|error| {
            // An attempt before this one has deleted what is not there any more.
            let is_gone = self.may_have_acted && error.is_not_found();
            O::already_deleted().filter(|_| is_gone).ok_or(error)
        })?;
        Ok(Response::new(self.head, self.body, self.attempts, value))
    }
}
