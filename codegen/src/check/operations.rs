//! Operations: paths, names, answers, and how a server tells them apart.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Scope,
    fields::{self, Names},
    glossary, pages, places, tables, waiters,
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean},
    names,
    source::{Spanned, Text},
    specs::ServiceSpecs,
    syntax::{Content, Core, Field, Operation, Shape},
};

/// What is true of an operation by itself.
pub(super) fn operation(operation: &Operation, scope: &Scope<'_>, report: &mut Diagnostics) {
    fields::microversions([&operation.since, &operation.until], scope, report);
    for table in [&operation.path_fields, &operation.query, &operation.headers] {
        fields::all(table, scope, report);
    }
    if let Some(body) = &operation.body {
        fields::whole(&body.content, scope, report);
    }
    for (_, answer) in &operation.responses {
        if !answer.is_none() {
            fields::whole(answer, scope, report);
        }
    }
    names(operation, scope, report);
    placeholders(operation, scope, report);
    like_answers(operation, report);
    if let (Some(_), true) = (operation.idempotent, operation.method.value != "POST") {
        let message = format!("HTTP says whether `{}` is idempotent", operation.method.value);
        let diagnostic = Diagnostic::new(Code::BadValue, operation.method.span, message);
        report.push(
            diagnostic.help("leave out `idempotent`, which is for a `POST` that may be repeated"),
        );
    }
    errors(operation, scope, report);
    pages::operation(operation, scope, report);
    for (name, waiter) in &operation.waiters {
        waiters::waiter(operation, name, waiter, scope, report);
    }
}

/// The error statuses of an operation are not those of its service.
fn errors(operation: &Operation, scope: &Scope<'_>, report: &mut Diagnostics) {
    let statuses =
        |errors: &[Spanned<u16>]| errors.iter().map(|status| status.value).collect::<BTreeSet<_>>();
    let (Some(own), Some(service)) = (&operation.errors, &scope.service.errors) else { return };
    if let (Some(first), true) = (own.first(), statuses(own) == statuses(&service.statuses)) {
        let message = "these are the error statuses of the service anyway";
        report
            .push(Diagnostic::new(Code::BadValue, first.span, message).help("leave out `errors`"));
    }
}

/// Arguments share one place in Rust, wherever they go on the wire.
fn names(operation: &Operation, scope: &Scope<'_>, report: &mut Diagnostics) {
    let mut taken = Names::default();
    for placeholder in operation.placeholders() {
        let documented = tables::find(&operation.path_fields, placeholder).is_some();
        let first = operation.placeholders().find(|first| first.value == placeholder.value);
        // One that is there twice is reported as such.
        if scope.is_client(placeholder) || documented || first != Some(placeholder) {
            continue;
        }
        match names::field(&placeholder.value) {
            Some(name) => taken.add(&name, placeholder.span, report),
            None => {
                let message = format!("`{}` gives no name in Rust", placeholder.value);
                let diagnostic = Diagnostic::new(Code::BadName, placeholder.span, message);
                report.push(
                    diagnostic.help("placeholders never reach the wire; give it another name"),
                );
            }
        }
    }
    for table in [&operation.path_fields, &operation.query, &operation.headers] {
        taken.fields(table, report);
    }
    match places::is_one_argument(operation, scope) {
        true => taken.add("body", operation.id.span, report),
        false => taken.fields(tables::of_body(operation, scope), report),
    }
    taken.setters(report);
    for (_, answer) in &operation.responses {
        if let Content::Fields(inner) = answer {
            Names::default().fields(inner, report);
        }
    }
}

fn placeholders(operation: &Operation, scope: &Scope<'_>, report: &mut Diagnostics) {
    let mut seen: Vec<&Text> = Vec::new();
    for placeholder in operation.placeholders() {
        if let Some(first) = seen.iter().find(|first| first.value == placeholder.value) {
            let message = format!("the placeholder `{}` is there twice", placeholder.value);
            let diagnostic = Diagnostic::new(Code::PathParameter, placeholder.span, message);
            report.push(
                diagnostic
                    .label(first.span, "first here")
                    .help("give one of them a name of our own"),
            );
        }
        seen.push(placeholder);
    }
    for field in &operation.path_fields {
        if !seen.iter().any(|placeholder| placeholder.value == field.name.value) {
            let message = format!("the path has no placeholder `{}`", field.name.value);
            let diagnostic = Diagnostic::new(Code::PathParameter, field.name.span, message);
            let help = did_you_mean(&field.name.value, seen.iter().map(|name| name.as_str()));
            report.push(
                diagnostic.help("`path` documents what `http` names in braces").maybe_help(help),
            );
        } else if is_bare(field) && glossary(field, scope).is_some() {
            let message = format!("`{}` is documented by the glossary", field.name.value);
            let diagnostic = Diagnostic::new(Code::NeedlessLong, field.name.span, message);
            report.push(diagnostic.help("leave it out of `path`"));
        }
    }
}

/// Whether a field says no more than that it is a text.
fn is_bare(field: &Field) -> bool {
    let text = field.ty().is_some_and(|ty| matches!(ty.core, Core::String));
    text && field.doc.is_none()
        && field.rust.is_none()
        && field.length.is_none()
        && field.deprecated.is_none()
}

fn like_answers(operation: &Operation, report: &mut Diagnostics) {
    let mut contents = operation.responses.iter().filter(|(_, content)| !content.is_none());
    let Some((first, one)) = contents.next() else { return };
    for (status, other) in contents {
        if !alike(one, other) {
            let message = "answers of one operation hold the same, or `none`";
            let diagnostic = Diagnostic::new(Code::UnlikeAnswers, status.span, message);
            report.push(
                diagnostic
                    .label(first.span, "differs from this")
                    .help("name the type, and use it for both"),
            );
        }
    }
}

fn alike(one: &Content, other: &Content) -> bool {
    match (one, other) {
        (Content::Type(a), Content::Type(b)) => a.core.same(&b.core),
        _ => false,
    }
}

/// Operations on one method and path must differ in their bodies.
pub(super) fn apart(specs: &ServiceSpecs, scope: &Scope<'_>, report: &mut Diagnostics) {
    let mut seen: BTreeMap<(String, String), Vec<&Operation>> = BTreeMap::new();
    for (_, operation) in specs.operations() {
        let shape: Vec<_> = operation
            .path
            .text
            .split('/')
            .map(|part| if part.starts_with('{') { "{}" } else { part })
            .collect();
        let others = seen.entry((operation.method.value.clone(), shape.join("/"))).or_default();
        if let Some(other) = others.iter().find(|other| !differ(operation, other, scope)) {
            let message = format!(
                "a server could not tell `{}` from `{}`",
                operation.id.value, other.id.value
            );
            let diagnostic = Diagnostic::new(Code::Indistinguishable, operation.path.span, message);
            let help = "operations on one method and path differ in a required key of the body, \
                        a `const`, or the media type";
            report.push(diagnostic.label(other.path.span, "the other one").help(help));
        }
        others.push(operation);
    }
}

fn differ(one: &Operation, other: &Operation, scope: &Scope<'_>) -> bool {
    let media =
        |operation: &Operation| operation.media_type.as_ref().map(|text| text.value.clone());
    if media(one) != media(other) {
        return true;
    }
    let (a, b) = (tables::on_wire(one, scope), tables::on_wire(other, scope));
    let own_key = |a: &[Field], b: &[Field]| {
        a.iter().any(|field| !field.optional && tables::find(b, &field.name).is_none())
    };
    let constant = |field: &Field| match &field.shape {
        Shape::Const(value) => Some(value.to_json()),
        _ => None,
    };
    let own_value =
        a.iter().any(|field| match (constant(field), tables::find(b, &field.name).map(constant)) {
            (Some(ours), Some(Some(theirs))) => ours != theirs,
            _ => false,
        });
    // One with a value of its own under a key that the other may give as it likes, and which has a
    // key of its own.
    let fixed = |a: &[Field], b: &[Field]| {
        a.iter().any(|field| {
            let other = tables::find(b, &field.name);
            constant(field).is_some() && other.is_some_and(|other| constant(other).is_none())
        })
    };
    let (own_a, own_b) = (own_key(a, b), own_key(b, a));
    own_value || own_a && own_b || own_b && fixed(a, b) || own_a && fixed(b, a)
}
