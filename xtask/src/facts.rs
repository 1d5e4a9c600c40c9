//! `cargo xtask facts`: reads the pages of the API reference into `crates/audit/facts/`.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use huaweicloud_audit::{Kind, ListPages, Reading, Tally, facts::Facts};

use crate::{disk, tree};

/// What to read, and what to do with it.
#[derive(Args)]
pub(crate) struct Options {
    /// The folder of pages, with a folder for each service.
    #[arg(long, value_name = "DIR", default_value = "../shared/docs")]
    docs: PathBuf,
    /// The folder of the founding pages, which win over their copies.
    #[arg(long, value_name = "DIR", default_value = "../shared/seeds")]
    seeds: PathBuf,
    /// Write nothing; show what was understood of this one page.
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    page: Option<PathBuf>,
    /// Write nothing; print a diff and fail if the facts are not what the pages say. Without pages,
    /// do nothing.
    #[arg(long)]
    check: bool,
}

/// Reads pages, and writes, compares or shows their facts.
pub(crate) fn run(options: &Options) -> Result<ExitCode, String> {
    if let Some(page) = &options.page {
        return show(page);
    }
    if options.check && !options.docs.is_dir() {
        anstream::println!("skipped: no pages");
        return Ok(ExitCode::SUCCESS);
    }
    let Pages { readings, unread } = read_all(&options.docs, &options.seeds)?;
    let folder = folder();
    let due = files(&readings)?;
    let stale = stale(&folder, &due)?;
    if options.check {
        let drifted = tree::compare(&folder, "crates/audit/facts/", &due, &stale);
        return Ok(tree::verdict(drifted, due.len(), "pages", "facts"));
    }
    for page in &unread {
        anstream::println!("without facts: {page}");
    }
    anstream::println!("without facts: {}\n", unread.len());
    report(&readings);
    for path in &stale {
        anstream::println!("removed: {path}: its page is not there");
    }
    let changed = tree::write(&folder, &due, &stale)?;
    anstream::println!("{} files, {changed} changed", due.len());
    Ok(ExitCode::SUCCESS)
}

/// Where facts are committed.
pub(crate) fn folder() -> PathBuf {
    disk::root().join("crates/audit/facts")
}

/// The facts that are committed.
pub(crate) fn committed() -> Result<Vec<Facts>, String> {
    let files = disk::files(&folder(), "json")?.into_iter();
    let read = files.map(|(path, file)| {
        Facts::from_json(&disk::read(&file)?).map_err(|error| format!("{path}: {error}"))
    });
    read.collect()
}

fn show(path: &Path) -> Result<ExitCode, String> {
    let part =
        |path: Option<&std::ffi::OsStr>| path.unwrap_or_default().to_string_lossy().into_owned();
    let folder = part(path.parent().and_then(Path::file_name));
    let name = part(path.file_stem());
    let mut lists = ListPages::default();
    for (name, file) in disk::files(path.parent().unwrap_or(Path::new(".")), "md")? {
        lists.add(&folder, name.trim_end_matches(".md"), &disk::read(&file)?);
    }
    let reading = huaweicloud_audit::read(&folder, &name, &disk::read(path)?, &lists);
    let Some(reading) = reading else {
        return Err(format!("{}: the page has no facts", path.display()));
    };
    anstream::print!("{}", huaweicloud_audit::show(&reading.facts));
    for remark in &reading.remarks {
        anstream::println!("\n{}: {}: {}", remark.kind, remark.place, remark.reason);
    }
    Ok(ExitCode::SUCCESS)
}

/// What was read of pages, by their path below the folder, without `.md`.
struct Pages {
    readings: BTreeMap<String, Reading>,
    /// Pages that have no facts, as far as the reader can tell.
    unread: Vec<String>,
}

fn read_all(docs: &Path, seeds: &Path) -> Result<Pages, String> {
    let mut texts = BTreeMap::new();
    for (path, file) in disk::files(docs, "md")? {
        texts.insert(path, disk::read(&file)?);
    }
    for (name, file) in disk::files(seeds, "txt")? {
        let text = disk::read(&file)?;
        let title = huaweicloud_audit::title(&text);
        let copies = texts
            .iter_mut()
            .filter(|(_, copy)| title.is_some() && huaweicloud_audit::title(copy) == title);
        let mut copies: Vec<(&String, &mut String)> = copies.collect();
        match copies.as_mut_slice() {
            [(_, copy)] => **copy = text,
            _ => return Err(format!("{name}: {} pages have its title", copies.len())),
        }
    }
    let pages = texts.iter().map(|(path, text)| {
        let path = path.trim_end_matches(".md");
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        (path, folder, name, text)
    });
    let mut lists = ListPages::default();
    for (_, folder, name, text) in pages.clone() {
        lists.add(folder, name, text);
    }
    let mut readings = BTreeMap::new();
    let mut unread = Vec::new();
    for (path, folder, name, text) in pages {
        match huaweicloud_audit::read(folder, name, text, &lists) {
            Some(reading) => drop(readings.insert(path.to_owned(), reading)),
            None => unread.push(path.to_owned()),
        }
    }
    if readings.is_empty() {
        return Err(format!("{}: no pages", docs.display()));
    }
    Ok(Pages { readings, unread })
}

/// The files that facts belong in, by their path below the folder of facts.
fn files(readings: &BTreeMap<String, Reading>) -> Result<BTreeMap<String, String>, String> {
    let mut files = BTreeMap::new();
    for (page, reading) in readings {
        let path = format!("{}/{}.json", reading.facts.service(), reading.facts.page());
        let text = reading.facts.to_json().map_err(|error| format!("{page}: {error}"))?;
        if files.insert(path, text).is_some() {
            return Err(format!("{page}: another page of its service has its name"));
        }
    }
    Ok(files)
}

fn report(readings: &BTreeMap<String, Reading>) {
    let mut all = Tally::default();
    for kind in [Kind::LeftOut, Kind::Silent, Kind::Mended, Kind::NotUnderstood] {
        let mut count = 0;
        for (page, reading) in readings {
            for remark in reading.remarks.iter().filter(|it| it.kind == kind) {
                anstream::println!("{kind}: {page}: {}: {}", remark.place, remark.reason);
                count += 1;
            }
        }
        anstream::println!("{kind}: {count}\n");
    }
    for reading in readings.values() {
        all += Tally::of(&reading.facts);
    }
    anstream::println!("{all}");
}

/// Facts of pages that are no more. A service of which no page was read was not looked for.
fn stale(folder: &Path, due: &BTreeMap<String, String>) -> Result<Vec<String>, String> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let service = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
    let read: BTreeSet<String> = due.keys().map(|path| service(path)).collect();
    let committed = disk::files(folder, "json")?.into_keys();
    Ok(committed.filter(|it| read.contains(&service(it)) && !due.contains_key(it)).collect())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::cargo::target;

    /// Whoever reads the pages of one service keeps the facts of the others.
    #[test]
    fn facts_of_services_without_pages_are_left_alone() {
        let folder = target().unwrap().join("scratch/stale_facts");
        let _ = fs::remove_dir_all(&folder);
        for path in ["ims/a.json", "ims/b.json", "sdrs/c.json"] {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "{}").unwrap();
        }
        let due = BTreeMap::from([("ims/a.json".to_owned(), "{}".to_owned())]);
        assert_eq!(stale(&folder, &due), Ok(vec!["ims/b.json".to_owned()]));
    }
}
