//! SFS.

use std::time::SystemTime;

use huaweicloud_core::Timestamp;
use huaweicloud_model::{
    common::Link,
    sfs::{ListShares, ListSharesResponse, ShareSortKey, ShareSummary, SortDirection},
};
use huaweicloud_serve::{Call, Fault};
use huaweicloud_server::sfs::Sfs;

use super::{caller::caller, page::page};
use crate::cloud::{Cloud, Share};

/// The filter value for all enterprise projects that the caller has access to.
const ALL_ENTERPRISE_PROJECTS: &str = "all_granted_eps";

/// SFS.
pub(super) struct Emulated(pub(super) Cloud);

impl Sfs for Emulated {
    async fn list_shares(&self, call: Call<ListShares>) -> Result<ListSharesResponse, Fault> {
        let wanted = call.operation;
        let project_id = call.project_id.unwrap_or_default();
        // Manila ignores parameters for administrators in requests of other users.
        let of_all = caller(&call.extensions)?.admin && wanted.all_tenants == Some(true);
        let in_scope = |share: &&Share| match (of_all, &wanted.owner_project_id) {
            (true, Some(owner)) => share.project_id == *owner,
            (true, None) => true,
            (false, _) => {
                share.project_id == project_id
                    || (share.is_public && wanted.is_public == Some(true))
            }
        };
        let sfs = self.0.sfs();
        let mut shares: Vec<_> = sfs
            .shares
            .iter()
            .filter(in_scope)
            .filter(|share| wanted.status.as_ref().is_none_or(|status| *status == share.status))
            .filter(|share| in_enterprise_project(share, wanted.enterprise_project_id.as_deref()))
            .collect();
        sort(&mut shares, wanted.sort_key.as_ref(), wanted.sort_dir.as_ref());
        let url = self.0.url("sfs").unwrap_or_default();
        let mut response = ListSharesResponse::default();
        response.shares = page(shares.into_iter(), wanted.offset, wanted.limit)?
            .into_iter()
            .map(|share| show(share, url, &project_id))
            .collect();
        Ok(response)
    }
}

fn in_enterprise_project(share: &Share, wanted: Option<&str>) -> bool {
    match wanted {
        None | Some(ALL_ENTERPRISE_PROJECTS) => true,
        Some(wanted) => share.enterprise_project_id == wanted,
    }
}

/// Sorts shares. As in Manila, the default is by time of creation, the newest first.
fn sort(shares: &mut [&Share], by: Option<&ShareSortKey>, direction: Option<&SortDirection>) {
    let by = by.unwrap_or(&ShareSortKey::CreatedAt);
    shares.sort_by_key(|share| key(share, by));
    if direction != Some(&SortDirection::Asc) {
        shares.reverse();
    }
}

/// Returns the sort key of a share: a number, a time or a text.
fn key<'a>(share: &'a Share, by: &ShareSortKey) -> (i64, Option<SystemTime>, &'a str) {
    let text = |text: &'a str| (0, None, text);
    let time = |time: &Timestamp| (0, time.to_system_time(), "");
    match by {
        ShareSortKey::Size => (share.size, None, ""),
        ShareSortKey::CreatedAt => time(&share.created_at),
        ShareSortKey::UpdatedAt => time(&share.updated_at),
        ShareSortKey::Status => text(share.status.as_str()),
        ShareSortKey::Host => text(&share.host),
        ShareSortKey::ShareProto => text(&share.share_proto),
        ShareSortKey::AvailabilityZoneId => text(&share.availability_zone_id),
        ShareSortKey::UserId => text(&share.user_id),
        ShareSortKey::ProjectId => text(&share.project_id),
        ShareSortKey::DisplayName | ShareSortKey::Name => {
            text(share.name.as_deref().unwrap_or_default())
        }
        ShareSortKey::ShareTypeId => text(&share.share_type_id),
        ShareSortKey::ShareNetworkId => text(&share.share_network_id),
        ShareSortKey::SnapshotId => text(&share.snapshot_id),
        _ => text(&share.id),
    }
}

fn show(share: &Share, url: &str, project_id: &str) -> ShareSummary {
    let link = |rel: &str, base: &str| {
        let mut link = Link::default();
        link.rel = rel.to_owned();
        link.href = format!("{url}{base}/{project_id}/shares/{}", share.id);
        link
    };
    let mut shown = ShareSummary::default();
    shown.id = share.id.clone();
    shown.name = share.name.clone();
    shown.links = vec![link("self", "/v2"), link("bookmark", "")];
    shown
}
