//! What one call sends, and what becomes of the answer.

use std::{sync::Arc, time::Duration};

use futures_util::stream::iter;
use http::Method;
use huaweicloud_core::{
    Body, ByteStream, Bytes, Context, EncodedRequest, Error, ErrorKind, Meta, Microversion,
    Operation, ResponseHead, Service, signing,
};
use huaweicloud_runtime::{Call, CallOptions, Client, Credentials, Transport, TransportError};
use serde_json::Value;

use crate::{
    fake::{AK, Answer, Fake, SK, answer, header, now},
    operations::{Create, SERVICE, Show, Upload, Versions, stream},
};

fn verify(request: &http::Request<Body>, body: &[u8]) -> Result<(), signing::Refusal> {
    let parts = signing::Request {
        method: request.method().as_str(),
        target: request.uri().path_and_query().unwrap().as_str(),
        headers: request.headers(),
    };
    let secret = |access_key: &str| (access_key == AK).then_some(SK);
    signing::verify(parts, body, now(), Duration::ZERO, secret).map(drop)
}

#[tokio::test]
async fn a_request_is_signed_with_the_keys() {
    let fake = Fake::new(|_| answer(201, r#"{"id":"1"}"#));
    let credentials = Credentials::aksk(AK, SK).with_security_token("t0ken").with_project_id("p");
    let client = fake.builder().credentials(credentials).user_agent("tool/1").build().unwrap();
    let options = CallOptions::new().header("X-Language", "en-us");
    let answer = Call::new(client, Create("bär")).options(options).send_full().await.unwrap();
    assert_eq!((answer.attempts(), answer.request_id()), (1, Some("req-1")));
    assert_eq!(answer.value()["id"], "1");

    let request = fake.only();
    assert_eq!(
        request.uri().to_string(),
        "https://toys.cn-north-4.myhuaweicloud.com/v2/toys?dry%20run=a%2Fb"
    );
    for (name, value) in [
        ("host", "toys.cn-north-4.myhuaweicloud.com"),
        ("user-agent", concat!("huaweicloud-rust/", env!("CARGO_PKG_VERSION"), " tool/1")),
        ("content-type", "application/json"),
        ("x-sdk-date", "20240102T030405Z"),
        ("x-security-token", "t0ken"),
        ("x-project-id", "p"),
        ("x-language", "en-us"),
    ] {
        assert_eq!(header(&request, name), Some(value), "{name}");
    }
    let authorization = header(&request, "authorization").unwrap();
    let signed = "SignedHeaders=host;x-language;x-project-id;x-sdk-date;x-security-token,";
    assert!(authorization.contains(signed), "{authorization}");
    assert_eq!(verify(&request, request.body().as_bytes().unwrap()), Ok(()));
}

#[tokio::test]
async fn a_token_is_sent_as_it_is() {
    let fake = Fake::json("{}");
    let client = fake.builder().credentials(Credentials::token("t0ken")).project_id("p");
    Call::new(client.build().unwrap(), Show("1")).send().await.unwrap();
    let request = fake.only();
    assert_eq!(header(&request, "x-auth-token"), Some("t0ken"));
    assert!(request.headers()["x-auth-token"].is_sensitive());
    for absent in ["authorization", "x-sdk-date", "x-project-id", "content-type"] {
        assert_eq!(header(&request, absent), None, "{absent}");
    }
}

#[tokio::test]
async fn what_anyone_may_call_needs_no_credentials() {
    let fake = Fake::json("{}");
    // Over plain http, and with no credentials to be found.
    let client = fake.builder().endpoint(&SERVICE, "http://example.com").build().unwrap();
    Call::new(client, Versions).send().await.unwrap();
    let request = fake.only();
    assert_eq!(request.uri().to_string(), "http://example.com/");
    assert_eq!(header(&request, "authorization"), None);
}

#[tokio::test]
async fn a_stream_is_signed_unread() {
    let fake = Fake::new(|_| answer(204, ""));
    let body = stream(None, &[b"ab", b"c"]);
    Call::new(fake.client(), Upload(body)).send().await.unwrap();
    let request = fake.only();
    assert_eq!(header(&request, "x-sdk-content-sha256"), Some("UNSIGNED-PAYLOAD"));
    assert_eq!(verify(&request, b"abc"), Ok(()));
}

#[tokio::test]
async fn a_content_type_comes_with_a_body_only() {
    for (body, content_type) in [
        (Body::Empty, None),
        (Body::Bytes(Bytes::from_static(b"x")), Some("application/octet-stream")),
    ] {
        let fake = Fake::new(|_| answer(204, ""));
        Call::new(fake.client(), Upload(body)).send().await.unwrap();
        assert_eq!(header(&fake.only(), "content-type"), content_type);
    }
}

#[tokio::test]
async fn the_callers_content_type_is_always_sent() {
    for body in [Body::Empty, Body::Bytes(Bytes::from_static(b"x"))] {
        let fake = Fake::new(|_| answer(204, ""));
        let options = CallOptions::new().header("Content-Type", "text/plain");
        fake.client().call(Upload(body)).options(options).send().await.unwrap();
        assert_eq!(header(&fake.only(), "content-type"), Some("text/plain"));
    }
}

#[tokio::test]
async fn credentials_go_over_plain_http_to_the_machine_itself_only() {
    for (url, allow, sent) in [
        ("http://example.com", false, false),
        ("http://example.com", true, true),
        ("http://127.0.0.1:8080", false, true),
        ("http://[::1]:8080", false, true),
        ("http://localhost", false, true),
        ("https://example.com", false, true),
    ] {
        for credentials in [Credentials::aksk(AK, SK), Credentials::token("t")] {
            let fake = Fake::json("{}");
            let builder =
                fake.builder().credentials(credentials).endpoint(&SERVICE, url).project_id("p");
            let builder = if allow { builder.allow_plain_http() } else { builder };
            let result = Call::new(builder.build().unwrap(), Show("1")).send().await;
            assert_eq!(!fake.seen().is_empty(), sent, "{url}");
            if let Err(error) = result {
                assert_eq!((error.kind(), error.attempts()), (ErrorKind::Configuration, 0));
                assert_eq!(
                    error.to_string(),
                    "toys ShowToy: credentials would be sent to `example.com` over plain http; \
                     use https, or allow it with `ClientBuilder::allow_plain_http`"
                );
            }
        }
    }
}

#[tokio::test]
async fn every_failure_tells_kind_operation_and_attempts() {
    type Handler = fn(&http::Request<Body>) -> Answer;
    let cases: &[(&'static str, Handler, ErrorKind, u32, &str)] = &[
        (
            "..",
            |_| answer(200, "{}"),
            ErrorKind::Invalid,
            0,
            "toys ShowToy: the path parameter `id` is `..`, which would name another path",
        ),
        (
            "1",
            |_| Err(TransportError::not_sent("no such host")),
            ErrorKind::Network,
            1,
            "toys ShowToy at toys.cn-north-4.myhuaweicloud.com: the server could not be reached: no such host",
        ),
        (
            "1",
            |_| Err(TransportError::unknown("reset")),
            ErrorKind::Network,
            1,
            "toys ShowToy at toys.cn-north-4.myhuaweicloud.com: the connection broke: reset",
        ),
        (
            "1",
            |_| Err(TransportError::not_sent("slow").timed_out()),
            ErrorKind::Timeout,
            1,
            "toys ShowToy at toys.cn-north-4.myhuaweicloud.com: the server could not be reached: slow",
        ),
        (
            "1",
            |_| answer(404, r#"{"error":{"code":"T.1","message":"none"}}"#),
            ErrorKind::NotFound,
            1,
            "toys ShowToy: 404 Not Found T.1: none [request req-1]",
        ),
        (
            "1",
            |_| answer(302, ""),
            ErrorKind::Other,
            1,
            "toys ShowToy: 302 Found: Found [request req-1]",
        ),
        (
            "1",
            |_| {
                let mut response = answer(302, "")?;
                let target =
                    http::HeaderValue::from_static("https://login.example.com/?token=s3cret");
                response.headers_mut().insert("location", target);
                Ok(response)
            },
            ErrorKind::Other,
            1,
            "toys ShowToy: 302 Found: Found; redirects are not followed; this one is to \
             https://login.example.com/ [request req-1]",
        ),
        (
            "1",
            |_| answer(200, "<html>\n<title>Log in</title>"),
            ErrorKind::Decoding,
            1,
            "toys ShowToy: 200 OK: the response is HTML, not JSON: Log in [request req-1]",
        ),
        (
            "1",
            |_| answer(200, ""),
            ErrorKind::Decoding,
            1,
            "toys ShowToy: 200 OK: the response is not JSON: the body is empty [request req-1]",
        ),
        (
            "1",
            |_| answer(200, "{} x"),
            ErrorKind::Decoding,
            1,
            "toys ShowToy: 200 OK: the response has more data after its JSON value [request req-1]",
        ),
        (
            "1",
            |_| {
                let pieces = [Ok(Bytes::from_static(b"{")), Err("reset".into())];
                Ok(http::Response::new(ByteStream::new(iter(pieces))))
            },
            ErrorKind::Network,
            1,
            "toys ShowToy: 200 OK: the response breaks off: reset",
        ),
    ];
    for (id, handler, kind, attempts, message) in cases {
        let fake = Fake::new(handler);
        let client = fake.builder().credentials(Credentials::aksk(AK, SK)).project_id("p");
        let call = Call::new(client.build().unwrap(), Show(id));
        let error = call.send().await.unwrap_err();
        assert_eq!(error.to_string(), *message);
        assert_eq!((error.kind(), error.attempts()), (*kind, *attempts), "{message}");
    }
}

#[tokio::test]
async fn an_answer_may_not_be_larger_than_allowed() {
    for (status, pieces, limit, ok) in [
        (200, vec!["1234"], 4, true),
        (200, vec!["12", "34"], 4, true),
        (200, vec!["1", "", "23", "4"], 4, true),
        (200, vec!["12345"], 4, false),
        (200, vec!["12", "345"], 4, false),
        (200, vec!["1", "2", "3", "4", "5", "6"], 4, false),
        (500, vec!["12345"], 4, false),
    ] {
        let body = pieces.clone();
        let fake = Fake::new(move |_| {
            let pieces = body.clone().into_iter().map(|piece| Ok(Bytes::from(piece)));
            let body = ByteStream::new(iter(pieces.collect::<Vec<_>>()));
            Ok(http::Response::builder().status(status).body(body).unwrap())
        });
        let builder = fake.builder().credentials(Credentials::token("t")).project_id("p");
        let client = builder.max_response_size(limit).build().unwrap();
        let result = Call::new(client, Show("1")).send_full().await;
        assert_eq!(result.is_ok(), ok, "{pieces:?}");
        match result {
            Ok(answer) => assert_eq!(answer.body(), "1234", "{pieces:?}"),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Decoding);
                assert_eq!(error.status().unwrap(), status);
                assert!(error.to_string().contains("larger than 4 bytes"), "{error}");
            }
        }
    }
}

#[tokio::test]
async fn a_generated_client_is_made_by_the_builder() {
    struct Generated(Client);
    impl From<Client> for Generated {
        fn from(client: Client) -> Self {
            Self(client)
        }
    }
    let fake = Fake::json("{}");
    let builder = huaweicloud_runtime::ClientBuilder::<Generated>::new(&[]).transport(fake.clone());
    let Generated(client) = builder.endpoint(&SERVICE, "https://h").build().unwrap();
    let answer = client.execute(&Versions, &CallOptions::new()).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(fake.only().uri().to_string(), "https://h/");
}

#[tokio::test]
async fn the_microversion_of_the_call_comes_before_that_of_the_client() {
    static SPEAKS: Service = Service::new("shares", "shares").microversion_header("X-Version");
    struct ListShares;
    impl Operation for ListShares {
        type Output = Value;
        const META: &'static Meta = &Meta::new(&SPEAKS, "ListShares", Method::GET, "/v2/shares");

        fn encode(&self, cx: &Context) -> Result<EncodedRequest, Error> {
            let mut request = EncodedRequest::new(Self::META, &[])?;
            request.microversion(Self::META, cx)?;
            Ok(request)
        }

        fn decode(head: &ResponseHead, body: Bytes) -> Result<Value, Error> {
            Self::META.decode_json(head, &body)
        }
    }
    let [old, new] = [Microversion::new(2, 7), Microversion::new(2, 28)];
    for (of_client, of_call, sent) in [
        (None, None, None),
        (Some(old), None, Some("2.7")),
        (None, Some(new), Some("2.28")),
        (Some(old), Some(new), Some("2.28")),
    ] {
        let fake = Fake::json("{}");
        let builder = fake.builder().credentials(Credentials::token("t"));
        let builder =
            of_client.into_iter().fold(builder, |builder, set| builder.microversion(&SPEAKS, set));
        let options = of_call.into_iter().fold(CallOptions::new(), CallOptions::microversion);
        let call = builder.build().unwrap().call(ListShares).options(options);
        call.send().await.unwrap();
        assert_eq!(header(&fake.only(), "x-version"), sent, "{of_client:?} {of_call:?}");
    }
}

#[tokio::test]
async fn a_call_can_be_changed_until_it_is_sent() {
    let fake = Fake::json("{}");
    let mut call = fake.client().call(Show("1"));
    assert_eq!(call.operation().0, "1");
    call.operation_mut().0 = "2";
    assert_eq!(call.clone().into_operation().0, "2");
    call.send().await.unwrap();
    assert_eq!(fake.targets(), ["/v1/p/toys/2"]);
}

#[tokio::test]
async fn a_transport_can_be_shared() {
    let fake = Fake::json("{}");
    let shared: Arc<dyn Transport> = Arc::new(fake.clone());
    for _ in 0..2 {
        let builder = fake.builder().transport(Arc::clone(&shared));
        builder.build().unwrap().call(Versions).send().await.unwrap();
    }
    assert_eq!(fake.targets(), ["/", "/"]);
}

#[test]
fn types_can_be_shared_between_threads() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    fn sent<T: Send>(_: &T) {}
    shared::<Client>();
    shared::<Call<Create>>();
    shared::<CallOptions>();
    let client = Fake::json("{}").client();
    sent(&client.execute(&Create("x"), &CallOptions::new()));
    sent(&Call::new(client.clone(), Create("x")).send());
    sent(&Call::new(client, Create("x")).send_full());
}

#[tokio::test]
async fn where_one_address_cannot_be_reached_the_next_is_tried() {
    for (first, sent, attempts) in [
        ("not sent", 2, 2),
        // It may have been done there already.
        ("unknown", 1, 1),
        ("answered", 1, 1),
    ] {
        let fake = Fake::new(move |request| match (request.uri().host().unwrap(), first) {
            ("a", "not sent") => Err(TransportError::not_sent("refused")),
            ("a", "unknown") => Err(TransportError::unknown("reset")),
            ("a", _) => answer(503, ""),
            _ => answer(200, "{}"),
        });
        let builder = fake.builder().credentials(Credentials::token("t")).project_id("p");
        let builder = builder.endpoint(&SERVICE, ["https://a", "https://b"]);
        let result = Call::new(builder.build().unwrap(), Show("1")).send_full().await;
        assert_eq!(fake.seen().len(), sent, "{first}");
        let told = result.map_or_else(|error| error.attempts(), |answer| answer.attempts());
        assert_eq!(told, attempts, "{first}");
    }
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_fails_the_call_and_not_the_chain() {
    let fake = Fake::json("{}");
    let options = CallOptions::new().header("bad name", "x").timeout(Duration::from_secs(1));
    let error = fake.client().call(Show("1")).options(options).send().await.unwrap_err();
    assert_eq!(error.to_string(), "toys ShowToy: `bad name` is not a valid header name");
    assert!(fake.seen().is_empty());
}

#[tokio::test]
async fn an_error_tells_whether_the_call_had_no_effect() {
    type Handler = fn(&http::Request<Body>) -> Answer;
    let cases: [(Handler, bool); 5] = [
        (|_| Err(TransportError::not_sent("refused")), true),
        (|_| Err(TransportError::unknown("reset")), false),
        (|_| answer(429, ""), true),
        (|_| answer(503, ""), false),
        (|_| answer(404, ""), false),
    ];
    for (handler, safe) in cases {
        let error = Fake::new(handler).client().call(Show("1")).send().await.unwrap_err();
        assert_eq!(error.is_safe_to_retry(), safe, "{error}");
    }
}
