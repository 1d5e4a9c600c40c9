//! The line that an error is for people.

use std::{error::Error as StdError, fmt};

use http::header::RETRY_AFTER;

use super::{Error, ErrorKind, KEPT_CODE, KEPT_MESSAGE, printable::printable};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        let host = inner.host.as_ref().filter(|_| inner.head.is_none());
        match (inner.service, inner.operation, host) {
            (Some(service), Some(operation), None) => write!(f, "{service} {operation}: ")?,
            (Some(service), Some(operation), Some(host)) => {
                write!(f, "{service} {operation} at {host}: ")?;
            }
            _ => {}
        }
        // A response about a failed job has the status of a success.
        let status = self.status().filter(|_| inner.kind != ErrorKind::JobFailed);
        let status = status.map(|status| status.to_string()).unwrap_or_default();
        // OpenStack repeats the status as the code.
        let code = self.code().filter(|code| !status.starts_with(code)).unwrap_or_default();
        let mut parts = vec![status.as_str(), code];
        parts.retain(|part| !part.is_empty());
        if !parts.is_empty() {
            write!(f, "{}: ", parts.join(" "))?;
        }
        f.write_str(&inner.message)?;
        f.write_str(&self.source_text())?;
        if let Some(path) = self.path() {
            write!(f, " (at `{path}`)")?;
        }
        if let Some(remedy) = &inner.remedy {
            write!(f, "; {remedy}")?;
        }
        if inner.outcome_unknown {
            f.write_str("; the service may have acted, so look before you repeat the call")?;
        }
        if let Some(id) = self.request_id() {
            // Headers may contain tabs.
            write!(f, " [request {}]", printable(id, KEPT_MESSAGE))?;
        }
        if let Some(pause) = self.retry_after() {
            write!(f, " [Retry-After: {}]", printable(pause, KEPT_CODE))?;
        }
        if inner.attempts > 1 {
            write!(f, " [after {} attempts]", inner.attempts)?;
        }
        Ok(())
    }
}

impl Error {
    /// Returns the pause that the service asks for, as it is written.
    fn retry_after(&self) -> Option<&str> {
        self.headers()?.get(RETRY_AFTER)?.to_str().ok()
    }

    /// Returns the texts of the underlying error and its sources, without repetitions.
    fn source_text(&self) -> String {
        let mut text = String::new();
        let mut next = self.get_ref().map(|source| source as &dyn StdError);
        while let Some(source) = next {
            let told = printable(&source.to_string(), KEPT_MESSAGE);
            if !told.is_empty() && !text.contains(&told) {
                text.push_str(": ");
                text.push_str(&told);
            }
            next = source.source();
        }
        text
    }
}

/// Like `Display`, since returning an error from `main` prints this.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
