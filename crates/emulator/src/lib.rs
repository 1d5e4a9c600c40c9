//! A local Huawei Cloud to test against: IAM and the services of this SDK, each on its own loopback
//! port. Operations that are not emulated yet respond with 501.
//!
//! It recomputes signatures over the raw request, issues tokens that expire, checks every request
//! against the specs, and reports errors in the format of the service or of its gateway.
//!
//! ```no_run
//! # async fn demo() -> Result<(), Box<dyn std::error::Error>> {
//! let emulator = huaweicloud_emulator::Emulator::builder().region("cn-north-4").start().await?;
//! for (name, value) in emulator.environment() {
//!     println!("export {name}={value}");
//! }
//! emulator.cloud().sdrs().drills.clear();
//! emulator.stop().await;
//! # Ok(())
//! # }
//! ```

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod auth;
mod builder;
mod clock;
pub mod cloud;
mod emulator;
mod gateway;
mod log;
mod rejection;
mod seed;
mod services;
mod start_error;

pub use builder::Builder;
pub use clock::Clock;
pub use cloud::Cloud;
pub use emulator::Emulator;
pub use log::{LogLine, Proof};
pub use seed::{Seed, SeedError};
pub use services::SERVICES;
pub use start_error::StartError;
