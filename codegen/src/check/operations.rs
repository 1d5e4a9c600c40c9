//! Operations: paths, pages, waiting, answers, and how a server tells them apart.

use std::collections::BTreeMap;

use super::{
    Scope,
    fields::{self, Names},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean},
    names,
    source::Text,
    specs::ServiceSpecs,
    syntax::{Content, Core, Field, Operation, PageStyle, Pages, Shape, TypeKind, TypeText, Waiter},
};

/// What is true of an operation by itself.
pub(super) fn operation(operation: &Operation, scope: &Scope<'_>, report: &mut Diagnostics) {
    fields::microversions(operation.since.as_ref(), operation.until.as_ref(), scope, report);
    for table in [&operation.path_fields, &operation.query, &operation.headers] {
        fields::all(table, scope, report);
    }
    let contents = operation.responses.iter().map(|(_, content)| content);
    for content in contents.chain(operation.body.as_ref().map(|body| &body.content)) {
        if let Content::Fields(inner) = content {
            fields::all(inner, scope, report);
        }
    }
    names(operation, scope, report);
    placeholders(operation, report);
    like_answers(operation, report);
    if let Some(pages) = &operation.pages {
        check_pages(operation, pages, scope, report);
    }
    for (_, waiter) in &operation.waiters {
        check_waiter(operation, waiter, scope, report);
    }
}

/// Arguments share one place in Rust, wherever they go on the wire.
fn names(operation: &Operation, scope: &Scope<'_>, report: &mut Diagnostics) {
    let mut taken = Names::default();
    for placeholder in operation.placeholders() {
        let documented = operation.path_fields.iter().any(|field| field.name.value == placeholder.value);
        if is_client(placeholder, scope) || documented {
            continue;
        }
        match names::field(&placeholder.value) {
            Some(name) => taken.add(&name, placeholder.span, report),
            None => {
                let message = format!("`{}` gives no name in Rust", placeholder.value);
                report.push(Diagnostic::new(Code::BadName, placeholder.span, message));
            }
        }
    }
    for table in [&operation.path_fields, &operation.query, &operation.headers] {
        taken.fields(table, report);
    }
    if let Some(Content::Fields(inner)) = operation.body.as_ref().map(|body| &body.content) {
        taken.fields(inner, report);
    }
    for (_, answer) in &operation.responses {
        if let Content::Fields(inner) = answer {
            Names::default().fields(inner, report);
        }
    }
}

fn is_client(placeholder: &Text, scope: &Scope<'_>) -> bool {
    scope.service.client.iter().any(|name| name.value == placeholder.value)
}

fn placeholders(operation: &Operation, report: &mut Diagnostics) {
    let mut seen: Vec<&Text> = Vec::new();
    for placeholder in operation.placeholders() {
        if let Some(first) = seen.iter().find(|first| first.value == placeholder.value) {
            let message = format!("the placeholder `{}` is there twice", placeholder.value);
            let diagnostic = Diagnostic::new(Code::PathParameter, placeholder.span, message);
            report.push(diagnostic.label(first.span, "first here").help("give one of them a name of your own"));
        }
        seen.push(placeholder);
    }
    for field in &operation.path_fields {
        if !seen.iter().any(|placeholder| placeholder.value == field.name.value) {
            let message = format!("the path has no placeholder `{}`", field.name.value);
            let diagnostic = Diagnostic::new(Code::PathParameter, field.name.span, message);
            let help = did_you_mean(&field.name.value, seen.iter().map(|name| name.as_str()));
            report.push(diagnostic.maybe_help(help));
        }
    }
}

fn like_answers(operation: &Operation, report: &mut Diagnostics) {
    let mut contents = operation.responses.iter().filter(|(_, content)| !content.is_none());
    let Some((first, one)) = contents.next() else { return };
    for (status, other) in contents {
        if !alike(one, other) {
            let message = "answers of one operation hold the same, or `none`";
            let diagnostic = Diagnostic::new(Code::UnlikeAnswers, status.span, message);
            report.push(diagnostic.label(first.span, "differs from this").help("name the type, and use it for both"));
        }
    }
}

fn alike(one: &Content, other: &Content) -> bool {
    match (one, other) {
        (Content::Type(a), Content::Type(b)) => a.core.same(&b.core),
        _ => false,
    }
}

fn check_pages(operation: &Operation, pages: &Pages, scope: &Scope<'_>, report: &mut Diagnostics) {
    let mut bad = |at: &Text, message: String| {
        report.push(Diagnostic::new(Code::BadPages, at.span, message));
    };
    let by = match pages.by.value {
        PageStyle::Offset => "offset",
        PageStyle::Marker => "marker",
    };
    let parameter = operation.query.iter().chain(body_fields(operation, scope)).find(|f| f.name.value == by);
    if parameter.is_none() {
        let at = Text { value: by.to_owned(), span: pages.by.span };
        bad(&at, format!("pages by {by} need a parameter called `{by}`"));
    }
    let item = answer_fields(operation, scope).and_then(|fields| {
        let field = fields.iter().find(|field| field.name.value == pages.items.value)?;
        match &field.ty()?.core {
            Core::List(item) => Some(item),
            _ => None,
        }
    });
    let Some(item) = item else {
        bad(&pages.items, format!("the answer has no list `{}`", pages.items.value));
        return;
    };
    match (&pages.marker, pages.by.value) {
        (Some(marker), PageStyle::Marker) => {
            let fields = item.name().and_then(|name| struct_fields(name, scope)).unwrap_or_default();
            if !fields.iter().any(|field| field.name.value == marker.value) {
                bad(marker, format!("the items have no field `{}`", marker.value));
            }
        }
        (None, PageStyle::Marker) => bad(&pages.items, "pages by marker say which field is the marker".to_owned()),
        (Some(marker), PageStyle::Offset) => bad(marker, "pages by offset have no marker".to_owned()),
        (None, PageStyle::Offset) => {}
    }
}

fn check_waiter(operation: &Operation, waiter: &Waiter, scope: &Scope<'_>, report: &mut Diagnostics) {
    let Some(mut fields) = answer_fields(operation, scope) else { return };
    if let Some(items) = &waiter.items {
        let list = fields.iter().find(|field| field.name.value == items.value);
        let item = list.and_then(|field| field.ty()?.name()).and_then(|name| struct_fields(name, scope));
        match item {
            Some(item) => fields = item,
            None => {
                let message = format!("the answer has no list `{}`", items.value);
                report.push(Diagnostic::new(Code::BadWaiter, items.span, message));
                return;
            }
        }
    }
    let error = waiter.error.iter().flat_map(|(code, message)| [code, message]);
    for name in waiter.field.iter().chain(&waiter.key).chain(error) {
        let Some(field) = fields.iter().find(|field| field.name.value == name.value) else {
            let message = format!("the answer has no field `{}`", name.value);
            let help = did_you_mean(&name.value, fields.iter().map(|field| field.name.as_str()));
            report.push(Diagnostic::new(Code::BadWaiter, name.span, message).maybe_help(help));
            continue;
        };
        if waiter.field.as_ref() == Some(name) {
            check_states(field, waiter, scope, report);
        }
    }
}

fn check_states(field: &Field, waiter: &Waiter, scope: &Scope<'_>, report: &mut Diagnostics) {
    let symbol = field.ty().and_then(TypeText::name).and_then(|name| scope.symbols.get(scope.name, &name.value));
    let Some(TypeKind::Enum(values)) = symbol.map(|symbol| &symbol.def.kind) else { return };
    for state in waiter.done.iter().chain(&waiter.failed) {
        if !values.iter().any(|value| value.name.value == state.value) {
            let message = format!("`{}` is no value of `{}`", state.value, field.name.value);
            let help = did_you_mean(&state.value, values.iter().map(|value| value.name.as_str()));
            report.push(Diagnostic::new(Code::BadWaiter, state.span, message).maybe_help(help));
        }
    }
}

/// Every `waits` names a waiter of the service.
pub(super) fn waits(specs: &ServiceSpecs, scope: &Scope<'_>, report: &mut Diagnostics) {
    let waiters: Vec<&Text> =
        specs.operations().flat_map(|(_, operation)| operation.waiters.iter().map(|(name, _)| name)).collect();
    for (index, waiter) in waiters.iter().enumerate() {
        if let Some(first) = waiters.iter().take(index).find(|first| first.value == waiter.value) {
            let message = format!("the waiter `{}` is there twice", waiter.value);
            let diagnostic = Diagnostic::new(Code::DuplicateId, waiter.span, message);
            report.push(diagnostic.label(first.span, "first here"));
        }
    }
    for (_, operation) in specs.operations() {
        let Some(waits) = &operation.waits else { continue };
        if !waiters.iter().any(|waiter| waiter.value == waits.waiter.value) {
            let message = format!("the service `{}` has no waiter `{}`", scope.name, waits.waiter.value);
            let help = did_you_mean(&waits.waiter.value, waiters.iter().map(|waiter| waiter.as_str()));
            report.push(Diagnostic::new(Code::BadWaiter, waits.waiter.span, message).maybe_help(help));
        }
    }
}

/// Operations on one method and path must differ in their bodies.
pub(super) fn apart(specs: &ServiceSpecs, report: &mut Diagnostics) {
    let mut seen: BTreeMap<(String, String), Vec<&Operation>> = BTreeMap::new();
    for (_, operation) in specs.operations() {
        let shape: Vec<_> = operation.path.text.split('/').map(|part| if part.starts_with('{') { "{}" } else { part }).collect();
        let others = seen.entry((operation.method.value.clone(), shape.join("/"))).or_default();
        if let Some(other) = others.iter().find(|other| !differ(operation, other)) {
            let message = format!("a server could not tell `{}` from `{}`", operation.id.value, other.id.value);
            let diagnostic = Diagnostic::new(Code::Indistinguishable, operation.path.span, message);
            let help = "operations on one method and path differ in a required key of the body, \
                        a `const`, or the media type";
            report.push(diagnostic.label(other.path.span, "the other one").help(help));
        }
        others.push(operation);
    }
}

fn differ(one: &Operation, other: &Operation) -> bool {
    let media = |operation: &Operation| operation.media_type.as_ref().map(|text| text.value.clone());
    if media(one) != media(other) {
        return true;
    }
    let (a, b) = (body_table(one), body_table(other));
    let lacks = |from: &[Field], key: &str| !from.iter().any(|field| field.name.value == key);
    let own_key = |a: &[Field], b: &[Field]| a.iter().any(|field| !field.optional && lacks(b, &field.name.value));
    let constant = a.iter().any(|field| match &field.shape {
        Shape::Const(value) => b.iter().any(|other| match &other.shape {
            Shape::Const(theirs) => field.name.value == other.name.value && value.to_json() != theirs.to_json(),
            _ => false,
        }),
        _ => false,
    });
    constant || own_key(a, b) && own_key(b, a)
}

fn body_table(operation: &Operation) -> &[Field] {
    match operation.body.as_ref().map(|body| &body.content) {
        Some(Content::Fields(fields)) => fields,
        _ => &[],
    }
}

fn body_fields<'a>(operation: &'a Operation, scope: &Scope<'a>) -> &'a [Field] {
    match operation.body.as_ref().map(|body| &body.content) {
        Some(content) => content_fields(content, scope).unwrap_or_default(),
        None => &[],
    }
}

fn answer_fields<'a>(operation: &'a Operation, scope: &Scope<'a>) -> Option<&'a [Field]> {
    content_fields(operation.answer()?, scope)
}

/// The fields of a content, inside its wrapper if it has one.
fn content_fields<'a>(content: &'a Content, scope: &Scope<'a>) -> Option<&'a [Field]> {
    match content {
        Content::Type(ty) => struct_fields(ty.name()?, scope),
        Content::Fields(fields) => match fields.as_slice() {
            [Field { shape: Shape::Wraps(inner), .. }] => content_fields(inner, scope),
            fields => Some(fields),
        },
    }
}

fn struct_fields<'a>(name: &Text, scope: &Scope<'a>) -> Option<&'a [Field]> {
    match &scope.symbols.get(scope.name, name.as_str())?.def.kind {
        TypeKind::Struct { fields, .. } => Some(fields),
        _ => None,
    }
}
