//! Credentials that are kept until they are about to expire.

use std::{sync::Arc, time::Duration};

use huaweicloud_core::Error;
use tokio::sync::Mutex;

use super::{Credentials, CredentialsProvider};
use crate::Clock;

/// How long before their end credentials are replaced. Temporary ones live 15 minutes or more.
const MARGIN: Duration = Duration::from_secs(5 * 60);

/// A provider that is asked again only when it must be.
#[derive(Debug)]
pub(crate) struct CachedCredentials {
    provider: Arc<dyn CredentialsProvider>,
    held: Mutex<Option<Credentials>>,
}

impl CachedCredentials {
    pub(crate) fn new(provider: Arc<dyn CredentialsProvider>) -> Self {
        Self { provider, held: Mutex::new(None) }
    }

    pub(crate) async fn get(&self, clock: &Clock) -> Result<Credentials, Error> {
        // Who holds the lock asks, and the others wait for the answer. If the one who asks is
        // dropped, the lock is free and the next in line carries on.
        let mut held = self.held.lock().await;
        let now = clock.now();
        if let Some(credentials) = held.as_ref().filter(|held| held.is_valid_at(now + MARGIN)) {
            return Ok(credentials.clone());
        }
        let credentials = self.provider.credentials().await?.check(self.provider.name(), now)?;
        Ok(held.insert(credentials).clone())
    }
}
