//! Folders of specs, as sources.

use std::{
    fs,
    path::{Path, PathBuf},
};

use huaweicloud_codegen::Source;

/// A place below the root of the repository.
pub(crate) fn below_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// All specs below a folder.
pub(crate) fn read(folder: &Path) -> Vec<Source> {
    let mut sources = Vec::new();
    gather(folder, "", &mut sources);
    sources
}

/// The folders in a folder, by name.
pub(crate) fn folders(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut found: Vec<_> = entries(folder).into_iter().filter(|(_, path)| path.is_dir()).collect();
    found.sort();
    found
}

fn gather(folder: &Path, prefix: &str, sources: &mut Vec<Source>) {
    for (name, path) in entries(folder) {
        if path.is_dir() {
            gather(&path, &format!("{prefix}{name}/"), sources);
        } else if name.ends_with(".yaml") {
            sources
                .push(Source::new(format!("{prefix}{name}"), fs::read_to_string(&path).unwrap()));
        }
    }
}

fn entries(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries
        .map(|entry| {
            let entry = entry.unwrap();
            (entry.file_name().into_string().unwrap(), entry.path())
        })
        .collect()
}
