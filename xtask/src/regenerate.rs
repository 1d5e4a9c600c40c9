//! `cargo xtask regenerate`: makes `generated/` what the specs say.

use std::{collections::BTreeSet, fs, path::Path, process::ExitCode, time::Instant};

use huaweicloud_codegen::{Files, Specs};
use similar::TextDiff;

use crate::{disk, lines};

/// Writes the sources, or with `check`, compares and writes nothing.
pub(crate) fn run(check: bool) -> Result<ExitCode, String> {
    let start = Instant::now();
    let root = disk::root();
    let Some((specs, files)) = generate(&root)? else { return Ok(ExitCode::FAILURE) };
    let generated = root.join("generated");
    if check {
        return compare(&generated, &files);
    }
    let changed = write(&generated, &files)?;
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

fn write(generated: &Path, files: &Files) -> Result<usize, String> {
    let mut changed = 0;
    for (name, text) in files {
        let path = generated.join(name);
        if fs::read(&path).ok().as_deref() != Some(text.as_bytes()) {
            disk::write(generated, &path, text)?;
            changed += 1;
        }
    }
    for stale in stale(generated, files)? {
        let path = generated.join(&stale);
        fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        changed += 1;
    }
    Ok(changed)
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

fn compare(generated: &Path, files: &Files) -> Result<ExitCode, String> {
    let mut drifted = 0;
    let stale = stale(generated, files)?;
    let gone = stale.iter().map(|name| (name, ""));
    for (name, due) in files.iter().map(|(name, text)| (name, text.as_str())).chain(gone) {
        let found = fs::read(generated.join(name)).unwrap_or_default();
        let found = String::from_utf8_lossy(&found);
        if found != due {
            drifted += 1;
            let diff = TextDiff::from_lines(&*found, due);
            let (from, to) = (format!("a/generated/{name}"), format!("b/generated/{name}"));
            anstream::print!("{}", diff.unified_diff().context_radius(3).header(&from, &to));
        }
    }
    if drifted == 0 {
        anstream::println!("{} files are what the specs say", files.len());
        return Ok(ExitCode::SUCCESS);
    }
    anstream::eprintln!("{drifted} files are not what the specs say; run `cargo xtask regenerate`");
    Ok(ExitCode::FAILURE)
}
