//! Limits of time, on a clock that jumps.

use std::time::Duration;

use futures_util::FutureExt as _;
use huaweicloud_core::{Body, ByteStream, Bytes, ErrorKind};
use huaweicloud_runtime::{Call, CallOptions, Credentials};
use tokio::time::Instant;

use crate::{
    fake::Fake,
    operations::{Upload, stream},
};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(start_paused = true)]
async fn the_shortest_limit_that_is_set_holds() {
    let second = Duration::from_secs;
    let set = |n| Some(second(n));
    for (client_call, client_attempt, call, attempt, after, what) in [
        (None, None, None, None, MINUTE, "attempt"),
        (None, set(5), None, None, second(5), "attempt"),
        (None, set(5), None, set(7), second(7), "attempt"),
        (set(3), None, None, None, second(3), "call"),
        (set(3), None, set(4), None, second(4), "call"),
        (set(9), set(5), set(8), set(7), second(7), "attempt"),
        (None, set(500), None, None, second(500), "attempt"),
    ] {
        let fake = Fake::slow(|_| std::future::pending().boxed());
        let mut builder = fake.builder().credentials(Credentials::token("t"));
        builder = client_call.into_iter().fold(builder, |builder, limit| builder.timeout(limit));
        builder = client_attempt
            .into_iter()
            .fold(builder, |builder, limit| builder.attempt_timeout(limit));
        let mut options = CallOptions::new();
        options = call.into_iter().fold(options, CallOptions::timeout);
        options = attempt.into_iter().fold(options, CallOptions::attempt_timeout);

        let start = Instant::now();
        let call = Call::new(builder.build().unwrap(), Upload(Body::Empty)).options(options);
        let error = call.send().await.unwrap_err();
        assert_eq!(start.elapsed().as_secs(), after.as_secs());
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
        let option = if what == "call" { "timeout" } else { "attempt_timeout" };
        let message = format!(
            "toys UploadToy at toys.cn-north-4.myhuaweicloud.com: the {what} took longer than \
             {after:?}; raise the limit with `CallOptions::{option}`"
        );
        assert_eq!(error.to_string(), message);
    }
}

#[tokio::test(start_paused = true)]
async fn an_upload_takes_as_long_as_it_takes() {
    let fake = Fake::slow(|_| {
        let late = async {
            tokio::time::sleep(60 * MINUTE).await;
            crate::fake::answer(204, "")
        };
        late.boxed()
    });
    let client = fake.client();
    Call::new(client.clone(), Upload(stream(None, &[b"x"]))).send().await.unwrap();

    let options = CallOptions::new().attempt_timeout(MINUTE);
    let call = Call::new(client, Upload(stream(None, &[b"x"]))).options(options);
    assert!(call.send().await.unwrap_err().is_timeout());
}

#[tokio::test(start_paused = true)]
async fn an_answer_must_end_in_time_too() {
    let fake = Fake::new(|_| {
        let endless = futures_util::stream::unfold((), |()| async {
            tokio::time::sleep(MINUTE / 4).await;
            Some((Ok(Bytes::from_static(b" ")), ()))
        });
        Ok(http::Response::new(ByteStream::new(endless)))
    });
    let error = Call::new(fake.client(), Upload(Body::Empty)).send().await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
}
