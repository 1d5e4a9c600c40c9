//! Types that several operations share: each is the union of what their pages have.

use std::collections::BTreeSet;

use huaweicloud_codegen::{Described, DescribedRow};

use super::{deviations, read::Read};

type Key<'a> = (&'a str, &'a str);

/// The fields and values of shared types, by type and name.
pub(super) struct Shared<'a> {
    /// Those that some page has.
    fields: BTreeSet<Key<'a>>,
    /// Those of which a deviation says that no page has them.
    explained: BTreeSet<Key<'a>>,
    /// Values that some table or list has.
    listed: BTreeSet<Key<'a>>,
    /// Values that some sample shows.
    shown: BTreeSet<Key<'a>>,
}

impl<'a> Shared<'a> {
    /// Of the specs of a service and their pages.
    pub(super) fn of(audited: impl Iterator<Item = &'a Read<'a>>) -> Self {
        let mut fields = BTreeSet::new();
        let mut explained = BTreeSet::new();
        let (mut listed, mut sampled) = (BTreeSet::new(), BTreeSet::new());
        for Read { spec, rows, shown, alternatives, .. } in audited {
            let is_there = |own: &&DescribedRow| rows.iter().any(|row| alternatives.fits(own, row));
            let there = spec.rows.iter().filter(is_there);
            fields.extend(there.filter_map(key));
            // What one operation explains, it explains for all that share the type.
            for deviation in spec.deviations.iter().filter(|it| deviations::has_no_row(it)) {
                let row = spec.rows.iter().find(|row| row.at == deviation.at);
                let is_own = |row: &&DescribedRow| !is_there(row);
                explained.extend(row.filter(is_own).and_then(key));
            }
            for own in &spec.rows {
                let Some(named) = own.named.as_deref() else { continue };
                sampled.extend(shown.values(&own.at).map(|value| (named, value)));
                let rows = rows.iter().filter(|row| row.at == own.at);
                let values = rows.flat_map(|row| &row.field.values);
                listed.extend(values.map(|value| (named, value.as_str())));
            }
        }
        Self { fields, explained, listed, shown: sampled }
    }

    /// Whether a table or list of some page has a value of a type.
    pub(super) fn lists(&self, named: &str, value: &str) -> bool {
        self.listed.contains(&(named, value))
    }

    /// Whether a page has a value of a type at all.
    pub(super) fn has(&self, named: &str, value: &str) -> bool {
        self.lists(named, value) || self.shown.contains(&(named, value))
    }

    /// Whether a field is one of a type of which another page has it, or another spec explains it.
    pub(super) fn is_on_a_page(&self, spec: &Described, row: &DescribedRow) -> bool {
        let is_explained_here = spec.deviations.iter().any(|it| it.at == row.at);
        key(row).is_some_and(|key| {
            self.fields.contains(&key) || self.explained.contains(&key) && !is_explained_here
        })
    }
}

fn key(row: &DescribedRow) -> Option<Key<'_>> {
    let name = row.at.rsplit('.').next()?;
    Some((row.of.as_deref()?, name))
}
