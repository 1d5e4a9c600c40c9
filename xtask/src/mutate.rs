//! `cargo xtask mutate`: takes nodes out of specs, one after the other, and looks at what comes of it.

use std::{path::Path, process::ExitCode};

use crate::{cargo::cargo, disk};

/// Changes every node of all specs, where tests change some.
pub(crate) fn run() -> Result<ExitCode, String> {
    test(&[("MUTANTS", "all")], &[])
}

/// Takes some nodes out of the specs below a folder, and tells what each costs.
pub(crate) fn measure(specs: &Path) -> Result<ExitCode, String> {
    test(&[("MUTANTS_OF", &specs.to_string_lossy())], &["nothing_vanishes_unseen"])
}

fn test(variables: &[(&str, &str)], names: &[&str]) -> Result<ExitCode, String> {
    let status = cargo(&disk::root())
        .args(["test", "--quiet", "--package", "huaweicloud-codegen", "--test", "mutants", "--"])
        .arg("--nocapture")
        .args(names)
        .envs(variables.iter().copied())
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
