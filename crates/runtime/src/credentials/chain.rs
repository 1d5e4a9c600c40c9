//! The first of several sources that has credentials.

use std::sync::Arc;

use huaweicloud_core::{Error, ErrorKind};

use super::{Credentials, CredentialsProvider, EnvironmentCredentials, ProfileCredentials};
use crate::{BoxFuture, Environment, ProviderContext};

/// Asks one source after the other, and takes the credentials of the first that has some. A source
/// that should have some but cannot give them ends the search with its error, lest the calls be
/// made by another account; see [`CredentialsProvider::credentials`].
#[derive(Clone, Debug, Default)]
pub struct CredentialsChain(Vec<Arc<dyn CredentialsProvider>>);

impl CredentialsChain {
    /// A chain without sources.
    pub fn new() -> Self {
        Self::default()
    }

    /// The usual places: environment variables, then the profile file.
    pub fn standard(environment: Environment) -> Self {
        let profile = ProfileCredentials::new(&environment);
        Self::new().then(EnvironmentCredentials::new(environment)).then(profile)
    }

    /// Adds a source, to be asked after the others.
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
        let tried = if tried.is_empty() { "no source given".to_owned() } else { tried.join("; ") };
        Err(Error::new(ErrorKind::Credentials)
            .message(format!("no credentials were found ({tried})"))
            .remedy("give the client builder some, or fill one of these sources")
            .build())
    }
}

impl CredentialsProvider for CredentialsChain {
    fn name(&self) -> &str {
        "the chain of sources"
    }

    fn credentials<'a>(
        &'a self,
        cx: &'a ProviderContext,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(self.first(cx))
    }
}
