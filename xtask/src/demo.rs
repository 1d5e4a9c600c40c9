//! `cargo xtask demo`: shows what the project does, in a minute.

use std::process::{Command, ExitCode};

use crate::{disk, regenerate};

/// Regenerates, then runs the demo of the test package.
pub(crate) fn run(tamper: bool) -> Result<ExitCode, String> {
    let regenerated = regenerate::run(false)?;
    if regenerated != ExitCode::SUCCESS {
        return Ok(regenerated);
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .current_dir(disk::root())
        .args(["run", "--quiet", "--package", "huaweicloud-tests", "--example", "demo", "--"])
        .args(tamper.then_some("--tamper"))
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
