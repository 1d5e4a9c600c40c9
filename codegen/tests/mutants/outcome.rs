//! What becomes of specs.

use huaweicloud_codegen::{Anchors, Files, Source, Specs, catalog, generate, load, render};
use serde_json::Value;

use crate::{
    lines::{Lines, lines},
    trees::{Trees, sources},
};

/// All that comes of specs, or what is wrong with them, in words: sources, the list of operations for
/// people, and examples for tests. What is right to the loader gives Rust, or something that the
/// generator refuses and knows that it does.
pub(crate) fn outcome(sources: &[Source], anchors: &Anchors) -> Result<Lines, String> {
    let all = |specs: &Specs| -> Result<Files, _> {
        let mut files = generate(specs, anchors)?;
        files.extend(catalog(specs, anchors));
        Ok(files)
    };
    match load(sources).and_then(|specs| all(&specs).map(|files| (specs, files))) {
        Ok((specs, files)) => Ok(lines(&files, &specs.exchanges())),
        Err(diagnostics) => {
            assert!(!diagnostics.is_empty());
            let text = render(sources, &diagnostics, "", false);
            assert!(!text.contains("is not valid Rust"), "{text}");
            Err(text)
        }
    }
}

/// What comes of trees in which nothing is wrong.
pub(crate) fn right(trees: &Trees) -> Lines {
    outcome(&sources(trees), &anchors(trees)).unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// An address for each page, so that there are links.
pub(crate) fn anchors(trees: &Trees) -> Anchors {
    let mut anchors = Anchors::default();
    for (path, tree) in trees {
        let service = path.split('/').next().unwrap();
        if let Some(page) = tree.get("page").and_then(Value::as_str) {
            anchors.insert(service, page, "anchor");
        }
    }
    anchors
}
