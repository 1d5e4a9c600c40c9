//! The client: whatever the calls of a program share.

use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};

use http::HeaderValue;
use huaweicloud_core::{Auth, Body, Context, Error, Meta, Microversion, Operation, Response};
use tokio::sync::OnceCell;
use tracing::Instrument as _;

use crate::{
    Call, CallOptions, ClientBuilder, Clock, Credentials, Transport,
    attempt::{attempt, within},
    credentials::CachedCredentials,
    endpoint::Endpoints,
    iam::ListProjects,
    prepare::prepare,
    progress::Progress,
    project,
};

/// How long an attempt may take, unless set. Uploads may take longer.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(60);

/// Sends operations. Cheap to clone; clones share connections, credentials and all that was looked
/// up.
///
/// Runs on tokio, with its timers enabled.
#[derive(Clone)]
pub struct Client(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) credentials: CachedCredentials,
    pub(crate) endpoints: Endpoints,
    pub(crate) allow_plain_http: bool,
    pub(crate) project_id: Option<String>,
    pub(crate) looked_up_project_id: OnceCell<String>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) max_response_size: u64,
    /// By name of the service.
    pub(crate) microversions: BTreeMap<String, Microversion>,
    pub(crate) user_agent: HeaderValue,
    pub(crate) clock: Clock,
}

/// As whom, and where, a call acts.
struct Session {
    /// None for operations that anyone may call.
    credentials: Option<Credentials>,
    project_id: Option<String>,
}

impl Client {
    /// Starts a client.
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::new()
    }

    /// A call of an operation, to send or to list with.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O> {
        Call::new(self.clone(), operation)
    }

    /// Sends an operation and reads the answer.
    ///
    /// # Errors
    ///
    /// If the request cannot be made, sent or answered in time, or the server answers with an
    /// error; see [`Error::kind`].
    pub async fn execute<O: Operation>(
        &self,
        operation: &O,
        options: &CallOptions,
    ) -> Result<Response<O::Output>, Error> {
        let progress = Progress::new(O::META);
        let call = async {
            let session = self.session(O::META, options).await?;
            self.perform(operation, options, &session, &progress).await
        };
        let limit = options.timeout.or(self.0.timeout);
        let result = within(limit, "call", call).instrument(progress.span()).await;
        progress.end(result)
    }

    async fn session(&self, meta: &Meta, options: &CallOptions) -> Result<Session, Error> {
        let credentials = match meta.auth {
            Auth::None => None,
            _ => Some(self.0.credentials.get(&self.0.clock).await?),
        };
        let project_id = self.project_id(meta, options, credentials.as_ref()).await?;
        Ok(Session { credentials, project_id })
    }

    /// The project to act in: as set, from the most special to the most general, or as looked up.
    /// Whoever signs always names one, as the official SDKs do, and so not only where the path has
    /// it; what is sent never depends on what was sent before.
    async fn project_id(
        &self,
        meta: &Meta,
        options: &CallOptions,
        credentials: Option<&Credentials>,
    ) -> Result<Option<String>, Error> {
        let set = options.project_id.as_deref().or(self.0.project_id.as_deref());
        let set = set.or(credentials.and_then(Credentials::project_id));
        let (None, Some(credentials)) = (set, credentials) else {
            return Ok(set.map(str::to_owned));
        };
        match self.0.endpoints.region.as_deref() {
            Some(region) if meta.in_project() || credentials.names_project() => {
                self.look_up_project_id(region, credentials).await.map(Some)
            }
            None if meta.in_project() => Err(project::no_region()),
            _ => Ok(None),
        }
    }

    async fn look_up_project_id(
        &self,
        region: &str,
        credentials: &Credentials,
    ) -> Result<String, Error> {
        // Of several callers one asks, and if it is dropped, another does.
        let looked_up = self.0.looked_up_project_id.get_or_try_init(|| async {
            let operation = ListProjects { name: region.to_owned() };
            let session = Session { credentials: Some(credentials.clone()), project_id: None };
            let progress = Progress::new(ListProjects::META);
            let options = CallOptions::new();
            let call = self.perform(&operation, &options, &session, &progress);
            let projects = progress.end(call.instrument(progress.span()).await)?;
            project::choose(region, projects.into_value())
        });
        looked_up.await.cloned()
    }

    async fn perform<O: Operation>(
        &self,
        operation: &O,
        options: &CallOptions,
        session: &Session,
        progress: &Progress,
    ) -> Result<Response<O::Output>, Error> {
        let meta = O::META;
        let credentials = session.credentials.as_ref();
        let base = self.0.endpoints.base(meta.service, credentials)?;
        progress.server(&base);
        if credentials.is_some() && !self.0.allow_plain_http {
            base.require_privacy()?;
        }

        let mut cx = Context::new();
        cx.project_id.clone_from(&session.project_id);
        let usual = || self.0.microversions.get(meta.service.name).copied();
        cx.microversion = options.microversion.or_else(usual);
        let named_project = session
            .project_id
            .as_deref()
            .filter(|_| credentials.is_some_and(Credentials::names_project));
        let wire = operation.encode(&cx)?;
        let limit = self.attempt_limit(options, &wire.body);
        let template = prepare(wire, &base, &self.0.user_agent, named_project, options)?;

        // One attempt for now. Repeating goes around these lines: each attempt is a fresh copy,
        // signed anew.
        let mut request = template.clone();
        if let Some(credentials) = credentials {
            credentials.authorize(&mut request, self.0.clock.now())?;
        }
        let attempts = progress.attempt();
        let sent = attempt(&*self.0.transport, request, self.0.max_response_size);
        let (head, body) = within(limit, "attempt", sent).await?;

        let value = O::decode(&head, &body)?;
        Ok(Response::new(head, body, attempts, value))
    }

    fn attempt_limit(&self, options: &CallOptions, body: &Body) -> Option<Duration> {
        let usual = (!matches!(body, Body::Stream(_))).then_some(ATTEMPT_TIMEOUT);
        options.attempt_timeout.or(self.0.attempt_timeout).or(usual)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("region", &self.0.endpoints.region)
            .field("project_id", &self.0.project_id)
            .field("transport", &self.0.transport)
            .finish_non_exhaustive()
    }
}
