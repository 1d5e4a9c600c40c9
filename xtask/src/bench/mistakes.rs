//! Mistakes in the specs that are measured.

use huaweicloud_codegen::{Diagnostics, Source};

/// The first of the mistakes in specs.
pub(super) fn told(sources: &[Source], diagnostics: &Diagnostics) -> String {
    let told = huaweicloud_codegen::render(sources, diagnostics, "", false);
    told.lines().take(20).collect::<Vec<_>>().join("\n")
}
