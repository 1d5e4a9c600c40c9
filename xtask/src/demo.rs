//! `cargo xtask demo`: shows what the project does, in a minute.

use std::process::ExitCode;

use crate::{
    cargo::cargo,
    disk,
    regenerate::{self, Written},
};

/// Regenerates, then runs the demo of the test package.
pub(crate) fn run(tamper: bool) -> Result<ExitCode, String> {
    let Some(Written { operations, changed, .. }) = regenerate::write()? else {
        return Ok(ExitCode::FAILURE);
    };
    let changed = if changed == 0 { "none".to_owned() } else { changed.to_string() };
    anstream::println!(
        "Generated {operations} operations from spec/ into generated/; {changed} of the files changed."
    );
    anstream::println!(
        "Cargo now builds the client and a local cloud, for some two minutes the first time."
    );
    // With the features of the whole workspace, so that tests find their dependencies built.
    let status = cargo(&disk::root())
        .args(["run", "--example", "demo", "--"])
        .args(tamper.then_some("--tamper"))
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
