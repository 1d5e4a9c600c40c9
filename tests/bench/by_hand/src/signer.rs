//! The signature algorithm SDK-HMAC-SHA256, for requests without a body.

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

const ALGORITHM: &str = "SDK-HMAC-SHA256";
const SIGNED_HEADERS: &str = "host;x-project-id;x-sdk-date";

/// Signs requests with an access key and its secret key.
#[derive(Clone)]
pub struct Signer {
    access_key: String,
    secret_key: String,
}

/// The headers that a signature adds to a request.
pub struct Signature {
    /// The value of `X-Sdk-Date`.
    pub date: String,
    /// The value of `Authorization`.
    pub authorization: String,
}

impl Signer {
    /// Creates a signer.
    pub fn new(access_key: &str, secret_key: &str) -> Self {
        Self { access_key: access_key.to_owned(), secret_key: secret_key.to_owned() }
    }

    /// Signs a `GET` request. Path and query are encoded, and the parameters are in order.
    pub fn get(&self, host: &str, path: &str, query: &str, project_id: &str) -> Signature {
        let date = Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
        let headers = format!("host:{host}\nx-project-id:{project_id}\nx-sdk-date:{date}\n");
        let body_hash = hex::encode(Sha256::digest(b""));
        let canonical = format!("GET\n{path}/\n{query}\n{headers}\n{SIGNED_HEADERS}\n{body_hash}");
        let canonical_hash = hex::encode(Sha256::digest(canonical.as_bytes()));
        let signature = self.hmac(&format!("{ALGORITHM}\n{date}\n{canonical_hash}"));
        let authorization = format!(
            "{ALGORITHM} Access={}, SignedHeaders={SIGNED_HEADERS}, Signature={signature}",
            self.access_key
        );
        Signature { date, authorization }
    }

    fn hmac(&self, text: &str) -> String {
        #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret_key.as_bytes())
            .expect("a key of any length");
        mac.update(text.as_bytes());
        hex::encode(mac.finalize().into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use http::HeaderMap;
    use huaweicloud_bench_harness::account;
    use huaweicloud_core::signing::{Request, verify};

    use super::*;

    #[test]
    fn a_server_accepts_the_signature() {
        let signer = Signer::new("key", "secret");
        let Signature { date, authorization } =
            signer.get("127.0.0.1:80", "/v1/p/jobs", "limit=2", "p");
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("host", "127.0.0.1:80"),
            ("x-project-id", "p"),
            ("x-sdk-date", &date),
            ("authorization", &authorization),
        ] {
            headers.insert(name, value.parse().unwrap());
        }
        let request = Request { method: "GET", target: "/v1/p/jobs?limit=2", headers: &headers };
        let minute = Duration::from_secs(60);
        let verified = verify(request, b"", SystemTime::now(), minute, |_| Some("secret"));
        assert_eq!(verified, Ok("key"));
        assert_eq!(SIGNED_HEADERS, account::SIGNED_HEADERS);
    }
}
