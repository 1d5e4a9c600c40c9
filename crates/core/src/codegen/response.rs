//! Decoding of responses of generated operations.

use std::{fmt, marker::PhantomData, str};

use bytes::Bytes;
use serde::{
    Deserializer,
    de::{DeserializeSeed, Error as _, MapAccess, Visitor},
};

use super::{
    decode::{empty, misfit, trailing},
    lenient::{Items, Lenient, property},
    object::ignore,
    path,
    seen::{Found, Seen},
};
use crate::{Error, Meta, ResponseHead};

/// Decodes a response.
///
/// # Errors
///
/// See [`Meta::decode_json`].
pub fn response<T: Lenient>(meta: &Meta, head: &ResponseHead, body: &Bytes) -> Result<T, Error> {
    read(meta, head, body, Whole(PhantomData))
}

/// Decodes a response that is a list.
///
/// # Errors
///
/// See [`Meta::decode_json`].
pub fn list<T>(meta: &Meta, head: &ResponseHead, body: &Bytes) -> Result<Vec<T>, Error>
where
    T: Lenient + Default,
{
    read(meta, head, body, List(PhantomData))
}

/// Decodes the value under the only key of a response, which may have several names.
///
/// # Errors
///
/// See [`Meta::decode_json`].
pub fn wrapped<T>(meta: &Meta, head: &ResponseHead, body: &Bytes, keys: &[&str]) -> Result<T, Error>
where
    T: Lenient + Default,
{
    read(meta, head, body, Wrapped(keys, PhantomData))
}

fn read<'de, S, T>(meta: &Meta, head: &ResponseHead, body: &'de Bytes, seed: S) -> Result<T, Error>
where
    S: DeserializeSeed<'de, Value = Seen<T>>,
{
    empty(meta, head, body)?;
    let read = path::follow(|| {
        // The text is checked as a whole, which is quicker than string by string.
        let text = str::from_utf8(body).map_err(serde_json::Error::custom)?;
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let seen = seed.deserialize(&mut deserializer)?;
        Ok((seen, deserializer.end().is_ok()))
    });
    match read.map(|(seen, is_all)| is_all.then_some(seen)) {
        Ok(None) => Err(trailing(meta, head, body)),
        Ok(Some(seen)) if seen.found.is_strange => Err(Error::in_success(meta, head, body)),
        Ok(Some(Seen { value, found })) => match found.complete() {
            Ok(()) => Ok(value),
            Err(error) => Err(misfit(meta, head, body, error, String::new())),
        },
        Err((error, path)) => Err(misfit(meta, head, body, error, path)),
    }
}

/// A whole response.
struct Whole<T>(PhantomData<T>);

impl<'de, T: Lenient> DeserializeSeed<'de> for Whole<T> {
    type Value = Seen<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Seen<T>, D::Error> {
        T::read_response(deserializer)
    }
}

/// A list that is a whole response, and never null.
struct List<T>(PhantomData<T>);

impl<'de, T: Lenient + Default> DeserializeSeed<'de> for List<T> {
    type Value = Seen<Vec<T>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Seen<Vec<T>>, D::Error> {
        let mut list = Vec::new();
        deserializer.deserialize_seq(Items { list: &mut list, keeps_null: true })?;
        Ok(Seen::plain(list))
    }
}

/// A value under a key that may have several names.
struct Wrapped<'a, T>(&'a [&'a str], PhantomData<T>);

impl<'de, T: Lenient + Default> DeserializeSeed<'de> for Wrapped<'_, T> {
    type Value = Seen<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Seen<T>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Lenient + Default> Visitor<'de> for Wrapped<'_, T> {
    type Value = Seen<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Seen<T>, A::Error> {
        let mut value = T::default();
        let (mut is_there, mut has_others) = (false, false);
        while let Some(key) = map.next_key::<String>()? {
            if self.0.contains(&key.as_str()) {
                is_there = true;
                property(&mut map, &mut value).inspect_err(|_| path::add_key(&key))?;
            } else {
                has_others = true;
                ignore(&mut map)?;
            }
        }
        let is_strange = !is_there && has_others;
        Ok(Seen { value, found: Found { is_strange, missing: None } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ErrorKind, Service, codegen::Object};
    use http::{HeaderMap, Method, StatusCode};

    static SERVICE: Service = Service::new("toys", "toys");
    const META: &Meta = &Meta::new(&SERVICE, "ListToys", Method::GET, "/v1/toys");

    #[derive(Debug, Default, PartialEq, Object)]
    struct Toys {
        toys: Vec<Toy>,
        count: i64,
    }

    #[derive(Debug, Default, PartialEq, Object)]
    struct Toy {
        id: String,
    }

    fn read(status: u16, body: &str) -> Result<Toys, Error> {
        let head = ResponseHead::new(StatusCode::from_u16(status).unwrap(), HeaderMap::new());
        response(META, &head, &Bytes::copy_from_slice(body.as_bytes()))
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
        for (body, told) in [
            (r#"{"error":{"code":"C","message":"M"}}"#, " C: M"),
            ("[]", ": the response does not fit: invalid type: sequence, expected an object"),
            (r#"{"toys":{}}"#, ": the response has none of the fields that it should have"),
        ] {
            let error = toy(body).unwrap_err().to_string();
            assert!(error.starts_with(&format!("toys ListToys: 200 OK{told}")), "{error}");
        }
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
