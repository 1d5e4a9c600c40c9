//! `cargo xtask facts`: reads the pages of the API reference into `crates/audit/facts/`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use huaweicloud_audit::{Kind, Reading, Tally};
use similar::TextDiff;

use crate::disk;

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
    let readings = read_all(&options.docs, &options.seeds)?;
    let folder = disk::root().join("crates/audit/facts");
    let due = files(&readings)?;
    if options.check {
        return compare(&folder, &due);
    }
    report(&readings);
    let changed = write(&folder, &due)?;
    anstream::println!("{} files, {changed} changed", due.len());
    Ok(ExitCode::SUCCESS)
}

fn show(path: &Path) -> Result<ExitCode, String> {
    let part =
        |path: Option<&std::ffi::OsStr>| path.unwrap_or_default().to_string_lossy().into_owned();
    let folder = part(path.parent().and_then(Path::file_name));
    let name = part(path.file_stem());
    let Some(reading) = huaweicloud_audit::read(&folder, &name, &disk::read(path)?) else {
        return Err(format!("{}: the page has no facts", path.display()));
    };
    anstream::print!("{}", huaweicloud_audit::show(&reading.facts));
    for remark in &reading.remarks {
        anstream::println!("\n{}: {}: {}", remark.kind, remark.place, remark.reason);
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads all pages that have facts, by their path below the folder, without `.md`.
fn read_all(docs: &Path, seeds: &Path) -> Result<BTreeMap<String, Reading>, String> {
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
    let mut readings = BTreeMap::new();
    for (path, text) in &texts {
        let path = path.trim_end_matches(".md");
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if let Some(reading) = huaweicloud_audit::read(folder, name, text) {
            readings.insert(path.to_owned(), reading);
        }
    }
    if readings.is_empty() {
        return Err(format!("{}: no pages", docs.display()));
    }
    Ok(readings)
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

fn write(folder: &Path, due: &BTreeMap<String, String>) -> Result<usize, String> {
    let mut changed = 0;
    for (path, text) in due {
        let file = folder.join(path);
        if fs::read(&file).ok().as_deref() != Some(text.as_bytes()) {
            disk::write(folder, &file, text)?;
            changed += 1;
        }
    }
    for stale in stale(folder, due)? {
        let file = folder.join(&stale);
        fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        changed += 1;
    }
    Ok(changed)
}

/// Facts of pages that are no more.
fn stale(folder: &Path, due: &BTreeMap<String, String>) -> Result<BTreeSet<String>, String> {
    if !folder.is_dir() {
        return Ok(BTreeSet::new());
    }
    Ok(disk::files(folder, "json")?.into_keys().filter(|path| !due.contains_key(path)).collect())
}

fn compare(folder: &Path, due: &BTreeMap<String, String>) -> Result<ExitCode, String> {
    let stale = stale(folder, due)?;
    let gone = stale.iter().map(|path| (path, ""));
    let mut drifted = 0;
    for (path, due) in due.iter().map(|(path, text)| (path, text.as_str())).chain(gone) {
        let found = fs::read(folder.join(path)).unwrap_or_default();
        let found = String::from_utf8_lossy(&found);
        if found != due {
            drifted += 1;
            let diff = TextDiff::from_lines(&*found, due);
            let (from, to) =
                (format!("a/crates/audit/facts/{path}"), format!("b/crates/audit/facts/{path}"));
            anstream::print!("{}", diff.unified_diff().context_radius(3).header(&from, &to));
        }
    }
    if drifted == 0 {
        anstream::println!("{} files are what the pages say", due.len());
        return Ok(ExitCode::SUCCESS);
    }
    anstream::eprintln!("{drifted} files are not what the pages say; run `cargo xtask facts`");
    Ok(ExitCode::FAILURE)
}
