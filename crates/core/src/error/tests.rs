use std::fmt;

use super::*;
use crate::{KnownCode, Service};
use http::{Method, header::RETRY_AFTER};

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
        (r#"{"code":"C.1"}"#, Some("C.1"), r#"{"code":"C.1"}"#),
        (r#"{"code":true,"message":[]}"#, None, r#"{"code":true,"message":[]}"#),
        (r#"{"error_msg":"M","encoded_authorization_message":"x"}"#, None, "M"),
        (r#"{"request_id":"r","error":{"code":400,"message":"M"}}"#, Some("400"), "M"),
        ("<html>\n <h1>502  Bad Gateway</h1></html>", None, "502 Bad Gateway"),
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
fn a_pause_that_the_service_asks_for_is_told() {
    let headers = HeaderMap::from_iter([(RETRY_AFTER, "7".parse().unwrap())]);
    let head = ResponseHead::new(StatusCode::TOO_MANY_REQUESTS, headers);
    let error = Error::from_response(META, &head, &Bytes::new());
    let told = "ims ListImagesV1: 429 Too Many Requests: Too Many Requests [Retry-After: 7]";
    assert_eq!(error.to_string(), told);
}

#[test]
fn the_kind_comes_from_the_code_before_the_status() {
    for (status, code, kind) in [
        (400, "IMG.0027", ErrorKind::NotFound),
        (400, "IMG.0060", ErrorKind::Throttled),
        (400, "IMG.9999", ErrorKind::Invalid),
        (404, "404", ErrorKind::NotFound),
        (200 + 229, "APIGW.0308", ErrorKind::Throttled),
        (409, "x", ErrorKind::Conflict),
        (408, "408", ErrorKind::Server),
        (404, "APIGW.0101", ErrorKind::Invalid),
        (400, "APIGW.0301", ErrorKind::Auth),
        (500, "APIGW.0201", ErrorKind::Server),
        (500, "x", ErrorKind::Server),
    ] {
        let error = answered(status, &format!(r#"{{"error":{{"code":"{code}","message":"M"}}}}"#));
        assert_eq!(error.kind(), kind, "{status} {code}");
    }
}

#[test]
fn a_status_alone_has_a_kind() {
    for (kind, statuses) in [
        (ErrorKind::Auth, &[401, 403, 407][..]),
        (ErrorKind::NotFound, &[404, 410]),
        (ErrorKind::Conflict, &[409]),
        (ErrorKind::Quota, &[413]),
        (ErrorKind::Throttled, &[429]),
        (ErrorKind::Server, &[408, 500, 501, 503, 599]),
        (ErrorKind::Invalid, &[400, 402, 405, 422, 499]),
        (ErrorKind::Other, &[304, 600]),
    ] {
        for status in statuses {
            assert_eq!(answered(*status, "").kind(), kind, "{status}");
        }
    }
}

#[test]
fn a_predicate_is_true_of_its_kinds_and_no_others() {
    use ErrorKind::*;
    type Predicate = fn(&Error) -> bool;
    let kinds = [
        NotFound,
        Throttled,
        Conflict,
        Quota,
        Auth,
        Invalid,
        Server,
        Other,
        Network,
        Timeout,
        Credentials,
        Configuration,
        Decoding,
        JobFailed,
    ];
    let predicates: [(&str, Predicate, &[ErrorKind]); 9] = [
        ("is_not_found", Error::is_not_found, &[NotFound]),
        ("is_throttled", Error::is_throttled, &[Throttled]),
        ("is_conflict", Error::is_conflict, &[Conflict]),
        ("is_quota", Error::is_quota, &[Quota]),
        ("is_auth", Error::is_auth, &[Auth, Credentials]),
        ("is_invalid", Error::is_invalid, &[Invalid]),
        ("is_server", Error::is_server, &[Server]),
        ("is_network", Error::is_network, &[Network]),
        ("is_timeout", Error::is_timeout, &[Timeout]),
    ];
    for (name, predicate, its_kinds) in predicates {
        for kind in kinds {
            let error = Error::new(kind).build();
            assert_eq!(predicate(&error), its_kinds.contains(&kind), "{name} of {kind:?}");
        }
    }
}

#[test]
fn an_error_knows_what_it_was_told() {
    let error = answered(400, r#"{"error":{"code":"IMG.0060","message":"Too many."}}"#);
    let error = error.context(META, 3).at_host("h:443").or_remedy("unheard");
    assert_eq!((error.service(), error.operation()), (Some("ims"), Some("ListImagesV1")));
    assert_eq!((error.host(), error.attempts()), (Some("h:443"), 3));
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
    assert_eq!(error.headers().unwrap()["x-request-id"], "req-1");
    assert_eq!(error.request_id(), Some("req-1"));
    assert_eq!((error.code(), error.message()), (Some("IMG.0060"), "Too many."));
    assert_eq!(error.remedy(), Some("wait, then try again"), "the service's own comes first");

    let failed = JobFailure::new("FAIL");
    let built = Error::new(ErrorKind::JobFailed).path("a[0]").safe_to_retry(true);
    let built = built.job_failure(failed.clone()).build().or_remedy("heard");
    assert_eq!((built.path(), built.job_failure()), (Some("a[0]"), Some(&failed)));
    assert_eq!((built.is_safe_to_retry(), built.remedy()), (true, Some("heard")));
}

#[test]
fn an_error_that_was_told_nothing_knows_nothing() {
    let error = Error::new(ErrorKind::Other).build();
    assert_eq!((error.service(), error.operation(), error.host()), (None, None, None));
    assert_eq!((error.status(), error.headers(), error.request_id()), (None, None, None));
    assert_eq!((error.code(), error.message(), error.remedy()), (None, "", None));
    assert_eq!((error.path(), error.job_failure(), error.attempts()), (None, None, 0));
    assert!(error.body().is_empty() && error.get_ref().is_none() && !error.is_safe_to_retry());
}

#[test]
fn the_first_who_knows_the_operation_and_the_host_is_believed() {
    const OTHER: &Meta = &Meta::new(&SERVICE, "ShowImage", Method::GET, "/v2/images");
    let error = Error::new(ErrorKind::Network).build().context(META, 1).at_host("a");
    let error = error.context(OTHER, 2).at_host("b");
    assert_eq!((error.operation(), error.host()), (Some("ListImagesV1"), Some("a")));
    assert_eq!(error.attempts(), 2, "but attempts are counted on");
}

#[test]
fn a_place_that_is_none_is_not_shown() {
    for (path, shown) in [("", "M"), (".", "M"), ("?", "M"), ("a.b", "M (at `a.b`)")] {
        let error = Error::new(ErrorKind::Decoding).message("M").path(path).build();
        assert_eq!(error.to_string(), shown, "{path}");
    }
}

#[test]
fn the_request_id_is_in_a_header_of_huawei_or_of_openstack() {
    for (name, id) in [
        ("x-request-id", Some("req-1")),
        ("x-openstack-request-id", Some("req-1")),
        ("request-id", None),
    ] {
        let mut head = ResponseHead { status: StatusCode::NOT_FOUND, ..ResponseHead::default() };
        head.headers.insert(name, "req-1".parse().unwrap());
        let error = Error::from_response(META, &head, &Bytes::new());
        assert_eq!(error.request_id(), id, "{name}");
    }
}

#[test]
fn a_redirect_tells_where_to_without_its_query() {
    for (status, shown) in [
        (302, "302 Found: Found; redirects are not followed; this one is to https://h/login"),
        (404, "404 Not Found: Not Found"),
    ] {
        let mut head = ResponseHead::new(StatusCode::from_u16(status).unwrap(), HeaderMap::new());
        head.headers.insert("location", "https://h/login?token=s3cret".parse().unwrap());
        let error = Error::from_response(META, &head, &Bytes::new());
        assert_eq!(error.to_string(), format!("ims ListImagesV1: {shown}"));
    }
}

#[test]
fn only_code_and_message_together_make_a_success_an_error_of_the_service() {
    const STRANGE: &str = "the response has none of the fields that it should have";
    for (body, kind, message) in [
        (r#"{"code":"IMG.0027","message":"M"}"#, ErrorKind::NotFound, "M"),
        (r#"{"code":"IMG.0027"}"#, ErrorKind::Decoding, STRANGE),
        (r#"{"message":"M"}"#, ErrorKind::Decoding, STRANGE),
    ] {
        let error = Error::in_success(META, &ResponseHead::default(), &Bytes::from(body));
        assert_eq!((error.kind(), error.message()), (kind, message), "{body}");
        assert_eq!(error.body(), body);
    }
}

#[test]
fn a_throttled_call_may_be_repeated_and_so_may_what_its_code_says() {
    for (status, code, safe) in [
        (429, "x", true),
        (400, "APIGW.0308", true),
        (400, "IMG.0060", true),
        (400, "IMG.0027", false),
        (503, "x", false),
    ] {
        let error = answered(status, &format!(r#"{{"code":"{code}","message":"M"}}"#));
        assert_eq!(error.is_safe_to_retry(), safe, "{status} {code}");
    }
}

#[test]
fn a_message_of_just_the_length_that_is_kept_is_whole() {
    for (length, end) in [(KEPT_MESSAGE, ""), (KEPT_MESSAGE + 1, "…")] {
        let error = Error::new(ErrorKind::Other).message("x".repeat(length)).build();
        assert_eq!(error.message(), "x".repeat(KEPT_MESSAGE) + end);
    }
}

#[test]
fn one_attempt_is_not_worth_telling() {
    let error = Error::new(ErrorKind::Other).message("M").build();
    for (attempts, shown) in [(0, "M"), (1, "M"), (2, "M [after 2 attempts]")] {
        let error = error.clone().context(META, attempts);
        assert_eq!(error.to_string(), format!("ims ListImagesV1: {shown}"));
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
    assert_eq!(error.body().len(), 65_536);
    assert_eq!(error.message().chars().count(), 200);
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
fn without_its_body_an_error_keeps_what_the_service_said_and_what_we_say() {
    let said = answered(403, r#"{"error":{"code":"C.1","message":"M"},"hint":"s3cret"}"#);
    let ours = Error::new(ErrorKind::Invalid).message("M").build();
    for (error, kept) in
        [(said, "M"), (ours, "M"), (answered(403, "s3cret"), "the response gives no reason")]
    {
        assert_eq!(error.without_body().message(), kept);
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
fn each_reason_below_an_error_is_told_once() {
    /// An error with the errors below it.
    #[derive(Debug)]
    struct Below(&'static str, Option<Box<Below>>);

    impl fmt::Display for Below {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl StdError for Below {
        fn source(&self) -> Option<&(dyn StdError + 'static)> {
            self.1.as_deref().map(|below| below as _)
        }
    }

    for (reasons, told) in [
        (&["connect"][..], "M: connect"),
        (&["connect", "refused"], "M: connect: refused"),
        (&["connect: refused", "refused"], "M: connect: refused"),
        (&["", "refused", ""], "M: refused"),
    ] {
        let source =
            reasons.iter().rev().fold(None, |below, reason| Some(Box::new(Below(reason, below))));
        let error = Error::new(ErrorKind::Network).message("M").source(source.unwrap()).build();
        assert_eq!(error.to_string(), told);
    }
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
