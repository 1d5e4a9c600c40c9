//! Operations of a service that does not exist.

use http::Method;
use huaweicloud_core::{
    Auth, Body, Bytes, Context, Error, Head, Meta, Operation, Paged, Position, Service, Wire, json,
    none,
};
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) const SERVICE: &Service = &Service::new("toys", "toys");

/// In a project.
#[derive(Clone, Debug)]
pub(crate) struct Show(pub(crate) &'static str);

impl Operation for Show {
    type Output = Value;
    const META: &'static Meta =
        &Meta::new(SERVICE, "ShowToy", Method::GET, "/v1/{project_id}/toys/{id}");

    fn encode(&self, cx: &Context) -> Result<Wire, Error> {
        Wire::new(Self::META, &[cx.project_id()?, self.0])
    }

    fn decode(head: &Head, body: &[u8]) -> Result<Value, Error> {
        json(Self::META, head, body)
    }
}

/// In no project, with a JSON body.
#[derive(Clone, Debug)]
pub(crate) struct Create(pub(crate) &'static str);

impl Operation for Create {
    type Output = Value;
    const META: &'static Meta =
        &Meta::new(SERVICE, "CreateToy", Method::POST, "/v2/toys").success(&[201]);

    fn encode(&self, _: &Context) -> Result<Wire, Error> {
        let mut wire = Wire::new(Self::META, &[])?;
        wire.query("dry run", Some("a/b"));
        wire.json(&json!({ "name": self.0 }))?;
        Ok(wire)
    }

    fn decode(head: &Head, body: &[u8]) -> Result<Value, Error> {
        json(Self::META, head, body)
    }
}

/// Anyone may call it.
#[derive(Clone, Debug)]
pub(crate) struct Versions;

impl Operation for Versions {
    type Output = Value;
    const META: &'static Meta =
        &Meta::new(SERVICE, "ListVersions", Method::GET, "/").auth(Auth::None);

    fn encode(&self, _: &Context) -> Result<Wire, Error> {
        Wire::new(Self::META, &[])
    }

    fn decode(head: &Head, body: &[u8]) -> Result<Value, Error> {
        json(Self::META, head, body)
    }
}

/// With any body.
#[derive(Clone, Debug)]
pub(crate) struct Upload(pub(crate) Body);

impl Operation for Upload {
    type Output = ();
    const META: &'static Meta =
        &Meta::new(SERVICE, "UploadToy", Method::PUT, "/v2/toys/1/file").success(&[204]);

    fn encode(&self, _: &Context) -> Result<Wire, Error> {
        let mut wire = Wire::new(Self::META, &[])?;
        wire.headers.insert("content-type", "application/octet-stream".parse().unwrap());
        wire.body = self.0.clone();
        Ok(wire)
    }

    fn decode(head: &Head, body: &[u8]) -> Result<(), Error> {
        none(Self::META, head, body)
    }
}

/// A list by offset.
#[derive(Clone, Debug, Default)]
pub(crate) struct List {
    pub(crate) offset: Option<i64>,
    pub(crate) limit: Option<i64>,
    /// Whether a page shorter than the limit is the last.
    pub(crate) short_is_last: bool,
}

impl Operation for List {
    type Output = Vec<i64>;
    const META: &'static Meta = &Meta::new(SERVICE, "ListToys", Method::GET, "/v2/toys");

    fn encode(&self, _: &Context) -> Result<Wire, Error> {
        let mut wire = Wire::new(Self::META, &[])?;
        wire.query("offset", self.offset);
        wire.query("limit", self.limit);
        Ok(wire)
    }

    fn decode(head: &Head, body: &[u8]) -> Result<Self::Output, Error> {
        json(Self::META, head, body)
    }
}

impl Paged for List {
    type Item = i64;

    fn position(&self) -> Position {
        self.offset.map_or(Position::Start, Position::Offset)
    }

    fn seek(&mut self, position: &Position) -> Result<(), Error> {
        self.offset = position.to_offset()?;
        Ok(())
    }

    fn entries(page: &Self::Output) -> &[i64] {
        page
    }

    fn items(page: Self::Output) -> Vec<i64> {
        page
    }

    fn after(position: &Position, items: &[i64]) -> Position {
        position.advance(items.len())
    }

    fn is_last(&self, received: usize) -> bool {
        received == 0
            || self.short_is_last
                && self.limit.is_some_and(|limit| i64::try_from(received).unwrap() < limit)
    }
}

/// A list by marker.
#[derive(Clone, Debug, Default)]
pub(crate) struct ListByMarker {
    pub(crate) marker: Option<String>,
}

impl Operation for ListByMarker {
    type Output = Vec<String>;
    const META: &'static Meta = &Meta::new(SERVICE, "ListNames", Method::GET, "/v2/names");

    fn encode(&self, _: &Context) -> Result<Wire, Error> {
        let mut wire = Wire::new(Self::META, &[])?;
        wire.query("marker", self.marker.as_ref());
        Ok(wire)
    }

    fn decode(head: &Head, body: &[u8]) -> Result<Self::Output, Error> {
        json(Self::META, head, body)
    }
}

impl Paged for ListByMarker {
    type Item = String;

    fn position(&self) -> Position {
        self.marker.clone().map_or(Position::Start, Position::Marker)
    }

    fn seek(&mut self, position: &Position) -> Result<(), Error> {
        self.marker = position.to_marker()?;
        Ok(())
    }

    fn entries(page: &Self::Output) -> &[String] {
        page
    }

    fn items(page: Self::Output) -> Vec<String> {
        page
    }

    fn after(_: &Position, items: &[String]) -> Position {
        items.last().cloned().map_or(Position::Start, Position::Marker)
    }

    /// As if a link were missing.
    fn is_final(page: &Self::Output) -> bool {
        page.iter().any(|name| name == "last")
    }
}

/// A list with a time beside it.
#[derive(Clone, Debug, Default)]
pub(crate) struct ListTimed {
    pub(crate) offset: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Timed {
    pub(crate) toys: Vec<i64>,
}

impl Operation for ListTimed {
    type Output = Timed;
    const META: &'static Meta = &Meta::new(SERVICE, "ListTimed", Method::GET, "/v3/toys");

    fn encode(&self, _: &Context) -> Result<Wire, Error> {
        let mut wire = Wire::new(Self::META, &[])?;
        wire.query("offset", self.offset);
        Ok(wire)
    }

    fn decode(head: &Head, body: &[u8]) -> Result<Self::Output, Error> {
        json(Self::META, head, body)
    }
}

impl Paged for ListTimed {
    type Item = i64;

    fn position(&self) -> Position {
        self.offset.map_or(Position::Start, Position::Offset)
    }

    fn seek(&mut self, position: &Position) -> Result<(), Error> {
        self.offset = position.to_offset()?;
        Ok(())
    }

    fn entries(page: &Self::Output) -> &[i64] {
        &page.toys
    }

    fn items(page: Self::Output) -> Vec<i64> {
        page.toys
    }

    fn after(position: &Position, items: &[i64]) -> Position {
        position.advance(items.len())
    }
}

/// A body that is produced as it is sent.
pub(crate) fn stream(len: Option<u64>, pieces: &'static [&'static [u8]]) -> Body {
    use futures_util::stream::iter;
    use huaweicloud_core::{ByteStream, StreamFactory};
    let open =
        move || ByteStream::new(iter(pieces.iter().map(|piece| Ok(Bytes::from_static(piece)))));
    Body::Stream(StreamFactory::new(len, open))
}
