//! The rows of a page, by their places.

use std::borrow::Cow;

use huaweicloud_codegen::Described;

use super::{at, deviations, reference::Reference};
use crate::facts::{Field, Operation, Rule, Table};

/// A row of a page.
#[derive(Clone, Debug)]
pub(super) struct Row<'a> {
    pub(super) at: String,
    /// Which of several bodies it is in, counted from 1.
    pub(super) alternative: Option<usize>,
    /// What it says, itself or one link away.
    pub(super) field: Cow<'a, Field>,
    /// The page that lists its values.
    pub(super) listed_on: Option<&'a str>,
    /// The rules for parts of its texts, section by section.
    pub(super) rules: Vec<Vec<&'a Rule>>,
}

/// All rows but those that name a body as a whole. Where a deviation says that a table starts inside of a
/// field, its rows are taken to be there.
pub(super) fn of_page<'a>(
    page: &'a Operation,
    spec: &Described,
    reference: &Reference<'a>,
) -> Vec<Row<'a>> {
    let mut rows = as_they_stand(page, reference);
    let absent = spec.deviations.iter().filter(|it| deviations::has_no_row(it));
    for inside in absent.map(|it| it.at.as_str()) {
        let prefix = format!("{inside}.");
        let is_described = spec.rows.iter().any(|row| row.at.starts_with(&prefix));
        if !is_described || rows.iter().any(|row| row.at.starts_with(&prefix)) {
            continue;
        }
        let above = at::parent(inside);
        for row in &mut rows {
            let rest = row.at.strip_prefix(above).and_then(|rest| rest.strip_prefix('.'));
            if let Some(rest) = rest
                && !spec.rows.iter().any(|own| own.at == row.at)
            {
                row.at = format!("{prefix}{rest}");
            }
        }
    }
    rows
}

fn as_they_stand<'a>(page: &'a Operation, reference: &Reference<'a>) -> Vec<Row<'a>> {
    let row = |part: &str, object: &str, alternative: Option<usize>, field: &'a Field| Row {
        at: at::join(part, object, &field.name),
        alternative,
        field: reference.settled(field),
        listed_on: reference.lists(field),
        rules: reference.rules(field),
    };
    let mut rows = Vec::new();
    let lists = [
        ("path", &page.path_parameters),
        ("query", &page.query),
        ("headers", &page.headers),
        ("response", &page.response_headers),
    ];
    for (part, fields) in lists {
        rows.extend(fields.iter().map(|field| row(part, "", None, field)));
    }
    for (part, tables) in [("request", &page.request), ("response", &page.response)] {
        for Table { at, alternative, fields, .. } in tables {
            let row = |at: &str, field| row(part, at, *alternative, field);
            let places = at.iter().flat_map(|at| fields.iter().map(move |it| row(at, it)));
            rows.extend(places.filter(|row| row.field.name != "[]"));
        }
    }
    rows
}
