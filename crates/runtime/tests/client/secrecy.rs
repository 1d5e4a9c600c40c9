//! Nothing prints a secret.

use std::time::Duration;

use huaweicloud_runtime::{Call, CallOptions, Credentials, StaticCredentials};

use crate::{
    fake::{AK, Fake},
    operations::{Create, List},
};

#[tokio::test]
async fn debug_shows_no_secret() {
    let fake = Fake::json("[1]");
    let credentials = Credentials::aksk(AK, "s3cret").with_security_token("s3cret");
    let builder = fake.builder().credentials(credentials.clone()).project_id("p");
    let client = builder.clone().build().unwrap();
    let options = CallOptions::new().header("x-key", "s3cret");
    let call = Call::new(client.clone(), Create("x")).options(options);
    let mut items = Call::new(client.clone(), List::default()).items();
    items.try_next().await.unwrap();
    let provider = StaticCredentials::new(credentials.clone());
    for shown in [
        format!("{credentials:?}"),
        format!("{builder:?}"),
        format!("{client:?}"),
        format!("{call:?}"),
        format!("{items:?}"),
        format!("{provider:?}"),
    ] {
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}

#[tokio::test]
async fn debug_shows_what_helps_whoever_reads_a_log() {
    const CLIENT: &str =
        r#"Client { region: Some("cn-north-4"), project_id: Some("p"), transport: Fake, .. }"#;
    let fake = Fake::json("[1]");
    let client = fake.client();
    let options = CallOptions::new().timeout(Duration::from_secs(1)).header("x-key", "s3cret");
    let call = client.call(Create("x")).options(options.clone());
    let (mut items, mut pages) =
        (client.call(List::default()).items(), client.call(List::default()).pages());
    items.try_next().await.unwrap();
    pages.try_next().await.unwrap();
    let shown_options = r#"CallOptions { timeout: Some(1s), attempt_timeout: None, retry: None, project_id: None, headers: ["x-key"] }"#;
    let at = r#"operation: "ListToys", position: Offset(1), .."#;
    for (shown, due) in [
        (format!("{client:?}"), CLIENT.to_owned()),
        (format!("{options:?}"), shown_options.to_owned()),
        (
            format!("{call:?}"),
            format!(
                r#"Call {{ client: {CLIENT}, operation: Create("x"), options: {shown_options} }}"#
            ),
        ),
        (format!("{items:?}"), format!("Items {{ {at} }}")),
        (format!("{pages:?}"), format!("Pages {{ {at} }}")),
    ] {
        assert_eq!(shown, due);
    }
}

#[tokio::test]
async fn headers_with_secrets_are_marked() {
    let fake = Fake::json("[]");
    let keys = Credentials::aksk(AK, "x").with_security_token("s3cret");
    for credentials in [keys, Credentials::token("s3cret")] {
        let client = fake.builder().credentials(credentials).project_id("p").build().unwrap();
        Call::new(client, List::default()).send().await.unwrap();
        let shown = format!("{:?}", fake.seen().last().unwrap());
        assert!(!shown.contains("s3cret") && !shown.contains("Signature="), "{shown}");
    }
}
