//! The TLS of the built-in transport, as selected by features.

use huaweicloud_core::{Error, ErrorKind};

/// Uses rustls with ring explicitly, since another crate may have installed another default
/// provider in the process.
#[cfg(feature = "rustls-ring")]
pub(super) fn apply(
    builder: reqwest::ClientBuilder,
    roots_pem: &[u8],
) -> Result<reqwest::ClientBuilder, Error> {
    use std::sync::Arc;

    use rustls::{
        ClientConfig, RootCertStore,
        pki_types::{CertificateDer, pem::PemObject},
    };
    use rustls_platform_verifier::Verifier;

    let roots: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(roots_pem)
        .collect::<Result<_, _>>()
        .map_err(|source| bad_roots().source(source).build())?;
    if roots.is_empty() && !roots_pem.is_empty() {
        return Err(bad_roots().build());
    }
    let has_roots = !roots.is_empty();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|source| unusable().source(source).build())?;
    let mut config = match Verifier::new_with_extra_roots(roots, provider) {
        Ok(verifier) => config
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth(),
        Err(source) if has_roots => return Err(bad_roots().source(source).build()),
        // A minimal container may have no certificates. This must not break clients that only use
        // plain http with a local emulator; TLS connections will fail.
        Err(error) => {
            tracing::warn!(%error, "no certificates are trusted");
            config.with_root_certificates(RootCertStore::empty()).with_no_client_auth()
        }
    };
    if cfg!(feature = "http2") {
        config.alpn_protocols.push(b"h2".to_vec());
    }
    config.alpn_protocols.push(b"http/1.1".to_vec());
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(feature = "rustls-ring")]
fn unusable() -> huaweicloud_core::ErrorBuilder {
    Error::new(ErrorKind::Configuration).message("TLS cannot be set up")
}

#[cfg(feature = "rustls-ring")]
fn bad_roots() -> huaweicloud_core::ErrorBuilder {
    Error::new(ErrorKind::Configuration).message("the root certificates are not PEM certificates")
}

/// The build without TLS.
#[cfg(not(feature = "rustls-ring"))]
pub(super) fn apply(
    builder: reqwest::ClientBuilder,
    roots_pem: &[u8],
) -> Result<reqwest::ClientBuilder, Error> {
    if roots_pem.is_empty() {
        return Ok(builder);
    }
    Err(Error::new(ErrorKind::Configuration)
        .message("root certificates are given, but TLS is not built in")
        .remedy("enable the feature `rustls-ring`")
        .build())
}
