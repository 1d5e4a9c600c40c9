//! Responses before they are decoded.

use huaweicloud_core::{Bytes, Error, Operation, Response, ResponseHead};

/// A response before it is decoded.
pub(crate) struct Received {
    pub(crate) head: ResponseHead,
    pub(crate) body: Bytes,
    /// The number of times the request was sent.
    pub(crate) attempts: u32,
}

impl Received {
    /// Decodes the response as that of an operation.
    pub(crate) fn decode<O: Operation>(self) -> Result<Response<O::Output>, Error> {
        let value = O::decode(&self.head, self.body.clone())?;
        Ok(Response::new(self.head, self.body, self.attempts, value))
    }
}
