//! `cargo xtask audit`: holds specs against the facts of their pages.

use std::{collections::BTreeMap, path::Path, process::ExitCode};

use clap::Args;
use huaweicloud_audit::{Audited, facts::Facts};
use huaweicloud_codegen::Described;

use crate::{
    check::{Checked, generate},
    disk, facts,
};

/// What to print.
#[derive(Args)]
pub(crate) struct Options {
    /// List differences, and pages of operations that have no spec.
    #[arg(long, short)]
    verbose: bool,
}

/// Prints a line per operation, and fails if anything is unexplained.
pub(crate) fn run(options: &Options) -> Result<ExitCode, String> {
    let Some(Checked { specs, .. }) = generate(Path::new("spec"))? else {
        return Ok(ExitCode::FAILURE);
    };
    let specs = huaweicloud_codegen::described(&specs);
    let facts = committed()?;
    let audited = huaweicloud_audit::audit(&facts, &specs);
    for Audited { service, operation, rows, explained, differences } in &audited {
        let left = differences.len();
        anstream::println!(
            "{service:<10} {operation:<32} {rows:>4} rows {explained:>3} explained {left:>3} not"
        );
        for difference in differences.iter().filter(|_| options.verbose) {
            anstream::println!("    {difference}");
        }
    }
    let explained = counts(specs.iter().flat_map(aspects));
    anstream::println!("\ndeviations: {explained}");
    missing(&facts, &specs, options.verbose);
    let differences = audited.iter().flat_map(|it| &it.differences);
    let left = counts(differences.map(|it| it.aspect.to_owned()));
    let clean = audited.iter().filter(|it| it.differences.is_empty()).count();
    anstream::println!("{clean} of {} specs say what their pages say, or why not", audited.len());
    if clean == audited.len() {
        return Ok(ExitCode::SUCCESS);
    }
    let hint = if options.verbose { "" } else { "; `--verbose` lists them" };
    anstream::println!("unexplained: {left}{hint}");
    Ok(ExitCode::FAILURE)
}

fn committed() -> Result<Vec<Facts>, String> {
    let files = disk::files(&facts::folder(), "json")?.into_iter();
    let read = files.map(|(path, file)| {
        Facts::from_json(&disk::read(&file)?).map_err(|error| format!("{path}: {error}"))
    });
    read.collect()
}

fn aspects(spec: &Described) -> impl Iterator<Item = String> {
    let pages = spec.deviations.iter().filter_map(|it| it.page.as_object());
    pages.flat_map(|page| page.keys().cloned())
}

/// How often each is there.
fn counts(all: impl Iterator<Item = String>) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    let counts: Vec<_> = counts.iter().map(|(one, count)| format!("{count} {one}")).collect();
    if counts.is_empty() { "none".to_owned() } else { counts.join(", ") }
}

/// Tells of pages of operations that no spec is of.
fn missing(facts: &[Facts], specs: &[Described], verbose: bool) {
    let has_spec = |it: &&Facts| {
        specs.iter().any(|spec| spec.service == it.service() && spec.page == it.page())
    };
    let operations = facts.iter().filter(|it| matches!(it, Facts::Operation(_)));
    let missing: Vec<_> = operations.filter(|it| !has_spec(it)).collect();
    for facts in missing.iter().filter(|_| verbose) {
        anstream::println!("no spec: {} {}", facts.service(), facts.page());
    }
    anstream::println!("{} pages of operations have no spec", missing.len());
}
