//! Starting, leading clients here, stopping.

use std::time::{Duration, Instant};

use huaweicloud_emulator::{Emulator, Seed};
use serde_json::json;
use tokio::net::TcpStream;

use crate::client::{host, request, send_signed, start};

#[tokio::test]
async fn the_environment_leads_here() {
    let emulator = Emulator::builder()
        .region("eu-west-101")
        .access_key("AK1", "SK1")
        .project("p1", "eu-west-101")
        .start()
        .await
        .unwrap();
    let environment = emulator.environment();
    let url = |service| emulator.url(service).unwrap();
    for (name, value) in [
        ("HUAWEICLOUD_SDK_AK", "AK1"),
        ("HUAWEICLOUD_SDK_SK", "SK1"),
        ("HUAWEICLOUD_SDK_PROJECT_ID", "p1"),
        ("HUAWEICLOUD_SDK_IAM_ENDPOINT", url("iam")),
        ("HUAWEICLOUD_SDK_REGION_SDRS_EU_WEST_101", url("sdrs")),
        ("HUAWEICLOUD_SDK_REGION_IMS_EU_WEST_101", url("ims")),
        ("HUAWEICLOUD_SDK_REGION_SFS_EU_WEST_101", url("sfs")),
    ] {
        let found =
            environment.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        assert_eq!(found, Some(value), "{name}");
    }
    assert_eq!(environment.len(), 7);
    for (name, value) in &environment {
        // No shell needs quotes around these.
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_:/.-".contains(&byte);
        assert!(name.bytes().chain(value.bytes()).all(plain), "{name}={value}");
    }
    let request = request(&emulator, "sdrs", "GET", "/v1/p1/disaster-recovery-drills");
    let answer = send_signed(request, ("AK1", "SK1")).await;
    assert_eq!((answer.status, &answer.body["count"]), (200, &json!(7)));
}

#[tokio::test]
async fn a_start_that_fails_says_why() {
    let busy = start().await;
    let port: u16 = host(&busy, "ims").rsplit(':').next().unwrap().parse().unwrap();
    let empty = Seed::parse("empty.yaml", "projects: []\n").unwrap();
    for (builder, reason) in [
        (Emulator::builder().port("ims", port), format!("ims cannot listen on port {port}")),
        (
            Emulator::builder().port("ecs", 0),
            "no service `ecs`, only iam, sdrs, ims, sfs".to_owned(),
        ),
        (Emulator::builder().seed(empty), "the seed needs a project and a user".to_owned()),
    ] {
        let error = builder.start().await.err().unwrap().to_string();
        assert!(error.contains(&reason), "{error}");
    }
}

#[tokio::test]
async fn nothing_listens_once_it_has_stopped() {
    let emulator = start().await;
    let host = host(&emulator, "sdrs");
    // Nobody waits for a connection that is merely open.
    let idle = TcpStream::connect(&host).await.unwrap();
    let before = Instant::now();
    emulator.stop().await;
    assert!(before.elapsed() < Duration::from_secs(4));
    assert!(TcpStream::connect(&host).await.is_err());
    drop(idle);
}
