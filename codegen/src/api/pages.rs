//! How lists come in pages.

use super::Type;
use crate::names::Ident;

/// How a list comes in pages.
#[derive(Clone, Debug)]
pub(crate) struct Pages {
    /// Field of the request that says where to start.
    pub(crate) start: Ident,
    pub(crate) by: PageStyle,
    /// Field of the answer with the items.
    pub(crate) items: Ident,
    pub(crate) item: Type,
    /// Field of the answer with a link to the next page, which the last one lacks.
    pub(crate) next: Option<Ident>,
    /// Field of the request with the limit.
    pub(crate) limit: Option<Ident>,
    /// Whether a page shorter than the limit that was sent is the last.
    pub(crate) short_is_last: bool,
}

/// What the next page is asked for by.
#[derive(Clone, Debug)]
pub(crate) enum PageStyle {
    Offset,
    /// The marker, which is a field of an item.
    Marker(Ident),
}
