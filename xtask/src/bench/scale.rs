//! `cargo xtask bench scale`: what compiling costs with so many operations, by how the services are laid
//! out in crates.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::Instant,
};

use huaweicloud_codegen::{Anchors, Files, Source, Specs};

use super::{clones, mistakes::told};
use crate::{cargo::cargo, disk, tree};

/// What is timed, on crates that are not there yet and dependencies that are.
const COMMANDS: [&[&str]; 3] = [&["check"], &["build"], &["doc", "--no-deps"]];

/// The crates on which the generated ones stand.
const DEPENDENCIES: [&str; 5] =
    ["huaweicloud-core", "huaweicloud-runtime", "http", "serde", "serde_json"];

/// Compiles copies of the specs, of so many operations, as one crate with all services, as a crate per
/// service, and as one crate with the largest service.
pub(super) fn run(specs: &[Source], size: usize) -> Result<(), String> {
    let operations = load(specs)?.operations();
    let copies = match size > operations {
        true => clones::set(specs, operations, size),
        false => specs.to_vec(),
    };
    let loaded = load(&copies)?;
    let files = huaweicloud_codegen::generate(&loaded, &Anchors::default());
    let files = files.map_err(|diagnostics| told(&copies, &diagnostics))?;
    let workspace = Workspace::write(&files)?;
    let (operations, services) = (loaded.operations(), workspace.services.len());
    anstream::println!("\n{operations} operations, {services} services");
    anstream::println!("              one crate   crate per service   one service");
    for command in COMMANDS {
        let [all, each, one] = [
            workspace.time(command, &["all"])?,
            workspace.time(command, &workspace.services())?,
            workspace.time(command, &[workspace.largest(&files)])?,
        ];
        let name = command[0];
        let (each_to_all, one_to_all) = (each / all, one / all);
        anstream::println!(
            "{name:<10} {all:>10.1} s {each:>10.1} s ({each_to_all:.2}) {one:>6.1} s ({one_to_all:.2})"
        );
    }
    Ok(())
}

fn load(specs: &[Source]) -> Result<Specs, String> {
    huaweicloud_codegen::load(specs).map_err(|diagnostics| told(specs, &diagnostics))
}

/// A workspace with the generated sources, and packages that compile all of them or some.
struct Workspace {
    folder: PathBuf,
    services: Vec<String>,
}

impl Workspace {
    fn write(files: &Files) -> Result<Self, String> {
        let root = disk::root();
        let folder = root.join("target/bench-scale");
        // What is compiled already is kept; sources of another size are not.
        let _ = fs::remove_dir_all(folder.join("generated"));
        let _ = fs::remove_dir_all(folder.join("packages"));
        tree::write(&folder.join("generated"), files, &[])?;
        let mut services: Vec<String> = files
            .keys()
            .filter_map(|path| path.strip_prefix("client/src/")?.split_once('/'))
            .map(|(service, _)| service.to_owned())
            .collect();
        services.dedup();
        let workspace = Self { folder, services };
        workspace.packages("all", &workspace.services())?;
        for service in workspace.services() {
            workspace.packages(service, &[service])?;
        }
        workspace.root(&root)?;
        Ok(workspace)
    }

    /// The manifest of the root: that of the project, with other members.
    fn root(&self, root: &Path) -> Result<(), String> {
        let text = disk::read(&root.join("Cargo.toml"))?;
        let (start, rest) = text.split_once("members = [").ok_or("no members")?;
        let (_, rest) = rest.split_once(']').ok_or("no end of the members")?;
        let rest = rest.replace("path = \"", &format!("path = \"{}/", root.display()));
        let text = format!("{start}members = [\"packages/*/*\"]{rest}");
        disk::write(&self.folder, &self.folder.join("Cargo.toml"), &text)?;
        fs::copy(root.join("Cargo.lock"), self.folder.join("Cargo.lock"))
            .map(drop)
            .map_err(|error| format!("Cargo.lock: {error}"))
    }

    /// A model and a client with some services, on the sources of all.
    fn packages(&self, name: &str, services: &[&str]) -> Result<(), String> {
        let model = format!(
            "huaweicloud-model = {{ package = \"model-{name}\", path = \"../model\" }}\n\
             huaweicloud-runtime.workspace = true"
        );
        let kinds =
            [("model", "http.workspace = true\nserde.workspace = true"), ("client", &model)];
        // The sources name the features of all services.
        let features: String = self.services.iter().map(|name| format!("{name} = []\n")).collect();
        for (kind, dependencies) in kinds {
            let text = format!(
                "[package]\nname = \"{kind}-{name}\"\nversion = \"0.0.0\"\nedition.workspace = true\n\n\
                 [lib]\npath = \"../../../generated/{kind}/src/lib.rs\"\n\n\
                 [features]\ndefault = {services:?}\nreqwest = []\n{features}\n\
                 [dependencies]\n{dependencies}\nhuaweicloud-core.workspace = true\n\
                 serde_json.workspace = true\n\n[lints]\nworkspace = true\n"
            );
            let path = self.folder.join(format!("packages/{name}/{kind}/Cargo.toml"));
            disk::write(&self.folder, &path, &text)?;
        }
        Ok(())
    }

    fn services(&self) -> Vec<&str> {
        self.services.iter().map(String::as_str).collect()
    }

    /// The service with the most source.
    fn largest(&self, files: &Files) -> &str {
        let size = |service: &&String| -> usize {
            let folder = format!("model/src/{service}/");
            let sources = files.iter().filter(|(path, _)| path.starts_with(&folder));
            sources.map(|(_, text)| text.len()).sum()
        };
        self.services.iter().max_by_key(size).map_or("", String::as_str)
    }

    /// Seconds that a command takes for some packages.
    fn time(&self, command: &[&str], names: &[&str]) -> Result<f64, String> {
        let packages: Vec<_> = names
            .iter()
            .flat_map(|name| [format!("model-{name}"), format!("client-{name}")])
            .collect();
        let packages = packages.iter().flat_map(|package| ["-p", package]);
        let packages: Vec<&str> = packages.collect();
        let dependencies = DEPENDENCIES.iter().flat_map(|package| ["-p", *package]);
        let warm = if command[0] == "build" { "build" } else { "check" };
        self.cargo(&[&[warm], dependencies.collect::<Vec<_>>().as_slice()].concat())?;
        self.cargo(&[&["clean"], packages.as_slice()].concat())?;
        let start = Instant::now();
        self.cargo(&[command, packages.as_slice()].concat())?;
        Ok(start.elapsed().as_secs_f64())
    }

    fn cargo(&self, arguments: &[&str]) -> Result<(), String> {
        let output = cargo(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .arg("--quiet")
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("cannot run cargo: {error}"))?;
        match output.status.success() {
            true => Ok(()),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    }
}
