//! Types that several operations share: each is the union of what their pages have.

use std::collections::BTreeSet;

use huaweicloud_codegen::{Described, DescribedRow};

use super::{deviations, rows::Row};

type Key<'a> = (&'a str, &'a str, &'a str);

/// The fields of shared types, by service, type and name.
pub(super) struct Shared<'a> {
    /// Those that some page has.
    fields: BTreeSet<Key<'a>>,
    /// Those of which a deviation says that no page has them.
    explained: BTreeSet<Key<'a>>,
}

impl<'a> Shared<'a> {
    /// Of specs and the rows of their pages.
    pub(super) fn of(audited: impl Iterator<Item = (&'a Described, &'a [Row<'a>])>) -> Self {
        let mut fields = BTreeSet::new();
        let mut explained = BTreeSet::new();
        for (spec, page) in audited {
            let places: BTreeSet<&str> = page.iter().map(|row| row.at.as_str()).collect();
            let there = spec.rows.iter().filter(|row| places.contains(row.at.as_str()));
            fields.extend(there.filter_map(|row| key(spec, row)));
            // What one operation explains, it explains for all that share the type.
            for deviation in spec.deviations.iter().filter(|it| deviations::has_no_row(it)) {
                let row = spec.rows.iter().find(|row| row.at == deviation.at);
                let is_own = |row: &&DescribedRow| !places.contains(row.at.as_str());
                explained.extend(row.filter(is_own).and_then(|row| key(spec, row)));
            }
        }
        Self { fields, explained }
    }

    /// Whether a field is one of a type of which another page has it, or another spec explains it.
    pub(super) fn is_on_a_page(&self, spec: &Described, row: &DescribedRow) -> bool {
        let is_explained_here = spec.deviations.iter().any(|it| it.at == row.at);
        key(spec, row).is_some_and(|key| {
            self.fields.contains(&key) || self.explained.contains(&key) && !is_explained_here
        })
    }
}

fn key<'a>(spec: &'a Described, row: &'a DescribedRow) -> Option<Key<'a>> {
    let name = row.at.rsplit('.').next()?;
    Some((spec.service.as_str(), row.of.as_deref()?, name))
}
