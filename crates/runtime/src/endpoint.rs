//! Where each service is.

use std::{collections::BTreeMap, net::IpAddr};

use http::Uri;
use huaweicloud_core::{Error, ErrorKind, Service};

use crate::{Credentials, Environment, iam::IAM};

const SUFFIX: &str = "myhuaweicloud.com";
/// The sovereign region of Europe has a domain of its own.
const EUROPE: (&str, &str) = ("eu-west-101", "myhuaweicloud.eu");
const IAM_ENDPOINT: &str = "HUAWEICLOUD_SDK_IAM_ENDPOINT";

/// Where each service is: a rule, and exceptions.
#[derive(Debug, Default)]
pub(crate) struct Endpoints {
    pub(crate) region: Option<String>,
    pub(crate) suffix: Option<String>,
    pub(crate) overrides: BTreeMap<String, Base>,
    pub(crate) environment: Environment,
}

impl Endpoints {
    /// Sets where a service is, under any spelling of its name.
    pub(crate) fn set(&mut self, service: &str, url: &str) -> Result<(), Error> {
        let base = Base::parse(url).map_err(|why| refused(format!("{service} at {why}")))?;
        self.overrides.insert(normal(service), base);
        Ok(())
    }

    /// Where a service is: as set, else as the environment or the credentials say, else by the
    /// rule.
    pub(crate) fn base(
        &self,
        service: &Service,
        credentials: Option<&Credentials>,
    ) -> Result<Base, Error> {
        if let Some(base) = self.overrides.get(&normal(service.name)) {
            return Ok(base.clone());
        }
        if let Some((name, url)) = self.variable(service) {
            return Base::parse(&url).map_err(|why| refused(format!("{name} is {why}")));
        }
        let iam =
            credentials.filter(|_| service.name == IAM.name).and_then(Credentials::iam_endpoint);
        if let Some(url) = iam {
            return Base::parse(url).map_err(|why| refused(format!("the iam_endpoint is {why}")));
        }
        let region = self.region.as_deref().ok_or_else(|| missing(service))?;
        let suffix = self.suffix.as_deref().unwrap_or(match region == EUROPE.0 {
            true => EUROPE.1,
            false => SUFFIX,
        });
        let url = format!("https://{}.{region}.{suffix}", service.endpoint);
        Base::parse(&url).map_err(|why| refused(format!("{} would be at {why}", service.name)))
    }

    /// The variables of the official SDKs, which leave out the underscore of `sfs_turbo`.
    fn variable(&self, service: &Service) -> Option<(String, String)> {
        let mut names = Vec::new();
        if service.name == IAM.name {
            names.push(IAM_ENDPOINT.to_owned());
        }
        if let Some(region) = &self.region {
            let region = region.to_ascii_uppercase().replace('-', "_");
            let service = normal(service.name).to_ascii_uppercase();
            let short = service.replace('_', "");
            names.push(format!("HUAWEICLOUD_SDK_REGION_{service}_{region}"));
            names.push(format!("HUAWEICLOUD_SDK_REGION_{short}_{region}"));
        }
        let first = |urls: String| urls.split(',').next().unwrap_or_default().trim().to_owned();
        names.into_iter().find_map(|name| {
            let url = first(self.environment.get(&name)?);
            Some((name, url))
        })
    }
}

fn normal(service: &str) -> String {
    service.to_ascii_lowercase().replace('-', "_")
}

/// The root of a service: scheme, host, port, and a path that goes before that of each operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base {
    secure: bool,
    host: String,
    port: Option<u16>,
    path: String,
}

impl Base {
    /// Reads a URL; without a scheme, `https` is meant.
    fn parse(text: &str) -> Result<Self, String> {
        let full = match text.contains("://") {
            true => text.to_owned(),
            false => format!("https://{text}"),
        };
        let bad = |why: &str| format!("`{text}`, which {why}");
        if text.contains('@') {
            return Err("a URL with a user, which is not supported".to_owned());
        }
        let uri: Uri = full.parse().map_err(|_| bad("is no URL"))?;
        let host = uri.host().filter(|host| !host.is_empty()).ok_or(bad("has no host"))?;
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(bad("is neither https nor http")),
        };
        if full.contains(['?', '#']) {
            return Err(bad("has a query or fragment"));
        }
        let path = uri.path().trim_end_matches('/');
        if path.split('/').any(|segment| matches!(segment, "." | "..")) {
            return Err(bad("has `.` or `..` in its path"));
        }
        let default_port = if secure { 443 } else { 80 };
        Ok(Self {
            secure,
            host: host.to_ascii_lowercase(),
            port: uri.port_u16().filter(|port| *port != default_port),
            path: path.to_owned(),
        })
    }

    /// Host and port, as the `Host` header has them.
    pub(crate) fn authority(&self) -> String {
        match self.port {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.clone(),
        }
    }

    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    pub(crate) fn port(&self) -> u16 {
        self.port.unwrap_or(if self.secure { 443 } else { 80 })
    }

    /// Whether nobody on the way can read what is sent.
    fn is_private(&self) -> bool {
        let address = self.host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        self.secure
            || self.host == "localhost"
            || address.is_ok_and(|address| address.is_loopback())
    }

    /// Refuses to show credentials to everybody on the way.
    pub(crate) fn require_privacy(&self) -> Result<(), Error> {
        if self.is_private() {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Configuration)
            .message(format!("credentials would go to `{}` over plain http", self.authority()))
            .remedy("use https, or permit it with `ClientBuilder::allow_plain_http`")
            .build())
    }

    /// The address of a request.
    pub(crate) fn uri(&self, target: &str) -> Result<Uri, Error> {
        let scheme = if self.secure { "https" } else { "http" };
        let target = self.join(target);
        let uri = format!("{scheme}://{}{target}", self.authority());
        let uri: Option<Uri> = uri.parse().ok();
        // A parser that drops or changes anything would make us sign something else.
        uri.filter(|uri| uri.path_and_query().is_some_and(|path| path.as_str() == target))
            .ok_or_else(|| {
                Error::new(ErrorKind::InvalidRequest)
                    .message(format!("`{target}` is no path of a URL"))
                    .build()
            })
    }

    /// The base path before that of the operation. Where the end of one repeats the start of the
    /// other, as in the `/v2/{project_id}` of a Keystone catalog, it is written once.
    fn join(&self, target: &str) -> String {
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
        format!("{}{rest}", self.path)
    }
}

fn missing(service: &Service) -> Error {
    let name = service.name;
    Error::new(ErrorKind::Configuration)
        .message(format!("it is not known where `{name}` is"))
        .remedy(format!(
            "set a region with `ClientBuilder::region`, or the endpoint of this service with \
             `ClientBuilder::endpoint(\"{name}\", …)`"
        ))
        .build()
}

fn refused(message: String) -> Error {
    Error::new(ErrorKind::Configuration).message(message).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TURBO: &Service = &Service::new("sfs_turbo", "sfs-turbo");

    #[test]
    fn base_path_and_target_are_joined() {
        for (base, target, uri) in [
            ("https://h", "/v1/p/jobs?a=b", "https://h/v1/p/jobs?a=b"),
            ("h", "/", "https://h/"),
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
    fn targets_that_a_url_cannot_carry_are_refused() {
        let base = Base::parse("https://h").unwrap();
        for target in ["/v1#x", "/v1 x", "/v1\n"] {
            assert_eq!(base.uri(target).unwrap_err().kind(), ErrorKind::InvalidRequest, "{target}");
        }
    }

    #[test]
    fn endpoints_that_are_none_are_refused() {
        for url in [
            "",
            "https://",
            "ftp://h",
            "https://h?x",
            "https://h/#x",
            "https://h/a/../b",
            "https://h h",
            "https://user:s3cret@h",
        ] {
            let error = Endpoints::default().set("sdrs", url).unwrap_err().to_string();
            assert!(error.starts_with("sdrs at ") && !error.contains("s3cret"), "{error}");
        }
    }

    #[test]
    fn a_service_is_where_the_most_explicit_source_says() {
        let rule = "https://sfs-turbo.cn-north-4.myhuaweicloud.com/";
        for (endpoint, environment, host) in [
            (None, vec![], rule),
            (Some(("sfs-turbo", "https://a")), vec![], "https://a/"),
            (Some(("SFS_TURBO", "https://a")), vec![], "https://a/"),
            (Some(("sfs", "https://a")), vec![], rule),
            (None, vec![("HUAWEICLOUD_SDK_REGION_SFSTURBO_CN_NORTH_4", "b,c")], "https://b/"),
            (None, vec![("HUAWEICLOUD_SDK_REGION_SFS_TURBO_CN_NORTH_4", "http://b")], "http://b/"),
            (None, vec![("HUAWEICLOUD_SDK_REGION_SFS_CN_NORTH_4", "https://b")], rule),
            (None, vec![("HUAWEICLOUD_SDK_IAM_ENDPOINT", "https://b")], rule),
            (
                Some(("sfs-turbo", "https://a")),
                vec![("HUAWEICLOUD_SDK_REGION_SFSTURBO_CN_NORTH_4", "b")],
                "https://a/",
            ),
        ] {
            let mut endpoints = Endpoints {
                region: Some("cn-north-4".into()),
                environment: Environment::from_pairs(environment),
                ..Endpoints::default()
            };
            if let Some((service, url)) = endpoint {
                endpoints.set(service, url).unwrap();
            }
            let uri = endpoints.base(TURBO, None).unwrap().uri("/").unwrap();
            assert_eq!(uri.to_string(), host);
        }
    }

    #[test]
    fn iam_may_be_where_the_credentials_say() {
        let credentials = Credentials::token("t").with_iam_endpoint("https://c");
        for (environment, host) in
            [(vec![], "c"), (vec![("HUAWEICLOUD_SDK_IAM_ENDPOINT", "https://b")], "b")]
        {
            let environment = Environment::from_pairs(environment);
            let endpoints = Endpoints { environment, ..Endpoints::default() };
            assert_eq!(endpoints.base(IAM, Some(&credentials)).unwrap().host(), host);
        }
    }

    #[test]
    fn the_suffix_follows_the_region_unless_set() {
        for (region, suffix, host) in [
            ("cn-north-4", None, "sfs-turbo.cn-north-4.myhuaweicloud.com"),
            ("eu-west-101", None, "sfs-turbo.eu-west-101.myhuaweicloud.eu"),
            ("eu-west-101", Some("x.org"), "sfs-turbo.eu-west-101.x.org"),
            ("eu-de", Some("otc.t-systems.com"), "sfs-turbo.eu-de.otc.t-systems.com"),
        ] {
            let endpoints = Endpoints {
                region: Some(region.into()),
                suffix: suffix.map(str::to_owned),
                environment: Environment::empty(),
                ..Endpoints::default()
            };
            assert_eq!(endpoints.base(TURBO, None).unwrap().host(), host);
        }
    }

    #[test]
    fn without_a_region_the_error_says_what_to_set() {
        let endpoints = Endpoints { environment: Environment::empty(), ..Endpoints::default() };
        assert_eq!(
            endpoints.base(TURBO, None).unwrap_err().to_string(),
            "it is not known where `sfs_turbo` is; set a region with `ClientBuilder::region`, or the \
             endpoint of this service with `ClientBuilder::endpoint(\"sfs_turbo\", …)`"
        );
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
            assert_eq!(Base::parse(url).unwrap().is_private(), private, "{url}");
        }
    }
}
