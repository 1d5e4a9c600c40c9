//! Rows in the same words, on one page or several, which specs must read alike.

use std::collections::BTreeMap;

use huaweicloud_codegen::DescribedRow;
use serde_json::json;

use super::{Difference, read::Read};

/// A row's name, its words, and whether it is in a request or an answer.
pub(crate) type Key<'a> = (&'a str, &'a str, bool);

/// How the first spec, in the order of their pages, reads each row.
pub(super) struct Twins<'a>(BTreeMap<Key<'a>, (&'a str, &'a DescribedRow)>);

impl<'a> Twins<'a> {
    pub(super) fn of(reads: impl Iterator<Item = &'a Read<'a>>) -> Self {
        let mut first = BTreeMap::new();
        for read in reads {
            for (key, own) in readings(read) {
                first.entry(key).or_insert((read.spec.operation.as_str(), own));
            }
        }
        Self(first)
    }

    /// The rows that a spec reads otherwise than another one, or than it does itself elsewhere.
    pub(super) fn differences(&self, read: &Read<'_>) -> Vec<Difference> {
        let mut found = Vec::new();
        for (key, own) in readings(read) {
            let Some((operation, other)) = self.0.get(&key) else { continue };
            if let Some((due, read)) = differs(other, own) {
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

/// What two fields are read as, if that is not the same.
fn differs(one: &DescribedRow, other: &DescribedRow) -> Option<(String, String)> {
    if one.types != other.types {
        return Some((one.types.join(" or "), other.types.join(" or ")));
    }
    if one.values != other.values {
        return Some((one.values.join(", "), other.values.join(", ")));
    }
    let doc = |row: &DescribedRow| row.doc.clone().unwrap_or_default();
    (one.doc != other.doc).then(|| (doc(one), doc(other)))
}
