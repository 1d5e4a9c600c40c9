//! The way of a request to a service and of the response back, which is the same for all
//! operations.

use std::{collections::BTreeMap, pin::pin, sync::Arc, time::Duration};

use http::HeaderValue;
use huaweicloud_core::{
    Body, Context, EncodedRequest, Error, ErrorKind, Meta, Microversion, Operation, Response,
};
use tracing::Instrument as _;

use crate::{
    BoxFuture, CallOptions, Clock, Credentials, Transport,
    attempt::{receive, within},
    base::Base,
    endpoint::Endpoints,
    outgoing::Outgoing,
    prepare::prepare,
    received::Received,
    retry::{Failure, RetryPolicy},
    session::Session,
    trace::Trace,
};

/// The default time limit of an attempt, except for streamed bodies.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(60);

/// Sends calls with the credentials that it is given.
pub(crate) struct Sender {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) endpoints: Endpoints,
    pub(crate) allow_plain_http: bool,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) max_response_size: u64,
    /// Microversions by name of the service.
    pub(crate) microversions: BTreeMap<&'static str, Microversion>,
    pub(crate) user_agent: HeaderValue,
    pub(crate) clock: Clock,
    pub(crate) retry: RetryPolicy,
}

impl Sender {
    /// Sends an operation that nobody called: one that looks up what calls need.
    pub(crate) async fn execute<O: Operation>(
        &self,
        operation: &O,
        region: Option<&str>,
        session: Session,
    ) -> Result<Response<O::Output>, Error> {
        let trace = Trace::new(O::META);
        let call = Outgoing {
            meta: O::META,
            encode: &|cx| operation.encode(cx),
            options: &CallOptions::new(),
            trace: &trace,
            deadline: None,
        };
        let received = self.send_in_span(call, region, session).await;
        trace.end::<O>(received)
    }

    fn send_in_span<'a>(
        &'a self,
        call: Outgoing<'a>,
        region: Option<&'a str>,
        session: Session,
    ) -> BoxFuture<'a, Result<Received, Error>> {
        Box::pin(self.send(call, region, session).instrument(call.trace.span()))
    }

    /// Encodes a call, sends it until there is nothing to gain from another attempt, and returns the
    /// response, whatever its status.
    pub(crate) async fn send(
        &self,
        call: Outgoing<'_>,
        region: Option<&str>,
        Session { credentials, project_id }: Session,
    ) -> Result<Received, Error> {
        let credentials = credentials.as_deref();
        let bases = self.bases(call.meta, region, credentials)?;
        let cx = self.context(call, project_id);
        let request = (call.encode)(&cx)?;
        let named_project = cx
            .project_id
            .as_deref()
            .filter(|_| credentials.is_some_and(Credentials::names_project));
        let policy = call.options.retry.as_ref().unwrap_or(&self.retry);
        let (mut attempts, mut may_have_acted) = (0, false);
        loop {
            attempts += 1;
            let sent = self.attempt_at(&bases, call, &request, credentials, named_project).await;
            let error = failure(call.meta, &sent);
            let pause = match &error {
                Some(error) => {
                    let (meta, deadline, now) = (call.meta, call.deadline, self.clock.now());
                    policy.pause(&Failure { meta, error, attempts, deadline, now })
                }
                None => {
                    policy.succeeded();
                    None
                }
            };
            let (Some(error), Some(pause)) = (error, pause) else {
                return sent.map(|received| Received { may_have_acted, ..received });
            };
            may_have_acted |= !error.is_safe_to_retry();
            call.trace.retry(&error, pause);
            tokio::time::sleep(pause).await;
        }
    }

    /// Sends a request to the first address that can be reached.
    async fn attempt_at(
        &self,
        bases: &[Base],
        call: Outgoing<'_>,
        request: &EncodedRequest,
        credentials: Option<&Credentials>,
        named_project: Option<&str>,
    ) -> Result<Received, Error> {
        let mut bases = bases.iter();
        loop {
            let base = bases.next().ok_or_else(no_address)?;
            let sent = self.attempt(call, request, base, credentials, named_project).await;
            match sent {
                // The address cannot be reached, so the next one is tried.
                Err(error) if is_unreachable(&error) && bases.len() > 0 => {}
                outcome => return outcome,
            }
        }
    }

    fn context(&self, call: Outgoing<'_>, project_id: Option<String>) -> Context {
        let usual = || self.microversions.get(call.meta.service.name).copied();
        let mut cx = Context::new();
        cx.project_id = project_id;
        cx.microversion = call.options.microversion.or_else(usual);
        cx
    }

    /// Returns the base URLs of a service, unless credentials would be sent in plain text.
    fn bases(
        &self,
        meta: &Meta,
        region: Option<&str>,
        credentials: Option<&Credentials>,
    ) -> Result<Arc<[Base]>, Error> {
        let bases = self.endpoints.bases(meta.service, region, credentials)?;
        if credentials.is_some() && !self.allow_plain_http {
            bases.iter().try_for_each(Base::require_privacy)?;
        }
        Ok(bases)
    }

    /// Authenticates and sends a request once.
    async fn attempt(
        &self,
        call: Outgoing<'_>,
        request: &EncodedRequest,
        base: &Base,
        credentials: Option<&Credentials>,
        named_project: Option<&str>,
    ) -> Result<Received, Error> {
        let mut prepared = prepare(request, base, &self.user_agent, named_project, call.options)?;
        if let Some(credentials) = credentials {
            credentials.authorize(&mut prepared, self.clock.now())?;
        }
        let limit = self.attempt_limit(call.options, &request.body);
        let attempts = call.trace.attempt(base);
        let received = pin!(receive(self.transport.send(prepared), self.max_response_size));
        let (head, body) = within(limit, ("attempt", "attempt_timeout"), received).await?;
        Ok(Received { head, body, attempts, may_have_acted: false })
    }

    fn attempt_limit(&self, options: &CallOptions, body: &Body) -> Option<Duration> {
        let usual = (!matches!(body, Body::Stream(_))).then_some(ATTEMPT_TIMEOUT);
        options.attempt_timeout.or(self.attempt_timeout).or(usual)
    }
}

/// The error of an attempt that failed: one without a response, or one that the response tells.
fn failure(meta: &Meta, sent: &Result<Received, Error>) -> Option<Error> {
    match sent {
        Err(error) => Some(error.clone()),
        Ok(Received { head, body, .. }) => {
            let is_error = head.status.is_client_error() || head.status.is_server_error();
            is_error.then(|| Error::from_response(meta, head, body))
        }
    }
}

/// Whether the request did not reach any server, so that another address may be tried.
fn is_unreachable(error: &Error) -> bool {
    error.is_safe_to_retry() && error.status().is_none()
}

fn no_address() -> Error {
    Error::new(ErrorKind::Configuration).message("the service has no address").build()
}
