//! Environment variables, of the process or for tests.

use std::{collections::BTreeMap, fmt, sync::Arc};

/// A source of environment variables.
///
/// Tests can use their own instead of changing those of the process.
#[derive(Clone, Default)]
pub struct Environment(Source);

#[derive(Clone, Default)]
enum Source {
    #[default]
    Process,
    Pairs(Arc<BTreeMap<String, String>>),
}

impl Environment {
    /// Returns the environment of the process.
    pub fn process() -> Self {
        Self(Source::Process)
    }

    /// Creates an environment with exactly these variables.
    pub fn from_pairs<K, V>(pairs: impl IntoIterator<Item = (K, V)>) -> Self
    where
        K: Into<String>,
        V: Into<String>,
    {
        let pairs = pairs.into_iter().map(|(name, value)| (name.into(), value.into()));
        Self(Source::Pairs(Arc::new(pairs.collect())))
    }

    /// Creates an environment without variables.
    pub fn empty() -> Self {
        Self(Source::Pairs(Arc::default()))
    }

    /// Returns the value of a variable, or `None` if it is unset, empty or not Unicode.
    pub fn get(&self, name: &str) -> Option<String> {
        let value = match &self.0 {
            Source::Process => std::env::var(name).ok(),
            Source::Pairs(pairs) => pairs.get(name).cloned(),
        };
        value.filter(|value| !value.is_empty())
    }

    /// Returns the names of all variables that are Unicode.
    pub(crate) fn names(&self) -> Vec<String> {
        match &self.0 {
            Source::Process => {
                std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()).collect()
            }
            Source::Pairs(pairs) => pairs.keys().cloned().collect(),
        }
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Environment")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_variable_is_not_set() {
        let environment = Environment::from_pairs([("A", "1"), ("B", "")]);
        for (name, value) in [("A", Some("1")), ("B", None), ("C", None), ("a", None)] {
            assert_eq!(environment.get(name).as_deref(), value, "{name}");
        }
        assert_eq!(environment.names(), ["A", "B"]);
        assert_eq!(Environment::empty().get("A"), None);
        assert!(Environment::empty().names().is_empty());
    }

    #[test]
    fn the_environment_of_the_process_is_the_usual_one() {
        let path = std::env::var("PATH").unwrap();
        for environment in [Environment::process(), Environment::default()] {
            assert_eq!(environment.get("PATH").as_deref(), Some(path.as_str()));
            assert!(environment.names().iter().any(|name| name == "PATH"));
        }
    }

    #[test]
    fn debug_shows_no_variable() {
        let environment = Environment::from_pairs([("HUAWEICLOUD_SDK_SK", "s3cret")]);
        assert_eq!(format!("{environment:?}"), "Environment");
    }
}
