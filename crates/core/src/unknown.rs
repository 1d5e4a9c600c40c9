//! Unknown values of enums.

use std::fmt;

/// A text that is not a known value of its enum.
///
/// It has no public constructor: a later version may know the value, and the text then gets a
/// variant of its own.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_value_is_shown_as_the_text_it_is() {
        let value = UnknownValue::new("a\"b");
        assert_eq!((value.as_str(), format!("{value:?}").as_str()), ("a\"b", r#""a\"b""#));
    }
}
