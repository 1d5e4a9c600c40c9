//! Many specs out of few: copies of services and resources under other names.

use std::collections::{BTreeMap, BTreeSet};

use huaweicloud_codegen::Source;

/// Copies of its resources that a synthetic service has, so that both the number of services and
/// their size are beyond what is real.
const COPIES: usize = 20;

const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/// Copies of specs with this many operations, till there are as many as that.
pub(super) fn set(specs: &[Source], operations: usize, size: usize) -> Vec<Source> {
    let copies = size.div_ceil(operations.max(1));
    let mut services: BTreeMap<&str, Vec<&Source>> = BTreeMap::new();
    for source in specs {
        let (service, _) = source.path.split_once('/').unwrap_or((&source.path, ""));
        services.entry(service).or_default().push(source);
    }
    let mut set = Vec::new();
    for (service, specs) in services {
        if service == "common" {
            set.extend(specs.into_iter().cloned());
            continue;
        }
        let names = Names::of(&specs);
        for first in (1..=copies).step_by(COPIES) {
            let copies: Vec<_> = (first..=copies).take(COPIES).collect();
            let clone = format!("{service}_x{first}");
            set.extend(
                specs.iter().flat_map(|source| copies_of(source, service, &clone, &copies, &names)),
            );
        }
    }
    set
}

/// The copies of a file in the copy of its service.
fn copies_of(
    source: &Source,
    service: &str,
    clone: &str,
    copies: &[usize],
    names: &Names,
) -> Vec<Source> {
    let path = source.path.strip_prefix(service).unwrap_or_default().trim_start_matches('/');
    match path.split_once('/') {
        Some((resource, file)) => copies
            .iter()
            .map(|copy| {
                let file = file.trim_end_matches(".yaml");
                let file = match file {
                    "types" => "types.yaml".to_owned(),
                    operation => format!("{operation}_x{copy}.yaml"),
                };
                let path = format!("{clone}/{resource}_x{copy}/{file}");
                let is_first = copies.first() == Some(copy);
                Source::new(path, renamed(&source.text, *copy, is_first, names))
            })
            .collect(),
        None if path == "service.yaml" => {
            vec![Source::new(format!("{clone}/{path}"), of_service(&source.text, clone, copies))]
        }
        None => vec![Source::new(format!("{clone}/{path}"), source.text.clone())],
    }
}

/// The file of a service, with a line for every copy of every resource.
fn of_service(text: &str, clone: &str, copies: &[usize]) -> String {
    let mut out = String::new();
    for (section, line) in sections(text) {
        match line.split_once(':') {
            Some(("service", _)) => out.push_str(&format!("service: {clone}\n")),
            Some((resource, doc)) if section == "resources" && resource.starts_with(' ') => {
                copies.iter().for_each(|copy| {
                    out.push_str(&format!("{resource}_x{copy}:{doc}\n"));
                });
            }
            _ => out.push_str(&format!("{line}\n")),
        }
    }
    out
}

/// The lines of a file, each with the key that it is below.
fn sections(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut section = "";
    text.lines().map(move |line| {
        if let (Some((key, _)), false) = (line.split_once(':'), line.starts_with([' ', '#'])) {
            section = key;
        }
        (section, line)
    })
}

/// What has a name that is unique in a service.
#[derive(Default)]
struct Names {
    /// Operations and types.
    pascal: BTreeSet<String>,
    waiters: BTreeSet<String>,
    /// Types whose names stand for hand-written code; a service has them once, under those names.
    formats: BTreeSet<String>,
}

impl Names {
    fn of(specs: &[&Source]) -> Self {
        let mut names = Self::default();
        for source in specs {
            let types = source.path.ends_with("/types.yaml");
            for (section, line) in sections(&source.text) {
                let Some((key, value)) = line.split_once(':') else { continue };
                let inner = key.strip_prefix("  ").filter(|key| !key.starts_with([' ', '#']));
                match (section, inner) {
                    _ if types && inner == Some("format") => {
                        names.formats.insert(section.to_owned())
                    }
                    ("operation", _) => names.pascal.insert(value.trim().to_owned()),
                    ("waiters", Some(name)) => names.waiters.insert(name.to_owned()),
                    ("types", Some(name)) => names.pascal.insert(name.to_owned()),
                    _ if types && section == key => names.pascal.insert(key.to_owned()),
                    _ => false,
                };
            }
        }
        names.pascal.retain(|name| !names.formats.contains(name));
        names
    }
}

/// A file with names and paths of its own.
fn renamed(text: &str, copy: usize, is_first: bool, names: &Names) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let kept = |section: &str| is_first || !names.formats.contains(section);
    for (section, line) in sections(text).filter(|(section, _)| kept(section)) {
        let line = words(line, &names.pascal, &format!("X{copy}"));
        let names_waiter = section == "waits" || section == "waiters" && !line.starts_with("    ");
        out.push_str(&match names_waiter {
            true => words(&line, &names.waiters, &format!("_x{copy}")),
            false => line,
        });
        out.push('\n');
    }
    METHODS.iter().fold(out, |text, method| {
        text.replace(&format!("{method} /"), &format!("{method} /x{copy}/"))
    })
}

/// A line with something after certain words.
fn words(line: &str, names: &BTreeSet<String>, suffix: &str) -> String {
    let mut out = String::with_capacity(line.len() + suffix.len());
    let mut word = String::new();
    for c in line.chars().map(Some).chain([None]) {
        match c {
            Some(c) if c.is_ascii_alphanumeric() || c == '_' => word.push(c),
            c => {
                out.push_str(&word);
                if names.contains(&word) {
                    out.push_str(suffix);
                }
                word.clear();
                out.extend(c);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::set;
    use crate::disk;

    #[test]
    fn copies_of_right_specs_are_right() {
        let specs = disk::specs(&disk::root().join("spec")).unwrap();
        let operations = huaweicloud_codegen::load(&specs).unwrap().operations();
        let copies = set(&specs, operations, 30 * operations);
        match huaweicloud_codegen::load(&copies) {
            Ok(specs) => assert_eq!(specs.operations(), 30 * operations),
            Err(wrong) => panic!("{}", huaweicloud_codegen::render(&copies, &wrong, "", false)),
        }
    }
}
