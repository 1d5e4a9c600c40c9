//! The one service that the runtime knows itself.

use http::Method;
use huaweicloud_core::{
    Class, Context, Error, Head, KnownCode, Meta, Operation, Service, Wire, json,
};
use serde::Deserialize;

use crate::project::REMEDY;

/// Identity and access management, a Keystone v3.
pub(crate) const IAM: &Service = &Service::new("iam", "iam").codes(&[
    // Not to be allowed to list projects does not hinder who knows his own.
    KnownCode::new("403", Class::Auth).remedy(REMEDY),
    KnownCode::new("IAM.0002", Class::Auth).remedy(REMEDY),
    KnownCode::new("IAM.0003", Class::Auth).remedy(REMEDY),
]);

/// Lists the projects with a name; the main project of a region is named like it.
#[derive(Clone, Debug)]
pub(crate) struct ListProjects {
    pub(crate) name: String,
}

/// A project.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Project {
    pub(crate) id: String,
    pub(crate) name: String,
}

#[derive(Deserialize)]
struct Answer {
    projects: Vec<Project>,
}

impl Operation for ListProjects {
    type Output = Vec<Project>;

    const META: &'static Meta =
        &Meta::new(IAM, "KeystoneListProjects", Method::GET, "/v3/projects");

    fn encode(&self, _: &Context) -> Result<Wire, Error> {
        let mut wire = Wire::new(Self::META, &[])?;
        wire.query("name", Some(&self.name));
        Ok(wire)
    }

    /// What IAM answers may hold secrets, so errors keep none of it.
    fn decode(head: &Head, body: &[u8]) -> Result<Self::Output, Error> {
        let answer: Answer = json(Self::META, head, body).map_err(Error::without_body)?;
        Ok(answer.projects)
    }
}
