//! IMS.

use huaweicloud_core::Timestamp;
use huaweicloud_model::ims::{ImageV1, ListImagesV1, ListImagesV1Response};
use huaweicloud_serve::{Call, Fault};
use huaweicloud_server::ims::Ims;

use super::caller::caller;
use crate::cloud::{Cloud, Image};

/// IMS.
pub(super) struct Emulated(pub(super) Cloud);

impl Ims for Emulated {
    async fn list_images_v1(
        &self,
        call: Call<ListImagesV1>,
    ) -> Result<ListImagesV1Response, Fault> {
        let wanted = call.operation;
        let owner = caller(&call.extensions)?.project_id.as_ref();
        let owner =
            owner.ok_or_else(|| Fault::new(403, None, "the token is not scoped to a project"))?;
        let ims = self.0.ims();
        let images = ims
            .images
            .iter()
            .filter(|image| image.is_public || image.owner == *owner)
            .filter(|image| wanted.name.as_ref().is_none_or(|name| *name == image.name))
            .filter(|image| {
                wanted
                    .container_format
                    .as_ref()
                    .is_none_or(|format| *format == image.container_format)
            })
            .filter(|image| {
                wanted.disk_format.as_ref().is_none_or(|format| *format == image.disk_format)
            })
            .filter(|image| wanted.status.as_ref().is_none_or(|status| *status == image.status))
            .filter(|image| {
                wanted.size_min.is_none_or(|least| image.size.is_some_and(|size| size >= least))
            })
            .filter(|image| {
                wanted.size_max.is_none_or(|most| image.size.is_some_and(|size| size <= most))
            })
            .filter(|image| is_recent(image, wanted.changes_since.as_ref()));
        let mut response = ListImagesV1Response::default();
        response.images = images.map(show).collect();
        Ok(response)
    }
}

/// Whether an image is listed. As in Glance, deleted images are listed only if `changes-since` is
/// set.
fn is_recent(image: &Image, since: Option<&Timestamp>) -> bool {
    match since {
        Some(since) => image.updated_at.to_system_time() >= since.to_system_time(),
        None => image.deleted_at.is_none(),
    }
}

fn show(image: &Image) -> ImageV1 {
    let mut shown = ImageV1::default();
    shown.status = image.status.clone();
    shown.virtual_size = image.virtual_size;
    shown.name = image.name.clone();
    shown.deleted = image.deleted_at.is_some();
    shown.container_format = image.container_format.clone();
    shown.created_at = image.created_at.clone();
    shown.disk_format = image.disk_format.clone();
    shown.updated_at = image.updated_at.clone();
    shown.properties = image.properties.clone();
    shown.owner = image.owner.clone();
    shown.protected = image.protected;
    shown.min_ram = image.min_ram;
    shown.checksum = image.checksum.clone();
    shown.min_disk = image.min_disk;
    shown.is_public = image.is_public;
    shown.deleted_at = image.deleted_at.clone();
    shown.id = image.id.clone();
    shown.size = image.size;
    shown
}
