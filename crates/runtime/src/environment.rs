//! Environment variables, real or made up.

use std::{collections::BTreeMap, fmt, sync::Arc};

/// Where the client looks up environment variables. Tests make one up instead of changing that of
/// the process.
#[derive(Clone)]
pub struct Environment(Arc<Lookup>);

type Lookup = dyn Fn(&str) -> Option<String> + Send + Sync;

impl Environment {
    /// The environment of the process.
    pub fn process() -> Self {
        Self(Arc::new(|name| std::env::var(name).ok()))
    }

    /// An environment with exactly these variables.
    pub fn from_pairs<K, V>(pairs: impl IntoIterator<Item = (K, V)>) -> Self
    where
        K: Into<String>,
        V: Into<String>,
    {
        let pairs = pairs.into_iter().map(|(name, value)| (name.into(), value.into()));
        let pairs: BTreeMap<String, String> = pairs.collect();
        Self(Arc::new(move |name| pairs.get(name).cloned()))
    }

    /// An environment without variables.
    pub fn empty() -> Self {
        Self(Arc::new(|_| None))
    }

    /// The value of a variable, unless it is unset, empty or not Unicode.
    pub fn get(&self, name: &str) -> Option<String> {
        (self.0)(name).filter(|value| !value.is_empty())
    }
}

impl Default for Environment {
    fn default() -> Self {
        Self::process()
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Environment")
    }
}
