//! The context in which an operation is encoded.

use crate::{Error, ErrorKind, Microversion};

/// The context in which an operation is encoded: settings of the client.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Context {
    /// The ID of the project that the request acts in.
    pub project_id: Option<String>,
    /// The microversion to request. Without one, the service uses its oldest.
    pub microversion: Option<Microversion>,
}

impl Context {
    /// Creates an empty context, for operations that do not act in a project.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a context for requests that act in a project.
    pub fn in_project(project_id: impl Into<String>) -> Self {
        Self { project_id: Some(project_id.into()), ..Self::default() }
    }

    /// Returns the name of a key that is renamed since a microversion.
    pub fn key(&self, old: &'static str, since: (u16, u16), new: &'static str) -> &'static str {
        let since = Microversion::new(since.0, since.1);
        if self.microversion.is_some_and(|spoken| spoken >= since) { new } else { old }
    }

    /// Returns the ID of the project.
    ///
    /// # Errors
    ///
    /// Returns an error if the context has none.
    pub fn project_id(&self) -> Result<&str, Error> {
        self.project_id.as_deref().ok_or_else(|| {
            Error::new(ErrorKind::Invalid)
                .message("the operation acts in a project, and no project ID is known")
                .build()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_renamed_from_its_microversion_on() {
        for (spoken, key) in [
            (None, "old"),
            (Some((2, 6)), "old"),
            (Some((2, 7)), "new"),
            (Some((2, 10)), "new"),
            (Some((3, 0)), "new"),
        ] {
            let mut cx = Context::new();
            cx.microversion = spoken.map(|(major, minor)| Microversion::new(major, minor));
            assert_eq!(cx.key("old", (2, 7), "new"), key, "{spoken:?}");
        }
    }

    #[test]
    fn a_context_without_a_project_says_so() {
        assert_eq!(Context::in_project("p").project_id().unwrap(), "p");
        let error = Context::new().project_id().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid);
        assert_eq!(
            error.to_string(),
            "the operation acts in a project, and no project ID is known"
        );
    }
}
