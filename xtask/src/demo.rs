//! `cargo xtask demo`: shows what the project does, in a minute.

use std::process::ExitCode;

use crate::{cargo::cargo, disk, regenerate};

/// Regenerates, then runs the demo of the test package.
pub(crate) fn run(tamper: bool) -> Result<ExitCode, String> {
    let regenerated = regenerate::run(false)?;
    if regenerated != ExitCode::SUCCESS {
        return Ok(regenerated);
    }
    let status = cargo(&disk::root())
        .args(["run", "--quiet", "--package", "huaweicloud-tests", "--example", "demo", "--"])
        .args(tamper.then_some("--tamper"))
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
