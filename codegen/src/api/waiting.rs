//! Waiters, and the operations that start what they wait for.

use super::{Field, Module, Name, Operation, Type, Variant, fields, types};
use crate::{
    check::{Scope, tables},
    diagnostic::Diagnostics,
    names,
    source::Text,
    specs::ServiceSpecs,
    syntax::{self, TypeKind},
};

/// Sees the end of work by asking an operation again and again.
#[derive(Debug)]
pub(crate) struct Waiter {
    /// Name of its type.
    pub(crate) id: String,
    /// Name of the method that waits.
    pub(crate) method: String,
    /// Where the object is one of a list: the list in the answer, and what tells the object.
    pub(crate) among: Option<(String, Field)>,
    /// Type of the object, where it is not the answer itself.
    pub(crate) item: Option<Type>,
    pub(crate) state: Option<State>,
    /// Whether the end is that the object is not there any more.
    pub(crate) missing_is_done: bool,
}

/// How the state of an object tells the end.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) field: Field,
    /// The enum of its values.
    pub(crate) ty: Name,
    pub(crate) done: Vec<Variant>,
    pub(crate) failed: Vec<Variant>,
    /// The field with the error code.
    pub(crate) code: Option<Field>,
    /// The field with the reason of a failure.
    pub(crate) reason: Option<Field>,
    /// The way to the list of the jobs below, which are like the one above.
    pub(crate) sub_jobs: Vec<Field>,
}

impl Waiter {
    /// The texts that it must know: those of the operation that is polled, and what tells the
    /// object from others.
    pub(crate) fn needs<'a>(&'a self, polled: &'a Operation) -> Vec<&'a Field> {
        let (required, _) = polled.arguments();
        required.into_iter().chain(self.among.as_ref().map(|(_, key)| key)).collect()
    }
}

/// The work that an operation starts.
#[derive(Debug)]
pub(crate) struct LongRunning {
    /// Name of the type of the waiter that sees its end.
    pub(crate) waiter: String,
    /// What the waiter must know.
    pub(crate) arguments: Vec<NamedBy>,
    /// Name of the struct that is there at the end, if one is.
    pub(crate) done: Option<String>,
    /// The way from there to the ID of what was made.
    pub(crate) gives: Vec<Field>,
}

/// A text that names work.
#[derive(Debug)]
pub(crate) struct NamedBy {
    pub(crate) name: String,
    pub(crate) is_option: bool,
    /// Whether it is in the answer rather than in the request.
    pub(crate) from_answer: bool,
}

/// Puts waiters beside the operations that they ask, and tells operations what waits for them. What
/// they need was checked.
pub(super) fn link(modules: &mut [Module], specs: &ServiceSpecs, scope: &Scope<'_>) {
    for (_, written) in specs.operations() {
        if let Some(polled) = find_mut(modules, written) {
            let waiters = written.waiters.iter();
            polled.waiters = waiters
                .filter_map(|(name, waiter)| self::waiter(name, waiter, written, scope))
                .collect();
        }
    }
    for (_, written) in specs.operations() {
        let Some(waits) = &written.waits else { continue };
        let starts = starts(written, waits, modules, specs, scope);
        if let Some(operation) = find_mut(modules, written) {
            // What HTTP says may be repeated may not, if it would start the work twice; that
            // something goes away twice does no harm.
            let starts_work = starts.as_ref().is_some_and(|starts| starts.done.is_some());
            if starts_work && ["DELETE", "PUT"].contains(&operation.http_method.as_str()) {
                operation.idempotent = Some(false);
            }
            operation.starts = starts;
        }
    }
}

fn find<'a>(modules: &'a [Module], written: &syntax::Operation) -> Option<&'a Operation> {
    let mut all = modules.iter().flat_map(|module| &module.operations);
    all.find(|operation| operation.id == written.id.value)
}

fn find_mut<'a>(
    modules: &'a mut [Module],
    written: &syntax::Operation,
) -> Option<&'a mut Operation> {
    let mut all = modules.iter_mut().flat_map(|module| &mut module.operations);
    all.find(|operation| operation.id == written.id.value)
}

/// The name of a waiter's type.
pub(crate) fn id(name: &str) -> String {
    format!("{}Waiter", names::pascal(name))
}

fn waiter(
    name: &Text,
    waiter: &syntax::Waiter,
    written: &syntax::Operation,
    scope: &Scope<'_>,
) -> Option<Waiter> {
    let object = tables::of_awaited(written, waiter, scope)?;
    let mut among = None;
    let mut item = None;
    if let (Some(items), Some(key)) = (&waiter.items, &waiter.key) {
        let list = fields::find(tables::of_answer(written, scope)?, items, scope)?;
        let Type::List(inner) = list.ty else { return None };
        among = Some((list.name, fields::find(object, key, scope)?));
        item = Some(*inner);
    }
    let state = match &waiter.field {
        Some(field) => Some(state(field, waiter, object, scope)?),
        None => None,
    };
    Some(Waiter {
        id: id(&name.value),
        method: format!("wait_for_{}", name.value),
        among,
        item,
        state,
        missing_is_done: waiter.missing_is_done,
    })
}

fn state(
    name: &Text,
    waiter: &syntax::Waiter,
    object: &[syntax::Field],
    scope: &Scope<'_>,
) -> Option<State> {
    let field = fields::find(object, name, scope)?;
    let ty = field.ty.name()?.clone();
    let TypeKind::Enum(values) = &scope.symbols.get(scope.name, &ty.name)?.def.kind else {
        return None;
    };
    let variants = |states: &[Text]| {
        let value = |state: &Text| values.iter().find(|value| value.name.value == state.value);
        states.iter().filter_map(|state| types::variant(value(state)?)).collect()
    };
    let (code, reason) = match &waiter.error {
        Some((code, reason)) => {
            (Some(fields::find(object, code, scope)?), Some(fields::find(object, reason, scope)?))
        }
        None => (None, None),
    };
    Some(State {
        done: variants(&waiter.done),
        failed: variants(&waiter.failed),
        field,
        ty,
        code,
        reason,
        sub_jobs: match &waiter.sub_jobs {
            Some(path) => {
                let way = tables::along(path.as_str(), object, scope).ok()?;
                way.into_iter().map(|field| fields::again(field, scope)).collect::<Option<_>>()?
            }
            None => Vec::new(),
        },
    })
}

/// How what an operation starts is waited for.
fn starts(
    written: &syntax::Operation,
    waits: &syntax::Waits,
    modules: &[Module],
    specs: &ServiceSpecs,
    scope: &Scope<'_>,
) -> Option<LongRunning> {
    let id = id(&waits.waiter.value);
    let mut all = modules.iter().flat_map(|module| &module.operations);
    let (polled, waiter) = all.find_map(|operation| {
        let waiter = operation.waiters.iter().find(|waiter| waiter.id == id)?;
        Some((operation, waiter))
    })?;
    let starting = find(modules, written)?;
    let answer = tables::of_answer(written, scope).unwrap_or_default();
    let answer = fields::lower(answer, scope, &mut Diagnostics::default());
    let needs = waiter.needs(polled);
    let given = needs.into_iter().map(|need| {
        let renamed = waits.with.iter().find(|(key, _)| key.value == need.wire());
        let wire = renamed.map_or(need.wire(), |(_, from)| &from.value);
        given(wire, &answer, starting)
    });
    Some(LongRunning {
        arguments: given.collect::<Option<_>>()?,
        done: done(polled, waiter),
        gives: gives(waits, polled, specs, scope)?,
        waiter: id,
    })
}

/// Name of the struct that a waiter gives at the end.
fn done(polled: &Operation, waiter: &Waiter) -> Option<String> {
    if waiter.missing_is_done {
        return None;
    }
    let ty = waiter.item.as_ref().or(polled.output.ty());
    let response = || format!("{}Response", polled.id);
    Some(ty.and_then(Type::name).map_or_else(response, |name| name.name.clone()))
}

/// The way from what is there at the end to the id that the work is done for.
fn gives(
    waits: &syntax::Waits,
    polled: &Operation,
    specs: &ServiceSpecs,
    scope: &Scope<'_>,
) -> Option<Vec<Field>> {
    let Some(path) = &waits.gives else { return Some(Vec::new()) };
    let mut all = specs.operations().map(|(_, operation)| operation);
    let written = all.find(|operation| operation.id.value == polled.id)?;
    let (_, waiter) = written.waiters.iter().find(|(name, _)| name.value == waits.waiter.value)?;
    let object = tables::of_awaited(written, waiter, scope)?;
    let way = tables::along(path.as_str(), object, scope).ok()?;
    way.into_iter().map(|field| fields::again(field, scope)).collect()
}

/// Where a text is found: in the answer if it is always there, else in the request, else in the
/// answer all the same.
fn given(wire: &str, answer: &[Field], operation: &Operation) -> Option<NamedBy> {
    let is_it = |field: &&Field| {
        field.wire() == wire && matches!(field.ty, Type::String) && !field.has_three_states()
    };
    let (required, optional) = operation.arguments();
    let in_answer = answer.iter().find(is_it);
    let in_request = required.into_iter().chain(optional).find(is_it);
    let give = |field: &Field, from_answer| NamedBy {
        name: field.name.clone(),
        is_option: field.is_option(),
        from_answer,
    };
    match (in_answer, in_request) {
        (Some(field), None) => Some(give(field, true)),
        (Some(field), Some(_)) if !field.is_option() => Some(give(field, true)),
        (_, Some(field)) => Some(give(field, false)),
        (None, None) => None,
    }
}
