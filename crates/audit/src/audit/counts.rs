//! How many things of a page are in its spec.

use std::collections::BTreeSet;

use huaweicloud_codegen::{Described, DescribedService};

use super::{Count, compare, reference::Reference, rows::Row};
use crate::facts::Operation;

impl Count {
    /// Of things on the page and what tells whether the spec has one.
    fn of<T: Ord>(documented: impl Iterator<Item = T>, is_in_spec: impl Fn(&T) -> bool) -> Self {
        let documented: BTreeSet<T> = documented.collect();
        let in_spec = documented.iter().filter(|it| is_in_spec(it)).count();
        Self { documented: documented.len(), in_spec }
    }
}

/// Whether a place is that of a parameter.
pub(super) fn is_parameter(at: &str) -> bool {
    ["path.", "query.", "headers."].iter().any(|part| at.starts_with(part))
}

/// Those parameters or fields whose place is meant.
pub(super) fn of_rows(spec: &Described, rows: &[Row<'_>], is_meant: fn(&str) -> bool) -> Count {
    let own: BTreeSet<&str> = spec.rows.iter().map(|row| row.at.as_str()).collect();
    let of_all: BTreeSet<&str> = rows
        .iter()
        .filter(|row| compare::is_of_all(row, spec))
        .map(|row| row.at.as_str())
        .collect();
    let meant = rows.iter().map(|row| row.at.as_str()).filter(|at| is_meant(at));
    Count::of(meant, |at| own.contains(at) || of_all.contains(at))
}

/// The values of all rows.
pub(super) fn of_values(spec: &Described, rows: &[Row<'_>]) -> Count {
    let values = rows
        .iter()
        .flat_map(|row| row.field.values.iter().map(|value| (row.at.as_str(), value.as_str())));
    Count::of(values, |(at, value)| {
        let own = spec.rows.iter().filter(|row| row.at == *at);
        own.into_iter().any(|row| {
            row.values.iter().any(|own| own == value)
                || row.types.iter().any(|kind| kind == "boolean")
                || row.doc.as_ref().is_some_and(|doc| doc.contains(&format!("`{value}`")))
        })
    })
}

/// The statuses of success and of failure.
pub(super) fn of_statuses(spec: &Described, page: &Operation) -> Count {
    let statuses = page.success.iter().chain(&page.errors);
    Count::of(statuses, |it| spec.statuses.contains(it) || spec.errors.contains(it))
}

/// The error codes of a service.
pub(super) fn of_codes(spec: &DescribedService, reference: &Reference<'_>) -> Count {
    let codes = reference.codes.iter().map(|code| &code.code);
    Count::of(codes, |code| spec.errors.iter().any(|it| it.code == **code))
}
