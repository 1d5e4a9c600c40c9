//! Settings of a client.

use std::{collections::BTreeMap, marker::PhantomData, sync::Arc, time::Duration};

use http::HeaderValue;
use huaweicloud_core::{Error, ErrorKind, Microversion};
use tokio::sync::OnceCell;

use crate::{
    Client, Clock, Credentials, CredentialsChain, CredentialsProvider, Environment,
    StaticCredentials, Transport, client::Inner, credentials::CachedCredentials,
    endpoint::Endpoints,
};

/// What an answer may hold, unless set.
const MAX_RESPONSE_SIZE: u64 = 64 << 20;

/// Settings of a client. `C` is the type of the finished client; generated crates put their own.
///
/// Nothing is required: credentials are looked for in the usual places, and only what the calls
/// then need must be there. What is set here wins over the environment.
#[derive(Clone, Debug)]
#[must_use]
pub struct ClientBuilder<C = Client> {
    region: Option<String>,
    credentials: Option<Arc<dyn CredentialsProvider>>,
    project_id: Option<String>,
    endpoints: Vec<(String, String)>,
    endpoint_suffix: Option<String>,
    transport: Option<Arc<dyn Transport>>,
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    max_response_size: u64,
    microversions: BTreeMap<String, Microversion>,
    user_agent: Option<String>,
    allow_plain_http: bool,
    clock: Clock,
    environment: Environment,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Client>> ClientBuilder<C> {
    /// The usual settings.
    pub fn new() -> Self {
        Self {
            region: None,
            credentials: None,
            project_id: None,
            endpoints: Vec::new(),
            endpoint_suffix: None,
            transport: None,
            timeout: None,
            attempt_timeout: None,
            max_response_size: MAX_RESPONSE_SIZE,
            microversions: BTreeMap::new(),
            user_agent: None,
            allow_plain_http: false,
            clock: Clock::default(),
            environment: Environment::default(),
            client: PhantomData,
        }
    }

    /// The region, such as `cn-north-4`. Endpoints and the project follow from it.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// What proves who sends the requests.
    pub fn credentials(self, credentials: Credentials) -> Self {
        self.credentials_provider(StaticCredentials::new(credentials))
    }

    /// Where to get credentials from, instead of environment variables and profile file.
    pub fn credentials_provider(mut self, provider: impl CredentialsProvider) -> Self {
        self.credentials = Some(Arc::new(provider));
        self
    }

    /// The project to act in. Unless it is set, it comes with the credentials, as
    /// `HUAWEICLOUD_SDK_PROJECT_ID` does with those of the environment, or is looked up by the name
    /// of the region.
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// Where one service is, such as `sdrs` or `iam`. The URL may have a path, which goes before
    /// that of each operation.
    pub fn endpoint(mut self, service: &str, url: &str) -> Self {
        self.endpoints.push((service.to_owned(), url.to_owned()));
        self
    }

    /// The domain that all services are in, `myhuaweicloud.com` unless set: a service is at
    /// `https://{service}.{region}.{suffix}`.
    pub fn endpoint_suffix(mut self, suffix: &str) -> Self {
        self.endpoint_suffix = Some(suffix.to_owned());
        self
    }

    /// How requests are sent, instead of the built-in way.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// How long a call may take in all; no limit unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long one attempt may take, until the answer is read to its end. Unless set, 60 seconds,
    /// and for a streamed body no limit.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// How many bytes an answer may have, decompressed; 64 MiB unless set.
    pub fn max_response_size(mut self, bytes: u64) -> Self {
        self.max_response_size = bytes;
        self
    }

    /// The microversion that a service should speak, such as `Microversion::new(2, 28)` of `sfs`;
    /// unless set, its oldest.
    pub fn microversion(mut self, service: &str, microversion: Microversion) -> Self {
        self.microversions.insert(service.to_owned(), microversion);
        self
    }

    /// What to append to the `User-Agent` header, such as `my-tool/1.0`.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sends credentials over plain http to any host. Without this, only to the machine itself.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// Where to read the time from that requests are signed with.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Where to look up environment variables, instead of in the process.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self
    }

    /// The finished client. Nothing is sent or read yet.
    ///
    /// # Errors
    ///
    /// If a setting cannot work, such as an endpoint that is no URL.
    pub fn build(self) -> Result<C, Error> {
        let mut endpoints = Endpoints {
            region: self.region.map(|region| label("region", region)).transpose()?,
            suffix: self
                .endpoint_suffix
                .map(|suffix| label("endpoint suffix", suffix))
                .transpose()?,
            environment: self.environment.clone(),
            ..Endpoints::default()
        };
        for (service, url) in &self.endpoints {
            endpoints.set(service, url)?;
        }
        let provider = self
            .credentials
            .unwrap_or_else(|| Arc::new(CredentialsChain::standard(self.environment)));
        let user_agent = user_agent(self.user_agent.as_deref())?;
        Ok(C::from(Client(Arc::new(Inner {
            transport: self.transport.map_or_else(default_transport, Ok)?,
            credentials: CachedCredentials::new(provider),
            endpoints,
            allow_plain_http: self.allow_plain_http,
            project_id: self.project_id,
            looked_up_project_id: OnceCell::new(),
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
            max_response_size: self.max_response_size,
            microversions: self.microversions,
            user_agent,
            clock: self.clock,
        }))))
    }
}

impl<C: From<Client>> Default for ClientBuilder<C> {
    fn default() -> Self {
        Self::new()
    }
}

/// Region and suffix become part of a host name.
fn label(what: &str, text: String) -> Result<String, Error> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    match !text.is_empty() && text.chars().all(fits) {
        true => Ok(text),
        false => Err(refused(format!("the {what} `{text}` cannot be in a host name"))),
    }
}

fn user_agent(appended: Option<&str>) -> Result<HeaderValue, Error> {
    let own = concat!("huaweicloud-rust/", env!("CARGO_PKG_VERSION"));
    let whole = appended.map_or_else(|| own.to_owned(), |appended| format!("{own} {appended}"));
    HeaderValue::from_str(&whole)
        .map_err(|_| refused(format!("no header can carry the user agent {whole:?}")))
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(crate::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, Error> {
    Err(Error::new(ErrorKind::Configuration)
        .message("no transport is set, and none is built in")
        .remedy("set one with `ClientBuilder::transport`, or enable the feature `reqwest`")
        .build())
}

fn refused(message: String) -> Error {
    Error::new(ErrorKind::Configuration).message(message).build()
}

#[cfg(test)]
mod tests {
    use super::*;

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
            (builder().endpoint("sdrs", "no url"), "sdrs"),
            (builder().user_agent("a\nb"), "user agent"),
        ] {
            let error = builder.build().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert!(error.to_string().contains(message), "{error}");
        }
    }
}
