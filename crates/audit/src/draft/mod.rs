//! Drafts of specs: what the facts of a page give, and `TODO` for what only a person can say.

mod contents;
mod drafting;
mod examples;
mod fields;
mod json;
mod kind;
mod known;
mod measure;
mod part;
mod parts;
mod place;
mod print;
mod scalar;
mod shown;
mod trees;
mod types;

use huaweicloud_codegen::DescribedService;

pub use measure::{Likeness, likeness};

use crate::facts::{Facts, Operation};
use drafting::Drafting;
use known::Known;

/// A draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The path of its file, below the folder of specs.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What a draft is told beside its page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish<'a> {
    /// The name of the operation, if the page does not give it.
    pub operation: Option<&'a str>,
    /// The folder of its service that it belongs in; else that of operations with a path like its own.
    pub resource: Option<&'a str>,
}

/// Drafts the spec of a page. The specs that there are give types, names and words; the facts are those of all
/// pages that the page may refer to. The same input gives the same draft.
pub fn draft(
    page: &Operation,
    facts: &[Facts],
    specs: &[DescribedService],
    wish: Wish<'_>,
) -> Draft {
    let known = Known::of(page, facts, specs);
    let operation = place::operation(page, wish.operation);
    let mut drafting = Drafting {
        page,
        known: &known,
        operation: operation.name.clone(),
        types: Vec::new(),
        deviations: Vec::new(),
    };
    let folder = match wish.resource {
        Some(resource) => resource.to_owned(),
        None => place::folder(page, known.service),
    };
    let spec = drafting.spec(&operation);
    Draft {
        path: format!("{}/{folder}/{}.yaml", page.service, place::file(&operation.name)),
        text: format!(
            "# yaml-language-server: $schema=../../schema/operation.json\n{}",
            print::print(&spec)
        ),
    }
}
