//! The signature SDK-HMAC-SHA256.
