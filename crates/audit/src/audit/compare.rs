//! Pages and specs, row by row.

use std::collections::BTreeSet;

use huaweicloud_codegen::{Described, DescribedRow};

use super::{
    Difference,
    aspects::{self, Context},
    at,
    read::Read,
    reference::Reference,
    rows::Row,
    shared::Shared,
};
use crate::facts::Operation;

/// Headers that every request has, whatever its operation.
const OF_ALL: [&str; 3] = ["X-Auth-Token", "Content-Type", "X-Language"];

/// Method, path and statuses.
pub(super) fn operation(spec: &Described, page: &Operation) -> Vec<Difference> {
    let mut found = Vec::new();
    if spec.method != page.method {
        found.push(Difference::new("method", "method", page.method.as_str(), &spec.method));
    }
    let segments = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
    let (due, own) = (segments(&page.path), segments(&spec.path));
    let is_same =
        |(due, own): (&String, &String)| due == own || due.starts_with('{') && own.starts_with('{');
    if due.len() != own.len() || !due.iter().zip(&own).all(is_same) {
        found.push(Difference::new("path", "path", page.path.as_str(), &spec.path));
    } else {
        for (due, own) in due.iter().zip(&own).filter(|(due, own)| due != own) {
            let name = |segment: &str| segment.trim_matches(['{', '}']).to_owned();
            let place = format!("path.{}", name(own));
            found.push(Difference::new(place, "name", name(due), name(own)));
        }
    }
    let statuses: BTreeSet<u16> = spec.statuses.iter().copied().collect();
    let due: BTreeSet<u16> = page.success.iter().copied().collect();
    for status in due.difference(&statuses) {
        found.push(Difference::new("status", "table", *status, "not this status"));
    }
    for status in statuses.difference(&due) {
        found.push(Difference::new("status", "sample", *status, "this status"));
    }
    found
}

/// Parameters and fields.
pub(super) fn rows(
    read: &Read<'_>,
    reference: &Reference<'_>,
    shared: &Shared<'_>,
) -> Vec<Difference> {
    let Read { spec, rows: page, shown, alternatives, .. } = read;
    let mut found = Vec::new();
    let cx = Context { shown, shared, reference, rows: page, alternatives };
    let aspects = |row: &Row<'_>, own: &DescribedRow| aspects::compare(row, own, &cx);
    for row in page {
        let own = spec.rows.iter().filter(|own| alternatives.fits(own, row));
        match own.map(|own| aspects(row, own)).min_by_key(Vec::len) {
            Some(aspects) => found.extend(aspects),
            None if is_of_all(row, spec) => {}
            None => {
                let spec = if is_in_open(&row.at, spec) { "free JSON" } else { "" };
                found.push(Difference::new(&row.at, "table", "present", spec));
            }
        }
    }
    let tabled: BTreeSet<&str> = page.iter().flat_map(|row| at::parents(&row.at)).collect();
    for own in &spec.rows {
        let rows = page.iter().filter(|row| alternatives.fits(own, row));
        match rows.map(|row| aspects(row, own)).min_by_key(Vec::len) {
            Some(aspects) => found.extend(aspects),
            None if own.is_renamed || !tabled.contains(at::parent(&own.at)) => {}
            None if shared.is_on_a_page(spec, own) || shown.gathers(&own.at) => {}
            None => found.push(Difference::new(&own.at, "table", "absent", "it")),
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|it| seen.insert((it.at.clone(), it.aspect, it.page.to_string())));
    found
}

/// Whether every request has it, so that no spec says it.
pub(super) fn is_of_all(row: &Row<'_>, spec: &Described) -> bool {
    let name = row.field.name.as_str();
    match row.at.split('.').next() {
        Some("headers") => OF_ALL.contains(&name),
        Some("path") => spec.path.contains(&format!("{{{name}}}")),
        _ => false,
    }
}

/// Whether a place is below one that may hold anything.
fn is_in_open(place: &str, spec: &Described) -> bool {
    at::parents(place).any(|at| spec.rows.iter().any(|row| row.at == at && row.is_open))
}
