//! `cargo xtask bench`: what the generator costs, and what users wait for.

mod build;
mod client;
mod clock;
mod clones;
mod generate;
mod lines;
mod scale;
mod table;

use std::{
    ffi::OsString,
    path::PathBuf,
    process::{Command, ExitCode},
};

use clap::Subcommand;
use huaweicloud_codegen::{Diagnostics, Source};

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
        Bench::Scale { operations } => {
            let specs = disk::specs(&disk::root().join("spec"))?;
            operations.iter().try_for_each(|size| scale::run(&specs, *size))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The folder that cargo builds into, by where it built this program.
fn target() -> Result<PathBuf, String> {
    let program = std::env::current_exe();
    let program = program.map_err(|error| format!("where this program is: {error}"))?;
    program.ancestors().nth(2).map(PathBuf::from).ok_or_else(|| "this program is nowhere".into())
}

fn optimized(task: &[&str]) -> Result<ExitCode, String> {
    let status = cargo(&disk::root())
        .args(["run", "--quiet", "--release", "--package", "xtask", "--"])
        .args(task)
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The first of the mistakes in specs.
fn told(sources: &[Source], diagnostics: &Diagnostics) -> String {
    let told = huaweicloud_codegen::render(sources, diagnostics, "", false);
    told.lines().take(20).collect::<Vec<_>>().join("\n")
}
