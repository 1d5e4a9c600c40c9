//! The generated server stubs, answering one example.

use std::{
    any::Any,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::Router;
use huaweicloud_codegen::Answer;
use huaweicloud_core::{
    Bytes, Operation, ResponseHead,
    http::{HeaderMap, HeaderName},
};
use huaweicloud_serve::{Call, Fault};
use tokio::{net::TcpListener, task::JoinHandle};

/// Answers every operation of every service alike, and keeps what it read.
#[derive(Debug, Default)]
pub struct Stub {
    answer: Option<Answer>,
    read: Mutex<Option<Box<dyn Any + Send>>>,
}

impl Stub {
    /// One that gives an answer; without one, 501.
    pub fn answering(answer: Option<Answer>) -> Arc<Self> {
        Arc::new(Self { answer, ..Self::default() })
    }

    /// The operation that the last request was read as; none if it was refused.
    pub fn read<O: Operation>(&self) -> Option<O> {
        let read = self.read.lock().expect("nobody panicked").take()?;
        Some(*read.downcast().expect("the operation that was asked for"))
    }

    async fn answer<O: Operation>(&self, call: Call<O>) -> Result<O::Output, Fault> {
        *self.read.lock().expect("nobody panicked") = Some(Box::new(call.operation));
        let Some(answer) = &self.answer else { return Err(Fault::not_implemented(O::META)) };
        if let Some(raised) = &answer.raises {
            let message = raised.message.clone().unwrap_or_default();
            return Err(Fault::new(answer.status, raised.code.as_deref(), message));
        }
        O::decode(&head(answer), body(answer))
            .map_err(|error| Fault::new(500, None, error.to_string()))
    }
}

/// Status and headers of an example's answer.
pub fn head(answer: &Answer) -> ResponseHead {
    let mut headers = HeaderMap::new();
    for (name, value) in &answer.headers {
        let name: HeaderName = name.parse().expect("the name of a header");
        headers.append(name, value.parse().expect("the value of a header"));
    }
    ResponseHead::new(answer.status.try_into().expect("a status"), headers)
}

/// The body of an example's answer.
pub fn body(answer: &Answer) -> Bytes {
    answer.body.as_ref().map(|body| body.to_string().into()).unwrap_or_default()
}

/// Says that a stub answers the operations of services.
macro_rules! answers {
    ($($service:ident::$Service:ident),*) => {
        $(
            impl huaweicloud_server::$service::$Service for Stub {
                async fn fallback<O: Operation>(&self, call: Call<O>) -> Result<O::Output, Fault> {
                    self.answer(call).await
                }
            }
        )*

        fn router(service: &str, stub: Arc<Stub>) -> Router {
            match service {
                $(stringify!($service) => huaweicloud_server::$service::router(stub),)*
                _ => panic!("no spec describes the service `{service}`"),
            }
        }
    };
}

huaweicloud_server::for_each_service!(answers);

/// A service on a port of its own, until it is dropped.
#[derive(Debug)]
pub struct Serving {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Serving {
    /// Serves a service as a stub answers.
    pub async fn start(service: &str, stub: Arc<Stub>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a loopback port");
        let address = listener.local_addr().expect("its address");
        let router = router(service, stub);
        let task = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("a server");
        });
        Self { address, task }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.task.abort();
    }
}
