//! `cargo xtask bench client`: calls through the generated client, beside the same calls by hand.

mod calls;
mod decode;
mod instructions;
mod programs;

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::table;
use programs::Programs;

/// What is measured, and how often.
#[derive(Args, Clone)]
pub(crate) struct Options {
    /// The parts to measure; all if none is named.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
    /// Few rounds of few calls, which show that everything works.
    #[arg(long)]
    quick: bool,
    /// Fail if the median of a ratio is beyond its bound.
    #[arg(long)]
    check: bool,
    /// How often the programs take turns.
    #[arg(long, value_name = "NUMBER", value_parser = positive, default_value_t = 20)]
    rounds: usize,
    /// Calls per turn whose responses are small.
    #[arg(long, value_name = "NUMBER", value_parser = positive, default_value_t = 2_000)]
    small_calls: usize,
    /// Calls per turn whose responses have 1,000 entries.
    #[arg(long, value_name = "NUMBER", value_parser = positive, default_value_t = 100)]
    large_calls: usize,
    /// Calls under way at once, where it is not one.
    #[arg(long, value_name = "NUMBER", value_parser = positive, default_value_t = 64)]
    at_once: usize,
    /// Calls by which the runs differ whose instructions are compared.
    #[arg(long, value_name = "NUMBER", value_parser = positive, default_value_t = 200)]
    counted_calls: usize,
    /// Entries that are decoded per turn.
    #[arg(long, value_name = "NUMBER", value_parser = positive, default_value_t = 20_000)]
    entries: usize,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Part {
    /// Whole calls over a socket: processor time, calls per second, memory.
    Calls,
    /// Instructions per call, if valgrind is installed.
    Instructions,
    /// Decoding without a network: time and allocations.
    Decode,
}

/// Builds the programs, lets them take turns, and prints what they cost.
pub(crate) fn run(options: &Options) -> Result<ExitCode, String> {
    let options = &options.clone().or_quick();
    let programs = Programs::build()?;
    let mut tables = Vec::new();
    if options.includes(Part::Calls) {
        tables.extend(calls::measure(&programs, options)?);
    }
    if options.includes(Part::Instructions) {
        tables.extend(instructions::count(&programs, options)?);
    }
    if options.includes(Part::Decode) {
        tables.extend(decode::measure(&programs, options)?);
    }
    Ok(table::verdict(&tables, options.check))
}

fn positive(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "not a number above 0".to_owned())
}

impl Options {
    fn or_quick(self) -> Self {
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

    fn includes(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }
}
