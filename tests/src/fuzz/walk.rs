//! Walks through lists whose pages are known.

use std::sync::{Arc, Mutex};

use huaweicloud::{
    Body, BoxFuture, ByteStream, Bytes, Call, Client, Context, Credentials, Environment, Error,
    Paged, Position, RetryPolicy, Transport, TransportError, http,
};
use tokio::runtime::Builder;

const PROJECT: &str = "0123456789abcdef0123456789abcdef";

/// What a walk came by.
pub(super) struct Walk<T> {
    /// Items by step.
    pub(super) items: Vec<Vec<T>>,
    /// Where to continue after each step.
    pub(super) tokens: Vec<Position>,
    /// The error at the end, as it is printed.
    pub(super) end: Option<String>,
    /// What was asked for, request by request.
    pub(super) targets: Vec<String>,
}

/// Walks item by item.
pub(super) fn by_item<O: Paged>(list: &O, pages: &[Bytes]) -> Walk<O::Item> {
    let (call, server) = call(list, pages);
    let mut items = call.items();
    walk(server, async |walk| {
        let item = items.try_next().await?;
        walk.tokens.extend(item.is_some().then(|| items.resume_token()));
        Ok(item.map(|item| walk.items.push(vec![item])))
    })
}

/// Walks page by page.
pub(super) fn by_page<O: Paged>(list: &O, pages: &[Bytes]) -> Walk<O::Item> {
    let (call, server) = call(list, pages);
    let mut pages = call.pages();
    walk(server, async |walk| {
        let page = pages.try_next().await?;
        walk.tokens.extend(page.is_some().then(|| pages.resume_token()));
        Ok(page.map(|page| walk.items.push(O::into_items(page.into_value()))))
    })
}

/// Takes steps until there is none.
fn walk<T>(
    server: Server,
    mut step: impl AsyncFnMut(&mut Walk<T>) -> Result<Option<()>, Error>,
) -> Walk<T> {
    let mut walk = Walk { items: Vec::new(), tokens: Vec::new(), end: None, targets: Vec::new() };
    let runtime = Builder::new_current_thread().enable_time().build().expect("a runtime");
    walk.end = runtime.block_on(async {
        loop {
            match step(&mut walk).await {
                Ok(Some(())) => {}
                Ok(None) => return None,
                Err(error) => return Some(error.to_string()),
            }
        }
    });
    walk.targets = server.targets();
    walk
}

fn call<O: Paged>(list: &O, pages: &[Bytes]) -> (Call<O>, Server) {
    let server = Server { pages: pages.into(), targets: Arc::default() };
    let client = Client::builder()
        .retry(RetryPolicy::never())
        .region("cn-north-4")
        .environment(Environment::empty())
        .credentials(Credentials::aksk("AKIDEXAMPLE", "secret"))
        .project_id(PROJECT)
        .transport(server.clone())
        .build()
        .expect("a client");
    (client.call(list.clone()), server)
}

/// What a list asks for.
pub(super) fn target<O: Paged>(list: &O) -> String {
    list.encode(&Context::in_project(PROJECT)).expect("a request").target
}

/// A server that gives one page after the other, then the last one for ever.
#[derive(Clone, Debug)]
struct Server {
    pages: Arc<[Bytes]>,
    targets: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn targets(&self) -> Vec<String> {
        self.targets.lock().expect("nobody panicked").clone()
    }
}

impl Transport for Server {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<ByteStream>, TransportError>> {
        let target = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
        let mut targets = self.targets.lock().expect("nobody panicked");
        let page = self.pages.get(targets.len()).or(self.pages.last()).cloned().unwrap_or_default();
        targets.push(target);
        Box::pin(async move { Ok(http::Response::new(ByteStream::from(page))) })
    }
}
