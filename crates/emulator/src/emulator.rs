//! A running emulator.

use std::{collections::BTreeMap, time::Duration};

use tokio::{
    net::TcpListener,
    sync::{mpsc::UnboundedReceiver, watch},
    task::JoinSet,
    time::timeout,
};

use crate::{Clock, Cloud, LogLine, gateway::Gateway, log::Log, services};

/// The listener of each service and its URL.
pub(crate) type Listeners = BTreeMap<&'static str, (TcpListener, String)>;

/// How long pending requests may take after the emulator is stopped.
const GRACE: Duration = Duration::from_secs(5);

/// A running emulator. It stops when it is dropped.
#[must_use = "the emulator stops when it is dropped"]
pub struct Emulator {
    cloud: Cloud,
    log: Log,
    // Dropping the sender makes every server stop.
    stop: watch::Sender<()>,
    servers: JoinSet<()>,
}

impl Emulator {
    pub(crate) fn run(cloud: Cloud, listeners: Listeners) -> Self {
        let log = Log::default();
        let (stop, stopped) = watch::channel(());
        let mut servers = JoinSet::new();
        for (service, (listener, _)) in listeners {
            let gateway = Gateway {
                service,
                open: services::open_operations(service),
                cloud: cloud.clone(),
                log: log.clone(),
            };
            let router = gateway.guard(services::router(service, &cloud));
            servers.spawn(serve(listener, router, stopped.clone()));
        }
        Self { cloud, log, stop, servers }
    }

    /// Returns the URL of one of the [`SERVICES`](crate::SERVICES), or `None` for any other
    /// service.
    pub fn url(&self, service: &str) -> Option<&str> {
        self.cloud.url(service)
    }

    /// Returns the emulated region.
    pub fn region(&self) -> &str {
        self.cloud.region()
    }

    /// Returns the environment variables that point clients of this SDK and of the official ones to
    /// the emulator, with the first access key and the first project.
    pub fn environment(&self) -> Vec<(String, String)> {
        let mut variables = Vec::new();
        let mut set = |name: String, value: &str| variables.push((name, value.to_owned()));
        let iam = self.cloud.iam();
        if let Some(key) = iam.access_keys.first() {
            set("HUAWEICLOUD_SDK_AK".to_owned(), &key.access_key);
            set("HUAWEICLOUD_SDK_SK".to_owned(), &key.secret_key);
        }
        if let Some(project) = iam.projects.first() {
            set("HUAWEICLOUD_SDK_PROJECT_ID".to_owned(), &project.id);
        }
        for (service, url) in self.cloud.urls() {
            match service {
                "iam" => set("HUAWEICLOUD_SDK_IAM_ENDPOINT".to_owned(), url),
                _ => set(region_variable(service, self.region()), url),
            }
        }
        variables
    }

    /// Returns the content of the cloud, to inspect and change while the emulator runs.
    pub fn cloud(&self) -> Cloud {
        self.cloud.clone()
    }

    /// Returns the clock of the cloud, which can be advanced.
    pub fn clock(&self) -> &Clock {
        self.cloud.clock()
    }

    /// Returns the last 10,000 requests, the oldest first.
    ///
    /// A request is logged before its response is sent.
    pub fn log(&self) -> Vec<LogLine> {
        self.log.lines()
    }

    /// Returns a channel that receives every request from now on.
    pub fn follow_log(&self) -> UnboundedReceiver<LogLine> {
        self.log.follow()
    }

    /// Stops the emulator: refuses new requests and waits up to 5 seconds for pending ones.
    pub async fn stop(self) {
        let Self { stop, mut servers, .. } = self;
        drop(stop);
        // Requests that take longer are cut off when the servers are dropped.
        let _ = timeout(GRACE, async { while servers.join_next().await.is_some() {} }).await;
    }
}

async fn serve(listener: TcpListener, router: axum::Router, mut stopped: watch::Receiver<()>) {
    let stopped = async move {
        let _ = stopped.changed().await;
    };
    // `serve` retries failures to accept, so it never returns an error.
    let _ = axum::serve(listener, router).with_graceful_shutdown(stopped).await;
}

/// As the official SDKs spell it: without underscores in the name of the service.
fn region_variable(service: &str, region: &str) -> String {
    let (service, region) = (service.replace('_', ""), region.replace('-', "_"));
    format!("HUAWEICLOUD_SDK_REGION_{service}_{region}").to_ascii_uppercase()
}
