//! `cargo xtask check`: diagnoses specs.

use std::{path::Path, process::ExitCode, time::Instant};

use crate::disk;

/// Reads and checks the specs below a folder.
pub(crate) fn run(folder: &Path) -> Result<ExitCode, String> {
    let start = Instant::now();
    let sources = disk::specs(&disk::root().join(folder))?;
    let checked = huaweicloud_codegen::load(&sources).and_then(|specs| {
        // What the generator refuses is a mistake of the specs, too.
        huaweicloud_codegen::generate(&specs).map(|_| specs)
    });
    match checked {
        Ok(specs) => {
            let (files, operations) = (sources.len(), specs.operations());
            let millis = start.elapsed().as_millis();
            anstream::println!("{files} files, {operations} operations, no errors, {millis} ms");
            Ok(ExitCode::SUCCESS)
        }
        Err(diagnostics) => {
            disk::report(&sources, &diagnostics, folder);
            Ok(ExitCode::FAILURE)
        }
    }
}
