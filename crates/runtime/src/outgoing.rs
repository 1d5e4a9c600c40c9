//! Calls without the types of their operations.

use huaweicloud_core::{Context, EncodedRequest, Error, Meta};

use tokio::time::Instant;

use crate::{CallOptions, trace::Trace};

/// A call without the type of its operation, so that what sends it is compiled once, not once per
/// operation.
#[derive(Clone, Copy)]
pub(crate) struct Outgoing<'a> {
    pub(crate) meta: &'static Meta,
    /// Encodes the operation.
    pub(crate) encode: &'a (dyn Fn(&Context) -> Result<EncodedRequest, Error> + Sync),
    pub(crate) options: &'a CallOptions,
    pub(crate) trace: &'a Trace,
    /// The end of its time.
    pub(crate) deadline: Option<Instant>,
}
