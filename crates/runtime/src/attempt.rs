//! One attempt: reads the whole response, within a time limit.

use std::{pin::Pin, time::Duration};

use futures_util::TryStreamExt as _;
use huaweicloud_core::{BoxError, ByteStream, Bytes, Error, ErrorKind, ResponseHead};

use crate::{BoxFuture, TransportError};

/// Reads the whole response of a transport, up to `max_size` bytes of body.
pub(crate) async fn receive(
    response: BoxFuture<'_, Result<http::Response<ByteStream>, TransportError>>,
    max_size: u64,
) -> Result<(ResponseHead, Bytes), Error> {
    let (parts, body) = response.await?.into_parts();
    let head = ResponseHead::new(parts.status, parts.headers);
    let body = read(&head, body, max_size).await?;
    Ok((head, body))
}

async fn read(head: &ResponseHead, mut stream: ByteStream, max_size: u64) -> Result<Bytes, Error> {
    let broken = |source: BoxError| {
        let timeout = source.downcast_ref().is_some_and(TransportError::is_timeout);
        let kind = if timeout { ErrorKind::Timeout } else { ErrorKind::Network };
        Error::new(kind).message("the response breaks off").head(head).source(source).build()
    };
    let (mut pieces, mut size) = (Vec::new(), 0);
    while size as u64 <= max_size
        && let Some(piece) = stream.try_next().await.map_err(broken)?
    {
        size += piece.len();
        pieces.push(piece);
    }
    if size as u64 > max_size {
        return Err(Error::new(ErrorKind::Decoding)
            .message(format!("the response is larger than {max_size} bytes"))
            .remedy("raise the limit with `ClientBuilder::max_response_size`")
            .head(head)
            .build());
    }
    Ok(joined(pieces, size))
}

/// Pieces as one. Most responses have one piece, which is not copied; others are copied once, when all
/// of them are there, so that calls which wait for each other hold no more than they received.
fn joined(mut pieces: Vec<Bytes>, size: usize) -> Bytes {
    match pieces.pop() {
        Some(only) if pieces.is_empty() => only,
        last => {
            let mut whole = Vec::with_capacity(size);
            pieces.iter().chain(&last).for_each(|piece| whole.extend_from_slice(piece));
            whole.into()
        }
    }
}

/// Awaits `future`, but fails after the time `limit`, which callers raise with `option`.
///
/// It is borrowed, since it is large.
pub(crate) async fn within<T>(
    limit: Option<Duration>,
    (what, option): (&str, &str),
    future: Pin<&mut impl Future<Output = Result<T, Error>>>,
) -> Result<T, Error> {
    let Some(limit) = limit else { return future.await };
    tokio::time::timeout(limit, future).await.unwrap_or_else(|_| {
        Err(Error::new(ErrorKind::Timeout)
            .message(format!("the {what} took longer than {limit:?}"))
            .remedy(format!("raise the limit with `CallOptions::{option}`"))
            .build())
    })
}
