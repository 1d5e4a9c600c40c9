//! The answer to a call that started work.

use std::{fmt, ops::Deref};

use huaweicloud_core::Starts;

use crate::{Call, Wait};

/// The answer to a call that started work: read it as what it holds, and
/// [`wait`](Self::wait) for the end of the work.
pub struct Started<O: Starts> {
    call: Call<O>,
    answer: O::Output,
}

impl<O: Starts> Started<O> {
    pub(crate) fn new(call: Call<O>, answer: O::Output) -> Self {
        Self { call, answer }
    }

    /// What the answer says.
    pub fn into_value(self) -> O::Output {
        self.answer
    }

    /// Waits for the end of the work, with the options of the call that started it.
    pub fn wait(self) -> Wait<O::Waiter, O::End> {
        let waiter = self.call.operation().waiter(&self.answer);
        Wait::for_started(self.call, waiter)
    }
}

impl<O: Starts> Deref for Started<O> {
    type Target = O::Output;

    fn deref(&self) -> &O::Output {
        &self.answer
    }
}

impl<O: Starts> fmt::Debug for Started<O>
where
    O::Output: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Started").field(&self.answer).finish()
    }
}
