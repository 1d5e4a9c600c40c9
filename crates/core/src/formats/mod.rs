//! Texts with a grammar of their own.
//!
//! Specs name them as `format:`; their parts can be read and made here. A text that does not follow
//! its grammar is kept as it is, so whatever a server writes goes back letter for letter.

/// What every format has, made of its `From<String>` and `Display`.
macro_rules! text_format {
    ($format:ty) => {
        impl From<&str> for $format {
            fn from(text: &str) -> Self {
                text.to_owned().into()
            }
        }

        impl std::str::FromStr for $format {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, std::convert::Infallible> {
                Ok(text.into())
            }
        }

        impl serde::Serialize for $format {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $format {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::codegen::lenient::text(deserializer).map(Self::from)
            }
        }

        impl $crate::codegen::lenient::Lenient for $format {}
    };
}

mod access_to;
mod obs_object;
mod time_filter;
mod unknown_text;

pub use access_to::{AccessTo, NfsAddress};
pub use obs_object::ObsObject;
pub use time_filter::{Comparison, TimeFilter};
pub use unknown_text::UnknownText;

#[cfg(test)]
mod tests;
