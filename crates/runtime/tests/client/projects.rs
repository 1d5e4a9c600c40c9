//! Which project a call acts in.

use std::{sync::Arc, time::Duration};

use futures_util::{FutureExt as _, future::join_all};
use huaweicloud_core::{Error, ErrorKind};
use huaweicloud_runtime::{Call, CallOptions, Credentials, Environment};
use tokio::sync::Notify;

use crate::{
    fake::{AK, Fake, SK, answer, header},
    operations::{Create, Show},
};

const ONE: &str = r#"{"projects":[{"id":"p1","name":"cn-north-4","enabled":true}],"links":{}}"#;

/// IAM answers so; everything else is an empty object.
fn cloud(projects: &'static str) -> Fake {
    Fake::new(move |request| match request.uri().path() {
        "/v3/projects" => answer(200, projects),
        "/v2/toys" => answer(201, "{}"),
        _ => answer(200, "{}"),
    })
}

#[tokio::test]
async fn the_most_special_source_wins() {
    const NAME: &str = "HUAWEICLOUD_SDK_PROJECT_ID";
    for (option, builder, credentials, variable, used) in [
        (Some("o"), Some("b"), Some("c"), Some("e"), "o"),
        (None, Some("b"), Some("c"), Some("e"), "b"),
        (None, None, Some("c"), Some("e"), "c"),
        (None, None, None, Some("e"), "e"),
        (None, None, None, None, "p1"),
    ] {
        let fake = cloud(ONE);
        let keys = Credentials::aksk(AK, SK);
        let keys = credentials.into_iter().fold(keys, |keys, id| keys.with_project_id(id));
        let client = fake.builder().credentials(keys);
        let client = client.environment(Environment::from_pairs(variable.map(|id| (NAME, id))));
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
async fn the_project_is_looked_up_once_and_only_if_needed() {
    let fake = cloud(ONE);
    let client = fake.client();
    Call::new(client.clone(), Create("x")).send().await.unwrap();
    assert_eq!(header(&fake.only(), "x-project-id"), None);

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

    // Now it is known, so all requests name it.
    Call::new(client, Create("x")).send().await.unwrap();
    assert_eq!(header(fake.seen().last().unwrap(), "x-project-id"), Some("p1"));
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
    let client = fake.client();
    let dropped = tokio::spawn(Call::new(client.clone(), Show("1")).send());
    asked.notified().await;
    let waiting = tokio::spawn(Call::new(client, Show("2")).send());
    tokio::task::yield_now().await;
    dropped.abort();
    waiting.await.unwrap().unwrap();
    assert_eq!(fake.targets().last().unwrap(), "/v1/p1/toys/2");
}

#[tokio::test]
async fn what_is_not_clear_is_never_guessed() {
    const REMEDY: &str = "; set one with `ClientBuilder::project_id` or HUAWEICLOUD_SDK_PROJECT_ID";
    for (projects, message) in [
        (r#"{"projects":[]}"#, "toys ShowToy: no project is named like the region `cn-north-4`"),
        (
            r#"{"projects":[{"id":"a","name":"cn-north-4"},{"id":"b","name":"cn-north-4_x"}]}"#,
            "toys ShowToy: it is not clear which project of the region `cn-north-4` is meant: \
             a (cn-north-4), b (cn-north-4_x)",
        ),
    ] {
        let fake = cloud(projects);
        let error = Call::new(fake.client(), Show("1")).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert_eq!(error.to_string(), format!("{message}{REMEDY}"));
        assert_eq!(fake.targets(), ["/v3/projects?name=cn-north-4"]);
    }
}

async fn lookup_error(status: u16, body: &'static str) -> Error {
    let fake = Fake::new(move |_| answer(status, body));
    Call::new(fake.client(), Show("1")).send().await.unwrap_err()
}

#[tokio::test]
async fn a_lookup_that_fails_tells_so_and_keeps_no_body() {
    let error =
        lookup_error(403, r#"{"error":{"code":"IAM.0003","message":"no"},"hint":"s3cret"}"#).await;
    assert_eq!(
        error.to_string(),
        "iam KeystoneListProjects: 403 Forbidden IAM.0003: no [request req-1]"
    );
    assert!(error.is_auth());
    assert_eq!((error.attempts(), error.body().len()), (1, 0));

    let error = lookup_error(200, r#"{"projects":{}}"#).await;
    assert_eq!((error.kind(), error.body().len()), (ErrorKind::Decode, 0));
}

#[tokio::test]
async fn without_a_region_there_is_nothing_to_look_up_by() {
    let fake = cloud(ONE);
    let client = huaweicloud_runtime::Client::builder()
        .transport(fake.clone())
        .environment(Environment::empty())
        .credentials(Credentials::aksk(AK, SK))
        .endpoint("toys", "https://h")
        .build()
        .unwrap();
    let error = Call::new(client, Show("1")).send().await.unwrap_err();
    assert!(error.to_string().contains("without a region none can be looked up"), "{error}");
    assert!(fake.seen().is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_limit_of_the_call_holds_for_the_lookup() {
    let fake = Fake::slow(|_| std::future::pending().boxed());
    let options = CallOptions::new().timeout(Duration::from_secs(2));
    let error = Call::new(fake.client(), Show("1")).options(options).send().await.unwrap_err();
    assert_eq!(error.to_string(), "toys ShowToy: the call took longer than 2s");
    assert_eq!(error.attempts(), 0);
}
