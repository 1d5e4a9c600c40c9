//! The reason why a job failed.

use std::fmt::Display;

use super::ErrorKind;
use crate::Meta;

/// The reason why a job failed, as the service reports it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct JobFailure {
    /// The final state, such as `FAIL`.
    pub state: String,
    /// The error code of the service, if there is one.
    pub code: Option<String>,
    /// The kind of the error code, if it is known.
    pub kind: Option<ErrorKind>,
    /// The reason, if the service reported one.
    pub reason: Option<String>,
    /// The sub-jobs that failed.
    pub failed_sub_jobs: Vec<JobFailure>,
}

impl JobFailure {
    /// Creates a failure with the final state of the job.
    pub fn new(state: impl Display) -> Self {
        Self {
            state: state.to_string(),
            code: None,
            kind: None,
            reason: None,
            failed_sub_jobs: Vec::new(),
        }
    }

    /// Sets the error code. An empty one is ignored.
    #[must_use]
    pub fn code(mut self, code: Option<String>) -> Self {
        self.code = code.filter(|code| !code.is_empty());
        self
    }

    /// Sets the reason. An empty one is ignored.
    #[must_use]
    pub fn reason(mut self, reason: Option<String>) -> Self {
        self.reason = reason.filter(|reason| !reason.is_empty());
        self
    }

    /// Adds sub-jobs that failed.
    #[must_use]
    pub fn failed_sub_jobs(mut self, jobs: impl IntoIterator<Item = JobFailure>) -> Self {
        self.failed_sub_jobs.extend(jobs);
        self
    }

    pub(super) fn classify(&mut self, meta: &Meta) {
        let known = self.code.as_deref().and_then(|code| meta.service.code(code));
        self.kind = known.map(|known| known.kind);
        for job in &mut self.failed_sub_jobs {
            job.classify(meta);
        }
    }

    /// Returns the first failure with a code or a reason, from the top down.
    pub(super) fn first_told(&self) -> Option<&Self> {
        match (&self.code, &self.reason) {
            (None, None) => self.failed_sub_jobs.iter().find_map(Self::first_told),
            _ => Some(self),
        }
    }
}
