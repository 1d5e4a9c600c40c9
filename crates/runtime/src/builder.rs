//! The builder of a client.

use std::{collections::BTreeMap, marker::PhantomData, sync::Arc, time::Duration};

use http::HeaderValue;
use huaweicloud_core::{Error, ErrorKind, Microversion, Service};

use crate::{
    Addresses, Client, Clock, Credentials, CredentialsChain, CredentialsProvider, Environment,
    RetryPolicy, StaticCredentials, Transport,
    client::{Place, Shared},
    endpoint::{Endpoints, check_label},
    misspelled,
    options::no_microversions,
    project::Projects,
    providers::CachedCredentials,
    sender::Sender,
};

/// The default limit of the size of a response, in bytes.
const MAX_RESPONSE_SIZE: u64 = 64 << 20;

/// The builder of a client. `C` is the type of the client.
///
/// All settings are optional: credentials are searched for in the usual places, and calls only fail
/// if something they need is missing. Settings take precedence over the environment.
/// [`build`](Self::build) validates all settings.
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
    retry: RetryPolicy,
    max_response_size: u64,
    microversions: Vec<(&'static Service, Microversion)>,
    user_agent: Option<String>,
    allow_plain_http: bool,
    clock: Clock,
    environment: Environment,
    client: PhantomData<fn() -> C>,
}

impl Client {
    /// Starts to configure a client.
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::new(&[])
    }
}

impl<C: From<Client>> ClientBuilder<C> {
    /// Creates a builder with default settings, for a client of these services.
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
            retry: RetryPolicy::standard(),
            max_response_size: MAX_RESPONSE_SIZE,
            microversions: Vec::new(),
            user_agent: None,
            allow_plain_http: false,
            clock: Clock::default(),
            environment: Environment::default(),
            client: PhantomData,
        }
    }

    /// Sets the region, such as `cn-north-4`.
    ///
    /// It determines the endpoints and the project, unless they are set.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the credentials, which are then not searched for.
    pub fn credentials(self, credentials: Credentials) -> Self {
        self.credentials_provider(StaticCredentials::new(credentials))
    }

    /// Sets the provider of credentials, instead of environment variables and the profile file.
    pub fn credentials_provider(mut self, provider: impl CredentialsProvider) -> Self {
        self.credentials = Some(Arc::new(provider));
        self
    }

    /// Sets the project to act in.
    ///
    /// The default is the project of the credentials, such as `HUAWEICLOUD_SDK_PROJECT_ID` for
    /// credentials from the environment, or else the project that has the name of the region.
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// Sets the base URLs of a service: one URL, or several of which the first reachable one is
    /// used.
    ///
    /// A URL may have a path, which is put before that of each operation. It is used in all regions,
    /// also by clients that `in_region` returns.
    ///
    /// The service is a constant such as `huaweicloud::sdrs::SERVICE`, so that a misspelled name
    /// does not compile:
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

    /// Sets the domain of all services: the URL of a service is
    /// `https://{service}.{region}.{suffix}`.
    ///
    /// The default is `myhuaweicloud.com`, and `myhuaweicloud.eu` in the region `eu-west-101`.
    pub fn endpoint_suffix(mut self, suffix: &str) -> Self {
        self.endpoint_suffix = Some(suffix.to_owned());
        self
    }

    /// Sets the transport that sends requests, instead of the built-in one.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets the time limit of a whole call. The default is no limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the time limit of one attempt, until the whole response is read.
    ///
    /// The default is 60 seconds, and no limit for streamed bodies.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Sets how failed attempts are repeated. The default is [`RetryPolicy::standard`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets the size limit of the decompressed body of a response, in bytes. The default is 64 MiB.
    pub fn max_response_size(mut self, bytes: u64) -> Self {
        self.max_response_size = bytes;
        self
    }

    /// Sets the microversion of a service, such as `Microversion::new(2, 28)` for `sfs::SERVICE`.
    ///
    /// By default, the service uses its oldest one.
    pub fn microversion(mut self, service: &'static Service, microversion: Microversion) -> Self {
        self.microversions.push((service, microversion));
        self
    }

    /// Appends a text to the `User-Agent` header, such as `my-tool/1.0`.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Allows sending credentials over plain http to any host.
    ///
    /// By default, only loopback hosts are allowed.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// Sets the clock for the signing of requests.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Sets the environment variables, instead of those of the process.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self
    }

    /// Builds the client. This neither sends nor reads anything.
    ///
    /// # Errors
    ///
    /// Returns an error if a setting is invalid, such as an endpoint that is not a URL or has no
    /// scheme, a microversion for a service without microversions, or an https endpoint for the
    /// built-in transport without TLS.
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
        let sender = Sender {
            transport,
            endpoints,
            allow_plain_http: self.allow_plain_http,
            attempt_timeout: self.attempt_timeout,
            max_response_size: self.max_response_size,
            microversions: microversions(&self.microversions)?,
            user_agent: user_agent(self.user_agent.as_deref())?,
            clock: self.clock,
            retry: self.retry,
        };
        let shared = Shared {
            sender: Arc::new(sender),
            credentials: CachedCredentials::new(provider),
            projects: Projects::default(),
            timeout: self.timeout,
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
        None => Err(no_microversions(service)),
    });
    checked.collect()
}

fn user_agent(appended: Option<&str>) -> Result<HeaderValue, Error> {
    let own = concat!("huaweicloud-rust/", env!("CARGO_PKG_VERSION"));
    let whole = appended.map_or_else(|| own.to_owned(), |appended| format!("{own} {appended}"));
    HeaderValue::from_str(&whole)
        .map_err(|_| refused(format!("the user agent {whole:?} is invalid in a header")))
}

#[cfg(feature = "reqwest")]
fn default_transport(
    services: &[&Service],
    endpoints: &Endpoints,
    region: Option<&str>,
) -> Result<Arc<dyn Transport>, Error> {
    if !cfg!(feature = "rustls-ring") && needs_tls(services, endpoints, region) {
        return Err(refused("endpoints are https, but TLS is not built in".to_owned())
            .or_remedy("enable the feature `rustls-ring`, or set your own transport"));
    }
    Ok(Arc::new(crate::ReqwestTransport::new()?))
}

/// Whether all known endpoints are https. Without TLS, a client can still use plain http on loopback.
#[cfg(feature = "reqwest")]
fn needs_tls(services: &[&Service], endpoints: &Endpoints, region: Option<&str>) -> bool {
    let bases = services.iter().filter_map(|service| endpoints.bases(service, region, None).ok());
    let bases: Vec<_> = bases.collect();
    let mut all = bases.iter().flat_map(|bases| bases.iter()).peekable();
    all.peek().is_some() && all.all(crate::base::Base::is_secure)
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

    #[cfg(feature = "rustls-ring")]
    #[test]
    fn the_usual_settings_work() {
        static SERVICES: &[&Service] = &[&TOYS];
        for builder in [
            Client::builder(),
            ClientBuilder::new(SERVICES),
            ClientBuilder::new(SERVICES).region("cn-north-4"),
            ClientBuilder::new(SERVICES).endpoint(&TOYS, "http://localhost"),
        ] {
            let client: Client = builder.build().unwrap();
            assert!(format!("{client:?}").contains("transport: ReqwestTransport"), "{client:?}");
        }
    }

    #[cfg(feature = "reqwest")]
    #[test]
    fn only_a_client_of_https_alone_needs_tls() {
        static CARS: Service = Service::new("cars", "cars");
        for (region, urls, needs) in [
            // Of a client that knows no address, nothing can be said yet.
            (None, vec![], false),
            (Some("cn-north-4"), vec![], true),
            (None, vec![(&TOYS, "https://h")], true),
            (None, vec![(&TOYS, "http://localhost")], false),
            (None, vec![(&TOYS, "https://h"), (&CARS, "http://localhost")], false),
            (None, vec![(&TOYS, "https://h"), (&CARS, "https://h")], true),
        ] {
            let mut endpoints = Endpoints::new(None, Environment::empty());
            for (service, url) in &urls {
                endpoints.set(service, &Addresses::from(*url)).unwrap();
            }
            assert_eq!(
                needs_tls(&[&TOYS, &CARS], &endpoints, region),
                needs,
                "{region:?} {urls:?}"
            );
        }
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
