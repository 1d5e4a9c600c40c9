//! Shared file systems.

use huaweicloud_core::Timestamp;
use huaweicloud_model::sfs::ShareStatus;
use serde::Deserialize;

/// The shared file systems of all projects.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Sfs {
    /// All shared file systems.
    pub shares: Vec<Share>,
}

/// A shared file system.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// ID of the project that owns the share. In a seed, the default is the first project.
    #[serde(default)]
    pub project_id: String,
    /// The ID of the share.
    pub id: String,
    /// The name of the share, if it has one.
    #[serde(default)]
    pub name: Option<String>,
    /// The status of the share. In a seed, the default is `available`.
    #[serde(default = "available")]
    pub status: ShareStatus,
    /// The size in GB.
    #[serde(default)]
    pub size: i64,
    /// Whether the share is visible to other projects.
    #[serde(default)]
    pub is_public: bool,
    /// ID of the enterprise project. In a seed, the default is `0`.
    #[serde(default = "default_enterprise_project")]
    pub enterprise_project_id: String,
    /// The protocol, such as `NFS`.
    #[serde(default)]
    pub share_proto: String,
    /// The host of the share.
    #[serde(default)]
    pub host: String,
    /// The availability zone of the share.
    #[serde(default)]
    pub availability_zone_id: String,
    /// ID of the user that created the share.
    #[serde(default)]
    pub user_id: String,
    /// The ID of the share type.
    #[serde(default)]
    pub share_type_id: String,
    /// The ID of the share network.
    #[serde(default)]
    pub share_network_id: String,
    /// ID of the snapshot that the share was created from.
    #[serde(default)]
    pub snapshot_id: String,
    /// The time of creation.
    #[serde(default)]
    pub created_at: Timestamp,
    /// The time of the last change.
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
