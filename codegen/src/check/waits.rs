//! Operations that start work: that a waiter sees its end, and is told what it needs.

use std::collections::BTreeMap;

use super::{
    fields::{self, Role},
    scope::Scope,
    tables,
    taken::{ident, waiter_name},
    waiters::{bad, is_text, needed, nowhere, way},
};
use crate::{
    api::{self, Awaited, Home, LongRunning, NamedBy, Way},
    diagnostic::{Code, Diagnostic, Diagnostics, Reported, did_you_mean, every, one_of},
    names,
    source::{Doubt, Text},
    specs::ServiceSpecs,
    syntax::{Content, Field, Operation, Shape, Waiter, Waits},
};

/// The waiters of a service, by their names.
pub(super) struct Waiters<'a> {
    by_name: BTreeMap<&'a str, Polled<'a>>,
    doubt: &'a Doubt,
}

/// A waiter and the operation that it polls.
struct Polled<'a> {
    home: Home,
    operation: &'a Operation,
    name: &'a Text,
    waiter: &'a Waiter,
}

impl<'a> Waiters<'a> {
    /// Gathers the waiters; reports those that are there twice.
    pub(super) fn collect(
        service: &names::Ident,
        specs: &'a ServiceSpecs,
        doubt: &'a Doubt,
        report: &mut Diagnostics,
    ) -> Self {
        let mut by_name: BTreeMap<&str, Polled<'_>> = BTreeMap::new();
        for (resource, operation) in specs.operations() {
            let home = Home { service: service.clone(), module: resource.clone() };
            for (name, waiter) in &operation.waiters {
                if let Some(first) = by_name.get(name.as_str()) {
                    let message = format!("the waiter `{}` is there twice", name.value);
                    let diagnostic = Diagnostic::new(Code::DuplicateId, name.span, message)
                        .label(first.name.span, "first here");
                    report.push(diagnostic.help("call one of them something else"));
                    continue;
                }
                let polled = Polled { home: home.clone(), operation, name, waiter };
                by_name.insert(name.as_str(), polled);
            }
        }
        Self { by_name, doubt }
    }

    fn find(
        &self,
        name: &Text,
        scope: &Scope<'_>,
        report: &mut Diagnostics,
    ) -> Result<&Polled<'a>, Reported> {
        self.by_name.get(name.as_str()).ok_or_else(|| {
            let message = format!("the service `{}` has no waiter `{}`", scope.name, name.value);
            let help = "waiters stand under `waiters:` of the operation that is polled";
            let near = did_you_mean(&name.value, self.by_name.keys().copied());
            let diagnostic = || bad(name, message, help).maybe_help(near);
            match self.doubt.may_define(&name.value) {
                true => report.push_unless_told(diagnostic),
                false => report.push(diagnostic()),
            }
        })
    }
}

/// How what an operation starts is waited for.
pub(super) fn resolve(
    waits: &Waits,
    starts: &Operation,
    waiters: &Waiters<'_>,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<LongRunning, Reported> {
    let polled = waiters.find(&waits.waiter, scope, report)?;
    let arguments = needs(starts, waits, polled, scope, report);
    let gives = waits.gives.as_ref().map(|path| gives(path, polled, scope, report));
    let done = done(polled, scope, report);
    let waiter = Text::new(waiter_name(polled.name.as_str()), polled.name.span);
    Ok(LongRunning {
        waiter: ident(&waiter, report)?,
        home: polled.home.clone(),
        arguments: arguments?,
        done: done?,
        gives: gives.transpose()?,
    })
}

/// Whether HTTP takes a request for one that may be repeated, which would start the work twice. That
/// something goes away twice does no harm.
pub(super) fn repeats_work(operation: &Operation, starts: Option<&LongRunning>) -> bool {
    let starts_work = starts.is_some_and(|starts| starts.done.is_some());
    starts_work && ["DELETE", "PUT"].contains(&operation.method.as_str())
}

/// What is there at the end, if anything is.
fn done(
    polled: &Polled<'_>,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Option<Awaited>, Reported> {
    if polled.waiter.missing_is_done {
        return Ok(None);
    }
    let ty = match &polled.waiter.items {
        None => polled.operation.answer().and_then(type_of),
        Some(items) => {
            let answer = tables::of_answer(polled.operation, scope).unwrap_or_default();
            tables::find(answer, items).and_then(Field::ty).and_then(|ty| ty.name())
        }
    };
    match ty {
        None => {
            let id = ident(&polled.operation.id, report)?;
            Ok(Some(Awaited::Response(id.with("Response"))))
        }
        Some(name) => scope.resolve(name, report).map(Awaited::Type).map(Some),
    }
}

/// The named type of an answer, inside its wrapper if it has one.
fn type_of(content: &Content) -> Option<&Text> {
    match content {
        Content::Type(ty) => ty.name(),
        Content::Fields(fields) => match fields.as_slice() {
            [Field { shape: Shape::Wraps(inner), .. }] => type_of(inner),
            _ => None,
        },
    }
}

/// What the operation that is polled needs is in the answer or the request of the one that starts.
fn needs(
    starts: &Operation,
    waits: &Waits,
    polled: &Polled<'_>,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Vec<NamedBy>, Reported> {
    let placeholders = polled.operation.placeholders().filter(|name| !scope.is_client(name));
    let required = needed(polled.operation, scope).map(|field| &field.name);
    let needs: Vec<&Text> = placeholders.chain(required).chain(&polled.waiter.key).collect();
    let given = every(needs.iter().map(|need| given(need, starts, waits, scope, report)));
    for (key, _) in &waits.with {
        if !needs.iter().any(|need| need.value == key.value) {
            let names: Vec<_> = needs.iter().map(|need| need.as_str()).collect();
            let message = format!("the waiter needs no `{}`", key.value);
            report.push(bad(key, message, one_of(&key.value, &names)));
        }
    }
    given
}

/// Where a text is found: in the answer if it is always there, else in the request, else in the
/// answer all the same.
fn given(
    need: &Text,
    starts: &Operation,
    waits: &Waits,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<NamedBy, Reported> {
    let renamed = waits.with.iter().find(|(key, _)| key.value == need.value);
    let (at, from) = renamed.map_or((&waits.waiter, need), |(_, from)| (from, from));
    let answer = tables::of_answer(starts, scope).unwrap_or_default();
    let in_answer = tables::find(answer, from).filter(|field| is_text(field));
    let in_answer =
        in_answer.map(|field| fields::one(field, &[], Role::Answer, scope, report)).transpose()?;
    let in_request = in_request(from, starts, scope, report)?;
    let named_by = |field: api::Field, from_answer| NamedBy {
        is_option: field.is_option(),
        name: field.name,
        from_answer,
    };
    match (in_answer, in_request) {
        (Some(field), None) => Ok(named_by(field, true)),
        (Some(field), Some(_)) if !field.is_option() => Ok(named_by(field, true)),
        (_, Some(field)) => Ok(named_by(field, false)),
        (None, None) => Err(report.push(not_given(at, from, need, starts, waits, scope))),
    }
}

/// The text of a request with a name. What may be absent or null cannot be passed on.
fn in_request(
    from: &Text,
    starts: &Operation,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Option<api::Field>, Reported> {
    if let Some(placeholder) = starts.placeholders().find(|name| name.value == from.value) {
        return match tables::find(&starts.path_fields, placeholder) {
            Some(field) if is_text(field) => {
                fields::one(field, &[], Role::Argument, scope, report).map(Some)
            }
            Some(_) => Ok(None),
            None => {
                let name = names::field(from.as_str());
                Ok(name.map(|name| api::Field::text(from.as_str(), name, String::new())))
            }
        };
    }
    let body = tables::of_body(starts, scope);
    let mut sent = starts.query.iter().chain(&starts.headers).chain(body);
    let three_states = |field: &Field| field.optional && field.ty().is_some_and(|ty| ty.nullable);
    let found = sent.find(|field| field.name.value == from.value);
    match found.filter(|field| is_text(field) && !three_states(field)) {
        Some(field) => fields::one(field, &[], Role::Argument, scope, report).map(Some),
        None => Ok(None),
    }
}

fn not_given(
    at: &Text,
    from: &Text,
    need: &Text,
    starts: &Operation,
    waits: &Waits,
    scope: &Scope<'_>,
) -> Diagnostic {
    let answer = tables::of_answer(starts, scope).unwrap_or_default();
    let sent = starts.query.iter().chain(&starts.headers).chain(tables::of_body(starts, scope));
    let given = answer.iter().chain(sent).map(|field| field.name.as_str());
    let given: Vec<&str> = given.chain(starts.placeholders().map(Text::as_str)).collect();
    if given.contains(&from.as_str()) {
        let message = format!("`{}` is no text that the waiter could be given", from.value);
        let help = "it is a `string` of the answer, or one of the request that is never null";
        return bad(at, message, help).label(need.span, "needs a text");
    }
    let message =
        format!("neither answer nor request has `{}`, which the waiter needs", from.value);
    let help =
        format!("write `{{ for: {}, with: {{ {}: NAME }} }}`", waits.waiter.value, need.value);
    let is_renamed = !std::ptr::eq(from, need);
    let near = did_you_mean(&from.value, given).filter(|_| is_renamed);
    bad(at, message, help).label(need.span, "here").maybe_help(near)
}

/// What the work is done for is a text at the end of it.
fn gives(
    path: &Text,
    polled: &Polled<'_>,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Way, Reported> {
    if polled.waiter.missing_is_done {
        let message = "this wait ends when the object is gone, so that no ID is there".to_owned();
        return Err(report.push(bad(path, message, "leave out `gives`")));
    }
    let fields = tables::of_awaited(polled.operation, polled.waiter, scope).ok_or_else(|| {
        report.push_unless_told(|| {
            bad(path, "the last response has no fields".to_owned(), "leave out `gives`")
        })
    })?;
    let (message, help) = match tables::along(path.as_str(), fields, scope) {
        Ok(found) if found.last().is_some_and(|field| is_text(field)) => {
            return way(path, &found, scope, report);
        }
        Ok(_) => (
            format!("`{}` is no text", path.value),
            "name fields with dots between, such as `entities.image_id`".to_owned(),
        ),
        Err(end) => nowhere("the last response", end),
    };
    Err(report.push(bad(path, message, help)))
}
