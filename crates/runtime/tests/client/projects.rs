//! Which project a call acts in.

use std::{sync::Arc, time::Duration};

use futures_util::{FutureExt as _, future::join_all};
use huaweicloud_core::{Error, ErrorKind};
use huaweicloud_runtime::{Call, CallOptions, Client, Credentials, Environment, RetryPolicy};
use tokio::sync::Notify;

use crate::{
    fake::{AK, Fake, SK, answer, header},
    operations::{Create, SERVICE, Show, Versions},
};

/// Of a lookup that failed.
const NOT_NEEDED: &str = "; this looks up the project of the region, which is not needed if it is set \
                          with `ClientBuilder::project_id`";
const ONE: &str = r#"{"projects":[{"id":"p1","name":"cn-north-4","enabled":true}],"links":{}}"#;

/// IAM answers so; everything else is an empty object.
fn cloud(projects: &'static str) -> Fake {
    Fake::new(move |request| match request.uri().path() {
        "/v3/projects" => answer(200, projects),
        "/v2/toys" => answer(201, "{}"),
        _ => answer(200, "{}"),
    })
}

/// A client that is told of no project.
fn client(fake: &Fake) -> Client {
    fake.builder().credentials(Credentials::aksk(AK, SK)).build().unwrap()
}

#[tokio::test]
async fn the_most_special_source_wins() {
    for (option, builder, credentials, used) in [
        (Some("o"), Some("b"), Some("c"), "o"),
        (None, Some("b"), Some("c"), "b"),
        (None, None, Some("c"), "c"),
        (None, None, None, "p1"),
    ] {
        let fake = cloud(ONE);
        let keys = Credentials::aksk(AK, SK);
        let keys = credentials.into_iter().fold(keys, |keys, id| keys.with_project_id(id));
        // That project is for an account of the environment, not for this one.
        let environment = Environment::from_pairs([("HUAWEICLOUD_SDK_PROJECT_ID", "e")]);
        let client = fake.builder().credentials(keys).environment(environment);
        let client = builder.into_iter().fold(client, |client, id| client.project_id(id));
        let options =
            option.into_iter().fold(CallOptions::new(), |options, id| options.project_id(id));
        Call::new(client.build().unwrap(), Show("1")).options(options).send().await.unwrap();
        let request = fake.seen().pop().unwrap();
        assert_eq!(request.uri().path(), format!("/v1/{used}/toys/1"));
        assert_eq!(header(&request, "x-project-id"), Some(used));
    }
}

#[tokio::test]
async fn what_is_sent_does_not_depend_on_what_was_sent_before() {
    const LOOKUP: &str = "/v3/projects?name=cn-north-4";
    const CREATE: &str = "/v2/toys?dry%20run=a%2Fb";
    let keys = Credentials::aksk(AK, SK);
    for (credentials, named, targets) in [
        (keys, Some("p1"), [LOOKUP, CREATE, "/v1/p1/toys/1", CREATE]),
        (Credentials::token("t"), None, [CREATE, LOOKUP, "/v1/p1/toys/1", CREATE]),
    ] {
        let fake = cloud(ONE);
        let client = fake.builder().credentials(credentials).build().unwrap();
        // What anyone may call needs neither credentials nor a project.
        client.call(Versions).send().await.unwrap();
        client.call(Create("x")).send().await.unwrap();
        client.call(Show("1")).send().await.unwrap();
        client.call(Create("x")).send().await.unwrap();
        let mut seen = fake.seen();
        assert_eq!(fake.targets()[1..], targets);
        assert_eq!(header(&seen.remove(0), "x-project-id"), None);
        seen.retain(|request| request.uri().path() != "/v3/projects");
        for request in seen {
            assert_eq!(header(&request, "x-project-id"), named);
        }
    }
}

#[tokio::test]
async fn the_project_is_looked_up_once() {
    let fake = cloud(ONE);
    let client = client(&fake);
    let calls = (0..10).map(|_| Call::new(client.clone(), Show("1")).send());
    for result in join_all(calls).await {
        result.unwrap();
    }
    let lookups: Vec<_> =
        fake.seen().into_iter().filter(|request| request.uri().path() == "/v3/projects").collect();
    assert_eq!(lookups.len(), 1);
    assert_eq!(
        lookups[0].uri().to_string(),
        "https://iam.cn-north-4.myhuaweicloud.com/v3/projects?name=cn-north-4"
    );
    assert_eq!(header(&lookups[0], "x-project-id"), None);
    assert!(header(&lookups[0], "authorization").is_some());
}

#[tokio::test]
async fn if_the_one_who_looks_up_is_dropped_another_does() {
    let asked = Arc::new(Notify::new());
    let signal = Arc::clone(&asked);
    let first = std::sync::atomic::AtomicBool::new(true);
    let fake = Fake::slow(move |request| {
        if request.uri().path() != "/v3/projects" {
            return std::future::ready(answer(200, "{}")).boxed();
        }
        signal.notify_one();
        match first.swap(false, std::sync::atomic::Ordering::Relaxed) {
            true => std::future::pending().boxed(),
            false => std::future::ready(answer(200, ONE)).boxed(),
        }
    });
    let client = client(&fake);
    let mut dropped = tokio::spawn(Call::new(client.clone(), Show("1")).send());
    tokio::select! {
        () = asked.notified() => {}
        ended = &mut dropped => panic!("it asked nobody: {ended:?}"),
    }
    let waiting = tokio::spawn(Call::new(client, Show("2")).send());
    tokio::task::yield_now().await;
    dropped.abort();
    waiting.await.unwrap().unwrap();
    assert_eq!(fake.targets().last().unwrap(), "/v1/p1/toys/2");
}

#[tokio::test]
async fn what_is_not_clear_is_never_guessed() {
    for (projects, message) in [
        (r#"{"projects":[]}"#, "no project is named like the region `cn-north-4`"),
        (
            r#"{"projects":[{"id":"a","name":"cn-north-4"},{"id":"b","name":"cn-north-4_x"}]}"#,
            "it is not clear which project of the region `cn-north-4` is meant: \
             a (cn-north-4), b (cn-north-4_x)",
        ),
    ] {
        let fake = cloud(projects);
        let client = client(&fake);
        // Whether or not the path names the project.
        for (operation, error) in [
            ("ShowToy", client.call(Show("1")).send().await.unwrap_err()),
            ("CreateToy", client.call(Create("x")).send().await.unwrap_err()),
        ] {
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert_eq!(
                error.to_string(),
                format!(
                    "toys {operation}: {message}; set the project with `ClientBuilder::project_id`"
                )
            );
        }
        assert_eq!(fake.targets(), ["/v3/projects?name=cn-north-4"; 2]);
    }
}

async fn lookup_error(status: u16, body: &'static str) -> Error {
    let fake = Fake::new(move |_| answer(status, body));
    client(&fake).call(Create("x")).send().await.unwrap_err()
}

#[tokio::test]
async fn a_lookup_that_fails_tells_so_and_keeps_no_body() {
    for (status, body, kind, message, remedy) in [
        (
            403,
            r#"{"error":{"code":"IAM.0003","message":"no"},"hint":"s3cret"}"#,
            ErrorKind::Auth,
            "403 Forbidden IAM.0003: no",
            NOT_NEEDED,
        ),
        (
            403,
            r#"{"error":{"code":403,"message":"no","title":"Forbidden"}}"#,
            ErrorKind::Auth,
            "403 Forbidden: no",
            NOT_NEEDED,
        ),
        (
            401,
            r#"{"error":{"code":401,"message":"who"},"hint":"s3cret"}"#,
            ErrorKind::Auth,
            "401 Unauthorized: who",
            NOT_NEEDED,
        ),
        (502, "<p>s3cret</p>", ErrorKind::Server, "502 Bad Gateway: ", NOT_NEEDED),
        (200, r#"{"projects":"s3cret"}"#, ErrorKind::Decoding, "200 OK: ", NOT_NEEDED),
        (200, r#"{"projects":[{"id":["s3cret"]}]}"#, ErrorKind::Decoding, "200 OK: ", NOT_NEEDED),
        (200, r#"{"s3cret":"s3cret"}"#, ErrorKind::Decoding, "200 OK: ", NOT_NEEDED),
        (200, "s3cret", ErrorKind::Decoding, "200 OK: ", NOT_NEEDED),
    ] {
        let error = lookup_error(status, body).await;
        let shown = error.to_string();
        assert_eq!((error.kind(), error.attempts()), (kind, 1), "{shown}");
        assert!(shown.starts_with(&format!("iam KeystoneListProjects: {message}")), "{shown}");
        assert!(shown.ends_with(&format!("{remedy} [request req-1]")), "{shown}");
        assert_eq!(error.is_auth(), matches!(status, 401 | 403));
        let source = std::error::Error::source(&error);
        let everything = format!("{error} {error:?} {source:?} {:?}", error.body());
        assert!(!everything.contains("s3cret"), "{everything}");
    }
}

#[tokio::test]
async fn without_a_region_there_is_nothing_to_look_up_by() {
    let fake = cloud(ONE);
    let client = Client::builder()
        .retry(RetryPolicy::never())
        .transport(fake.clone())
        .environment(Environment::empty())
        .credentials(Credentials::aksk(AK, SK))
        .endpoint(&SERVICE, "https://h")
        .build()
        .unwrap();
    let error = client.call(Show("1")).send().await.unwrap_err();
    let message = "no project ID is set, and it cannot be looked up without a region; set \
                   `ClientBuilder::region`, or the project with `ClientBuilder::project_id`";
    assert_eq!(error.to_string(), format!("toys ShowToy: {message}"));
    assert!(fake.seen().is_empty());

    // Where the path has no place for it, it is not indispensable.
    client.call(Create("x")).send().await.unwrap();
    assert_eq!(header(&fake.only(), "x-project-id"), None);
}

#[tokio::test(start_paused = true)]
async fn the_limit_of_the_call_holds_for_the_lookup() {
    let fake = Fake::slow(|_| std::future::pending().boxed());
    let options = CallOptions::new().timeout(Duration::from_secs(2));
    let error = client(&fake).call(Show("1")).options(options).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "toys ShowToy: the call took longer than 2s; raise the limit with `CallOptions::timeout`"
    );
    assert_eq!(error.attempts(), 0);
}

#[tokio::test]
async fn one_client_serves_many_regions_and_projects() {
    let fake = Fake::new(|request| match request.uri().query().unwrap_or_default() {
        "name=cn-north-4" => answer(200, r#"{"projects":[{"id":"p1","name":"cn-north-4"}]}"#),
        "name=cn-south-1" => answer(200, r#"{"projects":[{"id":"p2","name":"cn-south-1"}]}"#),
        _ => answer(200, "{}"),
    });
    let home = client(&fake);
    let away = home.in_region("cn-south-1");
    for client in [&home, &away, &home.in_region("cn-north-4"), &away.clone()] {
        client.call(Show("1")).send().await.unwrap();
    }
    away.in_project("p3").call(Show("1")).send().await.unwrap();
    let (north, south) = (".cn-north-4.myhuaweicloud.com", ".cn-south-1.myhuaweicloud.com");
    let uris: Vec<_> = fake.seen().iter().map(|request| request.uri().to_string()).collect();
    assert_eq!(
        uris,
        [
            format!("https://iam{north}/v3/projects?name=cn-north-4"),
            format!("https://toys{north}/v1/p1/toys/1"),
            format!("https://iam{south}/v3/projects?name=cn-south-1"),
            format!("https://toys{south}/v1/p2/toys/1"),
            format!("https://toys{north}/v1/p1/toys/1"),
            format!("https://toys{south}/v1/p2/toys/1"),
            format!("https://toys{south}/v1/p3/toys/1"),
        ]
    );
}

#[tokio::test]
async fn a_project_that_was_set_is_of_the_first_region() {
    let fake = cloud(r#"{"projects":[{"id":"p2","name":"cn-south-1"}]}"#);
    let credentials = Credentials::aksk(AK, SK).with_project_id("of the credentials");
    for builder in [
        fake.builder().credentials(credentials),
        fake.builder().credentials(Credentials::aksk(AK, SK)).project_id("of the builder"),
    ] {
        let client = builder.build().unwrap().in_region("cn-south-1");
        client.call(Show("1")).send().await.unwrap();
        assert_eq!(fake.targets().last().unwrap(), "/v1/p2/toys/1");
    }
    let error = client(&fake).in_region("no/region").call(Show("1")).send().await.unwrap_err();
    assert!(error.to_string().contains("`no/region` is invalid in a host name"), "{error}");
}
