//! `cargo xtask regenerate`: makes `generated/` and the documents of the specs what the specs say.

use std::{collections::BTreeSet, fs, path::Path, process::ExitCode, time::Instant};

use huaweicloud_codegen::{Anchors, Files, Specs};

use crate::{
    check::{Checked, generate},
    disk, manifests, marked, tree,
};

/// Writes the sources, or with `check`, compares and writes nothing.
pub(crate) fn run(check: bool) -> Result<ExitCode, String> {
    let start = Instant::now();
    let root = disk::root();
    let Some(Checked { specs, anchors, sources: files, .. }) = generate(Path::new("spec"))? else {
        return Ok(ExitCode::FAILURE);
    };
    let documents = documents(&root, &specs, &anchors)?;
    let generated = root.join("generated");
    let stale = stale(&generated, &files)?;
    if check {
        let drifted = tree::compare(&generated, "generated/", &files, &stale)
            + tree::compare(&root, "", &documents, &[]);
        let files = files.len() + documents.len();
        return Ok(tree::verdict(drifted, files, "specs", "regenerate"));
    }
    let manifests = manifests::steps(&generated, &files);
    let sources = files.iter().filter(|(path, _)| !manifests::is_manifest(path));
    let changed = tree::write(&generated, manifests.iter().map(|(path, text)| (path, text)), &[])?
        + tree::write(&generated, sources, &stale)?
        + tree::write(&root, &documents, &[])?;
    let lines: usize = files.values().map(|text| text.lines().count()).sum();
    anstream::println!(
        "{} operations, {} files, {lines} lines, {changed} changed, {} ms",
        specs.operations(),
        files.len(),
        start.elapsed().as_millis(),
    );
    Ok(ExitCode::SUCCESS)
}

/// What is written beside the sources: path below the root to text. Nothing else is in their folders
/// that could be stale.
fn documents(root: &Path, specs: &Specs, anchors: &Anchors) -> Result<Files, String> {
    let mut documents = huaweicloud_codegen::schema();
    documents.extend(huaweicloud_codegen::catalog(specs, anchors));
    documents.extend(marked::documents(root, huaweicloud_codegen::services(specs))?);
    Ok(documents)
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
