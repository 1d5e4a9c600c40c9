//! Files as bodies, over a real socket.

use std::{
    fs,
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use futures_util::TryStreamExt as _;
use huaweicloud_core::{Body, Bytes, Error, ErrorKind};
use huaweicloud_runtime::{Call, FileBody};
use tokio::{io::AsyncReadExt as _, net::TcpListener};

use crate::{
    loopback::{Received, client, serve},
    operations::Upload,
};

const DONE: &str = "HTTP/1.1 204 No Content\r\n\r\n";

/// A file that is removed at the end of a test.
struct Temporary(PathBuf);

impl Temporary {
    /// A path at which nothing is yet.
    fn path() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("body-{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        Self(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name))
    }

    fn of(bytes: &[u8]) -> Self {
        let file = Self::path();
        file.write(bytes);
        file
    }

    fn write(&self, bytes: &[u8]) {
        fs::write(&self.0, bytes).unwrap();
    }

    async fn body(&self) -> FileBody {
        FileBody::from_path(&self.0).await.unwrap()
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// More than is read at once, and no multiple of it.
fn long(seed: u8) -> Vec<u8> {
    (0..200_001_u32).map(|n| (n % 251) as u8 ^ seed).collect()
}

async fn upload(body: &Body) -> Received {
    let (address, server) = serve(DONE).await;
    Call::new(client(address), Upload(body.clone())).send().await.unwrap();
    let received = server.await.unwrap();
    assert_eq!(received.verify(), Ok(()));
    assert_eq!(received.headers["content-length"], received.body.len().to_string());
    assert!(!received.headers.contains_key("transfer-encoding"));
    received
}

/// The error of an upload that breaks off, and how much of the body arrived.
async fn upload_fails(body: Body) -> (Error, usize) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut bytes = Vec::new();
        socket.read_to_end(&mut bytes).await.unwrap();
        let head = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        head.map_or(0, |head| bytes.len() - head - 4)
    });
    let error = Call::new(client(address), Upload(body)).send().await.unwrap_err();
    let is_sent = error.is_network() && !error.is_safe_to_retry();
    assert!(is_sent, "the server would wait for ever: {error}");
    (error, server.await.unwrap())
}

#[tokio::test]
async fn a_file_arrives_and_is_read_anew_for_every_attempt() {
    let file = Temporary::of(&long(0));
    let body = file.body().await;
    assert_eq!((body.len(), body.is_empty(), body.path()), (200_001, false, file.0.as_path()));
    let body = Body::from(body);
    assert_eq!(body.len(), Some(200_001));
    for _ in 0..2 {
        assert!(upload(&body).await.body == long(0));
    }
    file.write(&long(1));
    assert!(upload(&body).await.body == long(1));
}

#[tokio::test]
async fn a_long_file_is_never_in_memory_as_a_whole() {
    let file = Temporary::of(&long(0));
    let body = Body::from(file.body().await);
    let pieces: Vec<Bytes> = body.into_stream().try_collect().await.unwrap();
    let lengths: Vec<_> = pieces.iter().map(Bytes::len).collect();
    assert_eq!(lengths, [65_536, 65_536, 65_536, 3_393]);
}

#[tokio::test]
async fn an_empty_file_is_an_empty_body() {
    let file = Temporary::of(b"");
    let body = file.body().await;
    assert!(body.is_empty());
    assert_eq!(upload(&body.into()).await.body, b"");
}

#[tokio::test]
async fn what_is_appended_stays_unsent() {
    for (before, after) in [("", "abc"), ("abc", "abcdef")] {
        let file = Temporary::of(before.as_bytes());
        let body = file.body().await.into();
        file.write(after.as_bytes());
        assert_eq!(upload(&body).await.body, before.as_bytes());
    }
}

#[tokio::test]
async fn what_is_no_file_is_refused_with_its_path() {
    let refusal = async |path: &Path| {
        let error = FileBody::from_path(path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid);
        error.to_string()
    };
    let missing = Temporary::path().0.clone();
    let reason = fs::metadata(&missing).unwrap_err();
    let message = format!("cannot open `{}`: {reason}", missing.display());
    assert_eq!(refusal(&missing).await, message);

    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let message = refusal(folder).await;
    let start = format!("`{}` is not a regular file; ", folder.display());
    assert!(message.starts_with(&start), "{message}");
}

#[tokio::test]
async fn a_file_that_was_shortened_breaks_the_request_off() {
    let file = Temporary::of(&long(0));
    let body = Body::from(file.body().await);
    file.write(&long(0)[..100_000]);

    let pieces: Result<Vec<Bytes>, _> = body.clone().into_stream().try_collect().await;
    let message = format!("`{}` was 200001 bytes long and is now 100000", file.0.display());
    assert_eq!(pieces.unwrap_err().to_string(), message);

    let (error, arrived) = upload_fails(body).await;
    assert_eq!(error.kind(), ErrorKind::Network);
    assert!(error.to_string().ends_with(&message), "{error}");
    assert!(arrived <= 100_000, "{arrived}");
}

#[tokio::test]
async fn a_file_that_is_gone_breaks_the_request_off() {
    let file = Temporary::of(b"abc");
    let body = file.body().await.into();
    fs::remove_file(&file.0).unwrap();
    let (error, arrived) = upload_fails(body).await;
    assert_eq!((error.kind(), arrived), (ErrorKind::Network, 0));
    assert!(
        error.to_string().contains(&format!("cannot open `{}`: ", file.0.display())),
        "{error}"
    );
}
