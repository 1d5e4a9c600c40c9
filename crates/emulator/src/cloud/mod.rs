//! What is in the cloud, for tests to look at and to change.

mod iam;
mod ims;
mod sdrs;
mod sfs;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

pub(crate) use iam::Token;
pub use iam::{AccessKey, Domain, Iam, Project, User};
pub use ims::{Image, Ims};
pub use sdrs::{Drill, DrillServer, FailureJob, Job, Sdrs};
pub use sfs::{Sfs, Share};

use crate::{Clock, Seed};

/// What is in the cloud. Clones share it.
///
/// Each service has a lock of its own: keep what these methods return no longer than a statement
/// or a block, and not across an `.await`.
#[derive(Clone)]
pub struct Cloud(Arc<Inner>);

struct Inner {
    region: String,
    urls: BTreeMap<&'static str, String>,
    clock: Clock,
    iam: Mutex<Iam>,
    ims: Mutex<Ims>,
    sdrs: Mutex<Sdrs>,
    sfs: Mutex<Sfs>,
}

impl Cloud {
    pub(crate) fn new(region: String, urls: BTreeMap<&'static str, String>, seed: Seed) -> Self {
        let Seed { domain, projects, users, access_keys, sdrs, sfs, ims } = seed;
        Self(Arc::new(Inner {
            region,
            urls,
            clock: Clock::default(),
            iam: Mutex::new(Iam::new(domain, projects, users, access_keys)),
            ims: Mutex::new(ims),
            sdrs: Mutex::new(sdrs),
            sfs: Mutex::new(sfs),
        }))
    }

    /// The region that the cloud is.
    pub fn region(&self) -> &str {
        &self.0.region
    }

    /// The address of a service; of one that is not emulated, none.
    pub fn url(&self, service: &str) -> Option<&str> {
        self.0.urls.get(service).map(String::as_str)
    }

    /// The addresses of all services.
    pub fn urls(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.urls.iter().map(|(service, url)| (*service, url.as_str()))
    }

    /// The time of the cloud.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Projects, users and their keys.
    pub fn iam(&self) -> MutexGuard<'_, Iam> {
        lock(&self.0.iam)
    }

    /// Images.
    pub fn ims(&self) -> MutexGuard<'_, Ims> {
        lock(&self.0.ims)
    }

    /// Drills and jobs.
    pub fn sdrs(&self) -> MutexGuard<'_, Sdrs> {
        lock(&self.0.sdrs)
    }

    /// Shares.
    pub fn sfs(&self) -> MutexGuard<'_, Sfs> {
        lock(&self.0.sfs)
    }
}

/// A test that failed while it held the lock must not fail all others.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
