//! The builder of an emulator.

use std::collections::BTreeMap;

use tokio::net::TcpListener;

use crate::{
    Cloud, Emulator, SERVICES, Seed, StartError,
    cloud::{AccessKey, Project},
    emulator::Listeners,
};

/// Configures and starts an emulator.
#[derive(Clone, Default)]
#[must_use]
pub struct Builder {
    seed: Option<Seed>,
    region: Option<String>,
    access_keys: Vec<AccessKey>,
    projects: Vec<Project>,
    ports: BTreeMap<String, u16>,
}

impl Emulator {
    /// Starts to configure an emulator.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

impl Builder {
    /// Sets the initial content of the cloud. The default is [`Seed::built_in`].
    pub fn seed(mut self, seed: Seed) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Sets the region. The default is `cn-north-4`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Adds an access key of the first user.
    ///
    /// Added keys come before those of the seed, so the first added key is the one in
    /// [`Emulator::environment`].
    pub fn access_key(
        mut self,
        access_key: impl Into<String>,
        secret_key: impl Into<String>,
    ) -> Self {
        let (access_key, secret_key) = (access_key.into(), secret_key.into());
        self.access_keys.push(AccessKey { access_key, secret_key, user: String::new() });
        self
    }

    /// Adds a project.
    ///
    /// Added projects come before those of the seed, so the first added project is the one in
    /// [`Emulator::environment`], and the owner of all seed resources without a project.
    pub fn project(mut self, id: impl Into<String>, name: impl Into<String>) -> Self {
        self.projects.push(Project { id: id.into(), name: name.into(), ..Project::default() });
        self
    }

    /// Sets the port of one of the [`SERVICES`]. The default, also for 0, is any free port.
    pub fn port(mut self, service: impl Into<String>, port: u16) -> Self {
        self.ports.insert(service.into(), port);
        self
    }

    /// Starts the emulator on loopback ports.
    ///
    /// # Errors
    ///
    /// Returns an error if the seed is inconsistent, a port is set for an unknown service, or a
    /// port cannot be bound.
    pub async fn start(self) -> Result<Emulator, StartError> {
        let Self { seed, region, mut access_keys, mut projects, ports } = self;
        let region = region.unwrap_or_else(|| "cn-north-4".to_owned());
        let mut seed = match seed {
            Some(seed) => seed,
            None => Seed::built_in()?,
        };
        access_keys.append(&mut seed.access_keys);
        projects.append(&mut seed.projects);
        let seed = Seed { access_keys, projects, ..seed }.settle(&region)?;
        let listeners = listen(&ports).await?;
        let urls = listeners.iter().map(|(service, (_, url))| (*service, url.clone())).collect();
        Ok(Emulator::run(Cloud::new(region, urls, seed), listeners))
    }
}

async fn listen(ports: &BTreeMap<String, u16>) -> Result<Listeners, StartError> {
    if let Some(name) = ports.keys().find(|name| !SERVICES.contains(&name.as_str())) {
        return Err(StartError::UnknownService(name.clone()));
    }
    let mut listeners = BTreeMap::new();
    for service in SERVICES.iter().copied() {
        let port = ports.get(service).copied().unwrap_or_default();
        let failed = |source| StartError::Port { service, port, source };
        let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(failed)?;
        let url = format!("http://{}", listener.local_addr().map_err(failed)?);
        listeners.insert(service, (listener, url));
    }
    Ok(listeners)
}
