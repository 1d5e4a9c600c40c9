//! The programs that are compared, and what they print.

use std::{
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use crate::{
    cargo::{cargo, target},
    disk,
};

/// The program on the generated client.
pub(super) const OURS: &str = "huaweicloud-bench-generated";
/// The program without an SDK.
pub(super) const BY_HAND: &str = "huaweicloud-bench-by-hand";

/// The folder of the programs.
pub(super) struct Programs(PathBuf);

impl Programs {
    /// Builds all of them, as users would for production.
    pub(super) fn build() -> Result<Self, String> {
        let target = target()?;
        let packages = [OURS, BY_HAND, "huaweicloud-bench-decode", "huaweicloud-bench-server"];
        let status = cargo(&disk::root())
            .args(["build", "--quiet", "--release", "--locked", "--target-dir"])
            .arg(&target)
            .args(packages.iter().flat_map(|package| ["--package", package]))
            .status()
            .map_err(|error| format!("cannot run cargo: {error}"))?;
        match status.success() {
            true => Ok(Self(target.join("release"))),
            false => Err("the programs do not compile".to_owned()),
        }
    }

    /// A command that runs a program.
    pub(super) fn command(&self, program: &str) -> Command {
        Command::new(self.path(program))
    }

    /// Where a program is.
    pub(super) fn path(&self, program: &str) -> PathBuf {
        self.0.join(program).with_extension(std::env::consts::EXE_EXTENSION)
    }
}

/// What a command prints.
pub(super) fn output(command: &mut Command) -> Result<String, String> {
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("cannot run {command:?}: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match output.status.success() {
        true => Ok(text(&output.stdout) + &text(&output.stderr)),
        false => Err(format!("{command:?}: {}", text(&output.stderr))),
    }
}

/// What calls cost the process that made them.
pub(super) struct Usage {
    pub(super) processor_ns: f64,
    pub(super) elapsed_ns: f64,
    pub(super) peak_kb: f64,
}

impl Usage {
    /// What a program prints of itself.
    pub(super) fn of(command: &mut Command) -> Result<Self, String> {
        let text = output(command)?;
        let numbers: Vec<f64> = text.split_whitespace().map_while(|it| it.parse().ok()).collect();
        match numbers.as_slice() {
            &[processor_ns, elapsed_ns, peak_kb] => Ok(Self { processor_ns, elapsed_ns, peak_kb }),
            _ => Err(format!("{command:?} prints {text:?} instead of three numbers")),
        }
    }
}

/// The server, until it is dropped.
pub(super) struct Server {
    child: Child,
    pub(super) url: String,
}

impl Server {
    pub(super) fn start(programs: &Programs) -> Result<Self, String> {
        let mut command = programs.command("huaweicloud-bench-server");
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let child = child.map_err(|error| format!("cannot run {command:?}: {error}"))?;
        let mut server = Self { child, url: String::new() };
        let stdout = server.child.stdout.take().ok_or("the server has no output")?;
        let read = BufReader::new(stdout).read_line(&mut server.url);
        read.map_err(|error| format!("the server prints no URL: {error}"))?;
        server.url.truncate(server.url.trim_end().len());
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
