//! A loopback server that keeps what it is sent, byte for byte, and answers what it is told.

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A request as it came.
#[derive(Debug)]
pub struct Received {
    /// Method and target, as on the first line.
    pub line: String,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Received {
    /// The values of a header, whose name is in lower case.
    pub fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A server for one request.
pub struct Server {
    /// Where it listens.
    pub url: String,
    received: JoinHandle<Received>,
}

impl Server {
    /// Listens for one request, to answer it so.
    pub async fn answering(status: u16, headers: &[(String, String)], body: &[u8]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a loopback port");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let mut answer = format!(
            "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n",
            body.len()
        );
        for (name, value) in headers {
            answer.push_str(&format!("{name}: {value}\r\n"));
        }
        let answer = [answer.as_bytes(), b"\r\n", body].concat();
        let received = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            let received = read(&mut stream).await;
            stream.write_all(&answer).await.expect("the answer is taken");
            received
        });
        Self { url, received }
    }

    /// The request that came.
    pub async fn received(self) -> Received {
        self.received.await.expect("the server got a request")
    }
}

async fn read(stream: &mut TcpStream) -> Received {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        assert!(stream.read_buf(&mut bytes).await.expect("bytes") > 0, "the request broke off");
    };
    let head = String::from_utf8(bytes[..end].to_vec()).expect("a head in ASCII");
    let mut lines = head.lines();
    let line =
        lines.next().and_then(|line| line.strip_suffix(" HTTP/1.1")).expect("a request line");
    let headers: Vec<_> = lines
        .map(|line| line.split_once(':').expect("a header"))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let mut received = Received { line: line.to_owned(), headers, body: bytes[end + 4..].to_vec() };
    let length =
        received.headers("content-length").next().map_or(0, |text| text.parse().expect("a length"));
    while received.body.len() < length {
        assert!(
            stream.read_buf(&mut received.body).await.expect("bytes") > 0,
            "the body broke off"
        );
    }
    received
}
