//! The client without the built-in transport.

use huaweicloud::{Client, Credentials, Environment};
use huaweicloud_tests_bare::Memory;

/// A user with an HTTP stack of their own gets signed requests and typed answers.
#[tokio::test]
async fn a_call_runs_on_a_transport_of_the_users_own() {
    let memory = Memory::answering(r#"{"job_id":"ff80","status":"SUCCESS"}"#);
    let client = Client::builder()
        .region("cn-north-4")
        .environment(Environment::from_pairs([] as [(&str, &str); 0]))
        .credentials(Credentials::aksk("AKIDEXAMPLE", "secret"))
        .project_id("0123456789abcdef")
        .transport(memory.clone())
        .build()
        .expect("a client");

    let job = client.sdrs().show_job_status("ff80").send().await.expect("a job");
    assert_eq!((job.job_id.as_str(), job.status.as_str()), ("ff80", "SUCCESS"));

    let requests = memory.requests();
    let [request] = requests.as_slice() else { panic!("one request, not {}", requests.len()) };
    assert_eq!(
        request.uri(),
        "https://sdrs.cn-north-4.myhuaweicloud.com/v1/0123456789abcdef/jobs/ff80"
    );
    let authorization = request.headers()["authorization"].to_str().expect("text");
    assert!(authorization.starts_with("SDK-HMAC-SHA256 Access=AKIDEXAMPLE, "), "{authorization}");
}
