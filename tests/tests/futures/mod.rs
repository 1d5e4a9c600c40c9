//! The futures of every operation are small: programs hold them by the thousand and move them.

use std::fmt::Debug;

use huaweicloud::{
    Bytes, Call, Client, Context, EncodedRequest, Error, Items, LongRunning, Meta, Operation,
    Paged, Pages, PollStatus, Position, ResponseHead, Started, Wait, Waiter,
};
use huaweicloud_codegen::Exchange;
use huaweicloud_model::{Visitor, visit_operations};
use huaweicloud_tests::repository;
use serde::{Serialize, de::DeserializeOwned};

use super::client;

/// The largest future, in bytes.
const LIMIT: usize = 1024;

/// A call as the generated client wraps it.
struct Wrapped<O>(Call<O>);

impl<O: Operation> Wrapped<O> {
    async fn send(self) -> Result<O::Output, Error> {
        self.0.send().await
    }
}

impl<O: Operation + Clone> Wrapped<Any<O>> {
    async fn start(self) -> Result<Started<Any<O>>, Error> {
        self.0.start().await
    }
}

/// An operation as a list and as the start of work, whatever it is: nothing of an operation but its
/// request and its output can make a future larger.
#[derive(Clone)]
struct Any<O>(O);

impl<O: Operation> Operation for Any<O> {
    type Output = O::Output;
    const META: &'static Meta = O::META;

    fn encode(&self, cx: &Context) -> Result<EncodedRequest, Error> {
        self.0.encode(cx)
    }

    fn decode(head: &ResponseHead, body: Bytes) -> Result<O::Output, Error> {
        O::decode(head, body)
    }
}

impl<O: Operation + Clone> Paged for Any<O> {
    type Item = ();

    fn position(&self) -> Position {
        Position::Start
    }

    fn seek(&mut self, _: &Position) -> Result<(), Error> {
        Ok(())
    }

    fn items(_: &O::Output) -> &[()] {
        &[]
    }

    fn into_items(_: O::Output) -> Vec<()> {
        Vec::new()
    }

    fn next_position(position: &Position, _: &[()]) -> Position {
        position.clone()
    }
}

impl<O: Operation + Clone> LongRunning for Any<O> {
    type Waiter = Self;
    type Id = O::Output;

    fn waiter(&self, _: &O::Output) -> Option<Self> {
        Some(self.clone())
    }

    fn id(_: &O::Output) -> Option<O::Output> {
        None
    }
}

impl<O: Operation> Waiter for Any<O> {
    type Operation = O;
    type Output = O::Output;

    fn operation(&self) -> &O {
        &self.0
    }

    fn interpret(&self, output: O::Output) -> PollStatus<O::Output> {
        PollStatus::Done(output)
    }
}

/// The futures that are too large.
struct Futures {
    exchanges: Vec<Exchange>,
    seen: usize,
    too_large: Vec<String>,
}

impl Futures {
    fn measure(&mut self, meta: &Meta, future: &str, size: usize) {
        self.seen += 1;
        if size > LIMIT {
            let Meta { service, operation, .. } = meta;
            self.too_large.push(format!("{} {operation}: {future}: {size} bytes", service.name));
        }
    }

    /// An operation with the arguments of an example.
    fn example<O: Operation + DeserializeOwned>(&self) -> O {
        let own = |exchange: &&Exchange| {
            exchange.service == O::META.service.name && exchange.operation == O::META.operation
        };
        let example = self.exchanges.iter().find(own).expect("every operation has an example");
        serde_json::from_value(example.request.clone()).expect("the request of an example")
    }

    /// What is on the heap while a program waits.
    fn of_wait<O: Operation + Clone>(client: &Client, operation: O) -> usize {
        size_of_val(&*client.wait(Any(operation)).into_future())
    }
}

impl Visitor for Futures {
    fn visit<O>(&mut self)
    where
        O: Operation + Clone + Debug + PartialEq + Serialize + DeserializeOwned,
        O::Output: Serialize,
    {
        let operation = self.example::<O>();
        let client = client(O::META.service, "http://127.0.0.1:1");
        for (future, size) in [
            ("send", size_of_returned(Wrapped::<O>::send)),
            ("send_full", size_of_returned(Call::<O>::send_full)),
            ("start", size_of_returned(Wrapped::<Any<O>>::start)),
            ("try_next of pages", size_of_returned(Pages::<Any<O>>::try_next)),
            ("try_next of items", size_of_returned(Items::<Any<O>>::try_next)),
            ("wait", size_of_returned(Wait::<Any<O>>::into_future)),
            ("wait, on the heap", Self::of_wait(&client, operation)),
        ] {
            self.measure(O::META, future, size);
        }
    }
}

/// The size of what a function returns.
fn size_of_returned<A, R>(_: impl FnOnce(A) -> R) -> usize {
    size_of::<R>()
}

/// Whoever sends a thousand requests at once pays for requests and responses, not for futures.
#[test]
fn futures_are_small() {
    let exchanges = repository::specs("spec").exchanges();
    let mut futures = Futures { exchanges, seen: 0, too_large: Vec::new() };
    visit_operations(&mut futures);
    assert!(futures.seen > 0, "operations are visited");
    assert!(futures.too_large.is_empty(), "{}", futures.too_large.join("\n"));
}
