//! How snapshots are kept.

use huaweicloud_tests::repository;
use insta::Settings;

/// All in one folder, and without the expression that made them.
pub(crate) fn settings() -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(repository::root().join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}
