//! Nothing prints a secret.

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
