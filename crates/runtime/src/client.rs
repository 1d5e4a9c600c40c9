//! The client, which all calls share.

use std::{fmt, pin::pin, sync::Arc, time::Duration};

use huaweicloud_core::{Auth, Error, Meta, Operation, Response};
use tokio::time::Instant;
use tracing::Instrument as _;

use crate::{
    BoxFuture, CallOptions, Credentials, ProviderContext,
    attempt::within,
    outgoing::Outgoing,
    project::{self, Projects},
    providers::CachedCredentials,
    received::Received,
    sender::Sender,
    session::Session,
    trace::Trace,
};

/// A client that sends operations.
///
/// Cheap to clone; clones share connections, credentials and projects that were looked up.
///
/// Needs a tokio runtime with timers enabled.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
    pub(crate) place: Place,
}

/// The parts that clients of all regions and projects share.
pub(crate) struct Shared {
    pub(crate) sender: Arc<Sender>,
    pub(crate) credentials: CachedCredentials,
    pub(crate) projects: Projects,
    pub(crate) timeout: Option<Duration>,
}

/// The region and the project of calls.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) region: Option<Arc<str>>,
    pub(crate) project_id: Option<Arc<str>>,
    /// Whether a project that belongs to the credentials may be used in this region.
    pub(crate) is_home: bool,
}

impl Client {
    /// Returns a client for another region, which shares connections and credentials.
    ///
    /// Its project is the one with the name of that region: a project ID that was set only applies
    /// to the original region. A base URL that was set with
    /// [`ClientBuilder::endpoint`](crate::ClientBuilder::endpoint) is used in all regions.
    #[must_use]
    pub fn in_region(&self, region: &str) -> Self {
        if self.region() == Some(region) {
            return self.clone();
        }
        let place = Place { region: Some(region.into()), project_id: None, is_home: false };
        Self { place, ..self.clone() }
    }

    /// Returns a client for another project, which shares connections and credentials.
    #[must_use]
    pub fn in_project(&self, project_id: &str) -> Self {
        let place = Place { project_id: Some(project_id.into()), ..self.place.clone() };
        Self { place, ..self.clone() }
    }

    /// Returns the region, if one is set.
    pub fn region(&self) -> Option<&str> {
        self.place.region.as_deref()
    }

    /// Sends an operation and returns the response.
    ///
    /// # Errors
    ///
    /// Returns an error if the request cannot be made or sent, the server does not respond in time,
    /// or it responds with an error; see [`Error::kind`].
    pub async fn execute<O: Operation>(
        &self,
        operation: &O,
        options: &CallOptions,
    ) -> Result<Response<O::Output>, Error> {
        let trace = Trace::new(O::META);
        let call = Outgoing {
            meta: O::META,
            encode: &|cx| operation.encode(cx),
            options,
            trace: &trace,
            deadline: None,
        };
        let received = self.send(call).await;
        trace.end::<O>(received)
    }

    /// Sends a call within its time limit. The future is large, so it is on the heap from the
    /// start.
    fn send<'a>(&'a self, call: Outgoing<'a>) -> BoxFuture<'a, Result<Received, Error>> {
        Box::pin(async move {
            let limit = call.options.timeout.or(self.shared.timeout);
            let call = Outgoing { deadline: limit.map(|limit| Instant::now() + limit), ..call };
            let sent = pin!(self.send_in_session(call));
            within(limit, ("call", "timeout"), sent).instrument(call.trace.span()).await
        })
    }

    async fn send_in_session(&self, call: Outgoing<'_>) -> Result<Received, Error> {
        call.options.check(call.meta.service)?;
        let session = self.session(call.meta, call.options).await?;
        self.shared.sender.send(call, self.region(), session).await
    }

    async fn session(&self, meta: &Meta, options: &CallOptions) -> Result<Session, Error> {
        let credentials = match meta.auth {
            Auth::None => None,
            _ => Some(self.credentials().await?),
        };
        let project_id = self.project_id(meta, options, credentials.as_ref()).await?;
        Ok(Session { credentials, project_id })
    }

    async fn credentials(&self) -> Result<Arc<Credentials>, Error> {
        let Shared { sender, credentials, .. } = &*self.shared;
        match credentials.cached(sender.clock.now()) {
            Some(cached) => Ok(cached),
            None => {
                let region = self.place.region.clone();
                credentials.renew(&ProviderContext::new(Arc::clone(sender), region)).await
            }
        }
    }

    /// Returns the project to act in: the most specific setting, or else the one that is looked up.
    /// Signed requests always include a project, as in the official SDKs, even if the path does not
    /// need it. The result never depends on earlier requests.
    async fn project_id(
        &self,
        meta: &Meta,
        options: &CallOptions,
        credentials: Option<&Arc<Credentials>>,
    ) -> Result<Option<String>, Error> {
        let of_credentials = || {
            let credentials = credentials.filter(|_| self.place.is_home);
            credentials.and_then(|credentials| credentials.project_id())
        };
        let set = options.project_id.as_deref().or(self.place.project_id.as_deref());
        let set = set.or_else(of_credentials);
        let (None, Some(credentials)) = (set, credentials) else {
            return Ok(set.map(str::to_owned));
        };
        match self.region() {
            Some(region) if meta.in_project() || credentials.names_project() => {
                let Shared { sender, projects, .. } = &*self.shared;
                // Few calls look it up, so that the others need no room for it.
                Box::pin(projects.look_up(sender, region, credentials)).await.map(Some)
            }
            None if meta.in_project() => Err(project::no_region()),
            _ => Ok(None),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("region", &self.place.region)
            .field("project_id", &self.place.project_id)
            .field("transport", &self.shared.sender.transport)
            .finish_non_exhaustive()
    }
}
