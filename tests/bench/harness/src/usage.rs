//! What calls cost the process that makes them.

use std::{
    fmt, fs,
    time::{Duration, Instant},
};

use rustix::time::{ClockId, clock_gettime};

/// What calls cost. It is written as three numbers: nanoseconds of processor time, nanoseconds that
/// went by, and kilobytes at the peak.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    processor: Duration,
    elapsed: Duration,
    peak_kb: u64,
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { processor, elapsed, peak_kb } = self;
        write!(f, "{} {} {peak_kb}", processor.as_nanos(), elapsed.as_nanos())
    }
}

/// A start from which costs count.
#[derive(Clone, Copy, Debug)]
pub struct Start {
    processor: Duration,
    at: Instant,
}

impl Start {
    /// Starts now.
    pub fn now() -> Self {
        Self { processor: processor(), at: Instant::now() }
    }

    /// What was used since. The peak is that of the whole process.
    pub fn usage(self) -> Usage {
        Usage {
            processor: processor().saturating_sub(self.processor),
            elapsed: self.at.elapsed(),
            peak_kb: peak_kb().unwrap_or(0),
        }
    }
}

/// User and system time of all threads.
fn processor() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = Duration::from_secs(time.tv_sec.unsigned_abs());
    seconds + Duration::from_nanos(time.tv_nsec.unsigned_abs())
}

/// The most memory that was resident. Only Linux tells.
fn peak_kb() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}
