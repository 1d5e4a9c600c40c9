//! The repository's own files, as tests read them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use huaweicloud_audit::facts::Facts;
use huaweicloud_codegen::{Anchors, Source, Specs};

/// The root of the repository.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the test package is in a folder of the repository").to_owned()
}

/// The specs below a folder of the repository.
pub fn sources(folder: &str) -> Vec<Source> {
    let folder = root().join(folder);
    let mut sources = Vec::new();
    collect(&folder, "", ".yaml", &mut sources);
    assert!(!sources.is_empty(), "no specs in {}", folder.display());
    sources
}

fn collect(folder: &Path, below: &str, extension: &str, sources: &mut Vec<Source>) {
    for entry in
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
    {
        let path = entry.expect("an entry of a folder").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            collect(&path, &format!("{below}{name}/"), extension, sources);
        } else if name.ends_with(extension) {
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            sources.push(Source::new(format!("{below}{name}"), text));
        }
    }
}

/// The checked specs below a folder of the repository.
pub fn specs(folder: &str) -> Specs {
    let sources = sources(folder);
    huaweicloud_codegen::load(&sources).unwrap_or_else(|diagnostics| {
        panic!("{}", huaweicloud_codegen::render(&sources, &diagnostics, folder, false))
    })
}

/// What the pages of the reference say, as committed.
pub fn facts() -> Vec<Facts> {
    let mut files = Vec::new();
    collect(&root().join("crates/audit/facts"), "", ".json", &mut files);
    let read = |Source { path, text }: &Source| {
        Facts::from_json(text).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    files.iter().map(read).collect()
}

/// The anchors of pages.
pub fn anchors() -> Anchors {
    let mut anchors = Anchors::default();
    for facts in facts() {
        if let Some(anchor) = facts.anchor() {
            anchors.insert(facts.service(), facts.page(), anchor);
        }
    }
    anchors
}
