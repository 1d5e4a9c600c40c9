//! Credentials that are kept until they are about to expire.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use huaweicloud_core::Error;
use tokio::sync::Mutex;

use super::{Credentials, CredentialsProvider, ProviderContext};

/// How long before their end credentials are replaced. Temporary ones live 15 minutes or more.
const MARGIN: Duration = Duration::from_secs(5 * 60);
/// How long to wait with the next request for new ones, while the old ones are still valid.
const PAUSE: Duration = Duration::from_secs(30);

/// A provider that is asked again only when it must be.
#[derive(Debug)]
pub(crate) struct CachedCredentials {
    provider: Arc<dyn CredentialsProvider>,
    held: Mutex<Option<Held>>,
}

#[derive(Debug)]
struct Held {
    credentials: Credentials,
    /// When the provider was last asked, for these or for better ones.
    asked_at: SystemTime,
}

impl Held {
    fn is_good_enough_at(&self, now: SystemTime) -> bool {
        // A clock that was set back tells nothing.
        let asked_just_now = now.duration_since(self.asked_at).is_ok_and(|since| since < PAUSE);
        let end = if asked_just_now { now } else { now + MARGIN };
        self.credentials.is_valid_at(end)
    }
}

impl CachedCredentials {
    pub(crate) fn new(provider: Arc<dyn CredentialsProvider>) -> Self {
        Self { provider, held: Mutex::new(None) }
    }

    pub(crate) async fn get(&self, cx: &ProviderContext) -> Result<Credentials, Error> {
        // Who holds the lock asks, and the others wait for the answer. If the one who asks is
        // dropped, the lock is free and the next in line carries on.
        let mut held = self.held.lock().await;
        let now = cx.now();
        if let Some(held) = held.as_ref().filter(|held| held.is_good_enough_at(now)) {
            return Ok(held.credentials.clone());
        }
        let renewed = self.provider.credentials(cx).await;
        let asked_at = cx.now();
        let renewed = renewed.and_then(|new| new.check(self.provider.name(), asked_at));
        match (renewed, &mut *held) {
            (Ok(credentials), held) => {
                Ok(held.insert(Held { credentials, asked_at }).credentials.clone())
            }
            (Err(error), Some(held)) if held.credentials.is_valid_at(asked_at) => {
                tracing::warn!(%error, "credentials could not be renewed, and will expire soon");
                held.asked_at = asked_at;
                Ok(held.credentials.clone())
            }
            (Err(error), _) => Err(error),
        }
    }
}
