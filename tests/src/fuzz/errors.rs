//! Errors: whatever a server responds, the error can be printed, and hides nothing.

use std::collections::BTreeMap;

use huaweicloud_core::{Bytes, Error, Operation, ResponseHead, http::StatusCode};
use huaweicloud_model::{ims, sdrs, sfs, sfs_turbo};

use super::message::Message;

/// The number of bytes of a body that an error keeps.
const KEPT: usize = 64 << 10;

/// Checks a response: its status, headers, an empty line, and its body.
pub fn check(input: &[u8]) {
    let Message { line, headers, body } = Message::read(input);
    let status = line.parse().ok().and_then(|code: u16| StatusCode::from_u16(code).ok());
    let head = ResponseHead::new(status.unwrap_or(StatusCode::BAD_REQUEST), headers);
    let body = Bytes::copy_from_slice(body);
    is_told::<ims::ListImages>(&head, &body);
    is_told::<sdrs::ShowJobStatus>(&head, &body);
    is_told::<sfs::ListShares>(&head, &body);
    is_told::<sfs_turbo::ListShares>(&head, &body);
}

/// Checks the errors of an operation: of a response that is an error, of one that does not fit, and of
/// one that does not fit a type that someone wrote by hand.
fn is_told<O: Operation>(head: &ResponseHead, body: &Bytes) {
    let refused = Error::from_response(O::META, head, body);
    let misfit = O::decode(head, body.clone()).err();
    let by_hand: Result<BTreeMap<String, Vec<String>>, _> = O::META.decode_json(head, body);
    for error in [Some(refused), misfit, by_hand.err()].into_iter().flatten() {
        assert_eq!(error.status(), Some(head.status), "{error}");
        assert_eq!(error.headers(), Some(&head.headers), "{error}");
        assert_eq!(error.operation(), Some(O::META.operation), "{error}");
        is_sound(&error, body);
        let error = error.context(O::META, 3);
        assert!(error.to_string().ends_with("[after 3 attempts]"), "{error}");
    }
    is_read_whatever_its_spelling::<O>(head, body);
}

/// Checks what holds for the error of any response.
pub(super) fn is_sound(error: &Error, body: &Bytes) {
    let shown = error.to_string();
    assert!(!shown.chars().any(char::is_control), "a terminal is disturbed by {shown:?}");
    assert_eq!(format!("{error:?}"), shown, "`main` prints what `Display` says");
    assert!(!error.message().is_empty(), "{shown} says nothing");
    assert_eq!(error.body(), &body.slice(..body.len().min(KEPT)), "the body of {shown}");
    let without = error.clone().without_body();
    assert!(without.body().is_empty(), "{without}");
    assert_eq!((without.kind(), without.code()), (error.kind(), error.code()), "{without}");
}

/// A gateway that indents JSON says the same.
fn is_read_whatever_its_spelling<O: Operation>(head: &ResponseHead, body: &Bytes) {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(body) else { return };
    let spelled = serde_json::to_vec_pretty(&value).expect("a value is JSON").into();
    let [one, other] = [body, &spelled].map(|body| Error::from_response(O::META, head, body));
    let said = |error: &Error| (error.kind(), error.code().map(str::to_owned));
    assert_eq!(said(&one), said(&other), "{one}");
}
