//! Rows in the same words, on one page or several, which specs must read alike.

use std::collections::{BTreeMap, BTreeSet};

use huaweicloud_codegen::DescribedRow;
use serde_json::json;

use super::{Difference, read::Read};

/// A row's name, its words, and whether it is in a request or an answer.
pub(crate) type Key<'a> = (&'a str, &'a str, bool);

/// How specs read rows.
pub(super) struct Twins<'a> {
    /// How the first spec, in the order of their pages, reads each row.
    first: BTreeMap<Key<'a>, (&'a str, &'a DescribedRow)>,
    /// The words that pages have for each field of a named type.
    words: BTreeMap<(&'a str, &'a str), BTreeSet<&'a str>>,
}

impl<'a> Twins<'a> {
    pub(super) fn of(reads: impl Iterator<Item = &'a Read<'a>>) -> Self {
        let mut first = BTreeMap::new();
        let mut words: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for read in reads {
            for (key, own) in readings(read) {
                let (name, digest, _) = key;
                first.entry(key).or_insert((read.spec.operation.as_str(), own));
                if let Some(of) = &own.of {
                    words.entry((of.as_str(), name)).or_default().insert(digest);
                }
            }
        }
        Self { first, words }
    }

    /// Whether pages say several things of a field, which its doc says all.
    fn is_union(&self, name: &str, own: &DescribedRow) -> bool {
        let of = own.of.as_deref().unwrap_or_default();
        self.words.get(&(of, name)).is_some_and(|words| words.len() > 1)
    }

    /// The rows that a spec reads otherwise than another one, or than it does itself elsewhere.
    pub(super) fn differences(&self, read: &Read<'_>) -> Vec<Difference> {
        let mut found = Vec::new();
        for (key, own) in readings(read) {
            let Some((operation, other)) = self.first.get(&key) else { continue };
            let is_union = self.is_union(key.0, own) || self.is_union(key.0, other);
            if let Some((due, read)) = differs(other, own, is_union) {
                let page = format!("the words of {} in {operation}, read as {due}", other.at);
                found.push(Difference::new(&own.at, "twin", json!(page), read));
            }
        }
        found
    }
}

/// Each row with its field of the spec.
pub(crate) fn readings<'a>(read: &'a Read<'_>) -> Vec<(Key<'a>, &'a DescribedRow)> {
    let mut readings = Vec::new();
    for own in &read.spec.rows {
        for row in read.rows.iter().filter(|row| read.alternatives.fits(own, row)) {
            if let Some(digest) = &row.field.digest {
                let key =
                    (row.field.name.as_str(), digest.as_str(), row.at.starts_with("response"));
                readings.push((key, own));
            }
        }
    }
    readings
}

/// What two fields are read as, if that is not the same; docs are left out if one says more than its page.
fn differs(one: &DescribedRow, other: &DescribedRow, is_union: bool) -> Option<(String, String)> {
    if one.types != other.types {
        return Some((one.types.join(" or "), other.types.join(" or ")));
    }
    if one.values != other.values {
        return Some((one.values.join(", "), other.values.join(", ")));
    }
    // Other objects are other things, in whatever words.
    let is_union = is_union || one.values.is_empty() && one.named != other.named;
    let doc = |row: &DescribedRow| row.doc.clone().unwrap_or_default();
    (one.doc != other.doc && !is_union).then(|| (doc(one), doc(other)))
}
