//! What is measured of calls, and how often.

use clap::{Args, ValueEnum};

/// What is measured, and how often.
#[derive(Args, Clone)]
pub(crate) struct Options {
    /// The parts to measure; all if none is named.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(super) only: Vec<Part>,
    /// Few rounds of few calls, which show that everything works.
    #[arg(long)]
    pub(super) quick: bool,
    /// Fail if the median of a ratio is beyond its bound.
    #[arg(long)]
    pub(super) check: bool,
    /// How often the programs take turns.
    #[arg(long, value_name = "NUMBER", value_parser = positive, default_value_t = 60)]
    pub(super) rounds: usize,
    /// Calls per turn whose responses are small.
    #[arg(long, value_name = "NUMBER", value_parser = positive, default_value_t = 1_000)]
    pub(super) small_calls: usize,
    /// Calls per turn whose responses have 1,000 entries.
    #[arg(long, value_name = "NUMBER", value_parser = positive, default_value_t = 64)]
    pub(super) large_calls: usize,
    /// Calls under way at once, where it is not one.
    #[arg(long, value_name = "NUMBER", value_parser = positive, default_value_t = 64)]
    pub(super) at_once: usize,
    /// Calls by which the runs differ whose instructions are compared.
    #[arg(long, value_name = "NUMBER", value_parser = positive, default_value_t = 200)]
    pub(super) counted_calls: usize,
    /// Entries that are decoded per turn.
    #[arg(long, value_name = "NUMBER", value_parser = positive, default_value_t = 10_000)]
    pub(super) entries: usize,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(super) enum Part {
    /// Whole calls over a socket: processor time, calls per second, memory.
    Calls,
    /// Instructions per call, if valgrind is installed.
    Instructions,
    /// Decoding without a network: time and allocations.
    Decode,
}

fn positive(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "not a number above 0".to_owned())
}

impl Options {
    /// The options, with few rounds if that is one.
    pub(super) fn or_quick(self) -> Self {
        match self.quick {
            true => Self {
                rounds: 2,
                small_calls: 200,
                large_calls: self.at_once,
                counted_calls: 20,
                entries: 2_000,
                ..self
            },
            false => self,
        }
    }

    /// Whether a part is measured.
    pub(super) fn includes(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }
}
