//! Lookup of the project of a region.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use huaweicloud_core::{Error, ErrorKind};
use tokio::sync::OnceCell;

use crate::{
    Credentials,
    iam::{ListProjects, Project},
    sender::Sender,
    session::Session,
};

/// The remedy for a lookup that failed: nobody called this operation.
const NOT_NEEDED: &str = "this looks up the project of the region, which is not needed \
                                     if it is set with `ClientBuilder::project_id`";

/// The cached projects: one per region, for the credentials that were used last.
#[derive(Debug, Default)]
pub(crate) struct Projects(Mutex<BTreeMap<String, LookUp>>);

#[derive(Debug)]
struct LookUp {
    /// The fingerprint of the credentials.
    identity: u64,
    project_id: Arc<OnceCell<String>>,
}

impl Projects {
    /// Returns the ID of the project of a region. Of several callers, one looks it up; if it is
    /// dropped, another one continues.
    pub(crate) async fn look_up(
        &self,
        sender: &Sender,
        region: &str,
        credentials: &Arc<Credentials>,
    ) -> Result<String, Error> {
        let known = self.cell(region, credentials);
        let look_up = || async {
            let operation = ListProjects { name: region.to_owned() };
            let session = Session { credentials: Some(Arc::clone(credentials)), project_id: None };
            let projects = sender.execute(&operation, Some(region), session).await;
            let projects = projects.map_err(|error| error.or_remedy(NOT_NEEDED))?;
            choose(region, projects.into_value())
        };
        known.get_or_try_init(look_up).await.cloned()
    }

    /// Returns the cache entry for a region and credentials.
    fn cell(&self, region: &str, credentials: &Credentials) -> Arc<OnceCell<String>> {
        let identity = credentials.identity();
        // A panic here leaves no inconsistent state.
        let mut projects = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        match projects.get(region) {
            Some(known) if known.identity == identity => Arc::clone(&known.project_id),
            _ => {
                let project_id = Arc::default();
                let new = LookUp { identity, project_id: Arc::clone(&project_id) };
                projects.insert(region.to_owned(), new);
                project_id
            }
        }
    }
}

/// Chooses the project of a region among those that IAM returns. If there are several, this is an
/// error rather than a guess, which could delete resources in the wrong project.
fn choose(region: &str, projects: Vec<Project>) -> Result<String, Error> {
    match projects.as_slice() {
        [project] if project.name == region => Ok(project.id.clone()),
        [] => Err(unknown(format!("no project is named like the region `{region}`"))),
        several => {
            let listed: Vec<_> = several
                .iter()
                .map(|project| format!("{} ({})", project.id, project.name))
                .collect();
            Err(unknown(format!(
                "it is not clear which project of the region `{region}` is meant: {}",
                listed.join(", ")
            )))
        }
    }
}

/// Returns the error for a missing region.
pub(crate) fn no_region() -> Error {
    Error::new(ErrorKind::Configuration)
        .message("no project ID is set, and it cannot be looked up without a region")
        .remedy("set `ClientBuilder::region`, or the project with `ClientBuilder::project_id`")
        .build()
}

fn unknown(message: String) -> Error {
    Error::new(ErrorKind::Configuration)
        .message(message)
        .remedy("set the project with `ClientBuilder::project_id`")
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_remembered_for_a_region_and_the_credentials_used_last() {
        let projects = Projects::default();
        let [a, b] = ["a", "b"].map(Credentials::token);
        let known = projects.cell("cn-north-4", &a);
        known.set("p".to_owned()).unwrap();
        for (region, credentials, project) in [
            ("cn-north-4", &a, Some("p")),
            ("cn-south-1", &a, None),
            ("cn-north-4", &a, Some("p")),
            ("cn-north-4", &b, None),
            // Forgotten, since others were used.
            ("cn-north-4", &a, None),
        ] {
            let cell = projects.cell(region, credentials);
            assert_eq!(cell.get().map(String::as_str), project, "{region} {credentials:?}");
        }
    }

    #[test]
    fn only_the_one_project_of_the_region_is_taken() {
        for (projects, outcome) in [
            (vec![("1", "cn-north-4")], Ok("1")),
            (vec![], Err("no project is named like the region `cn-north-4`")),
            (
                vec![("1", "cn-north-4"), ("2", "cn-north-4_test")],
                Err("it is not clear which project of the region `cn-north-4` is meant: \
                     1 (cn-north-4), 2 (cn-north-4_test)"),
            ),
            (
                vec![("3", "admin")],
                Err("it is not clear which project of the region `cn-north-4` is meant: 3 (admin)"),
            ),
        ] {
            let projects = projects
                .into_iter()
                .map(|(id, name)| Project { id: id.into(), name: name.into() })
                .collect();
            let chosen = choose("cn-north-4", projects);
            let chosen = chosen.as_deref().map_err(|error| error.message());
            assert_eq!(chosen, outcome);
        }
    }
}
