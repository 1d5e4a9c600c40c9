//! The corpora of `crates/fuzz`, without a fuzzer.

use std::{
    collections::BTreeSet,
    fs, panic,
    path::{Path, PathBuf},
};

use huaweicloud_tests::{fuzz::TARGETS, repository};

/// What fuzzing once found, and what it starts from, holds for whoever changes the code.
#[test]
fn every_input_of_a_corpus_holds() {
    let mut broken = Vec::new();
    for (target, check) in TARGETS {
        // What a fuzzer added has no extension and is nobody's but its user's.
        let inputs = entries(&repository::root().join("crates/fuzz/corpus").join(target));
        let kept: Vec<_> = inputs.iter().filter(|path| path.extension().is_some()).collect();
        assert!(!kept.is_empty(), "the target `{target}` has nothing to start from");
        for path in kept {
            let input = fs::read(path).expect("an input");
            if panic::catch_unwind(|| check(&input)).is_err() {
                broken.push(path.clone());
            }
        }
    }
    assert!(broken.is_empty(), "what does not hold is said above, for each of {broken:#?}");
}

/// Whoever adds a target is told what else it needs: a corpus and a program, and both are removed with
/// it.
#[test]
fn every_target_has_a_corpus_and_a_program() {
    let targets: BTreeSet<_> = TARGETS.iter().map(|(target, _)| (*target).to_owned()).collect();
    for folder in ["corpus", "fuzz_targets"] {
        let found = entries(&repository::root().join("crates/fuzz").join(folder));
        let stems = found.iter().filter_map(|path| path.file_stem());
        let found: BTreeSet<_> = stems.map(|stem| stem.to_string_lossy().into_owned()).collect();
        assert_eq!(found, targets, "crates/fuzz/{folder}");
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}
