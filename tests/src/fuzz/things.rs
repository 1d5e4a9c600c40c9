//! A list as no spec has one today: its pages link to the next one, and a short page is the last.

use huaweicloud_core::{
    Bytes, Context, EncodedRequest, Error, Meta, Operation, ResponseHead, Service,
    codegen::{Object, Paged, Request, response},
    http::Method,
};

static SERVICE: Service = Service::new("toys", "toys");

/// Lists things.
#[derive(Clone, Debug, Default, PartialEq, Request, Paged)]
#[paged(
    item = Thing,
    items = things,
    marker = marker:id,
    limit = limit,
    next = next,
    short_page_is_last
)]
pub(super) struct ListThings {
    #[at("/query/limit")]
    pub(super) limit: Option<i64>,
    #[at("/query/marker")]
    pub(super) marker: Option<String>,
}

/// The response of [`ListThings`].
#[derive(Clone, Debug, Default, PartialEq, Object)]
pub(super) struct ListThingsResponse {
    #[wire(page_items)]
    things: Vec<Thing>,
    next: Option<String>,
}

/// A thing.
#[derive(Clone, Debug, Default, PartialEq, Object)]
pub(super) struct Thing {
    id: String,
}

impl Operation for ListThings {
    type Output = ListThingsResponse;
    const META: &'static Meta = &Meta::new(&SERVICE, "ListThings", Method::GET, "/v1/things");

    fn encode(&self, cx: &Context) -> Result<EncodedRequest, Error> {
        self.encode_request(Self::META, cx)
    }

    fn decode(head: &ResponseHead, body: Bytes) -> Result<Self::Output, Error> {
        response(Self::META, head, &body)
    }
}
