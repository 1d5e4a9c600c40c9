//! The content of the cloud, for tests to inspect and change.

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

/// The content of the cloud. Clones share it.
///
/// Each service has its own lock. Do not hold the guards that these methods return across an
/// `.await`, and drop them as early as possible.
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

    /// Returns the region of the cloud.
    pub fn region(&self) -> &str {
        &self.0.region
    }

    /// Returns the URL of a service, or `None` if it is not emulated.
    pub fn url(&self, service: &str) -> Option<&str> {
        self.0.urls.get(service).map(String::as_str)
    }

    /// Returns the names and URLs of all services.
    pub fn urls(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.urls.iter().map(|(service, url)| (*service, url.as_str()))
    }

    /// Returns the clock of the cloud.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Locks the projects, users, access keys and tokens.
    pub fn iam(&self) -> MutexGuard<'_, Iam> {
        lock(&self.0.iam)
    }

    /// Locks the images.
    pub fn ims(&self) -> MutexGuard<'_, Ims> {
        lock(&self.0.ims)
    }

    /// Locks the drills and jobs.
    pub fn sdrs(&self) -> MutexGuard<'_, Sdrs> {
        lock(&self.0.sdrs)
    }

    /// Locks the shares.
    pub fn sfs(&self) -> MutexGuard<'_, Sfs> {
        lock(&self.0.sfs)
    }
}

/// Locks a mutex and ignores poisoning, so that one failed test does not fail all others.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
