//! What every service has in common: proofs, the log, refusals.

use std::time::{Duration, SystemTime};

use huaweicloud_core::{Body, signing};
use huaweicloud_emulator::Proof;
use serde_json::json;

use crate::client::{
    DEVELOPER, GUEST, NEIGHBOUR, P, Request, get, request, send, send_signed, start,
};

#[tokio::test]
async fn a_signed_request_is_answered_and_noted() {
    let emulator = start().await;
    let mut followed = emulator.follow_log();
    let target = "/v1/{p}/disaster-recovery-drills?name=R%26D%20n";
    let answer = get(&emulator, "sdrs", target).await;
    assert_eq!((answer.status, &answer.body["count"]), (200, &json!(1)));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("x-request-id").map(str::len), Some(32));

    let log = emulator.log();
    let line = format!(
        "sdrs  GET {}  200  signature verified (access key EMULATORDEVELOPER0AK)",
        target.replace("{p}", P)
    );
    assert_eq!(log.len(), 1);
    assert_eq!(log[0].to_string(), line);
    assert_eq!(followed.recv().await.as_ref(), Some(&log[0]));
    emulator.stop().await;
}

#[tokio::test]
async fn a_bad_proof_is_refused_by_the_gateway() {
    let emulator = start().await;
    let now = SystemTime::now();
    let sign =
        |request: &mut Request, at| signing::sign(request, DEVELOPER.0, DEVELOPER.1, at).unwrap();
    type Spoil<'a> = &'a dyn Fn(&mut Request);
    let cases: [(Spoil, &str); 9] = [
        (&|_| {}, "the request has no Authorization header"),
        (
            &|request| {
                sign(request, now);
                let value = request.headers()["authorization"].to_str().unwrap().to_owned();
                let last = if value.ends_with('0') { '1' } else { '0' };
                let value = format!("{}{last}", &value[..value.len() - 1]);
                request.headers_mut().insert("authorization", value.parse().unwrap());
            },
            "the signature does not match the request",
        ),
        (
            &|request| {
                sign(request, now);
                *request.uri_mut() =
                    format!("/v1/{P}/disaster-recovery-drills?limit=2").parse().unwrap();
            },
            "the signature does not match the request",
        ),
        (
            &|request| {
                sign(request, now);
                *request.body_mut() = Body::from(b"{}".to_vec());
            },
            "the signature does not match the request",
        ),
        (
            &|request| signing::sign(request, "NOBODY", DEVELOPER.1, now).unwrap(),
            "the access key `NOBODY` does not exist",
        ),
        (
            &|request| signing::sign(request, DEVELOPER.0, GUEST.1, now).unwrap(),
            "the signature does not match the request",
        ),
        (&|request| sign(request, now - Duration::from_secs(16 * 60)), "s away from now"),
        (
            &|request| {
                request.headers_mut().insert("x-sdk-content-sha256", "0000".parse().unwrap());
                *request.body_mut() = Body::from(b"{}".to_vec());
                sign(request, now);
            },
            "X-Sdk-Content-Sha256 is not the hash of the body",
        ),
        (
            &|request| {
                request.headers_mut().insert("x-auth-token", "made-up".parse().unwrap());
            },
            "the token is unknown",
        ),
    ];
    for (spoil, reason) in cases {
        let mut request = request(&emulator, "sdrs", "GET", "/v1/{p}/disaster-recovery-drills");
        spoil(&mut request);
        let answer = send(&request).await;
        assert_eq!(answer.status, 401, "{reason}");
        assert_eq!(answer.body["error_code"], "APIGW.0301", "{reason}");
        let message = answer.body["error_msg"].as_str().unwrap();
        assert!(message.starts_with("Incorrect IAM authentication information: "), "{message}");
        assert!(message.contains(reason), "{message}");
        assert_eq!(answer.body["request_id"].as_str(), answer.header("x-request-id"));
        let line = emulator.log().pop().unwrap();
        assert!(matches!(line.proof, Proof::Refused { reason: noted } if noted == message));
    }
}

#[tokio::test]
async fn clocks_may_be_a_little_off() {
    let emulator = start().await;
    for (advance, status) in [(14 * 60, 200), (2 * 60, 401)] {
        emulator.clock().advance(Duration::from_secs(advance));
        assert_eq!(get(&emulator, "ims", "/v1.1/images/detail").await.status, status, "{advance}");
    }
}

#[tokio::test]
async fn nobody_acts_in_a_project_of_others() {
    let emulator = start().await;
    for (key, project, status) in [
        (DEVELOPER, P, 200),
        (DEVELOPER, NEIGHBOUR, 200),
        (DEVELOPER, "00000000000000000000000000000000", 403),
        (GUEST, P, 200),
        (GUEST, NEIGHBOUR, 403),
    ] {
        let target = format!("/v1/{project}/disaster-recovery-drills");
        let answer = send_signed(request(&emulator, "sdrs", "GET", &target), key).await;
        assert_eq!(answer.status, status, "{target}");
        if status == 403 {
            assert_eq!(answer.body["error_code"], "APIGW.0302");
        }
        let mut request = request(&emulator, "ims", "GET", "/v1.1/images/detail");
        request.headers_mut().insert("x-project-id", project.parse().unwrap());
        assert_eq!(send_signed(request, key).await.status, status, "{project}");
    }
}

#[tokio::test]
async fn requests_that_fit_no_operation_are_refused_by_their_service() {
    let emulator = start().await;
    let drills = "/v1/{p}/disaster-recovery-drills";
    for (service, method, target, status, key, message) in [
        ("sdrs", "GET", "/v1/{p}/drills", 404, "error", "no operation has the path /v1/{p}/drills"),
        ("sdrs", "GET", "/v1/{p}/jobs/", 404, "error", "no operation has the path /v1/{p}/jobs/"),
        ("sdrs", "PUT", "/v1/{p}/jobs/x", 405, "error", "the method PUT is not allowed here"),
        ("sdrs", "GET", "/v1/{p}/jobs/x", 404, "error", "there is no job x"),
        (
            "sdrs",
            "GET",
            &format!("{drills}?colour=red"),
            400,
            "error",
            "unknown parameter `colour`",
        ),
        ("sdrs", "GET", &format!("{drills}?limit=1001"), 400, "error", "must be from 0 to 1000"),
        ("sdrs", "GET", &format!("{drills}?limit=-1"), 400, "error", "must be from 0 to 1000"),
        (
            "sdrs",
            "GET",
            &format!("{drills}?limit=1&limit=2"),
            400,
            "error",
            "`limit` is given 2 times",
        ),
        (
            "sdrs",
            "GET",
            &format!("{drills}?status=on"),
            400,
            "error",
            "must be one of `creating`, `available`",
        ),
        (
            "sdrs",
            "GET",
            "/v1/{p}/task-center/failure-jobs?offset=-1",
            400,
            "error",
            "must be at least 0",
        ),
        (
            "sfs",
            "GET",
            "/v2/{p}/share",
            404,
            "itemNotFound",
            "no operation has the path /v2/{p}/share",
        ),
        (
            "sfs",
            "DELETE",
            "/v2/{p}/shares",
            405,
            "badMethod",
            "the method DELETE is not allowed here",
        ),
        (
            "sfs",
            "GET",
            "/v2/{p}/shares?colour=red",
            400,
            "badRequest",
            "unknown parameter `colour`",
        ),
        ("sfs", "GET", "/v2/{p}/shares?limit=-1", 400, "badRequest", "must be at least 0"),
        (
            "sfs",
            "GET",
            "/v2/{p}/shares?sort_key=colour",
            400,
            "badRequest",
            "must be one of `id`, `status`",
        ),
        ("ims", "GET", "/v1.1/image", 404, "error", "no operation has the path /v1.1/image"),
        ("ims", "GET", "/v1.1/images/detail?size_min=big", 400, "error", "must be an integer"),
        (
            "ims",
            "GET",
            "/v1.1/images/detail?changes-since=soon",
            400,
            "error",
            "must be a point in time",
        ),
        ("iam", "GET", "/v3/users", 404, "error", "no operation has the path /v3/users"),
        ("iam", "GET", "/v3/auth/tokens", 405, "error", "the method GET is not allowed here"),
    ] {
        let answer = send_signed(request(&emulator, service, method, target), DEVELOPER).await;
        assert_eq!(answer.status, status, "{method} {target}");
        let told = answer.body[key]["message"]
            .as_str()
            .unwrap_or_else(|| panic!("{target} {}", answer.body));
        assert!(told.contains(&message.replace("{p}", P)), "{method} {target} {told}");
        assert_eq!(answer.header("x-request-id").map(str::len), Some(32));
    }
}

#[tokio::test]
async fn a_service_that_is_not_emulated_checks_requests_and_says_so() {
    let emulator = start().await;
    for (target, status, message) in [
        ("/v1/{p}/sfs-turbo/shares/detail", 501, "ListShares is not implemented"),
        ("/v1/{p}/sfs-turbo/shares/detail?limit=many", 400, "must be an integer"),
    ] {
        let answer = send_signed(request(&emulator, "sfs_turbo", "GET", target), DEVELOPER).await;
        assert_eq!(answer.status, status, "{target}");
        let told = answer.body["errMsg"].as_str().unwrap_or_default();
        assert!(told.contains(message), "{target}: {}", answer.body);
    }
}
