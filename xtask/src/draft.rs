//! `cargo xtask draft`: drafts the spec of a page, for a person to finish.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use huaweicloud_audit::{
    Likeness, ListPages, Wish,
    facts::{Facts, Operation},
};

use crate::{disk, facts};

/// What to draft.
#[derive(Args)]
pub(crate) struct Options {
    /// The page, by the name that it has among the facts; with its service, `sdrs/创建保护组`, where several
    /// services have one of that name.
    #[arg(required_unless_present_any = ["file", "measure"])]
    page: Option<String>,
    /// A page that has no facts yet, in a folder named after its service.
    #[arg(long, value_name = "FILE", conflicts_with = "page")]
    file: Option<PathBuf>,
    /// The name of the operation, if the page does not give it.
    #[arg(long, value_name = "NAME")]
    operation: Option<String>,
    /// The folder of its service that the spec belongs in; else that of operations with paths like its own.
    #[arg(long, value_name = "NAME")]
    resource: Option<String>,
    /// Write nothing; draft the pages that have specs, and tell how much of each spec its draft has.
    #[arg(long, conflicts_with_all = ["page", "file", "operation", "resource"])]
    measure: bool,
}

/// Drafts a page, or measures drafts.
pub(crate) fn run(options: &Options) -> Result<ExitCode, String> {
    // Other drafts may be there that are not finished.
    let specs = huaweicloud_codegen::described_so_far(&disk::specs(&disk::root().join("spec"))?);
    let mut facts = facts::committed()?;
    if options.measure {
        return measure(&facts, &specs);
    }
    let name = match (&options.file, &options.page) {
        (Some(file), _) => {
            let read = folder_of(file)?;
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let mut services =
                read.iter().filter(|it| it.page() == name).map(|it| it.service().to_owned());
            let service = services.next();
            let name = service.map(|service| format!("{service}/{name}")).unwrap_or(name);
            facts.extend(read);
            name
        }
        (None, Some(page)) => page.clone(),
        (None, None) => return Err("no page is given".to_owned()),
    };
    let page = find(&facts, &name)?;
    let (operation, resource) = (options.operation.as_deref(), options.resource.as_deref());
    let draft = huaweicloud_audit::draft(page, &facts, &specs, Wish { operation, resource });
    let folder = disk::root().join("spec");
    let path = folder.join(&draft.path);
    if path.exists() {
        return Err(format!("spec/{} is there already, and a draft never overwrites", draft.path));
    }
    disk::write(&folder, &path, &draft.text)?;
    let left = draft.text.matches("TODO").count();
    anstream::println!("spec/{}: {left} times `TODO`, which `cargo xtask check` lists", draft.path);
    Ok(ExitCode::SUCCESS)
}

/// The facts of all pages in the folder of a page.
fn folder_of(page: &Path) -> Result<Vec<Facts>, String> {
    let folder = page.parent().unwrap_or(Path::new("."));
    let service = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut texts = Vec::new();
    for (name, file) in disk::files(folder, "md")? {
        texts.push((name.trim_end_matches(".md").to_owned(), disk::read(&file)?));
    }
    let mut lists = ListPages::default();
    for (name, text) in &texts {
        lists.add(&service, name, text);
    }
    let read = texts.iter().filter_map(|(name, text)| {
        Some(huaweicloud_audit::read(&service, name, text, &lists)?.facts)
    });
    Ok(read.collect())
}

/// The page of an operation with a name, which may begin with its service.
fn find<'a>(facts: &'a [Facts], name: &str) -> Result<&'a Operation, String> {
    let (service, page) = match name.split_once('/') {
        Some((service, page)) => (Some(service), page),
        None => (None, name),
    };
    let is_meant = |it: &&Operation| it.page == page && service.is_none_or(|own| own == it.service);
    let operations = facts.iter().filter_map(|facts| match facts {
        Facts::Operation(it) => Some(&**it),
        Facts::Errors(_) | Facts::Lists(_) | Facts::Guide(_) => None,
    });
    // Of a page that was read again, the last.
    let mut found: Vec<_> = operations.filter(is_meant).collect();
    found.reverse();
    match found.as_slice() {
        [] => Err(format!(
            "no page of an operation is called `{name}`; `cargo xtask audit -v` lists them"
        )),
        [first, others @ ..] if others.iter().all(|it| it.service == first.service) => Ok(first),
        several => {
            let names: Vec<_> = several.iter().map(|it| format!("{}/{page}", it.service)).collect();
            Err(format!("several pages are called `{name}`: {}", names.join(", ")))
        }
    }
}

fn measure(
    facts: &[Facts],
    specs: &[huaweicloud_codegen::DescribedService],
) -> Result<ExitCode, String> {
    let mut shares = Vec::new();
    for spec in specs.iter().flat_map(|service| &service.operations) {
        let page = find(facts, &format!("{}/{}", spec.service, spec.page))?;
        let wish = Wish { resource: Some(&spec.resource), ..Wish::default() };
        let draft = huaweicloud_audit::draft(page, facts, specs, wish);
        let file = huaweicloud_codegen::file_name(&spec.operation);
        let path = format!("spec/{}/{}/{file}.yaml", spec.service, spec.resource);
        let text = disk::read(&disk::root().join(&path))?;
        let Some(Likeness { lines, drafted }) = huaweicloud_audit::likeness(&text, &draft.text)
        else {
            return Err(format!("{path}: its draft is no YAML"));
        };
        let share = drafted * 100 / lines.max(1);
        anstream::println!("{share:>3} % {drafted:>4} of {lines:>4} lines  {path}");
        shares.push(share);
    }
    shares.sort_unstable();
    // Of an even number, the lower of the two in the middle.
    let median = shares.get(shares.len().saturating_sub(1) / 2).copied().unwrap_or_default();
    let worst = shares.first().copied().unwrap_or_default();
    anstream::println!("median {median} %, worst {worst} %");
    Ok(ExitCode::SUCCESS)
}
