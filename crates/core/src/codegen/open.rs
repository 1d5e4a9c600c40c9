//! Enums that keep values which are not known yet.

use crate::UnknownValue;

/// A string enum that keeps unknown values. Implemented by [`macro@super::OpenEnum`].
pub trait OpenEnum: Sized + 'static {
    /// The texts of the known values.
    const TEXTS: &'static [&'static str];

    /// Returns the value of a text.
    fn from_text(text: &str) -> Self;

    /// Whether the value is known.
    fn is_known(&self) -> bool;
}

/// Creates the value of an unknown text.
pub fn unknown_value(text: &str) -> UnknownValue {
    UnknownValue::new(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{
        UnknownValue,
        codegen::{OpenEnum, PathText as _, lenient::Lenient, open_enum},
    };

    #[derive(Clone, Debug, PartialEq, OpenEnum)]
    enum Size {
        #[wire("small")]
        Small,
        #[wire("2")]
        Two,
        #[wire("true")]
        Yes,
        Unknown(UnknownValue),
    }

    #[test]
    fn a_value_is_known_by_its_text_however_it_is_written() {
        for (json, value) in [
            (json!("small"), Size::Small),
            (json!(2), Size::Two),
            (json!("2"), Size::Two),
            (json!(true), Size::Yes),
            (json!(1.5), Size::from("1.5")),
            (json!(false), Size::from("false")),
            (json!("SMALL"), Size::from("SMALL")),
            (json!(""), Size::from("")),
        ] {
            assert_eq!(Size::read(json.clone()).unwrap(), Some(value.clone()), "{json}");
            assert_eq!(open_enum::<Size, _>(json.clone()).unwrap(), value, "{json}");
        }
        assert_eq!(Size::read(json!(null)).unwrap(), None);
        assert_eq!(open_enum::<Size, _>(json!(null)).unwrap(), Size::from(""));
        for json in [json!([]), json!({})] {
            let error = Size::read(json.clone()).unwrap_err();
            assert!(error.to_string().ends_with("expected a string"), "{error}");
        }
    }

    #[test]
    fn an_unknown_value_keeps_its_text() {
        for (text, is_known) in [("small", true), ("2", true), ("huge", false), ("", false)] {
            let size = Size::from(text);
            assert_eq!((size.is_known(), size.as_str()), (is_known, text));
            assert_eq!((size.to_string().as_str(), size.path_text()), (text, text.into()));
            assert_eq!(serde_json::to_value(&size).unwrap(), text);
        }
    }
}
