//! The context of providers of credentials.

use std::{fmt, sync::Arc, time::SystemTime};

use huaweicloud_core::{Error, Operation, Response, Service};

use crate::{Transport, sender::Sender, session::Session};

/// The context of a provider of credentials: the transport, the clock and the endpoints of the
/// client.
#[derive(Clone)]
#[non_exhaustive]
pub struct ProviderContext {
    sender: Arc<Sender>,
    region: Option<Arc<str>>,
}

impl ProviderContext {
    pub(crate) fn new(sender: Arc<Sender>, region: Option<Arc<str>>) -> Self {
        Self { sender, region }
    }

    /// Sends an operation without credentials, such as a login, to the endpoint of its service.
    ///
    /// # Errors
    ///
    /// Returns an error if the request cannot be made or sent, or the service responds with an
    /// error.
    pub async fn send<O: Operation>(&self, operation: &O) -> Result<Response<O::Output>, Error> {
        self.sender.execute(operation, self.region(), Session::default()).await
    }

    /// Returns the transport, for requests that are not operations.
    pub fn transport(&self) -> &dyn Transport {
        &*self.sender.transport
    }

    /// Returns the current time of the client's clock.
    pub fn now(&self) -> SystemTime {
        self.sender.clock.now()
    }

    /// Returns the region, if one is set.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// Returns the base URLs of a service, in order of preference.
    ///
    /// # Errors
    ///
    /// Returns an error if neither an endpoint nor a region is set.
    pub fn endpoints(&self, service: &Service) -> Result<Vec<String>, Error> {
        let bases = self.sender.endpoints.bases(service, self.region(), None)?;
        Ok(bases.iter().map(ToString::to_string).collect())
    }
}

impl fmt::Debug for ProviderContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderContext").finish_non_exhaustive()
    }
}
