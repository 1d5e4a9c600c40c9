//! Which differences are explained, and which deviations explain none.

use std::collections::BTreeSet;

use huaweicloud_codegen::{Described, Deviated};
use serde_json::Value;

use super::{Difference, at, difference::STALE, samples::Shown};

/// The differences that no deviation explains, and a difference for each deviation that does not apply.
pub(super) fn explain(
    spec: &Described,
    shown: &Shown,
    differences: Vec<Difference>,
) -> Vec<Difference> {
    let names: BTreeSet<&str> =
        spec.rows.iter().flat_map(|row| &row.alternatives).map(String::as_str).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let mut claims: Vec<Claim<'_>> =
        spec.deviations.iter().flat_map(|it| Claim::all(it, &names)).collect();
    let mut left = Vec::new();
    for difference in differences {
        let mut is_explained = false;
        for claim in claims.iter_mut().filter(|claim| claim.explains(&difference)) {
            claim.is_used = true;
            is_explained = true;
        }
        if !is_explained {
            left.push(difference);
        }
    }
    for claim in claims.iter().filter(|claim| !claim.is_used && !claim.is_shown(shown)) {
        let page = Value::from(format!("not `{}: {}`", claim.aspect, claim.page));
        left.push(Difference::new(claim.at, STALE, page, "says so"));
    }
    left
}

/// Whether a deviation says that the page has no row for its place.
pub(super) fn has_no_row(deviation: &Deviated) -> bool {
    deviation.page.get("table").is_some_and(|table| table == "absent")
}

/// One aspect of a deviation.
struct Claim<'a> {
    at: &'a str,
    /// Without alternatives.
    place: String,
    aspect: &'a str,
    page: &'a Value,
    is_used: bool,
}

impl<'a> Claim<'a> {
    fn all(deviation: &'a Deviated, alternatives: &[&str]) -> Vec<Self> {
        let aspects = deviation.page.as_object().into_iter().flatten();
        let claim = |(aspect, page): (&'a String, &'a Value)| Self {
            at: &deviation.at,
            place: at::without(&deviation.at, alternatives),
            aspect,
            page,
            is_used: false,
        };
        aspects.map(claim).collect()
    }

    fn explains(&self, difference: &Difference) -> bool {
        let is_same = |page: &Value| match (page, &difference.page) {
            (Value::String(one), Value::String(other)) => one == other,
            (Value::Null, _) => false,
            (one, other) => one == other || text(one) == text(other),
        };
        let is_here = self.place == difference.at && self.aspect == difference.aspect;
        // Where the type is another one, so is all that is in it; a name of ours is on no page.
        let rest = difference.at.strip_prefix(&self.place);
        let is_of_row = difference.aspect == "table"
            && match self.aspect {
                "type" => rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.')),
                "name" => rest == Some(""),
                _ => false,
            };
        is_here && is_same(self.page) || is_of_row
    }

    /// Whether it is about samples, and a sample shows what it says.
    fn is_shown(&self, shown: &Shown) -> bool {
        self.aspect == "sample" && shown.shows(&self.place, &text(self.page))
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
