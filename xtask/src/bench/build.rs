//! `cargo xtask bench build`: clean builds of a program on the client, beside one by hand.
//!
//! Dependencies are built, too, since users wait for them; both programs can do TLS.

use std::{
    fs,
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

use clap::Args;

use super::{
    clock,
    mistakes::told,
    table::{self, Aim, Table},
};
use crate::{
    cargo::{cargo, target},
    disk,
};

const AIM: Aim = Aim { target: 1.15, bound: 1.25 };

/// What is built, and how often.
#[derive(Args)]
pub(crate) struct Options {
    /// The services to build with, one at a time; if none is named, each, and all of them together.
    #[arg(long, value_name = "SERVICE", value_delimiter = ',')]
    only: Vec<String>,
    /// How often everything is built.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    rounds: usize,
    /// Fail if the median of a ratio is beyond its bound.
    #[arg(long)]
    check: bool,
}

/// Builds and prints what it took.
pub(crate) fn run(options: &Options) -> Result<ExitCode, String> {
    let features = match options.only.is_empty() {
        true => services()?.into_iter().chain(["all-services".to_owned()]).collect(),
        false => options.only.clone(),
    };
    let folder = target()?.join("bench-build");
    let mut measured = vec![Vec::new(); features.len()];
    for _ in 0..options.rounds {
        let by_hand = build(&folder, "huaweicloud-bench-by-hand", "tls")?;
        for (feature, measured) in features.iter().zip(&mut measured) {
            let ours = build(&folder, "huaweicloud-bench-generated", &format!("tls,{feature}"))?;
            measured.push([ours, by_hand]);
        }
    }
    let mut processor = Table::new("Processor, s per clean build", ["ours", "by hand"]);
    let mut elapsed = Table::new("Time, s per clean build", ["ours", "by hand"]);
    for (feature, rounds) in features.iter().zip(&measured) {
        let aim = (feature != "all-services").then_some(AIM);
        let each = |figure: fn(&Cost) -> Duration| -> Vec<_> {
            rounds.iter().map(|round| round.each_ref().map(|it| figure(it).as_secs_f64())).collect()
        };
        processor.row(feature, &each(|cost| cost.processor), aim);
        elapsed.row(feature, &each(|cost| cost.elapsed), aim);
    }
    Ok(table::verdict(&[processor, elapsed], options.check))
}

/// The services of which the program makes a call, which are its features.
fn services() -> Result<Vec<String>, String> {
    let root = disk::root();
    let files = disk::specs(&root.join("spec"))?;
    let specs = huaweicloud_codegen::load(&files).map_err(|wrong| told(&files, &wrong))?;
    let manifest = disk::read(&root.join("tests/bench/generated/Cargo.toml"))?;
    let is_called = |service: &&str| manifest.contains(&format!("\n{service} = ["));
    Ok(specs.services().filter(is_called).map(str::to_owned).collect())
}

/// What a build took. Processor time is zero where the system does not tell.
#[derive(Clone, Copy)]
struct Cost {
    processor: Duration,
    elapsed: Duration,
}

/// Builds a program for production in an empty folder.
fn build(folder: &Path, package: &str, features: &str) -> Result<Cost, String> {
    anstream::eprintln!("building {package} with {features}");
    let _ = fs::remove_dir_all(folder);
    let (processor, start) = (clock::children(), Instant::now());
    let output = cargo(&disk::root())
        .args(["build", "--quiet", "--release", "--locked", "--no-default-features"])
        .args(["--package", package, "--features", features, "--target-dir"])
        .arg(folder)
        .output()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    let cost =
        Cost { processor: clock::children().saturating_sub(processor), elapsed: start.elapsed() };
    let _ = fs::remove_dir_all(folder);
    match output.status.success() {
        true => Ok(cost),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}
