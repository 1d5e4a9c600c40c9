//! The trait that every request implements.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::{Context, EncodedRequest, Error, Meta};

/// An API operation with its arguments: how to send it, and how to read the response.
///
/// Nothing here does I/O. To use an operation on an HTTP stack of your own, send what
/// [`encode`](Self::encode) returns and hand status, headers and body of the response to
/// [`decode`](Self::decode).
///
/// The generated crates implement it for every operation that they know. One that they do not know
/// is a few lines:
///
/// ```
/// use huaweicloud_core::{
///     Bytes, Context, EncodedRequest, Error, Meta, Operation, ResponseHead, Service, http::Method,
/// };
///
/// static EVS: Service = Service::new("evs", "evs");
///
/// /// Shows a disk.
/// #[derive(Clone, Debug)]
/// struct ShowVolume {
///     volume_id: String,
/// }
///
/// #[derive(Debug, Default, serde::Deserialize)]
/// #[serde(default)]
/// struct ShowVolumeResponse {
///     volume: serde_json::Value,
/// }
///
/// impl Operation for ShowVolume {
///     type Output = ShowVolumeResponse;
///     const META: &'static Meta =
///         &Meta::new(&EVS, "ShowVolume", Method::GET, "/v2/{project_id}/cloudvolumes/{volume_id}");
///
///     fn encode(&self, cx: &Context) -> Result<EncodedRequest, Error> {
///         EncodedRequest::new(Self::META, &[cx.project_id()?, &self.volume_id])
///     }
///
///     fn decode(head: &ResponseHead, body: Bytes) -> Result<Self::Output, Error> {
///         Self::META.decode_json(head, &body)
///     }
/// }
/// ```
pub trait Operation: Send + Sync + 'static {
    /// What a successful response holds.
    type Output: Send + 'static;

    /// What is true of every call of this operation.
    const META: &'static Meta;

    /// Returns the request, without authentication.
    ///
    /// # Errors
    ///
    /// If a path parameter cannot be sent (empty, `.` or `..`), or the context lacks something
    /// that the operation needs, such as a project.
    fn encode(&self, cx: &Context) -> Result<EncodedRequest, Error>;

    /// Returns the output, or the error that the server answered with.
    ///
    /// # Errors
    ///
    /// If the status is not one of a success, or the body does not fit [`Self::Output`].
    fn decode(head: &ResponseHead, body: Bytes) -> Result<Self::Output, Error>;

    /// The output of a deletion whose object is gone already: where an attempt of unknown fate is
    /// followed by one that does not find the object, the first has done the work. `None` for all
    /// other operations, and for deletions whose response says more than that.
    fn already_deleted() -> Option<Self::Output> {
        None
    }
}

/// Status and headers of a response.
#[derive(Clone, Default)]
pub struct ResponseHead {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
}

impl ResponseHead {
    /// A head with the given status and headers.
    pub fn new(status: StatusCode, headers: HeaderMap) -> Self {
        Self { status, headers }
    }
}

/// Values of headers may be secrets, such as tokens, so only their names are shown.
impl fmt::Debug for ResponseHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseHead")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish()
    }
}
