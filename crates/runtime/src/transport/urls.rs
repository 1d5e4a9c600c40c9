//! The URLs of the library, which are checked to be those that were signed.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use http::{
    Uri,
    uri::{Authority, Scheme},
};
use reqwest::Url;

use super::TransportError;

/// Makes URLs. Clones share the servers, whose scheme, host and port are parsed once.
#[derive(Clone, Default)]
pub(super) struct Urls {
    /// The root of each server by host and port.
    servers: Arc<Mutex<BTreeMap<String, Url>>>,
}

impl Urls {
    /// Returns the URL for a URI. The library removes `..` and default ports, and escapes some
    /// characters: a URI that it would change is refused, since what was signed is the URI.
    pub(super) fn url(&self, uri: &Uri) -> Result<Url, TransportError> {
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err(TransportError::not_sent(format!("`{uri}` has no scheme or no host")));
        };
        let mut url = self.server(scheme, authority)?;
        url.set_path(uri.path());
        url.set_query(uri.query());
        if url.authority() != authority.as_str()
            || url.path() != uri.path()
            || url.query() != uri.query()
        {
            let message = format!("`{uri}` would be sent as `{url}`, which was not signed");
            return Err(TransportError::not_sent(message));
        }
        Ok(url)
    }

    /// Returns the URL of the root of a server.
    fn server(&self, scheme: &Scheme, authority: &Authority) -> Result<Url, TransportError> {
        let mut servers = self.servers.lock().unwrap_or_else(PoisonError::into_inner);
        match servers.get(authority.as_str()) {
            Some(url) if url.scheme() == scheme.as_str() => Ok(url.clone()),
            _ => {
                let url = Url::parse(&format!("{scheme}://{authority}"));
                let url = url.map_err(TransportError::not_sent)?;
                servers.insert(authority.to_string(), url.clone());
                Ok(url)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_that_would_be_changed_is_refused() {
        let urls = Urls::default();
        for (uri, ok) in [
            ("https://h.com/v1/a%20b?x=a%2Fb&y=", true),
            ("https://h.com/v1/c", true),
            ("https://h.com/v1?", true),
            ("https://h.com", true),
            ("http://h.com/v1", true),
            ("http://127.0.0.1:8080/", true),
            ("http://127.0.0.1:8081/", true),
            ("http://[::1]:8080/v1", true),
            ("https://h.com/v1/../v2", false),
            ("https://h.com/v1/%2E%2e/v2", false),
            ("https://h.com:443/v1", false),
            ("https://H.com/v1", false),
            ("http://h.com:80/v1", false),
            ("https://h.com/v1?x='", false),
            ("/v1", false),
            ("h.com", false),
        ] {
            let uri: Uri = uri.parse().unwrap();
            let url = urls.url(&uri).map(String::from);
            assert_eq!(url.ok(), ok.then(|| uri.to_string()), "{uri}");
        }
    }
}
