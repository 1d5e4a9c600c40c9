//! `cargo xtask audit`: holds specs against the facts of their pages.

use std::{collections::BTreeMap, path::Path, process::ExitCode};

use clap::Args;
use huaweicloud_audit::{Audited, AuditedService, Count, Difference, facts::Facts};
use huaweicloud_codegen::{Described, DescribedService};

use crate::{
    check::{Checked, generate},
    facts,
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
    let facts = facts::committed()?;
    let audited = huaweicloud_audit::audit(&facts, &specs);
    for AuditedService { name, codes, operations, differences } in &audited {
        anstream::println!("{name}: error codes {}", count(codes));
        list(differences, options);
        for it in operations {
            anstream::println!("{}", line(it));
            list(&it.differences, options);
        }
    }
    summary(&audited);
    let operations = || specs.iter().flat_map(|service| &service.operations);
    let explained = counts(operations().flat_map(aspects));
    let explained = if explained.is_empty() { "none" } else { &explained };
    anstream::println!("deviations: {explained}");
    missing(&facts, &specs, options.verbose);
    let all = audited.iter().flat_map(|it| &it.operations);
    let of_all = all.clone().flat_map(|it| &it.differences);
    let differences = audited.iter().flat_map(|it| &it.differences).chain(of_all);
    let left = counts(differences.map(|it| it.aspect.to_owned()));
    let clean = all.clone().filter(|it| it.differences.is_empty()).count();
    anstream::println!("{clean} of {} specs say what their pages say, or why not", all.count());
    let worn = huaweicloud_audit::worn_reasons(&specs);
    for (reason, count) in &worn {
        anstream::println!(
            "{count} deviations have one reason, which should be a rule of the audit: {reason}"
        );
    }
    if left.is_empty() {
        return Ok(if worn.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let hint = if options.verbose { "" } else { "; `--verbose` lists them" };
    anstream::println!("unexplained: {left}{hint}");
    Ok(ExitCode::FAILURE)
}

/// What of a page is in its spec.
fn line(it: &Audited) -> String {
    let counts = [
        ("parameters", &it.parameters),
        ("fields", &it.fields),
        ("values", &it.values),
        ("statuses", &it.statuses),
        ("samples", &it.samples),
    ];
    let counts = counts.map(|(name, it)| format!("{name} {:<7}", count(it))).join(" ");
    let left = it.differences.len();
    format!("  {:<33} {counts} explained {:<3} not {left}", it.operation, it.explained)
}

/// How many of what a page has are in the spec.
fn count(count: &Count) -> String {
    format!("{}/{}", count.in_spec, count.documented)
}

/// The same for all pages together.
fn summary(services: &[AuditedService]) {
    let sum = |of: fn(&Audited) -> &Count| {
        let all = services.iter().flat_map(|it| &it.operations).map(of);
        let all = all.fold(Count::default(), |sum, it| Count {
            documented: sum.documented + it.documented,
            in_spec: sum.in_spec + it.in_spec,
        });
        count(&all)
    };
    anstream::println!(
        "in specs, of what their pages have: parameters {}, fields {}, values {}, statuses {}, samples {}",
        sum(|it| &it.parameters),
        sum(|it| &it.fields),
        sum(|it| &it.values),
        sum(|it| &it.statuses),
        sum(|it| &it.samples),
    );
}

fn list(differences: &[Difference], options: &Options) {
    for difference in differences.iter().filter(|_| options.verbose) {
        anstream::println!("    {difference}");
    }
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
    counts.join(", ")
}

/// Tells of pages of operations that no spec is of.
fn missing(facts: &[Facts], specs: &[DescribedService], verbose: bool) {
    let has_spec = |it: &&Facts| {
        let service = specs.iter().filter(|service| service.name == it.service());
        service.flat_map(|service| &service.operations).any(|spec| spec.page == it.page())
    };
    let operations = facts.iter().filter(|it| matches!(it, Facts::Operation(_)));
    let missing: Vec<_> = operations.filter(|it| !has_spec(it)).collect();
    for facts in missing.iter().filter(|_| verbose) {
        anstream::println!("no spec: {} {}", facts.service(), facts.page());
    }
    anstream::println!("{} pages of operations have no spec", missing.len());
}
