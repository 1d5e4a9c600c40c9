//! What the programs of `cargo xtask bench client` share.
//!
//! One program calls through the generated client, the other as one would by hand. Both sign the same
//! headers, read the same bodies whole, and run on one thread; each measures itself.

pub mod account;
pub mod bodies;
mod plan;
mod usage;

pub use plan::Plan;
pub use usage::{Start, Usage};

/// What ends a program early.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
