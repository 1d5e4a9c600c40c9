//! `cargo xtask check`: diagnoses specs.

use std::{path::Path, process::ExitCode, time::Instant};

use huaweicloud_codegen::{Anchors, Files, Specs};

use crate::{anchors, disk};

/// Reads and checks the specs below a folder.
pub(crate) fn run(folder: &Path) -> Result<ExitCode, String> {
    let start = Instant::now();
    let Some(Checked { files, specs, .. }) = generate(folder)? else {
        return Ok(ExitCode::FAILURE);
    };
    let (operations, millis) = (specs.operations(), start.elapsed().as_millis());
    anstream::println!("{files} files, {operations} operations, no errors, {millis} ms");
    Ok(ExitCode::SUCCESS)
}

/// Specs without mistakes.
pub(crate) struct Checked {
    /// The number of files that they stand in.
    pub(crate) files: usize,
    pub(crate) specs: Specs,
    /// Of the pages that they name.
    pub(crate) anchors: Anchors,
    /// The sources that they become.
    pub(crate) sources: Files,
}

/// The specs below a folder. `None` if they are wrong, or hold what the generator refuses; then what
/// is wrong was printed.
pub(crate) fn generate(folder: &Path) -> Result<Option<Checked>, String> {
    let files = disk::specs(&disk::root().join(folder))?;
    let anchors = anchors::read()?;
    let checked = huaweicloud_codegen::load(&files).and_then(|specs| {
        huaweicloud_codegen::generate(&specs, &anchors).map(|sources| (specs, sources))
    });
    match checked {
        Ok((specs, sources)) => Ok(Some(Checked { files: files.len(), specs, anchors, sources })),
        Err(diagnostics) => {
            disk::report(&files, &diagnostics, folder);
            Ok(None)
        }
    }
}
