//! Waiting: that waiters can tell when the work is done, and that what they need is there.

use super::{Scope, places, tables};
use crate::{
    api::MOST_ARGUMENTS,
    diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean, one_of},
    names,
    source::{Doubt, Text},
    specs::ServiceSpecs,
    syntax::{Content, Core, Field, Operation, Shape, TypeKind, TypeText, Waiter, Waits},
};

fn bad(at: &Text, message: String, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::BadWaiter, at.span, message).help(help)
}

/// A waiter of an operation.
pub(super) fn waiter(
    operation: &Operation,
    name: &Text,
    waiter: &Waiter,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) {
    if !names::is_snake(name.as_str()) {
        let message = format!("`{}` is no name of a waiter", name.value);
        let help = "write words in lower case with `_` between them, such as `image_active`";
        report.push(Diagnostic::new(Code::BadName, name.span, message).help(help));
    }
    let answer = tables::of_answer(operation, scope).unwrap_or_default();
    let fields = match (&waiter.items, &waiter.key) {
        (None, None) => answer,
        (Some(items), Some(_)) => {
            let list = tables::find(answer, items);
            let item = list
                .and_then(Field::ty)
                .filter(|ty| matches!(ty.core, Core::List(_)))
                .and_then(TypeText::name)
                .and_then(|name| tables::of_struct(name.as_str(), scope));
            let Some(item) = item else {
                let message = format!("the answer has no list `{}` of objects", items.value);
                let others = tables::names(answer).filter(|name| *name != items.value);
                let help = did_you_mean(&items.value, others);
                let diagnostic =
                    bad(items, message, "`items` is the field of the answer with the list");
                report.push(diagnostic.maybe_help(help));
                return;
            };
            item
        }
        (Some(lone), None) | (None, Some(lone)) => {
            let message = "a waiter on one item of a list says both `items` and `where`";
            let help = "`items` is the list, `where` the field that tells the item";
            report.push(bad(lone, message.to_owned(), help));
            return;
        }
    };
    let error = waiter.error.iter().flat_map(|(code, message)| [code, message]);
    let texts: Vec<&Text> = waiter.key.iter().chain(error).collect();
    for name in waiter.field.iter().chain(texts.iter().copied()) {
        let field = tables::find(fields, name);
        if field.is_none() {
            let message = format!("the object that is waited for has no field `{}`", name.value);
            let names: Vec<_> = tables::names(fields).collect();
            report.push(bad(name, message, one_of(&name.value, &names)));
        }
        if field.is_some_and(|field| !is_text(field)) && texts.contains(&name) {
            let message = format!("`{}` is no text", name.value);
            report.push(bad(name, message, "what tells an object or a reason is a `string`"));
        }
    }
    if let Some(path) = &waiter.sub_jobs {
        sub_jobs(path, waiter, fields, scope, report);
    }
    polled(operation, name, scope, report);
    match waiter.field.as_ref().map(|name| (name, tables::find(fields, name))) {
        Some((name, Some(field))) => states(name, field, waiter, scope, report),
        Some((_, None)) => {}
        None => {
            if let Some(state) = waiter.done.iter().chain(&waiter.failed).next() {
                let message = "a waiter on a state says which field has it".to_owned();
                report.push(bad(state, message, "add `field: status`, if `status` is it"));
            }
        }
    }
}

/// The jobs below a job are a list of the same type.
fn sub_jobs(
    path: &Text,
    waiter: &Waiter,
    fields: &[Field],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) {
    if waiter.field.is_none() {
        let message = "without a state nothing tells which jobs below failed".to_owned();
        report.push(bad(path, message, "add `field: status`, if `status` is it"));
        return;
    }
    let message = match tables::along(path.as_str(), fields, scope) {
        Ok(way) => {
            let list = way.last().and_then(|field| field.ty()).map(|ty| &ty.core);
            let item = match list {
                Some(Core::List(item)) => item.name(),
                _ => None,
            };
            let of_item = item.and_then(|name| tables::of_struct(name.as_str(), scope));
            if of_item.is_some_and(|of_item| std::ptr::eq(of_item, fields)) {
                return;
            }
            format!("`{}` is no list of jobs like the one above", path.value)
        }
        Err(name) => format!("the object that is waited for has no field `{name}`"),
    };
    report.push(bad(path, message, "name fields with dots between, such as `entities.sub_jobs`"));
}

/// What is polled needs a few texts, and always answers.
fn polled(operation: &Operation, name: &Text, scope: &Scope<'_>, report: &mut Diagnostics) {
    let mut given = operation.path_fields.iter().chain(needed(operation, scope));
    if let Some(other) = given.find(|field| !is_text(field)) {
        let message = format!("`{}`, which must be given, is no text", other.name.value);
        report
            .push(bad(name, message, "a waiter polls by texts alone").label(other.name.span, "it"));
    }
    let needs = operation.placeholders().filter(|name| !scope.is_client(name)).count();
    let has_body = operation.body.as_ref().is_some_and(|body| !body.optional);
    let whole_body = has_body && places::is_one_argument(operation, scope);
    if whole_body || needs + needed(operation, scope).count() > MOST_ARGUMENTS {
        let message =
            format!("`{}` has too many required arguments to be polled", operation.id.value);
        report.push(bad(name, message, "a waiter polls by three texts at most"));
    }
    let is_null = |content: &Content| match content {
        Content::Fields(fields) => fields.iter().any(|field| match &field.shape {
            Shape::Wraps(inner) => matches!(&**inner, Content::Type(ty) if ty.nullable),
            Shape::Type(_) | Shape::Const(_) => false,
        }),
        Content::Type(ty) => ty.nullable,
    };
    let mut answers = operation.responses.iter().map(|(_, content)| content);
    if answers.any(|content| content.is_none() || is_null(content)) {
        let message = "the operation that is polled may answer nothing".to_owned();
        report.push(bad(name, message, "wait for an operation that always says something"));
    }
}

/// What must be given beside the path.
fn needed<'a>(
    operation: &'a Operation,
    scope: &Scope<'a>,
) -> impl Iterator<Item = &'a Field> + use<'a> {
    let fields =
        operation.query.iter().chain(&operation.headers).chain(tables::of_body(operation, scope));
    fields.filter(|field| !field.optional && matches!(field.shape, Shape::Type(_)))
}

/// Whether a field is a text that may be passed on.
fn is_text(field: &Field) -> bool {
    let is_string = field.ty().is_some_and(|ty| matches!(ty.core, Core::String));
    is_string && !field.secret
}

fn states(
    name: &Text,
    field: &Field,
    waiter: &Waiter,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) {
    let symbol = field.ty().and_then(|ty| match &ty.core {
        Core::Name(name) => scope.symbols.get(scope.name, name.as_str()),
        _ => None,
    });
    let Some((ty, TypeKind::Enum(values))) =
        symbol.map(|symbol| (&symbol.def.name, &symbol.def.kind))
    else {
        let message = format!("the state `{}` is no enum", field.name.value);
        report.push(bad(name, message, "give its values a type of their own"));
        return;
    };
    for state in waiter.done.iter().chain(&waiter.failed) {
        if !values.iter().any(|value| value.name.value == state.value) {
            let message = format!("`{}` is no value of `{}`", state.value, ty.value);
            let help = did_you_mean(&state.value, values.iter().map(|value| value.name.as_str()));
            report.push(
                bad(state, message, format!("add it to the values of `{}`", ty.value))
                    .maybe_help(help),
            );
        }
    }
}

/// Every `waits` names a waiter of the service, and can tell it what it needs.
pub(super) fn waits(
    specs: &ServiceSpecs,
    scope: &Scope<'_>,
    doubt: &Doubt,
    report: &mut Diagnostics,
) {
    let waiters: Vec<(&Operation, &Text, &Waiter)> = specs
        .operations()
        .flat_map(|(_, operation)| {
            operation.waiters.iter().map(move |(name, waiter)| (operation, name, waiter))
        })
        .collect();
    for (index, (_, name, _)) in waiters.iter().enumerate() {
        if let Some((_, first, _)) =
            waiters.iter().take(index).find(|(_, first, _)| first.value == name.value)
        {
            let message = format!("the waiter `{}` is there twice", name.value);
            let diagnostic = Diagnostic::new(Code::DuplicateId, name.span, message);
            report.push(
                diagnostic.label(first.span, "first here").help("call one of them something else"),
            );
        }
    }
    for (_, operation) in specs.operations() {
        let Some(waits) = &operation.waits else { continue };
        let name = &waits.waiter;
        match waiters.iter().find(|(_, waiter, _)| waiter.value == name.value) {
            Some((polled, _, waiter)) => {
                needs(operation, waits, polled, waiter, scope, report);
                if let Some(path) = &waits.gives {
                    gives(path, polled, waiter, scope, report);
                }
            }
            None if doubt.may_define(&name.value) => {}
            None => {
                let message =
                    format!("the service `{}` has no waiter `{}`", scope.name, name.value);
                let help =
                    did_you_mean(&name.value, waiters.iter().map(|(_, waiter, _)| waiter.as_str()));
                let diagnostic = bad(
                    name,
                    message,
                    "waiters stand under `waiters:` of the operation that is polled",
                );
                report.push(diagnostic.maybe_help(help));
            }
        }
    }
}

/// What the operation that is polled needs is in the answer or the request of the one that starts.
fn needs(
    starts: &Operation,
    waits: &Waits,
    polled: &Operation,
    waiter: &Waiter,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) {
    let placeholders = polled.placeholders().filter(|name| !scope.is_client(name));
    let required = needed(polled, scope).map(|field| &field.name);
    let needs: Vec<&Text> = placeholders.chain(required).chain(&waiter.key).collect();

    let answer = tables::of_answer(starts, scope).unwrap_or_default();
    let body = tables::of_body(starts, scope);
    let sent: Vec<&Field> = starts.query.iter().chain(&starts.headers).chain(body).collect();
    let given = answer.iter().chain(sent.iter().copied()).map(|field| field.name.as_str());
    let given: Vec<&str> = given.chain(starts.placeholders().map(Text::as_str)).collect();
    // What may be absent or null cannot be passed on, nor can what is no text.
    let three_states = |field: &Field| field.optional && field.ty().is_some_and(|ty| ty.nullable);
    let texts = answer.iter().chain(sent.into_iter().filter(|field| !three_states(field)));
    let texts = texts.filter(|field| is_text(field)).map(|field| field.name.as_str());
    let texts: Vec<&str> = texts.chain(text_placeholders(starts)).collect();
    for need in &needs {
        let renamed = waits.with.iter().find(|(key, _)| key.value == need.value);
        let (at, from) = renamed.map_or((&waits.waiter, *need), |(_, from)| (from, from));
        if !given.contains(&from.as_str()) {
            let message =
                format!("neither answer nor request has `{}`, which the waiter needs", from.value);
            let help = format!(
                "write `{{ for: {}, with: {{ {}: NAME }} }}`",
                waits.waiter.value, need.value
            );
            let near = did_you_mean(&from.value, given.iter().copied());
            report.push(
                bad(at, message, help)
                    .label(need.span, "here")
                    .maybe_help(near.filter(|_| renamed.is_some())),
            );
        } else if !texts.contains(&from.as_str()) {
            let message = format!("`{}` is no text that the waiter could be given", from.value);
            let help = "it is a `string` of the answer, or one of the request that is never null";
            report.push(bad(at, message, help).label(need.span, "needs a text"));
        }
    }
    for (key, _) in &waits.with {
        if !needs.iter().any(|need| need.value == key.value) {
            let names: Vec<_> = needs.iter().map(|need| need.as_str()).collect();
            let message = format!("the waiter needs no `{}`", key.value);
            report.push(bad(key, message, one_of(&key.value, &names)));
        }
    }
}

/// The placeholders whose values are texts.
fn text_placeholders(operation: &Operation) -> impl Iterator<Item = &str> {
    let is_other = |name: &Text| {
        tables::find(&operation.path_fields, name).is_some_and(|field| !is_text(field))
    };
    operation.placeholders().filter(move |name| !is_other(name)).map(Text::as_str)
}

/// What the work is done for is a text at the end of it.
fn gives(
    path: &Text,
    polled: &Operation,
    waiter: &Waiter,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) {
    if waiter.missing_is_done {
        let message = "this wait ends when the object is gone, so that no ID is there".to_owned();
        report.push(bad(path, message, "leave out `gives`"));
        return;
    }
    let Some(fields) = tables::of_awaited(polled, waiter, scope) else { return };
    let message = match tables::along(path.as_str(), fields, scope) {
        Ok(found) if found.last().is_some_and(|field| is_text(field)) => return,
        Ok(_) => format!("`{}` is no text", path.value),
        Err(name) => format!("the last response has no field `{name}`"),
    };
    report.push(bad(path, message, "name fields with dots between, such as `entities.image_id`"));
}
