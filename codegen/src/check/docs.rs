//! Documentation: that it is there, reads well and compiles.

use super::Scope;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    names,
    source::Text,
    syntax::{Content, Field, Operation, Service, Shape, TypeDef, TypeKind},
};

/// The documentation of a service, its resources and its glossary.
pub(super) fn service(service: &Service, report: &mut Diagnostics) {
    sentence(&service.doc, report);
    for (_, doc) in service.resources.iter().chain(&service.glossary) {
        sentence(doc, report);
    }
}

/// The documentation of a type and all in it.
pub(super) fn type_def(def: &TypeDef, scope: &Scope<'_>, report: &mut Diagnostics) {
    sentence(&def.doc, report);
    deprecation(def.deprecated.as_ref(), report);
    match &def.kind {
        TypeKind::Struct { fields, .. } => documented(fields, scope, report),
        TypeKind::Enum(values) => {
            for value in values {
                sentence(&value.doc, report);
                deprecation(value.deprecated.as_ref(), report);
            }
        }
        TypeKind::OneOf(_) | TypeKind::Format(_) => {}
    }
}

/// The documentation of an operation and all in it, apart from its types.
pub(super) fn operation(operation: &Operation, scope: &Scope<'_>, report: &mut Diagnostics) {
    sentence(&operation.doc, report);
    deprecation(operation.deprecated.as_ref(), report);
    for fields in [&operation.path_fields, &operation.query, &operation.headers] {
        documented(fields, scope, report);
    }
    if let Some(body) = &operation.body {
        content(&body.content, scope, report);
    }
    for (_, answer) in &operation.responses {
        content(answer, scope, report);
    }
    for deviation in &operation.deviations {
        sentence(&deviation.because, report);
    }
}

fn content(content: &Content, scope: &Scope<'_>, report: &mut Diagnostics) {
    if let Content::Fields(fields) = content {
        documented(fields, scope, report);
    }
}

fn documented(fields: &[Field], scope: &Scope<'_>, report: &mut Diagnostics) {
    for field in fields {
        deprecation(field.deprecated.as_ref(), report);
        match &field.shape {
            Shape::Wraps(inner) => content(inner, scope, report),
            Shape::Const(_) => {}
            Shape::Type(ty) => {
                let glossary = glossary(field, scope);
                match (&field.doc, glossary) {
                    (Some(doc), Some(same)) if doc.value == same.value => {
                        let message = format!("the documentation of `{}` repeats the glossary", field.name.value);
                        let diagnostic = Diagnostic::new(Code::RepeatedDoc, doc.span, message);
                        report.push(diagnostic.label(same.span, "the same here"));
                    }
                    (Some(doc), _) => sentence(doc, report),
                    (None, None) if ty.name().is_none() => {
                        let message = format!("the field `{}` has no documentation", field.name.value);
                        let diagnostic = Diagnostic::new(Code::Undocumented, field.name.span, message);
                        report.push(diagnostic.help("write ` -- DOC` after its type, or add it to the glossary"));
                    }
                    (None, _) => {}
                }
            }
        }
    }
}

/// What the glossary says of a field.
pub(crate) fn glossary<'a>(field: &Field, scope: &Scope<'a>) -> Option<&'a Text> {
    let name = match &field.rust {
        Some(rust) => rust.value.clone(),
        None => names::field(&field.name.value)?,
    };
    scope.service.glossary.iter().find(|(entry, _)| entry.value == name).map(|(_, doc)| doc)
}

fn deprecation(text: Option<&Text>, report: &mut Diagnostics) {
    if let Some(text) = text {
        sentence(text, report);
    }
}

/// Prose that ends with a full stop, and that rustdoc takes for prose.
fn sentence(doc: &Text, report: &mut Diagnostics) {
    let text = doc.value.trim_end();
    let mut bad = |message: &str, help: &str| {
        report.push(Diagnostic::new(Code::BadDoc, doc.span, message).help(help));
    };
    if !text.ends_with('.') {
        bad("documentation ends with a full stop", "YAML cuts a plain text off at ` #`; quotes keep it");
    }
    if text.contains("```") || text.contains("~~~") {
        bad("a code block would be run as a test", "write `code` in the line");
    }
    if text.lines().any(|line| line.starts_with("    ") || line.starts_with('\t')) {
        bad("an indented line would be run as a test", "begin the line at the margin");
    }
    let prose: String = text.split('`').step_by(2).collect();
    if text.matches('`').count() % 2 == 1 {
        bad("a code span is not closed", "backticks come in pairs");
    }
    if prose.contains(['[', ']', '<', '>']) {
        bad("brackets would become a link or a tag", "put them in backticks");
    }
    if prose.contains("http://") || prose.contains("https://") {
        bad("a bare address would become no link", "put it in backticks");
    }
}
