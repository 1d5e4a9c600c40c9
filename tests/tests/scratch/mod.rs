//! A workspace beside this one, for generated sources that are not committed.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use huaweicloud_codegen::{Exchange, Files};
use huaweicloud_tests::repository;
use serde_json::json;

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
        let services: BTreeSet<&str> = files
            .keys()
            .filter_map(|path| path.strip_prefix("server/src/")?.split_once('/'))
            .map(|(service, _)| service)
            .collect();
        for krate in ["model", "client", "server"] {
            write(&folder.join(krate).join("Cargo.toml"), &manifest(&root, krate, &services));
        }
        write(&folder.join("caller/Cargo.toml"), &caller(name));
        write(&folder.join("caller/src/main.rs"), "fn main() {}\n");
        write(&folder.join("Cargo.toml"), &workspace(&root));
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file");
        Self { root, target, folder }
    }

    /// Fails unless all compiles without a warning.
    pub(crate) fn compiles(&self) {
        let output = self.cargo(&["build", "--workspace"]);
        let printed = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && printed.is_empty(), "{printed}");
    }

    /// Fails unless the example of every operation's documentation compiles. Those of the crate are
    /// of services that are not here.
    pub(crate) fn documents(&self) {
        let crate_docs = "client/src/lib.rs";
        let output =
            self.cargo(&["test", "--doc", "--package", "huaweicloud", "--", "--skip", crate_docs]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }

    /// What a program of a user prints.
    pub(crate) fn run(&self, main: &str) -> String {
        write(&self.folder.join("caller/src/main.rs"), main);
        let output = self.cargo(&["run"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    /// Has every example sent, answered and served, and gives what is printed of it.
    pub(crate) fn exchanges(&self, files: &Files, exchanges: &[Exchange]) -> String {
        let sources = self.folder.join("caller/src");
        write(&sources.join("exchanges.json"), &examples(exchanges));
        write(&sources.join("json.rs"), include_str!("../json/mod.rs"));
        write(&sources.join("services.rs"), &fakes(files));
        self.run(include_str!("exchanges.rs"))
    }

    /// With the same target folder and profiles, so that what all stand on is not built again.
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
         [dependencies]\naxum.workspace = true\nhttp.workspace = true\n\
         huaweicloud = {{ workspace = true, features = [\"default\"] }}\n\
         huaweicloud-core.workspace = true\n\
         huaweicloud-model = {{ workspace = true, features = [\"default\"] }}\n\
         huaweicloud-serve.workspace = true\nhuaweicloud-server.workspace = true\n\
         serde.workspace = true\nserde_json.workspace = true\n\
         tokio = {{ workspace = true, features = [\"macros\", \"rt\"] }}\ntower.workspace = true\n"
    )
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
    format!("{before}members = [\"caller\", \"client\", \"model\", \"server\"]{after}")
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

/// The examples, for a program that cannot ask for them.
fn examples(exchanges: &[Exchange]) -> String {
    let example = |exchange: &Exchange| {
        let answer = exchange.answer.as_ref().map(|answer| {
            json!({
                "status": answer.status,
                "headers": answer.headers,
                "body": answer.body,
                "is_error": answer.raises.is_some(),
            })
        });
        json!({
            "service": exchange.service,
            "operation": exchange.operation,
            "name": exchange.name,
            "arguments": exchange.arguments,
            "microversion": exchange.microversion,
            "sends": exchange.sends,
            "answer": answer,
        })
    };
    exchanges.iter().map(example).collect::<serde_json::Value>().to_string()
}

/// Implements the trait of every service, all of whose methods do the same.
fn fakes(files: &Files) -> String {
    let mut fakes = "use std::sync::Arc;\n\nuse huaweicloud_serve::{Call, Fault};\n\n\
                     use crate::Fake;\n"
        .to_owned();
    let mut routers = String::new();
    for (path, text) in files {
        let service =
            path.strip_prefix("server/src/").and_then(|path| path.strip_suffix("/mod.rs"));
        let Some(service) = service else { continue };
        let between = |text: &str, start: &str, end: &str| {
            let (_, rest) = text.split_once(start)?;
            Some(rest.split_once(end)?.0.to_owned())
        };
        let name = between(text, "pub trait ", ":").expect("a trait");
        let methods = text.split("\n    fn ").skip(1).filter_map(|member| {
            let (method, _) = member.split_once('(')?;
            let operation = between(member, "call: Call<", ">")?;
            let operation = format!("huaweicloud_model::{service}::{operation}");
            Some(format!(
                "async fn {method}(&self, call: Call<{operation}>) \
                 -> Result<<{operation} as huaweicloud_core::Operation>::Output, Fault> \
                 {{ self.serve(&call) }}\n"
            ))
        });
        let methods: String = methods.collect();
        fakes.push_str(&format!(
            "impl huaweicloud_server::{service}::{name} for Fake {{\n{methods}}}\n"
        ));
        routers
            .push_str(&format!("\"{service}\" => huaweicloud_server::{service}::router(fake),\n"));
    }
    format!(
        "{fakes}\npub(crate) fn router(service: &str, fake: Arc<Fake>) -> axum::Router {{\n\
         match service {{\n{routers}other => panic!(\"there is no service {{other}}\"),\n}}\n}}\n"
    )
}
