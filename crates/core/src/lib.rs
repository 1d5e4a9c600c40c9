//! Common parts of the generated Huawei Cloud crates, without I/O.
//!
//! An API call is an [`Operation`]: a value that encodes itself into an [`EncodedRequest`] and
//! decodes the response. Settings of the client that a request depends on, such as the project, are
//! in a [`Context`]. Sending, credentials and paging are part of the runtime, so the types here can
//! be used with any HTTP stack.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

// Derived code refers to this crate by name.
extern crate self as huaweicloud_core;

mod argument;
mod body;
mod build;
mod context;
mod encoded_request;
mod error;
mod long_running;
mod meta;
mod microversion;
mod nullable;
mod operation;
mod paging;
mod response;
mod response_head;
mod secret;
mod timestamp;
mod unknown;

#[doc(hidden)]
pub mod codegen;
pub mod formats;
pub mod signing;

pub use argument::{IntoArgument, IntoOptional};
pub use body::{Body, ByteStream, StreamFactory};
pub use build::Build;
pub use context::Context;
pub use encoded_request::EncodedRequest;
pub use error::{BoxError, Error, ErrorBuilder, ErrorKind, JobFailure};
pub use long_running::{LongRunning, PollStatus, Waiter};
pub use meta::{Auth, KnownCode, Meta, Service};
pub use microversion::Microversion;
pub use nullable::Nullable;
pub use operation::Operation;
pub use paging::{Paged, Position};
pub use response::Response;
pub use response_head::ResponseHead;
pub use secret::Secret;
pub use timestamp::Timestamp;
pub use unknown::UnknownValue;

pub use bytes::Bytes;
pub use http;
