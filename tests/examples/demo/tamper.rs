//! A transport that spoils every signature: twenty lines are enough for one of your own.

use http::{HeaderValue, header::AUTHORIZATION};
use huaweicloud::{Body, BoxFuture, ByteStream, ReqwestTransport, Transport, TransportError};

/// Flips one byte of the signature, then sends the request as it should.
#[derive(Debug)]
pub(crate) struct Tamper(ReqwestTransport);

impl Tamper {
    pub(crate) fn new(inner: ReqwestTransport) -> Self {
        Self(inner)
    }
}

impl Transport for Tamper {
    fn send(
        &self,
        mut request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<ByteStream>, TransportError>> {
        if let Some(value) = request.headers_mut().get_mut(AUTHORIZATION) {
            let mut bytes = value.as_bytes().to_vec();
            if let Some(last) = bytes.last_mut() {
                *last = if *last == b'0' { b'1' } else { b'0' };
            }
            if let Ok(tampered) = HeaderValue::from_bytes(&bytes) {
                *value = tampered;
            }
        }
        self.0.send(request)
    }
}
