//! Specs: whatever the files say, the generator answers, and always the same.

use std::sync::LazyLock;

use huaweicloud_codegen::{Anchors, Files, Source, catalog, generate, load, render};

use crate::repository;

/// What stands before the path of each file of an input.
const FILE: &str = "==== ";

/// The path of an input that names none.
const OPERATION: &str = "waiting/things/call_thing.yaml";

/// The files that an input adds to: a service, types to use and waiters to wait with.
const FILES: [&str; 3] =
    ["waiting/service.yaml", "waiting/things/show_thing.yaml", "waiting/things/types.yaml"];

static FOLDER: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let mut sources = repository::sources("tests/specs/small");
    sources.retain(|source| FILES.contains(&source.path.as_str()));
    sources
});

/// Checks specs: either one operation, `CallThing`, or files, each after a line `==== path`.
pub fn check(input: &[u8]) {
    let mut sources = sources(&String::from_utf8_lossy(input));
    let answer = answer(&sources);
    sources.reverse();
    assert_eq!(self::answer(&sources), answer, "the order of the files makes a difference");
}

fn sources(input: &str) -> Vec<Source> {
    let named = match input.starts_with(FILE) {
        true => format!("\n{input}"),
        false => format!("\n{FILE}{OPERATION}\n{input}"),
    };
    let mut sources = FOLDER.clone();
    for file in named.split(&format!("\n{FILE}")).skip(1) {
        let (path, text) = file.split_once('\n').unwrap_or((file, ""));
        sources.retain(|source| source.path != path);
        sources.push(Source::new(path, text));
    }
    sources
}

/// The files that become of specs, or what is wrong with them.
fn answer(sources: &[Source]) -> Result<Files, String> {
    let generated = load(sources).and_then(|specs| {
        // What tests and people read of specs is there for all that are right.
        assert!(!specs.exchanges().is_empty());
        assert!(!catalog(&specs, &Anchors::default()).is_empty());
        generate(&specs, &Anchors::default())
    });
    generated.map_err(|diagnostics| {
        let text = render(sources, &diagnostics, "spec/", false);
        assert!(text.starts_with("error[E"), "{text}");
        assert!(!text.contains("is not valid Rust"), "{text}");
        text
    })
}
