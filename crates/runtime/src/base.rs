//! The base URL of a service.

use std::{borrow::Cow, fmt, net::IpAddr, sync::Arc};

use http::{
    HeaderValue, Uri,
    uri::{self, Authority, PathAndQuery, Scheme},
};
use huaweicloud_core::{Error, ErrorKind};

const HTTPS_PORT: u16 = 443;
const HTTP_PORT: u16 = 80;

/// The base URL of a service: scheme, host, port, and a path that is put before that of each
/// operation. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base {
    scheme: Scheme,
    authority: Authority,
    /// The authority as the value of the header `Host`.
    host_header: HeaderValue,
    path: Arc<str>,
    /// Whether nobody on the network can read the requests.
    is_private: bool,
}

impl Base {
    /// Parses a URL. Callers put what the URL is for before the error.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if text.contains('@') {
            return Err("a URL with a user, which is not supported".to_owned());
        }
        if !text.contains("://") {
            return Err(format!("`{text}`, which does not begin with https:// or http://"));
        }
        let bad = |why: &str| format!("`{text}`, which {why}");
        let uri: Uri = text.parse().map_err(|_| bad("is not a URL"))?;
        let host = uri.host().filter(|host| !host.is_empty()).ok_or(bad("has no host"))?;
        let (scheme, default_port) = match uri.scheme_str() {
            Some("https") => (Scheme::HTTPS, HTTPS_PORT),
            Some("http") => (Scheme::HTTP, HTTP_PORT),
            _ => return Err(bad("is neither https nor http")),
        };
        if text.contains(['?', '#']) {
            return Err(bad("has a query or fragment"));
        }
        let path = uri.path().trim_end_matches('/');
        if path.split('/').any(|segment| matches!(segment, "." | "..")) {
            return Err(bad("has `.` or `..` in its path"));
        }
        let mut authority = host.to_ascii_lowercase();
        if let Some(port) = uri.port_u16().filter(|port| *port != default_port) {
            authority = format!("{authority}:{port}");
        }
        let host_header = HeaderValue::from_str(&authority).map_err(|_| bad("is not a URL"))?;
        let authority: Authority = authority.parse().map_err(|_| bad("is not a URL"))?;
        let is_private = scheme == Scheme::HTTPS || is_loopback(authority.host());
        Ok(Self { scheme, authority, host_header, path: path.into(), is_private })
    }

    /// Parses a URL from an environment variable or a file, where the default scheme is `https`.
    pub(crate) fn parse_lenient(text: &str) -> Result<Self, String> {
        match text.contains("://") {
            true => Self::parse(text),
            false => Self::parse(&format!("https://{text}")),
        }
    }

    /// Whether the scheme is `https`.
    pub(crate) fn is_secure(&self) -> bool {
        self.scheme == Scheme::HTTPS
    }

    /// Returns host and port, as in the `Host` header.
    pub(crate) fn authority(&self) -> &str {
        self.authority.as_str()
    }

    /// Returns the value of the `Host` header.
    pub(crate) fn host_header(&self) -> &HeaderValue {
        &self.host_header
    }

    pub(crate) fn host(&self) -> &str {
        self.authority.host()
    }

    pub(crate) fn port(&self) -> u16 {
        let default = if self.is_secure() { HTTPS_PORT } else { HTTP_PORT };
        self.authority.port_u16().unwrap_or(default)
    }

    /// Refuses to send credentials that others on the network could read.
    pub(crate) fn require_privacy(&self) -> Result<(), Error> {
        if self.is_private {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Configuration)
            .message(format!("credentials would be sent to `{}` over plain http", self.authority()))
            .remedy("use https, or allow it with `ClientBuilder::allow_plain_http`")
            .build())
    }

    /// Returns the URL of a request.
    pub(crate) fn uri(&self, target: &str) -> Result<Uri, Error> {
        let target = self.join(target);
        let refused = || {
            Error::new(ErrorKind::Invalid)
                .message(format!("`{target}` is not a valid path of a URL"))
                .build()
        };
        let path = PathAndQuery::try_from(&*target).map_err(|_| refused())?;
        // If the parser changed anything, the signed URL would differ from the sent one.
        if path.as_str() != target || !target.starts_with('/') {
            return Err(refused());
        }
        let mut parts = uri::Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(path);
        Uri::from_parts(parts).map_err(|_| refused())
    }

    /// Joins the base path and the path of the operation. If the first ends as the second starts,
    /// like the `/v2/{project_id}` of a Keystone catalog, the common part is included once.
    fn join<'a>(&self, target: &'a str) -> Cow<'a, str> {
        if self.path.is_empty() {
            return Cow::Borrowed(target);
        }
        let path_len = target.find('?').unwrap_or(target.len());
        let path = target.get(..path_len).unwrap_or(target);
        let overlap = (0..self.path.len())
            .filter_map(|start| self.path.get(start..))
            .filter(|end| end.starts_with('/'))
            .find(|end| {
                path.strip_prefix(end).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
            .map_or(0, str::len);
        let rest = target.get(overlap..).unwrap_or(target);
        Cow::Owned(format!("{}{rest}", self.path))
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// Formats the URL without a slash at the end.
impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme, self.authority, self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_path_and_target_are_joined() {
        for (base, target, uri) in [
            ("https://h", "/v1/p/jobs?a=b", "https://h/v1/p/jobs?a=b"),
            ("https://h", "/", "https://h/"),
            ("https://h/", "/v1", "https://h/v1"),
            ("https://h/sdrs/", "/v1/p", "https://h/sdrs/v1/p"),
            ("https://h/v2/p", "/v2/p/shares?x=/v2/p", "https://h/v2/p/shares?x=/v2/p"),
            ("https://h/v2/p/", "/v2/p", "https://h/v2/p"),
            ("https://h/manila/v2/p", "/v2/p/shares", "https://h/manila/v2/p/shares"),
            ("https://h/v2", "/v2/p/shares", "https://h/v2/p/shares"),
            ("https://h/v2/p", "/v2/pp/shares", "https://h/v2/p/v2/pp/shares"),
            ("https://h/v2/p", "/v1/p/shares", "https://h/v2/p/v1/p/shares"),
            ("https://h/v2/v2", "/v2/v2/x", "https://h/v2/v2/x"),
            ("http://127.0.0.1:8080", "/v1/a%20b", "http://127.0.0.1:8080/v1/a%20b"),
            ("http://[::1]:80/x", "/v1", "http://[::1]/x/v1"),
            ("https://Host.Example:443", "/v1", "https://host.example/v1"),
        ] {
            let base = Base::parse(base).unwrap();
            assert_eq!(base.uri(target).unwrap().to_string(), uri, "{base:?} {target}");
        }
    }

    #[test]
    fn a_base_is_told_by_its_parts() {
        for (url, host, port, authority, shown) in [
            ("https://h/", "h", 443, "h", "https://h"),
            ("http://h/v2/", "h", 80, "h", "http://h/v2"),
            ("https://h:80", "h", 80, "h:80", "https://h:80"),
            ("http://[::1]:8080/a", "[::1]", 8080, "[::1]:8080", "http://[::1]:8080/a"),
        ] {
            let base = Base::parse(url).unwrap();
            assert_eq!((base.host(), base.port(), base.authority()), (host, port, authority));
            assert_eq!(base.host_header(), authority);
            assert_eq!(base.to_string(), shown);
            assert_eq!(base.is_secure(), url.starts_with("https"));
        }
    }

    #[test]
    fn targets_that_a_url_cannot_carry_are_refused() {
        let base = Base::parse("https://h").unwrap();
        for target in ["/v1#x", "/v1 x", "/v1\n"] {
            assert_eq!(base.uri(target).unwrap_err().kind(), ErrorKind::Invalid, "{target}");
        }
    }

    #[test]
    fn targets_that_would_be_another_host_or_path_are_refused() {
        let base = Base::parse("https://h").unwrap();
        for target in ["", "*", "?a=b", "v1", ".example.com/", "@example.com/", ":1/"] {
            assert_eq!(base.uri(target).unwrap_err().kind(), ErrorKind::Invalid, "{target}");
        }
    }

    #[test]
    fn only_tls_and_loopback_are_private() {
        for (url, private) in [
            ("https://h", true),
            ("http://h", false),
            ("http://localhost:80", true),
            ("http://LOCALHOST", true),
            ("http://127.0.0.1:1", true),
            ("http://127.9.9.9", true),
            ("http://[::1]", true),
            ("http://[::2]", false),
            ("http://128.0.0.1", false),
            ("http://127.0.0.1.example.com", false),
            ("http://localhost.example.com", false),
        ] {
            assert_eq!(Base::parse(url).unwrap().is_private, private, "{url}");
        }
    }

    #[test]
    fn addresses_that_are_none_are_refused() {
        for (url, why) in [
            ("", "does not begin with https"),
            ("h", "does not begin with https"),
            ("https://", "is not a URL"),
            ("ftp://h", "is neither https nor http"),
            ("https://h?x", "has a query or fragment"),
            ("https://h/#x", "has a query or fragment"),
            ("https://h/a/../b", "has `.` or `..` in its path"),
            ("https://h h", "is not a URL"),
            ("https://user:s3cret@h", "a URL with a user"),
        ] {
            let error = Base::parse(url).unwrap_err();
            assert!(error.contains(why) && !error.contains("s3cret"), "{url}: {error}");
        }
        assert_eq!(Base::parse_lenient("h"), Base::parse("https://h"));
    }
}
