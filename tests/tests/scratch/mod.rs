//! A workspace beside this one, for generated sources that are not committed.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use huaweicloud_codegen::Files;
use huaweicloud_tests::repository;

/// Fails unless the sources of model, client and server compile without a warning.
pub(crate) fn compiles(files: &Files) {
    let root = repository::root();
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), |dir| root.join(dir));
    let scratch = target.join("scratch");
    let _ = fs::remove_dir_all(&scratch);
    for (path, text) in files {
        write(&scratch.join(path), text);
    }
    let services: BTreeSet<&str> = files
        .keys()
        .filter_map(|path| path.strip_prefix("server/src/")?.split_once('/'))
        .map(|(service, _)| service)
        .collect();
    write(&scratch.join("Cargo.toml"), &workspace(&root));
    for krate in ["model", "client", "server"] {
        write(&scratch.join(krate).join("Cargo.toml"), &manifest(&root, krate, &services));
    }
    fs::copy(root.join("Cargo.lock"), scratch.join("Cargo.lock")).expect("the lock file is copied");
    // The same target folder and profiles, so that what they stand on is not built again.
    let output = Command::new(env!("CARGO"))
        .current_dir(&scratch)
        .args(["build", "--workspace", "--offline", "--quiet"])
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_BUILD_WARNINGS", "deny")
        .output()
        .expect("cargo runs");
    let printed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && printed.is_empty(), "{printed}");
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder is made");
    fs::write(path, text).expect("a file is written");
}

/// The repository's own workspace, with other members.
fn workspace(root: &Path) -> String {
    let text = fs::read_to_string(root.join("Cargo.toml")).expect("a manifest");
    let (before, rest) = text.split_once("members = [").expect("a list of members");
    let (_, after) = rest.split_once(']').expect("its end");
    format!("{before}members = [\"client\", \"model\", \"server\"]{after}")
        .replace("path = \"generated/", "path = \"")
        .replace("path = \"crates/", &format!("path = \"{}/crates/", root.display()))
        .replace("path = \"codegen\"", &format!("path = \"{}/codegen\"", root.display()))
}

/// The committed manifest of a crate, with other services.
fn manifest(root: &Path, krate: &str, services: &BTreeSet<&str>) -> String {
    let text = fs::read_to_string(root.join("generated").join(krate).join("Cargo.toml"))
        .expect("a manifest");
    let list: Vec<_> = services.iter().map(|service| format!("\"{service}\"")).collect();
    let list = list.join(", ");
    let of_model = |service: &&str| match krate {
        "client" => format!("{service} = [\"huaweicloud-model/{service}\"]\n"),
        _ => format!("{service} = []\n"),
    };
    let features: String = services.iter().map(of_model).collect();
    text.lines()
        .filter(|line| {
            !["ims = ", "sdrs = ", "sfs = ", "sfs_turbo = "]
                .iter()
                .any(|service| line.starts_with(service))
        })
        .map(|line| format!("{line}\n"))
        .collect::<String>()
        .replace("\"ims\", \"sdrs\", \"sfs\", \"sfs_turbo\"", &list)
        .replace("[features]\n", &format!("[features]\n{features}"))
}
