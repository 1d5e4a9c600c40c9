//! A transport from memory: what a user writes to put the client on another HTTP stack.

use std::sync::{Arc, Mutex, PoisonError};

use huaweicloud::{Body, BoxFuture, ByteStream, Transport, TransportError};

/// Answers every request with the same body, and keeps the requests.
#[derive(Clone, Debug)]
pub struct Memory {
    answer: &'static str,
    requests: Arc<Mutex<Vec<http::Request<Body>>>>,
}

impl Memory {
    /// A transport that answers so.
    pub fn answering(answer: &'static str) -> Self {
        Self { answer, requests: Arc::default() }
    }

    /// The requests so far; they are forgotten.
    pub fn requests(&self) -> Vec<http::Request<Body>> {
        std::mem::take(&mut self.requests.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Transport for Memory {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<ByteStream>, TransportError>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        let answer = ByteStream::from(self.answer.as_bytes().to_vec());
        Box::pin(async move { Ok(http::Response::new(answer)) })
    }
}
