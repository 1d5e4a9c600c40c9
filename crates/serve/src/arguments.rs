//! The arguments of a request, and the errors in them.

use std::collections::BTreeMap;

use huaweicloud_core::Body;
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;

use crate::{Argument, Fault, Fields, Incoming, Value};

/// Reads the arguments of a request one by one and collects errors.
///
/// [`finish`](Self::finish) returns all errors at once. Until then, readers return a default for
/// values that they cannot read.
#[derive(Debug)]
pub struct Arguments<'a> {
    incoming: &'a Incoming,
    query: Vec<Pair>,
    complaints: Vec<String>,
}

#[derive(Debug)]
struct Pair {
    name: String,
    value: String,
    is_read: bool,
}

impl<'a> Arguments<'a> {
    /// Creates a reader of a request.
    pub fn of(incoming: &'a Incoming) -> Self {
        let mut complaints = Vec::new();
        let query =
            incoming.query().split('&').filter(|pair| !pair.is_empty()).filter_map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                let pair = decode(name).zip(decode(value));
                if pair.is_none() {
                    complaints.push(format!("`{name}` is not UTF-8"));
                }
                pair.map(|(name, value)| Pair { name, value, is_read: false })
            });
        let query = query.collect();
        Self { incoming, query, complaints }
    }

    /// Returns the value of a path placeholder.
    ///
    /// If it is missing, records an error and returns an empty text.
    pub fn path(&mut self, name: &str) -> String {
        let value = self.incoming.path_parameter(name);
        if value.is_none() {
            self.complain(format!("`{name}` is missing from the path"));
        }
        value.unwrap_or_default().to_owned()
    }

    /// Reads a query parameter that may occur once.
    pub fn query(&mut self, name: &'static str) -> Argument<'_> {
        let mut values = Vec::new();
        for pair in self.query.iter_mut().filter(|pair| pair.name == name) {
            pair.is_read = true;
            values.push(pair.value.clone());
        }
        if values.len() > 1 {
            self.complain(format!("`{name}` is given {} times", values.len()));
        }
        Argument::new(&mut self.complaints, name, values.pop())
    }

    /// Reads a header that may occur once.
    pub fn header(&mut self, name: &'static str) -> Argument<'_> {
        let mut texts = self.header_texts(name);
        if texts.len() > 1 {
            self.complain(format!("`{name}` is given {} times", texts.len()));
        }
        Argument::new(&mut self.complaints, name, texts.pop())
    }

    /// Returns the values of a header that may occur any number of times.
    pub fn header_list<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(Argument<'_>) -> Option<T>,
    ) -> Vec<T> {
        let texts = self.header_texts(name).into_iter();
        texts
            .filter_map(|text| read(Argument::new(&mut self.complaints, name, Some(text))))
            .collect()
    }

    fn header_texts(&mut self, name: &str) -> Vec<String> {
        let incoming = self.incoming;
        let values = incoming.headers.get_all(name).into_iter();
        let texts = values.filter_map(|value| {
            let text = std::str::from_utf8(value.as_bytes());
            if text.is_err() {
                self.complain(format!("`{name}` is not UTF-8"));
            }
            text.ok().map(str::to_owned)
        });
        texts.collect()
    }

    /// Returns the values of a query parameter that may occur any number of times.
    pub fn list<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(Argument<'_>) -> Option<T>,
    ) -> Vec<T> {
        let mut texts = Vec::new();
        for pair in self.query.iter_mut().filter(|pair| pair.name == name) {
            pair.is_read = true;
            texts.push(pair.value.clone());
        }
        texts
            .into_iter()
            .filter_map(|text| read(Argument::new(&mut self.complaints, name, Some(text))))
            .collect()
    }

    /// Returns the values of all query parameters that begin with a prefix and were not read
    /// before.
    ///
    /// The keys are the names without the prefix.
    pub fn prefixed<T: Value>(&mut self, prefix: &'static str) -> BTreeMap<String, T> {
        let mut texts = BTreeMap::new();
        for pair in self.query.iter_mut().filter(|pair| !pair.is_read) {
            let Some(rest) = pair.name.strip_prefix(prefix) else { continue };
            pair.is_read = true;
            if texts.insert(rest.to_owned(), pair.value.clone()).is_some() {
                self.complaints.push(format!("`{}` is given twice", pair.name));
            }
        }
        let read = |(name, text)| {
            let value = Argument::new(&mut self.complaints, prefix, Some(text)).optional()?;
            Some((name, value))
        };
        texts.into_iter().filter_map(read).collect()
    }

    /// Returns the fields of the body, or of the object under a key of the body.
    ///
    /// `wrappers` are the possible names of that key; empty if there is none.
    pub fn body(&self, wrappers: &[&str]) -> Fields {
        Fields::of(&self.incoming.body, wrappers)
    }

    /// Returns the body as one JSON value.
    ///
    /// # Errors
    ///
    /// Returns an error if the body cannot be converted.
    pub fn body_json<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        serde_json::from_slice(&self.incoming.body)
            .map_err(|error| Fault::invalid(format!("the body does not fit: {error}")))
    }

    /// Returns the body as one JSON value, or `None` if it is empty.
    ///
    /// # Errors
    ///
    /// Returns an error if the body cannot be converted.
    pub fn optional_body<T: DeserializeOwned>(&self) -> Result<Option<T>, Fault> {
        if self.incoming.body.is_empty() { Ok(None) } else { self.body_json().map(Some) }
    }

    /// Returns the raw body, for bodies other than JSON.
    pub fn body_bytes(&self) -> Body {
        Body::from(self.incoming.body.clone())
    }

    /// Returns the items of a body that is a JSON list.
    ///
    /// If it is invalid, records an error and returns an empty list.
    pub fn body_list<T: DeserializeOwned>(&mut self) -> Vec<T> {
        serde_json::from_slice(&self.incoming.body).unwrap_or_else(|error| {
            self.complain(format!("the body does not fit: {error}"));
            Vec::new()
        })
    }

    /// Finishes reading a request with a JSON body.
    ///
    /// # Errors
    ///
    /// Returns an error if [`finish`](Self::finish) returns one, or any field of the body is
    /// missing, invalid or unknown.
    pub fn end(mut self, body: Fields) -> Result<(), Fault> {
        self.complaints.extend(body.finish());
        self.finish()
    }

    /// Finishes reading.
    ///
    /// # Errors
    ///
    /// Returns an error if any argument is missing or invalid, or the query has unknown parameters.
    pub fn finish(mut self) -> Result<(), Fault> {
        for pair in self.query.iter().filter(|pair| !pair.is_read) {
            self.complaints.push(format!("unknown parameter `{}`", pair.name));
        }
        if self.complaints.is_empty() {
            Ok(())
        } else {
            Err(Fault::invalid(self.complaints.join("; ")))
        }
    }

    fn complain(&mut self, complaint: String) {
        self.complaints.push(complaint);
    }
}

/// Decodes percent-encoding as in RFC 3986, where `+` is a plus sign.
fn decode(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(|text| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Method;
    use huaweicloud_core::{Timestamp, UnknownValue, codegen::OpenEnum};

    #[derive(Clone, Debug, PartialEq, OpenEnum)]
    enum Status {
        #[wire("available")]
        Available,
        #[wire("error-deleting")]
        Error,
        Unknown(UnknownValue),
    }

    #[derive(Debug, Default, PartialEq)]
    struct Read {
        status: Option<Status>,
        name: Option<String>,
        limit: Option<i64>,
        rate: Option<f64>,
        all: Option<bool>,
        since: Option<Timestamp>,
        sizes: Vec<i64>,
        id: String,
    }

    fn read(query: &str) -> Result<Read, String> {
        let mut incoming = Incoming::new(Method::GET, format!("/v1/p/things/a?{query}"));
        incoming.path = vec![("project_id", "p".into())];
        let mut arguments = Arguments::of(&incoming);
        let read = Read {
            status: arguments.query("status").known(),
            name: arguments.query("name").optional(),
            limit: arguments.query("limit").range(Some(0), Some(1000)).optional(),
            rate: arguments.query("rate").range(None, Some(1)).optional(),
            all: arguments.query("all").optional(),
            since: arguments.query("changes-since").optional(),
            sizes: arguments.list("size", |size| size.range(Some(1), None).optional()),
            id: arguments.query("id").required(),
        };
        assert_eq!(arguments.path("project_id"), "p");
        arguments.finish().map_err(|fault| fault.message().to_owned())?;
        Ok(read)
    }

    #[test]
    fn queries_are_read() {
        let id = || Read { id: "1".into(), ..Read::default() };
        for (query, expected) in [
            ("id=1", id()),
            ("&id=1&", id()),
            ("id", Read::default()),
            ("status=error-deleting&id=1", Read { status: Some(Status::Error), ..id() }),
            ("st%61tus=available&id=1", Read { status: Some(Status::Available), ..id() }),
            ("name=R%26D+%E4%B8%AD=x&id=1", Read { name: Some("R&D+中=x".into()), ..id() }),
            ("name=&id=1", Read { name: Some(String::new()), ..id() }),
            ("limit=0&id=1", Read { limit: Some(0), ..id() }),
            ("limit=1000&id=1", Read { limit: Some(1000), ..id() }),
            ("rate=-0.5&id=1", Read { rate: Some(-0.5), ..id() }),
            ("size=1&id=1&size=3", Read { sizes: vec![1, 3], ..id() }),
            ("all=1&id=1", Read { all: Some(true), ..id() }),
            ("all=false&id=1", Read { all: Some(false), ..id() }),
            (
                "changes-since=2016-05-22T06%3A04%3A20Z&id=1",
                Read { since: Some("2016-05-22T06:04:20Z".into()), ..id() },
            ),
        ] {
            assert_eq!(read(query), Ok(expected), "{query}");
        }
    }

    #[test]
    fn all_errors_are_reported_at_once() {
        for (query, complaints) in [
            ("", "`id` is missing"),
            ("id=1&colour=red&shape=2", "unknown parameter `colour`; unknown parameter `shape`"),
            ("id=1&id=2", "`id` is given 2 times"),
            ("id=1&limit=1001", "`limit` is `1001`, but must be from 0 to 1000"),
            ("id=1&limit=-1", "`limit` is `-1`, but must be from 0 to 1000"),
            ("id=1&size=2&size=0", "`size` is `0`, but must be at least 1"),
            ("id=1&rate=1.5", "`rate` is `1.5`, but must be at most 1"),
            ("id=1&rate=NaN", "`rate` is `NaN`, but must be a number"),
            ("id=1&limit=ten", "`limit` is `ten`, but must be an integer"),
            ("id=1&limit=", "`limit` is ``, but must be an integer"),
            ("id=1&all=yes", "`all` is `yes`, but must be `true`, `false`, `1` or `0`"),
            (
                "id=1&status=Available",
                "`status` is `Available`, but must be one of `available`, `error-deleting`",
            ),
            ("id=1&changes-since=soon", "`changes-since` is `soon`, but must be a point in time"),
            ("id=1&name=%FF", "`name` is not UTF-8"),
            (
                "limit=x&status=y&z=1",
                "`status` is `y`, but must be one of `available`, `error-deleting`; `limit` is `x`, but must be an \
                 integer; `id` is missing; unknown parameter `z`",
            ),
        ] {
            assert_eq!(read(query), Err(complaints.to_owned()), "{query}");
        }
    }

    #[test]
    fn headers_and_encoded_arguments_are_read() {
        let target = "/?ids=1,2&filter=%7B%22a%22%3A1%7D&bad=x,1";
        let mut incoming = Incoming::new(Method::GET, target);
        for (name, value) in [("x-form", "Q"), ("x-id", "1"), ("x-id", "2")] {
            incoming.headers.append(name, value.parse().unwrap());
        }
        let mut arguments = Arguments::of(&incoming);
        assert_eq!(arguments.header("X-Form").optional::<String>().as_deref(), Some("Q"));
        assert_eq!(arguments.header_list("X-Id", |id| id.optional::<i64>()), [1, 2]);
        assert_eq!(arguments.query("ids").present().csv(|id| id.optional::<i64>()), [1, 2]);
        let filter: serde_json::Value = arguments.query("filter").json();
        assert_eq!(filter["a"], 1);
        assert_eq!(arguments.query("none").json::<Option<i64>>(), None);
        assert_eq!(arguments.query("bad").csv(|id| id.optional::<i64>()), [1]);
        assert_eq!(arguments.header("X-None").required::<String>(), "");
        assert_eq!(
            arguments.finish().unwrap_err().message(),
            "`bad` is `x`, but must be an integer; `X-None` is missing"
        );
    }

    #[test]
    fn a_path_without_the_placeholder_is_a_complaint() {
        let incoming = Incoming::new(Method::GET, "/");
        let mut arguments = Arguments::of(&incoming);
        assert_eq!(arguments.path("job_id"), "");
        assert_eq!(arguments.finish().unwrap_err().message(), "`job_id` is missing from the path");
    }
}
