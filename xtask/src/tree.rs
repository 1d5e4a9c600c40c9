//! Files in a folder, as they should be and as they are.

use std::{collections::BTreeMap, fs, path::Path, process::ExitCode};

use similar::TextDiff;

use crate::disk;

/// Writes files that are not as they should be, in their order, removes those that should not be, and
/// counts both.
pub(crate) fn write<'a>(
    folder: &Path,
    files: impl IntoIterator<Item = (&'a String, &'a String)>,
    stale: &[String],
) -> Result<usize, String> {
    let mut changed = stale.len();
    for (name, text) in files {
        let path = folder.join(name);
        if fs::read(&path).ok().as_deref() != Some(text.as_bytes()) {
            disk::write(folder, &path, text)?;
            changed += 1;
        }
    }
    for name in stale {
        let path = folder.join(name);
        fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        // The folder of a service that is gone; others hold something, and stay.
        let _ = path.parent().map(fs::remove_dir);
    }
    Ok(changed)
}

/// Prints how files differ from what they should be, and counts those that do. They are called by
/// their names behind `prefix`.
pub(crate) fn compare(
    folder: &Path,
    prefix: &str,
    files: &BTreeMap<String, String>,
    stale: &[String],
) -> usize {
    let mut drifted = 0;
    let gone = stale.iter().map(|name| (name, ""));
    for (name, due) in files.iter().map(|(name, text)| (name, text.as_str())).chain(gone) {
        let found = fs::read(folder.join(name)).unwrap_or_default();
        let found = String::from_utf8_lossy(&found);
        if found != due {
            drifted += 1;
            let diff = TextDiff::from_lines(&*found, due);
            let (from, to) = (format!("a/{prefix}{name}"), format!("b/{prefix}{name}"));
            anstream::print!("{}", diff.unified_diff().context_radius(3).header(&from, &to));
        }
    }
    drifted
}

/// Prints whether files are what their origin says, and what makes them so.
pub(crate) fn verdict(drifted: usize, files: usize, origin: &str, command: &str) -> ExitCode {
    if drifted == 0 {
        anstream::println!("{files} files are what the {origin} say");
        return ExitCode::SUCCESS;
    }
    anstream::eprintln!(
        "{drifted} files are not what the {origin} say; run `cargo xtask {command}`"
    );
    ExitCode::FAILURE
}
