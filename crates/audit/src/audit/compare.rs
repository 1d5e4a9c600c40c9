//! Pages and specs, row by row.

use std::collections::BTreeSet;

use huaweicloud_codegen::{Described, DescribedRow};
use serde_json::{Value, json};

use super::{
    Difference, alternatives::Alternatives, at, kinds, rows::Row, shared::Shared, values::Lists,
};
use crate::facts::{Field, Mark, Operation, Required};

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
    spec: &Described,
    page: &[Row<'_>],
    lists: &Lists<'_>,
    shared: &Shared<'_>,
) -> Vec<Difference> {
    let mut found = Vec::new();
    let aspects = |row: &Row<'_>, own: &DescribedRow| aspects(row, own, &spec.service, lists);
    for row in page {
        let own = spec.rows.iter().filter(|own| own.at == row.at);
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
    let alternatives = Alternatives::of(spec, page);
    for own in &spec.rows {
        let rows = page.iter().filter(|row| alternatives.fits(own, row));
        match rows.map(|row| aspects(row, own)).min_by_key(Vec::len) {
            Some(aspects) => found.extend(aspects),
            None if own.is_renamed || !tabled.contains(at::parent(&own.at)) => {}
            None if shared.is_on_a_page(spec, own) => {}
            None => found.push(Difference::new(&own.at, "table", "absent", "it")),
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|it| seen.insert((it.at.clone(), it.aspect, it.page.to_string())));
    found
}

/// Whether every request has it, so that no spec says it.
fn is_of_all(row: &Row<'_>, spec: &Described) -> bool {
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

/// What a row and a field of the spec differ in.
fn aspects(row: &Row<'_>, own: &DescribedRow, service: &str, lists: &Lists<'_>) -> Vec<Difference> {
    let Row { at, field, .. } = row;
    let mut found = Vec::new();
    let mut push = |aspect, page: Value, spec: String| {
        found.push(Difference { at: at.clone(), aspect, page, spec });
    };
    if let Some(kind) = &field.kind
        && !own.types.is_empty()
        && !own.types.contains(&kinds::meant(kind))
    {
        push("type", json!(kind), own.types.join(" or "));
    }
    // What answers hold is promised by the spec, and not by the table.
    if let (Some(Required::Always(due)), false) = (field.required, at.starts_with("response"))
        && due != own.required
    {
        push("required", json!(due), own.required.to_string());
    }
    values(field, own, service, lists, &mut push);
    let limits = [
        ("range", &field.range, &own.range),
        ("length", &field.length, &own.length),
        ("item_length", &field.item_length, &own.item_length),
        ("default", &field.default, &own.default),
    ];
    for (aspect, due, own) in limits {
        if due != own {
            let spec = own.clone().unwrap_or_default();
            push(aspect, due.as_ref().map_or(json!("absent"), |due| json!(due)), spec);
        }
    }
    prose(field, own, &mut push);
    found
}

fn values(
    field: &Field,
    own: &DescribedRow,
    service: &str,
    lists: &Lists<'_>,
    push: &mut impl FnMut(&'static str, Value, String),
) {
    let due = lists.values(service, field);
    let is_boolean = own.types.iter().any(|it| it == "boolean");
    if due.is_empty() || is_boolean {
        return;
    }
    let doc = own.doc.as_deref().unwrap_or_default();
    let is_known = |value: &&str| {
        own.values.iter().any(|own| own == value) || doc.contains(&format!("`{value}`"))
    };
    // A long list stands on a page of its own, which the documentation names instead.
    let is_named = field.values.is_empty() && doc.contains("the reference lists");
    if !is_named && !due.iter().all(is_known) {
        push("values", json!(due), own.values.join(", "));
    }
}

/// What the documentation has to say: special values, units and conditions.
fn prose(field: &Field, own: &DescribedRow, push: &mut impl FnMut(&'static str, Value, String)) {
    let doc = own.doc.as_deref().unwrap_or_default();
    for special in &field.special {
        if !doc.contains(&format!("`{special}`")) && !own.values.contains(special) {
            push("special", json!(special), "does not name it".to_owned());
        }
    }
    if let Some(unit) = &field.unit {
        let words: &[&str] = match unit.as_str() {
            "percent" => &["percent", "%"],
            other => &[other],
        };
        if !words.iter().any(|word| doc.contains(word)) {
            push("unit", json!(unit), "does not name it".to_owned());
        }
    }
    for mark in &field.marks {
        let is_answered = match mark {
            Mark::Excludes => !own.not_with.is_empty() || !own.alternatives.is_empty(),
            Mark::Conditional => !own.required,
            Mark::Overridden => doc.contains("ignored"),
        };
        if !is_answered {
            push("marks", json!(mark), "does not answer it".to_owned());
        }
    }
}
