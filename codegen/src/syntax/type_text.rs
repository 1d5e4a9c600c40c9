//! Types as they are written: `list<string> as csv | null`.

use std::fmt;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean},
    source::{Span, Spanned, Text},
};

/// A type as it is written.
#[derive(Clone, Debug)]
pub(crate) struct TypeText {
    pub(crate) core: Core,
    pub(crate) encoding: Option<Spanned<Encoding>>,
    /// Whether null is a value that the page knows.
    pub(crate) nullable: bool,
    pub(crate) span: Span,
}

/// What a value is, apart from how it is written.
#[derive(Clone, Debug)]
pub(crate) enum Core {
    String,
    Integer,
    Number,
    Boolean,
    Timestamp,
    Any,
    Binary,
    None,
    List(Box<Core>),
    Map(Box<Core>),
    Name(Text),
}

/// How a value is written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Encoding {
    String,
    Integer,
    Csv,
    Json,
    /// A timestamp, in a pattern of the page.
    Pattern(String),
}

/// Deeper nesting than any page needs; types are read by recursion.
const DEEPEST: usize = 8;

/// The types that have no parts.
pub(crate) const SCALARS: [&str; 8] =
    ["string", "integer", "number", "boolean", "timestamp", "any", "binary", "none"];

impl TypeText {
    /// Stands for a type that could not be read, which was reported.
    pub(crate) fn unread(span: Span) -> Self {
        Self { core: Core::Any, encoding: None, nullable: true, span }
    }

    /// Reads a type.
    pub(crate) fn parse(text: &Text, report: &mut Diagnostics) -> Option<Self> {
        if text.value.matches('<').count() > DEEPEST {
            let diagnostic =
                Diagnostic::new(Code::BadType, text.span, "this type is nested too deeply");
            report.push(diagnostic.help("give what it holds a named type"));
            return None;
        }
        let mut rest = text.as_str();
        let nullable = match rest.rsplit_once('|') {
            Some((before, "null" | " null")) => {
                rest = before.trim_end();
                true
            }
            Some((before, after)) => {
                let word = after.trim();
                let span = text.part(text.value.len() - after.trim_start().len(), word.len());
                let message = format!("`{word}` cannot stand after `|`");
                let help = format!("write `{} | null` if null is a value of it", before.trim_end());
                report.push(Diagnostic::new(Code::BadType, span, message).help(help));
                return None;
            }
            None => false,
        };
        let (core, encoding) = match rest.split_once(" as ") {
            Some((core, encoding)) => (core.trim_end(), Some(encoding)),
            None => (rest, None),
        };
        let encoding = encoding.map(|encoding| {
            let at = text.part(rest.len() - encoding.trim_start().len(), encoding.trim().len());
            Spanned::new(Encoding::parse(encoding.trim()), at)
        });
        let core = Core::parse(core, 0, text, report)?;
        Some(Self { core, encoding, nullable, span: text.span })
    }

    /// The named type in it, if there is one.
    pub(crate) fn name(&self) -> Option<&Text> {
        self.core.name()
    }
}

impl Core {
    /// Reads a part of the text that begins at a byte of it.
    fn parse(part: &str, at: usize, text: &Text, report: &mut Diagnostics) -> Option<Self> {
        for (open, make) in
            [("list<", Self::List as fn(Box<Self>) -> Self), ("map<", Self::Map as fn(_) -> _)]
        {
            if let Some(inner) = part.strip_prefix(open).and_then(|rest| rest.strip_suffix('>')) {
                let inner = Self::parse(inner, at + open.len(), text, report)?;
                return Some(make(Box::new(inner)));
            }
        }
        let span = text.part(at, part.len());
        Some(match part {
            "string" => Self::String,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "boolean" => Self::Boolean,
            "timestamp" => Self::Timestamp,
            "any" => Self::Any,
            "binary" => Self::Binary,
            "none" => Self::None,
            name if is_type_name(name) => Self::Name(Spanned::new(name.to_owned(), span)),
            other => {
                let message = format!("`{other}` is no type");
                let help = did_you_mean(other, SCALARS).unwrap_or_else(|| {
                    "a type is a scalar such as `string`, `list<…>`, `map<…>`, or the name of a type"
                        .to_owned()
                });
                report.push(Diagnostic::new(Code::BadType, span, message).help(help));
                return None;
            }
        })
    }

    /// Whether it is the same type, wherever it is written.
    pub(crate) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Name(a), Self::Name(b)) => a.value == b.value,
            (Self::List(a), Self::List(b)) | (Self::Map(a), Self::Map(b)) => a.same(b),
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        }
    }

    pub(crate) fn name(&self) -> Option<&Text> {
        match self {
            Self::Name(name) => Some(name),
            Self::List(inner) | Self::Map(inner) => inner.name(),
            Self::String
            | Self::Integer
            | Self::Number
            | Self::Boolean
            | Self::Timestamp
            | Self::Any
            | Self::Binary
            | Self::None => None,
        }
    }
}

impl Encoding {
    fn parse(text: &str) -> Self {
        match text {
            "string" => Self::String,
            "integer" => Self::Integer,
            "csv" => Self::Csv,
            "json" => Self::Json,
            pattern => Self::Pattern(pattern.to_owned()),
        }
    }
}

/// As it is written.
impl fmt::Display for TypeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.core)?;
        if let Some(encoding) = &self.encoding {
            write!(f, " as {}", encoding.value)?;
        }
        if self.nullable { f.write_str(" | null") } else { Ok(()) }
    }
}

impl fmt::Display for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Timestamp => "timestamp",
            Self::Any => "any",
            Self::Binary => "binary",
            Self::None => "none",
            Self::List(inner) => return write!(f, "list<{inner}>"),
            Self::Map(inner) => return write!(f, "map<{inner}>"),
            Self::Name(name) => name.as_str(),
        })
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Pattern(pattern) => pattern,
        })
    }
}

fn is_type_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric())
}
