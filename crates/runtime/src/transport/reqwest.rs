//! The built-in transport.

use std::{error::Error as StdError, fmt, time::Duration};

use futures_util::TryStreamExt as _;
use http::{Method, header::CONTENT_LENGTH};
use huaweicloud_core::{Body, BoxError, ByteStream, Error, ErrorKind};

use super::{Transport, TransportError, tls, urls::Urls};
use crate::{BoxFuture, Environment};

/// The default time limit of a connection attempt.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The built-in transport, on reqwest. Cheap to clone; clones share their connections.
///
/// Needs the feature `reqwest`, which is on by default.
///
/// By default, https uses the proxy in `HTTPS_PROXY`, except for the hosts in `NO_PROXY`, and plain
/// http uses no proxy, since it is for loopback servers.
#[derive(Clone)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    urls: Urls,
}

impl ReqwestTransport {
    /// Creates a transport with default settings.
    ///
    /// # Errors
    ///
    /// Returns an error if TLS cannot be set up.
    pub fn new() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// Starts to configure a transport.
    pub fn builder() -> ReqwestTransportBuilder {
        ReqwestTransportBuilder {
            connect_timeout: CONNECT_TIMEOUT,
            read_timeout: None,
            proxy: Proxy::Environment,
            roots_pem: Vec::new(),
        }
    }
}

/// Does not show the inner client, whose proxy may have a password.
impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReqwestTransport")
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<ByteStream>, TransportError>> {
        Box::pin(async move {
            let request = to_reqwest(request, &self.urls)?;
            let mut answer = self.client.execute(request).await.map_err(failure)?;
            let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
            let body = answer.bytes_stream().map_err(|error| BoxError::from(failure(error)));
            let mut response = http::Response::new(ByteStream::new(body));
            *response.status_mut() = status;
            *response.headers_mut() = headers;
            Ok(response)
        })
    }
}

fn to_reqwest(
    request: http::Request<Body>,
    urls: &Urls,
) -> Result<reqwest::Request, TransportError> {
    let (parts, body) = request.into_parts();
    if !cfg!(feature = "rustls-ring") && parts.uri.scheme_str() == Some("https") {
        let message = "TLS is not built in; enable the feature `rustls-ring`";
        return Err(TransportError::not_sent(message));
    }
    let mut request = reqwest::Request::new(parts.method, urls.url(&parts.uri)?);
    *request.headers_mut() = parts.headers;
    // The library sends no length for empty and streamed bodies, but some gateways require it.
    let may_be_empty = matches!(*request.method(), Method::GET | Method::HEAD | Method::DELETE);
    if let Some(len) = body.len().filter(|len| *len > 0 || !may_be_empty) {
        request.headers_mut().insert(CONTENT_LENGTH, len.into());
    }
    *request.body_mut() = match body {
        Body::Empty => None,
        Body::Bytes(bytes) => Some(bytes.into()),
        stream => Some(reqwest::Body::wrap_stream(stream.into_stream())),
    };
    Ok(request)
}

/// An error of the library, told by its innermost reason: the layers around it say nothing of the call.
#[derive(Debug)]
struct Reason(reqwest::Error);

impl Reason {
    fn innermost(&self) -> &(dyn StdError + 'static) {
        let mut reason: &(dyn StdError + 'static) = &self.0;
        while let Some(inner) = reason.source() {
            reason = inner;
        }
        reason
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.innermost())
    }
}

/// The source is what is told, so that it can be downcast.
impl StdError for Reason {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.innermost())
    }
}

/// Removes the URL, since its query may be confidential.
fn failure(error: reqwest::Error) -> TransportError {
    let timeout = error.is_timeout();
    let not_sent = error.is_connect() || error.is_builder();
    let error = Reason(error.without_url());
    let failure = match not_sent {
        true => TransportError::not_sent(error),
        false => TransportError::unknown(error),
    };
    if timeout { failure.timed_out() } else { failure }
}

/// The builder of a [`ReqwestTransport`].
///
/// Needs the feature `reqwest`, which is on by default.
#[derive(Clone, Debug)]
#[must_use]
pub struct ReqwestTransportBuilder {
    connect_timeout: Duration,
    read_timeout: Option<Duration>,
    proxy: Proxy,
    roots_pem: Vec<u8>,
}

#[derive(Clone)]
enum Proxy {
    Environment,
    None,
    Url(String),
}

/// Does not show the URL of a proxy, which may have a password.
impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Environment => "Environment",
            Self::None => "None",
            Self::Url(_) => "Url",
        })
    }
}

impl ReqwestTransportBuilder {
    /// Sets the time limit for establishing a connection. The default is 10 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets how long the server may send nothing, even while a request is sent.
    ///
    /// The default is no limit.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.read_timeout = Some(timeout);
        self
    }

    /// Sends all requests through a proxy, such as `http://user:password@proxy:3128`.
    pub fn proxy(mut self, url: &str) -> Self {
        self.proxy = Proxy::Url(url.to_owned());
        self
    }

    /// Uses no proxy, even if the environment sets one.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = Proxy::None;
        self
    }

    /// Trusts additional certificates besides those of the platform.
    ///
    /// Accepts any number of certificates in PEM format. Needs the feature `rustls-ring`, which is
    /// on by default.
    pub fn root_certificates_pem(mut self, pem: &[u8]) -> Self {
        self.roots_pem.extend_from_slice(pem);
        self.roots_pem.push(b'\n');
        self
    }

    /// Builds the transport.
    ///
    /// # Errors
    ///
    /// Returns an error if the proxy is not a URL, the certificates are invalid, or TLS cannot be
    /// set up.
    pub fn build(self) -> Result<ReqwestTransport, Error> {
        // The client counts and signs every attempt, so reqwest must not repeat requests.
        let builder = reqwest::Client::builder()
            .retry(reqwest::retry::never())
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(self.connect_timeout);
        let builder = match self.read_timeout {
            Some(timeout) => builder.read_timeout(timeout),
            None => builder,
        };
        let builder = match &self.proxy {
            Proxy::Environment => match https_proxy(&Environment::process()) {
                Some(url) => {
                    let proxy = reqwest::Proxy::https(url).map_err(no_url)?;
                    builder.proxy(proxy.no_proxy(reqwest::NoProxy::from_env()))
                }
                None => builder.no_proxy(),
            },
            Proxy::None => builder.no_proxy(),
            Proxy::Url(url) => builder.proxy(reqwest::Proxy::all(url).map_err(no_url)?),
        };
        let client = tls::apply(builder, &self.roots_pem)?.build();
        let client = client
            .map_err(|source| unusable("the transport cannot be set up").source(source).build())?;
        Ok(ReqwestTransport { client, urls: Urls::default() })
    }
}

fn https_proxy(environment: &Environment) -> Option<String> {
    environment.get("HTTPS_PROXY").or_else(|| environment.get("https_proxy"))
}

/// Hides the library's own error, which contains the password.
fn no_url(_: reqwest::Error) -> Error {
    unusable("the proxy is not a URL").build()
}

fn unusable(message: &str) -> huaweicloud_core::ErrorBuilder {
    Error::new(ErrorKind::Configuration).message(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_password() {
        let builder = ReqwestTransport::builder();
        for (builder, proxy) in [
            (builder.clone(), "Environment"),
            (builder.clone().no_proxy(), "None"),
            (builder.proxy("http://user:s3cret@proxy:3128"), "Url"),
        ] {
            assert_eq!(
                format!("{builder:?}"),
                format!(
                    "ReqwestTransportBuilder {{ connect_timeout: 10s, read_timeout: None, \
                     proxy: {proxy}, roots_pem: [] }}"
                )
            );
            assert_eq!(format!("{:?}", builder.build().unwrap()), "ReqwestTransport");
        }
    }

    #[test]
    fn the_proxy_is_where_other_programs_look_for_it_too() {
        for (pairs, proxy) in [
            (vec![], None),
            (vec![("HTTPS_PROXY", "a")], Some("a")),
            (vec![("https_proxy", "b")], Some("b")),
            (vec![("HTTPS_PROXY", "a"), ("https_proxy", "b")], Some("a")),
            (vec![("HTTPS_PROXY", ""), ("https_proxy", "b")], Some("b")),
            (vec![("HTTP_PROXY", "c"), ("ALL_PROXY", "d")], None),
        ] {
            let environment = Environment::from_pairs(pairs.clone());
            assert_eq!(https_proxy(&environment).as_deref(), proxy, "{pairs:?}");
        }
    }

    #[test]
    fn without_tls_only_https_is_refused() {
        for (uri, sent) in [("https://h/", cfg!(feature = "rustls-ring")), ("http://h/", true)] {
            let mut request = http::Request::new(Body::Empty);
            *request.uri_mut() = uri.parse().unwrap();
            assert_eq!(to_reqwest(request, &Urls::default()).is_ok(), sent, "{uri}");
        }
    }

    #[test]
    fn a_length_is_sent_wherever_there_may_be_a_body() {
        let stream = |len| huaweicloud_core::StreamFactory::new(len, || ByteStream::from("abc"));
        for (method, body, length) in [
            (Method::GET, Body::Empty, None),
            (Method::HEAD, Body::Empty, None),
            (Method::DELETE, Body::Empty, None),
            (Method::DELETE, Body::from("abc"), Some("3")),
            (Method::POST, Body::Empty, Some("0")),
            (Method::POST, Body::from(""), Some("0")),
            (Method::PUT, stream(Some(3)).into(), Some("3")),
            (Method::PUT, stream(None).into(), None),
        ] {
            let shown = format!("{method} {body:?}");
            let mut request = http::Request::new(body);
            *request.method_mut() = method;
            *request.uri_mut() = "http://h/".parse().unwrap();
            let request = to_reqwest(request, &Urls::default()).unwrap();
            let sent = request.headers().get(CONTENT_LENGTH).map(|len| len.to_str().unwrap());
            assert_eq!(sent, length, "{shown}");
        }
    }

    /// PEM, but no certificate in it.
    const BAD_PEM: &[u8] = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

    #[test]
    fn settings_that_cannot_work_are_refused() {
        for (builder, message) in [
            (ReqwestTransport::builder().proxy("http://user:s3cret@:x"), "proxy"),
            (ReqwestTransport::builder().root_certificates_pem(b"no certificate"), "certificates"),
            (ReqwestTransport::builder().root_certificates_pem(BAD_PEM), "certificates"),
        ] {
            assert!(!format!("{builder:?}").contains("s3cret"));
            let error = builder.build().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration);
            let shown = format!("{error} {error:?}");
            assert!(shown.contains(message) && !shown.contains("s3cret"), "{shown}");
        }
    }
}
