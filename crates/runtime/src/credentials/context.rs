//! What a provider of credentials may use.

use std::{fmt, time::SystemTime};

use huaweicloud_core::{Error, Operation, Response, Service};

use crate::{Client, Transport};

/// What a provider of credentials may use: the transport, the clock and the endpoints of the client
/// that needs them.
#[derive(Clone)]
#[non_exhaustive]
pub struct ProviderContext {
    client: Client,
}

impl ProviderContext {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Sends an operation without credentials, such as a login, to the endpoint of its service.
    ///
    /// # Errors
    ///
    /// If the request cannot be made or sent, or the service answers with an error.
    pub async fn send<O: Operation>(&self, operation: &O) -> Result<Response<O::Output>, Error> {
        self.client.execute_anonymous(operation).await
    }

    /// The transport, for requests that are no operation.
    pub fn transport(&self) -> &dyn Transport {
        &*self.client.shared.transport
    }

    /// The time by the clock of the client.
    pub fn now(&self) -> SystemTime {
        self.client.shared.clock.now()
    }

    /// The region, if one is set.
    pub fn region(&self) -> Option<&str> {
        self.client.region()
    }

    /// Returns the URLs at which a service is reached, the preferred one first.
    ///
    /// # Errors
    ///
    /// If none is set, and no region from which one would follow.
    pub fn endpoints(&self, service: &Service) -> Result<Vec<String>, Error> {
        let shared = &self.client.shared;
        let bases = shared.endpoints.bases(service, self.region(), None)?;
        Ok(bases.iter().map(ToString::to_string).collect())
    }
}

impl fmt::Debug for ProviderContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderContext").finish_non_exhaustive()
    }
}
