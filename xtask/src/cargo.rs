//! Calls of cargo.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The cargo that runs this, in a folder.
pub(crate) fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(folder);
    cargo
}

/// The folder that cargo builds into, by where it built this program.
pub(crate) fn target() -> Result<PathBuf, String> {
    let program = std::env::current_exe();
    let program = program.map_err(|error| format!("where this program is: {error}"))?;
    program.ancestors().nth(2).map(PathBuf::from).ok_or_else(|| "this program is nowhere".into())
}
