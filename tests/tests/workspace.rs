//! What the workspace promises about its crates.

mod fuzzing;
mod rings;
mod snapshots;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
};

use huaweicloud_codegen::public_api;
use huaweicloud_tests::repository;
use serde_json::Value;

/// Names of the crates below a package, itself among them.
fn tree(arguments: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(repository::root())
        .args(["tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .args(arguments)
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("names in UTF-8");
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

/// Who only wants the types pays for no HTTP client, runtime or TLS.
#[test]
fn the_model_stands_on_the_committed_list_of_crates() {
    let due = include_str!("../dependencies/model.txt").lines().map(str::to_owned).collect();
    assert_eq!(tree(&["--package", "huaweicloud-model"]), due);
}

/// Who brings a transport of their own compiles no other.
#[test]
fn without_default_features_the_client_has_no_reqwest() {
    let arguments = ["--package", "huaweicloud", "--no-default-features", "--features", "sdrs"];
    let tree = tree(&arguments);
    for heavy in ["reqwest", "hyper", "rustls", "ring"] {
        assert!(!tree.contains(heavy), "{heavy} is in the tree");
    }
    assert!(tree.contains("huaweicloud-model"), "the tree is that of the client");
}

/// Broken generated sources can always be regenerated.
#[test]
fn xtask_does_not_stand_on_what_it_generates() {
    let tree = tree(&["--package", "xtask"]);
    for generated in ["huaweicloud", "huaweicloud-model", "huaweicloud-server"] {
        assert!(!tree.contains(generated), "xtask needs {generated}");
    }
}

/// Whoever adds a dependency says why.
#[test]
fn every_dependency_has_its_reason_in_the_architecture_page() {
    let root = repository::root();
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect("a text");
    let (manifest, architecture) = (read("Cargo.toml"), read("ARCHITECTURE.md"));
    let (_, table) = manifest.split_once("[workspace.dependencies]\n").expect("dependencies");
    let (_, reasons) = architecture.split_once("## Dependencies\n").expect("reasons");
    let reasons: BTreeSet<&str> = reasons
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" |").next())
        .flat_map(|names| names.split(", "))
        .collect();
    let dependencies = table.lines().take_while(|line| !line.starts_with('['));
    let names = dependencies.filter_map(|line| line.split(" = ").next()).map(str::trim);
    for name in names.filter(|name| !name.is_empty() && !name.starts_with("huaweicloud")) {
        assert!(reasons.contains(name), "`{name}` has no reason");
    }
}

/// A new service needs no change of the generator: nothing in it is keyed on a name.
#[test]
fn the_generator_knows_no_service_and_no_operation() {
    let exchanges = repository::specs("spec").exchanges();
    let names: BTreeSet<String> = exchanges
        .into_iter()
        .flat_map(|exchange| [exchange.operation, format!("\"{}\"", exchange.service)])
        .collect();
    assert!(names.contains("ListFailureJobs") && names.contains("\"sdrs\""), "{names:?}");
    let mut folders = vec![repository::root().join("codegen/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a text");
            // Comments and unit tests may speak of what there is.
            let (code, _) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
            let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            if path.extension().is_some_and(|extension| extension == "rs") {
                for line in code {
                    for name in &names {
                        assert!(!line.contains(name.as_str()), "{}: {line}", path.display());
                    }
                }
            }
        }
    }
}

/// Whoever reads a file can read first what it stands on.
#[test]
fn no_files_of_a_crate_form_a_ring() {
    let read = |path: &Path| std::fs::read_to_string(repository::root().join(path)).ok();
    for (package, roots) in roots() {
        let rings = roots.iter().flat_map(|root| rings::rings(root, &read));
        let rings: Vec<_> = rings.map(|ring| ring.to_string()).collect();
        assert!(rings.is_empty(), "files of {package} form rings\n\n{}", rings.join("\n"));
    }
}

/// Whoever changes what programs see of a crate does so knowingly. For generated crates, `regenerate`
/// writes the listing, below `generated/*/api`.
#[test]
fn the_public_api_is_the_committed_one() {
    let read = |path: &str| std::fs::read_to_string(repository::root().join(path)).ok();
    for name in ["core", "emulator", "runtime", "serve"] {
        let listing = public_api(&format!("crates/{name}/src/lib.rs"), &read).expect("Rust");
        let shown: String = listing.into_values().collect();
        let name = format!("public_api_{name}");
        snapshots::settings().bind(|| insta::assert_snapshot!(name, shown));
    }
}

/// The root files of all crates, libraries, programs and tests alike, by package.
fn roots() -> BTreeMap<String, Vec<PathBuf>> {
    let output = Command::new(env!("CARGO"))
        .current_dir(repository::root())
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let root = |target: &Value| {
        let path = PathBuf::from(text(&target["src_path"]));
        path.strip_prefix(repository::root()).expect("a file of the repository").to_owned()
    };
    list(&metadata["packages"])
        .iter()
        .map(|it| (text(&it["name"]), list(&it["targets"]).iter().map(root).collect()))
        .collect()
}

/// Links in the documentation of traits of other crates, to pages that are not part of ours.
const OF_OTHER_CRATES: [&str; 6] = [
    "Stream::poll_next",
    "crate::Span",
    "dispatcher#setting-the-default-subscriber",
    "futures_core::stream::Stream",
    "super::Span::current()",
    "super::Subscriber",
];

/// Whoever follows a link of the manual arrives somewhere, be it on a page or in the middle of one.
#[test]
fn links_in_the_manual_lead_somewhere() {
    let output = Command::new(env!("CARGO"))
        .current_dir(repository::root())
        .args([
            "doc",
            "--locked",
            "--no-deps",
            "--package",
            "huaweicloud",
            "--all-features",
            "--quiet",
        ])
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let target = std::env::var_os("CARGO_TARGET_DIR");
    let target = repository::root().join(target.unwrap_or_else(|| "target".into()));
    let pages = files(&target.join("doc/huaweicloud"));
    assert!(pages.len() > 100, "the manual has pages");
    for page in pages.iter().filter(|page| page.extension().is_some_and(|it| it == "html")) {
        let html = std::fs::read_to_string(page).expect("a page");
        for link in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let is_elsewhere = link.starts_with("https://") || link.contains("${");
            // To sources, and to crates whose pages are there by chance.
            let is_beside = link.contains("../src/") || link.contains("/huaweicloud_");
            if is_elsewhere || is_beside || OF_OTHER_CRATES.contains(&link) {
                continue;
            }
            let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
            let path = path.split('?').next().unwrap_or_default();
            let found = match path.is_empty() {
                true => page.clone(),
                false => page.parent().expect("a folder").join(path),
            };
            assert!(found.exists(), "{} links to {link}", page.display());
            let is_page = found.extension().is_some_and(|it| it == "html");
            if is_page && !fragment.is_empty() {
                let text = std::fs::read_to_string(&found).expect("a page");
                let anchor = format!("id=\"{fragment}\"");
                assert!(text.contains(&anchor), "{} links to {link}", page.display());
            }
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
