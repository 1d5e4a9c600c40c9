//! Projects.

use huaweicloud_serve::{Arguments, Fault, Incoming, Reply};
use serde_json::{Value, json};

use crate::{
    cloud::{Cloud, Project},
    services::caller::caller,
};

/// Lists the projects that the caller may act in.
pub(super) fn list(cloud: &Cloud, incoming: &Incoming) -> Result<Reply, Fault> {
    let mut arguments = Arguments::of(incoming);
    let name: Option<String> = arguments.query("name").optional();
    let domain_id: Option<String> = arguments.query("domain_id").optional();
    let enabled: Option<bool> = arguments.query("enabled").optional();
    arguments.finish()?;
    let caller = caller(&incoming.extensions)?;
    let url = cloud.url("iam").unwrap_or_default();
    let iam = cloud.iam();
    let projects = iam
        .projects
        .iter()
        .filter(|project| caller.projects.contains(&project.id))
        .filter(|project| name.as_ref().is_none_or(|name| *name == project.name))
        // There is only one domain, and no project is ever disabled.
        .filter(|_| {
            domain_id.as_ref().is_none_or(|id| *id == iam.domain.id) && enabled != Some(false)
        });
    let projects: Vec<_> = projects.map(|project| show(project, &iam.domain.id, url)).collect();
    let this = format!("{url}{}", incoming.target);
    Reply::json(
        200,
        &json!({ "projects": projects, "links": { "self": this, "previous": null, "next": null } }),
    )
}

fn show(project: &Project, domain_id: &str, url: &str) -> Value {
    let Project { id, name, description } = project;
    json!({
        "id": id,
        "name": name,
        "description": description,
        "domain_id": domain_id,
        "parent_id": domain_id,
        "is_domain": false,
        "enabled": true,
        "links": { "self": format!("{url}/v3/projects/{id}") },
    })
}
