//! The manifests of the generated crates, written so that cargo can read the workspace after every
//! step: a feature of the client is one of the model, too.

use std::{collections::BTreeSet, path::Path};

use huaweicloud_codegen::{Files, manifests};

use crate::disk;

const MODEL: &str = "model/Cargo.toml";

/// The manifests to write, one after the other: path below `generated` to text.
///
/// First the model has the services of before and after, then the client has those of after.
pub(crate) fn steps(generated: &Path, files: &Files) -> Vec<(String, String)> {
    let before = disk::read(&generated.join(MODEL)).unwrap_or_default();
    let after = files.get(MODEL).map(String::as_str).unwrap_or_default();
    let both: BTreeSet<_> = services(&before).chain(services(after)).collect();
    let both = manifests(&both.into_iter().collect::<Vec<_>>());
    let first = both.into_iter().filter(|(path, _)| path == MODEL);
    let rest = files.iter().filter(|(path, _)| is_manifest(path));
    first.chain(rest.map(|(path, text)| (path.clone(), text.clone()))).collect()
}

/// Whether a path is that of a manifest.
pub(crate) fn is_manifest(path: &str) -> bool {
    path.ends_with("/Cargo.toml")
}

/// The services that the manifest of the model has features for.
fn services(manifest: &str) -> impl Iterator<Item = &str> {
    let features = manifest.lines().skip_while(|line| *line != "[features]").skip(1);
    let features = features.take_while(|line| !line.starts_with('['));
    features.filter_map(|line| line.strip_suffix(" = []"))
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use serde_json::Value;

    use super::*;
    use crate::cargo::{cargo, target};

    /// The manifests of the workspace, with sources that are empty.
    struct Workspace(PathBuf);

    impl Workspace {
        fn copy(name: &str) -> Self {
            let root = disk::root();
            let copy = Self(target().unwrap().join("scratch").join(name));
            let _ = fs::remove_dir_all(&copy.0);
            let metadata = cargo(&root).args(["metadata", "--no-deps", "--offline"]).output();
            let metadata: Value = serde_json::from_slice(&metadata.unwrap().stdout).unwrap();
            let list = |value: &Value, key: &str| value[key].as_array().unwrap().clone();
            for package in list(&metadata, "packages") {
                copy.file(&root, &package["manifest_path"], true);
                for target in list(&package, "targets") {
                    copy.file(&root, &target["src_path"], false);
                }
            }
            for file in ["Cargo.toml", "Cargo.lock"] {
                fs::copy(root.join(file), copy.0.join(file)).unwrap();
            }
            copy
        }

        fn file(&self, root: &Path, path: &Value, whole: bool) {
            let path = Path::new(path.as_str().unwrap());
            let text = if whole { disk::read(path).unwrap() } else { String::new() };
            let path = self.0.join(path.strip_prefix(root).unwrap());
            disk::write(&self.0, &path, &text).unwrap();
        }

        /// Fails unless cargo can read the workspace, without which it cannot start `xtask`.
        fn is_readable(&self, after: &str) {
            let tree = ["tree", "--package", "xtask", "--locked", "--offline"];
            let tree = cargo(&self.0).args(tree).output().unwrap();
            assert!(
                tree.status.success(),
                "after {after}: {}",
                String::from_utf8_lossy(&tree.stderr)
            );
        }

        fn manifests(&self) -> Vec<String> {
            let texts = ["model", "client", "server"].map(|krate| {
                disk::read(&self.0.join(format!("generated/{krate}/Cargo.toml"))).unwrap()
            });
            texts.into()
        }
    }

    /// Whenever `regenerate` is stopped, it can be run again.
    #[test]
    fn cargo_can_read_the_workspace_after_every_step() {
        let workspace = Workspace::copy("manifests");
        let generated = workspace.0.join("generated");
        let before = workspace.manifests();
        let today: Vec<String> = services(&before[0]).map(str::to_owned).collect();
        let today: Vec<&str> = today.iter().map(String::as_str).collect();
        let added = [&today[..], &["added_in_a_test"]].concat();
        let replaced = [&today[..], &["replaced_in_a_test"]].concat();
        for (what, due) in [
            ("adding a service", &added),
            ("replacing it", &replaced),
            ("taking it away", &today),
            ("nothing", &today),
        ] {
            for (path, text) in steps(&generated, &manifests(due)) {
                disk::write(&generated, &generated.join(&path), &text).unwrap();
                workspace.is_readable(&format!("writing {path}, {what}"));
            }
        }
        assert_eq!(workspace.manifests(), before);
    }
}
