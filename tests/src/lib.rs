//! What the workspace's tests share: the specs and their examples, a loopback server that knows
//! nothing, the server stubs, and what holds for any input.

pub mod client;
pub mod fuzz;
pub mod json;
pub mod repository;
pub mod server;
pub mod stub;

/// The examples of the README files, compiled.
#[cfg(doctest)]
mod readme {
    #[doc = include_str!("../../README.md")]
    struct English;

    #[doc = include_str!("../../README.zh-CN.md")]
    struct Chinese;
}

/// What must not compile.
///
/// A path parameter cannot be forgotten:
///
/// ```compile_fail,E0061
/// fn forget(sdrs: huaweicloud::sdrs::Sdrs) {
///     let _ = sdrs.show_job_status();
/// }
/// ```
///
/// A match on an enum must mind the values of the future:
///
/// ```compile_fail,E0004
/// fn name(status: huaweicloud::sdrs::JobStatus) -> &'static str {
///     use huaweicloud::sdrs::JobStatus::*;
///     match status {
///         Success => "done",
///         Running => "running",
///         Fail => "failed",
///         Init => "not started",
///     }
/// }
/// ```
///
/// Even with those that have no name yet, since one of them may get a name:
///
/// ```compile_fail,E0004
/// fn name(status: huaweicloud::sdrs::JobStatus) -> &'static str {
///     use huaweicloud::sdrs::JobStatus::*;
///     match status {
///         Success => "done",
///         Running => "running",
///         Fail => "failed",
///         Init => "not started",
///         Unknown(_) => "unknown",
///     }
/// }
/// ```
///
/// Only reading makes a value without a name:
///
/// ```compile_fail,E0423
/// fn make() -> huaweicloud_core::UnknownValue {
///     huaweicloud_core::UnknownValue("PAUSED".into())
/// }
/// ```
///
/// An answer cannot be made by listing its fields, since it may get more:
///
/// ```compile_fail,E0639
/// fn make() -> huaweicloud::sfs::ListSharesResponse {
///     huaweicloud::sfs::ListSharesResponse { shares: Vec::new() }
/// }
/// ```
/// A service is a value, so that a misspelled one is none:
///
/// ```compile_fail,E0425
/// fn point(builder: huaweicloud::ClientBuilder<huaweicloud::Client>) {
///     let _ = builder.endpoint(&huaweicloud::sdrs::SERVCIE, "http://127.0.0.1:8080");
/// }
/// ```
#[cfg(doctest)]
mod must_not_compile {}
