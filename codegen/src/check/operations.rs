//! Operations: paths, names, answers, and what they are in Rust.

use std::collections::BTreeSet;

use super::{
    answers, arguments, bodies,
    fields::{self, Role},
    glossary::{self, glossary},
    microversions, pages, places,
    scope::Scope,
    tables,
    taken::{Names, ident},
    waiters,
    waits::{self, Waiters},
};
use crate::{
    api::{self, Discriminators, Placeholder},
    diagnostic::{Code, Diagnostic, Diagnostics, Reported, did_you_mean, every},
    names::{self, Ident},
    source::{Spanned, Text},
    syntax::{Auth, Content, Core, Field, Operation},
};

/// What is true of an operation by itself.
pub(super) fn check(operation: &Operation, scope: &Scope<'_>, report: &mut Diagnostics) {
    microversions::ends([&operation.since, &operation.until], scope, report);
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
}

/// An operation in Rust. What tells it from others on its path is found when all are there.
pub(super) fn resolve(
    operation: &Operation,
    waiters: &Waiters<'_>,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<api::Operation, Reported> {
    let query = fields::resolve(&operation.query, Role::Argument, scope, report);
    let headers = fields::resolve(&operation.headers, Role::Argument, scope, report);
    let body = operation.body.as_ref().map(|body| bodies::resolve(body, scope, report));
    let output = answers::resolve(operation, scope, report);
    let placeholders = operation.placeholders();
    let placeholders = every(placeholders.map(|name| placeholder(name, operation, scope, report)));
    let pages = operation.pages.as_ref().map(|it| pages::resolve(it, operation, scope, report));
    let own = operation.waiters.iter();
    let own = every(own.map(|(name, it)| waiters::resolve(name, it, operation, scope, report)));
    let starts = operation.waits.as_ref();
    let starts = starts.map(|it| waits::resolve(it, operation, waiters, scope, report));
    let starts = starts.transpose()?;
    let auth = operation.auth.as_ref().or(scope.service.auth.as_ref());
    let resolved = api::Operation {
        id: ident(&operation.id, report)?,
        method: method(operation, report)?,
        page: operation.page.value.clone(),
        doc: doc(operation),
        deprecated: operation.deprecated.as_ref().map(|text| text.value.clone()),
        http_method: ident(&operation.method, report)?,
        path: operation.path.text.clone(),
        success: operation.responses.iter().map(|(status, _)| status.value).collect(),
        authenticated: !auth.is_some_and(|auth| auth.value == Auth::None),
        idempotent: match waits::repeats_work(operation, starts.as_ref()) {
            true => Some(false),
            false => operation.idempotent,
        },
        placeholders: placeholders?,
        query: query?,
        headers: headers?,
        body: body.transpose()?,
        media_type: operation.media_type.as_ref().map(|text| text.value.clone()),
        discriminators: Discriminators::default(),
        output: output?,
        pages: pages.transpose()?,
        starts,
        waiters: own?,
        example: api::Example::default(),
    };
    let example = arguments::of_example(&resolved, &operation.examples).unwrap_or_default();
    Ok(api::Operation { example, ..resolved })
}

fn method(operation: &Operation, report: &mut Diagnostics) -> Result<Ident, Reported> {
    let method = Text::new(names::snake(&operation.id.value), operation.id.span);
    ident(&method, report)
}

/// The documentation, with the microversions that know the operation.
fn doc(operation: &Operation) -> String {
    let mut doc = operation.doc.value.trim_end().to_owned();
    for (word, version) in [("Since", &operation.since), ("Until", &operation.until)] {
        if let Some(version) = version {
            doc.push_str(&format!("\n\n{word} microversion {}.", version.value));
        }
    }
    doc
}

fn placeholder(
    name: &Text,
    operation: &Operation,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Placeholder, Reported> {
    if scope.is_client(name) {
        return Ok(Placeholder::Project);
    }
    let field = match tables::find(&operation.path_fields, name) {
        Some(field) => fields::one(field, &[], Role::Argument, scope, report)?,
        None => undocumented(name, scope, report)?,
    };
    Ok(Placeholder::Argument(Box::new(field)))
}

/// A parameter of the path that only the glossary documents.
fn undocumented(
    name: &Text,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<api::Field, Reported> {
    let rust = names::field(name.as_str()).ok_or_else(|| {
        report.push_unless_told(|| {
            let message = format!("`{}` gives no name in Rust", name.value);
            Diagnostic::new(Code::BadName, name.span, message)
        })
    })?;
    let doc = glossary::entry(&rust, scope).map(|doc| doc.value.clone()).unwrap_or_default();
    Ok(api::Field::text(name.as_str(), rust, doc))
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
