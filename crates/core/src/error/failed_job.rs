//! The error of a job that failed.

use bytes::Bytes;

use super::{Error, ErrorKind, JobFailure};
use crate::{Meta, ResponseHead};

impl JobFailure {
    /// Converts the failure into an error.
    ///
    /// If the job has neither code nor reason, the message has those of its first failed sub-job.
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
}
