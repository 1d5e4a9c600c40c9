//! Secret texts.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codegen::lenient::{self, Lenient};

/// A secret text in a response, such as a key. `Debug` does not show it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Returns the text.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Writes the text, since server stubs must send it.
impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lenient::text(deserializer).map(Self)
    }
}

impl Lenient for Secret {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        Ok(lenient::text_or_null(deserializer)?.map(Self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printing_shows_nothing() {
        let secret: Secret = serde_json::from_str("\"hunter2\"").unwrap();
        assert!(!format!("{secret:?} {:?}", Some(&secret)).contains("hunter2"));
        assert_eq!(secret.expose(), "hunter2");
        assert_eq!(serde_json::to_string(&secret).unwrap(), "\"hunter2\"");
    }

    #[test]
    fn a_secret_is_made_and_read_like_a_text() {
        assert_eq!(Secret::from("a").expose(), "a");
        assert_eq!(Secret::from("a".to_owned()).expose(), "a");
        for (json, secret) in [("\"a\"", Some("a")), ("7", Some("7")), ("null", None)] {
            let read = Secret::read(&mut serde_json::Deserializer::from_str(json)).unwrap();
            assert_eq!(read, secret.map(Secret::from), "{json}");
        }
    }
}
