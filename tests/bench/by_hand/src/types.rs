//! The fields that responses have, as text where the API has text.

#![expect(missing_docs, reason = "the fields are those of the pages")]

use serde::Deserialize;

/// A list of disaster recovery drills.
#[derive(Clone, Debug, Deserialize)]
pub struct DrillList {
    pub disaster_recovery_drills: Vec<Drill>,
    pub count: i64,
}

/// A disaster recovery drill.
#[derive(Clone, Debug, Deserialize)]
pub struct Drill {
    pub id: String,
    pub name: String,
    pub status: String,
    pub server_group_id: String,
    pub drill_vpc_id: String,
    pub created_at: String,
    pub updated_at: String,
    pub drill_servers: Vec<DrillServer>,
}

/// A server of a drill.
#[derive(Clone, Debug, Deserialize)]
pub struct DrillServer {
    pub protected_instance: String,
    pub drill_server_id: String,
}

/// An asynchronous job.
#[derive(Clone, Debug, Deserialize)]
pub struct Job {
    pub status: String,
    pub entities: JobEntities,
    pub job_id: String,
    pub job_type: String,
    pub begin_time: String,
    pub end_time: String,
    pub error_code: Option<String>,
    pub fail_reason: Option<String>,
    pub message: Option<String>,
    pub code: Option<String>,
}

/// What a job acts on.
#[derive(Clone, Debug, Deserialize)]
pub struct JobEntities {
    pub server_group_id: Option<String>,
    #[serde(default)]
    pub sub_jobs: Vec<Job>,
}

/// A list of images.
#[derive(Clone, Debug, Deserialize)]
pub struct ImageList {
    pub images: Vec<Image>,
}

/// An image.
#[derive(Clone, Debug, Deserialize)]
pub struct Image {
    pub file: String,
    pub owner: String,
    pub id: String,
    pub size: Option<i64>,
    #[serde(rename = "self")]
    pub self_link: String,
    pub schema: String,
    pub status: String,
    pub tags: Vec<String>,
    pub visibility: String,
    pub name: String,
    pub checksum: Option<String>,
    pub protected: bool,
    pub container_format: String,
    pub min_ram: i64,
    pub max_ram: Option<String>,
    pub updated_at: String,
    #[serde(rename = "__os_bit")]
    pub os_bit: String,
    #[serde(rename = "__os_version")]
    pub os_version: String,
    #[serde(rename = "__description")]
    pub description: Option<String>,
    pub disk_format: String,
    #[serde(rename = "__isregistered")]
    pub is_registered: String,
    #[serde(rename = "__platform")]
    pub platform: String,
    #[serde(rename = "__os_type")]
    pub os_type: String,
    pub min_disk: i64,
    pub virtual_env_type: String,
    #[serde(rename = "__image_source_type")]
    pub image_source_type: String,
    #[serde(rename = "__imagetype")]
    pub image_type: String,
    pub created_at: String,
    pub virtual_size: Option<i64>,
    #[serde(rename = "__originalimagename")]
    pub original_image_name: Option<String>,
    #[serde(rename = "__backup_id")]
    pub backup_id: Option<String>,
    #[serde(rename = "__productcode")]
    pub product_code: Option<String>,
    #[serde(rename = "__image_size")]
    pub image_size: Option<String>,
    #[serde(rename = "__data_origin")]
    pub data_origin: Option<String>,
    #[serde(rename = "__lazyloading")]
    pub lazy_loading: Option<String>,
    pub active_at: Option<String>,
    #[serde(rename = "__os_feature_list")]
    pub os_feature_list: Option<String>,
    #[serde(rename = "__account_code")]
    pub account_code: Option<String>,
    pub hw_firmware_type: Option<String>,
    pub hw_vif_multiqueue_enabled: Option<String>,
    #[serde(rename = "__support_kvm")]
    pub support_kvm: Option<String>,
    #[serde(rename = "__support_xen")]
    pub support_xen: Option<String>,
    #[serde(rename = "__support_largememory")]
    pub support_large_memory: Option<String>,
    #[serde(rename = "__support_diskintensive")]
    pub support_disk_intensive: Option<String>,
    #[serde(rename = "__support_highperformance")]
    pub support_high_performance: Option<String>,
    #[serde(rename = "__support_xen_gpu_type")]
    pub support_xen_gpu_type: Option<String>,
    #[serde(rename = "__support_kvm_gpu_type")]
    pub support_kvm_gpu_type: Option<String>,
    #[serde(rename = "__support_xen_hana")]
    pub support_xen_hana: Option<String>,
    #[serde(rename = "__support_kvm_infiniband")]
    pub support_kvm_infiniband: Option<String>,
    #[serde(rename = "__system_support_market")]
    pub system_support_market: Option<bool>,
    #[serde(rename = "__is_offshelved")]
    pub is_off_shelf: Option<String>,
    pub enterprise_project_id: Option<String>,
    #[serde(rename = "__root_origin")]
    pub root_origin: Option<String>,
    #[serde(rename = "__sequence_num")]
    pub sequence_num: Option<String>,
    #[serde(rename = "__support_fc_inject")]
    pub support_fc_inject: Option<String>,
    #[serde(rename = "__support_arm")]
    pub support_arm: Option<String>,
    #[serde(rename = "__support_agent_list")]
    pub support_agent_list: Option<String>,
    #[serde(rename = "__system__cmkid")]
    pub system_cmk_id: Option<String>,
    #[serde(rename = "__image_location")]
    pub image_location: Option<String>,
    #[serde(rename = "__is_config_init")]
    pub is_config_init: Option<String>,
    #[serde(rename = "__support_amd")]
    pub support_amd: Option<String>,
}
