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
    // Most responses have one chunk, which is not copied.
    let first = stream.try_next().await.map_err(broken)?.unwrap_or_default();
    let second = stream.try_next().await.map_err(broken)?;
    let body = match second {
        None => first,
        Some(second) => {
            let mut whole = Vec::from(first);
            whole.extend_from_slice(&second);
            while let Some(piece) = stream.try_next().await.map_err(broken)? {
                if whole.len() as u64 > max_size {
                    break;
                }
                whole.extend_from_slice(&piece);
            }
            whole.into()
        }
    };
    if body.len() as u64 > max_size {
        return Err(Error::new(ErrorKind::Decoding)
            .message(format!("the response is larger than {max_size} bytes"))
            .remedy("raise the limit with `ClientBuilder::max_response_size`")
            .head(head)
            .build());
    }
    Ok(body)
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
