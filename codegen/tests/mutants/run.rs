//! Which mutants a run makes, and how long they take.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use crate::sets::Set;

/// One of so many nodes is taken where not all are.
const ONE_OF: u64 = 8;

/// Whether all nodes are taken.
pub(crate) fn is_whole() -> bool {
    std::env::var("MUTANTS").is_ok_and(|mutants| mutants == "all")
}

/// What a run takes of what each set has. It follows from what the set becomes, so that a run can be
/// repeated, and nothing is left out for ever.
pub(crate) fn sample<'a, T, I: Iterator<Item = T>>(
    sets: &'a [Set],
    all: impl Fn(&'a Set) -> I,
) -> Vec<(&'a Set, T)> {
    let mut taken = Vec::new();
    for set in sets {
        let mut hasher = DefaultHasher::new();
        set.lines.hash(&mut hasher);
        let (first, step) = if is_whole() { (0, 1) } else { (hasher.finish() % ONE_OF, ONE_OF) };
        let some = all(set).skip(first as usize).step_by(step as usize);
        taken.extend(some.map(|one| (set, one)));
    }
    taken
}

/// Does something for all jobs, on all cores. The time that each took.
pub(crate) fn in_parallel<T: Sync>(jobs: &[T], work: impl Fn(&T) + Sync) -> Vec<Duration> {
    let next = AtomicUsize::new(0);
    let times = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let ((), time) = timed(|| work(job));
                    times.lock().unwrap().push(time);
                }
            });
        }
    });
    times.into_inner().unwrap()
}

pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = work();
    (value, start.elapsed())
}

/// In milliseconds.
pub(crate) fn mean(times: &[Duration]) -> f64 {
    millis(times.iter().sum()) / times.len() as f64
}

/// In milliseconds, half of all are quicker.
pub(crate) fn median(times: &[Duration]) -> f64 {
    let mut times = times.to_vec();
    times.sort();
    times.get(times.len() / 2).copied().map_or(0.0, millis)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
