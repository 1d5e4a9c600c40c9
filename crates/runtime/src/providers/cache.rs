//! A cache of credentials, until shortly before they expire.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use huaweicloud_core::Error;
use tokio::sync::Mutex;

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
        Self { provider, held: Mutex::new(None) }
    }

    pub(crate) async fn get(&self, cx: &ProviderContext) -> Result<Arc<Credentials>, Error> {
        // The holder of the lock requests credentials, and others wait. If the holder is dropped,
        // the next in line continues.
        let mut held = self.held.lock().await;
        let now = cx.now();
        if let Some(held) = held.as_ref().filter(|held| held.is_good_enough_at(now)) {
            return Ok(Arc::clone(&held.credentials));
        }
        let renewed = self.provider.credentials(cx).await;
        let asked_at = cx.now();
        let renewed = renewed.and_then(|new| new.check(self.provider.name(), asked_at));
        match (renewed, &mut *held) {
            (Ok(credentials), held) => {
                let credentials = Arc::new(credentials);
                *held = Some(Held { credentials: Arc::clone(&credentials), asked_at });
                Ok(credentials)
            }
            (Err(error), Some(held)) if held.credentials.is_valid_at(asked_at) => {
                tracing::warn!(%error, "credentials could not be renewed and will expire soon");
                held.asked_at = asked_at;
                Ok(Arc::clone(&held.credentials))
            }
            (Err(error), _) => Err(error),
        }
    }
}
