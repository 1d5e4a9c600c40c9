//! The client against transports in memory and against a real socket.

mod calls;
mod credentials;
mod fake;
#[cfg(feature = "reqwest")]
mod files;
#[cfg(feature = "reqwest")]
mod loopback;
mod operations;
mod paging;
mod projects;
mod retries;
mod secrecy;
mod timeouts;
mod waiting;
