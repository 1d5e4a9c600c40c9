//! Named types as they are written.

use super::{
    Keys, TypeText,
    field::{Field, field_types, fields, flat},
    keys::{list, mapping, text},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    source::{Entry, Node, Text, Value},
};

/// A named type.
#[derive(Clone, Debug)]
pub(crate) struct TypeDef {
    pub(crate) name: Text,
    pub(crate) doc: Text,
    /// The page that lists its values, if it is not the operation's.
    pub(crate) page: Option<Text>,
    pub(crate) deprecated: Option<Text>,
    pub(crate) kind: TypeKind,
    /// Functions that make a struct of a request, by a value of one of its enums: the names of the
    /// fields that each takes.
    pub(crate) constructors: Vec<(Text, Vec<Text>)>,
}

/// What a named type is.
#[derive(Clone, Debug)]
pub(crate) enum TypeKind {
    /// An object; with `extra`, other keys are allowed and kept.
    Struct { fields: Vec<Field>, extra: Option<TypeText> },
    /// A text with known values.
    Enum(Vec<EnumValue>),
    /// Structs that are told apart by their required fields.
    OneOf(Vec<(Text, Text)>),
    /// A text with parts, read by a hand-written format.
    Format(Text),
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub(crate) struct EnumValue {
    /// The text on the wire.
    pub(crate) name: Text,
    pub(crate) doc: Text,
    pub(crate) rust: Option<Text>,
    pub(crate) since: Option<Text>,
    pub(crate) until: Option<Text>,
    pub(crate) deprecated: Option<Text>,
}

/// The types in a mapping.
pub(crate) fn types(node: &Node, report: &mut Diagnostics) -> Vec<TypeDef> {
    let entries = mapping("a table of types", node, report).unwrap_or_default();
    entries.iter().filter_map(|entry| type_def(entry, report)).collect()
}

fn type_def(entry: &Entry, report: &mut Diagnostics) -> Option<TypeDef> {
    let mut keys = Keys::of("a type", entry.key.span, &entry.value, report)?;
    let doc = keys.prose("doc", report);
    let page = keys.text("page", report);
    let deprecated = keys.text("deprecated", report);
    let written =
        [keys.take("fields"), keys.take("values"), keys.take("one_of"), keys.take("format")];
    let extra = keys.text("extra", report).and_then(|text| TypeText::parse(&text, report));
    let constructors = keys.take("constructors");
    keys.finish(report);
    if let (Some(constructors), [None, ..]) = (constructors, written) {
        let message = "only a type with `fields` has `constructors`";
        let diagnostic = Diagnostic::new(Code::UnknownKey, constructors.span, message);
        report.push(diagnostic.help("remove it"));
    }
    let constructors =
        constructors.map(|node| self::constructors(node, report)).unwrap_or_default();
    if let (Some(extra), [None, ..]) = (&extra, written) {
        let diagnostic =
            Diagnostic::new(Code::UnknownKey, extra.span, "only a type with `fields` has `extra`");
        report.push(diagnostic.help("remove it"));
    }
    let kind = match written {
        [Some(node), None, None, None] => TypeKind::Struct { fields: fields(node, report), extra },
        [None, Some(node), None, None] => TypeKind::Enum(values(node, report)),
        [None, None, Some(node), None] => TypeKind::OneOf(alternatives(node, report)),
        [None, None, None, Some(node)] => TypeKind::Format(text(node, report)?),
        _ => {
            let message = format!(
                "the type `{}` needs one of `fields`, `values`, `one_of` and `format`",
                entry.key.value
            );
            let diagnostic = Diagnostic::new(Code::MissingKey, entry.key.span, message);
            report.push(diagnostic.help("give it exactly one of them"));
            return None;
        }
    };
    Some(TypeDef { name: entry.key.clone(), doc, page, deprecated, kind, constructors })
}

/// `replace: [path, value]`.
fn constructors(node: &Node, report: &mut Diagnostics) -> Vec<(Text, Vec<Text>)> {
    let entries = mapping("a table of constructors", node, report).unwrap_or_default();
    let fields = |entry: &Entry, report: &mut Diagnostics| {
        list(&entry.value, report).iter().filter_map(|item| text(item, report)).collect()
    };
    entries.iter().map(|entry| (entry.key.clone(), fields(entry, report))).collect()
}

fn values(node: &Node, report: &mut Diagnostics) -> Vec<EnumValue> {
    let entries = mapping("a table of values", node, report).unwrap_or_default();
    entries.iter().filter_map(|entry| value(entry, report)).collect()
}

fn value(entry: &Entry, report: &mut Diagnostics) -> Option<EnumValue> {
    let name = entry.key.clone();
    let plain =
        |name, doc| EnumValue { name, doc, rust: None, since: None, until: None, deprecated: None };
    match &entry.value.value {
        Value::Map(_) => {
            let mut keys = Keys::of("a value", name.span, &entry.value, report)?;
            let doc = keys.prose("doc", report);
            let value = EnumValue {
                rust: keys.text("rust", report),
                since: keys.text("since", report),
                until: keys.text("until", report),
                deprecated: keys.text("deprecated", report),
                ..plain(name, doc)
            };
            keys.finish(report);
            Some(value)
        }
        Value::Null
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Float(_)
        | Value::Text(_)
        | Value::List(_) => {
            let doc = text(&entry.value, report).unwrap_or_else(|| Text::unread(name.span));
            Some(plain(name, doc))
        }
    }
}

fn alternatives(node: &Node, report: &mut Diagnostics) -> Vec<(Text, Text)> {
    let entries = mapping("a table of alternatives", node, report).unwrap_or_default();
    entries
        .iter()
        .filter_map(|entry| Some((entry.key.clone(), text(&entry.value, report)?)))
        .collect()
}

impl TypeDef {
    /// All fields written in it.
    pub(crate) fn fields(&self) -> Vec<&Field> {
        let mut found = Vec::new();
        if let TypeKind::Struct { fields, .. } = &self.kind {
            flat(fields, &mut found);
        }
        found
    }

    /// All types written in it.
    pub(crate) fn types(&self) -> Vec<&TypeText> {
        let mut found = Vec::new();
        if let TypeKind::Struct { fields, extra } = &self.kind {
            field_types(fields, &mut found);
            found.extend(extra);
        }
        found
    }

    /// All names of types in it.
    pub(crate) fn names(&self) -> Vec<&Text> {
        match &self.kind {
            TypeKind::OneOf(alternatives) => alternatives.iter().map(|(_, name)| name).collect(),
            TypeKind::Struct { .. } | TypeKind::Enum(_) | TypeKind::Format(_) => {
                self.types().into_iter().filter_map(TypeText::name).collect()
            }
        }
    }
}
