//! The initial content of the cloud.

use std::{collections::BTreeSet, fmt, path::Path};

use serde::Deserialize;
use serde_saphyr::{MergeKeyPolicy, render_options};

use crate::cloud::{AccessKey, Domain, Ims, Project, Sdrs, Sfs, User};

const BUILT_IN: &str = include_str!("default.yaml");

/// The initial content of the cloud. Empty by default; see [`Seed::built_in`].
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Seed {
    /// The account that owns all projects and users.
    pub domain: Domain,
    /// The projects. Resources without a project belong to the first.
    pub projects: Vec<Project>,
    /// The users.
    pub users: Vec<User>,
    /// The access keys.
    pub access_keys: Vec<AccessKey>,
    /// Disaster recovery drills and jobs.
    pub sdrs: Sdrs,
    /// Shared file systems.
    pub sfs: Sfs,
    /// Images.
    pub ims: Ims,
}

impl Seed {
    /// Returns the built-in seed, a small cloud with some resources of every kind.
    ///
    /// # Errors
    ///
    /// Never returns an error in practice: a test checks that the built-in seed can be parsed.
    pub fn built_in() -> Result<Self, SeedError> {
        Self::parse("default.yaml", BUILT_IN)
    }

    /// Reads a seed from a YAML file.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read, or is not a valid seed; the latter names line
    /// and column.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, SeedError> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| SeedError(format!("the seed {name} cannot be read: {error}")))?;
        Self::parse(&name, &text)
    }

    /// Parses a seed from YAML. `name` is the file name in error messages.
    ///
    /// # Errors
    ///
    /// Returns an error with line and column if the text is not a valid seed.
    pub fn parse(name: &str, text: &str) -> Result<Self, SeedError> {
        let options =
            serde_saphyr::options! { strict_booleans: true, merge_keys: MergeKeyPolicy::Error };
        serde_saphyr::from_str_with_options(text, options).map_err(|error| {
            let text = error.render_with_options(render_options! { source_name: Some(name) });
            SeedError(text.strip_prefix("error: ").unwrap_or(&text).to_owned())
        })
    }

    /// Fills in defaults and checks that the seed is consistent.
    pub(crate) fn settle(mut self, region: &str) -> Result<Self, SeedError> {
        let first_user = self.users.first().map(|user| user.name.clone()).unwrap_or_default();
        let first_project =
            self.projects.first().map(|project| project.id.clone()).unwrap_or_default();
        if first_user.is_empty() || first_project.is_empty() {
            return Err(SeedError(
                "the seed needs a project with an ID and a user with a name".to_owned(),
            ));
        }
        for project in &mut self.projects {
            fill(&mut project.name, region);
        }
        for key in &mut self.access_keys {
            fill(&mut key.user, &first_user);
        }
        for owner in self.owners_mut() {
            fill(owner, &first_project);
        }
        self.check()?;
        Ok(self)
    }

    fn owners_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let drills = self.sdrs.drills.iter_mut().map(|drill| &mut drill.project_id);
        let jobs = self.sdrs.jobs.iter_mut().map(|job| &mut job.project_id);
        let failures = self.sdrs.failure_jobs.iter_mut().map(|job| &mut job.project_id);
        let shares = self.sfs.shares.iter_mut().map(|share| &mut share.project_id);
        let images = self.ims.images.iter_mut().map(|image| &mut image.owner);
        drills.chain(jobs).chain(failures).chain(shares).chain(images)
    }

    fn check(&mut self) -> Result<(), SeedError> {
        let projects = unique("project", self.projects.iter().map(|project| &project.id))?;
        let users = unique("user", self.users.iter().map(|user| &user.name))?;
        unique("access key", self.access_keys.iter().map(|key| &key.access_key))?;
        unique("drill", self.sdrs.drills.iter().map(|drill| &drill.id))?;
        unique("job", self.sdrs.jobs.iter().map(|job| &job.job_id))?;
        unique("share", self.sfs.shares.iter().map(|share| &share.id))?;
        unique("image", self.ims.images.iter().map(|image| &image.id))?;
        known("user", &users, self.access_keys.iter().map(|key| &key.user))?;
        known(
            "project",
            &projects,
            self.users.iter().flat_map(|user| user.projects.iter().flatten()),
        )?;
        known("project", &projects, self.owners_mut().map(|owner| &*owner))
    }
}

fn fill(text: &mut String, with: &str) {
    if text.is_empty() {
        with.clone_into(text);
    }
}

fn unique<'a>(
    kind: &str,
    names: impl Iterator<Item = &'a String>,
) -> Result<BTreeSet<String>, SeedError> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name.clone()) {
            return Err(SeedError(format!("the seed has the {kind} `{name}` twice")));
        }
    }
    Ok(seen)
}

fn known<'a>(
    kind: &str,
    all: &BTreeSet<String>,
    mut names: impl Iterator<Item = &'a String>,
) -> Result<(), SeedError> {
    match names.find(|name| !all.contains(*name)) {
        Some(name) => Err(SeedError(format!(
            "the seed refers to the {kind} `{name}`, which it does not define"
        ))),
        None => Ok(()),
    }
}

/// The reason why a seed is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedError(String);

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SeedError {}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "projects: [{ id: p }]\nusers: [{ id: u, name: ann }]\n";

    #[test]
    fn the_built_in_seed_is_consistent() {
        let seed = Seed::built_in().unwrap().settle("cn-north-4").unwrap();
        assert_eq!(seed.projects[0].name, "cn-north-4");
        assert!(seed.sdrs.drills.iter().all(|drill| !drill.project_id.is_empty()));
    }

    #[test]
    fn what_is_left_out_is_filled_in() {
        let text = format!(
            "{BASE}access_keys: [{{ access_key: AK, secret_key: SK }}]\n\
             sdrs: {{ drills: [{{ id: d, name: n, server_group_id: g }}] }}"
        );
        let seed = Seed::parse("s.yaml", &text).unwrap().settle("eu-west-101").unwrap();
        assert_eq!(seed.projects[0].name, "eu-west-101");
        assert_eq!(seed.access_keys[0].user, "ann");
        assert_eq!(seed.sdrs.drills[0].project_id, "p");
        assert_eq!(seed.sdrs.drills[0].status.as_str(), "available");
    }

    #[test]
    fn a_seed_that_cannot_be_read_says_where() {
        for (text, place, reason) in [
            ("projects:\n  - id: p\n    nmae: x\n", "s.yaml:3:5", "nmae"),
            ("projects:\n  - name: x\n", "s.yaml:2:", "id"),
            ("sfs:\n  shares:\n    - id: s\n      size: big\n", "s.yaml:4:13", "big"),
            ("users:\n  - { id: u, name: n, admin: yes }\n", "s.yaml:2:", "bool"),
            ("projects: [\n", "s.yaml:", ""),
        ] {
            let error = Seed::parse("s.yaml", text).err().unwrap().to_string();
            assert!(error.contains(place) && error.contains(reason), "{text}\n{error}");
        }
    }

    #[test]
    fn an_inconsistent_seed_says_why() {
        for (text, reason) in [
            ("", "needs a project with an ID and a user"),
            (
                "projects: [{ id: p }, { id: p }]\nusers: [{ id: u, name: ann }]",
                "the project `p` twice",
            ),
            (
                &format!("{BASE}access_keys: [{{ access_key: a, secret_key: s, user: bob }}]"),
                "the user `bob`, which",
            ),
            (
                &format!("{BASE}sfs: {{ shares: [{{ id: s, project_id: q }}] }}"),
                "the project `q`, which",
            ),
            (
                &format!("{BASE}sfs: {{ shares: [{{ id: s }}, {{ id: s }}] }}"),
                "the share `s` twice",
            ),
        ] {
            let error = Seed::parse("s.yaml", text).unwrap().settle("r").err().unwrap().to_string();
            assert!(error.contains(reason), "{text}\n{error}");
        }
    }
}
