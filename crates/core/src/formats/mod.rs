//! Types for texts with an internal format.
//!
//! Specs refer to them with `format:`. A text in an unknown format is kept unchanged, so that every
//! text that a server sends can be sent back.

/// Implements what all formats have in common, from their `From<String>` and `Display`.
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

        impl $crate::codegen::PathText for $format {
            fn path_text(&self) -> std::borrow::Cow<'_, str> {
                self.to_string().into()
            }
        }

        impl $crate::codegen::lenient::Lenient for $format {
            fn read<'de, D: serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Option<Self>, D::Error> {
                let text = $crate::codegen::lenient::text_or_null(deserializer)?;
                Ok(text.map(Self::from))
            }
        }
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
