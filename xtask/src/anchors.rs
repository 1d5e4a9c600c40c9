//! The anchors of pages, from the committed facts.

use huaweicloud_audit::facts::Facts;
use huaweicloud_codegen::Anchors;

use crate::{disk, facts};

/// The anchors of all pages that have facts.
pub(crate) fn read() -> Result<Anchors, String> {
    let mut anchors = Anchors::default();
    for (name, path) in disk::files(&facts::folder(), "json")? {
        let facts = Facts::from_json(&disk::read(&path)?);
        let facts = facts.map_err(|error| format!("{name}: {error}; run `cargo xtask facts`"))?;
        if let Some(anchor) = facts.anchor() {
            anchors.insert(facts.service(), facts.page(), anchor);
        }
    }
    Ok(anchors)
}
