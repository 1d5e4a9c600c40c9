//! Waiting for the end of work, on a clock that jumps.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use huaweicloud_core::{
    Bytes, Context, EncodedRequest, Error, ErrorKind, JobFailure, KnownCode, LongRunning, Meta,
    Operation, PollStatus, ResponseHead, Service, Waiter, http::Method,
};
use huaweicloud_runtime::{Call, CallOptions, Credentials, Wait};
use serde_json::Value;
use tokio::time::Instant;

use crate::fake::{Fake, answer, header};

static SERVICE: Service =
    Service::new("toys", "toys")
        .codes(&[KnownCode::new("TOY.1", ErrorKind::Quota).remedy("give a toy away first")]);

/// Starts to build a toy.
#[derive(Clone, Debug)]
struct Build;

impl Operation for Build {
    type Output = String;
    const META: &'static Meta = &Meta::new(&SERVICE, "BuildToy", Method::POST, "/v1/toys");

    fn encode(&self, _: &Context) -> Result<EncodedRequest, Error> {
        EncodedRequest::new(Self::META, &[])
    }

    fn decode(head: &ResponseHead, body: Bytes) -> Result<String, Error> {
        let answer: Value = Self::META.decode_json(head, &body)?;
        Ok(answer["id"].as_str().unwrap_or_default().to_owned())
    }
}

impl LongRunning for Build {
    type Waiter = Built;
    type Id = String;

    fn waiter(&self, answer: &String) -> Option<Built> {
        (!answer.is_empty()).then(|| Built(Look(answer.clone()), None))
    }

    fn id(last: &String) -> Option<String> {
        (!last.is_empty()).then(|| format!("toy {last}"))
    }
}

/// Looks at a toy.
#[derive(Clone, Debug)]
struct Look(String);

impl Operation for Look {
    type Output = Value;
    const META: &'static Meta = &Meta::new(&SERVICE, "ShowToy", Method::GET, "/v1/toys/{id}");

    fn encode(&self, _: &Context) -> Result<EncodedRequest, Error> {
        EncodedRequest::new(Self::META, &[&self.0])
    }

    fn decode(head: &ResponseHead, body: Bytes) -> Result<Value, Error> {
        Self::META.decode_json(head, &body)
    }
}

/// Sees a toy built, or what is there when it is gone.
struct Built(Look, Option<&'static str>);

impl Waiter for Built {
    type Operation = Look;
    type Output = String;

    fn operation(&self) -> &Look {
        &self.0
    }

    fn interpret(&self, answer: Value) -> PollStatus<String> {
        let text = |key: &str| answer[key].as_str().map(str::to_owned);
        match text("state").unwrap_or_default().as_str() {
            "built" => PollStatus::Done(text("id").unwrap_or_default()),
            "broken" => JobFailure::new("broken").code(text("code")).reason(text("reason")).into(),
            state => PollStatus::in_progress(state),
        }
    }

    fn on_not_found(&self) -> Option<String> {
        self.1.map(str::to_owned)
    }
}

/// Gives these answers, the last again and again, and keeps when it was asked.
fn server(answers: &'static [(u16, &'static str)]) -> (Fake, Arc<Mutex<Vec<u64>>>) {
    let start = Instant::now();
    let asked: Arc<Mutex<Vec<u64>>> = Arc::default();
    let kept = asked.clone();
    let fake = Fake::new(move |_| {
        let mut asked = kept.lock().unwrap();
        let (status, body) = answers[asked.len().min(answers.len() - 1)];
        asked.push(start.elapsed().as_secs());
        answer(status, body)
    });
    (fake, asked)
}

fn wait(fake: &Fake) -> Wait<Built> {
    Wait::new(fake.client(), Built(Look("t1".to_owned()), None))
}

const BUILDING: (u16, &str) = (200, r#"{"state":"building"}"#);
const BUILT: (u16, &str) = (200, r#"{"state":"built","id":"t1"}"#);

#[tokio::test(start_paused = true)]
async fn it_looks_at_once_and_then_less_and_less_often() {
    let (fake, asked) =
        server(&[BUILDING, BUILDING, BUILDING, BUILDING, BUILDING, BUILDING, BUILDING, BUILT]);
    assert_eq!(wait(&fake).await.unwrap().value, "t1");
    assert_eq!(*asked.lock().unwrap(), [0, 1, 3, 7, 15, 30, 45, 60]);

    let (fake, asked) = server(&[BUILDING, BUILDING, BUILDING, BUILT]);
    wait(&fake).longest_pause(Duration::from_secs(2)).await.unwrap();
    assert_eq!(*asked.lock().unwrap(), [0, 1, 3, 5]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_takes_too_long_says_what_it_saw_last() {
    let start = Instant::now();
    let (fake, _) = server(&[BUILDING]);
    let error = wait(&fake).timeout(Duration::from_secs(90)).await.unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 90);
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(
        error.to_string(),
        "toys ShowToy: the work took longer than 90s and is still `building`; the work continues; wait for \
         it again, or set a longer timeout"
    );
}

const BUSY: (u16, &str) = (503, r#"{"error":{"code":"T.9","message":"busy"}}"#);

#[tokio::test(start_paused = true)]
async fn a_poll_that_fails_does_not_end_the_wait() {
    let (fake, asked) = server(&[BUSY, BUILDING, BUSY, BUSY, BUSY, BUILT]);
    assert_eq!(wait(&fake).await.unwrap().value, "t1");
    assert_eq!(asked.lock().unwrap().len(), 6);
}

#[tokio::test(start_paused = true)]
async fn polls_that_fail_again_and_again_say_that_the_work_continues() {
    let (fake, asked) = server(&[BUILDING, BUSY]);
    let error = wait(&fake).await.unwrap_err();
    assert_eq!(asked.lock().unwrap().len(), 1 + 10);
    assert_eq!(
        error.to_string(),
        "toys ShowToy: 503 Service Unavailable T.9: busy; the work continues; wait for it again \
         [request req-1]"
    );

    // What no further wait would mend is told at once, as it is.
    let (fake, asked) = server(&[(403, r#"{"error":{"code":"T.8","message":"no"}}"#)]);
    let error = wait(&fake).await.unwrap_err();
    assert_eq!(error.to_string(), "toys ShowToy: 403 Forbidden T.8: no [request req-1]");
    assert_eq!(asked.lock().unwrap().len(), 1);

    let (fake, asked) = server(&[(501, "{}")]);
    let error = wait(&fake).await.unwrap_err();
    assert_eq!(error.to_string(), "toys ShowToy: 501 Not Implemented: {} [request req-1]");
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn no_wait_is_endless() {
    let start = Instant::now();
    let (fake, _) = server(&[BUILDING]);
    let error = wait(&fake).await.unwrap_err();
    assert_eq!((start.elapsed().as_secs(), error.kind()), (60 * 60, ErrorKind::Timeout));
}

#[tokio::test(start_paused = true)]
async fn work_that_failed_tells_why() {
    for (body, message, kind) in [
        (
            r#"{"state":"broken","code":"TOY.1","reason":"no room"}"#,
            "toys ShowToy: TOY.1: the job ended as `broken`: no room; give a toy away first \
             [request req-1]",
            Some(ErrorKind::Quota),
        ),
        (
            r#"{"state":"broken","code":"","reason":""}"#,
            "toys ShowToy: the job ended as `broken`: no reason is given [request req-1]",
            None,
        ),
    ] {
        let fake = Fake::json(body);
        let error = wait(&fake).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::JobFailed);
        assert_eq!(error.to_string(), message);
        assert_eq!(error.job_failure().unwrap().kind, kind);
        assert_eq!(error.body(), body, "all that the server said");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_gone_is_the_end_only_where_that_was_waited_for() {
    const GONE: (u16, &str) = (404, r#"{"error":{"code":"TOY.2","message":"no such toy"}}"#);
    let (fake, _) = server(&[BUILDING, GONE]);
    let error = wait(&fake).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");

    let (fake, _) = server(&[BUILDING, GONE]);
    let waiter = Built(Look("t1".to_owned()), Some("gone"));
    assert_eq!(Wait::new(fake.client(), waiter).await.unwrap().value, "gone");
}

#[tokio::test(start_paused = true)]
async fn what_was_started_is_waited_for_as_it_was_started() {
    let (fake, _) = server(&[(200, r#"{"id":"t1"}"#), BUILDING, BUILT]);
    let options = CallOptions::new().project_id("p2").header("X-Toy", "red");
    let started = Call::new(fake.client(), Build).options(options).start().await.unwrap();
    assert_eq!(started.as_str(), "t1");
    assert_eq!(started.response().request_id(), Some("req-1"));
    let completed = started.wait().await.unwrap();
    assert_eq!((completed.as_str(), completed.created_id.as_str()), ("t1", "toy t1"));
    assert_eq!(fake.targets(), ["/v1/toys", "/v1/toys/t1", "/v1/toys/t1"]);
    for request in fake.seen() {
        assert_eq!(header(&request, "x-project-id"), Some("p2"), "{request:?}");
        assert_eq!(header(&request, "x-toy"), Some("red"), "{request:?}");
    }
}

#[tokio::test]
async fn what_was_started_can_be_left_alone() {
    let fake = Fake::json(r#"{"id":"t1"}"#);
    let start = || fake.client().call(Build).start();
    let started = start().await.unwrap();
    assert_eq!(format!("{started:?}"), r#"Started("t1")"#);
    assert_eq!(started.into_value(), "t1");
    let response = start().await.unwrap().into_response();
    assert_eq!((response.value().as_str(), response.request_id()), ("t1", Some("req-1")));
    assert_eq!(fake.targets(), ["/v1/toys", "/v1/toys"]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_has_options_of_its_own() {
    let (fake, _) = server(&[(200, r#"{"id":"t1"}"#), BUILT]);
    let options = CallOptions::new().header("X-Toy", "red");
    let started = fake.client().call(Build).options(options).start().await.unwrap();
    let wait = started.wait().options(CallOptions::new().header("X-Toy", "blue"));
    let wait = wait.timeout(Duration::from_secs(9)).longest_pause(Duration::from_secs(2));
    assert_eq!(format!("{wait:?}"), "Wait { timeout: 9s, longest_pause: 2s, .. }");
    wait.await.unwrap();
    let sent = fake.seen();
    let colors: Vec<_> = sent.iter().map(|request| header(request, "x-toy").unwrap()).collect();
    assert_eq!(colors, ["red", "blue"]);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_names_no_work_cannot_be_waited_for() {
    let fake = Fake::json(r#"{"id":""}"#);
    let client = fake.builder().credentials(Credentials::token("t")).project_id("p");
    let started = Call::new(client.build().unwrap(), Build).start().await.unwrap();
    let error = started.wait().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "toys BuildToy: 200 OK: the response does not name the work that was started: {\"id\":\"\"} \
         [request req-1]"
    );
    assert_eq!(fake.seen().len(), 1, "nothing is asked");
}

#[tokio::test(start_paused = true)]
async fn work_that_does_not_name_what_it_made_is_an_error() {
    let (fake, _) = server(&[(200, r#"{"id":"t1"}"#), (200, r#"{"state":"built"}"#)]);
    let started = Call::new(fake.client(), Build).start().await.unwrap();
    let error = started.wait().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decoding);
    assert_eq!(
        error.to_string(),
        "toys ShowToy: 200 OK: the work is done, but the response does not name what it made: \
         {\"state\":\"built\"} [request req-1]"
    );
    assert_eq!(error.body(), r#"{"state":"built"}"#);
}
