use super::*;
use crate::body::BODY_LIMIT;
use axum::body::{Body, to_bytes};
use huaweicloud_core::Service as ServiceName;
use serde_json::json;
use tower::ServiceExt;

const NAME: &ServiceName = &ServiceName::new("things", "things");
const LIST: &Meta = &Meta::new(NAME, "List", Method::GET, "/v1/{project_id}/things");
const SHOW: &Meta = &Meta::new(NAME, "Show", Method::GET, "/v1/{project_id}/things/{thing_id}");
const DELETE: &Meta = &Meta::new(NAME, "Delete", Method::DELETE, "/v1/{project_id}/things/{id}");
const DETAIL: &Meta = &Meta::new(NAME, "Detail", Method::GET, "/v1/{project_id}/things/detail");
const UPLOAD: &Meta = &Meta::new(NAME, "Upload", Method::PUT, "/v1/{project_id}/things/{id}/file");
const CREATE: &Meta = &Meta::new(NAME, "Create", Method::POST, "/v1/{project_id}/things")
    .body_value("action", "\"create\"")
    .media_type("application/json");
const REMOVE: &Meta = &Meta::new(NAME, "Remove", Method::POST, "/v1/{project_id}/things")
    .body_value("action", "\"delete\"")
    .media_type("application/json");
const PATCH: &Meta = &Meta::new(NAME, "Patch", Method::POST, "/v1/{project_id}/things")
    .media_type("application/json-patch+json");

/// Responds with a description of the request.
struct Echo;

impl Service for Echo {
    const OPERATIONS: &'static [&'static Meta] =
        &[LIST, SHOW, DELETE, DETAIL, UPLOAD, CREATE, REMOVE, PATCH];
    const ERRORS: Envelope =
        Envelope::new(r#"{"oops":{"code":"{code}","text":"{message}"}}"#).invalid("T.1");

    async fn dispatch(&self, meta: &'static Meta, incoming: Incoming) -> Result<Reply, Fault> {
        let mut arguments = crate::Arguments::of(&incoming);
        let name: Option<String> = arguments.query("name").optional();
        arguments.finish()?;
        let path: BTreeMap<_, _> = incoming.path.iter().cloned().collect();
        let body = incoming.body.len();
        Reply::json(
            200,
            &json!({ "operation": meta.operation, "path": path, "name": name, "body": body }),
        )
    }
}

async fn send(method: &str, target: &str, body: Body) -> (http::response::Parts, Value) {
    let request = Request::builder().method(method).uri(target).body(body).unwrap();
    let response = router(Echo).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    (parts, serde_json::from_slice(&body).unwrap())
}

#[tokio::test]
async fn requests_reach_their_operation() {
    for (method, target, expected) in [
        (
            "GET",
            "/v1/p/things",
            json!({"operation":"List","path":{"project_id":"p"},"name":null,"body":0}),
        ),
        (
            "GET",
            "/v1/p/things?name=%E4%B8%AD",
            json!({"operation":"List","path":{"project_id":"p"},"name":"中","body":0}),
        ),
        (
            "GET",
            "/v1/p/things/a%2Fb%20%E4%B8%AD%3F",
            json!({"operation":"Show","path":{"project_id":"p","thing_id":"a/b 中?"},"name":null,"body":0}),
        ),
        (
            "DELETE",
            "/v1/p/things/x",
            json!({"operation":"Delete","path":{"project_id":"p","id":"x"},"name":null,"body":0}),
        ),
        (
            "GET",
            "/v1/p/things/detail",
            json!({"operation":"Detail","path":{"project_id":"p"},"name":null,"body":0}),
        ),
    ] {
        let (parts, body) = send(method, target, Body::empty()).await;
        assert_eq!((parts.status.as_u16(), body), (200, expected), "{method} {target}");
    }
}

#[tokio::test]
async fn values_and_types_of_bodies_tell_operations_apart() {
    for (media_type, body, expected) in [
        ("application/json", r#"{"action":"create"}"#, "Create"),
        ("application/json; charset=utf-8", r#"{"action":"delete"}"#, "Remove"),
        ("application/json-patch+json", "[]", "Patch"),
        ("application/json", r#"{"action":"other"}"#, "Create"),
    ] {
        let request = Request::builder().method("POST").uri("/v1/p/things");
        let request = request.header(CONTENT_TYPE, media_type).body(Body::from(body)).unwrap();
        let response = router(Echo).oneshot(request).await.unwrap();
        let response = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let response: Value = serde_json::from_slice(&response).unwrap();
        assert_eq!(response["operation"], expected, "{media_type} {body}");
    }
}

#[tokio::test]
async fn all_else_is_refused_in_the_envelope_of_the_service() {
    for (method, target, status, code, text) in [
        ("GET", "/v1/p/thing", 404, "404", "no operation has the path /v1/p/thing"),
        ("GET", "/v1/p/things/", 404, "404", "no operation has the path /v1/p/things/"),
        ("GET", "/", 404, "404", "no operation has the path /"),
        ("PATCH", "/v1/p/things/x", 405, "405", "the method PATCH is not allowed here"),
        ("GET", "/v1/p/things?nam=a", 400, "T.1", "unknown parameter `nam`"),
    ] {
        let (parts, body) = send(method, target, Body::empty()).await;
        assert_eq!(parts.status.as_u16(), status, "{method} {target}");
        assert_eq!(body, json!({ "oops": { "code": code, "text": text } }), "{method} {target}");
    }
    let (parts, body) = send("GET", "/v1/%FF/things", Body::empty()).await;
    assert_eq!((parts.status.as_u16(), &body["oops"]["code"]), (400, &json!("T.1")));
    for (target, allowed) in [("/v1/p/things/x", "DELETE, GET"), ("/v1/p/things", "GET, POST")] {
        let (parts, _) = send("PATCH", target, Body::empty()).await;
        assert_eq!(parts.headers[ALLOW], allowed, "{target}");
    }
}

#[tokio::test]
async fn bodies_have_a_limit() {
    for (length, status) in [(3, 200), (BODY_LIMIT, 200), (BODY_LIMIT + 1, 413)] {
        let (parts, _) = send("PUT", "/v1/p/things/x/file", Body::from(vec![0; length])).await;
        assert_eq!(parts.status.as_u16(), status, "{length}");
    }
}

#[tokio::test]
async fn every_response_has_a_request_id() {
    let id = |parts: http::response::Parts| {
        parts.headers[RequestId::HEADER].to_str().unwrap().to_owned()
    };
    let first = id(send("GET", "/v1/p/things", Body::empty()).await.0);
    let second = id(send("GET", "/nowhere", Body::empty()).await.0);
    assert_eq!((first.len(), second.len()), (32, 32));
    assert_ne!(first, second);

    let given = RequestId::fresh();
    let request = Request::builder()
        .uri("/v1/p/things")
        .extension(given.clone())
        .body(Body::empty())
        .unwrap();
    let response = router(Echo).oneshot(request).await.unwrap();
    assert_eq!(id(response.into_parts().0), given.as_str());
}
