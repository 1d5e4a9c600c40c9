use super::*;

fn read<T: Lenient + Default>(json: &str) -> Result<T, serde_json::Error> {
    lenient(&mut serde_json::Deserializer::from_str(json))
}

#[test]
fn integers_come_as_numbers_texts_or_nothing() {
    for (json, expected) in [
        ("7", 7),
        ("-1", -1),
        ("\"449261568\"", 449_261_568),
        ("10.0", 10),
        ("null", 0),
        ("\"\"", 0),
    ] {
        assert_eq!(read::<i64>(json).unwrap(), expected, "{json}");
    }
    for json in ["true", "1.5", "\"x\"", "[1]", "{}", "1e300", "18446744073709551615"] {
        assert!(read::<i64>(json).is_err(), "{json}");
    }
}

#[test]
fn numbers_come_as_numbers_texts_or_nothing() {
    for (json, expected) in
        [("1.5", 1.5), ("-7", -7.0), ("\"0.25\"", 0.25), ("null", 0.0), ("\"\"", 0.0)]
    {
        assert_eq!(read::<f64>(json).unwrap(), expected, "{json}");
    }
    for json in ["true", "\"x\"", "\"inf\"", "[]"] {
        assert!(read::<f64>(json).is_err(), "{json}");
    }
}

#[test]
fn a_value_of_another_type_is_told_with_the_one_that_is_expected() {
    fn told<T: Lenient + Default>(json: &str) -> String {
        let error = read::<T>(json).err().unwrap().to_string();
        error.split(" at line").next().unwrap().to_owned()
    }
    for (told, due) in [
        (told::<i64>("1.5"), "1.5 is not an integer"),
        (told::<i64>("true"), "true is not an integer"),
        (told::<i64>("[]"), "invalid type: sequence, expected an integer"),
        (told::<f64>("\"x\""), "the text `x` is not a number"),
        (told::<f64>("false"), "false is not a number"),
        (told::<bool>("1.5"), "1.5 is not a boolean"),
        (told::<bool>("2"), "2 is not a boolean"),
        (told::<bool>("{}"), "invalid type: map, expected a boolean"),
        (told::<String>("{}"), "invalid type: map, expected a string"),
        (told::<Vec<i64>>("{}"), "invalid type: map, expected a list"),
        (told::<BTreeMap<String, i64>>("[]"), "invalid type: sequence, expected an object"),
    ] {
        assert_eq!(told, due);
    }
}

/// A format that says of each value whether there is one, as CBOR does of null and RON of all.
#[derive(Clone)]
struct Perhaps(Option<Value>);

impl<'de> Deserializer<'de> for Perhaps {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.0 {
            Some(value) => visitor.visit_some(value),
            None => visitor.visit_none(),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct newtype_struct seq tuple tuple_struct map struct enum
        identifier ignored_any
    }
}

#[test]
fn formats_that_tell_some_from_none_are_read_too() {
    fn reads<T: Lenient + fmt::Debug + PartialEq>(value: Value, read: T) {
        assert_eq!(T::read(Perhaps(Some(value))).unwrap(), Some(read));
        assert_eq!(T::read(Perhaps(None)).unwrap(), None);
    }
    reads(Value::from(7), 7);
    reads(Value::from("a"), "a".to_owned());
    reads(Value::from(vec![1, 2]), vec![1, 2]);
    reads(serde_json::json!({ "a": 1 }), BTreeMap::from([("a".to_owned(), 1)]));
}

#[test]
fn booleans_come_in_every_dialect() {
    for (json, expected) in [
        ("true", true),
        ("\"True\"", true),
        ("\"true\"", true),
        ("1", true),
        ("\"0\"", false),
        ("\"False\"", false),
        ("0", false),
        ("null", false),
    ] {
        assert_eq!(read::<bool>(json).unwrap(), expected, "{json}");
    }
    for json in ["2", "1.5", "\"yes\"", "[]"] {
        assert!(read::<bool>(json).is_err(), "{json}");
    }
}

#[test]
fn texts_may_come_as_numbers() {
    for (json, expected) in [
        ("\"a\"", "a"),
        ("200", "200"),
        ("-1", "-1"),
        ("1.5", "1.5"),
        ("true", "true"),
        ("null", ""),
        ("18446744073709551615", "18446744073709551615"),
    ] {
        assert_eq!(read::<String>(json).unwrap(), expected, "{json}");
    }
    assert!(read::<String>("{}").is_err());
}

#[test]
fn nothing_is_told_from_something_where_the_type_can() {
    assert_eq!(read::<Option<i64>>("null").unwrap(), None);
    assert_eq!(read::<Option<i64>>("\"\"").unwrap(), None);
    assert_eq!(read::<Option<i64>>("0").unwrap(), Some(0));
    assert_eq!(read::<Option<String>>("\"\"").unwrap(), Some(String::new()));
}

#[test]
fn lists_and_maps_are_read_element_by_element() {
    assert_eq!(read::<Vec<i64>>(r#"[1,"2",null]"#).unwrap(), [1, 2, 0]);
    assert_eq!(read::<Vec<i64>>("null").unwrap(), Vec::<i64>::new());
    let map = read::<BTreeMap<String, String>>(r#"{"a":1,"b":null}"#).unwrap();
    assert_eq!(map, BTreeMap::from([("a".into(), "1".into()), ("b".into(), String::new())]));
}
