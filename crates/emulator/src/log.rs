//! The log of requests and their responses.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use http::{Method, StatusCode};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// The number of lines that are kept.
const REMEMBERED: usize = 10_000;

/// A request and the status of its response.
///
/// `{}` formats it as a line such as
/// `sdrs  GET /v1/0d5e…/jobs/ff80  200  signature verified (access key EMULATORKEY)`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LogLine {
    /// The name of the service.
    pub service: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path and the query, as they were sent.
    pub target: String,
    /// The status of the response.
    pub status: StatusCode,
    /// How the request was authenticated.
    pub proof: Proof,
}

/// How a request was authenticated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proof {
    /// By a verified signature.
    Signature {
        /// The access key ID.
        access_key: String,
    },
    /// By a valid token.
    Token {
        /// The name of the user that the token was issued to.
        user: String,
    },
    /// The operation needs no authentication.
    None,
    /// The gateway refused the request.
    Refused {
        /// The reason.
        reason: String,
    },
}

impl fmt::Display for LogLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { service, method, target, status, proof } = self;
        write!(f, "{service:<4}  {method} {target}  {}  {proof}", status.as_u16())
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signature { access_key } => {
                write!(f, "signature verified (access key {access_key})")
            }
            Self::Token { user } => write!(f, "token verified (user {user})"),
            Self::None => f.write_str("no authentication needed"),
            Self::Refused { reason } => write!(f, "refused: {reason}"),
        }
    }
}

/// The last lines and the receivers of new ones. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    lines: VecDeque<LogLine>,
    listeners: Vec<UnboundedSender<LogLine>>,
}

impl Log {
    pub(crate) fn write(&self, line: LogLine) {
        let mut inner = self.lock();
        inner.listeners.retain(|listener| listener.send(line.clone()).is_ok());
        if inner.lines.len() == REMEMBERED {
            inner.lines.pop_front();
        }
        inner.lines.push_back(line);
    }

    pub(crate) fn lines(&self) -> Vec<LogLine> {
        self.lock().lines.iter().cloned().collect()
    }

    pub(crate) fn follow(&self) -> UnboundedReceiver<LogLine> {
        let (sender, receiver) = unbounded_channel();
        self.lock().listeners.push(sender);
        receiver
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
