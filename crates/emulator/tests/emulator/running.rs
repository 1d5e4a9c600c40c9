//! Starting, leading clients here, stopping.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use huaweicloud_core::Body;
use huaweicloud_emulator::{Emulator, SERVICES, Seed};
use serde_json::json;
use tokio::net::TcpStream;

use crate::client::{host, request, send, send_signed, start};

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
        ("HUAWEICLOUD_SDK_REGION_SFSTURBO_EU_WEST_101", url("sfs_turbo")),
    ] {
        let found =
            environment.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        assert_eq!(found, Some(value), "{name}");
    }
    assert_eq!(environment.len(), 3 + SERVICES.len(), "a key, its secret, a project, and services");
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
async fn the_program_prints_what_a_shell_can_evaluate_and_logs_beside_it() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_huaweicloud-emulator"))
        .args(["--region", "eu-west-101"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = BufReader::new(program.stdout.take().unwrap());
    let mut stderr = BufReader::new(program.stderr.take().unwrap());
    let mut line = || {
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        line
    };
    assert_eq!(line(), "# region: eu-west-101\n");
    let exports: Vec<_> = (0..3 + SERVICES.len()).map(|_| line()).collect();
    assert!(exports.iter().all(|line| line.starts_with("export HUAWEICLOUD_SDK_")), "{exports:?}");

    let sfs = exports.iter().find_map(|line| line.split_once("_SFS_EU_WEST_101=http://"));
    let request = http::Request::get("/v2/p/shares").header("host", sfs.unwrap().1.trim());
    let answer = send(&request.body(Body::Empty).unwrap()).await;
    assert_eq!(answer.status, 401);
    let mut logged = String::new();
    stderr.read_line(&mut logged).unwrap();
    assert!(logged.starts_with("sfs   GET /v2/p/shares  401  refused: "), "{logged}");

    program.kill().unwrap();
    program.wait().unwrap();
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
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
            format!("unknown service `ecs`; the services are {}", SERVICES.join(", ")),
        ),
        (Emulator::builder().seed(empty), "the seed needs a project with an ID".to_owned()),
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
