//! A cache of credentials, until shortly before they expire.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use huaweicloud_core::Error;

use super::{CredentialsProvider, ProviderContext};
use crate::Credentials;

/// How long before their expiry credentials are replaced. Temporary ones are valid for 15 minutes
/// or more.
const MARGIN: Duration = Duration::from_secs(5 * 60);
/// The pause between requests for new credentials while the old ones are still valid.
const PAUSE: Duration = Duration::from_secs(30);

/// A provider whose credentials are cached.
#[derive(Debug)]
pub(crate) struct CachedCredentials {
    provider: Arc<dyn CredentialsProvider>,
    held: Mutex<Option<Held>>,
    /// Whoever holds it requests credentials, and others wait. If the holder is dropped, the next in
    /// line continues.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct Held {
    credentials: Arc<Credentials>,
    /// The time of the last request to the provider, successful or not.
    asked_at: SystemTime,
}

impl Held {
    fn is_good_enough_at(&self, now: SystemTime) -> bool {
        // If the clock was set back, the last request may seem to be in the future.
        let asked_just_now = now.duration_since(self.asked_at).is_ok_and(|since| since < PAUSE);
        let end = if asked_just_now { now } else { now + MARGIN };
        self.credentials.is_valid_at(end)
    }
}

impl CachedCredentials {
    pub(crate) fn new(provider: Arc<dyn CredentialsProvider>) -> Self {
        Self { provider, held: Mutex::default(), turn: tokio::sync::Mutex::default() }
    }

    /// Returns the cached credentials, unless they are about to expire.
    pub(crate) fn cached(&self, now: SystemTime) -> Option<Arc<Credentials>> {
        let held = self.held();
        let held = held.as_ref().filter(|held| held.is_good_enough_at(now))?;
        Some(Arc::clone(&held.credentials))
    }

    /// Requests credentials from the provider, unless another caller just did.
    pub(crate) async fn renew(&self, cx: &ProviderContext) -> Result<Arc<Credentials>, Error> {
        let _turn = self.turn.lock().await;
        if let Some(credentials) = self.cached(cx.now()) {
            return Ok(credentials);
        }
        let renewed = self.provider.credentials(cx).await;
        let asked_at = cx.now();
        let renewed = renewed.and_then(|new| new.check(self.provider.name(), asked_at));
        match renewed {
            Ok(credentials) => {
                let credentials = Arc::new(credentials);
                *self.held() = Some(Held { credentials: Arc::clone(&credentials), asked_at });
                Ok(credentials)
            }
            Err(error) => {
                let Some(credentials) = self.postponed(asked_at) else { return Err(error) };
                tracing::warn!(%error, "credentials could not be renewed and will expire soon");
                Ok(credentials)
            }
        }
    }

    /// Returns the credentials if they are still valid, and waits before the next request for others.
    fn postponed(&self, asked_at: SystemTime) -> Option<Arc<Credentials>> {
        let mut held = self.held();
        let held = held.as_mut().filter(|held| held.credentials.is_valid_at(asked_at))?;
        held.asked_at = asked_at;
        Some(Arc::clone(&held.credentials))
    }

    fn held(&self) -> MutexGuard<'_, Option<Held>> {
        // A panic elsewhere leaves no inconsistent state.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
