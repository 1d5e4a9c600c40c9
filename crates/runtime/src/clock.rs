//! The clock of the client.

use std::{fmt, sync::Arc, time::SystemTime};

/// The clock for the signing of requests.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> SystemTime + Send + Sync>);

impl Clock {
    /// Creates a clock from a function.
    pub fn new(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// Returns the clock of the system.
    pub fn system() -> Self {
        Self::new(SystemTime::now)
    }

    /// Creates a clock that always returns the same time, for tests.
    pub fn fixed(time: SystemTime) -> Self {
        Self::new(move || time)
    }

    /// Returns the current time.
    pub fn now(&self) -> SystemTime {
        (self.0)()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_shows_what_it_is_made_of() {
        let fixed = Clock::fixed(SystemTime::UNIX_EPOCH);
        assert_eq!((fixed.now(), fixed.now()), (SystemTime::UNIX_EPOCH, SystemTime::UNIX_EPOCH));
        assert_eq!(format!("{fixed:?}"), "Clock");

        assert!(Clock::default().now() > SystemTime::UNIX_EPOCH);
    }
}
