//! Calls as one would write them without an SDK: reqwest, serde derive and a signer.

mod api;
mod signer;
pub mod types;

pub use api::Api;
pub use signer::Signer;
