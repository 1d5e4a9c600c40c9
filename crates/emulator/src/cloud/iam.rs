//! Projects, users, access keys and tokens.

use std::{
    collections::BTreeMap,
    time::{Duration, SystemTime},
};

use serde::Deserialize;

/// How long a token is valid.
const TOKEN_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// Projects, users, access keys and tokens.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Iam {
    /// The account that owns all projects and users.
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
    /// The ID of the account.
    pub id: String,
    /// The name of the account.
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
    /// The ID of the project.
    pub id: String,
    /// The name of the project. In a seed, the default is the name of the region.
    #[serde(default)]
    pub name: String,
    /// The description of the project.
    #[serde(default)]
    pub description: String,
}

/// A user.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct User {
    /// The ID of the user.
    pub id: String,
    /// The name of the user.
    pub name: String,
    /// The password of the user. A user without one cannot obtain tokens.
    #[serde(default)]
    pub password: Option<String>,
    /// Whether the user may list resources of other projects, where a service supports that.
    #[serde(default)]
    pub admin: bool,
    /// IDs of the projects that the user may act in. `None` means all projects.
    #[serde(default)]
    pub projects: Option<Vec<String>>,
}

/// An access key.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessKey {
    /// The access key ID.
    pub access_key: String,
    /// The secret access key.
    pub secret_key: String,
    /// The name of the user that owns the key. In a seed, the default is the first user.
    #[serde(default)]
    pub user: String,
}

/// An issued token.
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

    /// Returns the projects that a user may act in.
    pub(crate) fn projects_of<'a>(&'a self, user: &'a User) -> impl Iterator<Item = &'a Project> {
        self.projects.iter().filter(|project| match &user.projects {
            Some(ids) => ids.contains(&project.id),
            None => true,
        })
    }

    /// Issues a token. Tokens issued earlier stay valid.
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

    /// Revokes all tokens, as a change of permissions does in the real cloud.
    pub fn revoke_tokens(&mut self) {
        self.tokens.clear();
    }
}
