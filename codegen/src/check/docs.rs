//! Documentation: that it is there, reads well and compiles.

use std::collections::BTreeSet;

use super::{
    glossary::{self, glossary},
    scope::Scope,
    taken::is_field,
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    names::{self, Ident},
    source::{Doubt, Text},
    specs::ServiceSpecs,
    syntax::{Field, Operation, Service, TypeDef, TypeKind},
};

/// The documentation of a service, its resources, its glossary and its error codes.
pub(super) fn service(
    specs: &ServiceSpecs,
    service: &Service,
    doubt: &Doubt,
    report: &mut Diagnostics,
) {
    sentence(&service.doc, report);
    for (_, doc) in service.resources.iter().chain(&service.glossary) {
        sentence(doc, report);
    }
    for text in specs.errors.iter().flat_map(|error| error.remedy.iter().chain(&error.because)) {
        sentence(text, report);
    }
    let used = glossary_names(specs);
    for (name, _) in &service.glossary {
        let is_it = |field: &Ident| field.as_str() == name.as_str();
        let may_use = |word: &str| names::field(word).as_ref().is_some_and(is_it);
        if is_field(name.as_str()) && !used.iter().any(is_it) && !doubt.may_mention(may_use) {
            let message = format!("no field takes `{}` from the glossary", name.value);
            report.push(Diagnostic::new(Code::Unused, name.span, message).help("remove it"));
        }
    }
}

/// The names in Rust of all fields that the glossary may document.
fn glossary_names(specs: &ServiceSpecs) -> BTreeSet<Ident> {
    let mut used = BTreeSet::new();
    let of_types = specs.types().flat_map(|(_, def)| def.fields());
    let of_operations = specs.operations().flat_map(|(_, operation)| operation.fields());
    for field in of_types.chain(of_operations).filter(|field| field.doc.is_none()) {
        used.extend(glossary::name(field));
    }
    for (_, operation) in specs.operations() {
        used.extend(operation.placeholders().filter_map(|name| names::field(&name.value)));
    }
    used
}

/// The documentation of a type and all in it.
pub(super) fn type_def(def: &TypeDef, scope: &Scope<'_>, report: &mut Diagnostics) {
    sentence(&def.doc, report);
    deprecation(def.deprecated.as_ref(), report);
    match &def.kind {
        TypeKind::Struct { .. } => documented(def.fields(), scope, report),
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
    for page in operation.types.iter().filter_map(|def| def.page.as_ref()) {
        if page.value == operation.page.value {
            let diagnostic = Diagnostic::new(
                Code::BadValue,
                page.span,
                "this is the page of the operation anyway",
            );
            report.push(diagnostic.help("leave out `page`, which is for another page"));
        }
    }
    deprecation(operation.deprecated.as_ref(), report);
    documented(operation.fields(), scope, report);
    for placeholder in operation.placeholders() {
        let own = operation.path_fields.iter().any(|field| field.name.value == placeholder.value);
        let client = scope.is_client(placeholder);
        let known = names::field(&placeholder.value)
            .is_none_or(|name| glossary::entry(&name, scope).is_some());
        if !own && !client && !known {
            let message = format!("the placeholder `{}` has no documentation", placeholder.value);
            let diagnostic = Diagnostic::new(Code::Undocumented, placeholder.span, message);
            report.push(
                diagnostic.help("add it to the glossary of the service, or to `path:` with a doc"),
            );
        }
    }
    for deviation in &operation.deviations {
        sentence(&deviation.because, report);
    }
}

fn documented(fields: Vec<&Field>, scope: &Scope<'_>, report: &mut Diagnostics) {
    for field in fields {
        deprecation(field.deprecated.as_ref(), report);
        match (&field.doc, glossary(field, scope)) {
            (Some(doc), Some(same)) if doc.value == same.value => {
                let message =
                    format!("the documentation of `{}` repeats the glossary", field.name.value);
                let diagnostic = Diagnostic::new(Code::RepeatedDoc, doc.span, message);
                report.push(diagnostic.label(same.span, "the same here").help("leave it out here"));
            }
            (Some(doc), _) => sentence(doc, report),
            (None, None) if field.ty().is_some_and(|ty| ty.name().is_none()) => {
                let message = format!("the field `{}` has no documentation", field.name.value);
                let diagnostic = Diagnostic::new(Code::Undocumented, field.name.span, message);
                let help = "write ` -- DOC` after its type, or `doc: DOC`, or add it to the glossary of the service";
                report.push(diagnostic.help(help));
            }
            (None, _) => {}
        }
    }
}

fn deprecation(text: Option<&Text>, report: &mut Diagnostics) {
    if let Some(text) = text {
        sentence(text, report);
    }
}

/// Prose that ends with a full stop, and that rustdoc takes for prose.
fn sentence(doc: &Text, report: &mut Diagnostics) {
    if doc.value.is_empty() {
        // It could not be read, which was reported.
        return;
    }
    let text = doc.value.trim_end();
    let mut bad = |at: usize, len: usize, message: &str, help: &str| {
        report.push(Diagnostic::new(Code::BadDoc, doc.part(at, len), message).help(help));
    };
    if !text.ends_with('.') {
        let help = "write one; without quotes, YAML ends a text at ` #`, and in `{ … }` at a comma";
        bad(0, text.len(), "documentation ends with a full stop", help);
    }
    if let Some(at) = text.find("```").or_else(|| text.find("~~~")) {
        bad(at, 3, "a code block would be run as a test", "write code in backticks, in the line");
    }
    if text.lines().any(|line| line.starts_with("    ") || line.starts_with('\t')) {
        bad(
            0,
            text.len(),
            "an indented line would be run as a test",
            "begin the line at the margin",
        );
    }
    let mut at = 0;
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 0 {
            if let Some(bracket) = part.find(['[', ']', '<', '>']) {
                bad(
                    at + bracket,
                    1,
                    "a bracket would become a link or a tag",
                    "put what it belongs to in backticks",
                );
            }
            if let Some(start) = part.find("http://").or_else(|| part.find("https://")) {
                let len = part.split_at(start).1.split_whitespace().next().map_or(0, str::len);
                bad(
                    at + start,
                    len,
                    "a bare address would not become a link",
                    "put it in backticks",
                );
            }
        }
        at += part.len() + 1;
    }
    if let (Some(last), 1) = (text.rfind('`'), text.matches('`').count() % 2) {
        bad(last, 1, "a code span is not closed", "backticks come in pairs");
    }
}
