//! What an operation needs from the client that sends it.

use crate::{Error, ErrorKind};

/// What an operation needs from outside to encode itself.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Context {
    /// The project that requests act in.
    pub project_id: Option<String>,
}

impl Context {
    /// A context with nothing in it, enough for operations outside any project.
    pub fn new() -> Self {
        Self::default()
    }

    /// A context for requests that act in a project.
    pub fn in_project(project_id: impl Into<String>) -> Self {
        Self { project_id: Some(project_id.into()) }
    }

    /// The project.
    ///
    /// # Errors
    ///
    /// If the context has none.
    pub fn project_id(&self) -> Result<&str, Error> {
        self.project_id.as_deref().ok_or_else(|| {
            Error::new(ErrorKind::InvalidRequest)
                .message("the operation acts in a project, and no project id is known")
                .build()
        })
    }
}
