//! SDRS.

use huaweicloud_model::sdrs::{
    self as model, DisasterRecoveryDrill, FailedResourceType, JobEntities,
    ListDisasterRecoveryDrills, ListDisasterRecoveryDrillsResponse, ListFailureJobs,
    ListFailureJobsResponse, ShowJobStatus,
};
use huaweicloud_serve::{Call, Fault};
use huaweicloud_server::sdrs::Sdrs;

use super::page::page;
use crate::cloud::{Cloud, Drill, FailureJob, Job};

/// The page size of requests without a limit.
const DEFAULT_LIMIT: i64 = 1000;

/// SDRS.
pub(super) struct Emulated(pub(super) Cloud);

impl Sdrs for Emulated {
    async fn list_disaster_recovery_drills(
        &self,
        call: Call<ListDisasterRecoveryDrills>,
    ) -> Result<ListDisasterRecoveryDrillsResponse, Fault> {
        let wanted = call.operation;
        let sdrs = self.0.sdrs();
        let drills = sdrs
            .drills
            .iter()
            .filter(|drill| Some(&drill.project_id) == call.project_id.as_ref())
            .filter(|drill| fits(&wanted.server_group_id, &drill.server_group_id))
            .filter(|drill| wanted.name.as_ref().is_none_or(|part| drill.name.contains(part)))
            .filter(|drill| fits(&wanted.status, &drill.status))
            .filter(|drill| fits(&wanted.drill_vpc_id, &drill.drill_vpc_id));
        let limit = wanted.limit.unwrap_or(DEFAULT_LIMIT);
        let drills = page(drills.map(show_drill), wanted.offset, Some(limit))?;
        let mut response = ListDisasterRecoveryDrillsResponse::default();
        response.count = count(&drills);
        response.disaster_recovery_drills = drills;
        Ok(response)
    }

    async fn list_failure_jobs(
        &self,
        call: Call<ListFailureJobs>,
    ) -> Result<ListFailureJobsResponse, Fault> {
        let wanted = call.operation;
        let sdrs = self.0.sdrs();
        // Without a group, only failed jobs of the groups themselves are listed.
        let in_scope = |job: &&FailureJob| match &wanted.server_group_id {
            Some(group) => job.server_group_id == *group,
            None => job.resource_type == FailedResourceType::ServerGroups,
        };
        let jobs = sdrs
            .failure_jobs
            .iter()
            .filter(|job| Some(&job.project_id) == call.project_id.as_ref())
            .filter(in_scope)
            .filter(|job| fits(&wanted.failure_status, &job.failure_status))
            .filter(|job| fits(&wanted.resource_name, &job.resource_name))
            .filter(|job| {
                fits(&wanted.resource_type.as_ref().map(kind), &kind(&job.resource_type))
            });
        let limit = wanted.limit.unwrap_or(DEFAULT_LIMIT);
        let jobs = page(jobs.map(show_failure_job), wanted.offset, Some(limit))?;
        let mut response = ListFailureJobsResponse::default();
        response.count = count(&jobs);
        response.failure_jobs = jobs;
        Ok(response)
    }

    async fn show_job_status(&self, call: Call<ShowJobStatus>) -> Result<model::Job, Fault> {
        let sdrs = self.0.sdrs();
        let job_id = &call.operation.job_id;
        let mut own =
            sdrs.jobs.iter().filter(|job| Some(&job.project_id) == call.project_id.as_ref());
        let job = own.find_map(|job| job.find(job_id));
        // SDRS documents error codes for most missing resources, but none for jobs.
        job.map(show_job).ok_or_else(|| Fault::not_found(None, format!("there is no job {job_id}")))
    }
}

/// Whether a value passes a filter, which may be absent.
fn fits<T: PartialEq>(wanted: &Option<T>, value: &T) -> bool {
    wanted.as_ref().is_none_or(|wanted| wanted == value)
}

/// Normalizes a resource type: requests and responses spell one of them differently.
fn kind(resource_type: &FailedResourceType) -> FailedResourceType {
    match resource_type {
        FailedResourceType::ProtectedInstance => FailedResourceType::ProtectedInstances,
        other => other.clone(),
    }
}

fn count<T>(items: &[T]) -> i64 {
    i64::try_from(items.len()).unwrap_or(i64::MAX)
}

fn show_drill(drill: &Drill) -> DisasterRecoveryDrill {
    let servers = drill.drill_servers.iter().map(|server| {
        let mut shown = model::DrillServer::default();
        shown.protected_instance_id = server.protected_instance.clone();
        shown.drill_server_id = server.drill_server_id.clone();
        shown
    });
    let mut shown = DisasterRecoveryDrill::default();
    shown.id = drill.id.clone();
    shown.name = drill.name.clone();
    shown.status = drill.status.clone();
    shown.server_group_id = drill.server_group_id.clone();
    shown.drill_vpc_id = drill.drill_vpc_id.clone();
    shown.created_at = drill.created_at.clone();
    shown.updated_at = drill.updated_at.clone();
    shown.drill_servers = servers.collect();
    shown
}

fn show_failure_job(job: &FailureJob) -> model::FailureJob {
    let mut shown = model::FailureJob::default();
    shown.job_status = "FAIL".into();
    shown.resource_id = job.resource_id.clone();
    shown.resource_name = job.resource_name.clone();
    shown.resource_type = job.resource_type.clone();
    shown.failure_status = job.failure_status.clone();
    shown.job_id = job.job_id.clone();
    shown.job_type = job.job_type.clone();
    shown.begin_time = job.begin_time.clone();
    shown.error_code = job.error_code.clone();
    shown.fail_reason = job.fail_reason.clone();
    shown
}

fn show_job(job: &Job) -> model::Job {
    let mut shown = model::Job::default();
    shown.status = job.status.clone();
    shown.entities = show_entities(job);
    shown.job_id = job.job_id.clone();
    shown.job_type = job.job_type.clone();
    shown.begin_time = job.begin_time.clone();
    shown.end_time = job.end_time.clone();
    shown.error_code = job.error_code.clone();
    shown.fail_reason = job.fail_reason.clone();
    shown
}

fn show_entities(job: &Job) -> JobEntities {
    let mut shown = JobEntities::default();
    for (name, value) in &job.entities {
        match (name.as_str(), value.as_str()) {
            ("server_group_id", Some(id)) => shown.server_group_id = Some(id.to_owned()),
            _ => {
                shown.extra.insert(name.clone(), value.clone());
            }
        }
    }
    shown.sub_jobs = job.sub_jobs.iter().map(show_job).collect();
    shown
}
