//! Images.

use std::collections::BTreeMap;

use huaweicloud_core::Timestamp;
use huaweicloud_model::ims::{DiskFormat, ImageStatus};
use serde::Deserialize;

/// The images of all projects.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Ims {
    /// All images.
    pub images: Vec<Image>,
}

/// An image.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// ID of the project that owns the image. In a seed, the default is the first project.
    #[serde(default)]
    pub owner: String,
    /// The ID of the image.
    pub id: String,
    /// The name of the image.
    pub name: String,
    /// The status of the image. In a seed, the default is `active`.
    #[serde(default = "active")]
    pub status: ImageStatus,
    /// The disk format of the image file.
    pub disk_format: DiskFormat,
    /// The container format of the image. In a seed, the default is `bare`.
    #[serde(default = "bare")]
    pub container_format: String,
    /// The size of the image file in bytes. `None` until the file is uploaded.
    #[serde(default)]
    pub size: Option<i64>,
    /// The size of the unpacked image in bytes.
    #[serde(default)]
    pub virtual_size: Option<i64>,
    /// The MD5 checksum of the image file. `None` until the file is uploaded.
    #[serde(default)]
    pub checksum: Option<String>,
    /// Whether the image is visible to all projects.
    #[serde(default)]
    pub is_public: bool,
    /// Whether the image is protected from deletion.
    #[serde(default)]
    pub protected: bool,
    /// The minimum memory of a server, in MB.
    #[serde(default)]
    pub min_ram: i64,
    /// The minimum disk size of a server, in GB.
    #[serde(default)]
    pub min_disk: i64,
    /// The time of creation.
    #[serde(default)]
    pub created_at: Timestamp,
    /// The time of the last change.
    #[serde(default)]
    pub updated_at: Timestamp,
    /// The time of deletion. `None` if the image is not deleted.
    #[serde(default)]
    pub deleted_at: Option<Timestamp>,
    /// Additional properties.
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
