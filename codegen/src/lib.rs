//! Endpoint specs in YAML to Rust source.
//!
//! A pure function: [`load`] reads and checks specs, [`generate`] turns them into files. Neither
//! touches clock, network, environment or disk, and the order in which specs are given does not
//! matter. The format is described in `spec/README.md`.
//!
//! The passes, in order: `source` (YAML to trees with places), `syntax` (trees to specs as they are
//! written), `check` (specs to the API as Rust has it, which is `api`, and all that is wrong with
//! them), `emit` (the API to source). Beside them, [`schema`] is the format for editors, and
//! [`catalog`] the list of operations for people. [`public_api`] tells what of a crate is public, for those
//! who review a change.

#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::wildcard_enum_match_arm
    )
)]

mod anchors;
mod api;
mod catalog;
mod check;
mod described;
mod diagnostic;
mod emit;
mod exchanges;
mod files;
mod names;
mod naming;
mod patterns;
mod public_api;
mod schema;
mod source;
mod specs;
mod syntax;
mod tree;

pub use anchors::Anchors;
pub use catalog::{catalog, services};
pub use described::{
    Described, DescribedError, DescribedField, DescribedRow, DescribedService, DescribedType,
    Deviated,
};
pub use diagnostic::{Code, Diagnostic, Diagnostics, render};
pub use exchanges::{Answer, Exchange, Raised};
pub use files::Files;
pub use naming::{field_name, file_name, type_name, value_name};
pub use public_api::{public_api, public_api_of_generated};
pub use schema::schema;
pub use source::{Source, Span, Spanned};
pub use specs::Specs;
pub use tree::{Tree, tree};

use specs::Written;

/// Reads and checks specs.
///
/// # Errors
///
/// All mistakes of all files.
pub fn load(sources: &[Source]) -> Result<Specs, Diagnostics> {
    let mut report = Diagnostics::default();
    let written = Written::read(&source::sorted(sources), &mut report);
    let api = check::check(&written, &mut report);
    match api {
        Ok(api) if report.is_empty() => Ok(Specs { written, api }),
        Ok(_) | Err(_) => Err(report.sorted()),
    }
}

/// What specs say of services and their operations, to be compared with pages.
pub fn described(specs: &Specs) -> Vec<DescribedService> {
    check::described(&specs.written)
}

/// The same of specs that need not be without mistakes: what can be read of them. Drafts that are not finished
/// are left out.
pub fn described_so_far(sources: &[Source]) -> Vec<DescribedService> {
    check::described(&Written::read(&source::sorted(sources), &mut Diagnostics::default()))
}

/// The manifests of the generated crates for some services, which [`generate`] gives for those of the
/// specs: path below `generated` to text.
pub fn manifests(services: &[&str]) -> Files {
    emit::manifests(services)
}

/// Turns specs into manifests and Rust source, whose documentation links to the pages that have `anchors`.
///
/// # Errors
///
/// If the generator makes something that is not Rust, which is a mistake of its own.
pub fn generate(specs: &Specs, anchors: &Anchors) -> Result<Files, Diagnostics> {
    let mut report = Diagnostics::default();
    let files = emit::files(&specs.api, anchors, &mut report);
    if report.is_empty() { Ok(files) } else { Err(report.sorted()) }
}
