//! Which calls a program makes, and how many.

use std::env::Args;

use tokio::task::JoinSet;

use crate::{Failure, Start, Usage};

/// The calls of a program: `URL WHAT ENTRIES CALLS AT_ONCE`.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Where the server is.
    pub url: String,
    /// What is asked for, such as `drills`.
    pub what: String,
    /// How many entries each response has.
    pub entries: usize,
    calls: usize,
    at_once: usize,
}

impl Plan {
    /// Reads the arguments of the program.
    ///
    /// # Errors
    ///
    /// Returns an error if there are fewer or others.
    pub fn from_args(mut args: Args) -> Result<Self, Failure> {
        let mut next = || args.next().ok_or("usage: PROGRAM URL WHAT ENTRIES CALLS AT_ONCE");
        next()?;
        Ok(Self {
            url: next()?,
            what: next()?,
            entries: next()?.parse()?,
            calls: next()?.parse()?,
            at_once: next()?.parse()?,
        })
    }

    /// Makes the calls and returns what they cost. Connections are opened before.
    ///
    /// # Errors
    ///
    /// Returns an error if a call fails, or returns another number of entries.
    pub async fn run<F, E>(
        &self,
        call: impl Fn() -> F + Clone + Send + 'static,
    ) -> Result<Usage, Failure>
    where
        F: Future<Output = Result<usize, E>> + Send,
        E: Into<Failure>,
    {
        self.repeat(1, &call).await?;
        let start = Start::now();
        self.repeat(self.calls / self.at_once, &call).await?;
        Ok(start.usage())
    }

    /// Makes so many calls in each of the tasks that run at once.
    async fn repeat<F, E>(
        &self,
        times: usize,
        call: &(impl Fn() -> F + Clone + Send + 'static),
    ) -> Result<(), Failure>
    where
        F: Future<Output = Result<usize, E>> + Send,
        E: Into<Failure>,
    {
        let mut tasks = JoinSet::new();
        for _ in 0..self.at_once {
            let (call, due) = (call.clone(), self.entries);
            tasks.spawn(async move {
                for _ in 0..times {
                    let found = call().await.map_err(Into::into)?;
                    if found != due {
                        return Err(format!("{found} entries instead of {due}").into());
                    }
                }
                Ok(())
            });
        }
        tasks.join_all().await.into_iter().collect()
    }

    /// The error for something that the program cannot ask for.
    ///
    /// # Errors
    ///
    /// Always.
    pub fn unknown(&self) -> Result<Usage, Failure> {
        Err(format!("the program has no call for `{}`", self.what).into())
    }
}
