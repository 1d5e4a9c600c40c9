//! Operations of a service that does not exist.

use http::Method;
use huaweicloud_core::{
    Auth, Body, Bytes, Context, EncodedRequest, Error, Meta, Operation, Paged, Position,
    ResponseHead, Service,
};
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) static SERVICE: Service = Service::new("toys", "toys");

/// In a project.
#[derive(Clone, Debug)]
pub(crate) struct Show(pub(crate) &'static str);

impl Operation for Show {
    type Output = Value;
    const META: &'static Meta =
        &Meta::new(&SERVICE, "ShowToy", Method::GET, "/v1/{project_id}/toys/{id}");

    fn encode(&self, cx: &Context) -> Result<EncodedRequest, Error> {
        EncodedRequest::new(Self::META, &[cx.project_id()?, self.0])
    }

    fn decode(head: &ResponseHead, body: Bytes) -> Result<Value, Error> {
        Self::META.decode_json(head, &body)
    }
}

/// In no project, with a JSON body.
#[derive(Clone, Debug)]
pub(crate) struct Create(pub(crate) &'static str);

impl Operation for Create {
    type Output = Value;
    const META: &'static Meta =
        &Meta::new(&SERVICE, "CreateToy", Method::POST, "/v2/toys").success(&[201]);

    fn encode(&self, _: &Context) -> Result<EncodedRequest, Error> {
        let mut request = EncodedRequest::new(Self::META, &[])?;
        request.query("dry run", Some("a/b"));
        request.json(&json!({ "name": self.0 }))?;
        Ok(request)
    }

    fn decode(head: &ResponseHead, body: Bytes) -> Result<Value, Error> {
        Self::META.decode_json(head, &body)
    }
}

/// Anyone may call it.
#[derive(Clone, Debug)]
pub(crate) struct Versions;

impl Operation for Versions {
    type Output = Value;
    const META: &'static Meta =
        &Meta::new(&SERVICE, "ListVersions", Method::GET, "/").auth(Auth::None);

    fn encode(&self, _: &Context) -> Result<EncodedRequest, Error> {
        EncodedRequest::new(Self::META, &[])
    }

    fn decode(head: &ResponseHead, body: Bytes) -> Result<Value, Error> {
        Self::META.decode_json(head, &body)
    }
}

/// With any body.
#[derive(Clone, Debug)]
pub(crate) struct Upload(pub(crate) Body);

impl Operation for Upload {
    type Output = ();
    const META: &'static Meta =
        &Meta::new(&SERVICE, "UploadToy", Method::PUT, "/v2/toys/1/file").success(&[204]);

    fn encode(&self, _: &Context) -> Result<EncodedRequest, Error> {
        let mut request = EncodedRequest::new(Self::META, &[])?;
        request.headers.insert("content-type", "application/octet-stream".parse().unwrap());
        request.body = self.0.clone();
        Ok(request)
    }

    fn decode(head: &ResponseHead, body: Bytes) -> Result<(), Error> {
        Self::META.decode_empty(head, &body)
    }
}

/// A list by offset.
pub(crate) type List = ListOf<false>;

/// A list by offset; whether a page shorter than the limit is the last is part of its type.
#[derive(Clone, Debug, Default)]
pub(crate) struct ListOf<const SHORT_PAGE_IS_LAST: bool> {
    pub(crate) offset: Option<i64>,
    pub(crate) limit: Option<i64>,
}

impl<const SHORT_PAGE_IS_LAST: bool> Operation for ListOf<SHORT_PAGE_IS_LAST> {
    type Output = Vec<i64>;
    const META: &'static Meta = &Meta::new(&SERVICE, "ListToys", Method::GET, "/v2/toys");

    fn encode(&self, _: &Context) -> Result<EncodedRequest, Error> {
        let mut request = EncodedRequest::new(Self::META, &[])?;
        request.query("offset", self.offset);
        request.query("limit", self.limit);
        Ok(request)
    }

    fn decode(head: &ResponseHead, body: Bytes) -> Result<Self::Output, Error> {
        Self::META.decode_json(head, &body)
    }
}

impl<const SHORT_PAGE_IS_LAST: bool> Paged for ListOf<SHORT_PAGE_IS_LAST> {
    type Item = i64;
    const SHORT_PAGE_IS_LAST: bool = SHORT_PAGE_IS_LAST;

    fn position(&self) -> Position {
        self.offset.map_or(Position::Start, Position::Offset)
    }

    fn seek(&mut self, position: &Position) -> Result<(), Error> {
        self.offset = position.to_offset()?;
        Ok(())
    }

    fn items(page: &Self::Output) -> &[i64] {
        page
    }

    fn into_items(page: Self::Output) -> Vec<i64> {
        page
    }

    fn next_position(position: &Position, items: &[i64]) -> Position {
        position.advance(items.len())
    }

    fn limit(&self) -> Option<i64> {
        self.limit
    }
}

/// A list by marker.
#[derive(Clone, Debug, Default)]
pub(crate) struct ListByMarker {
    pub(crate) marker: Option<String>,
}

impl Operation for ListByMarker {
    type Output = Vec<String>;
    const META: &'static Meta = &Meta::new(&SERVICE, "ListNames", Method::GET, "/v2/names");

    fn encode(&self, _: &Context) -> Result<EncodedRequest, Error> {
        let mut request = EncodedRequest::new(Self::META, &[])?;
        request.query("marker", self.marker.as_ref());
        Ok(request)
    }

    fn decode(head: &ResponseHead, body: Bytes) -> Result<Self::Output, Error> {
        Self::META.decode_json(head, &body)
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

    fn items(page: &Self::Output) -> &[String] {
        page
    }

    fn into_items(page: Self::Output) -> Vec<String> {
        page
    }

    fn next_position(_: &Position, items: &[String]) -> Position {
        let marker = items.last().cloned().filter(|name| !name.is_empty());
        marker.map_or(Position::Start, Position::Marker)
    }

    /// As if a link were missing.
    fn is_last_page(page: &Self::Output) -> bool {
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
    const META: &'static Meta = &Meta::new(&SERVICE, "ListTimed", Method::GET, "/v3/toys");

    fn encode(&self, _: &Context) -> Result<EncodedRequest, Error> {
        let mut request = EncodedRequest::new(Self::META, &[])?;
        request.query("offset", self.offset);
        Ok(request)
    }

    fn decode(head: &ResponseHead, body: Bytes) -> Result<Self::Output, Error> {
        Self::META.decode_json(head, &body)
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

    fn items(page: &Self::Output) -> &[i64] {
        &page.toys
    }

    fn into_items(page: Self::Output) -> Vec<i64> {
        page.toys
    }

    fn next_position(position: &Position, items: &[i64]) -> Position {
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
