//! Responses to calls that start work.

use std::{fmt, ops::Deref};

use huaweicloud_core::{Error, LongRunning, Response};

use crate::{Call, Wait};

/// The response to a call that the service responded to before its work is done.
///
/// Dereferences to the value of the response. Call [`wait`](Self::wait) to wait for the end of the
/// work.
#[must_use = "the work continues; `wait` for its end, or take the value with `into_value`"]
pub struct Started<O: LongRunning> {
    call: Call<O>,
    response: Response<O::Output>,
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
        let response = self.execute().await?;
        Ok(Started { call: self, response })
    }
}

impl<O: LongRunning> Started<O> {
    /// Returns the whole response: value, status, headers, request ID, and the body as it was
    /// received.
    pub fn response(&self) -> &Response<O::Output> {
        &self.response
    }

    /// Returns the whole response. The work continues.
    pub fn into_response(self) -> Response<O::Output> {
        self.response
    }

    /// Returns the value of the response. The work continues.
    pub fn into_value(self) -> O::Output {
        self.response.into_value()
    }

    /// Waits for the end of the work, with the options of the call that started it.
    pub fn wait(self) -> Wait<O::Waiter, O::Id> {
        let waiter = self.call.operation().waiter(self.response.value());
        Wait::for_started(self.call, waiter, &self.response)
    }
}

impl<O: LongRunning> Deref for Started<O> {
    type Target = O::Output;

    fn deref(&self) -> &O::Output {
        self.response.value()
    }
}

impl<O: LongRunning> fmt::Debug for Started<O>
where
    O::Output: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Started").field(self.response.value()).finish()
    }
}
