//! Constant properties of services and operations.

use http::Method;

use crate::ErrorKind;

/// A service of Huawei Cloud.
///
/// The generated crates have one per service, such as `sdrs::SERVICE`. For other services, define a
/// `static` of your own.
#[derive(Debug)]
#[non_exhaustive]
pub struct Service {
    /// The name in modules and environment variables, such as `sfs_turbo`.
    pub name: &'static str,
    /// The first label of the host name, such as `sfs-turbo`.
    pub endpoint: &'static str,
    /// Error codes, and what they mean to a caller, whatever their HTTP status.
    pub codes: &'static [KnownCode],
    /// The header for the microversion, if the service supports microversions.
    pub microversion_header: Option<&'static str>,
    /// The type in a Keystone catalog, such as `image`, if the service is listed there.
    pub catalog_type: Option<&'static str>,
}

impl Service {
    /// Creates a service without known error codes.
    pub const fn new(name: &'static str, endpoint: &'static str) -> Self {
        Self { name, endpoint, codes: &[], microversion_header: None, catalog_type: None }
    }

    /// Sets the known error codes.
    #[must_use]
    pub const fn codes(mut self, codes: &'static [KnownCode]) -> Self {
        self.codes = codes;
        self
    }

    /// Sets the header for the microversion.
    #[must_use]
    pub const fn microversion_header(mut self, header: &'static str) -> Self {
        self.microversion_header = Some(header);
        self
    }

    /// Sets the type in a Keystone catalog.
    #[must_use]
    pub const fn catalog_type(mut self, catalog_type: &'static str) -> Self {
        self.catalog_type = Some(catalog_type);
        self
    }

    /// Returns an error code, if it is known.
    pub fn code(&self, code: &str) -> Option<&'static KnownCode> {
        self.codes.iter().find(|known| known.code == code)
    }
}

/// An error code of a service and its meaning.
#[derive(Debug)]
#[non_exhaustive]
pub struct KnownCode {
    /// The code, such as `IMG.0060`.
    pub code: &'static str,
    /// The kind of error that the code stands for.
    pub kind: ErrorKind,
    /// What a caller can do about the error.
    pub remedy: Option<&'static str>,
    /// Whether the request had no effect, so that any request may be repeated.
    pub safe_to_retry: bool,
}

impl KnownCode {
    /// Creates a code with its kind, without a remedy.
    pub const fn new(code: &'static str, kind: ErrorKind) -> Self {
        Self { code, kind, remedy: None, safe_to_retry: false }
    }

    /// Sets what a caller can do about the error.
    #[must_use]
    pub const fn remedy(mut self, remedy: &'static str) -> Self {
        self.remedy = Some(remedy);
        self
    }

    /// Marks requests with this error as having had no effect.
    #[must_use]
    pub const fn safe_to_retry(mut self) -> Self {
        self.safe_to_retry = true;
        self
    }
}

/// The authentication of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Auth {
    /// Credentials for a project.
    Project,
    /// None.
    None,
}

/// Constant properties of an operation.
#[derive(Debug)]
#[non_exhaustive]
pub struct Meta {
    /// The service.
    pub service: &'static Service,
    /// The name of the operation, such as `ListFailureJobs`.
    pub operation: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path, with placeholders in braces.
    pub path: &'static str,
    /// The documented statuses of success.
    pub success: &'static [u16],
    /// The authentication.
    pub auth: Auth,
    /// Whether sending the request twice has the same effect as sending it once.
    pub idempotent: bool,
    /// Keys of the body, of which one is required to tell the operation from others with the same
    /// method and path.
    pub body_keys: &'static [&'static str],
    /// A key of the body and its JSON value, which tell the operation from others with the same
    /// method and path.
    pub body_value: Option<(&'static str, &'static str)>,
    /// The type of the body, if it tells the operation from others with the same method and path.
    pub media_type: Option<&'static str>,
}

impl Meta {
    /// Creates an operation that needs credentials and succeeds with 200.
    ///
    /// It is idempotent if its HTTP method is.
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

    /// Sets the documented statuses of success.
    #[must_use]
    pub const fn success(mut self, statuses: &'static [u16]) -> Self {
        self.success = statuses;
        self
    }

    /// Sets the authentication.
    #[must_use]
    pub const fn auth(mut self, auth: Auth) -> Self {
        self.auth = auth;
        self
    }

    /// Sets the keys of the body that tell the operation from others with the same method and path.
    #[must_use]
    pub const fn body_keys(mut self, keys: &'static [&'static str]) -> Self {
        self.body_keys = keys;
        self
    }

    /// Sets the key of the body and its JSON value that tell the operation from others with the
    /// same method and path.
    #[must_use]
    pub const fn body_value(mut self, key: &'static str, json: &'static str) -> Self {
        self.body_value = Some((key, json));
        self
    }

    /// Sets the type of the body that tells the operation from others with the same method and
    /// path.
    #[must_use]
    pub const fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }

    /// Sets whether sending the request twice has the same effect as sending it once.
    #[must_use]
    pub const fn idempotent(mut self, idempotent: bool) -> Self {
        self.idempotent = idempotent;
        self
    }

    /// Whether the path contains the ID of a project, which the client sets.
    pub fn in_project(&self) -> bool {
        self.path.contains("{project_id}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static SERVICE: Service = Service::new("sfs_turbo", "sfs-turbo").codes(&[
        KnownCode::new("A.1", ErrorKind::NotFound),
        KnownCode::new("A.2", ErrorKind::Throttled).remedy("wait").safe_to_retry(),
    ]);

    #[test]
    fn only_codes_of_the_service_are_known() {
        for (code, known) in [
            ("A.1", Some((ErrorKind::NotFound, None, false))),
            ("A.2", Some((ErrorKind::Throttled, Some("wait"), true))),
            ("A.3", None),
            ("", None),
        ] {
            let found = SERVICE.code(code);
            let found = found.map(|found| (found.kind, found.remedy, found.safe_to_retry));
            assert_eq!(found, known, "{code}");
        }
        assert!(Service::new("sdrs", "sdrs").code("A.1").is_none());
    }

    #[test]
    fn a_request_is_idempotent_as_its_method_is_unless_said_otherwise() {
        for (method, idempotent) in [
            (Method::GET, true),
            (Method::HEAD, true),
            (Method::PUT, true),
            (Method::DELETE, true),
            (Method::POST, false),
            (Method::PATCH, false),
        ] {
            let meta = Meta::new(&SERVICE, "X", method.clone(), "/");
            assert_eq!(meta.idempotent, idempotent, "{method}");
            assert_eq!(meta.idempotent(!idempotent).idempotent, !idempotent, "{method}");
        }
    }

    #[test]
    fn an_operation_is_in_a_project_if_its_path_is() {
        for (path, in_project) in [
            ("/v1/{project_id}/jobs", true),
            ("/v2/images/{image_id}", false),
            ("/v1/project_id", false),
        ] {
            let meta = Meta::new(&SERVICE, "X", Method::GET, path);
            assert_eq!(meta.in_project(), in_project, "{path}");
        }
    }
}
