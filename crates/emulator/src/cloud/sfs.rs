//! Shares.

use huaweicloud_core::Timestamp;
use huaweicloud_model::sfs::ShareStatus;
use serde::Deserialize;

/// Shares of all projects.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Sfs {
    /// Shared file systems.
    pub shares: Vec<Share>,
}

/// A shared file system.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// The project it belongs to; in a seed without one, the first.
    #[serde(default)]
    pub project_id: String,
    /// Its id.
    pub id: String,
    /// Its name, if it has one.
    #[serde(default)]
    pub name: Option<String>,
    /// Its state; available without one.
    #[serde(default = "available")]
    pub status: ShareStatus,
    /// Its size, in GB.
    #[serde(default)]
    pub size: i64,
    /// Whether other projects can see it.
    #[serde(default)]
    pub is_public: bool,
    /// The enterprise project it belongs to.
    #[serde(default = "default_enterprise_project")]
    pub enterprise_project_id: String,
    /// Its protocol.
    #[serde(default)]
    pub share_proto: String,
    /// The host it is on.
    #[serde(default)]
    pub host: String,
    /// The availability zone it is in.
    #[serde(default)]
    pub availability_zone_id: String,
    /// The user who created it.
    #[serde(default)]
    pub user_id: String,
    /// Its type.
    #[serde(default)]
    pub share_type_id: String,
    /// Its network.
    #[serde(default)]
    pub share_network_id: String,
    /// The snapshot it was created from.
    #[serde(default)]
    pub snapshot_id: String,
    /// When it was created.
    #[serde(default)]
    pub created_at: Timestamp,
    /// When it last changed.
    #[serde(default)]
    pub updated_at: Timestamp,
}

fn available() -> ShareStatus {
    ShareStatus::Available
}

fn default_enterprise_project() -> String {
    "0".to_owned()
}

impl Default for Share {
    fn default() -> Self {
        Self {
            project_id: String::new(),
            id: String::new(),
            name: None,
            status: available(),
            size: 0,
            is_public: false,
            enterprise_project_id: default_enterprise_project(),
            share_proto: String::new(),
            host: String::new(),
            availability_zone_id: String::new(),
            user_id: String::new(),
            share_type_id: String::new(),
            share_network_id: String::new(),
            snapshot_id: String::new(),
            created_at: Timestamp::default(),
            updated_at: Timestamp::default(),
        }
    }
}
