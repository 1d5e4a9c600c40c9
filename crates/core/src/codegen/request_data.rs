//! Requests as data: objects with the keys `path`, `query`, `headers` and `body`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, ser::Error as _,
};
use serde_json::{Map, Value};

use super::lenient::Lenient;

/// The data of a request. Places in it are JSON pointers, such as `/query/limit`.
#[derive(Clone, Debug, Default)]
pub struct RequestData {
    root: Value,
    /// The places that were read, whether or not they had a value.
    known: BTreeSet<String>,
    /// The first error.
    refused: Option<String>,
}

impl RequestData {
    /// Creates data without values.
    pub fn new() -> Self {
        Self { root: Value::Object(Map::new()), ..Self::default() }
    }

    /// Reads the data.
    ///
    /// # Errors
    ///
    /// Returns an error if it is not an object.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let root = Value::Object(Map::deserialize(deserializer)?);
        Ok(Self { root, ..Self::default() })
    }

    /// Writes the data.
    ///
    /// # Errors
    ///
    /// Returns an error if any value could not be written, or the serializer fails.
    pub fn write<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.refused {
            Some(refused) => Err(S::Error::custom(refused)),
            None => self.root.serialize(serializer),
        }
    }

    /// Puts a value at a place.
    pub fn put(&mut self, pointer: &str, value: &impl Serialize) {
        match serde_json::to_value(value) {
            Ok(value) => self.insert(pointer, value),
            Err(error) => self.refuse(format!("`{}`: {error}", shown(pointer))),
        }
    }

    /// Puts null at a place.
    pub fn put_null(&mut self, pointer: &str) {
        self.insert(pointer, Value::Null);
    }

    /// Puts a constant, given as JSON, at a place.
    pub fn put_constant(&mut self, pointer: &str, json: &str) {
        self.insert(pointer, serde_json::from_str(json).unwrap_or_default());
    }

    /// Puts the values of a map at the place of their keys.
    ///
    /// The pointer ends with `*`, after the prefix of the keys, if any.
    pub fn put_rest<T: Serialize>(&mut self, pointer: &str, entries: &BTreeMap<String, T>) {
        let start = pointer.trim_end_matches('*');
        for (key, value) in entries {
            self.put(&format!("{start}{}", escaped(key)), value);
        }
    }

    /// Takes a required value from the first place that has one.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is missing, null or invalid.
    pub fn take<T, E>(&mut self, pointers: &[&str]) -> Result<T, E>
    where
        T: Lenient,
        E: serde::de::Error,
    {
        let place = pointers.first().map(|pointer| shown(pointer)).unwrap_or_default();
        match self.remove(pointers) {
            None => Err(E::custom(format_args!("`{place}` is missing"))),
            Some(value) => match T::read(value) {
                Ok(Some(value)) => Ok(value),
                Ok(None) => Err(E::custom(format_args!("`{place}` is empty"))),
                Err(error) => Err(E::custom(format_args!("`{place}`: {error}"))),
            },
        }
    }

    /// Takes an optional value from the first place that has one.
    ///
    /// [`finish`](Self::finish) returns an error if it is invalid.
    pub fn take_optional<T: Lenient>(&mut self, pointers: &[&str]) -> Option<T> {
        let value = self.remove(pointers)?;
        T::read(value).unwrap_or_else(|error| {
            let place = pointers.first().map(|pointer| shown(pointer)).unwrap_or_default();
            self.refuse(format!("`{place}`: {error}"));
            None
        })
    }

    /// Takes a constant, given as JSON. The data may lack it.
    pub fn take_constant(&mut self, pointers: &[&str], json: &str) {
        let due: Value = serde_json::from_str(json).unwrap_or_default();
        if self.remove(pointers).is_some_and(|value| value != due) {
            let place = pointers.first().map(|pointer| shown(pointer)).unwrap_or_default();
            self.refuse(format!("`{place}` must be {json}"));
        }
    }

    /// Takes all remaining values below a place.
    ///
    /// The keys are without their prefix. The pointer ends with `*`, and named fields must be taken
    /// before.
    pub fn take_rest<T: DeserializeOwned>(&mut self, pointer: &str) -> BTreeMap<String, T> {
        let start = pointer.trim_end_matches('*');
        let (parent, prefix) = start.rsplit_once('/').unwrap_or_default();
        let keys = match self.root.pointer(parent) {
            Some(Value::Object(object)) => object.keys().cloned().collect(),
            _ => Vec::new(),
        };
        let mut rest = BTreeMap::new();
        for key in keys {
            let Some(name) = key.strip_prefix(prefix) else { continue };
            let pointer = format!("{parent}/{}", escaped(&key));
            match self.remove(&[&pointer]).map(serde_json::from_value) {
                Some(Ok(value)) => {
                    rest.insert(name.to_owned(), value);
                }
                Some(Err(error)) => self.refuse(format!("`{}`: {error}", shown(&pointer))),
                None => {}
            }
        }
        rest
    }

    /// Checks that there was no error and no value is left.
    ///
    /// # Errors
    ///
    /// Returns an error if any value was invalid or is left.
    pub fn finish<E: serde::de::Error>(self) -> Result<(), E> {
        if let Some(refused) = self.refused {
            return Err(E::custom(refused));
        }
        match left(&self.root, "", &self.known) {
            Some(place) => Err(E::custom(format_args!("unknown field `{}`", shown(&place)))),
            None => Ok(()),
        }
    }

    fn refuse(&mut self, message: String) {
        self.refused.get_or_insert(message);
    }

    fn insert(&mut self, pointer: &str, value: Value) {
        let mut at = &mut self.root;
        for key in pointer.split('/').skip(1) {
            if !at.is_object() {
                *at = Value::Object(Map::new());
            }
            let Value::Object(object) = at else { return };
            at = object.entry(unescaped(key)).or_insert(Value::Null);
        }
        *at = value;
    }

    fn remove(&mut self, pointers: &[&str]) -> Option<Value> {
        self.known.extend(pointers.iter().map(|pointer| (*pointer).to_owned()));
        pointers.iter().find_map(|pointer| {
            let (parent, key) = pointer.rsplit_once('/')?;
            self.root.pointer_mut(parent)?.as_object_mut()?.remove(&unescaped(key))
        })
    }
}

/// Returns the place of a remaining value.
fn left(value: &Value, at: &str, known: &BTreeSet<String>) -> Option<String> {
    let is_above = at.is_empty() || known.iter().any(|place| place.starts_with(&format!("{at}/")));
    match value {
        Value::Object(object) if is_above => object
            .iter()
            .find_map(|(key, value)| left(value, &format!("{at}/{}", escaped(key)), known)),
        _ => Some(at.to_owned()),
    }
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn unescaped(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}

/// Formats a place for error messages: `query.limit`.
fn shown(pointer: &str) -> String {
    pointer.split('/').skip(1).map(unescaped).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use crate::{Body, Nullable, codegen::Request};

    #[derive(Debug, PartialEq, Request)]
    #[constant("/body/toy/action", "\"paint\"")]
    struct Paint {
        #[at("/path/toy_id")]
        toy_id: String,
        #[at("/query/limit")]
        limit: Option<i64>,
        #[at("/query/tags")]
        tags: Vec<String>,
        #[at("/headers/X-Color")]
        color: Option<String>,
        #[at("/body/toy/wet", Digit)]
        wet: bool,
        #[at("/body/toy/sizes", Csv)]
        sizes: Vec<i64>,
        #[at("/body/toy/owner", always)]
        owner: Option<String>,
        #[at("/body/toy/note")]
        note: Option<Nullable<String>>,
        #[at("/body/toy/weight", Quoted)]
        weight: Option<Nullable<i64>>,
        #[at("/body/toy/rooms", Csv)]
        rooms: Option<Nullable<Vec<i64>>>,
        #[at("/body/toy/old", "/body/toy/new")]
        renamed: Option<i64>,
        #[at("/query/x_*")]
        by_prefix: BTreeMap<String, String>,
        #[at("/body/toy/*")]
        extra: BTreeMap<String, Value>,
    }

    #[derive(Debug, PartialEq, Request)]
    struct Upload {
        #[at("/body")]
        body: Body,
    }

    fn whole() -> (Paint, Value) {
        let paint = Paint {
            toy_id: "1".into(),
            limit: Some(2),
            tags: vec!["a".into()],
            color: Some("red".into()),
            wet: true,
            sizes: vec![1, 2],
            owner: None,
            note: Some(Nullable::Null),
            weight: Some(Nullable::Value(7)),
            rooms: Some(Nullable::Value(vec![3, 4])),
            renamed: Some(3),
            by_prefix: BTreeMap::from([("kvm".to_owned(), "true".to_owned())]),
            extra: BTreeMap::from([("a/b".to_owned(), json!({ "c": [] }))]),
        };
        let data = json!({
            "path": { "toy_id": "1" },
            "query": { "limit": 2, "tags": ["a"], "x_kvm": "true" },
            "headers": { "X-Color": "red" },
            "body": { "toy": {
                "action": "paint", "wet": 1, "sizes": "1,2", "owner": null, "note": null,
                "weight": "7", "rooms": "3,4",
                "old": 3, "a/b": { "c": [] },
            } },
        });
        (paint, data)
    }

    #[test]
    fn a_request_is_data_and_back() {
        let (paint, data) = whole();
        assert_eq!(serde_json::to_value(&paint).unwrap(), data);
        assert_eq!(serde_json::from_value::<Paint>(data).unwrap(), paint);

        let least =
            json!({ "path": { "toy_id": 1 }, "body": { "toy": { "wet": "True", "new": 3 } } });
        let least: Paint = serde_json::from_value(least).unwrap();
        assert_eq!((least.toy_id.as_str(), least.wet, least.renamed), ("1", true, Some(3)));

        let upload: Upload = serde_json::from_value(json!({ "body": "text" })).unwrap();
        assert_eq!(serde_json::to_value(&upload).unwrap(), json!({ "body": "text" }));
    }

    #[test]
    fn what_no_request_has_is_refused() {
        for (change, value, message) in [
            ("/query/limti", json!(1), "unknown field `query.limti`"),
            ("/cookies", json!({}), "unknown field `cookies`"),
            ("/query/limit", json!("x"), "`query.limit`: the text `x` is not an integer"),
            ("/path/toy_id", Value::Null, "`path.toy_id` is empty"),
            ("/body/toy/action", json!("break"), "`body.toy.action` must be \"paint\""),
            ("/body/toy", json!({}), "`body.toy.wet` is missing"),
        ] {
            let (_, mut data) = whole();
            let (parent, key) = change.rsplit_once('/').unwrap();
            data.pointer_mut(parent).unwrap()[key] = value;
            let error = serde_json::from_value::<Paint>(data).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
    }
}
