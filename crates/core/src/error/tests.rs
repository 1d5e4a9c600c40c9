use super::*;
use crate::{KnownCode, Service};
use http::Method;

static SERVICE: Service = Service::new("ims", "ims").codes(&[
    KnownCode::new("IMG.0027", ErrorKind::NotFound),
    KnownCode::new("IMG.0060", ErrorKind::Throttled).remedy("wait, then try again").safe_to_retry(),
]);
const META: &Meta = &Meta::new(&SERVICE, "ListImagesV1", Method::GET, "/v1.1/images/detail");

fn answered(status: u16, body: &str) -> Error {
    let mut headers = HeaderMap::new();
    headers.insert("x-request-id", "req-1".parse().unwrap());
    Error::from_response(
        META,
        &ResponseHead::new(StatusCode::from_u16(status).unwrap(), headers),
        &Bytes::copy_from_slice(body.as_bytes()),
    )
}

#[test]
fn every_envelope_gives_up_code_and_message() {
    for (body, code, message) in [
        (r#"{"error":{"message":"M","code":"C.1"}}"#, Some("C.1"), "M"),
        (r#"{"badrequest":{"message":"M","code":"C.1"}}"#, Some("C.1"), "M"),
        (r#"{"itemNotFound":{"code":404,"message":"M"}}"#, Some("404"), "M"),
        (r#"{"error_code":"APIGW.0301","error_msg":"M"}"#, Some("APIGW.0301"), "M"),
        (r#"{"errorCode":"C.1","errorMsg":"M"}"#, Some("C.1"), "M"),
        (r#"{"errCode":"SFS.TURBO.0002","errMsg":"M"}"#, Some("SFS.TURBO.0002"), "M"),
        (r#"{"code":"C.1","message":"M"}"#, Some("C.1"), "M"),
        (r#"{"error_msg":"M","encoded_authorization_message":"x"}"#, None, "M"),
        (r#"{"request_id":"r","error":{"code":400,"message":"M"}}"#, Some("400"), "M"),
        (
            "<html>\n <h1>502  Bad Gateway</h1></html>",
            None,
            "<html> <h1>502 Bad Gateway</h1></html>",
        ),
        ("", None, "Bad Request"),
        ("[1]", None, "[1]"),
        (r#"{"error":null}"#, None, r#"{"error":null}"#),
        (r#"{"error":{"code":"","message":""}}"#, None, r#"{"error":{"code":"","message":""}}"#),
        (r#"{"code":"","message":"","error":{"code":"C.1","message":"M"}}"#, Some("C.1"), "M"),
        (r#"{"error":"#, None, r#"{"error":"#),
    ] {
        let error = answered(400, body);
        assert_eq!((error.code(), error.message()), (code, message), "{body}");
        assert_eq!(error.body().as_ref(), body.as_bytes());
    }
}

#[test]
fn the_kind_comes_from_the_code_before_the_status() {
    for (status, code, kind) in [
        (400, "IMG.0027", ErrorKind::NotFound),
        (400, "IMG.0060", ErrorKind::Throttled),
        (400, "IMG.9999", ErrorKind::Invalid),
        (404, "404", ErrorKind::NotFound),
        (401, "APIGW.0301", ErrorKind::Auth),
        (200 + 229, "APIGW.0308", ErrorKind::Throttled),
        (409, "x", ErrorKind::Conflict),
        (408, "408", ErrorKind::Server),
        (404, "APIGW.0101", ErrorKind::Invalid),
        (500, "x", ErrorKind::Server),
    ] {
        let error = answered(status, &format!(r#"{{"error":{{"code":"{code}","message":"M"}}}}"#));
        assert_eq!(error.kind(), kind, "{status} {code}");
    }
}

#[test]
fn printing_tells_the_whole_story_but_not_the_body() {
    let error =
        answered(400, r#"{"error":{"code":"IMG.0060","message":"Too many."},"secret":"s3cret"}"#);
    let error = error.context(META, 3);
    assert_eq!(
        error.to_string(),
        "ims ListImagesV1: 400 Bad Request IMG.0060: Too many.; wait, then try again [request req-1] [after 3 attempts]"
    );
    assert!(!format!("{error:?}").contains("s3cret"));
    assert!(error.is_throttled() && error.is_safe_to_retry());
}

#[test]
fn a_huge_error_body_is_cut() {
    let error = answered(500, &"x".repeat(1 << 20));
    assert_eq!(error.body().len(), KEPT_BODY);
    assert_eq!(error.message().len(), SHOWN_BODY);
}

#[test]
fn an_error_is_one_word() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}

#[test]
fn a_message_neither_floods_nor_disturbs_a_terminal() {
    let error = answered(400, r#"{"error":{"code":"C","message":"a\u001b[2Jb"}}"#);
    assert_eq!(error.message(), r"a\u{1b}[2Jb");
    let long = format!(r#"{{"error":{{"code":"{0}","message":"{0}"}}}}"#, "x".repeat(1 << 20));
    assert!(answered(400, &long).to_string().len() < 4 * KEPT_MESSAGE);
}

#[test]
fn nor_does_anything_else_that_a_server_chose() {
    let mut head = ResponseHead::new(StatusCode::FOUND, HeaderMap::new());
    head.headers.insert("x-request-id", "req\t1".parse().unwrap());
    head.headers.insert("location", "https://example.com/a\tb".parse().unwrap());
    assert_eq!(
        Error::from_response(META, &head, &Bytes::new()).to_string(),
        r"ims ListImagesV1: 302 Found: Found; redirects are not followed; this one is to https://example.com/a\tb [request req\t1]"
    );

    let misfit = |key: &str| {
        let body = Bytes::from(serde_json::json!({ key: [] }).to_string());
        let head = ResponseHead::default();
        let result: Result<std::collections::BTreeMap<String, String>, _> =
            META.decode_json(&head, &body);
        result.unwrap_err()
    };
    assert_eq!(misfit("a\u{1b}[2J").path(), Some(r"a\u{1b}[2J"));
    assert!(misfit(&"x".repeat(1 << 20)).to_string().len() < 4 * KEPT_MESSAGE);
}

#[test]
fn without_its_body_an_error_tells_no_secret() {
    let secrets = [
        (200, ErrorKind::Decoding, r#"{"token":{"id":["hunter2"]}}"#),
        (500, ErrorKind::Server, "<html>hunter2</html>"),
    ];
    for (status, kind, body) in secrets {
        let head = ResponseHead::new(StatusCode::from_u16(status).unwrap(), HeaderMap::new());
        let result: Result<std::collections::BTreeMap<String, String>, _> =
            META.decode_json(&head, &Bytes::from_static(body.as_bytes()));
        let error = result.unwrap_err().without_body();
        assert_eq!(error.kind(), kind);
        assert!(!format!("{error} {error:?} {:?}", error.body()).contains("hunter2"));
    }
}

#[test]
fn debug_is_display_and_nothing_is_told_twice() {
    let io = std::io::Error::new(std::io::ErrorKind::ConnectionRefused, "refused\n");
    let error = Error::new(ErrorKind::Network).message("the server could not be reached");
    let error = error.source(io).build().context(META, 1).at_host("ims.nowhere:443");
    let told = r"ims ListImagesV1 at ims.nowhere:443: the server could not be reached: refused\n";
    assert_eq!((error.to_string(), format!("{error:?}")), (told.to_owned(), told.to_owned()));
    assert!(StdError::source(&error).is_none());
    assert!(error.get_ref().is_some_and(|source| source.is::<std::io::Error>()));
}

#[test]
fn a_failed_job_tells_its_reason_or_that_of_a_job_below() {
    let below = || JobFailure::new("FAIL").code(Some("IMG.0027".into())).reason(Some("R2".into()));
    for (failure, told) in [
        (JobFailure::new("FAIL"), "ims ListImagesV1: the job ended as `FAIL`: no reason is given"),
        (
            JobFailure::new("FAIL").code(Some("X.1".into())).reason(Some("R1".into())),
            "ims ListImagesV1: X.1: the job ended as `FAIL`: R1",
        ),
        (
            JobFailure::new("FAIL").code(Some(String::new())).failed_sub_jobs([below()]),
            "ims ListImagesV1: IMG.0027: the job ended as `FAIL`: R2",
        ),
    ] {
        let sub_jobs = failure.failed_sub_jobs.len();
        let error = failure.into_error(META, &ResponseHead::default(), Bytes::new());
        assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::JobFailed, told));
        let kept = &error.job_failure().unwrap().failed_sub_jobs;
        assert_eq!(kept.len(), sub_jobs);
        assert!(kept.iter().all(|job| job.kind == Some(ErrorKind::NotFound)));
    }
}
