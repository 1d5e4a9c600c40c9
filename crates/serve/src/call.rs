//! A request that fits its operation.

use std::future::{Ready, ready};

use http::{Extensions, HeaderMap};
use huaweicloud_core::Operation;

use crate::{Fault, Incoming};

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

impl<O> Call<O> {
    /// A call of an operation by a request.
    pub fn new(operation: O, incoming: Incoming) -> Self {
        Self {
            operation,
            project_id: incoming.path_parameter("project_id").map(str::to_owned),
            headers: incoming.headers,
            extensions: incoming.extensions,
        }
    }
}

/// Answers that nothing implements the operation; what every method does unless it is overridden.
pub fn not_implemented<O: Operation>(_call: Call<O>) -> Ready<Result<O::Output, Fault>> {
    ready(Err(Fault::not_implemented(O::META)))
}
