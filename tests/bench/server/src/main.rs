//! Responds to the calls of `cargo xtask bench client` with bodies that were made before.
//!
//! Prints its URL and serves until its standard input ends.

use std::{collections::BTreeMap, io, sync::Arc, thread};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header::AUTHORIZATION},
    response::{IntoResponse, Response},
    routing::get,
    serve::ListenerExt,
};
use huaweicloud_bench_harness::{Failure, account::SIGNED_HEADERS, bodies};
use tokio::net::TcpListener;

/// Bodies by the number of their entries.
type Bodies = Arc<BTreeMap<usize, Bytes>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let router = Router::new()
        .route("/v1/{project_id}/disaster-recovery-drills", list(bodies::drills))
        .route("/v1/{project_id}/jobs/{job_id}", list(|_| bodies::job()))
        .route("/v2/cloudimages", list(bodies::images));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    thread::spawn(|| {
        let ended = io::copy(&mut io::stdin(), &mut io::sink());
        std::process::exit(ended.is_err().into());
    });
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            eprintln!("responses may be late: {error}");
        }
    });
    Ok(axum::serve(listener, router).await?)
}

fn list(body: fn(usize) -> String) -> axum::routing::MethodRouter {
    let bodies = bodies::SIZES.map(|entries| (entries, Bytes::from(body(entries))));
    get(respond).with_state(Arc::new(BTreeMap::from(bodies)))
}

/// The body of as many entries as the query asks for, few if it does not ask.
async fn respond(State(bodies): State<Bodies>, uri: Uri, headers: HeaderMap) -> Response {
    let signature = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    if !signature.is_some_and(|value| value.contains(SIGNED_HEADERS)) {
        return (StatusCode::UNAUTHORIZED, "the signature covers other headers").into_response();
    }
    let limit = uri.query().and_then(|query| query.strip_prefix("limit="));
    let entries = limit.map_or(Ok(bodies::SIZES[0]), str::parse);
    match entries.ok().and_then(|entries| bodies.get(&entries)) {
        Some(body) => ([("content-type", "application/json")], body.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
