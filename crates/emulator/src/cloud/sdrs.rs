//! Disaster recovery drills and jobs.

use std::{collections::BTreeMap, time::SystemTime};

use huaweicloud_core::Timestamp;
use huaweicloud_model::sdrs::{DrillStatus, FailedAction, FailedResourceType, JobStatus, JobType};
use serde::Deserialize;
use serde_json::Value;

/// The drills and jobs of all projects.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Sdrs {
    /// Disaster recovery drills.
    pub drills: Vec<Drill>,
    /// Jobs. Sub-jobs are inside their parents.
    pub jobs: Vec<Job>,
    /// Failed jobs that have not been deleted.
    pub failure_jobs: Vec<FailureJob>,
}

impl Sdrs {
    /// Returns the job or sub-job with an ID.
    pub fn job(&self, job_id: &str) -> Option<&Job> {
        self.jobs.iter().find_map(|job| job.find(job_id))
    }

    /// Returns the job or sub-job with an ID, for changes.
    pub fn job_mut(&mut self, job_id: &str) -> Option<&mut Job> {
        self.jobs.iter_mut().find_map(|job| job.find_mut(job_id))
    }
}

/// A disaster recovery drill.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drill {
    /// ID of the project that owns the drill. In a seed, the default is the first project.
    #[serde(default)]
    pub project_id: String,
    /// The ID of the drill.
    pub id: String,
    /// The name of the drill.
    pub name: String,
    /// The status of the drill. In a seed, the default is `available`.
    #[serde(default = "available")]
    pub status: DrillStatus,
    /// ID of the protection group.
    pub server_group_id: String,
    /// ID of the VPC of the drill servers.
    #[serde(default)]
    pub drill_vpc_id: String,
    /// The time of creation.
    #[serde(default)]
    pub created_at: Timestamp,
    /// The time of the last change.
    #[serde(default)]
    pub updated_at: Timestamp,
    /// The drill servers.
    #[serde(default)]
    pub drill_servers: Vec<DrillServer>,
}

fn available() -> DrillStatus {
    DrillStatus::Available
}

impl Default for Drill {
    fn default() -> Self {
        Self {
            project_id: String::new(),
            id: String::new(),
            name: String::new(),
            status: available(),
            server_group_id: String::new(),
            drill_vpc_id: String::new(),
            created_at: Timestamp::default(),
            updated_at: Timestamp::default(),
            drill_servers: Vec::new(),
        }
    }
}

/// A server of a drill.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrillServer {
    /// ID of the protected instance that the drill server stands in for.
    pub protected_instance: String,
    /// The ID of the drill server.
    pub drill_server_id: String,
}

/// An asynchronous job. Its status changes only through the methods here, not by itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// ID of the project that owns the job. In a seed, the default is the first project. Ignored
    /// for sub-jobs.
    #[serde(default)]
    pub project_id: String,
    /// The ID of the job.
    pub job_id: String,
    /// The type of the job.
    pub job_type: JobType,
    /// The status of the job. In a seed, the default is `INIT`.
    #[serde(default = "not_started")]
    pub status: JobStatus,
    /// The start time.
    #[serde(default)]
    pub begin_time: Timestamp,
    /// The end time.
    #[serde(default)]
    pub end_time: Timestamp,
    /// The error code, if the job failed.
    #[serde(default)]
    pub error_code: Option<String>,
    /// The reason, if the job failed.
    #[serde(default)]
    pub fail_reason: Option<String>,
    /// The resources that the job acts on.
    #[serde(default)]
    pub entities: BTreeMap<String, Value>,
    /// The sub-jobs.
    #[serde(default)]
    pub sub_jobs: Vec<Job>,
}

fn not_started() -> JobStatus {
    JobStatus::Init
}

impl Default for Job {
    fn default() -> Self {
        Self {
            project_id: String::new(),
            job_id: String::new(),
            job_type: JobType::default(),
            status: not_started(),
            begin_time: Timestamp::default(),
            end_time: Timestamp::default(),
            error_code: None,
            fail_reason: None,
            entities: BTreeMap::new(),
            sub_jobs: Vec::new(),
        }
    }
}

impl Job {
    /// Returns the job with an ID: this one or one of its sub-jobs.
    pub fn find(&self, job_id: &str) -> Option<&Self> {
        if self.job_id == job_id {
            return Some(self);
        }
        self.sub_jobs.iter().find_map(|job| job.find(job_id))
    }

    /// Returns the job with an ID, this one or one of its sub-jobs, for changes.
    pub fn find_mut(&mut self, job_id: &str) -> Option<&mut Self> {
        if self.job_id == job_id {
            return Some(self);
        }
        self.sub_jobs.iter_mut().find_map(|job| job.find_mut(job_id))
    }

    /// Starts the job: sets its status to `RUNNING` and its start time.
    pub fn start(&mut self, now: SystemTime) {
        self.status = JobStatus::Running;
        self.begin_time = now.into();
    }

    /// Completes the job: sets its status to `SUCCESS` and its end time.
    pub fn succeed(&mut self, now: SystemTime) {
        self.status = JobStatus::Success;
        self.end_time = now.into();
    }

    /// Fails the job: sets its status to `FAIL`, its end time, error code and reason.
    pub fn fail(
        &mut self,
        now: SystemTime,
        error_code: impl Into<String>,
        fail_reason: impl Into<String>,
    ) {
        self.status = JobStatus::Fail;
        self.end_time = now.into();
        self.error_code = Some(error_code.into());
        self.fail_reason = Some(fail_reason.into());
    }
}

/// A failed job.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FailureJob {
    /// ID of the project that owns the job. In a seed, the default is the first project.
    #[serde(default)]
    pub project_id: String,
    /// ID of the protection group of the resource.
    pub server_group_id: String,
    /// The ID of the resource.
    pub resource_id: String,
    /// The name of the resource.
    pub resource_name: String,
    /// The type of the resource.
    pub resource_type: FailedResourceType,
    /// The action that failed.
    pub failure_status: FailedAction,
    /// The ID of the job.
    pub job_id: String,
    /// The type of the job.
    pub job_type: String,
    /// The start time.
    #[serde(default)]
    pub begin_time: Timestamp,
    /// The error code.
    #[serde(default)]
    pub error_code: String,
    /// The reason of the failure.
    #[serde(default)]
    pub fail_reason: String,
}
