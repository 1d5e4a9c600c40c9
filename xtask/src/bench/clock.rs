//! Time that a processor spent on this thread.

use std::{
    fs,
    sync::OnceLock,
    time::{Duration, Instant},
};

/// Processor time of this thread, or, where the system does not tell it, time that went by.
pub(super) fn now() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    processor().unwrap_or_else(|| START.get_or_init(Instant::now).elapsed())
}

/// What `now` tells.
pub(super) fn kind() -> &'static str {
    if processor().is_some() { "processor time" } else { "time that went by" }
}

/// The first number is nanoseconds on a processor; it is brought up to date a few hundred times a
/// second.
fn processor() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanos = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanos))
}

/// The processor time of the commands that this program ran and of what these ran, in hundredths of
/// a second. Zero where the system does not tell.
pub(super) fn children() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let (_, fields) = stat.rsplit_once(')').unwrap_or_default();
    let ticks = fields.split_whitespace().skip(13).take(2).map_while(|it| it.parse::<u64>().ok());
    Duration::from_millis(ticks.sum::<u64>() * 10)
}
