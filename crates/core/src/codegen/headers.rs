//! Fields of responses that are in headers.

use std::collections::BTreeMap;

use super::lenient::Lenient;
use crate::{Error, ErrorKind, Meta, ResponseHead};

/// Decodes a header of a response; the default value if it is absent.
///
/// # Errors
///
/// Returns an error if the header has an invalid value.
pub fn header<T>(meta: &Meta, head: &ResponseHead, name: &str) -> Result<T, Error>
where
    T: Lenient + Default,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Service;
    use http::{HeaderMap, Method, StatusCode};

    static SERVICE: Service = Service::new("toys", "toys");
    const META: &Meta = &Meta::new(&SERVICE, "ListToys", Method::GET, "/v1/toys");

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
}
