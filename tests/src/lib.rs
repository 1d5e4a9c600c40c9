//! What the workspace's tests share: the specs and their examples, and a loopback server.

pub mod repository;
pub mod server;

/// The examples of the README files, compiled.
#[cfg(doctest)]
mod readme {
    #[doc = include_str!("../../README.md")]
    struct English;

    #[doc = include_str!("../../README.zh-CN.md")]
    struct Chinese;
}
