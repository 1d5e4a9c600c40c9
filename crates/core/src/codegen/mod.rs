//! Support for generated code: JSON encodings that the specs describe.
//!
//! **Not public API.** It is only public for the generated crates, and may change in any version.

mod decode;
mod list;
mod object;
mod one_of;
mod open;
mod request_data;
pub(crate) mod shape;

pub mod encoding;
pub mod lenient;

pub(crate) use decode::{empty, json};
pub use decode::{header, headers, list, wrapped};
pub use list::{page_items, page_items_or_none};
pub use object::JsonObject;
pub use one_of::alternative;
pub use open::{OpenEnum, OpenObject, object, unknown_value};
pub use request_data::RequestData;

pub use huaweicloud_derive::{OpenEnum, Request};
pub use lenient::open_enum;
pub use serde;

/// Returns the text with a prefix, which is added unless it is there.
pub fn starting_with(start: &str, text: impl Into<String>) -> String {
    let text = text.into();
    if text.starts_with(start) { text } else { format!("{start}{text}") }
}

/// Returns the text, or `None` if it is empty.
pub fn non_empty(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}
