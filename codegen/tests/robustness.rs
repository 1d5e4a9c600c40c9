//! Whatever is done to a spec, the loader answers.

mod folder;

use std::path::PathBuf;

use folder::{below_root, folders, read};
use huaweicloud_codegen::{Anchors, Files, Source, generate, load, render};

/// The folders of specs that are right, by name.
fn good() -> Vec<(String, PathBuf)> {
    ["spec", "tests/specs/small", "tests/specs/quirks"]
        .map(|folder| (folder.to_owned(), below_root(folder)))
        .to_vec()
}

#[test]
fn good_specs_load() {
    for (name, path) in good() {
        let sources = read(&path);
        if let Err(diagnostics) = load(&sources) {
            panic!("{name}:\n{}", render(&sources, &diagnostics, "", false));
        }
    }
}

/// What becomes of specs: files, or what is wrong with them, in words. What is right to the loader
/// gives Rust, or something that the generator refuses and knows that it does.
fn outcome(sources: &[Source]) -> Result<Files, String> {
    load(sources).and_then(|specs| generate(&specs, &Anchors::default())).map_err(|diagnostics| {
        assert!(!diagnostics.is_empty());
        let text = render(sources, &diagnostics, "", false);
        assert!(!text.contains("is not valid Rust"), "{text}");
        text
    })
}

/// The sources of each service with those of `common`; it is read without the other services.
fn by_service(sources: &[Source]) -> Vec<Vec<Source>> {
    let service = |source: &Source| source.path.split('/').next().unwrap().to_owned();
    let mut names: Vec<_> = sources.iter().map(service).filter(|name| name != "common").collect();
    names.dedup();
    let mut services = Vec::new();
    for name in names {
        let own = |source: &&Source| [name.as_str(), "common"].contains(&service(source).as_str());
        services.push(sources.iter().filter(own).cloned().collect());
    }
    services
}

#[test]
fn a_file_may_hold_anything() {
    for sources in by_service(&read(&below_root("tests/specs/quirks"))) {
        for file in 0..sources.len() {
            let text = &sources[file].text;
            for other in [
                String::new(),
                "\n".to_owned(),
                "\u{feff}".to_owned(),
                "# Nothing.".to_owned(),
                "---\n---\n".to_owned(),
                "\t".to_owned(),
                "\0".to_owned(),
                "中: [中".to_owned(),
                "[".repeat(10_000),
                "- ".repeat(10_000),
                "{a: ".repeat(10_000),
                format!("a: {}x", "list<".repeat(10_000)),
                text.replace(' ', "\t"),
                text.replace(": ", ":\t"),
                text.replace('\n', " "),
                text.replace('"', "'"),
                text.replace(['{', '['], ""),
                text.replace(['}', ']'], ""),
                text.replace(char::is_alphanumeric, "中"),
            ] {
                let mut sources = sources.clone();
                sources[file].text = other;
                let _ = outcome(&sources);
            }
        }
    }
}

#[test]
fn line_ends_and_byte_order_marks_make_no_difference() {
    for (name, folder) in good() {
        for change in
            [|text: &str| text.replace('\n', "\r\n"), |text: &str| format!("\u{feff}{text}")]
        {
            let mut sources = read(&folder);
            for source in &mut sources {
                source.text = change(&source.text);
            }
            if let Err(diagnostics) = load(&sources) {
                panic!("{name}:\n{}", render(&sources, &diagnostics, "", false));
            }
        }
    }
}

#[test]
fn the_order_of_files_makes_no_difference() {
    let wrong = folders(&below_root("tests/diagnostics")).into_iter().map(|(_, folder)| folder);
    let good = good().into_iter().map(|(_, folder)| folder);
    for folder in wrong.chain([below_root("tests/specs/ten_mistakes")]).chain(good) {
        let sources = read(&folder);
        let reversed: Vec<_> = sources.iter().rev().cloned().collect();
        assert_eq!(outcome(&sources), outcome(&reversed), "{}", folder.display());
    }
}

/// The cells of a row of a Markdown table.
fn cells(row: &str) -> Vec<&str> {
    row.trim_matches('|').split(" | ").map(str::trim).collect()
}

#[test]
fn the_readme_carries_every_quirk() {
    let readme = std::fs::read_to_string(below_root("spec/README.md")).unwrap();
    let (_, table) = readme.split_once("## The 97 quirks").unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| ")).map(cells);
    let rows: Vec<_> = rows.filter(|cells| !["number", "---"].contains(&cells[0])).collect();
    let numbers: Vec<_> = rows.iter().map(|cells| cells[0].parse::<usize>().unwrap()).collect();
    assert_eq!(numbers, (1..=97).collect::<Vec<_>>());
    for cells in rows {
        let [_, _, construct, shown_by] = cells.as_slice() else {
            panic!("{cells:?} has not four cells")
        };
        assert!(
            below_root(shown_by).is_file()
                || *construct == "–" && shown_by.starts_with("not the format's business: "),
            "`{shown_by}` shows nothing"
        );
    }
}
