//! What is generated.

use std::collections::BTreeMap;

/// Generated files: path below the `generated` folder to text.
pub type Files = BTreeMap<String, String>;
