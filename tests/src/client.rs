//! A client for one service on loopback.

use huaweicloud::{Client, Credentials, Environment, RetryPolicy, Service};

/// The project that it works in.
pub const PROJECT: &str = "0123456789abcdef0123456789abcdef";

/// A client that calls a service at an address, once per call.
pub fn client(service: &'static Service, url: &str) -> Client {
    Client::builder()
        .environment(Environment::from_pairs([] as [(&str, &str); 0]))
        .credentials(Credentials::aksk("AKIDEXAMPLE", "secret"))
        .project_id(PROJECT)
        .endpoint(service, url)
        .retry(RetryPolicy::never())
        .build()
        .expect("a client")
}
