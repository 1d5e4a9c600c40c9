//! Fields of structs, and arguments.

use super::Type;
use crate::names::Ident;

/// A field of a struct, or an argument.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) key: Key,
    pub(crate) name: Ident,
    pub(crate) doc: String,
    pub(crate) deprecated: Option<String>,
    pub(crate) ty: Type,
    pub(crate) presence: Presence,
    pub(crate) encoding: Encoding,
    /// The header that it comes in.
    pub(crate) header: Option<String>,
    pub(crate) range: (Option<i64>, Option<i64>),
    /// What a text begins with, which callers may leave out.
    pub(crate) starts_with: Option<String>,
    /// Whether it is the list of a page.
    pub(crate) items: Option<PageItems>,
}

/// A key of an object.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) name: String,
    pub(crate) renamed: Option<Renamed>,
}

/// The name that a key has from a microversion on.
#[derive(Clone, Debug)]
pub(crate) struct Renamed {
    pub(crate) major: u16,
    pub(crate) minor: u16,
    pub(crate) name: String,
}

/// Whether a field has a value, and what is written where it has none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Presence {
    /// It always has one, such as an empty list.
    Always,
    /// It may have none, which is written as null.
    Nullable,
    /// It may have none, and is left out then.
    Optional,
    /// It is a list or a map that is left out where it is empty.
    LeftOutEmpty,
    /// It may be left out, null or a value, and these are three things.
    ThreeStates,
}

/// Whether the list of a page must be there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum PageItems {
    Required,
    Optional,
}

/// How a value is written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Encoding {
    /// As what it is.
    Plain,
    /// A number or boolean as a string.
    Quoted,
    /// A boolean as 1 or 0.
    Digit,
    /// A list in one string, with commas.
    Csv,
    /// JSON in a string; in a query, a list as one JSON array.
    Json,
    /// A time in a pattern of `strftime`. Of one in an answer the text is kept.
    Pattern(String),
}

impl Key {
    /// That of what is no property.
    pub(crate) fn unnamed() -> Self {
        Self { name: String::new(), renamed: None }
    }

    /// All its names.
    pub(crate) fn names(&self) -> Vec<&str> {
        let renamed = self.renamed.iter().map(|renamed| renamed.name.as_str());
        std::iter::once(self.name.as_str()).chain(renamed).collect()
    }
}

impl Field {
    /// A plain text that must be given.
    pub(crate) fn text(wire: &str, name: Ident, doc: String) -> Self {
        Self {
            key: Key { name: wire.to_owned(), renamed: None },
            name,
            doc,
            deprecated: None,
            ty: Type::String,
            presence: Presence::Always,
            encoding: Encoding::Plain,
            header: None,
            range: (None, None),
            starts_with: None,
            items: None,
        }
    }

    /// Name on the wire.
    pub(crate) fn wire(&self) -> &str {
        &self.key.name
    }

    /// The prefix of the parameters that it gathers, if it is one of a query that does.
    pub(crate) fn prefix(&self) -> Option<&str> {
        self.wire().strip_suffix('*')
    }

    /// Whether callers may leave it out.
    pub(crate) fn is_optional(&self) -> bool {
        match self.presence {
            Presence::Always | Presence::Nullable => false,
            Presence::Optional | Presence::LeftOutEmpty | Presence::ThreeStates => true,
        }
    }

    /// Whether it is an `Option` in Rust. Lists and maps are empty rather than none, unless a
    /// caller may want to send null.
    pub(crate) fn is_option(&self) -> bool {
        match self.presence {
            Presence::Always | Presence::LeftOutEmpty => false,
            Presence::Nullable | Presence::Optional | Presence::ThreeStates => true,
        }
    }

    /// Whether null is a value that is told from none.
    pub(crate) fn has_three_states(&self) -> bool {
        self.presence == Presence::ThreeStates
    }
}
