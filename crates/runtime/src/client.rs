//! The client, which all calls share.

use std::{collections::BTreeMap, fmt, sync::Arc, time::Duration};

use http::HeaderValue;
use huaweicloud_core::{
    Auth, Body, Bytes, Context, EncodedRequest, Error, ErrorKind, Meta, Microversion, Operation,
    Response, ResponseHead,
};
use tracing::Instrument as _;

use crate::{
    Call, CallOptions, ClientBuilder, Clock, Credentials, ProviderContext, Transport,
    attempt::{attempt, within},
    base::Base,
    credentials::CachedCredentials,
    endpoint::Endpoints,
    iam::ListProjects,
    prepare::prepare,
    project::{self, Projects},
    trace::Trace,
};

/// The default time limit of an attempt, except for streamed bodies.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(60);

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
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) credentials: CachedCredentials,
    pub(crate) endpoints: Endpoints,
    pub(crate) projects: Projects,
    pub(crate) allow_plain_http: bool,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) max_response_size: u64,
    /// Microversions by name of the service.
    pub(crate) microversions: BTreeMap<&'static str, Microversion>,
    pub(crate) user_agent: HeaderValue,
    pub(crate) clock: Clock,
}

/// The region and the project of calls.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) region: Option<Arc<str>>,
    pub(crate) project_id: Option<Arc<str>>,
    /// Whether a project that belongs to the credentials may be used in this region.
    pub(crate) is_home: bool,
}

/// The credentials and the project of a call.
#[derive(Default)]
struct Session {
    /// `None` for operations without authentication.
    credentials: Option<Credentials>,
    project_id: Option<String>,
}

/// A response before decoding.
struct Received {
    head: ResponseHead,
    body: Bytes,
    attempts: u32,
}

impl Client {
    /// Starts to configure a client.
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::new(&[])
    }

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

    /// Creates a call of an operation, to send it or to list items.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O> {
        Call::new(self.clone(), operation)
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
        let call = async {
            options.check(O::META.service)?;
            let session = self.session(O::META, options).await?;
            self.perform(operation, options, &session, &trace).await
        };
        let limit = options.timeout.or(self.shared.timeout);
        let result = within(limit, ("call", "timeout"), call).instrument(trace.span()).await;
        trace.end(result)
    }

    /// Sends an operation without credentials, for providers of credentials.
    pub(crate) async fn execute_anonymous<O: Operation>(
        &self,
        operation: &O,
    ) -> Result<Response<O::Output>, Error> {
        let trace = Trace::new(O::META);
        let (options, session) = (CallOptions::new(), Session::default());
        let call = self.perform(operation, &options, &session, &trace);
        trace.end(call.instrument(trace.span()).await)
    }

    async fn session(&self, meta: &Meta, options: &CallOptions) -> Result<Session, Error> {
        let credentials = match meta.auth {
            Auth::None => None,
            _ => {
                let context = ProviderContext::new(self.clone());
                Some(self.shared.credentials.get(&context).await?)
            }
        };
        let project_id = self.project_id(meta, options, credentials.as_ref()).await?;
        Ok(Session { credentials, project_id })
    }

    /// Returns the project to act in: the most specific setting, or else the one that is looked up.
    /// Signed requests always include a project, as in the official SDKs, even if the path does not
    /// need it. The result never depends on earlier requests.
    async fn project_id(
        &self,
        meta: &Meta,
        options: &CallOptions,
        credentials: Option<&Credentials>,
    ) -> Result<Option<String>, Error> {
        let of_credentials =
            || credentials.filter(|_| self.place.is_home).and_then(Credentials::project_id);
        let set = options.project_id.as_deref().or(self.place.project_id.as_deref());
        let set = set.or_else(of_credentials);
        let (None, Some(credentials)) = (set, credentials) else {
            return Ok(set.map(str::to_owned));
        };
        match self.region() {
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
        let known = self.shared.projects.cell(region, credentials);
        let look_up = || async {
            let operation = ListProjects { name: region.to_owned() };
            let session = Session { credentials: Some(credentials.clone()), project_id: None };
            let trace = Trace::new(ListProjects::META);
            let options = CallOptions::new();
            let call = self.perform(&operation, &options, &session, &trace);
            let projects = trace.end(call.instrument(trace.span()).await);
            let projects = projects.map_err(|error| error.or_remedy(project::NOT_NEEDED))?;
            project::choose(region, projects.into_value())
        };
        known.get_or_try_init(look_up).await.cloned()
    }

    async fn perform<O: Operation>(
        &self,
        operation: &O,
        options: &CallOptions,
        session: &Session,
        trace: &Trace,
    ) -> Result<Response<O::Output>, Error> {
        let bases = self.bases(O::META, session)?;
        let mut cx = Context::new();
        cx.project_id.clone_from(&session.project_id);
        let usual = || self.shared.microversions.get(O::META.service.name).copied();
        cx.microversion = options.microversion.or_else(usual);
        let request = operation.encode(&cx)?;
        let Received { head, body, attempts } =
            self.exchange(request, &bases, options, session, trace).await?;
        let value = O::decode(&head, body.clone())?;
        Ok(Response::new(head, body, attempts, value))
    }

    /// Returns the base URLs of a service, unless credentials would be sent in plain text.
    fn bases(&self, meta: &Meta, session: &Session) -> Result<Vec<Base>, Error> {
        let credentials = session.credentials.as_ref();
        let bases = self.shared.endpoints.bases(meta.service, self.region(), credentials)?;
        if credentials.is_some() && !self.shared.allow_plain_http {
            bases.iter().try_for_each(Base::require_privacy)?;
        }
        Ok(bases)
    }

    /// Sends a request to the first address that can be reached.
    async fn exchange(
        &self,
        request: EncodedRequest,
        bases: &[Base],
        options: &CallOptions,
        session: &Session,
        trace: &Trace,
    ) -> Result<Received, Error> {
        let (last, others) = bases.split_last().ok_or_else(no_address)?;
        for base in others {
            match self.attempt(&request, base, options, session, trace).await {
                // The address cannot be reached, so the next one is tried.
                Err(error) if error.is_safe_to_retry() && error.status().is_none() => {}
                outcome => return outcome,
            }
        }
        self.attempt(&request, last, options, session, trace).await
    }

    async fn attempt(
        &self,
        request: &EncodedRequest,
        base: &Base,
        options: &CallOptions,
        session: &Session,
        trace: &Trace,
    ) -> Result<Received, Error> {
        let credentials = session.credentials.as_ref();
        let named_project = session
            .project_id
            .as_deref()
            .filter(|_| credentials.is_some_and(Credentials::names_project));
        let limit = self.attempt_limit(options, &request.body);
        let user_agent = &self.shared.user_agent;
        let mut request = prepare(request.clone(), base, user_agent, named_project, options)?;
        if let Some(credentials) = credentials {
            credentials.authorize(&mut request, self.shared.clock.now())?;
        }
        let attempts = trace.attempt(base);
        let sent = attempt(&*self.shared.transport, request, self.shared.max_response_size);
        let sent = within(limit, ("attempt", "attempt_timeout"), sent).await;
        let (head, body) = sent?;
        Ok(Received { head, body, attempts })
    }

    fn attempt_limit(&self, options: &CallOptions, body: &Body) -> Option<Duration> {
        let usual = (!matches!(body, Body::Stream(_))).then_some(ATTEMPT_TIMEOUT);
        options.attempt_timeout.or(self.shared.attempt_timeout).or(usual)
    }
}

fn no_address() -> Error {
    Error::new(ErrorKind::Configuration).message("the service has no address").build()
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("region", &self.place.region)
            .field("project_id", &self.place.project_id)
            .field("transport", &self.shared.transport)
            .finish_non_exhaustive()
    }
}
