//! A request that fits its operation.

use std::future::{Ready, ready};

use http::{Extensions, HeaderMap};
use huaweicloud_core::{Error, Operation};

use crate::{Fault, Incoming, faithful};

/// A request that fits its operation, and what came with it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Call<O> {
    /// The operation with its arguments.
    pub operation: O,
    /// The project that the path names, where it names one.
    pub project_id: Option<String>,
    /// The headers of the request.
    pub headers: HeaderMap,
    /// What layers before have found out, such as who sends the request.
    pub extensions: Extensions,
}

impl<O: Operation> Call<O> {
    /// A call of an operation by the request that it was read from.
    ///
    /// # Errors
    ///
    /// If the request says more than the operation, less, or the same in other types.
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

/// Answers that nothing implements the operation; what every method does unless it is overridden.
pub fn not_implemented<O: Operation>(_call: Call<O>) -> Ready<Result<O::Output, Fault>> {
    ready(Err(Fault::not_implemented(O::META)))
}
