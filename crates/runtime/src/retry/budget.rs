//! How many retries clients have.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

/// How many calls have to succeed for one more retry.
const SUCCESSES_PER_RETRY: u32 = 10;

/// A number of retries that clients share.
///
/// It keeps them from making the load of a service that fails several times as large: a retry takes one away,
/// and ten calls that succeed give one back. Without any left, a failed attempt is not repeated.
#[derive(Clone, Debug)]
pub struct RetryBudget(Arc<Budget>);

#[derive(Debug)]
struct Budget {
    /// In tenths of a retry.
    left: AtomicU32,
    most: u32,
}

impl RetryBudget {
    /// Creates a budget of a number of retries, which is also the most that there can be.
    pub fn new(retries: u32) -> Self {
        let most = retries.saturating_mul(SUCCESSES_PER_RETRY);
        Self(Arc::new(Budget { left: AtomicU32::new(most), most }))
    }

    /// Takes a retry, and returns whether there was one.
    pub(crate) fn take(&self) -> bool {
        self.change(|left| left.checked_sub(SUCCESSES_PER_RETRY))
    }

    /// Adds the part of a retry that a call which succeeded is worth.
    pub(crate) fn add(&self) {
        self.change(|left| (left < self.0.most).then_some(left + 1));
    }

    fn change(&self, change: impl FnMut(u32) -> Option<u32>) -> bool {
        self.0.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, change).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_calls_that_succeed_give_back_a_retry() {
        let budget = RetryBudget::new(2);
        let clone = budget.clone();
        assert!(budget.take() && clone.take() && !budget.take() && !clone.take());
        (0..9).for_each(|_| budget.add());
        assert!(!budget.take());
        clone.add();
        assert!(budget.take() && !budget.take());
    }

    #[test]
    fn a_budget_does_not_grow_beyond_its_size() {
        let budget = RetryBudget::new(1);
        (0..100).for_each(|_| budget.add());
        assert!(budget.take() && !budget.take());
        assert!(!RetryBudget::new(0).take());
    }
}
