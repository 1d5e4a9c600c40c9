//! A workspace beside this one, for generated sources that are not committed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use huaweicloud_codegen::{Files, Source};
use huaweicloud_tests::repository;
use serde_json::Value;

/// A workspace of model, client and server, and a program that calls them.
pub(crate) struct Scratch {
    root: PathBuf,
    target: PathBuf,
    folder: PathBuf,
}

impl Scratch {
    /// Writes the sources of model, client and server.
    pub(crate) fn new(name: &str, files: &Files) -> Self {
        let root = repository::root();
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |dir| root.join(dir));
        let folder = target.join("scratch").join(name);
        let _ = fs::remove_dir_all(&folder);
        for (path, text) in files {
            write(&folder.join(path), text);
        }
        write(&folder.join("caller/Cargo.toml"), &caller(name));
        write(&folder.join("caller/src/main.rs"), "fn main() {}\n");
        protocol_tests(&root, &folder);
        write(&folder.join("dependencies/Cargo.toml"), &dependencies(&root));
        write(&folder.join("dependencies/src/lib.rs"), "");
        write(&folder.join("Cargo.toml"), &workspace(&root));
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file");
        Self { root, target, folder }
    }

    /// Fails unless all compiles without a warning, and so do the examples of operations.
    pub(crate) fn compiles(&self) {
        let output = self.cargo(&["build", "--workspace"]);
        let printed = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && printed.is_empty(), "{printed}");
        // The first page speaks of services that are not here.
        let examples = ["test", "--doc", "--", "--skip", "src/lib.rs", "--skip", "src/cookbook.rs"];
        let output = self.cargo(&examples);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }

    /// What a program of a user prints.
    pub(crate) fn run(&self, main: &str) -> String {
        write(&self.folder.join("caller/src/main.rs"), main);
        let output = self.cargo(&["run"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    /// Fails unless requests and answers of some specs are what their examples show: the protocol
    /// tests of the repository, run on these specs.
    pub(crate) fn keeps_the_protocol(&self, specs: &[Source]) {
        for spec in specs {
            write(&self.folder.join("spec").join(&spec.path), &spec.text);
        }
        let Output { status, stdout, stderr } = self.cargo(&["test", "--test", "protocol"]);
        let printed = [stdout, stderr].concat();
        assert!(status.success(), "{}", String::from_utf8_lossy(&printed));
    }

    /// With the same target folder, profiles and features, so that what all stand on is not built again.
    /// Commands name no package, since cargo would then only turn on the features of that one.
    fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .current_dir(&self.folder)
            .args(["--offline", "--quiet"])
            .args(arguments)
            .env("CARGO_TARGET_DIR", self.root.join(&self.target))
            .output()
            .expect("cargo runs")
    }
}

/// Named after its workspace, for programs share a folder.
fn caller(name: &str) -> String {
    format!(
        "[package]\nname = \"{name}-caller\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nhuaweicloud = {{ workspace = true, features = [\"default\", \"all-services\"] }}\n\
         tokio = {{ workspace = true, features = [\"macros\", \"rt\"] }}\n"
    )
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder is made");
    fs::write(path, text).expect("a file is written");
}

const MEMBERS: &str = r#""caller", "client", "dependencies", "model", "server", "tests""#;

/// The repository's own workspace, with other members.
fn workspace(root: &Path) -> String {
    let text = fs::read_to_string(root.join("Cargo.toml")).expect("a manifest");
    let (before, rest) = text.split_once("members = [").expect("a list of members");
    let (_, after) = rest.split_once(']').expect("its end");
    format!("{before}members = [{MEMBERS}]{after}")
        .replace("path = \"generated/", "path = \"")
        .replace("path = \"crates/", &format!("path = \"{}/crates/", root.display()))
        .replace("path = \"codegen\"", &format!("path = \"{}/codegen\"", root.display()))
}

/// A package that depends on all that the repository's packages do, so that crates have the same
/// features here and there.
fn dependencies(root: &Path) -> String {
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let packages = list(&metadata["packages"]);
    let all = packages.iter().flat_map(|package| list(&package["dependencies"]));
    let mut features: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for dependency in all.filter(|it| it["path"].is_null() && it["optional"] == false) {
        let name = dependency["name"].as_str().expect("a name").to_owned();
        let features = features.entry(name).or_default();
        let named = list(&dependency["features"]);
        features.extend(named.iter().filter_map(Value::as_str).map(str::to_owned));
    }
    let mut manifest =
        "[package]\nname = \"dependencies\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\n"
            .to_owned();
    for (name, features) in features {
        let features: Vec<_> = features.into_iter().collect();
        manifest.push_str(&format!("{name} = {{ workspace = true, features = {features:?} }}\n"));
    }
    manifest
}

/// The package of the protocol tests.
fn protocol_tests(root: &Path, folder: &Path) {
    let (from, to) = (root.join("tests"), folder.join("tests"));
    let text = |path: &str| fs::read_to_string(from.join(path)).expect("a file of the tests");
    for path in [
        "src/client.rs",
        "src/json/differences.rs",
        "src/json/mod.rs",
        "src/repository.rs",
        "src/server.rs",
        "src/stub.rs",
        "tests/futures/mod.rs",
        "tests/protocol.rs",
        "tests/stubs/mod.rs",
        "tests/stubs/spoiled.rs",
    ] {
        write(&to.join(path), &text(path));
    }
    // Without the examples of the READMEs and what is fuzzed, which need services that are not here.
    let lib = text("src/lib.rs").replace("pub mod fuzz;\n", "");
    let (modules, _) = lib.split_once("\n/// The examples of the README").expect("examples");
    write(&to.join("src/lib.rs"), modules);
    let manifest = text("Cargo.toml");
    let (manifest, _) = manifest.split_once("[dev-dependencies]").expect("more dependencies");
    let manifest = manifest.replace("huaweicloud-emulator.workspace = true\n", "");
    write(&to.join("Cargo.toml"), &manifest);
}
