//! Whether a value of an example fits what the spec says of it.

use super::{scope::Scope, shown::Shown, tables};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean},
    source::{Entry, Node, Span, Text, Value},
    syntax::{Content, Core, Encoding, Field, Shape, TypeKind, TypeText},
};

/// How strictly an example is read.
pub(super) struct Fit<'a> {
    pub(super) scope: &'a Scope<'a>,
    /// Whether fields without a `?` must be there. Answers may leave them out.
    pub(super) complete: bool,
    /// Values outside their enum that a deviation knows.
    pub(super) known_samples: Vec<String>,
    /// Takes note of the alternatives that examples show.
    pub(super) shown: &'a Shown,
}

impl Fit<'_> {
    /// A body or an answer.
    pub(super) fn content(&self, node: &Node, content: &Content, report: &mut Diagnostics) {
        match content {
            Content::Fields(fields) => {
                if let Some(entries) = self.object(node, report) {
                    self.fields(entries, node.span, fields, None, report);
                }
            }
            Content::Type(ty) => self.value(node, ty, report),
        }
    }

    /// Arguments or properties, each of which a field must know.
    pub(super) fn fields(
        &self,
        entries: &[Entry],
        at: Span,
        fields: &[Field],
        extra: Option<&TypeText>,
        report: &mut Diagnostics,
    ) {
        for entry in entries {
            let named = |field: &&Field| field.is_called(entry.key.as_str());
            let gathers = |field: &&Field| {
                field.prefix().is_some_and(|prefix| entry.key.value.starts_with(prefix))
            };
            let gathered = fields.iter().find(gathers).and_then(Field::ty);
            match (fields.iter().find(named), gathered.map(|ty| &ty.core), extra) {
                (Some(field), ..) => self.field(&entry.value, field, report),
                (None, Some(Core::Map(inner)), _) => self.core(&entry.value, inner, report),
                (None, _, Some(ty)) => self.value(&entry.value, ty, report),
                (None, _, None) => {
                    let message = format!("the spec has no `{}` here", entry.key.value);
                    let help = did_you_mean(&entry.key.value, tables::names(fields));
                    let diagnostic = Diagnostic::new(Code::Example, entry.key.span, message);
                    report.push(
                        diagnostic
                            .help("add the field, with a deviation if only a sample has it")
                            .maybe_help(help),
                    );
                }
            }
        }
        if !self.complete {
            return;
        }
        exclusive(entries, fields, report);
        for field in fields.iter().filter(|field| !field.optional) {
            let given = |name: &str| entries.iter().any(|entry| entry.key.value == name);
            let renamed = field.renamed.as_ref().is_some_and(|renamed| given(&renamed.to.value));
            if !renamed && !given(&field.name.value) {
                let message =
                    format!("the example lacks `{}`, which is required", field.name.value);
                let diagnostic = Diagnostic::new(Code::Example, at, message);
                let help = "add it, or write a `?` after the name of the field";
                report.push(diagnostic.label(field.name.span, "the field").help(help));
            }
        }
    }

    /// The value of a field.
    pub(super) fn field(&self, node: &Node, field: &Field, report: &mut Diagnostics) {
        match &field.shape {
            Shape::Wraps(content) => self.content(node, content, report),
            Shape::Const(value) if value.to_json() != node.to_json() => {
                let message =
                    format!("`{}` always has the same value, and not this one", field.name.value);
                let diagnostic = Diagnostic::new(Code::Example, node.span, message);
                report.push(
                    diagnostic
                        .label(value.span, "the value")
                        .help(format!("write `{}`", value.to_json())),
                );
            }
            Shape::Const(_) => {}
            Shape::Type(ty) => {
                self.value(node, ty, report);
                if let (Value::Int(number), Some(range)) = (&node.value, &field.range) {
                    let low = range.value.least.is_some_and(|least| *number < least);
                    let high = range.value.greatest.is_some_and(|greatest| *number > greatest);
                    if self.complete && (low || high) {
                        let message = format!("{number} is outside the range");
                        let diagnostic = Diagnostic::new(Code::Example, node.span, message);
                        let help =
                            "repair the example; if the page shows it, say so in a deviation";
                        report.push(diagnostic.label(range.span, "the range").help(help));
                    }
                }
            }
        }
    }

    fn value(&self, node: &Node, ty: &TypeText, report: &mut Diagnostics) {
        if matches!(node.value, Value::Null) {
            if !ty.nullable {
                let message = "the type of this value is never null";
                let diagnostic = Diagnostic::new(Code::Example, node.span, message);
                report.push(diagnostic.help("write `| null` after the type"));
            }
            return;
        }
        let text = matches!(node.value, Value::Text(_));
        let in_text =
            matches!(ty.encoding.as_ref().map(|e| &e.value), Some(Encoding::Csv | Encoding::Json));
        if !(in_text && text) {
            self.core(node, &ty.core, report);
        }
    }

    fn core(&self, node: &Node, core: &Core, report: &mut Diagnostics) {
        let quoted = |fits: fn(&str) -> bool| match &node.value {
            Value::Text(text) => fits(text),
            Value::Null
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Float(_)
            | Value::List(_)
            | Value::Map(_) => false,
        };
        let fits = match core {
            Core::Any => true,
            Core::None => false,
            Core::String | Core::Timestamp | Core::Binary => matches!(node.value, Value::Text(_)),
            Core::Integer => {
                matches!(node.value, Value::Int(_)) || quoted(|text| text.parse::<i64>().is_ok())
            }
            Core::Number => {
                matches!(node.value, Value::Int(_) | Value::Float(_))
                    || quoted(|text| text.parse::<f64>().is_ok())
            }
            Core::Boolean => {
                matches!(node.value, Value::Bool(_) | Value::Int(0 | 1))
                    || quoted(|text| matches!(text, "true" | "True" | "false" | "False"))
            }
            Core::List(inner) => {
                if let Value::List(items) = &node.value {
                    items.iter().for_each(|item| self.core(item, inner, report));
                    return;
                }
                false
            }
            Core::Map(inner) => {
                if let Value::Map(entries) = &node.value {
                    entries.iter().for_each(|entry| self.core(&entry.value, inner, report));
                    return;
                }
                false
            }
            Core::Name(name) => {
                if let Some(kind) = self.scope.kind(name.as_str()) {
                    self.named(node, kind, report);
                }
                return;
            }
        };
        if !fits {
            let message = format!("{} does not fit {}", node.kind(), describe(core));
            let diagnostic = Diagnostic::new(Code::Example, node.span, message);
            report.push(diagnostic.help("repair the example, or the type of the field"));
        }
    }

    fn named(&self, node: &Node, kind: &TypeKind, report: &mut Diagnostics) {
        match kind {
            TypeKind::Struct { fields, extra } => {
                if let Some(entries) = self.object(node, report) {
                    self.fields(entries, node.span, fields, extra.as_ref(), report);
                }
            }
            TypeKind::Enum(values) => {
                let text = match &node.value {
                    Value::Text(text) => text.clone(),
                    Value::Int(number) => number.to_string(),
                    Value::Null
                    | Value::Bool(_)
                    | Value::Float(_)
                    | Value::List(_)
                    | Value::Map(_) => {
                        let message = format!("{} is no value of an enum", node.kind());
                        let diagnostic = Diagnostic::new(Code::Example, node.span, message);
                        report.push(diagnostic.help("values of enums are texts"));
                        return;
                    }
                };
                let known = values.iter().any(|value| value.name.value == text);
                if !known && !self.known_samples.contains(&text) {
                    let message = format!("the enum has no value `{text}`");
                    let help = did_you_mean(&text, values.iter().map(|value| value.name.as_str()))
                        .unwrap_or_else(|| {
                            "add the value, or a deviation that names the sample".to_owned()
                        });
                    report.push(Diagnostic::new(Code::Example, node.span, message).help(help));
                }
            }
            TypeKind::OneOf(alternatives) => self.one_of(node, alternatives, report),
            TypeKind::Format(_) => self.core(node, &Core::String, report),
        }
    }

    fn one_of(&self, node: &Node, alternatives: &[(Text, Text)], report: &mut Diagnostics) {
        let Some(entries) = self.object(node, report) else { return };
        if alternatives.iter().any(|(_, ty)| self.scope.fields(ty.as_str()).is_none()) {
            return;
        }
        if let Some((name, fields, extra)) = self.scope.meant(alternatives, node) {
            self.shown.add(name);
            return self.fields(entries, node.span, fields, extra, report);
        }
        let diagnostic =
            Diagnostic::new(Code::Example, node.span, "this fits none of the alternatives");
        report.push(diagnostic.help("one fits if all its required fields are there"));
    }

    fn object<'n>(&self, node: &'n Node, report: &mut Diagnostics) -> Option<&'n [Entry]> {
        if let Value::Map(entries) = &node.value {
            return Some(entries);
        }
        let message = format!("an object is due here, not {}", node.kind());
        report.push(Diagnostic::new(Code::Example, node.span, message).help("write `{ … }`"));
        None
    }
}

/// Fields that exclude each other are not given together.
fn exclusive(entries: &[Entry], fields: &[Field], report: &mut Diagnostics) {
    let given = |name: &Text| entries.iter().find(|entry| entry.key.value == name.value);
    for field in fields {
        let Some(entry) = given(&field.name) else { continue };
        for other in field.not_with.iter().filter_map(given) {
            let message =
                format!("`{}` is not given together with `{}`", entry.key.value, other.key.value);
            let diagnostic = Diagnostic::new(Code::Example, entry.key.span, message);
            let help = "leave out one of them, or the other of its `not_with`";
            report.push(diagnostic.label(other.key.span, "the other").help(help));
        }
    }
}

fn describe(core: &Core) -> &'static str {
    match core {
        Core::String => "`string`",
        Core::Integer => "`integer`",
        Core::Number => "`number`",
        Core::Boolean => "`boolean`",
        Core::Timestamp => "`timestamp`",
        Core::Any => "`any`",
        Core::Binary => "`binary`",
        Core::None => "`none`",
        Core::List(_) => "a list",
        Core::Map(_) => "a map",
        Core::Name(_) => "its type",
    }
}
