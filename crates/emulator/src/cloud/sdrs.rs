//! Drills and jobs.

use std::{collections::BTreeMap, time::SystemTime};

use huaweicloud_core::Timestamp;
use huaweicloud_model::sdrs::{DrillStatus, FailedAction, FailedResourceType, JobStatus, JobType};
use serde::Deserialize;
use serde_json::Value;

/// Drills and jobs of all projects.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Sdrs {
    /// Rehearsals of a failover.
    pub drills: Vec<Drill>,
    /// Asynchronous work and its outcome.
    pub jobs: Vec<Job>,
    /// Jobs that failed and wait for someone to clear them away.
    pub failure_jobs: Vec<FailureJob>,
}

impl Sdrs {
    /// The job with an id, be it part of another.
    pub fn job(&self, job_id: &str) -> Option<&Job> {
        self.jobs.iter().find_map(|job| job.find(job_id))
    }

    /// The job with an id, to change it.
    pub fn job_mut(&mut self, job_id: &str) -> Option<&mut Job> {
        self.jobs.iter_mut().find_map(|job| job.find_mut(job_id))
    }
}

/// A drill.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drill {
    /// The project it belongs to; in a seed without one, the first.
    #[serde(default)]
    pub project_id: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its state; available without one.
    #[serde(default = "available")]
    pub status: DrillStatus,
    /// The protection group it rehearses for.
    pub server_group_id: String,
    /// The VPC its servers run in.
    #[serde(default)]
    pub drill_vpc_id: String,
    /// When it was created.
    #[serde(default)]
    pub created_at: Timestamp,
    /// When it last changed.
    #[serde(default)]
    pub updated_at: Timestamp,
    /// The servers that take part.
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
    /// The protected instance that the server stands for.
    pub protected_instance: String,
    /// The id of the server.
    pub drill_server_id: String,
}

/// A piece of asynchronous work. It goes on only when it is told to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// The project it belongs to; in a seed without one, the first. That of a part does not
    /// matter.
    #[serde(default)]
    pub project_id: String,
    /// Its id.
    pub job_id: String,
    /// What it does.
    pub job_type: JobType,
    /// Its state; not started without one.
    #[serde(default = "not_started")]
    pub status: JobStatus,
    /// When it started.
    #[serde(default)]
    pub begin_time: Timestamp,
    /// When it ended.
    #[serde(default)]
    pub end_time: Timestamp,
    /// Why it failed, as a code.
    #[serde(default)]
    pub error_code: Option<String>,
    /// Why it failed, in words.
    #[serde(default)]
    pub fail_reason: Option<String>,
    /// What it acts on.
    #[serde(default)]
    pub entities: BTreeMap<String, Value>,
    /// The jobs it is made of.
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
    /// The job with an id: this one or a part of it.
    pub fn find(&self, job_id: &str) -> Option<&Self> {
        if self.job_id == job_id {
            return Some(self);
        }
        self.sub_jobs.iter().find_map(|job| job.find(job_id))
    }

    /// The job with an id, this one or a part of it, to change it.
    pub fn find_mut(&mut self, job_id: &str) -> Option<&mut Self> {
        if self.job_id == job_id {
            return Some(self);
        }
        self.sub_jobs.iter_mut().find_map(|job| job.find_mut(job_id))
    }

    /// Starts it.
    pub fn start(&mut self, now: SystemTime) {
        self.status = JobStatus::Running;
        self.begin_time = now.into();
    }

    /// Ends it well.
    pub fn succeed(&mut self, now: SystemTime) {
        self.status = JobStatus::Success;
        self.end_time = now.into();
    }

    /// Ends it badly.
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

/// A job that failed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FailureJob {
    /// The project it belongs to; in a seed without one, the first.
    #[serde(default)]
    pub project_id: String,
    /// The protection group in which it failed.
    pub server_group_id: String,
    /// The resource it was to act on.
    pub resource_id: String,
    /// The name of the resource.
    pub resource_name: String,
    /// The kind of the resource.
    pub resource_type: FailedResourceType,
    /// What failed.
    pub failure_status: FailedAction,
    /// Its id.
    pub job_id: String,
    /// What it was to do.
    pub job_type: String,
    /// When it started.
    #[serde(default)]
    pub begin_time: Timestamp,
    /// Why it failed, as a code.
    #[serde(default)]
    pub error_code: String,
    /// Why it failed, in words.
    #[serde(default)]
    pub fail_reason: String,
}
