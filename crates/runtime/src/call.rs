//! Calls that are ready to be sent.

use huaweicloud_core::{Error, LongRunning, Operation, Paged, Response};

use crate::{CallOptions, Client, Items, Pages, Started};

/// An operation, together with the client that sends it.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until `send`, `pages` or `items`"]
pub struct Call<O> {
    client: Client,
    operation: O,
    options: CallOptions,
}

impl<O: Operation> Call<O> {
    /// Creates a call of an operation.
    pub fn new(client: Client, operation: O) -> Self {
        Self { client, operation, options: CallOptions::new() }
    }

    /// Returns the operation.
    pub fn operation(&self) -> &O {
        &self.operation
    }

    /// Returns the operation, to change it.
    pub fn operation_mut(&mut self) -> &mut O {
        &mut self.operation
    }

    /// Returns the operation, for use with another HTTP stack.
    pub fn into_operation(self) -> O {
        self.operation
    }

    /// Sets the options of this call, which override those of the client.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// Sends the request and returns the value of the response.
    ///
    /// # Errors
    ///
    /// Returns an error if the request cannot be made or sent, or the service responds with an
    /// error.
    pub async fn send(self) -> Result<O::Output, Error> {
        self.send_full().await.map(Response::into_value)
    }

    /// Sends the request and returns the whole response: value, status, headers, request ID, and
    /// the body as it was received.
    ///
    /// # Errors
    ///
    /// Returns an error if the request cannot be made or sent, or the service responds with an
    /// error.
    pub async fn send_full(self) -> Result<Response<O::Output>, Error> {
        self.client.execute(&self.operation, &self.options).await
    }
}

impl<O: LongRunning> Call<O> {
    /// Sends the request and returns the response, which can be used to wait for the end of the
    /// work.
    ///
    /// # Errors
    ///
    /// Returns an error if the request cannot be made or sent, or the service responds with an
    /// error.
    pub async fn start(self) -> Result<Started<O>, Error> {
        let response = self.client.execute(&self.operation, &self.options).await?;
        Ok(Started::new(self, response))
    }

    pub(crate) fn into_parts(self) -> (Client, CallOptions) {
        (self.client, self.options)
    }
}

impl<O: Paged> Call<O> {
    /// Returns the list as a stream of pages.
    pub fn pages(self) -> Pages<O> {
        Pages::new(self)
    }

    /// Returns the list as a stream of items.
    pub fn items(self) -> Items<O> {
        Items::new(self.pages())
    }
}
