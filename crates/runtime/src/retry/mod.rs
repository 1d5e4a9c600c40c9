//! Whether a failed attempt is repeated, and after which pause.

mod after;
mod budget;

use std::time::{Duration, SystemTime};

use huaweicloud_core::{Error, ErrorKind, Meta};
use tokio::time::Instant;

use after::retry_after;
pub use budget::RetryBudget;

/// The number of attempts of the standard policy.
const ATTEMPTS: u32 = 4;
/// The longest pause after the first attempt of the standard policy.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// The longest pause of the standard policy.
const LONGEST_PAUSE: Duration = Duration::from_secs(20);
/// The number of retries that the clients of the standard policy have before calls have to succeed.
const RETRIES: u32 = 100;

/// How often a failed attempt of a call is repeated, and after which pauses.
///
/// An attempt is repeated
///
/// - of any call, if it certainly had no effect: the server could not be reached, the service refused it
///   because of too many requests, or it says that it did nothing;
/// - of an idempotent call, also if the connection broke, the attempt took too long, or the service
///   responded with 429, 500, 502, 503 or 504.
///
/// Other calls are not repeated, since the service may have acted; see
/// [`Error::is_outcome_unknown`](huaweicloud_core::Error::is_outcome_unknown).
///
/// Pauses are random, up to a limit that doubles with every attempt. A `Retry-After` of the service is a
/// lower limit. If a pause would be longer than the longest one, or than what is left of the time limit of
/// the call, the call fails at once.
///
/// ```
/// use std::time::Duration;
///
/// use huaweicloud_runtime::RetryPolicy;
///
/// let patient = RetryPolicy::standard().max_attempts(8).longest_pause(Duration::from_secs(60));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct RetryPolicy {
    max_attempts: u32,
    first_pause: Duration,
    longest_pause: Duration,
    budget: Option<RetryBudget>,
}

impl RetryPolicy {
    /// Returns the policy of clients that set none: up to 4 attempts with pauses of up to 0.5 seconds, 1
    /// second and 2 seconds, or up to 20 seconds if the service asks for that; and a budget of 100
    /// retries.
    pub fn standard() -> Self {
        Self {
            max_attempts: ATTEMPTS,
            first_pause: FIRST_PAUSE,
            longest_pause: LONGEST_PAUSE,
            budget: Some(RetryBudget::new(RETRIES)),
        }
    }

    /// Returns a policy that repeats nothing.
    pub fn never() -> Self {
        Self { max_attempts: 1, budget: None, ..Self::standard() }
    }

    /// Sets the largest number of attempts, including the first one.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Sets the longest pause after the first attempt.
    pub fn first_pause(mut self, pause: Duration) -> Self {
        self.first_pause = pause;
        self
    }

    /// Sets the longest pause.
    pub fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest_pause = pause;
        self
    }

    /// Sets the budget, or `None` for unlimited retries.
    ///
    /// Clients and policies that were cloned share it.
    pub fn budget(mut self, budget: impl Into<Option<RetryBudget>>) -> Self {
        self.budget = budget.into();
        self
    }

    /// Adds to the budget for a call that succeeded.
    pub(crate) fn succeeded(&self) {
        self.budget.iter().for_each(RetryBudget::add);
    }

    /// Returns the pause before the next attempt, unless there should be none.
    pub(crate) fn pause(&self, failure: &Failure<'_>) -> Option<Duration> {
        if failure.attempts >= self.max_attempts || !failure.may_be_repeated() {
            return None;
        }
        let asked = failure.error.headers().and_then(|headers| retry_after(headers, failure.now));
        let pause = self.random(failure.attempts).max(asked.unwrap_or_default());
        let is_in_time = failure.deadline.is_none_or(|deadline| Instant::now() + pause < deadline);
        let is_due = pause <= self.longest_pause && is_in_time;
        (is_due && self.budget.as_ref().is_none_or(RetryBudget::take)).then_some(pause)
    }

    /// Returns a random pause after a number of attempts.
    fn random(&self, attempts: u32) -> Duration {
        let doubled = self.first_pause.saturating_mul(1 << attempts.saturating_sub(1).min(16));
        doubled.min(self.longest_pause).mul_f64(fastrand::f64())
    }
}

/// The standard policy.
impl Default for RetryPolicy {
    fn default() -> Self {
        Self::standard()
    }
}

/// An attempt that failed.
pub(crate) struct Failure<'a> {
    pub(crate) meta: &'a Meta,
    pub(crate) error: &'a Error,
    /// The number of attempts so far.
    pub(crate) attempts: u32,
    /// The end of the call.
    pub(crate) deadline: Option<Instant>,
    /// The time by the clock of the client.
    pub(crate) now: SystemTime,
}

impl Failure<'_> {
    fn may_be_repeated(&self) -> bool {
        self.error.is_safe_to_retry() || self.meta.idempotent && is_transient(self.error)
    }
}

/// Whether the same request may succeed later. What a code means comes before the status: a 500 may say that
/// an object does not exist.
pub(crate) fn is_transient(error: &Error) -> bool {
    let status = error.status().map(|status| status.as_u16());
    match error.kind() {
        ErrorKind::Network | ErrorKind::Timeout => true,
        ErrorKind::Server | ErrorKind::Throttled => {
            matches!(status, Some(429 | 500 | 502 | 503 | 504))
        }
        _ => false,
    }
}
