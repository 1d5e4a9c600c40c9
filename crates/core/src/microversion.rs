//! Microversions of OpenStack services.

use std::{fmt, str::FromStr};

use crate::{Error, ErrorKind};

/// A microversion, such as 2.28.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Microversion {
    major: u16,
    minor: u16,
}

impl Microversion {
    /// Creates a microversion.
    pub const fn new(major: u16, minor: u16) -> Self {
        Self { major, minor }
    }
}

impl fmt::Display for Microversion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

impl FromStr for Microversion {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let numbers = text.split_once('.');
        let numbers = numbers.and_then(|(a, b)| Some(Self::new(a.parse().ok()?, b.parse().ok()?)));
        numbers.filter(|parsed| parsed.to_string() == text).ok_or_else(|| {
            Error::new(ErrorKind::Invalid)
                .message(format!("`{text}` is not a microversion such as 2.28"))
                .build()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn microversions_are_compared_number_by_number() {
        let parse = |text: &str| text.parse::<Microversion>();
        assert!(parse("2.9").unwrap() < parse("2.10").unwrap());
        assert_eq!(parse("2.28").unwrap().to_string(), "2.28");
        for text in ["", "2", "2.", "2.x", "2.1.0", "02.1", "+2.1", "2.99999"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
