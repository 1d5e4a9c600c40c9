//! With what all calls are signed.

/// The access key.
pub const ACCESS_KEY: &str = "AKIDEXAMPLE000000001";
/// Its secret key.
pub const SECRET_KEY: &str = "SKEXAMPLE0000000000000000000000000000001";
/// The project of paths, and of the header `X-Project-Id`.
pub const PROJECT_ID: &str = "da0f615c35eb4d72812d1547a77b5394";
/// The headers that the signature covers.
pub const SIGNED_HEADERS: &str = "host;x-project-id;x-sdk-date";
