//! The trait that every request implements.

use bytes::Bytes;

use crate::{Context, EncodedRequest, Error, Meta, ResponseHead};

/// An API operation with its arguments: it encodes the request and decodes the response.
///
/// Operations do no I/O. To use one with your own HTTP stack, send the result of
/// [`encode`](Self::encode) and pass the status, headers and body of the response to
/// [`decode`](Self::decode).
///
/// The generated crates implement this for all their operations. Others need a few lines:
///
/// ```
/// # use huaweicloud_core as huaweicloud;
/// use huaweicloud::{
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
    /// The type of the value that a successful response contains.
    type Output: Send + 'static;

    /// Constant properties of the operation.
    const META: &'static Meta;

    /// Returns the request, without authentication.
    ///
    /// # Errors
    ///
    /// Returns an error if a path parameter is empty, `.` or `..`, another argument cannot be
    /// encoded, or the context lacks a required value, such as the project.
    fn encode(&self, cx: &Context) -> Result<EncodedRequest, Error>;

    /// Returns the output in a response.
    ///
    /// # Errors
    ///
    /// Returns an error if the status is not a success, or the body does not fit [`Self::Output`].
    fn decode(head: &ResponseHead, body: Bytes) -> Result<Self::Output, Error>;

    /// Returns the output of a deletion if the object is already gone.
    ///
    /// When an attempt with unknown outcome is followed by one that does not find the object, the
    /// first one has deleted it. `None` for other operations, and for deletions with a response
    /// that contains more.
    fn already_deleted() -> Option<Self::Output> {
        None
    }
}
