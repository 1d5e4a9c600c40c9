//! A valid request for an operation.

use std::future::{Ready, ready};

use http::{Extensions, HeaderMap};
use huaweicloud_core::{Error, Operation};

use crate::{Fault, Incoming, faithful};

/// A valid request for an operation, with its headers and extensions.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Call<O> {
    /// The operation, including its arguments.
    pub operation: O,
    /// The project ID in the path, if the path contains one.
    pub project_id: Option<String>,
    /// The headers of the request.
    pub headers: HeaderMap,
    /// Values that middleware has attached, such as the sender of the request.
    pub extensions: Extensions,
}

impl<O: Operation> Call<O> {
    /// Creates a call from an operation and the request that it was read from.
    ///
    /// # Errors
    ///
    /// Returns an error if the body of the request has other fields than the operation, or values
    /// of other types.
    pub fn new(operation: O, incoming: Incoming) -> Result<Self, Fault> {
        let context = incoming.context(O::META);
        let unfit = |error: Error| Fault::invalid(error.to_string());
        let read = operation.encode(&context).map_err(unfit)?.body;
        let differences =
            faithful::differences(&incoming.body, read.as_bytes().unwrap_or_default());
        if !differences.is_empty() {
            return Err(Fault::invalid(differences.join("; ")));
        }
        Ok(Self {
            operation,
            project_id: context.project_id,
            headers: incoming.headers,
            extensions: incoming.extensions,
        })
    }
}

/// Responds with 501, the default of every method that is not overridden.
pub fn not_implemented<O: Operation>(_call: Call<O>) -> Ready<Result<O::Output, Fault>> {
    ready(Err(Fault::not_implemented(O::META)))
}
