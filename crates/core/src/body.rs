//! Bodies of requests and responses.

use std::{
    fmt,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::Stream;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::Error as _};

use crate::{BoxError, codegen::lenient::Lenient};

/// The body of a request.
///
/// Every body can be sent again: bytes are kept, and a stream is reopened for every attempt. A
/// [`ByteStream`] can be read only once, so it cannot be converted into a body; use a
/// [`StreamFactory`] instead.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum Body {
    /// No body.
    #[default]
    Empty,
    /// Bytes in memory.
    Bytes(Bytes),
    /// A stream that is opened for every attempt, so that a request can be repeated.
    Stream(StreamFactory),
}

impl Body {
    /// Returns the number of bytes, if it is known before sending.
    pub fn len(&self) -> Option<u64> {
        match self {
            Self::Empty => Some(0),
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::Stream(factory) => factory.len,
        }
    }

    /// Whether the body is known to be empty.
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// Returns the bytes, unless the body is a stream.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Empty => Some(&[]),
            Self::Bytes(bytes) => Some(bytes),
            Self::Stream(_) => None,
        }
    }

    /// Converts the body into a stream.
    pub fn into_stream(self) -> ByteStream {
        match self {
            Self::Empty => ByteStream::from(Bytes::new()),
            Self::Bytes(bytes) => ByteStream::from(bytes),
            Self::Stream(factory) => factory.open(),
        }
    }
}

/// Shows only the length, since bodies may contain passwords.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Stream(factory) => factory.fmt(f),
        }
    }
}

/// Compares bytes. A stream is not equal to any body, including itself.
impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        match (self.as_bytes(), other.as_bytes()) {
            (Some(these), Some(those)) => these == those,
            _ => false,
        }
    }
}

/// Writes a text. Fails for a stream, and for bytes that are not UTF-8.
impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes =
            self.as_bytes().ok_or_else(|| S::Error::custom("a stream cannot be serialized"))?;
        let text = std::str::from_utf8(bytes).map_err(S::Error::custom)?;
        serializer.serialize_str(text)
    }
}

/// Reads a text.
impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::from(text.into_bytes()))
    }
}

impl Lenient for Body {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        Option::<Self>::deserialize(deserializer)
    }
}

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        Self::from(text.as_bytes().to_vec())
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self::from(text.into_bytes())
    }
}

impl From<StreamFactory> for Body {
    fn from(factory: StreamFactory) -> Self {
        Self::Stream(factory)
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

/// Opens streams of bytes, for request bodies that are too large for memory.
///
/// Every stream starts at the beginning and yields the same bytes, so that a failed attempt can be
/// repeated. If the length is known, it is sent as `Content-Length`. Otherwise the body is sent in
/// chunks, which some servers refuse.
///
/// A body of 1 MiB of zeros, of which 1 KiB is in memory:
///
/// ```
/// use futures_util::stream;
/// # use huaweicloud_core as huaweicloud;
/// use huaweicloud::{Body, ByteStream, Bytes, StreamFactory};
///
/// let zeros = StreamFactory::new(Some(1024 * 1024), || {
///     let pieces = std::iter::repeat_n(Bytes::from_static(&[0; 1024]), 1024);
///     ByteStream::new(stream::iter(pieces.map(Ok)))
/// });
/// let body = Body::from(zeros);
/// assert_eq!(body.len(), Some(1024 * 1024));
/// ```
#[derive(Clone)]
pub struct StreamFactory {
    open: Arc<dyn Fn() -> ByteStream + Send + Sync>,
    len: Option<u64>,
}

impl StreamFactory {
    /// Creates a factory from a function that opens a stream.
    ///
    /// `len` is the number of bytes in every stream, if it is known.
    ///
    /// The function must not block; the stream itself should wait for operations such as opening a
    /// file. If the stream yields an error, the request is aborted.
    pub fn new(len: Option<u64>, open: impl Fn() -> ByteStream + Send + Sync + 'static) -> Self {
        Self { open: Arc::new(open), len }
    }

    /// Opens a new stream.
    pub fn open(&self) -> ByteStream {
        (self.open)()
    }
}

impl fmt::Debug for StreamFactory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamFactory").field("len", &self.len).finish_non_exhaustive()
    }
}

/// A stream of bytes, which can be read once.
pub struct ByteStream(Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>);

impl ByteStream {
    /// Wraps a stream.
    pub fn new(stream: impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static) -> Self {
        Self(Box::pin(stream))
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

/// Creates a stream with one chunk, or an empty one for no bytes.
impl From<Bytes> for ByteStream {
    fn from(bytes: Bytes) -> Self {
        Self::new(Once((!bytes.is_empty()).then_some(bytes)))
    }
}

impl From<Vec<u8>> for ByteStream {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<&str> for ByteStream {
    fn from(text: &str) -> Self {
        Self::from(text.as_bytes().to_vec())
    }
}

impl From<String> for ByteStream {
    fn from(text: String) -> Self {
        Self::from(text.into_bytes())
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByteStream")
    }
}

struct Once(Option<Bytes>);

impl Stream for Once {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

#[cfg(test)]
mod tests {
    use futures_util::{FutureExt as _, TryStreamExt as _};
    use serde_json::json;

    use super::*;

    /// A stream that is said to be of this length.
    fn stream(len: Option<u64>) -> Body {
        StreamFactory::new(len, || ByteStream::from("abc")).into()
    }

    #[test]
    fn a_body_knows_its_length_and_shows_nothing_else() {
        for (body, len, is_empty, shown) in [
            (Body::default(), Some(0), true, "Empty"),
            (Body::from(""), Some(0), true, "Bytes(0 bytes)"),
            (Body::from(Bytes::from_static(b"abc")), Some(3), false, "Bytes(3 bytes)"),
            (Body::from(b"abc".to_vec()), Some(3), false, "Bytes(3 bytes)"),
            (stream(Some(0)), Some(0), true, "StreamFactory { len: Some(0), .. }"),
            (stream(Some(3)), Some(3), false, "StreamFactory { len: Some(3), .. }"),
            (stream(None), None, false, "StreamFactory { len: None, .. }"),
        ] {
            assert_eq!((body.len(), body.is_empty()), (len, is_empty), "{shown}");
            assert_eq!(format!("{body:?}"), shown);
        }
        assert_eq!(format!("{:?}", ByteStream::from("s3cret")), "ByteStream");
    }

    #[test]
    fn every_body_becomes_the_stream_of_its_bytes() {
        for (body, bytes) in [
            (Body::Empty, ""),
            (Body::from(Bytes::from_static(b"abc")), "abc"),
            (Body::from(b"abc".to_vec()), "abc"),
            (stream(None), "abc"),
        ] {
            let shown = format!("{body:?}");
            let pieces: Vec<Bytes> =
                body.into_stream().try_collect().now_or_never().unwrap().unwrap();
            assert_eq!(pieces.concat(), bytes.as_bytes(), "{shown}");
            assert!(pieces.iter().all(|piece| !piece.is_empty()), "{shown}");
        }
    }

    #[test]
    fn bodies_are_equal_by_their_bytes_and_streams_never() {
        for (one, other, equal) in [
            (Body::Empty, Body::from(""), true),
            (Body::from("a"), Body::from("a"), true),
            (Body::from("a"), Body::from("b"), false),
            (stream(Some(3)), Body::from("abc"), false),
            (stream(Some(3)), stream(Some(3)), false),
        ] {
            assert_eq!(one == other, equal, "{one:?} and {other:?}");
        }
    }

    #[test]
    fn a_body_is_data_if_it_is_a_text_in_memory() {
        assert_eq!(serde_json::to_value(Body::from("bär")).unwrap(), "bär");
        assert_eq!(serde_json::from_value::<Body>(json!("bär")).unwrap(), Body::from("bär"));
        assert!(serde_json::from_value::<Body>(json!({})).is_err());
        let error = serde_json::to_value(stream(None)).unwrap_err();
        assert_eq!(error.to_string(), "a stream cannot be serialized");
        assert!(serde_json::to_value(Body::from(vec![0xff])).is_err());
    }

    #[test]
    fn a_text_is_sent_as_its_bytes_whoever_owns_it() {
        for text in ["", "bär"] {
            for body in [Body::from(text), Body::from(text.to_owned())] {
                assert_eq!(body.as_bytes(), Some(text.as_bytes()));
            }
            for stream in [ByteStream::from(text), ByteStream::from(text.to_owned())] {
                let pieces: Vec<Bytes> = stream.try_collect().now_or_never().unwrap().unwrap();
                assert_eq!(pieces.concat(), text.as_bytes());
            }
        }
    }
}
