//! The maintainer's door to the generator: `cargo xtask regenerate`, `check`, `audit`, `draft`, `mutate`,
//! `facts`, `demo`, `bench`.

#![cfg_attr(not(test), deny(clippy::wildcard_enum_match_arm))]

mod anchors;
mod audit;
mod bench;
mod cargo;
mod check;
mod demo;
mod disk;
mod draft;
mod facts;
mod manifests;
mod marked;
mod mutate;
mod regenerate;
mod tree;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

/// Work on the Huawei Cloud SDK.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Turn the specs into the sources under `generated/`.
    Regenerate {
        /// Write nothing; print a diff and fail if the sources are not what the specs say.
        #[arg(long)]
        check: bool,
    },
    /// Diagnose specs and write nothing.
    Check {
        /// The folder of specs, below the root of the repository unless it is absolute.
        #[arg(long, value_name = "DIR", default_value = "spec")]
        spec: PathBuf,
    },
    /// Take every node out of the specs, one after the other, and see that it is missed.
    Mutate,
    /// Measure what the generator costs.
    Bench {
        #[command(subcommand)]
        bench: bench::Bench,
    },
    /// Read the pages of the API reference into `crates/audit/facts/`.
    Facts(facts::Options),
    /// Hold specs against the facts of their pages.
    Audit(audit::Options),
    /// Draft the spec of a page, for a person to finish.
    Draft(draft::Options),
    /// Regenerate, start the emulator, and call each founding operation, signed.
    Demo {
        /// Flip one byte of every signature, and see every call refused.
        #[arg(long)]
        tamper: bool,
    },
}

fn main() -> ExitCode {
    let result = match Cli::parse().task {
        Task::Regenerate { check } => regenerate::run(check),
        Task::Check { spec } => check::run(&spec),
        Task::Mutate => mutate::run(),
        Task::Bench { bench } => bench::run(&bench),
        Task::Facts(options) => facts::run(&options),
        Task::Audit(options) => audit::run(&options),
        Task::Draft(options) => draft::run(&options),
        Task::Demo { tamper } => demo::run(tamper),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            anstream::eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
