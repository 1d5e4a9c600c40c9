//! `cargo xtask bench`: what the generator costs, and what users wait for.

mod build;
mod client;
mod clock;
mod clones;
mod generate;
mod lines;
mod mistakes;
mod mutants;
mod scale;
mod table;

use std::process::ExitCode;

use clap::Subcommand;

use crate::{cargo::cargo, disk};

/// What may be measured.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// Time from YAML text to formatted source, with optimizations, and lines per operation.
    Generate,
    /// Calls through the generated client, beside the same calls by hand.
    Client(client::Options),
    /// Clean builds of a program on the client, beside one by hand.
    Build(build::Options),
    /// Time that a mutant takes, which is specs without one of their nodes.
    Mutants {
        /// How many operations: those that there are, or copies of them.
        #[arg(default_values_t = [24, 132])]
        operations: Vec<usize>,
    },
    /// Time that the generated crates take to compile, as one crate with all services and as others.
    Scale {
        /// How many operations: those that there are, or copies of them.
        #[arg(default_values_t = [24, 132, 1_000])]
        operations: Vec<usize>,
    },
}

/// Measures; the generator with optimizations, if need be after building it so.
pub(crate) fn run(bench: &Bench) -> Result<ExitCode, String> {
    match bench {
        Bench::Generate if cfg!(debug_assertions) => optimized(&["bench", "generate"]),
        Bench::Generate => generate::run(),
        Bench::Client(options) => client::run(options),
        Bench::Build(options) => build::run(options),
        Bench::Mutants { operations } => {
            let specs = disk::specs(&disk::root().join("spec"))?;
            let codes = operations.iter().map(|size| mutants::run(&specs, *size));
            let codes: Vec<ExitCode> = codes.collect::<Result<_, _>>()?;
            let failed = codes.into_iter().find(|code| *code != ExitCode::SUCCESS);
            Ok(failed.unwrap_or(ExitCode::SUCCESS))
        }
        Bench::Scale { operations } => {
            let specs = disk::specs(&disk::root().join("spec"))?;
            operations.iter().try_for_each(|size| scale::run(&specs, *size))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn optimized(task: &[&str]) -> Result<ExitCode, String> {
    let status = cargo(&disk::root())
        .args(["run", "--quiet", "--release", "--package", "xtask", "--"])
        .args(task)
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
