//! The built-in transport against a real socket.

use std::{net::SocketAddr, time::Duration};

use http::{HeaderMap, HeaderName, HeaderValue};
use huaweicloud_core::{Body, Error, ErrorKind, signing};
use huaweicloud_runtime::{
    Call, CallOptions, Client, Credentials, Environment, ReqwestTransport, RetryPolicy,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpSocket, TcpStream},
    task::JoinHandle,
};

use crate::{
    fake::{AK, SK},
    operations::{Create, SERVICE, Show, Upload, stream},
};

/// A request as it came over the wire.
pub(crate) struct Received {
    method: String,
    target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Received {
    pub(crate) fn verify(&self) -> Result<(), signing::Refusal> {
        let request =
            signing::Request { method: &self.method, target: &self.target, headers: &self.headers };
        let now = std::time::SystemTime::now();
        let secret = |access_key: &str| (access_key == AK).then_some(SK);
        signing::verify(request, &self.body, now, Duration::from_secs(60), secret).map(drop)
    }
}

/// Takes one request on a new port, and answers with these bytes.
pub(crate) async fn serve(answer: impl Into<Vec<u8>>) -> (SocketAddr, JoinHandle<Received>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let answer = answer.into();
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let received = receive(&mut socket).await;
        socket.write_all(&answer).await.unwrap();
        received
    });
    (address, server)
}

async fn receive(socket: &mut TcpStream) -> Received {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = find(&bytes, b"\r\n\r\n") {
            break end;
        }
        assert!(socket.read_buf(&mut bytes).await.unwrap() > 0, "the request is cut");
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap().split(' ');
    let (method, target) = (first.next().unwrap().to_owned(), first.next().unwrap().to_owned());
    let mut headers = HeaderMap::new();
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap();
        headers.append(name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap());
    }
    let mut body = bytes.split_off(end + 4);
    let chunked = headers.contains_key("transfer-encoding");
    let length =
        headers.get("content-length").map_or(0, |len| len.to_str().unwrap().parse().unwrap());
    while if chunked { !body.ends_with(b"0\r\n\r\n") } else { body.len() < length } {
        assert!(socket.read_buf(&mut body).await.unwrap() > 0, "the body is cut");
    }
    let body = if chunked { unchunk(&body) } else { body };
    Received { method, target, headers, body }
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

fn unchunk(mut bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let line = find(bytes, b"\r\n").unwrap();
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[..line]).unwrap(), 16).unwrap();
        if size == 0 {
            return body;
        }
        body.extend_from_slice(&bytes[line + 2..line + 2 + size]);
        bytes = &bytes[line + 2 + size + 2..];
    }
}

pub(crate) fn client(address: SocketAddr) -> Client {
    Client::builder()
        .retry(RetryPolicy::never())
        .region("cn-north-4")
        .environment(Environment::empty())
        .endpoint(&SERVICE, format!("http://{address}/base"))
        .credentials(Credentials::aksk(AK, SK).with_project_id("p"))
        .transport(ReqwestTransport::builder().no_proxy().build().unwrap())
        .build()
        .unwrap()
}

async fn fails(address: SocketAddr) -> Error {
    Call::new(client(address), Show("1")).send().await.unwrap_err()
}

#[tokio::test]
async fn what_is_signed_is_what_is_sent() {
    let answer = "HTTP/1.1 201 Created\r\nx-request-id: r1\r\ncontent-length: 8\r\n\r\n{\"a\": 1}";
    let (address, server) = serve(answer).await;
    let answer = Call::new(client(address), Create("bär")).send_full().await.unwrap();
    assert_eq!((answer.value()["a"].as_i64(), answer.request_id()), (Some(1), Some("r1")));

    let received = server.await.unwrap();
    assert_eq!(received.method, "POST");
    assert_eq!(received.target, "/base/v2/toys?dry%20run=a%2Fb");
    assert_eq!(received.headers["host"], address.to_string());
    assert_eq!(received.body, r#"{"name":"bär"}"#.as_bytes());
    assert_eq!(received.verify(), Ok(()));
}

#[tokio::test]
async fn bodies_of_every_kind_arrive() {
    const DONE: &str = "HTTP/1.1 204 No Content\r\n\r\n";
    for (body, arrives, length, encoding) in [
        (Body::Empty, "", Some("0"), None),
        (Body::from(b"abc".to_vec()), "abc", Some("3"), None),
        (stream(Some(3), &[b"a", b"bc"]), "abc", Some("3"), None),
        (stream(None, &[b"a", b"bc"]), "abc", None, Some("chunked")),
    ] {
        let (address, server) = serve(DONE).await;
        Call::new(client(address), Upload(body)).send().await.unwrap();
        let received = server.await.unwrap();
        let header = |name| received.headers.get(name).map(|value| value.to_str().unwrap());
        assert_eq!(received.body, arrives.as_bytes());
        assert_eq!((header("content-length"), header("transfer-encoding")), (length, encoding));
        assert_eq!(received.verify(), Ok(()));
    }
}

#[tokio::test]
async fn a_request_that_has_no_body_by_its_method_has_no_length() {
    let (address, server) = serve("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await;
    Call::new(client(address), Show("1")).send().await.unwrap();
    let received = server.await.unwrap();
    assert_eq!(received.method, "GET");
    for absent in ["content-length", "transfer-encoding", "content-type"] {
        assert_eq!(received.headers.get(absent), None, "{absent}");
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let (address, server) =
        serve("HTTP/1.1 307 Temporary Redirect\r\nlocation: /other\r\ncontent-length: 0\r\n\r\n")
            .await;
    let error = fails(address).await;
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Other, 307));
    server.await.unwrap();
}

#[tokio::test]
async fn a_server_that_is_not_there_is_reported_so() {
    // Held but not listening: a port that was given back could go to another test at any moment.
    let held = TcpSocket::new_v4().unwrap();
    held.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = held.local_addr().unwrap();
    let error = fails(address).await;
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Network, 1));
    let message = error.to_string();
    assert!(
        message
            .starts_with(&format!("toys ShowToy at {address}: the server could not be reached: ")),
        "{message}"
    );
    assert!(message.contains("refused"), "{message}");
    assert_eq!(message.matches("refused").count(), 1, "{message}");
    let source = error.get_ref().and_then(|error| error.source()).expect("a reason to downcast");
    let reason = source.downcast_ref::<std::io::Error>().expect("the error of the system");
    assert_eq!(reason.kind(), std::io::ErrorKind::ConnectionRefused);
    assert!(
        !message.contains("sending request"),
        "the layers of the library are left out: {message}"
    );
}

#[tokio::test]
async fn an_answer_that_is_cut_is_reported_so() {
    for (answer, message) in [
        ("", " at HOST: the connection broke: "),
        ("HTTP/1.1 200 OK\r\ncontent-le", " at HOST: the connection broke: "),
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{",
            ": 200 OK: the response breaks off: the connection broke: ",
        ),
    ] {
        let (address, server) = serve(answer).await;
        let error = fails(address).await;
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Network, 1));
        let message = format!("toys ShowToy{}", message.replace("HOST", &address.to_string()));
        assert!(error.to_string().starts_with(&message), "{error}");
        server.await.unwrap();
    }
}

#[tokio::test]
async fn a_silent_server_times_out() {
    let quick = Duration::from_millis(200);
    for (head, reached) in [("", 0), ("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{", 200)] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move {
            let mut open = Vec::new();
            loop {
                let (mut socket, _) = listener.accept().await.unwrap();
                receive(&mut socket).await;
                socket.write_all(head.as_bytes()).await.unwrap();
                open.push(socket);
            }
        });
        let options = CallOptions::new().attempt_timeout(quick);
        let call = Call::new(client(address), Show("1")).options(options);
        let error = call.send().await.unwrap_err();
        assert!(error.is_timeout(), "{error}");

        let transport = ReqwestTransport::builder().no_proxy().read_timeout(quick);
        let client = Client::builder()
            .retry(RetryPolicy::never())
            .environment(Environment::empty())
            .endpoint(&SERVICE, format!("http://{address}"))
            .credentials(Credentials::token("t").with_project_id("p"))
            .transport(transport.build().unwrap())
            .build()
            .unwrap();
        let error = Call::new(client, Show("1")).send().await.unwrap_err();
        assert!(error.is_timeout(), "{error}");
        assert_eq!(error.status().map_or(0, |status| status.as_u16()), reached);
        server.abort();
    }
}

/// A small answer may be large once it is decompressed.
#[cfg(feature = "gzip")]
#[tokio::test]
async fn the_limit_is_of_the_decompressed_answer() {
    // Two thousand spaces.
    const ZIPPED: &[u8] = &[
        31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 83, 80, 24, 5, 163, 96, 20, 140, 130, 81, 48, 10, 70, 193,
        80, 7, 0, 42, 202, 22, 85, 208, 7, 0, 0,
    ];
    let mut answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
        ZIPPED.len()
    )
    .into_bytes();
    answer.extend_from_slice(ZIPPED);
    let (address, server) = serve(answer).await;
    let client = Client::builder()
        .retry(RetryPolicy::never())
        .environment(Environment::empty())
        .endpoint(&SERVICE, format!("http://{address}"))
        .credentials(Credentials::token("t").with_project_id("p"))
        .transport(ReqwestTransport::builder().no_proxy().build().unwrap())
        .max_response_size(1000)
        .build()
        .unwrap();
    let error = Call::new(client, Show("1")).send().await.unwrap_err();
    assert!(error.to_string().contains("larger than 1000 bytes"), "{error}");
    server.await.unwrap();
}
