//! Bodies of requests and answers.

use std::{
    fmt,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::Stream;
use serde::{Deserialize, Deserializer};

use crate::BoxError;

/// The body of a request.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum Body {
    /// No body at all.
    #[default]
    Empty,
    /// Bytes in memory.
    Bytes(Bytes),
    /// Bytes that are produced anew for every attempt, so that a request can be repeated.
    Stream(StreamFactory),
}

impl Body {
    /// The number of bytes, where it is known before sending.
    pub fn len(&self) -> Option<u64> {
        match self {
            Self::Empty => Some(0),
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::Stream(factory) => factory.len,
        }
    }

    /// Whether there is nothing to send.
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// The bytes, unless the body is a stream.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Empty => Some(&[]),
            Self::Bytes(bytes) => Some(bytes),
            Self::Stream(_) => None,
        }
    }

    /// The body as a stream; of a factory, a fresh one.
    pub fn into_stream(self) -> ByteStream {
        match self {
            Self::Empty => ByteStream::from(Bytes::new()),
            Self::Bytes(bytes) => ByteStream::from(bytes),
            Self::Stream(factory) => factory.open(),
        }
    }
}

/// Bodies hold passwords, so only the length is shown.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Stream(factory) => factory.fmt(f),
        }
    }
}

/// Bytes are compared; a stream is like no other body, not even itself.
impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        match (self.as_bytes(), other.as_bytes()) {
            (Some(these), Some(those)) => these == those,
            _ => false,
        }
    }
}

/// From a text, for requests that are made from data.
impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::from(text.into_bytes()))
    }
}

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        Self::from(text.as_bytes().to_vec())
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

/// Opens a stream of bytes as often as it is asked to.
#[derive(Clone)]
pub struct StreamFactory {
    open: Arc<dyn Fn() -> ByteStream + Send + Sync>,
    len: Option<u64>,
}

impl StreamFactory {
    /// A factory from a function that opens the stream. `len` is the number of bytes that every
    /// stream yields, where it is known.
    pub fn new(len: Option<u64>, open: impl Fn() -> ByteStream + Send + Sync + 'static) -> Self {
        Self { open: Arc::new(open), len }
    }

    /// A fresh stream.
    pub fn open(&self) -> ByteStream {
        (self.open)()
    }
}

impl fmt::Debug for StreamFactory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamFactory").field("len", &self.len).finish_non_exhaustive()
    }
}

/// A stream of bytes.
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

/// A stream of one piece, or of none if it is empty.
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
