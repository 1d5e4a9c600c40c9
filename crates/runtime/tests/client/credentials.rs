//! Where credentials come from.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime},
};

use futures_util::{FutureExt as _, future::join_all};
use huaweicloud_core::{Error, ErrorKind};
use huaweicloud_runtime::{
    BoxFuture, Call, Client, Clock, Credentials, CredentialsChain, CredentialsProvider,
    Environment, EnvironmentCredentials, ProfileCredentials, ProviderContext, StaticCredentials,
};

use crate::{
    fake::{Fake, header, now},
    operations::{Create, SERVICE, Show, Versions},
};

/// A file of its own for a test.
fn file(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

async fn fails(environment: Environment) -> Error {
    let fake = Fake::json("{}");
    let client = fake.builder().environment(environment).project_id("p").build().unwrap();
    let error = Call::new(client, Show("1")).send().await.unwrap_err();
    assert_eq!(error.attempts(), 0);
    assert!(fake.seen().is_empty());
    error
}

#[tokio::test]
async fn an_exhausted_chain_tells_what_each_source_lacked() {
    const REMEDY: &str = "; set credentials on the client builder, or in one of these sources";
    for (pairs, message) in [
        (
            vec![],
            "environment: HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not set; \
             profile: no home directory, and HUAWEICLOUD_SDK_CREDENTIALS_FILE is not set"
                .to_owned(),
        ),
        (
            vec![("HOME", "/nowhere")],
            "environment: HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not set; \
             profile: /nowhere/.huaweicloud/credentials does not exist"
                .to_owned(),
        ),
        (
            vec![("HUAWEICLOUD_SDK_AK", ""), ("HOME", "/dev/null")],
            "environment: HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not set; \
             profile: /dev/null/.huaweicloud/credentials does not exist"
                .to_owned(),
        ),
    ] {
        let error = fails(Environment::from_pairs(pairs)).await;
        let message = format!("toys ShowToy: no credentials were found ({message}){REMEDY}");
        assert_eq!((error.kind(), error.to_string()), (ErrorKind::Credentials, message));
    }
}

#[tokio::test]
async fn a_broken_source_is_not_passed_over() {
    const FILE: &str = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";
    let whole = file("whole", "[basic]\nak = OTHER\nsk = x\n");
    let broken = file("broken", "[basic]\nak = AK\n");
    let (whole, broken) = (whole.to_str().unwrap(), broken.to_str().unwrap());
    let directory = env!("CARGO_TARGET_TMPDIR");
    for (pairs, message) in [
        (
            vec![("HUAWEICLOUD_SDK_AK", "AK"), (FILE, whole)],
            "HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not".to_owned(),
        ),
        (
            vec![("HUAWEICLOUD_SDK_AK", ""), ("HUAWEICLOUD_SDK_SK", "s3cret"), (FILE, whole)],
            "HUAWEICLOUD_SDK_SK is set, but HUAWEICLOUD_SDK_AK is not".to_owned(),
        ),
        (vec![(FILE, broken)], format!("{broken} has no `sk` in [basic]")),
        (
            vec![(FILE, directory)],
            format!("{directory} cannot be read: Is a directory (os error 21)"),
        ),
    ] {
        let error = fails(Environment::from_pairs(pairs)).await;
        let message = format!("toys ShowToy: {message}");
        assert_eq!((error.kind(), error.to_string()), (ErrorKind::Configuration, message));
    }
}

#[tokio::test]
async fn the_first_source_that_has_credentials_is_taken() {
    let profile = file("profile", "[basic]\nak = FROMFILE\nsk = x\nproject_id = file\n");
    let profile = ("HUAWEICLOUD_SDK_CREDENTIALS_FILE", profile.to_str().unwrap());
    let keys = [
        ("HUAWEICLOUD_SDK_AK", "FROMENV"),
        ("HUAWEICLOUD_SDK_SK", "x"),
        ("HUAWEICLOUD_SDK_SECURITY_TOKEN", "token"),
        ("HUAWEICLOUD_SDK_PROJECT_ID", "env"),
    ];
    for (pairs, explicit, access_key, project) in [
        (vec![profile], None, "FROMFILE", "file"),
        ([&keys[..], &[profile]].concat(), None, "FROMENV", "env"),
        // What the environment says of its account is not true of another.
        ([&keys[..], &[profile]].concat(), Some("EXPLICIT"), "EXPLICIT", "looked-up"),
    ] {
        let fake = Fake::json(r#"{"projects":[{"id":"looked-up","name":"cn-north-4"}]}"#);
        let builder = fake.builder().environment(Environment::from_pairs(pairs));
        let builder = explicit
            .into_iter()
            .fold(builder, |builder, key| builder.credentials(Credentials::aksk(key, "x")));
        Call::new(builder.build().unwrap(), Show("1")).send().await.unwrap();
        let request = fake.seen().pop().unwrap();
        let authorization = header(&request, "authorization").unwrap();
        assert!(authorization.contains(&format!("Access={access_key},")), "{authorization}");
        assert_eq!(request.uri().path(), format!("/v1/{project}/toys/1"));
        let token = (access_key == "FROMENV").then_some("token");
        assert_eq!(header(&request, "x-security-token"), token);
    }
}

#[tokio::test]
async fn a_profile_may_say_where_iam_is() {
    let profile = file("iam", "[basic]\nak = A\nsk = x\niam_endpoint = https://iam.example.com\n");
    let fake = Fake::json(r#"{"projects":[{"id":"p","name":"cn-north-4"}]}"#);
    let builder = fake.builder().credentials_provider(ProfileCredentials::at(profile));
    Call::new(builder.build().unwrap(), Show("1")).send().await.unwrap();
    assert_eq!(fake.seen()[0].uri().host(), Some("iam.example.com"));
}

#[tokio::test]
async fn a_chain_of_ones_own_asks_in_order() {
    let chain = CredentialsChain::new()
        .then(ProfileCredentials::at("/nowhere"))
        .then(Provider::new(|_| Credentials::token("second")));
    assert!(format!("{chain:?}").contains("/nowhere"));
    let fake = Fake::json("{}");
    let client = fake.builder().credentials_provider(chain).project_id("p").build().unwrap();
    Call::new(client, Show("1")).send().await.unwrap();
    assert_eq!(header(&fake.only(), "x-auth-token"), Some("second"));
}

#[test]
fn a_source_has_the_name_that_errors_tell() {
    let environment = Environment::empty();
    let sources: [(Arc<dyn CredentialsProvider>, &str); 4] = [
        (Arc::new(EnvironmentCredentials::new(environment)), "environment"),
        (Arc::new(ProfileCredentials::at("/nowhere")), "profile"),
        (Arc::new(CredentialsChain::new()), "the credentials chain"),
        (Arc::new(StaticCredentials::new(Credentials::token("t"))), "the client builder"),
    ];
    for (source, name) in sources {
        assert_eq!(source.name(), name);
    }
}

#[tokio::test]
async fn an_empty_chain_says_so() {
    let fake = Fake::json("{}");
    let builder = fake.builder().credentials_provider(CredentialsChain::new()).project_id("p");
    let error = builder.build().unwrap().call(Show("1")).send().await.unwrap_err();
    assert_eq!(error.message(), "no credentials were found (the chain is empty)");
}

#[tokio::test]
async fn a_chain_asks_on_only_where_there_is_nothing() {
    for (kind, asks_on) in [
        (ErrorKind::Credentials, true),
        (ErrorKind::Configuration, false),
        (ErrorKind::Network, false),
        (ErrorKind::Timeout, false),
    ] {
        let failing = Provider::failing(move |_| Err(Error::new(kind).message("no").build()));
        let chain = CredentialsChain::new()
            .then(CredentialsChain::new().then(failing))
            .then(Provider::new(|_| Credentials::token("second")));
        let fake = Fake::json("{}");
        let client = fake.builder().credentials_provider(chain).project_id("p").build().unwrap();
        let failed = client.call(Show("1")).send().await.err().map(|error| error.kind());
        assert_eq!(failed, (!asks_on).then_some(kind));
    }
}

#[tokio::test]
async fn credentials_that_cannot_be_used_are_not_sent() {
    for (credentials, message) in [
        (
            Credentials::aksk("", "x"),
            "the credentials from the client builder have an empty access key",
        ),
        (
            Credentials::token("t").expires_at(now()),
            "the credentials from the client builder expired at 2024-01-02T03:04:05.000Z",
        ),
        (Credentials::token("line\nfeed"), "the token has characters that are invalid in headers"),
    ] {
        let fake = Fake::json("{}");
        let client = fake.builder().credentials(credentials).project_id("p").build().unwrap();
        let error = Call::new(client, Show("1")).send().await.unwrap_err();
        assert_eq!((error.kind(), error.message()), (ErrorKind::Credentials, message));
        assert!(error.is_auth() && fake.seen().is_empty());
    }
}

/// Counts how often it is asked, and answers after the others had their turn.
#[derive(Clone)]
struct Provider {
    asked: Arc<AtomicUsize>,
    make: Arc<dyn Fn(usize) -> Result<Credentials, Error> + Send + Sync>,
}

impl Provider {
    fn new(make: impl Fn(usize) -> Credentials + Send + Sync + 'static) -> Self {
        Self::failing(move |turn| Ok(make(turn)))
    }

    fn failing(make: impl Fn(usize) -> Result<Credentials, Error> + Send + Sync + 'static) -> Self {
        Self { asked: Arc::default(), make: Arc::new(make) }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Provider")
    }
}

impl CredentialsProvider for Provider {
    fn name(&self) -> &str {
        "test"
    }

    fn credentials<'a>(
        &'a self,
        _: &'a ProviderContext,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        let time = self.asked.fetch_add(1, Ordering::Relaxed);
        async move {
            tokio::task::yield_now().await;
            (self.make)(time)
        }
        .boxed()
    }
}

fn client(fake: &Fake, provider: &Provider, clock: Clock) -> Client {
    let builder = fake.builder().credentials_provider(provider.clone()).clock(clock);
    builder.project_id("p").build().unwrap()
}

#[tokio::test]
async fn many_callers_ask_for_credentials_once() {
    let fake = Fake::json("{}");
    let provider = Provider::new(|_| Credentials::token("t"));
    let client = client(&fake, &provider, Clock::fixed(now()));
    Call::new(client.clone(), Versions).send().await.unwrap();
    assert_eq!(provider.asked(), 0);
    for result in join_all((0..10).map(|_| Call::new(client.clone(), Show("1")).send())).await {
        result.unwrap();
    }
    assert_eq!(provider.asked(), 1);
}

/// A clock, and what it shows.
fn clock() -> (Arc<Mutex<SystemTime>>, Clock) {
    let time = Arc::new(Mutex::new(now()));
    let shown = Arc::clone(&time);
    (time, Clock::new(move || *shown.lock().unwrap()))
}

#[tokio::test]
async fn credentials_are_replaced_shortly_before_they_expire() {
    let (time, clock) = clock();
    let hour = Duration::from_secs(3600);
    let provider = Provider::new(move |turn| {
        let end = now() + hour * (u32::try_from(turn).unwrap() + 1);
        Credentials::token(format!("t{turn}")).expires_at(end)
    });
    let fake = Fake::json("{}");
    let client = client(&fake, &provider, clock);
    for (minutes, token) in
        [(0, "t0"), (54, "t0"), (55, "t1"), (60, "t1"), (114, "t1"), (115, "t2")]
    {
        *time.lock().unwrap() = now() + Duration::from_secs(60 * minutes);
        Call::new(client.clone(), Show("1")).send().await.unwrap();
        assert_eq!(header(fake.seen().last().unwrap(), "x-auth-token"), Some(token), "{minutes}");
    }
}

#[tokio::test]
async fn credentials_serve_to_their_end_if_there_are_no_new_ones() {
    for (failure, kind) in [
        (Some(ErrorKind::Network), ErrorKind::Network),
        // What has expired is no better than nothing.
        (None, ErrorKind::Credentials),
    ] {
        let (time, clock) = clock();
        let end = now() + Duration::from_secs(3600);
        let provider = Provider::failing(move |turn| match (turn, failure) {
            (0, _) => Ok(Credentials::token("t0").expires_at(end)),
            (1..=4, Some(kind)) => Err(Error::new(kind).message("down").build()),
            (1..=4, None) => Ok(Credentials::token("old").expires_at(now())),
            _ => Ok(Credentials::token("t1").expires_at(end + Duration::from_secs(3600))),
        });
        let fake = Fake::json("{}");
        let client = client(&fake, &provider, clock);
        for (second, asked, token) in [
            (0, 1, Some("t0")),
            (3299, 1, Some("t0")),
            (3300, 2, Some("t0")),
            (3329, 2, Some("t0")),
            (3330, 3, Some("t0")),
            // The clock was set back.
            (3320, 4, Some("t0")),
            (3349, 4, Some("t0")),
            (3600, 5, None),
            // There is nothing left to wait with.
            (3600, 6, Some("t1")),
        ] {
            *time.lock().unwrap() = now() + Duration::from_secs(second);
            let sent = fake.seen().len();
            let result = client.call(Show("1")).send().await;
            assert_eq!(provider.asked(), asked, "{second}");
            match token {
                Some(token) => {
                    result.unwrap();
                    assert_eq!(header(&fake.seen()[sent], "x-auth-token"), Some(token));
                }
                None => assert_eq!(result.unwrap_err().kind(), kind, "{second}"),
            }
        }
    }
}

#[tokio::test]
async fn credentials_that_never_last_are_not_asked_for_at_each_call() {
    let (time, clock) = clock();
    let provider =
        Provider::new(|_| Credentials::token("t").expires_at(now() + Duration::from_secs(120)));
    let fake = Fake::json("{}");
    let client = client(&fake, &provider, clock);
    for (second, asked) in [(0, 1), (29, 1), (30, 2), (59, 2), (119, 3)] {
        *time.lock().unwrap() = now() + Duration::from_secs(second);
        client.call(Show("1")).send().await.unwrap();
        assert_eq!(provider.asked(), asked, "{second}");
    }
}

#[tokio::test]
async fn if_the_one_who_asks_is_dropped_another_does() {
    let fake = Fake::json("{}");
    let provider = Provider::new(|_| Credentials::token("t"));
    let client = client(&fake, &provider, Clock::new(SystemTime::now));
    // Polled once, so that it asks; then dropped.
    assert!(Call::new(client.clone(), Show("1")).send().now_or_never().is_none());
    assert_eq!(provider.asked(), 1);
    Call::new(client, Show("1")).send().await.unwrap();
    assert_eq!(provider.asked(), 2);
}

/// Logs in by an operation, as IAM would be asked for a token.
#[derive(Debug)]
struct Login;

impl CredentialsProvider for Login {
    fn name(&self) -> &str {
        "login"
    }

    fn credentials<'a>(
        &'a self,
        cx: &'a ProviderContext,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(async move {
            assert_eq!((cx.now(), cx.region()), (now(), Some("cn-north-4")));
            assert_eq!(format!("{cx:?} {:?}", cx.transport()), "ProviderContext { .. } Fake");
            let toys = cx.endpoints(&SERVICE)?;
            assert_eq!(toys, ["https://toys.cn-north-4.myhuaweicloud.com"]);
            let response = cx.send(&Create("me")).await?;
            let token = response.value()["token"].as_str().unwrap_or_default().to_owned();
            Ok(Credentials::token(token).with_project_id("p"))
        })
    }
}

#[tokio::test]
async fn a_login_is_a_provider_that_uses_the_transport_of_the_client() {
    let fake = Fake::new(|request| match request.uri().path() {
        "/v2/toys" => crate::fake::answer(201, r#"{"token":"t1"}"#),
        _ => crate::fake::answer(200, "{}"),
    });
    let client = fake.builder().credentials_provider(Login).build().unwrap();
    client.call(Show("1")).send().await.unwrap();
    client.call(Show("2")).send().await.unwrap();
    let [login, first, second] = &fake.seen()[..] else { panic!("one login, two calls") };
    assert_eq!(login.uri().path(), "/v2/toys");
    for name in ["authorization", "x-auth-token", "x-project-id"] {
        assert_eq!(header(login, name), None, "a login has no credentials yet");
    }
    for call in [first, second] {
        assert_eq!(header(call, "x-auth-token"), Some("t1"));
    }
}

#[tokio::test]
async fn a_login_that_fails_fails_the_call() {
    let fake = Fake::new(|_| crate::fake::answer(401, r#"{"error_code":"T.1","error_msg":"no"}"#));
    let client = fake.builder().credentials_provider(Login).build().unwrap();
    let error = client.call(Show("1")).send().await.unwrap_err();
    assert_eq!(error.to_string(), "toys CreateToy: 401 Unauthorized T.1: no [request req-1]");
    assert!(error.is_auth());
}
