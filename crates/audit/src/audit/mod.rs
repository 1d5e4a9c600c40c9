//! Specs held against the facts of their pages.

mod alternatives;
mod at;
mod compare;
mod deviations;
mod difference;
mod kinds;
mod rows;
mod samples;
mod shared;
mod values;

use std::collections::BTreeMap;

use huaweicloud_codegen::Described;

pub use difference::Difference;

use crate::facts::{Facts, Operation};
use rows::Row;
use shared::Shared;
use values::Lists;

/// What came of holding a spec against its page.
#[derive(Clone, Debug, PartialEq)]
pub struct Audited {
    /// The service.
    pub service: String,
    /// The operation's id.
    pub operation: String,
    /// How many parameters and fields the page has.
    pub rows: usize,
    /// How many differences are explained by a deviation.
    pub explained: usize,
    /// The others.
    pub differences: Vec<Difference>,
}

/// Holds specs against the facts of pages, and tells what differs, operation by operation.
pub fn audit(facts: &[Facts], specs: &[Described]) -> Vec<Audited> {
    let lists = Lists::of(facts);
    let mut pages = BTreeMap::new();
    for facts in facts {
        if let Facts::Operation(page) = facts {
            pages.insert((page.service.as_str(), page.page.as_str()), &**page);
        }
    }
    let page = |spec: &Described| pages.get(&(spec.service.as_str(), spec.page.as_str())).copied();
    let read: Vec<_> = specs
        .iter()
        .map(|spec| {
            (spec, page(spec), page(spec).map(|page| rows::of_page(page, spec)).unwrap_or_default())
        })
        .collect();
    let shared = Shared::of(read.iter().map(|(spec, _, rows)| (*spec, rows.as_slice())));
    read.iter().map(|(spec, page, rows)| of_operation(spec, *page, rows, &lists, &shared)).collect()
}

fn of_operation(
    spec: &Described,
    page: Option<&Operation>,
    rows: &[Row<'_>],
    lists: &Lists<'_>,
    shared: &Shared<'_>,
) -> Audited {
    let (all, left) = match page {
        None => (0, vec![Difference::new("page", "page", "absent", &spec.page)]),
        Some(page) => {
            let mut found = compare::operation(spec, page);
            found.extend(compare::rows(spec, rows, lists, shared));
            found.extend(samples::compare(spec, page));
            (found.len(), deviations::explain(spec, page, found))
        }
    };
    let open = left.iter().filter(|it| !it.is_stale()).count();
    Audited {
        service: spec.service.clone(),
        operation: spec.operation.clone(),
        rows: rows.len(),
        explained: all.saturating_sub(open),
        differences: left,
    }
}
