//! The operation of IAM that the runtime uses itself.

use http::Method;
use huaweicloud_core::{
    Bytes, Context, EncodedRequest, Error, Meta, Operation, ResponseHead, Service,
};
use serde::Deserialize;

/// Identity and Access Management, which implements Keystone v3.
pub(crate) static IAM: Service = Service::new("iam", "iam");

/// Lists the projects with a name. The main project of a region has the name of the region.
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
struct ListProjectsResponse {
    projects: Vec<Project>,
}

impl Operation for ListProjects {
    type Output = Vec<Project>;

    const META: &'static Meta =
        &Meta::new(&IAM, "KeystoneListProjects", Method::GET, "/v3/projects");

    fn encode(&self, _: &Context) -> Result<EncodedRequest, Error> {
        let mut request = EncodedRequest::new(Self::META, &[])?;
        request.query("name", Some(&self.name));
        Ok(request)
    }

    /// Does not keep the body in errors, since responses of IAM may contain secrets.
    fn decode(head: &ResponseHead, body: Bytes) -> Result<Self::Output, Error> {
        let response: ListProjectsResponse =
            Self::META.decode_json(head, &body).map_err(Error::without_body)?;
        Ok(response.projects)
    }
}
