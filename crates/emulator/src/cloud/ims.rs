//! Images.

use std::collections::BTreeMap;

use huaweicloud_core::Timestamp;
use huaweicloud_model::ims::{DiskFormat, ImageStatus};
use serde::Deserialize;

/// Images of all projects.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Ims {
    /// Images.
    pub images: Vec<Image>,
}

/// An image.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// The project it belongs to; in a seed without one, the first.
    #[serde(default)]
    pub owner: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its state; active without one.
    #[serde(default = "active")]
    pub status: ImageStatus,
    /// The format of its file.
    pub disk_format: DiskFormat,
    /// The format of the container around it.
    #[serde(default = "bare")]
    pub container_format: String,
    /// The size of its file, in bytes; none before the file was uploaded.
    #[serde(default)]
    pub size: Option<i64>,
    /// The size of the unpacked image, in bytes.
    #[serde(default)]
    pub virtual_size: Option<i64>,
    /// The MD5 sum of its file; none before the file was uploaded.
    #[serde(default)]
    pub checksum: Option<String>,
    /// Whether all projects can see it.
    #[serde(default)]
    pub is_public: bool,
    /// Whether it is protected from deletion.
    #[serde(default)]
    pub protected: bool,
    /// Least memory a server needs, in MB.
    #[serde(default)]
    pub min_ram: i64,
    /// Least disk a server needs, in GB.
    #[serde(default)]
    pub min_disk: i64,
    /// When it was created.
    #[serde(default)]
    pub created_at: Timestamp,
    /// When it last changed.
    #[serde(default)]
    pub updated_at: Timestamp,
    /// When it was deleted.
    #[serde(default)]
    pub deleted_at: Option<Timestamp>,
    /// Further properties.
    #[serde(default)]
    pub properties: BTreeMap<String, String>,
}

fn active() -> ImageStatus {
    ImageStatus::Active
}

fn bare() -> String {
    "bare".to_owned()
}

impl Default for Image {
    fn default() -> Self {
        Self {
            owner: String::new(),
            id: String::new(),
            name: String::new(),
            status: active(),
            disk_format: DiskFormat::default(),
            container_format: bare(),
            size: None,
            virtual_size: None,
            checksum: None,
            is_public: false,
            protected: false,
            min_ram: 0,
            min_disk: 0,
            created_at: Timestamp::default(),
            updated_at: Timestamp::default(),
            deleted_at: None,
            properties: BTreeMap::new(),
        }
    }
}
