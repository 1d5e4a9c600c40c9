//! Decoding of responses into values or errors.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use bytes::Bytes;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, DeserializeSeed, IgnoredAny, MapAccess, Visitor},
};
use serde_path_to_error::Track;

use super::{
    lenient::{Lenient, items, property},
    shape::{Seen, Watched},
};
use crate::{Error, ErrorKind, Meta, ResponseHead};

/// Decodes a JSON response; see [`Meta::decode_json`].
pub(crate) fn json<T: DeserializeOwned>(
    meta: &Meta,
    head: &ResponseHead,
    body: &Bytes,
) -> Result<T, Error> {
    read(meta, head, body, PhantomData)
}

/// Decodes a JSON response that is a list.
///
/// # Errors
///
/// See [`Meta::decode_json`].
pub fn list<T>(meta: &Meta, head: &ResponseHead, body: &Bytes) -> Result<Vec<T>, Error>
where
    T: Lenient + Default + DeserializeOwned,
{
    read(meta, head, body, Items(PhantomData))
}

/// Decodes the value under the only key of a JSON response, which may have several names.
///
/// # Errors
///
/// See [`Meta::decode_json`].
pub fn wrapped<T>(
    meta: &Meta,
    head: &ResponseHead,
    body: &Bytes,
    keys: &'static [&'static str],
) -> Result<T, Error>
where
    T: Lenient + Default + DeserializeOwned,
{
    read(meta, head, body, Wrapped(keys, PhantomData))
}

fn read<'de, S>(
    meta: &Meta,
    head: &ResponseHead,
    body: &'de Bytes,
    seed: S,
) -> Result<S::Value, Error>
where
    S: DeserializeSeed<'de> + Copy,
{
    empty(meta, head, body)?;
    let mut seen = Seen::default();
    let mut deserializer = serde_json::Deserializer::from_slice(body.as_ref());
    let value = seed.deserialize(Watched::new(&mut deserializer, &mut seen));
    match value.and_then(|value| deserializer.end().map(|()| value)) {
        Ok(value) if seen.is_as_promised() => Ok(value),
        Ok(_) => Err(Error::in_success(meta, head, body)),
        Err(_) => Err(unreadable(meta, head, body, seed)),
    }
}

/// A list whose items are read leniently.
struct Items<T>(PhantomData<T>);

impl<'de, T: Lenient + Default + Deserialize<'de>> DeserializeSeed<'de> for Items<T> {
    type Value = Vec<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        items(deserializer)
    }
}

/// A value under a key that may have several names.
struct Wrapped<T>(&'static [&'static str], PhantomData<T>);

impl<'de, T: Lenient + Default + Deserialize<'de>> DeserializeSeed<'de> for Wrapped<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_struct("object", self.0, self)
    }
}

impl<'de, T: Lenient + Default + Deserialize<'de>> Visitor<'de> for Wrapped<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut value = T::default();
        while let Some(key) = map.next_key::<String>()? {
            if self.0.contains(&key.as_str()) {
                value = property(&mut map)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(value)
    }
}

macro_rules! copy {
    ($($seed:ident),*) => {
        $(impl<T> Clone for $seed<T> {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl<T> Copy for $seed<T> {})*
    };
}

// Deriving these would require the same of the value type.
copy!(Items, Wrapped);

/// Decodes a header of a response; the default value if it is absent.
///
/// # Errors
///
/// Returns an error if the header has an invalid value.
pub fn header<T>(meta: &Meta, head: &ResponseHead, name: &str) -> Result<T, Error>
where
    T: Lenient + Default + DeserializeOwned,
{
    let Some(value) = head.headers.get(name) else { return Ok(T::default()) };
    let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
    let value = T::read(serde_json::Value::String(text)).map_err(|source| {
        Error::new(ErrorKind::Decoding)
            .meta(meta)
            .head(head)
            .path(name)
            .message("the response does not fit")
            .source(source)
            .build()
    });
    value.map(Option::unwrap_or_default)
}

/// Returns all headers whose names begin with a prefix.
///
/// The keys are the lower-case names without it.
pub fn headers(head: &ResponseHead, prefix: &str) -> BTreeMap<String, String> {
    let prefix = prefix.to_ascii_lowercase();
    let headers = head.headers.iter().filter_map(|(name, value)| {
        let name = name.as_str().strip_prefix(&prefix)?;
        Some((name.to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
    });
    headers.collect()
}

/// Checks a response without a value; see [`Meta::decode_empty`].
pub(crate) fn empty(meta: &Meta, head: &ResponseHead, body: &Bytes) -> Result<(), Error> {
    if head.status.is_success() || meta.success.contains(&head.status.as_u16()) {
        Ok(())
    } else {
        Err(Error::from_response(meta, head, body))
    }
}

/// Decodes again, more slowly, to find the path of the value that does not fit.
fn unreadable<'de, S: DeserializeSeed<'de>>(
    meta: &Meta,
    head: &ResponseHead,
    body: &'de Bytes,
    seed: S,
) -> Error {
    let mut seen = Seen::default();
    let mut deserializer = serde_json::Deserializer::from_slice(body.as_ref());
    let mut track = Track::new();
    let watched = Watched::new(&mut deserializer, &mut seen);
    let result = seed.deserialize(serde_path_to_error::Deserializer::new(watched, &mut track));
    let error = Error::new(ErrorKind::Decoding).meta(meta).head(head).body(body.clone());
    match result {
        // A page of a proxy shows by its first words who responded.
        Err(source) if !source.is_data() && !starts_as_json(body) => {
            error.message_and_body("the response is not JSON", body).build()
        }
        Err(source) => {
            let path = track.path().to_string();
            error.message("the response does not fit").path(path).source(source).build()
        }
        // The value itself is valid, so the error is in what follows it.
        Ok(_) => error.message("the response has more data after its JSON value").build(),
    }
}

fn starts_as_json(body: &[u8]) -> bool {
    matches!(body.trim_ascii_start().first(), Some(b'{' | b'['))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Service, codegen::lenient::lenient};
    use http::{HeaderMap, Method, StatusCode};
    use serde::Deserialize;

    static SERVICE: Service = Service::new("toys", "toys");
    const META: &Meta = &Meta::new(&SERVICE, "ListToys", Method::GET, "/v1/toys");

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Toys {
        #[serde(deserialize_with = "lenient")]
        toys: Vec<Toy>,
        #[serde(deserialize_with = "lenient")]
        count: i64,
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Toy {
        #[serde(deserialize_with = "lenient")]
        id: String,
    }

    impl Lenient for Toy {}

    fn read(status: u16, body: &str) -> Result<Toys, Error> {
        let head = ResponseHead::new(StatusCode::from_u16(status).unwrap(), HeaderMap::new());
        json(META, &head, &Bytes::copy_from_slice(body.as_bytes()))
    }

    #[test]
    fn what_is_missing_is_empty() {
        for (status, body, ids) in [
            (200, r#"{"toys":[{"id":"a"}],"count":1}"#, vec!["a"]),
            (202, r#"{"toys":[{"id":"a"}]}"#, vec!["a"]),
            (200, r#"{"count":"0"}"#, vec![]),
            (200, r#"{"toys":null,"request_id":"r"}"#, vec![]),
            (200, "{}", vec![]),
            (200, r#"{"toys":[null,{}]}"#, vec!["", ""]),
        ] {
            let toys = read(status, body).unwrap_or_else(|error| panic!("{body}: {error}"));
            assert_eq!(toys.toys.iter().map(|toy| &toy.id).collect::<Vec<_>>(), ids, "{body}");
        }
    }

    #[test]
    fn an_error_is_one_whatever_its_status() {
        let error = read(200, r#"{"error_code":"APIGW.0301","error_msg":"M"}"#).unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Auth, Some("APIGW.0301")));
        let error = read(200, r#"{"toy":[]}"#).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decoding);
        assert_eq!(
            error.to_string(),
            "toys ListToys: 200 OK: the response has none of the fields that it should have"
        );
    }

    #[test]
    fn lists_and_wrappers_are_taken_off() {
        let head = ResponseHead::new(StatusCode::OK, HeaderMap::new());
        let ids = |toys: Vec<Toy>| toys.into_iter().map(|toy| toy.id).collect::<Vec<_>>();
        let toys = list(META, &head, &Bytes::from_static(br#"[{"id":"a"},{}]"#)).map(ids);
        assert_eq!(toys.unwrap(), ["a", ""]);
        assert!(list::<Toy>(META, &head, &Bytes::from_static(br#"{"id":"a"}"#)).is_err());

        let toy = |body: &str| {
            wrapped::<Option<Toy>>(META, &head, &Bytes::copy_from_slice(body.as_bytes()), &["toy"])
        };
        let a = Some(Toy { id: "a".to_owned() });
        assert_eq!(toy(r#"{"toy":{"id":"a"},"links":[]}"#).unwrap(), a);
        assert_eq!(toy(r#"{"toy":null}"#).unwrap(), None);
        assert_eq!(toy(r#"{"toy":{"id":{}}}"#).unwrap_err().path(), Some("toy.id"));
        for body in [r#"{"error":{"code":"C","message":"M"}}"#, "[]", r#"{"toys":{}}"#] {
            assert!(toy(body).is_err(), "{body}");
        }
    }

    #[test]
    fn headers_are_read_like_fields() {
        let mut head = ResponseHead::new(StatusCode::OK, HeaderMap::new());
        for (name, value) in
            [("x-deleted", "False"), ("x-size", "7"), ("x-property-os", "Linux"), ("x-bad", "b")]
        {
            head.headers.insert(name, value.parse().unwrap());
        }
        assert!(!header::<bool>(META, &head, "X-Deleted").unwrap());
        assert_eq!(header::<Option<i64>>(META, &head, "X-Size").unwrap(), Some(7));
        assert_eq!(header::<Option<i64>>(META, &head, "X-None").unwrap(), None);
        assert_eq!(header::<i64>(META, &head, "X-Bad").unwrap_err().path(), Some("X-Bad"));
        assert_eq!(headers(&head, "X-Property-"), BTreeMap::from([("os".into(), "Linux".into())]));
    }

    #[test]
    fn what_is_no_object_is_never_taken_for_one() {
        for (body, path) in
            [("[]", None), ("[[],0]", None), ("7", None), (r#"{"toys":[["a"]]}"#, Some("toys[0]"))]
        {
            let error = read(200, body).unwrap_err();
            assert_eq!((error.kind(), error.path()), (ErrorKind::Decoding, path), "{body}");
        }
        assert_eq!(read(200, r#"{"count":1} x"#).unwrap_err().kind(), ErrorKind::Decoding);
    }
}
