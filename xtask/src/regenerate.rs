//! `cargo xtask regenerate`: makes `generated/` and the documents of the specs what the specs say.

use std::{collections::BTreeSet, fs, path::Path, process::ExitCode, time::Instant};

use huaweicloud_codegen::{Files, Specs};
use similar::TextDiff;

use crate::{disk, lines};

/// Writes the sources, or with `check`, compares and writes nothing.
pub(crate) fn run(check: bool) -> Result<ExitCode, String> {
    let start = Instant::now();
    let root = disk::root();
    let Some((specs, files)) = generate(&root)? else { return Ok(ExitCode::FAILURE) };
    let documents = documents(&specs);
    let generated = root.join("generated");
    if check {
        let drifted = compare(&generated, "generated/", &files, &stale(&generated, &files)?)
            + compare(&root, "", &documents, &[]);
        return Ok(verdict(drifted, files.len() + documents.len()));
    }
    let changed = write(&generated, &files)?
        + remove(&generated, &stale(&generated, &files)?)?
        + write(&root, &documents)?;
    let lines: usize = files.values().map(|text| text.lines().count()).sum();
    anstream::println!(
        "{} operations, {} files, {lines} lines, {changed} changed, {} ms",
        specs.operations(),
        files.len(),
        start.elapsed().as_millis(),
    );
    anstream::println!("{}", lines::budget(&files, specs.operations()));
    Ok(ExitCode::SUCCESS)
}

/// Specs and sources, unless the specs are wrong; then what is wrong was printed.
fn generate(root: &Path) -> Result<Option<(Specs, Files)>, String> {
    let folder = Path::new("spec");
    let sources = disk::specs(&root.join(folder))?;
    let result = huaweicloud_codegen::load(&sources)
        .and_then(|specs| huaweicloud_codegen::generate(&specs).map(|files| (specs, files)));
    match result {
        Ok(done) => Ok(Some(done)),
        Err(diagnostics) => {
            disk::report(&sources, &diagnostics, folder);
            Ok(None)
        }
    }
}

/// What is written beside the sources: path below the root to text. Nothing else is in their folders
/// that could be stale.
fn documents(specs: &Specs) -> Files {
    let mut documents = huaweicloud_codegen::schema();
    documents.extend(huaweicloud_codegen::catalog(specs));
    documents
}

/// Writes files that are not as they should be, and counts them.
fn write(folder: &Path, files: &Files) -> Result<usize, String> {
    let mut changed = 0;
    for (name, text) in files {
        let path = folder.join(name);
        if fs::read(&path).ok().as_deref() != Some(text.as_bytes()) {
            disk::write(folder, &path, text)?;
            changed += 1;
        }
    }
    Ok(changed)
}

fn remove(folder: &Path, stale: &[String]) -> Result<usize, String> {
    for name in stale {
        let path = folder.join(name);
        fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(stale.len())
}

/// Files of ours that no spec asks for any more.
fn stale(generated: &Path, files: &Files) -> Result<Vec<String>, String> {
    let crates: BTreeSet<&str> = files.keys().filter_map(|name| name.split('/').next()).collect();
    let mut stale = Vec::new();
    for name in crates {
        let folder = generated.join(name).join("src");
        // A link is none of ours, wherever it leads.
        if !fs::symlink_metadata(&folder).is_ok_and(|found| found.is_dir()) {
            continue;
        }
        for (below, path) in disk::files(&folder, "rs")? {
            let name = format!("{name}/src/{below}");
            let ours =
                || fs::read(&path).is_ok_and(|text| text.starts_with(disk::HEADER.as_bytes()));
            if !files.contains_key(&name) && ours() {
                stale.push(name);
            }
        }
    }
    Ok(stale)
}

/// Prints how files differ from what they should be, and counts those that do.
fn compare(folder: &Path, prefix: &str, files: &Files, stale: &[String]) -> usize {
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

fn verdict(drifted: usize, files: usize) -> ExitCode {
    if drifted == 0 {
        anstream::println!("{files} files are what the specs say");
        return ExitCode::SUCCESS;
    }
    anstream::eprintln!("{drifted} files are not what the specs say; run `cargo xtask regenerate`");
    ExitCode::FAILURE
}
