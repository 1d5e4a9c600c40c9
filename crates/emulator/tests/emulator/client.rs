//! A client that sends exactly what it is told to, and what it asks for.

use std::time::SystemTime;

use huaweicloud_core::{Body, signing};
use huaweicloud_emulator::Emulator;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub(crate) const P: &str = "3f9c2d7a51e84b0c9a6d1f08e7b4c523";
pub(crate) const NEIGHBOUR: &str = "8b64e0f1a2d94c37b5e8067cd19f3a40";
pub(crate) const DEVELOPER: (&str, &str) =
    ("EMULATORDEVELOPER0AK", "emulatorDeveloperSecretThatIsNoSecret000");
pub(crate) const GUEST: (&str, &str) =
    ("EMULATORGUEST00000AK", "emulatorGuestSecretThatIsNoSecretEither0");
pub(crate) const GROUP: &str = "2e8b6f40-7d15-4c9a-83e2-5b0f9ad16c74";

pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

pub(crate) type Request = http::Request<Body>;

/// A request; `{p}` in the target stands for the first project.
pub(crate) fn request(emulator: &Emulator, service: &str, method: &str, target: &str) -> Request {
    let target = target.replace("{p}", P);
    let host = host(emulator, service);
    http::Request::builder()
        .method(method)
        .uri(target)
        .header("host", host)
        .body(Body::Empty)
        .unwrap()
}

pub(crate) fn host(emulator: &Emulator, service: &str) -> String {
    emulator.url(service).unwrap().strip_prefix("http://").unwrap().to_owned()
}

/// Sends a request as it is, and reads the answer to its end.
pub(crate) async fn send(request: &Request) -> Answer {
    let host = request.headers()["host"].to_str().unwrap();
    let body = request.body().as_bytes().unwrap();
    let mut text =
        format!("{} {} HTTP/1.1\r\nconnection: close\r\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        text.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    text.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    let mut stream = TcpStream::connect(host).await.unwrap();
    stream.write_all(&[text.as_bytes(), body].concat()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();

    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines.map(|line| line.split_once(": ").unwrap());
    let headers =
        headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    Answer { status, headers, body: serde_json::from_str(body).unwrap() }
}

pub(crate) async fn send_signed(mut request: Request, key: (&str, &str)) -> Answer {
    signing::sign(&mut request, key.0, key.1, SystemTime::now()).unwrap();
    send(&request).await
}

/// What a developer gets.
pub(crate) async fn get(emulator: &Emulator, service: &str, target: &str) -> Answer {
    send_signed(request(emulator, service, "GET", target), DEVELOPER).await
}

/// What each entry of a list has in a field; `-` for null.
pub(crate) fn texts(list: &Value, field: &str) -> Vec<String> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|entry| entry[field].as_str().unwrap_or("-").to_owned())
        .collect()
}

pub(crate) async fn start() -> Emulator {
    Emulator::builder().start().await.unwrap()
}
