//! An HTTP server.

use std::{io, net::TcpListener};

use axum::Router;

/// Serves a router on a listener until the future is dropped. Needs a tokio runtime.
///
/// # Errors
///
/// Returns an error if the listener cannot be used.
pub async fn serve(listener: TcpListener, router: Router) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    axum::serve(listener, router).await
}
