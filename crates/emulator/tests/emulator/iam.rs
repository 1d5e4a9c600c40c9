//! Tokens and projects.

use std::time::Duration;

use huaweicloud_core::Body;
use huaweicloud_emulator::Emulator;
use serde_json::{Value, json};

use crate::client::{
    Answer, DEVELOPER, GUEST, NEIGHBOUR, P, request, send, send_signed, start, texts,
};

async fn ask_token(emulator: &Emulator, target: &str, body: &Value) -> Answer {
    let mut request = request(emulator, "iam", "POST", target);
    *request.body_mut() = Body::from(body.to_string().into_bytes());
    send(&request).await
}

fn password(name: &str, password: &str, scope: Value) -> Value {
    let user = json!({ "name": name, "password": password, "domain": { "name": "emulator" } });
    let identity = json!({ "methods": ["password"], "password": { "user": user } });
    json!({ "auth": { "identity": identity, "scope": scope } })
}

#[tokio::test]
async fn a_token_opens_its_project_until_it_expires() {
    let emulator = start().await;
    let scope = json!({ "project": { "name": "cn-north-4" } });
    let body = password("developer", "Emulator-2020", scope);
    let answer = ask_token(&emulator, "/v3/auth/tokens?nocatalog=true", &body).await;
    assert_eq!(answer.status, 201);
    let token = &answer.body["token"];
    assert_eq!(token["methods"], json!(["password"]));
    assert_eq!(token["project"]["id"], P);
    assert_eq!(token["user"]["name"], "developer");
    assert!(token.get("catalog").is_none());
    let expires_at = token["expires_at"].as_str().unwrap();
    assert!(
        expires_at.len() == "2019-02-13T06:52:13.855000Z".len() && expires_at.ends_with("000Z")
    );

    let text = answer.header("x-subject-token").unwrap();
    let with_token = |service, target: &str| {
        let mut request = request(&emulator, service, "GET", target);
        request.headers_mut().insert("x-auth-token", text.parse().unwrap());
        request
    };
    for (service, target, status) in [
        ("sdrs", "/v1/{p}/disaster-recovery-drills", 200),
        ("ims", "/v1.1/images/detail", 200),
        ("iam", "/v3/projects", 200),
        ("sfs", &format!("/v2/{NEIGHBOUR}/shares"), 403),
    ] {
        assert_eq!(send(&with_token(service, target)).await.status, status, "{service}");
    }
    assert!(emulator.log()[1].to_string().ends_with("200  token verified (user developer)"));

    emulator.clock().advance(Duration::from_secs(24 * 60 * 60));
    let answer = send(&with_token("sdrs", "/v1/{p}/disaster-recovery-drills")).await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.body["error_msg"], "The token must be updated");
}

#[tokio::test]
async fn a_token_for_no_project_finds_projects_but_opens_none() {
    let emulator = start().await;
    for scope in [json!(null), json!({ "domain": { "name": "emulator" } })] {
        let body = password("developer", "Emulator-2020", scope);
        let answer = ask_token(&emulator, "/v3/auth/tokens?nocatalog=1", &body).await;
        assert_eq!(answer.body["token"]["domain"]["name"], "emulator");
        let token = answer.header("x-subject-token").unwrap();
        for (service, target, status) in [
            ("iam", "/v3/projects?name=cn-north-4", 200),
            ("sdrs", "/v1/{p}/disaster-recovery-drills", 403),
            ("ims", "/v1.1/images/detail", 403),
        ] {
            let mut request = request(&emulator, service, "GET", target);
            request.headers_mut().insert("x-auth-token", token.parse().unwrap());
            let answer = send(&request).await;
            assert_eq!(answer.status, status, "{service}");
            if service == "iam" {
                assert_eq!(answer.body["projects"][0]["id"], P);
            }
        }
    }
}

#[tokio::test]
async fn tokens_are_refused_in_the_manner_of_keystone() {
    let emulator = start().await;
    let project = |name| json!({ "project": { "name": name } });
    let mut elsewhere = password("developer", "Emulator-2020", json!(null));
    elsewhere["auth"]["identity"]["password"]["user"]["domain"]["name"] = "other".into();
    for (body, status, title) in [
        (password("developer", "wrong", json!(null)), 401, "Unauthorized"),
        (password("nobody", "Emulator-2020", json!(null)), 401, "Unauthorized"),
        (elsewhere, 401, "Unauthorized"),
        (password("developer", "Emulator-2020", project("eu-west-101")), 401, "Unauthorized"),
        (password("guest", "Guest-2020", project("neighbour")), 401, "Unauthorized"),
        (json!({ "auth": { "identity": { "methods": ["totp"] } } }), 400, "Bad Request"),
        (json!({ "auth": {} }), 400, "Bad Request"),
    ] {
        let answer = ask_token(&emulator, "/v3/auth/tokens", &body).await;
        assert_eq!(answer.status, status, "{body}");
        assert_eq!(answer.body["error"]["code"], status, "{body}");
        assert_eq!(answer.body["error"]["title"], title, "{body}");
        assert!(answer.body["error"]["message"].is_string(), "{body}");
        assert_eq!(answer.header("x-subject-token"), None);
    }
}

#[tokio::test]
async fn a_catalog_says_where_the_services_are() {
    let emulator = start().await;
    let body = password("developer", "Emulator-2020", json!({ "project": { "id": P } }));
    let answer = ask_token(&emulator, "/v3/auth/tokens", &body).await;
    let catalog = answer.body["token"]["catalog"].as_array().unwrap();
    for (service, path) in
        [("sdrs", format!("/v1/{P}")), ("sfs", format!("/v2/{P}")), ("ims", String::new())]
    {
        let entry = catalog.iter().find(|entry| entry["type"] == service).unwrap();
        let url = format!("{}{path}", emulator.url(service).unwrap());
        assert_eq!(entry["endpoints"][0]["url"], url);
        assert_eq!(entry["endpoints"][0]["region_id"], "cn-north-4");
    }
}

#[tokio::test]
async fn projects_are_those_of_the_caller() {
    let emulator = start().await;
    for (key, target, names) in [
        (DEVELOPER, "/v3/projects", vec!["cn-north-4", "neighbour"]),
        (DEVELOPER, "/v3/projects?name=cn-north-4", vec!["cn-north-4"]),
        (DEVELOPER, "/v3/projects?name=cn", vec![]),
        (DEVELOPER, "/v3/projects?name=neighbour&enabled=true", vec!["neighbour"]),
        (DEVELOPER, "/v3/projects?domain_id=other", vec![]),
        (GUEST, "/v3/projects", vec!["cn-north-4"]),
        (GUEST, "/v3/projects?name=neighbour", vec![]),
    ] {
        let answer = send_signed(request(&emulator, "iam", "GET", target), key).await;
        assert_eq!(answer.status, 200, "{target}");
        assert_eq!(texts(&answer.body["projects"], "name"), names, "{target}");
        assert!(answer.body["links"]["self"].as_str().unwrap().ends_with(target));
    }
}
