//! Settings of a client.

use std::{collections::BTreeMap, marker::PhantomData, sync::Arc, time::Duration};

use http::HeaderValue;
use huaweicloud_core::{Error, ErrorKind, Microversion, Service};

use crate::{
    Addresses, Client, Clock, Credentials, CredentialsChain, CredentialsProvider, Environment,
    StaticCredentials, Transport,
    client::{Place, Shared},
    credentials::CachedCredentials,
    endpoint::{Endpoints, check_label},
    misspelled,
    project::Projects,
};

/// Bytes that a response may have, unless set.
const MAX_RESPONSE_SIZE: u64 = 64 << 20;

/// Settings of a client. `C` is the type of the finished client.
///
/// Nothing is required: credentials are looked for in the usual places, and only what the calls
/// then need must be there. What is set here wins over the environment. Every setting is checked by
/// [`build`](Self::build).
#[derive(Clone, Debug)]
#[must_use]
pub struct ClientBuilder<C = Client> {
    /// The services that the client has methods for.
    services: &'static [&'static Service],
    region: Option<String>,
    credentials: Option<Arc<dyn CredentialsProvider>>,
    project_id: Option<String>,
    endpoints: Vec<(&'static Service, Addresses)>,
    endpoint_suffix: Option<String>,
    transport: Option<Arc<dyn Transport>>,
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    max_response_size: u64,
    microversions: Vec<(&'static Service, Microversion)>,
    user_agent: Option<String>,
    allow_plain_http: bool,
    clock: Clock,
    environment: Environment,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Client>> ClientBuilder<C> {
    /// The usual settings, for a client of these services.
    pub fn new(services: &'static [&'static Service]) -> Self {
        Self {
            services,
            region: None,
            credentials: None,
            project_id: None,
            endpoints: Vec::new(),
            endpoint_suffix: None,
            transport: None,
            timeout: None,
            attempt_timeout: None,
            max_response_size: MAX_RESPONSE_SIZE,
            microversions: Vec::new(),
            user_agent: None,
            allow_plain_http: false,
            clock: Clock::default(),
            environment: Environment::default(),
            client: PhantomData,
        }
    }

    /// Sets the region, such as `cn-north-4`. Endpoints and the project follow from it.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the credentials, instead of looking for some.
    pub fn credentials(self, credentials: Credentials) -> Self {
        self.credentials_provider(StaticCredentials::new(credentials))
    }

    /// Sets where credentials come from, instead of environment variables and the profile file.
    pub fn credentials_provider(mut self, provider: impl CredentialsProvider) -> Self {
        self.credentials = Some(Arc::new(provider));
        self
    }

    /// Sets the project to act in. Unless it is set, it comes with the credentials, as
    /// `HUAWEICLOUD_SDK_PROJECT_ID` does with those of the environment, or is looked up by the name
    /// of the region.
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// Sets where a service is reached: a URL, or several of which the first that can be reached is
    /// used. A URL may have a path, which goes before that of each operation.
    ///
    /// A service is a value, such as `huaweicloud::sdrs::SERVICE`, so that a misspelled one does not
    /// compile:
    ///
    /// ```
    /// # mod sdrs {
    /// #     use huaweicloud_core::Service;
    /// #     pub static SERVICE: Service = Service::new("sdrs", "sdrs");
    /// # }
    /// # use huaweicloud_runtime::Client;
    /// let client = Client::builder().endpoint(&sdrs::SERVICE, "http://127.0.0.1:8080");
    /// ```
    ///
    /// ```compile_fail
    /// # mod sdrs {
    /// #     use huaweicloud_core::Service;
    /// #     pub static SERVICE: Service = Service::new("sdrs", "sdrs");
    /// # }
    /// # use huaweicloud_runtime::Client;
    /// let client = Client::builder().endpoint(&sdsr::SERVICE, "http://127.0.0.1:8080");
    /// ```
    ///
    /// ```compile_fail
    /// # use huaweicloud_runtime::Client;
    /// let client = Client::builder().endpoint("sdrs", "http://127.0.0.1:8080");
    /// ```
    pub fn endpoint(mut self, service: &'static Service, addresses: impl Into<Addresses>) -> Self {
        self.endpoints.push((service, addresses.into()));
        self
    }

    /// Sets the domain that all services are in, `myhuaweicloud.com` unless set: a service is at
    /// `https://{service}.{region}.{suffix}`.
    pub fn endpoint_suffix(mut self, suffix: &str) -> Self {
        self.endpoint_suffix = Some(suffix.to_owned());
        self
    }

    /// Sets how requests are sent, instead of the built-in way.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets how long a call may take in all; no limit unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets how long one attempt may take, until the response is read to its end. Unless set, 60
    /// seconds, and for a streamed body no limit.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Sets how many bytes a response may have, decompressed; 64 MiB unless set.
    pub fn max_response_size(mut self, bytes: u64) -> Self {
        self.max_response_size = bytes;
        self
    }

    /// Sets the microversion that a service speaks, such as `Microversion::new(2, 28)` of
    /// `sfs::SERVICE`; unless set, its oldest.
    pub fn microversion(mut self, service: &'static Service, microversion: Microversion) -> Self {
        self.microversions.push((service, microversion));
        self
    }

    /// Appends a text to the `User-Agent` header, such as `my-tool/1.0`.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sends credentials over plain http to any host. Without this, only to the machine itself.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// Sets the clock that requests are signed with.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Sets where to look up environment variables, instead of in the process.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self
    }

    /// Returns the finished client. Nothing is sent or read yet.
    ///
    /// # Errors
    ///
    /// If a setting cannot work, such as an endpoint that is no URL or has no scheme, a microversion
    /// for a service that has none, or the built-in transport without TLS for an https endpoint.
    pub fn build(self) -> Result<C, Error> {
        if let Some(region) = &self.region {
            check_label("region", region)?;
        }
        if let Some(suffix) = &self.endpoint_suffix {
            check_label("endpoint suffix", suffix)?;
        }
        let mut endpoints = Endpoints::new(self.endpoint_suffix, self.environment.clone());
        for (service, addresses) in &self.endpoints {
            endpoints.set(service, addresses)?;
        }
        let region = self.region.as_deref();
        let own = self.endpoints.iter().map(|(service, _)| *service);
        let services: Vec<_> = self.services.iter().copied().chain(own).collect();
        misspelled::warn(&self.environment, region, &services);
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&services, &endpoints, region)?,
        };
        let provider = self
            .credentials
            .unwrap_or_else(|| Arc::new(CredentialsChain::standard(self.environment)));
        let shared = Shared {
            transport,
            credentials: CachedCredentials::new(provider),
            endpoints,
            projects: Projects::default(),
            allow_plain_http: self.allow_plain_http,
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
            max_response_size: self.max_response_size,
            microversions: microversions(&self.microversions)?,
            user_agent: user_agent(self.user_agent.as_deref())?,
            clock: self.clock,
        };
        let place = Place {
            region: self.region.map(Into::into),
            project_id: self.project_id.map(Into::into),
            is_home: true,
        };
        Ok(C::from(Client { shared: Arc::new(shared), place }))
    }
}

fn microversions(
    set: &[(&'static Service, Microversion)],
) -> Result<BTreeMap<&'static str, Microversion>, Error> {
    let checked = set.iter().map(|(service, microversion)| match service.microversion_header {
        Some(_) => Ok((service.name, *microversion)),
        None => Err(refused(format!("`{}` has no microversions", service.name))),
    });
    checked.collect()
}

fn user_agent(appended: Option<&str>) -> Result<HeaderValue, Error> {
    let own = concat!("huaweicloud-rust/", env!("CARGO_PKG_VERSION"));
    let whole = appended.map_or_else(|| own.to_owned(), |appended| format!("{own} {appended}"));
    HeaderValue::from_str(&whole)
        .map_err(|_| refused(format!("no header can carry the user agent {whole:?}")))
}

#[cfg(feature = "reqwest")]
fn default_transport(
    services: &[&Service],
    endpoints: &Endpoints,
    region: Option<&str>,
) -> Result<Arc<dyn Transport>, Error> {
    let bases = services.iter().filter_map(|service| endpoints.bases(service, region, None).ok());
    let bases: Vec<_> = bases.flatten().collect();
    // Without TLS a client may still talk to servers on the machine itself.
    let needs_tls = !bases.is_empty() && bases.iter().all(crate::base::Base::is_secure);
    if needs_tls && !cfg!(feature = "rustls-ring") {
        return Err(refused("endpoints are https, but TLS is not built in".to_owned())
            .or_remedy("enable the feature `rustls-ring`, or set a transport of your own"));
    }
    Ok(Arc::new(crate::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(
    _: &[&Service],
    _: &Endpoints,
    _: Option<&str>,
) -> Result<Arc<dyn Transport>, Error> {
    Err(refused("no transport is set, and none is built in".to_owned())
        .or_remedy("set one with `ClientBuilder::transport`, or enable the feature `reqwest`"))
}

fn refused(message: String) -> Error {
    Error::new(ErrorKind::Configuration).message(message).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    static TOYS: Service = Service::new("toys", "toys");

    #[cfg(feature = "reqwest")]
    #[test]
    fn the_usual_settings_work() {
        assert!(Client::builder().build().is_ok());
    }

    #[cfg(not(feature = "reqwest"))]
    #[test]
    fn without_a_transport_the_error_says_what_to_do() {
        assert_eq!(
            Client::builder().build().unwrap_err().to_string(),
            "no transport is set, and none is built in; set one with `ClientBuilder::transport`, \
             or enable the feature `reqwest`"
        );
    }

    #[test]
    fn settings_that_cannot_work_are_refused() {
        let builder = Client::builder;
        for (builder, message) in [
            (builder().region(""), "region"),
            (builder().region("evil.com/#"), "region"),
            (builder().endpoint_suffix("x@y"), "endpoint suffix"),
            (builder().endpoint(&TOYS, "no url"), "toys"),
            (builder().endpoint(&TOYS, "toys.example.com"), "does not begin with https://"),
            (builder().microversion(&TOYS, Microversion::new(2, 1)), "no microversions"),
            (builder().user_agent("a\nb"), "user agent"),
        ] {
            let error = builder.build().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert!(error.to_string().contains(message), "{error}");
        }
    }
}
