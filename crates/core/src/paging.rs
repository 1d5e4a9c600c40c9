//! Lists with pages.

use std::{fmt, str::FromStr};

use crate::{Error, ErrorKind, Operation};

/// An operation that lists items in pages.
pub trait Paged: Operation + Clone {
    /// The type of an item. Items are compared to detect a repeated page even if other parts of its
    /// response differ.
    type Item: Clone + PartialEq + Send + 'static;

    /// Whether a page with fewer items than the limit is the last one.
    ///
    /// Only true if the service guarantees that; otherwise only an empty page ends the list.
    const SHORT_PAGE_IS_LAST: bool = false;

    /// Returns the position at which this request starts.
    fn position(&self) -> Position;

    /// Sets the position at which this request starts.
    ///
    /// # Errors
    ///
    /// Returns an error if the position is of another kind than those of the list.
    fn seek(&mut self, position: &Position) -> Result<(), Error>;

    /// Returns the maximum number of items in a page, if the request sets it.
    fn limit(&self) -> Option<i64> {
        None
    }

    /// Returns the items of a page by reference.
    fn items(page: &Self::Output) -> &[Self::Item];

    /// Returns the items of a page by value.
    fn into_items(page: Self::Output) -> Vec<Self::Item>;

    /// Returns the position after these items, which start at `position`.
    ///
    /// Must be the same whether items are passed together or one by one.
    fn next_position(position: &Position, items: &[Self::Item]) -> Position;

    /// Whether the page itself indicates that it is the last one.
    ///
    /// Most lists do not, and counts in responses are not reliable.
    fn is_last_page(_page: &Self::Output) -> bool {
        false
    }
}

/// A position in a list. Its text form is a token to resume from, even in another process.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Position {
    /// The start of the list.
    Start,
    /// After this number of items.
    Offset(i64),
    /// After the item that this marker names.
    Marker(String),
}

impl Position {
    /// Returns the position after this number of further items, in a list by offset.
    #[must_use]
    pub fn advance(&self, items: usize) -> Self {
        let start = match self {
            Self::Offset(offset) => *offset,
            _ => 0,
        };
        Self::Offset(start.saturating_add(i64::try_from(items).unwrap_or(i64::MAX)))
    }

    /// Returns the number of items before this position, in a list by offset. `None` at the start.
    ///
    /// # Errors
    ///
    /// Returns an error if this is a position in a list by marker.
    pub fn to_offset(&self) -> Result<Option<i64>, Error> {
        match self {
            Self::Start => Ok(None),
            Self::Offset(offset) => Ok(Some(*offset)),
            Self::Marker(_) => Err(self.elsewhere("offset")),
        }
    }

    /// Returns the marker of the item before this position, in a list by marker.
    ///
    /// `None` at the start.
    ///
    /// # Errors
    ///
    /// Returns an error if this is a position in a list by offset.
    pub fn to_marker(&self) -> Result<Option<String>, Error> {
        match self {
            Self::Start => Ok(None),
            Self::Marker(marker) => Ok(Some(marker.clone())),
            Self::Offset(_) => Err(self.elsewhere("marker")),
        }
    }

    fn elsewhere(&self, by: &str) -> Error {
        Error::new(ErrorKind::Invalid)
            .message(format!("`{self}` is not a position in a list by {by}"))
            .build()
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => f.write_str("start"),
            Self::Offset(offset) => write!(f, "offset:{offset}"),
            Self::Marker(marker) => write!(f, "marker:{marker}"),
        }
    }
}

impl FromStr for Position {
    type Err = Error;

    fn from_str(token: &str) -> Result<Self, Error> {
        let position = match token.split_once(':') {
            None if token == "start" => Some(Self::Start),
            Some(("offset", offset)) => offset.parse().ok().filter(|n| *n >= 0).map(Self::Offset),
            Some(("marker", marker)) => Some(Self::Marker(marker.to_owned())),
            _ => None,
        };
        position.ok_or_else(|| {
            Error::new(ErrorKind::Invalid)
                .message(format!("`{token}` is not a position in a list"))
                .build()
        })
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::Method;

    use super::*;
    use crate::{
        Context, EncodedRequest, Meta, ResponseHead, Service,
        codegen::{Object, Paged, Request, response},
    };

    /// A list of which nothing is known but its pages.
    #[derive(Clone, Debug, Default, PartialEq, Request, Paged)]
    #[paged(item = String, items = toys, offset = offset)]
    struct ListToys {
        #[at("/query/offset")]
        offset: Option<i64>,
    }

    #[derive(Debug, Default, PartialEq, Object)]
    struct Toys {
        toys: Vec<String>,
    }

    static SERVICE: Service = Service::new("toys", "toys");

    impl Operation for ListToys {
        type Output = Toys;
        const META: &'static Meta = &Meta::new(&SERVICE, "ListToys", Method::GET, "/toys");

        fn encode(&self, cx: &Context) -> Result<EncodedRequest, Error> {
            self.encode_request(Self::META, cx)
        }

        fn decode(head: &ResponseHead, body: Bytes) -> Result<Toys, Error> {
            response(Self::META, head, &body)
        }
    }

    #[test]
    fn a_list_goes_on_unless_something_says_that_it_ends() {
        let mut list = ListToys::default();
        assert_eq!((list.position(), list.limit()), (Position::Start, None));
        list.seek(&Position::Offset(2)).unwrap();
        assert_eq!((list.position(), list.limit()), (Position::Offset(2), None));
        assert!(!ListToys::is_last_page(&Toys::default()));
    }

    #[test]
    fn a_position_of_another_kind_of_list_is_refused() {
        let (start, offset, marker) =
            (Position::Start, Position::Offset(7), Position::Marker("id".into()));
        assert_eq!(start.to_offset().unwrap(), None);
        assert_eq!(start.to_marker().unwrap(), None);
        assert_eq!(offset.to_offset().unwrap(), Some(7));
        assert_eq!(marker.to_marker().unwrap().as_deref(), Some("id"));
        assert_eq!(offset.to_marker().unwrap_err().kind(), ErrorKind::Invalid);
        assert_eq!(marker.to_offset().unwrap_err().kind(), ErrorKind::Invalid);
    }

    #[test]
    fn a_position_moves_on_by_what_was_received() {
        for (position, items, next) in [
            (Position::Start, 0, 0),
            (Position::Start, 3, 3),
            (Position::Offset(7), 3, 10),
            (Position::Offset(i64::MAX), 1, i64::MAX),
        ] {
            assert_eq!(position.advance(items), Position::Offset(next), "{position} + {items}");
        }
    }

    #[test]
    fn a_position_survives_its_text_form() {
        for position in [
            Position::Start,
            Position::Offset(1000),
            Position::Marker("a:b c".into()),
            Position::Marker(String::new()),
        ] {
            assert_eq!(position.to_string().parse::<Position>().unwrap(), position);
        }
        for token in ["", "offset:", "offset:-1", "offset:x", "page:2"] {
            assert!(token.parse::<Position>().is_err(), "{token}");
        }
    }
}
