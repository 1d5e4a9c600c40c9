//! Reading answers: the value of a success, the error of anything else.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::{
    Error, ErrorKind, Head, Meta,
    shape::{Seen, Watched},
};

/// The value in a JSON answer.
///
/// # Errors
///
/// If the status is none of a success, or the body does not fit; then the error says where. An
/// object that has none of the fields it should have does not fit either: some gateways report
/// errors with a status of success.
pub fn json<T: DeserializeOwned>(meta: &Meta, head: &Head, body: &[u8]) -> Result<T, Error> {
    none(meta, head, body)?;
    let mut seen = Seen::default();
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = T::deserialize(Watched::new(&mut deserializer, &mut seen));
    match value.and_then(|value| deserializer.end().map(|()| value)) {
        Ok(value) if seen.is_as_promised() => Ok(value),
        Ok(_) => Err(Error::in_success(meta, head, body)),
        Err(_) => Err(unreadable::<T>(meta, head, body)),
    }
}

/// Nothing, from an answer that says nothing.
///
/// # Errors
///
/// If the status is none of a success. Any 2xx is one, documented or not.
pub fn none(meta: &Meta, head: &Head, body: &[u8]) -> Result<(), Error> {
    if head.status.is_success() || meta.success.contains(&head.status.as_u16()) {
        Ok(())
    } else {
        Err(Error::answered(meta, head, body))
    }
}

/// Reads once more, slowly, to say where the body does not fit.
fn unreadable<T: DeserializeOwned>(meta: &Meta, head: &Head, body: &[u8]) -> Error {
    let mut seen = Seen::default();
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let watched = Watched::new(&mut deserializer, &mut seen);
    let result: Result<T, _> = serde_path_to_error::deserialize(watched);
    let error =
        Error::new(ErrorKind::Decode).meta(meta).head(head).body(Bytes::copy_from_slice(body));
    match result {
        Err(source) => {
            let path = source.path().to_string();
            let source = source.into_inner();
            let message = format!("the answer does not fit: {source}");
            error.message(message).path(path).source(source).build()
        }
        // The value was read, so what follows it is not JSON.
        Ok(_) => error.message("the answer goes on after its JSON value").build(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Service, lenient::lenient};
    use http::{HeaderMap, Method, StatusCode};
    use serde::Deserialize;

    const SERVICE: &Service = &Service::new("toys", "toys");
    const META: &Meta = &Meta::new(SERVICE, "ListToys", Method::GET, "/v1/toys");

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

    impl crate::lenient::Lenient for Toy {}

    fn read(status: u16, body: &str) -> Result<Toys, Error> {
        let head = Head::new(StatusCode::from_u16(status).unwrap(), HeaderMap::new());
        json(META, &head, body.as_bytes())
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
        assert_eq!((error.kind(), error.code()), (ErrorKind::Service, Some("APIGW.0301")));
        assert!(error.is_auth());
        let error = read(200, r#"{"toy":[]}"#).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(
            error.to_string(),
            "toys ListToys: 200 OK: the answer has none of the fields that it should have"
        );
    }

    #[test]
    fn what_is_no_object_is_never_taken_for_one() {
        for (body, path) in
            [("[]", None), ("[[],0]", None), ("7", None), (r#"{"toys":[["a"]]}"#, Some("toys[0]"))]
        {
            let error = read(200, body).unwrap_err();
            assert_eq!((error.kind(), error.path()), (ErrorKind::Decode, path), "{body}");
        }
        assert_eq!(read(200, r#"{"count":1} x"#).unwrap_err().kind(), ErrorKind::Decode);
    }
}
