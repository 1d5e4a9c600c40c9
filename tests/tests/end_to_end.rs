//! The client against the emulator, over real sockets: what a user's program sees.

use std::{sync::Arc, time::Duration};

use huaweicloud::{
    Auth, Body, BoxFuture, ByteStream, Bytes, CallOptions, Client, ClientBuilder, Context,
    Credentials, EncodedRequest, Environment, Error, ErrorKind, Meta, Operation, Position,
    ReqwestTransport, ResponseHead, RetryPolicy, Service, StreamFactory, Transport, TransportError,
    sdrs::{DrillStatus, FailedAction, JobStatus, Station},
    sfs::{ShareSortKey, SortDirection},
};
use huaweicloud_emulator::{Emulator, Proof};

const JOB: &str = "ff80818370a1b2c30170a1d4e5f60011";
const GROUP: &str = "2e8b6f40-7d15-4c9a-83e2-5b0f9ad16c74";

async fn emulator() -> Emulator {
    Emulator::builder().start().await.expect("an emulator")
}

/// A client as the emulator's environment leads it there.
fn builder(emulator: &Emulator) -> ClientBuilder<Client> {
    builder_without(emulator, &[])
}

fn builder_without(emulator: &Emulator, variables: &[&str]) -> ClientBuilder<Client> {
    let pairs = emulator.environment().into_iter();
    let pairs = pairs.filter(|(name, _)| !variables.contains(&name.as_str()));
    Client::builder().region(emulator.region()).environment(Environment::from_pairs(pairs))
}

fn client(emulator: &Emulator) -> Client {
    builder(emulator).build().expect("a client")
}

#[tokio::test]
async fn items_walk_all_pages_and_ask_for_each_when_it_is_due() {
    let emulator = emulator().await;
    let mut drills = client(&emulator).sdrs().list_disaster_recovery_drills().limit(3).items();
    let mut names = Vec::new();
    while let Some(drill) = drills.try_next().await.expect("a drill") {
        names.push(drill.name);
        let due = (names.len() - 1) / 3 + 1;
        assert_eq!(emulator.log().len(), due, "requests after {} drills", names.len());
    }
    assert_eq!(names.len(), 7);
    let offsets: Vec<_> = emulator
        .log()
        .iter()
        .map(|line| line.target.rsplit('?').next().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(offsets, ["limit=3", "limit=3&offset=3", "limit=3&offset=6", "limit=3&offset=7"]);
}

#[tokio::test]
async fn a_walk_goes_on_where_another_stopped() {
    let emulator = emulator().await;
    let call = client(&emulator).sdrs().list_disaster_recovery_drills().limit(3);
    let mut first = call.clone().items();
    let mut names = Vec::new();
    for _ in 0..4 {
        names.push(first.try_next().await.expect("an item").expect("a drill").name);
    }
    let token = first.resume_token().to_string();
    let position = token.parse::<Position>().expect("a position");
    let mut second = call.clone().items().starting_at(position);
    while let Some(drill) = second.try_next().await.expect("an item") {
        names.push(drill.name);
    }
    let whole = call.clone().send_all().await;
    assert_eq!(names, whole);
    let mut elsewhere = call.items().starting_at(Position::Marker("a drill".to_owned()));
    let error = elsewhere.try_next().await.expect_err("a token of another list");
    assert!(error.is_invalid(), "{error}");
}

#[tokio::test]
async fn pages_are_whole_answers() {
    let emulator = emulator().await;
    let mut pages = client(&emulator).sdrs().list_disaster_recovery_drills().limit(4).pages();
    let mut received = Vec::new();
    while let Some(page) = pages.try_next().await.expect("a page") {
        assert!(page.request_id().is_some());
        received.push(page.value().disaster_recovery_drills.len());
    }
    assert_eq!(received, [4, 3]);
}

/// All names, in one page.
trait SendAll {
    async fn send_all(self) -> Vec<String>;
}

impl SendAll for huaweicloud::sdrs::ListDisasterRecoveryDrillsCall {
    async fn send_all(self) -> Vec<String> {
        let answer = self.limit(1000).send().await.expect("drills");
        answer.disaster_recovery_drills.into_iter().map(|drill| drill.name).collect()
    }
}

#[tokio::test]
async fn filters_reach_the_server_whatever_they_hold() {
    let emulator = emulator().await;
    let sdrs = client(&emulator).sdrs();
    let drills = sdrs.list_disaster_recovery_drills().name("R&D").status(DrillStatus::Error);
    let answer = drills.send().await.expect("drills");
    let names: Vec<_> =
        answer.disaster_recovery_drills.iter().map(|drill| drill.name.as_str()).collect();
    assert_eq!(names, ["R&D nightly"]);

    let jobs = sdrs.list_failure_jobs().server_group_id(GROUP).resource_name("db & web 中");
    let answer = jobs.send().await.expect("failed jobs");
    let failed: Vec<_> = answer.failure_jobs.iter().map(|job| &job.failure_status).collect();
    assert_eq!(failed, [&FailedAction::Expand]);

    let shares =
        client(&emulator).sfs().list_shares().is_public(true).sort_key(ShareSortKey::CreatedAt);
    let answer = shares.sort_dir(SortDirection::Asc).send().await.expect("shares");
    let names: Vec<_> = answer.shares.iter().map(|share| share.name.as_deref()).collect();
    assert_eq!(names, [Some("mirror"), Some("home"), Some("备份"), None]);
}

#[tokio::test]
async fn a_job_is_waited_for_until_it_ends() {
    let emulator = emulator().await;
    let id = "ff80818370a1b2c30170c3f9a5e70016";
    let wait = client(&emulator).sdrs().wait_for_job(id).longest_pause(Duration::from_millis(1));
    let wait = tokio::spawn(wait.into_future());
    while emulator.log().len() < 3 {
        tokio::task::yield_now().await;
    }
    assert!(!wait.is_finished(), "it waits while the job runs");
    let time = emulator.clock().now();
    let cloud = emulator.cloud();
    cloud.sdrs().job_mut(id).expect("the job").succeed(time);
    let job = wait.await.expect("the wait is not dropped").expect("the job is done");
    assert_eq!((job.job_id.as_str(), &job.status), (id, &JobStatus::Success));
}

#[tokio::test]
async fn a_job_that_failed_is_an_error_with_its_reason() {
    let emulator = emulator().await;
    let failed = client(&emulator).sdrs().wait_for_job("ff80818370a1b2c30170b2e7c4d80014");
    let error = failed.await.expect_err("it failed");
    assert_eq!((error.kind(), error.code()), (ErrorKind::JobFailed, Some("SDRS.1922")));
    let text = error.to_string();
    let due = "sdrs ShowJobStatus: SDRS.1922: the job ended as `FAIL`: The drill could not be";
    assert!(text.starts_with(due), "{text}");
}

#[tokio::test]
async fn the_whole_answer_shows_how_it_came() {
    let emulator = emulator().await;
    let response = client(&emulator).sdrs().show_job_status(JOB).send_full().await.expect("a job");
    assert_eq!(response.status(), 200);
    assert_eq!(response.attempts(), 1);
    assert!(response.request_id().is_some_and(|id| !id.is_empty()));
    assert_eq!(response.value().entities.sub_jobs.len(), 2);
    let body: serde_json::Value = serde_json::from_slice(response.body()).expect("JSON");
    assert_eq!(body["job_id"], JOB);
}

#[tokio::test]
async fn errors_say_what_a_program_and_a_person_need() {
    let emulator = emulator().await;
    let client = client(&emulator);
    let missing = client.sdrs().show_job_status("gone").send().await.expect_err("no such job");
    assert!(missing.kind() == ErrorKind::NotFound, "{missing}");
    assert!(missing.to_string().starts_with("sdrs ShowJobStatus: 404 Not Found: "), "{missing}");

    let invalid = client.sdrs().list_failure_jobs().limit(1001).send().await.expect_err("too many");
    assert!(invalid.is_invalid(), "{invalid}");
    assert_eq!(invalid.code(), Some("SDRS.0201"));

    let unsent = client.sdrs().show_job_status("..").send().await.expect_err("another path");
    assert_eq!(unsent.kind(), ErrorKind::Invalid);

    #[expect(deprecated, reason = "the page is one of the five the project was founded on")]
    let images = client.ims().list_images_v1().size_min(-1).changes_since("tomorrow");
    let both = images.send().await.expect_err("no time");
    assert!(both.is_invalid() && both.message().contains("changes-since"), "{both}");
    assert_eq!(emulator.log().len(), 3, "what cannot be sent is not sent");
}

#[tokio::test]
async fn the_project_is_looked_up_once() {
    let emulator = emulator().await;
    let client =
        builder_without(&emulator, &["HUAWEICLOUD_SDK_PROJECT_ID"]).build().expect("a client");
    for _ in 0..2 {
        client.sfs().list_shares().send().await.expect("shares");
    }
    let services: Vec<_> = emulator.log().iter().map(|line| line.service).collect();
    assert_eq!(services, ["iam", "sfs", "sfs"]);
}

#[tokio::test]
async fn another_project_is_refused() {
    let emulator = emulator().await;
    let call = client(&emulator).sfs().list_shares();
    let error = call
        .options(CallOptions::new().project_id("somebody-elses"))
        .send()
        .await
        .expect_err("refused");
    assert!(error.is_auth(), "{error}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
}

#[tokio::test]
async fn wrong_secrets_are_refused() {
    let emulator = emulator().await;
    let key = emulator.environment().into_iter().find(|(name, _)| name == "HUAWEICLOUD_SDK_AK");
    let (_, key) = key.expect("an access key");
    for credentials in [
        Credentials::aksk(&key, "wrong"),
        Credentials::aksk("nobody", "wrong"),
        Credentials::token("made up"),
    ] {
        let client = builder(&emulator).credentials(credentials).build().expect("a client");
        let error = client.sdrs().show_job_status(JOB).send().await.expect_err("refused");
        assert!(error.is_auth() && error.status().is_some_and(|status| status == 401), "{error}");
    }
}

/// Flips one byte of the request at a place.
#[derive(Debug)]
struct Flip(ReqwestTransport, fn(&mut http::Request<Body>));

impl Transport for Flip {
    fn send(
        &self,
        mut request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<ByteStream>, TransportError>> {
        (self.1)(&mut request);
        self.0.send(request)
    }
}

#[tokio::test]
async fn a_request_that_was_changed_on_its_way_is_refused() {
    fn replace(request: &mut http::Request<Body>, from: &str, to: &str) {
        let uri = request.uri().to_string().replace(from, to);
        *request.uri_mut() = uri.parse().expect("a URI");
    }
    /// By some seconds, which is no reason by itself to refuse it.
    fn date(request: &mut http::Request<Body>) {
        let value = request.headers_mut().get_mut("x-sdk-date").expect("a date");
        let text = value.to_str().expect("text");
        let digit = if text.ends_with("0Z") { '1' } else { '0' };
        *value = format!("{}{digit}Z", &text[..text.len() - 2]).parse().expect("a value");
    }
    let emulator = emulator().await;
    for (what, flip) in [
        (
            "the path",
            (|request| replace(request, "/jobs/ff8", "/jobs/ff9")) as fn(&mut http::Request<Body>),
        ),
        ("the date", date),
    ] {
        let transport = Flip(ReqwestTransport::new().expect("a transport"), flip);
        let client = builder(&emulator).transport(transport).build().expect("a client");
        let error = client.sdrs().show_job_status(JOB).send().await.expect_err(what);
        assert_eq!(error.status().map(|status| status.as_u16()), Some(401), "{what}: {error}");
        let proof = emulator.log().pop().expect("a line").proof;
        let Proof::Refused { reason } = proof else { panic!("{what}: {proof}") };
        assert!(reason.contains("signature"), "{what}: {reason}");
    }
}

/// A login, written by hand as a user may write an operation that is not generated.
struct Login(serde_json::Value);

impl Operation for Login {
    type Output = String;
    const META: &'static Meta = &Meta::new(
        &IAM,
        "KeystoneCreateUserTokenByPassword",
        http::Method::POST,
        "/v3/auth/tokens",
    )
    .success(&[201])
    .auth(Auth::None);

    fn encode(&self, _: &Context) -> Result<EncodedRequest, Error> {
        let mut request = EncodedRequest::new(Self::META, &[])?;
        request.json(&self.0)?;
        Ok(request)
    }

    fn decode(head: &ResponseHead, body: Bytes) -> Result<String, Error> {
        Self::META.decode_empty(head, &body)?;
        let token = head.headers.get("x-subject-token").and_then(|value| value.to_str().ok());
        Ok(token.unwrap_or_default().to_owned())
    }
}

static IAM: Service = Service::new("iam", "iam");

#[tokio::test]
async fn a_token_opens_what_it_was_issued_for() {
    let emulator = emulator().await;
    let login = Login(serde_json::json!({ "auth": {
        "identity": { "methods": ["password"], "password": { "user": {
            "name": "developer", "password": "Emulator-2020", "domain": { "name": "emulator" },
        } } },
        "scope": { "project": { "name": emulator.region() } },
    } }));
    let token = client(&emulator).call(login).send().await.expect("a token");
    let client =
        builder(&emulator).credentials(Credentials::token(token)).build().expect("a client");
    client.sfs().list_shares().send().await.expect("shares");
    assert!(matches!(emulator.log().last().map(|line| &line.proof), Some(Proof::Token { .. })));
}

#[tokio::test]
async fn a_server_that_is_gone_is_a_network_error() {
    let emulator = emulator().await;
    let client = client(&emulator);
    emulator.stop().await;
    let once = CallOptions::new().retry(RetryPolicy::never());
    let call = client.sdrs().show_job_status(JOB).options(once);
    let error = call.send().await.expect_err("nobody there");
    assert_eq!(error.kind(), ErrorKind::Network, "{error}");
    assert!(error.to_string().starts_with("sdrs ShowJobStatus at 127.0.0.1:"), "{error}");
    assert!(error.is_safe_to_retry(), "a refused connection carried nothing");
}

#[tokio::test]
async fn clones_share_a_client_among_tasks() {
    let emulator = emulator().await;
    let client = Arc::new(client(&emulator));
    let tasks = (0..8).map(|_| {
        let client = Arc::clone(&client);
        tokio::spawn(async move {
            client.sdrs().show_job_status(JOB).send().await.map(|job| job.job_id)
        })
    });
    for task in tasks {
        assert_eq!(task.await.expect("a task").expect("a job"), JOB);
    }
}

#[tokio::test]
async fn what_the_emulator_does_not_do_says_so_in_the_services_own_way() {
    let emulator = emulator().await;
    let sdrs = client(&emulator).sdrs();
    let failover = sdrs.start_failover_protection_group(GROUP).send().await.expect_err("501");
    assert_eq!(failover.status().map(|status| status.as_u16()), Some(501), "{failover}");
    assert_eq!(failover.operation(), Some("StartFailoverProtectionGroup"));
    let reverse = sdrs.start_reverse_protection_group(GROUP, Station::Source).send().await;
    let message = reverse.expect_err("501").message().to_owned();
    assert!(message.contains("StartReverseProtectionGroup"), "told apart by the body: {message}");
}

#[tokio::test]
async fn a_file_is_uploaded_as_a_stream_and_signed_all_the_same() {
    let emulator = emulator().await;
    let file = StreamFactory::new(Some(6), || ByteStream::from(b"qcow2!".to_vec()));
    let upload = client(&emulator).ims().upload_image("84ac7f2b", file).send().await;
    let error = upload.expect_err("the emulator keeps no files");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(501), "{error}");
    let line = emulator.log().pop().expect("a line");
    assert!(matches!(line.proof, Proof::Signature { .. }), "{line}");
}
