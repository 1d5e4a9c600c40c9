//! What an operation needs from the client that sends it.

use crate::{Error, ErrorKind, Microversion};

/// What an operation needs from outside to encode itself.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Context {
    /// The project that requests act in.
    pub project_id: Option<String>,
    /// The microversion that the service should speak; without one, its oldest.
    pub microversion: Option<Microversion>,
}

impl Context {
    /// A context with nothing in it, enough for operations outside any project.
    pub fn new() -> Self {
        Self::default()
    }

    /// A context for requests that act in a project.
    pub fn in_project(project_id: impl Into<String>) -> Self {
        Self { project_id: Some(project_id.into()), ..Self::default() }
    }

    /// The name of a key that has another one from a microversion on.
    pub fn key(&self, old: &'static str, since: (u16, u16), new: &'static str) -> &'static str {
        let since = Microversion::new(since.0, since.1);
        if self.microversion.is_some_and(|spoken| spoken >= since) { new } else { old }
    }

    /// The project.
    ///
    /// # Errors
    ///
    /// If the context has none.
    pub fn project_id(&self) -> Result<&str, Error> {
        self.project_id.as_deref().ok_or_else(|| {
            Error::new(ErrorKind::Invalid)
                .message("the operation acts in a project, and no project id is known")
                .build()
        })
    }
}
