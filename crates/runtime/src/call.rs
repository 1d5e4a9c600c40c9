//! Calls that are ready to be sent.

use std::fmt;

use huaweicloud_core::{Error, Operation, Response};

use crate::{CallOptions, Client};

/// An operation, together with the client that sends it.
#[derive(Clone)]
#[must_use = "nothing is sent until `send`, `pages` or `items`"]
pub struct Call<O>(Box<Parts<O>>);

/// On the heap, so that setters and futures move an address, not the whole call.
#[derive(Clone)]
struct Parts<O> {
    client: Client,
    operation: O,
    options: CallOptions,
}

impl Client {
    /// Creates a call of an operation, to send it or to list items.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O> {
        Call::new(self.clone(), operation)
    }
}

impl<O: Operation> Call<O> {
    /// Creates a call of an operation.
    pub fn new(client: Client, operation: O) -> Self {
        Self(Box::new(Parts { client, operation, options: CallOptions::new() }))
    }

    /// Returns the operation.
    pub fn operation(&self) -> &O {
        &self.0.operation
    }

    /// Returns the operation, to change it.
    pub fn operation_mut(&mut self) -> &mut O {
        &mut self.0.operation
    }

    /// Returns the operation, for use with another HTTP stack.
    pub fn into_operation(self) -> O {
        self.0.operation
    }

    /// Sets the options of this call, which override those of the client.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.0.options = options;
        self
    }

    /// Sends the request and returns the value of the response.
    ///
    /// # Errors
    ///
    /// Returns an error if the request cannot be made or sent, or the service responds with an
    /// error.
    pub async fn send(self) -> Result<O::Output, Error> {
        self.execute().await.map(Response::into_value)
    }

    /// Sends the request and returns the whole response: value, status, headers, request ID, and
    /// the body as it was received.
    ///
    /// # Errors
    ///
    /// Returns an error if the request cannot be made or sent, or the service responds with an
    /// error.
    pub async fn send_full(self) -> Result<Response<O::Output>, Error> {
        self.execute().await
    }

    pub(crate) async fn execute(&self) -> Result<Response<O::Output>, Error> {
        self.0.client.execute(&self.0.operation, &self.0.options).await
    }

    pub(crate) fn into_parts(self) -> (Client, CallOptions) {
        (self.0.client, self.0.options)
    }
}

impl<O: fmt::Debug> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("client", &self.0.client)
            .field("operation", &self.0.operation)
            .field("options", &self.0.options)
            .finish()
    }
}
