//! `cargo xtask regenerate`: makes `generated/` and the documents of the specs what the specs say.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use huaweicloud_codegen::{Anchors, Files, Specs};

use crate::{
    check::{Checked, generate},
    disk, manifests, marked, tree,
};

const GENERATED: &str = "generated";

/// Folders of a crate that hold what was generated.
const FOLDERS: [&str; 3] = ["api", "examples", "src"];

/// Writes the sources and tells what they are, or with `check`, compares and writes nothing.
pub(crate) fn run(check: bool) -> Result<ExitCode, String> {
    if check {
        let Some(due) = Due::of_specs()? else { return Ok(ExitCode::FAILURE) };
        return due.compare();
    }
    let start = Instant::now();
    let Some(Written { operations, files, lines, changed }) = write()? else {
        return Ok(ExitCode::FAILURE);
    };
    let elapsed = start.elapsed().as_millis();
    anstream::println!(
        "{operations} operations, {files} files, {lines} lines, {changed} changed, {elapsed} ms"
    );
    Ok(ExitCode::SUCCESS)
}

/// What was written.
pub(crate) struct Written {
    pub(crate) operations: usize,
    files: usize,
    lines: usize,
    pub(crate) changed: usize,
}

/// Writes the sources; nothing if the specs are wrong, which was printed.
pub(crate) fn write() -> Result<Option<Written>, String> {
    Due::of_specs()?.map(Due::write).transpose()
}

/// What should be there.
struct Due {
    root: PathBuf,
    operations: usize,
    /// Below `generated`.
    sources: Files,
    /// Below the root.
    documents: Files,
    /// Sources that should not be there.
    stale: Vec<String>,
}

impl Due {
    fn of_specs() -> Result<Option<Self>, String> {
        let root = disk::root();
        let Some(Checked { specs, anchors, mut sources, .. }) = generate(Path::new("spec"))? else {
            return Ok(None);
        };
        let listings = huaweicloud_codegen::public_api_of_generated(&sources)?;
        sources.extend(listings);
        let documents = documents(&root, &specs, &anchors)?;
        let stale = stale(&root.join(GENERATED), &sources)?;
        Ok(Some(Self { root, operations: specs.operations(), sources, documents, stale }))
    }

    fn compare(&self) -> Result<ExitCode, String> {
        let generated = self.root.join(GENERATED);
        let drifted = tree::compare(&generated, "generated/", &self.sources, &self.stale)
            + tree::compare(&self.root, "", &self.documents, &[]);
        let files = self.sources.len() + self.documents.len();
        Ok(tree::verdict(drifted, files, "specs", "regenerate"))
    }

    fn write(self) -> Result<Written, String> {
        let generated = self.root.join(GENERATED);
        let manifests = manifests::steps(&generated, &self.sources);
        let sources = self.sources.iter().filter(|(path, _)| !manifests::is_manifest(path));
        let manifests = manifests.iter().map(|(path, text)| (path, text));
        let changed = tree::write(&generated, manifests, &[])?
            + tree::write(&generated, sources, &self.stale)?
            + tree::write(&self.root, &self.documents, &[])?;
        Ok(Written {
            operations: self.operations,
            files: self.sources.len(),
            lines: self.sources.values().map(|text| text.lines().count()).sum(),
            changed,
        })
    }
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
    let folders = crates.iter().flat_map(|name| FOLDERS.map(|folder| format!("{name}/{folder}")));
    for folder in folders {
        let path = generated.join(&folder);
        // A link is none of ours, wherever it leads.
        if !fs::symlink_metadata(&path).is_ok_and(|found| found.is_dir()) {
            continue;
        }
        for (below, path) in disk::files(&path, "rs")? {
            let name = format!("{folder}/{below}");
            let ours =
                || fs::read(&path).is_ok_and(|text| text.starts_with(disk::HEADER.as_bytes()));
            if !files.contains_key(&name) && ours() {
                stale.push(name);
            }
        }
    }
    Ok(stale)
}
