//! Fields, and what bodies and answers hold.

use super::{
    Keys, TypeText,
    keys::{mapping, status, text, wrong},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    names::{self, Ident},
    source::{Entry, Node, Span, Spanned, Text, Value},
};

/// A row of a page's table.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The name on the wire.
    pub(crate) name: Text,
    /// Whether it may be left out.
    pub(crate) optional: bool,
    pub(crate) shape: Shape,
    pub(crate) doc: Option<Text>,
    pub(crate) range: Option<Spanned<Bounds>>,
    pub(crate) length: Option<Length>,
    /// Of the texts in a list.
    pub(crate) item_length: Option<Length>,
    pub(crate) default: Option<Node>,
    /// What a text begins with; callers may leave it out.
    pub(crate) starts_with: Option<Text>,
    pub(crate) rust: Option<Text>,
    pub(crate) header: Option<Text>,
    pub(crate) renamed: Option<Renamed>,
    pub(crate) not_with: Vec<Text>,
    pub(crate) since: Option<Text>,
    pub(crate) until: Option<Text>,
    pub(crate) deprecated: Option<Text>,
    pub(crate) secret: bool,
}

/// What stands under a field's key on the wire.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// A value.
    Type(TypeText),
    /// Always the same value.
    Const(Node),
    /// An object that has no name and no type in Rust.
    Wraps(Box<Content>),
}

/// What a body, an answer or a wrapper holds.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Fields(Vec<Field>),
    Type(TypeText),
}

/// A key that has another name from a microversion on.
#[derive(Clone, Debug)]
pub(crate) struct Renamed {
    pub(crate) since: Text,
    pub(crate) to: Text,
}

/// Least and greatest, inclusive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) least: Option<i64>,
    pub(crate) greatest: Option<i64>,
}

/// Least and greatest length of a text, a list or a map.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Length {
    pub(crate) bounds: Bounds,
    /// Whether a text is counted in bytes of UTF-8 rather than characters.
    pub(crate) in_bytes: bool,
    pub(crate) span: Span,
}

/// The fields in a mapping.
pub(crate) fn fields(node: &Node, report: &mut Diagnostics) -> Vec<Field> {
    let entries = mapping("a table of fields", node, report).unwrap_or_default();
    entries.iter().filter_map(|entry| field(entry, report)).collect()
}

/// Fields in a mapping, or a type in a text.
pub(crate) fn content(node: &Node, report: &mut Diagnostics) -> Option<Content> {
    match &node.value {
        Value::Text(_) => {
            let text = text(node, report)?;
            if text.as_str().contains(" -- ") {
                let message = "a body or an answer has no documentation of its own";
                let diagnostic = Diagnostic::new(Code::BadType, node.span, message);
                report.push(
                    diagnostic
                        .help("write the type alone; what is to be said belongs to the operation"),
                );
                return None;
            }
            TypeText::parse(&text, report).map(Content::Type)
        }
        Value::Map(_) => Some(Content::Fields(fields(node, report))),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) => wrong(
            "an object or a type",
            "write `{ NAME: TYPE }`, or a type such as `list<string>`",
            node,
            report,
        ),
    }
}

/// The contents by status.
pub(crate) fn responses(node: &Node, report: &mut Diagnostics) -> Vec<(Spanned<u16>, Content)> {
    let entries = mapping("the answers by status", node, report).unwrap_or_default();
    if entries.is_empty() && matches!(node.value, Value::Map(_)) {
        let message = "an operation has at least one answer";
        let diagnostic = Diagnostic::new(Code::MissingKey, node.span, message);
        report.push(diagnostic.help("write `204: none` if nothing is answered"));
    }
    let one = |entry: &Entry, report: &mut Diagnostics| {
        let key = Node {
            value: entry.key.value.parse().map_or(Value::Null, Value::Int),
            span: entry.key.span,
        };
        let content =
            content(&entry.value, report).unwrap_or_else(|| Content::unread(entry.key.span));
        Some((status(&key, report)?, content))
    };
    entries.iter().filter_map(|entry| one(entry, report)).collect()
}

fn field(entry: &Entry, report: &mut Diagnostics) -> Option<Field> {
    let (name, optional) = optional_name(&entry.key);
    match &entry.value.value {
        Value::Text(_) => {
            let text = text(&entry.value, report)?;
            let (ty, doc) = split_doc(&text);
            Some(match TypeText::parse(&ty, report) {
                Some(ty) => Field::plain(name, optional, ty, doc),
                None => Field::unread(name, optional),
            })
        }
        Value::Map(_) => long(name, optional, &entry.value, report),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) => wrong(
            "a type, or a mapping that has one,",
            "write `NAME: TYPE`, or `NAME: { type: TYPE, … }`",
            &entry.value,
            report,
        ),
    }
}

/// A final `?` says that it may be left out.
fn optional_name(key: &Text) -> (Text, bool) {
    match key.as_str().strip_suffix('?') {
        Some(name) => (Spanned::new(name.to_owned(), key.span), true),
        None => (key.clone(), false),
    }
}

/// Type and documentation of a short form.
fn split_doc(text: &Text) -> (Text, Option<Text>) {
    match text.as_str().split_once(" -- ") {
        Some((ty, doc)) => {
            let doc = Spanned::new(doc.to_owned(), text.part(ty.len() + " -- ".len(), doc.len()));
            (Spanned::new(ty.to_owned(), text.part(0, ty.len())), Some(doc))
        }
        None => (text.clone(), None),
    }
}

fn long(name: Text, optional: bool, node: &Node, report: &mut Diagnostics) -> Option<Field> {
    let mut keys = Keys::of("a field", name.span, node, report)?;
    let ty = keys.text("type", report);
    let constant = keys.take("const");
    let wraps = keys.take("wraps");
    let shape = match (ty, constant, wraps) {
        (Some(ty), None, None) => TypeText::parse(&ty, report).map(Shape::Type),
        (None, Some(value), None) => Some(Shape::Const(value.clone())),
        (None, None, Some(inner)) => {
            content(inner, report).map(|inner| Shape::Wraps(Box::new(inner)))
        }
        (None, None, None) if node.get("type").is_some() => None,
        _ => {
            let message =
                format!("the field `{}` needs one of `type`, `const` and `wraps`", name.value);
            let diagnostic = Diagnostic::new(Code::MissingKey, name.span, message);
            report.push(diagnostic.help("give it exactly one of them"));
            None
        }
    };
    let unread = Field::unread(name.clone(), optional);
    let doc = keys.text("doc", report);
    let read = shape.is_some();
    let field = Field {
        optional,
        doc: if read { doc } else { unread.doc },
        shape: shape.unwrap_or(unread.shape),
        range: keys.text("range", report).and_then(|text| bounds(&text, report)),
        length: keys.text("length", report).and_then(|text| length(&text, report)),
        item_length: keys.text("item_length", report).and_then(|text| length(&text, report)),
        default: keys.take("default").cloned(),
        starts_with: keys.text("starts_with", report),
        rust: keys.text("rust", report),
        header: keys.text("header", report),
        renamed: keys.take("renamed").and_then(|node| renamed(node, report)),
        not_with: keys.texts("not_with", report),
        since: keys.text("since", report),
        until: keys.text("until", report),
        deprecated: keys.text("deprecated", report),
        secret: keys.boolean("secret", report).unwrap_or(false),
        name,
    };
    keys.finish(report);
    if read {
        needless(&field, node, report);
    }
    Some(field)
}

/// Reports a long form that a short one could replace.
fn needless(field: &Field, node: &Node, report: &mut Diagnostics) {
    let only = |keys: &[&str]| node.entries().iter().all(|e| keys.contains(&e.key.as_str()));
    let awkward =
        field.doc.as_ref().is_some_and(|doc| doc.value.contains(": ") || doc.value.contains(" #"));
    if only(&["type", "doc"]) && matches!(field.shape, Shape::Type(_)) && !awkward {
        let name = &field.name.value;
        let message = format!("the long form of `{name}` says no more than a short one could");
        let diagnostic = Diagnostic::new(Code::NeedlessLong, field.name.span, message);
        let mark = if field.optional { "?" } else { "" };
        report.push(diagnostic.help(format!("write `{name}{mark}: TYPE -- DOC`")));
    }
}

fn renamed(node: &Node, report: &mut Diagnostics) -> Option<Renamed> {
    let mut keys = Keys::of("`renamed`", node.span, node, report)?;
    let since = keys.required_text("since", report);
    let to = keys.required_text("to", report);
    keys.finish(report);
    Some(Renamed { since: since?, to: to? })
}

/// `0..1000`, `0..`, `..64`.
pub(crate) fn bounds(text: &Text, report: &mut Diagnostics) -> Option<Spanned<Bounds>> {
    let end = |text: &str| match text {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    };
    let parsed = text.as_str().split_once("..").and_then(|(least, greatest)| {
        let bounds = Bounds { least: end(least)?, greatest: end(greatest)? };
        let ordered = match (bounds.least, bounds.greatest) {
            (Some(least), Some(greatest)) => least <= greatest,
            (None, None) => false,
            _ => true,
        };
        ordered.then_some(bounds)
    });
    if parsed.is_none() {
        let message = format!("`{}` is no range", text.value);
        let diagnostic = Diagnostic::new(Code::BadRange, text.span, message);
        report.push(diagnostic.help("write `0..1000`, `0..` or `..64`, the least number first"));
    }
    parsed.map(|bounds| Spanned::new(bounds, text.span))
}

/// `..64`, or `..64 bytes`.
pub(crate) fn length(text: &Text, report: &mut Diagnostics) -> Option<Length> {
    let in_bytes = text.as_str().strip_suffix(" bytes");
    let number = in_bytes.unwrap_or(text.as_str());
    let bounds = bounds(&Spanned::new(number.to_owned(), text.span), report)?.value;
    Some(Length { bounds, in_bytes: in_bytes.is_some(), span: text.span })
}

impl Field {
    /// Whether a key on the wire is this field, in some microversion.
    pub(crate) fn is_called(&self, key: &str) -> bool {
        let renamed = self.renamed.as_ref().is_some_and(|renamed| renamed.to.value == key);
        renamed || self.name.value == key
    }

    /// The prefix of the parameters that it gathers, if it is one of a query that does.
    pub(crate) fn prefix(&self) -> Option<&str> {
        self.name.as_str().strip_suffix('*')
    }

    fn plain(name: Text, optional: bool, ty: TypeText, doc: Option<Text>) -> Self {
        Self {
            name,
            optional,
            shape: Shape::Type(ty),
            doc,
            range: None,
            length: None,
            item_length: None,
            default: None,
            starts_with: None,
            rust: None,
            header: None,
            renamed: None,
            not_with: Vec::new(),
            since: None,
            until: None,
            deprecated: None,
            secret: false,
        }
    }

    /// Stands for a field that could not be read, which was reported.
    fn unread(name: Text, optional: bool) -> Self {
        let doc = Text::unread(name.span);
        let ty = TypeText::unread(name.span);
        Self::plain(name, optional, ty, Some(doc))
    }

    /// The name in Rust. `None` if the wire name gives none.
    pub(crate) fn rust_name(&self) -> Option<Ident> {
        match &self.rust {
            Some(given) => Ident::new(given.as_str()),
            None => names::field(&self.name.value),
        }
    }

    /// The type, if the field has one.
    pub(crate) fn ty(&self) -> Option<&TypeText> {
        match &self.shape {
            Shape::Type(ty) => Some(ty),
            Shape::Const(_) | Shape::Wraps(_) => None,
        }
    }
}

impl Content {
    /// Stands for a content that could not be read, which was reported.
    pub(crate) fn unread(span: Span) -> Self {
        Self::Type(TypeText::unread(span))
    }

    /// All types written in it, however deep.
    pub(crate) fn types<'a>(&'a self, found: &mut Vec<&'a TypeText>) {
        match self {
            Self::Type(ty) => found.push(ty),
            Self::Fields(fields) => field_types(fields, found),
        }
    }

    /// All fields written in it, however deep.
    pub(crate) fn fields<'a>(&'a self, found: &mut Vec<&'a Field>) {
        if let Self::Fields(fields) = self {
            flat(fields, found);
        }
    }

    /// Whether it is `none`.
    pub(crate) fn is_none(&self) -> bool {
        matches!(self, Self::Type(TypeText { core: super::Core::None, .. }))
    }
}

/// All fields in a table, those in wrappers included.
pub(crate) fn flat<'a>(fields: &'a [Field], found: &mut Vec<&'a Field>) {
    for field in fields {
        found.push(field);
        if let Shape::Wraps(content) = &field.shape {
            content.fields(found);
        }
    }
}

/// All types written in fields, however deep.
pub(crate) fn field_types<'a>(fields: &'a [Field], found: &mut Vec<&'a TypeText>) {
    for field in fields {
        match &field.shape {
            Shape::Type(ty) => found.push(ty),
            Shape::Wraps(content) => content.types(found),
            Shape::Const(_) => {}
        }
    }
}
