//! Providers of credentials.

mod cache;
mod chain;
mod context;
mod environment;
mod profile;
mod provider;

pub(crate) use cache::CachedCredentials;
pub use chain::CredentialsChain;
pub use context::ProviderContext;
pub use environment::EnvironmentCredentials;
pub use profile::ProfileCredentials;
pub use provider::{CredentialsProvider, StaticCredentials};
