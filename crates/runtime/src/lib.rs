//! The runtime of the generated Huawei Cloud clients: transport, credentials, endpoints, paging and
//! waiting.
//!
//! A [`Client`] sends any [`Operation`](huaweicloud_core::Operation). It does not depend on
//! services except IAM, where it looks up the project of a region. Generated clients wrap it in
//! their own types and return a [`Call`] per operation.
//!
//! Everything needs a tokio runtime with timers enabled.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod addresses;
mod attempt;
mod base;
mod builder;
mod call;
mod client;
mod clock;
mod completed;
mod credentials;
mod endpoint;
mod environment;
mod file_body;
mod iam;
mod items;
mod misspelled;
mod options;
mod outgoing;
mod pages;
mod prepare;
mod project;
mod providers;
mod received;
mod retry;
mod sender;
mod session;
mod started;
mod trace;
mod transport;
mod wait;

pub use addresses::Addresses;
pub use builder::ClientBuilder;
pub use call::Call;
pub use client::Client;
pub use clock::Clock;
pub use completed::Completed;
pub use credentials::Credentials;
pub use environment::Environment;
pub use file_body::FileBody;
pub use items::Items;
pub use options::CallOptions;
pub use pages::Pages;
pub use providers::{
    CredentialsChain, CredentialsProvider, EnvironmentCredentials, ProfileCredentials,
    ProviderContext, StaticCredentials,
};
pub use retry::{RetryBudget, RetryPolicy};
pub use started::Started;
#[cfg(feature = "reqwest")]
pub use transport::{ReqwestTransport, ReqwestTransportBuilder};
pub use transport::{Transport, TransportError};
pub use wait::Wait;

/// A boxed future, as object-safe traits return it.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
