//! Support for generated code: JSON encodings that the specs describe.
//!
//! **Not public API.** It is only public for the generated crates, and may change in any version.

mod decode;
mod headers;
mod json_object;
mod list;
mod object;
mod one_of;
mod open;
mod or_null;
mod page_text;
mod path;
mod request;
mod request_data;
mod response;
mod seen;
mod shape;

pub mod encoding;
pub mod lenient;

pub use headers::{header, headers};
pub use json_object::JsonObject;
pub use list::{page_items, page_items_or_none};
pub use object::{Object, ignore, not_null, object, read_object, read_object_into, read_response};
pub use one_of::{alternative, buffered, has_keys};
pub use open::{OpenEnum, unknown_value};
pub use page_text::PageText;
pub use request::{PathText, digit_text, start};
pub use request_data::RequestData;
pub use response::{list, response, wrapped};
pub use seen::Seen;

pub use huaweicloud_derive::{Object, OneOf, OpenEnum, Paged, Request};
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_added_once() {
        for (text, due) in [("b", "a-b"), ("a-b", "a-b"), ("", "a-")] {
            assert_eq!(starting_with("a-", text), due, "{text}");
        }
    }

    #[test]
    fn an_empty_text_is_none() {
        assert_eq!((non_empty("a"), non_empty("")), (Some("a"), None));
    }
}
