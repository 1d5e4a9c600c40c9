//! What the generated Huawei Cloud crates share, without I/O.
//!
//! An API call is an [`Operation`]: a value that encodes itself into a [`Wire`] request and decodes
//! the answer. Everything that a call needs from outside, such as the project, comes in a
//! [`Context`]; sending, credentials and paging are the runtime's business, so the types here serve
//! any HTTP stack.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod answer;
mod body;
mod context;
mod error;
mod meta;
mod microversion;
mod nullable;
mod object;
mod one_of;
mod open;
mod operation;
mod paging;
mod response;
mod secret;
mod shape;
mod timestamp;
mod waiting;
mod wire;

pub mod encoding;
pub mod formats;
pub mod lenient;
pub mod signing;

pub use answer::{header, headers, json, list, none, wrapped};
pub use body::{Body, ByteStream, StreamFactory};
pub use context::Context;
pub use error::{BoxError, Class, Error, ErrorBuilder, ErrorKind, request_id};
pub use meta::{Auth, KnownCode, Meta, Service};
pub use microversion::Microversion;
pub use nullable::Nullable;
pub use object::JsonObject;
pub use one_of::alternative;
pub use open::{OpenEnum, OpenObject, UnknownValue, object};
pub use operation::{Head, Operation};
pub use paging::{Paged, Position};
pub use response::Response;
pub use secret::Secret;
pub use timestamp::Timestamp;
pub use waiting::{Failure, Progress, Starts, Waiter, given};
pub use wire::Wire;

pub use bytes::Bytes;
pub use http;
