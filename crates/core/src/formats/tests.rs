//! Properties of all formats.

use std::{convert::Infallible, fmt, str::FromStr};

use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::*;
use crate::codegen::{
    PathText as _,
    lenient::{Lenient, lenient},
};

trait Format:
    fmt::Debug + fmt::Display + Default + PartialEq + From<String> + for<'a> From<&'a str>
where
    Self: FromStr<Err = Infallible> + Serialize + DeserializeOwned + Lenient,
{
}

impl Format for AccessTo {}
impl Format for ObsObject {}
impl Format for TimeFilter {}

fn is_kept<T: Format>(text: &str) {
    let value = T::from(text);
    assert_eq!(value.to_string(), text);
    assert_eq!(T::from(text.to_owned()), value);
    assert_eq!(text.parse::<T>().unwrap(), value);
    let json = serde_json::to_value(&value).unwrap();
    assert_eq!(json, text);
    assert_eq!(serde_json::from_value::<T>(json).unwrap(), value);
}

proptest! {
    #[test]
    fn any_text_goes_back_letter_for_letter(
        text in prop_oneof![
            any::<String>(),
            "[a-z0-9:#,_/. +-]{0,30}",
            "v(#[0-9./+]{1,4}){0,3}(#(no_|all_|root_|squash|,){0,6}){0,2}",
            "(gt|gte|lt|lte|eq|neq|b):[0-9TZ:. -]{0,20}",
        ],
    ) {
        is_kept::<AccessTo>(&text);
        is_kept::<ObsObject>(&text);
        is_kept::<TimeFilter>(&text);
    }
}

fn is_read_leniently<T: Format>() {
    for (json, text) in [(Value::Null, ""), (json!(""), ""), (json!(7), "7"), (json!(true), "true")]
    {
        assert_eq!(lenient::<T, _>(json).unwrap(), T::from(text));
    }
    assert_eq!(lenient::<Option<T>, _>(Value::Null).unwrap(), None);
    assert_eq!(lenient::<Vec<T>, _>(json!(["a", null])).unwrap(), ["a".into(), T::default()]);
    assert!(lenient::<T, _>(json!([])).is_err() && lenient::<T, _>(json!({})).is_err());
}

#[test]
fn what_is_no_text_is_taken_for_one_as_everywhere() {
    is_read_leniently::<AccessTo>();
    is_read_leniently::<ObsObject>();
    is_read_leniently::<TimeFilter>();
}

#[test]
fn an_unknown_text_is_shown_as_the_text_it_is() {
    let text = UnknownText::new("a\"b".to_owned());
    assert_eq!((text.as_str(), format!("{text:?}").as_str()), ("a\"b", r#""a\"b""#));
}

#[test]
fn a_format_can_be_part_of_a_path() {
    for text in ["", "b:k", "lt:2018-10-28T10:00:00Z"] {
        assert_eq!(AccessTo::from(text).path_text(), text);
        assert_eq!(ObsObject::from(text).path_text(), text);
        assert_eq!(TimeFilter::from(text).path_text(), text);
    }
}

#[test]
fn the_default_is_the_empty_text() {
    assert_eq!(AccessTo::default().to_string(), "");
    assert_eq!(ObsObject::default().to_string(), "");
    assert_eq!(TimeFilter::default().to_string(), "");
}
