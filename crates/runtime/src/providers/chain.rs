//! A chain of providers of credentials.

use std::sync::Arc;

use huaweicloud_core::{Error, ErrorKind};

use super::{CredentialsProvider, EnvironmentCredentials, ProfileCredentials, ProviderContext};
use crate::{BoxFuture, Credentials, Environment};

/// Tries several providers in order, and returns the credentials of the first one that has any.
///
/// If a provider is configured but fails, the chain returns its error, since the next provider may
/// be for another account; see [`CredentialsProvider::credentials`].
#[derive(Clone, Debug, Default)]
pub struct CredentialsChain(Vec<Arc<dyn CredentialsProvider>>);

impl CredentialsChain {
    /// Creates a chain without providers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates the default chain: environment variables, then the profile file.
    pub fn standard(environment: Environment) -> Self {
        let profile = ProfileCredentials::new(&environment);
        Self::new().then(EnvironmentCredentials::new(environment)).then(profile)
    }

    /// Adds a provider to the end of the chain.
    #[must_use]
    pub fn then(mut self, provider: impl CredentialsProvider) -> Self {
        self.0.push(Arc::new(provider));
        self
    }

    async fn first(&self, cx: &ProviderContext) -> Result<Credentials, Error> {
        let mut tried = Vec::with_capacity(self.0.len());
        for provider in &self.0 {
            match provider.credentials(cx).await {
                Ok(credentials) => return Ok(credentials),
                Err(error) if error.kind() == ErrorKind::Credentials => {
                    tried.push(format!("{}: {error}", provider.name()));
                }
                Err(error) => return Err(error),
            }
        }
        let tried =
            if tried.is_empty() { "the chain is empty".to_owned() } else { tried.join("; ") };
        Err(Error::new(ErrorKind::Credentials)
            .message(format!("no credentials were found ({tried})"))
            .remedy("set credentials on the client builder, or in one of these sources")
            .build())
    }
}

impl CredentialsProvider for CredentialsChain {
    fn name(&self) -> &str {
        "the credentials chain"
    }

    fn credentials<'a>(
        &'a self,
        cx: &'a ProviderContext,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.first(cx))
    }
}
