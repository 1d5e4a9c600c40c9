//! Attempts that fail and are repeated, on a clock that jumps.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use huaweicloud_core::{
    Bytes, Context, EncodedRequest, Error, ErrorKind, KnownCode, Meta, Operation, ResponseHead,
    Service, http::Method,
};
use huaweicloud_runtime::{
    Call, CallOptions, Client, Credentials, RetryBudget, RetryPolicy, TransportError,
};
use tokio::time::Instant;

use crate::fake::{Answer, Fake, answer, header};

static SERVICE: Service = Service::new("toys", "toys").codes(&[
    KnownCode::new("TOY.60", ErrorKind::Throttled).safe_to_retry(),
    KnownCode::new("TOY.4", ErrorKind::NotFound),
]);

/// An operation of a method.
struct Toy<const METHOD: char>;

impl<const METHOD: char> Toy<METHOD> {
    const METHOD: Method = match METHOD {
        'G' => Method::GET,
        'P' => Method::POST,
        _ => Method::DELETE,
    };
}

impl<const METHOD: char> Operation for Toy<METHOD> {
    type Output = String;
    const META: &'static Meta = &Meta::new(&SERVICE, "HandleToy", Self::METHOD, "/v1/toys/1");

    fn encode(&self, _: &Context) -> Result<EncodedRequest, Error> {
        EncodedRequest::new(Self::META, &[])
    }

    fn decode(head: &ResponseHead, body: Bytes) -> Result<String, Error> {
        Self::META.decode_json(head, &body)
    }

    fn already_deleted() -> Option<String> {
        (METHOD == 'D').then(|| "deleted".to_owned())
    }
}

/// What a server does.
#[derive(Clone, Copy, Debug)]
enum Does {
    Answers(u16, &'static str),
    /// Asks to wait for some seconds.
    Refuses(&'static str),
    Unreachable,
    Breaks,
}

use Does::{Answers, Breaks, Refuses, Unreachable};

const OK: Does = Answers(200, "\"done\"");
const DOWN: Does = Answers(503, "{}");
const LOST: Does = Answers(500, r#"{"error":{"code":"TOY.4","message":"no such toy"}}"#);
const GONE: Does = Answers(404, "{}");

fn done(does: Does) -> Answer {
    match does {
        Answers(status, body) => answer(status, body),
        Refuses(after) => {
            let mut answer = answer(429, "{}")?;
            answer.headers_mut().insert("retry-after", after.parse().unwrap());
            Ok(answer)
        }
        Unreachable => Err(TransportError::not_sent("refused")),
        Breaks => Err(TransportError::unknown("reset")),
    }
}

/// Does this, and the last thing again and again; keeps when it was asked.
fn server(all: &'static [Does]) -> (Fake, Arc<Mutex<Vec<Duration>>>) {
    let start = Instant::now();
    let asked: Arc<Mutex<Vec<Duration>>> = Arc::default();
    let kept = asked.clone();
    let fake = Fake::new(move |_| {
        let mut asked = kept.lock().unwrap();
        let does = all[asked.len().min(all.len() - 1)];
        asked.push(start.elapsed());
        done(does)
    });
    (fake, asked)
}

fn client(fake: &Fake, policy: RetryPolicy) -> Client {
    fake.builder().credentials(Credentials::token("t")).retry(policy).build().unwrap()
}

async fn call<O: Operation<Output = String>>(
    operation: O,
    all: &'static [Does],
) -> (usize, Result<String, Error>) {
    let (fake, asked) = server(all);
    let result = Call::new(client(&fake, RetryPolicy::standard()), operation).send().await;
    let asked = asked.lock().unwrap().len();
    (asked, result)
}

#[tokio::test(start_paused = true)]
async fn what_may_be_repeated_is_repeated_until_it_succeeds() {
    for (all, read, written) in [
        (&[OK][..], 1, 1),
        (&[Unreachable, OK], 2, 2),
        (&[Unreachable, Unreachable, Unreachable, OK], 4, 4),
        (&[Refuses("1"), OK], 2, 2),
        (&[Answers(400, r#"{"error":{"code":"TOY.60","message":"busy"}}"#), OK], 2, 2),
        (&[Breaks, OK], 2, 0),
        (&[Answers(500, "{}"), OK], 2, 0),
        (&[Answers(502, "<html>"), OK], 2, 0),
        (&[DOWN, OK], 2, 0),
        (&[Answers(504, ""), OK], 2, 0),
        (&[Answers(501, "{}"), OK], 0, 0),
        // What the code means comes before the status.
        (&[LOST, OK], 0, 0),
        (&[Answers(400, "{}"), OK], 0, 0),
        (&[Answers(404, "{}"), OK], 0, 0),
        (&[Answers(409, "{}"), OK], 0, 0),
        (&[Answers(401, "{}"), OK], 0, 0),
    ] {
        for (due, (asked, result)) in
            [(read, call(Toy::<'G'>, all).await), (written, call(Toy::<'P'>, all).await)]
        {
            match due {
                0 => {
                    let error = result.expect_err("an error");
                    assert_eq!((asked, error.attempts()), (1, 1), "{all:?}: {error}");
                }
                due => {
                    assert_eq!(
                        (asked, result.expect("a success")),
                        (due, "done".to_owned()),
                        "{all:?}"
                    );
                }
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_keeps_failing_says_how_often_it_was_tried() {
    let (asked, result) = call(Toy::<'G'>, &[DOWN]).await;
    let error = result.unwrap_err();
    assert_eq!((asked, error.attempts(), error.is_outcome_unknown()), (4, 4, false));
    assert_eq!(
        error.to_string(),
        "toys HandleToy: 503 Service Unavailable: {} [request req-1] [after 4 attempts]"
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_that_may_have_acted_says_so() {
    for (all, unknown) in [
        (&[Breaks][..], true),
        (&[Answers(500, "{}")], true),
        (&[DOWN], true),
        (&[Unreachable], false),
        (&[Refuses("1")], false),
        (&[Answers(400, "{}")], false),
        (&[GONE], false),
        (&[LOST], false),
    ] {
        let error = call(Toy::<'P'>, all).await.1.unwrap_err();
        assert_eq!(error.is_outcome_unknown(), unknown, "{all:?}: {error}");
        assert_eq!(error.to_string().contains("look before you repeat"), unknown, "{error}");
        let error = call(Toy::<'G'>, all).await.1.unwrap_err();
        assert!(!error.is_outcome_unknown(), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_an_earlier_attempt_may_have_deleted_is_deleted() {
    for (all, deleted) in [
        (&[Breaks, GONE][..], true),
        (&[DOWN, DOWN, GONE], true),
        (&[GONE], false),
        (&[Unreachable, GONE], false),
        (&[Refuses("1"), GONE], false),
    ] {
        let result = call(Toy::<'D'>, all).await.1;
        assert_eq!(result.is_ok_and(|output| output == "deleted"), deleted, "{all:?}");
        let result = call(Toy::<'G'>, all).await.1;
        assert!(result.is_err_and(|error| error.is_not_found()), "{all:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn pauses_are_random_and_double_up_to_the_longest() {
    let policy = || RetryPolicy::standard().max_attempts(8).longest_pause(Duration::from_secs(4));
    for _ in 0..50 {
        let (fake, asked) = server(&[DOWN]);
        Call::new(client(&fake, policy()), Toy::<'G'>).send().await.unwrap_err();
        let asked = asked.lock().unwrap();
        let pauses = asked.windows(2).map(|pair| pair[1] - pair[0]);
        for (pause, most) in pauses.zip([500, 1000, 2000, 4000, 4000, 4000, 4000]) {
            // The clock of the test has milliseconds.
            assert!(pause <= Duration::from_millis(most + 1), "{pause:?} of {most}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_asks_for_a_pause_gets_it() {
    for (after, limit, asked_for, attempts) in [
        ("7", None, 7, 2),
        ("20", None, 20, 2),
        // Longer than the longest pause, or than the call may take.
        ("21", None, 0, 1),
        ("7", Some(5), 0, 1),
        ("7", Some(60), 7, 2),
        ("soon", None, 0, 2),
    ] {
        let all = Box::leak(Box::new([Refuses(after), OK]));
        let (fake, asked) = server(all);
        let options = limit
            .into_iter()
            .fold(CallOptions::new(), |options, limit| options.timeout(Duration::from_secs(limit)));
        let call = Call::new(client(&fake, RetryPolicy::standard()), Toy::<'P'>).options(options);
        let result = call.send().await;
        let asked = asked.lock().unwrap();
        assert_eq!((asked.len(), result.is_ok()), (attempts, attempts == 2), "{after} {limit:?}");
        let last = asked.last().unwrap();
        assert!(last.as_secs() >= asked_for, "{after} {limit:?}: {last:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn clones_share_a_budget() {
    let (fake, asked) = server(&[DOWN]);
    let policy = RetryPolicy::standard().budget(RetryBudget::new(5));
    let (one, other) = (client(&fake, policy.clone()), client(&fake, policy));
    for (client, attempts) in [(&one, 4), (&other, 3), (&one, 1), (&other, 1)] {
        let error = Call::new(client.clone(), Toy::<'G'>).send().await.unwrap_err();
        assert_eq!(error.attempts(), attempts);
    }
    let call = Call::new(one, Toy::<'G'>);
    let unlimited = CallOptions::new().retry(RetryPolicy::standard().budget(None));
    assert_eq!(call.options(unlimited).send().await.unwrap_err().attempts(), 4);
    assert_eq!(asked.lock().unwrap().len(), 4 + 3 + 1 + 1 + 4);
}

#[tokio::test(start_paused = true)]
async fn a_call_may_have_a_policy_of_its_own() {
    let (fake, asked) = server(&[DOWN]);
    let call = Call::new(client(&fake, RetryPolicy::standard()), Toy::<'G'>);
    let never = CallOptions::new().retry(RetryPolicy::never());
    assert_eq!(call.options(never).send().await.unwrap_err().attempts(), 1);
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn every_attempt_is_signed_anew() {
    let (fake, _) = server(&[DOWN, OK]);
    let keys = Credentials::aksk("AKIDEXAMPLE", "secret");
    let builder = fake.builder().credentials(keys).project_id("p").retry(RetryPolicy::standard());
    Call::new(builder.build().unwrap(), Toy::<'G'>).send().await.unwrap();
    let sent = fake.seen();
    assert_eq!(sent.len(), 2);
    for request in &sent {
        assert!(header(request, "authorization").is_some(), "{request:?}");
    }
}
