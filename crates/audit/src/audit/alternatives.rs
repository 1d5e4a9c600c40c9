//! Which of the bodies of a page is which alternative of a spec, since pages give them no names.

use std::collections::BTreeMap;

use huaweicloud_codegen::{Described, DescribedRow};

use super::{at, rows::Row};

/// The alternatives of a spec.
pub(super) struct Alternatives<'a> {
    spec: &'a Described,
    /// For each alternative of the request, the body that has most of its fields.
    bodies: BTreeMap<&'a str, usize>,
}

impl<'a> Alternatives<'a> {
    pub(super) fn of(spec: &'a Described, page: &[Row<'_>]) -> Self {
        let mut shared: BTreeMap<&str, BTreeMap<usize, usize>> = BTreeMap::new();
        for own in spec.rows.iter().filter(|own| at::parent(&own.at) == "request") {
            let Some(alternative) = own.alternatives.first() else { continue };
            for row in page.iter().filter(|row| row.at == own.at) {
                if let Some(body) = row.alternative {
                    *shared.entry(alternative).or_default().entry(body).or_default() += 1;
                }
            }
        }
        let best = |bodies: BTreeMap<usize, usize>| {
            // Of several, the first.
            bodies.into_iter().rev().max_by_key(|(_, fields)| *fields).map(|(body, _)| body)
        };
        let bodies = shared.into_iter().filter_map(|(name, bodies)| Some((name, best(bodies)?)));
        Self { spec, bodies: bodies.collect() }
    }

    /// Whether a field is in one alternative and not in another.
    pub(super) fn keep_apart(&self, own: &DescribedRow) -> bool {
        let beside = |it: &&DescribedRow| at::parent(&it.at) == at::parent(&own.at);
        let beside = || self.spec.rows.iter().filter(beside);
        let has = |other: &DescribedRow| {
            beside().any(|it| it.at == own.at && it.alternatives == other.alternatives)
        };
        !own.alternatives.is_empty() && beside().any(|other| !has(other))
    }

    /// Whether a row of the page may describe a field of the spec.
    pub(super) fn fits(&self, own: &DescribedRow, row: &Row<'_>) -> bool {
        let due = own.alternatives.first().and_then(|name| self.bodies.get(name.as_str()));
        row.at == own.at
            && (due.is_none() || row.alternative.is_none() || row.alternative.as_ref() == due)
    }
}
