//! Lists that come in pages.

use futures_util::StreamExt as _;
use huaweicloud_core::{Error, ErrorKind, Paged, Position, Response};
use huaweicloud_runtime::{Call, Items, Pages};

use crate::{
    fake::{Fake, answer},
    operations::{List, ListByMarker, ListOf, ListTimed},
};

fn parameter(request: &http::Request<huaweicloud_core::Body>, name: &str) -> Option<String> {
    let query = request.uri().query()?;
    let value = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")))?;
    Some(value.to_owned())
}

/// Answers with these numbers, `size` at a time.
fn numbers(count: usize, size: usize) -> Fake {
    Fake::new(move |request| {
        let offset = parameter(request, "offset").map_or(0, |offset| offset.parse().unwrap());
        let page: Vec<_> = (0..count).skip(offset).take(size).collect();
        answer(200, &format!("{page:?}"))
    })
}

/// Answers with these pages, the last over and over.
fn pages(pages: &'static [&'static str]) -> Fake {
    let turn = std::sync::atomic::AtomicUsize::new(0);
    Fake::new(move |_| {
        let turn = turn.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        answer(200, pages[turn.min(pages.len() - 1)])
    })
}

async fn all<T, S>(mut stream: S) -> (Vec<T>, Option<Error>)
where
    S: futures_core::Stream<Item = Result<T, Error>> + Unpin,
{
    let mut given = Vec::new();
    let mut failure = None;
    while let Some(result) = stream.next().await {
        assert!(failure.is_none(), "the stream goes on after an error");
        match result {
            Ok(value) => given.push(value),
            Err(error) => failure = Some(error),
        }
    }
    assert!(stream.next().await.is_none(), "the stream begins again");
    (given, failure)
}

#[tokio::test]
async fn a_list_ends_at_an_empty_page() {
    for (count, size, limit, short_is_last, targets) in [
        (0, 2, None, false, vec!["/v2/toys"]),
        (1, 2, Some(2), false, vec!["/v2/toys?limit=2", "/v2/toys?offset=1&limit=2"]),
        // The service may give less than asked for, and still have more.
        (
            3,
            2,
            Some(100),
            false,
            vec![
                "/v2/toys?limit=100",
                "/v2/toys?offset=2&limit=100",
                "/v2/toys?offset=3&limit=100",
            ],
        ),
        // Unless it promises not to.
        (3, 2, Some(2), true, vec!["/v2/toys?limit=2", "/v2/toys?offset=2&limit=2"]),
        (2, 2, Some(2), true, vec!["/v2/toys?limit=2", "/v2/toys?offset=2&limit=2"]),
        (3, 2, None, true, vec!["/v2/toys", "/v2/toys?offset=2", "/v2/toys?offset=3"]),
    ] {
        let fake = numbers(count, size);
        match short_is_last {
            false => ends(&fake, ListOf::<false> { offset: None, limit }, count).await,
            true => ends(&fake, ListOf::<true> { offset: None, limit }, count).await,
        }
        // Item by item, and page by page.
        assert_eq!(fake.targets(), [targets.clone(), targets].concat());
    }
}

/// Item by item and page by page, a list has this number of items.
async fn ends<O>(fake: &Fake, operation: O, count: usize)
where
    O: Paged<Item = i64, Output = Vec<i64>>,
{
    let (items, error) = all(Call::new(fake.client(), operation.clone()).items()).await;
    assert_eq!(items, (0..i64::try_from(count).unwrap()).collect::<Vec<_>>());
    assert!(error.is_none());
    let asked = fake.seen().len();

    let (pages, _) = all(Call::new(fake.client(), operation).pages()).await;
    let pages: Vec<_> = pages.into_iter().map(Response::into_value).collect();
    assert_eq!(pages.concat(), items);
    assert!(pages.iter().all(|page| !page.is_empty()));
    assert_eq!(fake.seen().len(), 2 * asked);
}

#[tokio::test]
async fn a_list_without_room_for_an_item_is_refused() {
    let fake = numbers(3, 3);
    let operation = List { limit: Some(0), ..List::default() };
    let (items, error) = all(fake.client().call(operation).items()).await;
    assert!(items.is_empty() && fake.seen().is_empty());
    let error = error.unwrap();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert!(error.to_string().starts_with("toys ListToys: a list with a limit of 0 has no page"));
}

#[tokio::test]
async fn a_list_by_marker_goes_on_after_the_last_entry() {
    let fake = pages(&[r#"["a","b"]"#, r#"["c d"]"#, "[]"]);
    let (items, error) = all(Call::new(fake.client(), ListByMarker::default()).items()).await;
    assert_eq!(items, ["a", "b", "c d"]);
    assert!(error.is_none());
    assert_eq!(fake.targets(), ["/v2/names", "/v2/names?marker=b", "/v2/names?marker=c%20d"]);
}

#[tokio::test]
async fn a_page_that_says_it_is_the_last_is_the_last() {
    let fake = pages(&[r#"["a","b"]"#, r#"["last"]"#, r#"["never asked for"]"#]);
    let (items, error) = all(Call::new(fake.client(), ListByMarker::default()).items()).await;
    assert_eq!(items, ["a", "b", "last"]);
    assert!(error.is_none());
    assert_eq!(fake.targets(), ["/v2/names", "/v2/names?marker=b"]);
}

#[tokio::test]
async fn a_page_that_repeats_is_an_error() {
    let fake = pages(&["[1,2]", "[3]", "[1,2]"]);
    let (pages_given, error) = all(Call::new(fake.client(), List::default()).pages()).await;
    let pages_given: Vec<_> = pages_given.into_iter().map(Response::into_value).collect();
    assert_eq!(pages_given, [vec![1, 2], vec![3]]);
    let error = error.unwrap();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decoding, 1));
    assert_eq!(
        error.to_string(),
        "toys ListToys: 200 OK: the page at `offset:3` repeats an earlier page [request req-1]"
    );
    assert_eq!(error.body().as_ref(), b"[1,2]");

    // The bodies differ, but the marker comes again.
    let fake = pages(&[r#"["a","b"]"#, r#"["c"]"#, r#"["x","b"]"#]);
    let (items, error) = all(Call::new(fake.client(), ListByMarker::default()).items()).await;
    assert_eq!(items, ["a", "b", "c"]);
    assert_eq!(error.unwrap().kind(), ErrorKind::Decoding);

    // A server that takes no notice of the marker.
    let fake = pages(&[r#"["a"]"#]);
    let operation = ListByMarker { marker: Some("a".into()) };
    let (items, error) = all(Call::new(fake.client(), operation).items()).await;
    assert!(items.is_empty());
    assert_eq!(error.unwrap().kind(), ErrorKind::Decoding);
}

/// Asking without a marker would give the list from its start, item by item a second time.
#[tokio::test]
async fn a_page_whose_last_entry_has_no_marker_is_an_error() {
    for (start, told) in [(None, "start"), (Some("a"), "marker:a")] {
        let fake = pages(&[r#"["b",""]"#, r#"["a"]"#, "[]"]);
        let operation = ListByMarker { marker: start.map(Into::into) };
        let (items, error) = all(Call::new(fake.client(), operation).items()).await;
        assert!(items.is_empty(), "{items:?}");
        assert_eq!(
            error.unwrap().to_string(),
            format!(
                "toys ListNames: 200 OK: the page at `{told}` does not tell where the next one \
                 starts [request req-1]"
            )
        );
        assert_eq!(fake.seen().len(), 1);
    }
}

#[tokio::test]
async fn a_page_that_repeats_the_one_before_is_an_error_whatever_is_beside_the_list() {
    for (bodies, given, repeats) in [
        (&[r#"{"toys":[1,2],"t":1}"#, r#"{"toys":[1,2],"t":2}"#], vec![1, 2], true),
        (&[r#"{"toys":[1],"t":1}"#, r#"{"toys":[1],"t":2}"#], vec![1], true),
        // Both ends must be the same.
        (&[r#"{"toys":[1,2]}"#, r#"{"toys":[1,3]}"#], vec![1, 2, 1, 3], false),
        (&[r#"{"toys":[1,2]}"#, r#"{"toys":[3,2]}"#], vec![1, 2, 3, 2], false),
    ] {
        let turn = std::sync::atomic::AtomicUsize::new(0);
        let fake = Fake::new(move |_| {
            let turn = turn.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            answer(200, bodies.get(turn).unwrap_or(&r#"{"toys":[]}"#))
        });
        let (items, error) = all(fake.client().call(ListTimed::default()).items()).await;
        assert_eq!(items, given);
        let kind = error.map(|error| error.kind());
        assert_eq!(kind, repeats.then_some(ErrorKind::Decoding), "{bodies:?}");
    }
}

#[tokio::test]
async fn a_page_is_the_whole_answer() {
    let fake = pages(&[r#"{"toys":[1],"count":7}"#, r#"{"toys":[]}"#]);
    let mut pages = fake.client().call(ListTimed::default()).pages();
    let page = pages.try_next().await.unwrap().unwrap();
    assert_eq!((page.request_id(), page.attempts()), (Some("req-1"), 1));
    assert_eq!(page.body().as_ref(), br#"{"toys":[1],"count":7}"#);
    assert_eq!(page.into_value().toys, [1]);
}

#[tokio::test]
async fn a_place_in_another_kind_of_list_is_refused() {
    let fake = pages(&["[]"]);
    let client = fake.client();
    let marker = Position::Marker("a".into());
    let by_offset = || client.call(List::default());
    let by_marker = || client.call(ListByMarker::default());
    let (_, of_pages) = all(by_offset().pages().starting_at(marker.clone())).await;
    let (_, of_items) = all(by_offset().items().starting_at(marker)).await;
    let (_, of_marker) = all(by_marker().items().starting_at(Position::Offset(1))).await;
    for (error, message) in [
        (of_pages, "toys ListToys: `marker:a` is not a position in a list by offset"),
        (of_items, "toys ListToys: `marker:a` is not a position in a list by offset"),
        (of_marker, "toys ListNames: `offset:1` is not a position in a list by marker"),
    ] {
        let error = error.unwrap();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Invalid, 0));
        assert_eq!(error.to_string(), message);
    }
    assert!(fake.seen().is_empty());
}

#[tokio::test]
async fn an_error_ends_the_list() {
    let fake = Fake::new(|request| match parameter(request, "offset").as_deref() {
        None => answer(200, "[1,2]"),
        _ => answer(503, ""),
    });
    let (items, error) = all(Call::new(fake.client(), List::default()).items()).await;
    assert_eq!(items, [1, 2]);
    assert_eq!(error.unwrap().status().unwrap(), 503);
    assert_eq!(fake.seen().len(), 2);
}

#[tokio::test]
async fn a_list_can_be_continued_in_the_middle_of_a_page() {
    let fake = numbers(7, 3);
    let call = Call::new(fake.client(), List { offset: Some(1), ..List::default() });
    let mut items = call.clone().items();
    assert_eq!(items.resume_token(), Position::Offset(1));
    for expected in 1..=5 {
        assert_eq!(items.try_next().await.unwrap(), Some(expected));
        assert_eq!(items.resume_token(), Position::Offset(expected + 1));
    }

    let token = items.resume_token().to_string();
    assert_eq!(token, "offset:6");
    let mut rest = call.clone().items().starting_at(token.parse().unwrap());
    assert_eq!(rest.try_next().await.unwrap(), Some(6));
    assert_eq!(rest.try_next().await.unwrap(), None);
    assert_eq!(rest.resume_token(), Position::Offset(7));

    let mut pages = call.pages();
    assert_eq!(pages.try_next().await.unwrap().unwrap().into_value(), [1, 2, 3]);
    assert_eq!(pages.resume_token(), Position::Offset(4));
    let mut pages = pages.starting_at(Position::Start);
    assert_eq!(pages.try_next().await.unwrap().unwrap().into_value(), [0, 1, 2]);
}

#[tokio::test]
async fn a_list_by_marker_can_be_continued_too() {
    let fake = pages(&[r#"["a","b"]"#, "[]"]);
    let mut items = Call::new(fake.client(), ListByMarker::default()).items();
    assert_eq!(items.resume_token(), Position::Start);
    items.try_next().await.unwrap();
    assert_eq!(items.resume_token(), Position::Marker("a".into()));
    let rest = Call::new(fake.client(), ListByMarker::default()).items();
    let _ = all(rest.starting_at(items.resume_token())).await;
    assert_eq!(fake.targets(), ["/v2/names", "/v2/names?marker=a"]);
}

#[tokio::test]
async fn dropping_a_wait_loses_nothing() {
    let fake = Fake::slow(|request| {
        Box::pin(async move {
            tokio::task::yield_now().await;
            match parameter(&request, "offset") {
                None => answer(200, "[1]"),
                Some(_) => answer(200, "[]"),
            }
        })
    });
    let mut items = Call::new(fake.client(), List::default()).items();
    {
        use futures_util::FutureExt as _;
        assert!(items.try_next().now_or_never().is_none());
    }
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    assert_eq!(items.try_next().await.unwrap(), None);
    assert_eq!(fake.seen().len(), 2);
}

#[test]
fn lists_are_streams_that_can_be_sent() {
    fn is_stream<T: futures_core::Stream + Unpin + Send + 'static>() {}
    /// Whatever the operation.
    fn holds_for_all<O: Paged>() {
        is_stream::<Pages<O>>();
        is_stream::<Items<O>>();
    }
    holds_for_all::<List>();
}
