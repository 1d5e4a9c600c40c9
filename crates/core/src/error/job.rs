//! Why a job failed.

use std::fmt::Display;

use bytes::Bytes;

use super::{Error, ErrorKind};
use crate::{Meta, ResponseHead};

/// Why a job failed, in the words of the service.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct JobFailure {
    /// The state that it ended in, such as `FAIL`.
    pub state: String,
    /// The service's error code, if it gave one.
    pub code: Option<String>,
    /// What the code means, where that is known.
    pub kind: Option<ErrorKind>,
    /// The reason, if the service gave one.
    pub reason: Option<String>,
    /// The jobs below this one that failed.
    pub failed_sub_jobs: Vec<JobFailure>,
}

impl JobFailure {
    /// A job that ended in a state.
    pub fn new(state: impl Display) -> Self {
        Self {
            state: state.to_string(),
            code: None,
            kind: None,
            reason: None,
            failed_sub_jobs: Vec::new(),
        }
    }

    /// Adds the error code; an empty one says nothing.
    #[must_use]
    pub fn code(mut self, code: Option<String>) -> Self {
        self.code = code.filter(|code| !code.is_empty());
        self
    }

    /// Adds the reason; an empty one says nothing.
    #[must_use]
    pub fn reason(mut self, reason: Option<String>) -> Self {
        self.reason = reason.filter(|reason| !reason.is_empty());
        self
    }

    /// Adds the jobs below this one that failed.
    #[must_use]
    pub fn failed_sub_jobs(mut self, jobs: impl IntoIterator<Item = JobFailure>) -> Self {
        self.failed_sub_jobs.extend(jobs);
        self
    }

    /// Returns the error that callers get. Where the job itself has no reason, that of its first
    /// failed sub-job is told.
    pub fn into_error(mut self, meta: &Meta, head: &ResponseHead, body: Bytes) -> Error {
        self.classify(meta);
        let told = self.first_told();
        let reason = told.and_then(|job| job.reason.as_deref()).unwrap_or("no reason is given");
        let mut builder = Error::new(ErrorKind::JobFailed)
            .meta(meta)
            .head(head)
            .body(body)
            .message(format!("the job ended as `{}`: {reason}", self.state));
        if let Some(code) = told.and_then(|job| job.code.as_deref()) {
            builder = builder.code(meta, code);
        }
        builder.job_failure(self).build()
    }

    fn classify(&mut self, meta: &Meta) {
        let known = self.code.as_deref().and_then(|code| meta.service.code(code));
        self.kind = known.map(|known| known.kind);
        for job in &mut self.failed_sub_jobs {
            job.classify(meta);
        }
    }

    /// The first job, from the top, that says something.
    fn first_told(&self) -> Option<&Self> {
        match (&self.code, &self.reason) {
            (None, None) => self.failed_sub_jobs.iter().find_map(Self::first_told),
            _ => Some(self),
        }
    }
}
