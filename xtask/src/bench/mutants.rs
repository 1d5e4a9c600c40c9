//! `cargo xtask bench mutants`: what it costs to take a node out of specs, however many there are.

use std::{collections::BTreeMap, fs, process::ExitCode};

use huaweicloud_codegen::Source;

use super::{clones, mistakes::told};
use crate::{disk, mutate, tree};

/// Measures with the specs, or, where there are to be more operations, with copies of them.
pub(super) fn run(specs: &[Source], size: usize) -> Result<ExitCode, String> {
    let loaded = huaweicloud_codegen::load(specs).map_err(|wrong| told(specs, &wrong))?;
    if size <= loaded.operations() {
        return mutate::measure(&disk::root().join("spec"));
    }
    let copies = clones::set(specs, loaded.operations(), size);
    let copies: BTreeMap<_, _> =
        copies.into_iter().map(|source| (source.path, source.text)).collect();
    let folder = disk::root().join("target/bench-mutants");
    let _ = fs::remove_dir_all(&folder);
    tree::write(&folder, &copies, &[])?;
    mutate::measure(&folder)
}
