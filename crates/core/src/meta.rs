//! What is true of every call of an operation, as data.

use bytes::Bytes;
use http::Method;
use serde::de::DeserializeOwned;

use crate::{Error, ErrorKind, ResponseHead, codegen};

/// A service of the cloud.
///
/// The generated crates have one per service, such as `sdrs::SERVICE`. A service that they do not know
/// is a `static` of your own.
#[derive(Debug)]
#[non_exhaustive]
pub struct Service {
    /// Name in modules and environment variables, such as `sfs_turbo`.
    pub name: &'static str,
    /// First label of its host, such as `sfs-turbo`.
    pub endpoint: &'static str,
    /// Error codes whose meaning the HTTP status does not tell.
    pub codes: &'static [KnownCode],
    /// The header that names the microversion, if it has them.
    pub microversion_header: Option<&'static str>,
    /// Type in a Keystone catalog, such as `image`, if it has one there.
    pub catalog_type: Option<&'static str>,
}

impl Service {
    /// A service without error codes of its own.
    pub const fn new(name: &'static str, endpoint: &'static str) -> Self {
        Self { name, endpoint, codes: &[], microversion_header: None, catalog_type: None }
    }

    /// Adds the meaning of its error codes.
    #[must_use]
    pub const fn codes(mut self, codes: &'static [KnownCode]) -> Self {
        self.codes = codes;
        self
    }

    /// Sets the header that names the microversion.
    #[must_use]
    pub const fn microversion_header(mut self, header: &'static str) -> Self {
        self.microversion_header = Some(header);
        self
    }

    /// Sets its type in a Keystone catalog.
    #[must_use]
    pub const fn catalog_type(mut self, catalog_type: &'static str) -> Self {
        self.catalog_type = Some(catalog_type);
        self
    }

    /// What is known of an error code.
    pub fn code(&self, code: &str) -> Option<&'static KnownCode> {
        self.codes.iter().find(|known| known.code == code)
    }
}

/// An error code of a service and what it means to a caller.
#[derive(Debug)]
#[non_exhaustive]
pub struct KnownCode {
    /// The code, such as `IMG.0060`.
    pub code: &'static str,
    /// What it means.
    pub kind: ErrorKind,
    /// What a caller can do about it.
    pub remedy: Option<&'static str>,
    /// Whether the service says that it did nothing, so that any request may be repeated.
    pub safe_to_retry: bool,
}

impl KnownCode {
    /// A code with its meaning, and nothing more to say.
    pub const fn new(code: &'static str, kind: ErrorKind) -> Self {
        Self { code, kind, remedy: None, safe_to_retry: false }
    }

    /// Adds what a caller can do.
    #[must_use]
    pub const fn remedy(mut self, remedy: &'static str) -> Self {
        self.remedy = Some(remedy);
        self
    }

    /// Marks that the server did nothing.
    #[must_use]
    pub const fn safe_to_retry(mut self) -> Self {
        self.safe_to_retry = true;
        self
    }
}

/// How a request proves who sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Auth {
    /// By credentials for a project.
    Project,
    /// Not at all.
    None,
}

/// What is true of every call of an operation.
#[derive(Debug)]
#[non_exhaustive]
pub struct Meta {
    /// The service.
    pub service: &'static Service,
    /// The operation's id, such as `ListFailureJobs`.
    pub operation: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path, with placeholders in braces.
    pub path: &'static str,
    /// Statuses of success.
    pub success: &'static [u16],
    /// How it is authenticated.
    pub auth: Auth,
    /// Whether sending it twice does no more than sending it once.
    pub idempotent: bool,
    /// Keys of its body, any of which tells it from other operations on its method and path.
    pub body_keys: &'static [&'static str],
    /// A key of its body, and the JSON value there that tells it from others that have the key.
    pub body_value: Option<(&'static str, &'static str)>,
    /// The type of its body, where that tells it from other operations on its method and path.
    pub media_type: Option<&'static str>,
}

impl Meta {
    /// An operation that succeeds with 200, needs credentials, and is as idempotent as HTTP says
    /// of its method.
    pub const fn new(
        service: &'static Service,
        operation: &'static str,
        method: Method,
        path: &'static str,
    ) -> Self {
        let idempotent = !matches!(method, Method::POST | Method::PATCH);
        Self {
            service,
            operation,
            method,
            path,
            success: &[200],
            auth: Auth::Project,
            idempotent,
            body_keys: &[],
            body_value: None,
            media_type: None,
        }
    }

    /// Sets the statuses of success.
    #[must_use]
    pub const fn success(mut self, statuses: &'static [u16]) -> Self {
        self.success = statuses;
        self
    }

    /// Sets how it is authenticated.
    #[must_use]
    pub const fn auth(mut self, auth: Auth) -> Self {
        self.auth = auth;
        self
    }

    /// Sets the keys of its body that tell it from others on its method and path.
    #[must_use]
    pub const fn body_keys(mut self, keys: &'static [&'static str]) -> Self {
        self.body_keys = keys;
        self
    }

    /// Sets a key of its body and the JSON value that tells it from others that have the key.
    #[must_use]
    pub const fn body_value(mut self, key: &'static str, json: &'static str) -> Self {
        self.body_value = Some((key, json));
        self
    }

    /// Sets the type of its body that tells it from others on its method and path.
    #[must_use]
    pub const fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }

    /// Sets whether it may be repeated.
    #[must_use]
    pub const fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = idempotent;
        self
    }

    /// Returns the value in a JSON response.
    ///
    /// # Errors
    ///
    /// If the status is none of a success, or the body does not fit; then the error says where. An
    /// object that has none of the fields it should have does not fit either: some gateways report
    /// errors with a status of success.
    pub fn decode_json<T: DeserializeOwned>(
        &self,
        head: &ResponseHead,
        body: &Bytes,
    ) -> Result<T, Error> {
        codegen::json(self, head, body)
    }

    /// Checks a response that has nothing to say.
    ///
    /// # Errors
    ///
    /// If the status is none of a success. Any 2xx is one, documented or not.
    pub fn decode_empty(&self, head: &ResponseHead, body: &Bytes) -> Result<(), Error> {
        codegen::empty(self, head, body)
    }

    /// Whether the path names a project that the client fills in.
    pub fn in_project(&self) -> bool {
        self.path.contains("{project_id}")
    }
}
