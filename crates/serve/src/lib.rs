//! The runtime of the generated Huawei Cloud server stubs: it reads and checks requests, and writes
//! responses and errors. It is independent of the services.
//!
//! A [`Service`] is a table of operations and a function that handles their requests; [`router`]
//! makes an axum router of it. The generated crate `huaweicloud-server` implements [`Service`] for
//! every service and offers a trait with a method per operation instead, so most users need only
//! [`Call`], [`Fault`] and [`Router`] from this crate.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod argument;
mod arguments;
mod body;
mod call;
mod envelope;
mod faithful;
mod fault;
mod fields;
mod incoming;
mod reply;
mod request_id;
mod router;
mod serving;
mod value;

pub use argument::Argument;
pub use arguments::Arguments;
pub use body::read_body;
pub use call::{Call, not_implemented};
pub use envelope::Envelope;
pub use fault::Fault;
pub use fields::Fields;
pub use incoming::Incoming;
pub use reply::Reply;
pub use request_id::RequestId;
pub use router::{Service, router};
pub use serving::serve;
pub use value::Value;

pub use axum::Router;
