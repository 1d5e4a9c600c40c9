//! A call that is about to be made.

use huaweicloud_core::{Error, Operation, Paged, Response, Starts};

use crate::{CallOptions, Client, Items, Pages, Started};

/// An operation together with the client that will send it.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until `send`, `pages` or `items`"]
pub struct Call<O> {
    client: Client,
    operation: O,
    options: CallOptions,
}

impl<O: Operation> Call<O> {
    /// A call of an operation.
    pub fn new(client: Client, operation: O) -> Self {
        Self { client, operation, options: CallOptions::new() }
    }

    /// The operation.
    pub fn operation(&self) -> &O {
        &self.operation
    }

    /// The operation, to change it.
    pub fn operation_mut(&mut self) -> &mut O {
        &mut self.operation
    }

    /// The operation alone, for other HTTP stacks.
    pub fn into_operation(self) -> O {
        self.operation
    }

    /// What this call does differently from the others of its client.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// Sends it, and gives what the answer says.
    ///
    /// # Errors
    ///
    /// As [`Client::execute`].
    pub async fn send(self) -> Result<O::Output, Error> {
        self.send_full().await.map(Response::into_value)
    }

    /// Sends it, and gives the whole answer.
    ///
    /// # Errors
    ///
    /// As [`Client::execute`].
    pub async fn send_full(self) -> Result<Response<O::Output>, Error> {
        self.client.execute(&self.operation, &self.options).await
    }
}

impl<O: Starts> Call<O> {
    /// Sends it, and gives what the answer says, with a way to wait for the end of the work.
    ///
    /// # Errors
    ///
    /// As [`Client::execute`].
    pub async fn start(self) -> Result<Started<O>, Error> {
        let answer = self.client.execute(&self.operation, &self.options).await?;
        Ok(Started::new(self, answer.into_value()))
    }

    pub(crate) fn into_parts(self) -> (Client, CallOptions) {
        (self.client, self.options)
    }
}

impl<O: Paged> Call<O> {
    /// The list, page by page.
    pub fn pages(self) -> Pages<O> {
        Pages::new(self)
    }

    /// The list, entry by entry.
    pub fn items(self) -> Items<O> {
        Items::new(self.pages())
    }
}
