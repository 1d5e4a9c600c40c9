//! Projects, users and their keys.

use std::{
    collections::BTreeMap,
    time::{Duration, SystemTime},
};

use serde::Deserialize;

/// How long a token can be used.
const TOKEN_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// Projects, users and their keys.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Iam {
    /// The account that everything belongs to.
    pub domain: Domain,
    /// The projects.
    pub projects: Vec<Project>,
    /// The users.
    pub users: Vec<User>,
    /// The access keys.
    pub access_keys: Vec<AccessKey>,
    tokens: BTreeMap<String, Token>,
}

/// An account.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Domain {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl Default for Domain {
    fn default() -> Self {
        Self { id: "d5a1f0c2b3e44f6f8a9b7c6d5e4f3a2b".to_owned(), name: "emulator".to_owned() }
    }
}

/// A project.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Its id.
    pub id: String,
    /// Its name; in a seed without one, that of the region.
    #[serde(default)]
    pub name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
}

/// A user.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct User {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its password. A user without one gets no tokens.
    #[serde(default)]
    pub password: Option<String>,
    /// Whether it may see what belongs to projects of others, where a service lets it ask.
    #[serde(default)]
    pub admin: bool,
    /// The ids of the projects it may act in; all of them without it.
    #[serde(default)]
    pub projects: Option<Vec<String>>,
}

/// An access key.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessKey {
    /// The key.
    pub access_key: String,
    /// Its secret.
    pub secret_key: String,
    /// The name of its user; in a seed without one, the first.
    #[serde(default)]
    pub user: String,
}

/// A token that was issued.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) user: String,
    pub(crate) project_id: Option<String>,
    pub(crate) expires_at: SystemTime,
}

impl Iam {
    pub(crate) fn new(
        domain: Domain,
        projects: Vec<Project>,
        users: Vec<User>,
        access_keys: Vec<AccessKey>,
    ) -> Self {
        Self { domain, projects, users, access_keys, tokens: BTreeMap::new() }
    }

    pub(crate) fn user(&self, name: &str) -> Option<&User> {
        self.users.iter().find(|user| user.name == name)
    }

    pub(crate) fn access_key(&self, key: &str) -> Option<&AccessKey> {
        self.access_keys.iter().find(|known| known.access_key == key)
    }

    pub(crate) fn token(&self, text: &str) -> Option<&Token> {
        self.tokens.get(text)
    }

    /// The projects that a user may act in.
    pub(crate) fn projects_of<'a>(&'a self, user: &'a User) -> impl Iterator<Item = &'a Project> {
        self.projects.iter().filter(|project| match &user.projects {
            Some(ids) => ids.contains(&project.id),
            None => true,
        })
    }

    /// Issues a token; earlier ones stay valid.
    pub(crate) fn issue(
        &mut self,
        user: &str,
        project_id: Option<String>,
        now: SystemTime,
    ) -> (String, Token) {
        let text = format!("{:032x}{:032x}", fastrand::u128(..), fastrand::u128(..));
        let token = Token { user: user.to_owned(), project_id, expires_at: now + TOKEN_LIFETIME };
        self.tokens.insert(text.clone(), token.clone());
        (text, token)
    }

    /// Forgets all tokens, as happens when permissions change.
    pub fn revoke_tokens(&mut self) {
        self.tokens.clear();
    }
}
