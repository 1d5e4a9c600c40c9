//! Waiters: that they can tell when the work is done, and what they are in Rust.

use super::{
    fields::{self, Role},
    places,
    scope::Scope,
    tables,
    taken::{Kind, ident, rust_name, waiter_name},
};
use crate::{
    api::{self, Among, MOST_ARGUMENTS, State, Type, Way},
    diagnostic::{Code, Diagnostic, Diagnostics, Reported, did_you_mean, every, one_of},
    names::{self, Ident},
    source::Text,
    syntax::{Content, Core, EnumValue, Field, Operation, Shape, TypeKind, Waiter},
};

pub(super) fn bad(at: &Text, message: String, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::BadWaiter, at.span, message).help(help)
}

/// A waiter of an operation.
pub(super) fn resolve(
    name: &Text,
    waiter: &Waiter,
    operation: &Operation,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<api::Waiter, Reported> {
    if names::snake_name(name.as_str()).is_none() {
        let message = format!("`{}` is no name of a waiter", name.value);
        let help = "write words in lower case with `_` between them, such as `image_active`";
        report.push(Diagnostic::new(Code::BadName, name.span, message).help(help));
    }
    let Object { among, fields: object } = object(waiter, operation, scope, report)?;
    polled(operation, name, scope, report);
    let state = state(waiter, object, scope, report);
    let of = |text: String| Text::new(text, name.span);
    Ok(api::Waiter {
        id: ident(&of(waiter_name(name.as_str())), report)?,
        method: ident(&of(format!("wait_for_{}", name.value)), report)?,
        among: among.transpose()?,
        state: state?,
        missing_is_done: waiter.missing_is_done,
    })
}

/// The object that is waited for.
struct Object<'a> {
    /// The list that it is in, if it is in one.
    among: Option<Result<Among, Reported>>,
    fields: &'a [Field],
}

fn object<'a>(
    waiter: &Waiter,
    operation: &'a Operation,
    scope: &Scope<'a>,
    report: &mut Diagnostics,
) -> Result<Object<'a>, Reported> {
    let answer = tables::of_answer(operation, scope).unwrap_or_default();
    let (items, key) = match (&waiter.items, &waiter.key) {
        (None, None) => return Ok(Object { among: None, fields: answer }),
        (Some(items), Some(key)) => (items, key),
        (Some(lone), None) | (None, Some(lone)) => {
            let message = "a waiter on one item of a list says both `items` and `where`";
            let help = "`items` is the list, `where` the field that tells the item";
            return Err(report.push(bad(lone, message.to_owned(), help)));
        }
    };
    let list = tables::find(answer, items);
    let of_item = list.and_then(Field::ty).and_then(|ty| of_item(&ty.core, scope));
    let (Some(list), Some(of_item)) = (list, of_item) else {
        let message = format!("the answer has no list `{}` of objects", items.value);
        let others = tables::names(answer).filter(|name| *name != items.value);
        let help = did_you_mean(&items.value, others);
        let diagnostic = bad(items, message, "`items` is the field of the answer with the list");
        return Err(report.push(diagnostic.maybe_help(help)));
    };
    let among = among(list, key, of_item, scope, report);
    Ok(Object { among: Some(among), fields: of_item })
}

/// The fields of an item, if a type is a list of structs.
fn of_item<'a>(core: &Core, scope: &Scope<'a>) -> Option<&'a [Field]> {
    if let Core::List(item) = core { scope.fields_of(item) } else { None }
}

fn among(
    list: &Field,
    key: &Text,
    of_item: &[Field],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Among, Reported> {
    let key = text_field(key, of_item, scope, report)?;
    let list = fields::one(list, &[], Role::Answer, scope, report)?;
    let item = if let Type::List(item) = list.ty { *item } else { list.ty };
    Ok(Among { items: list.name, item, key })
}

/// The field of the object that is waited for with a name.
fn field<'a>(
    name: &Text,
    object: &'a [Field],
    report: &mut Diagnostics,
) -> Result<&'a Field, Reported> {
    tables::find(object, name).ok_or_else(|| {
        let message = format!("the object that is waited for has no field `{}`", name.value);
        let names: Vec<_> = tables::names(object).collect();
        report.push(bad(name, message, one_of(&name.value, &names)))
    })
}

/// A field that tells an object or a reason.
fn text_field(
    name: &Text,
    object: &[Field],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<api::Field, Reported> {
    let field = field(name, object, report)?;
    if !is_text(field) {
        let message = format!("`{}` is no text", name.value);
        let help = "what tells an object or a reason is a `string`";
        return Err(report.push(bad(name, message, help)));
    }
    fields::one(field, &[], Role::Answer, scope, report)
}

/// How the state of an object tells the end, if it does.
fn state(
    waiter: &Waiter,
    object: &[Field],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Option<State>, Reported> {
    let sub_jobs = waiter.sub_jobs.as_ref();
    let sub_jobs = sub_jobs.map(|path| self::sub_jobs(path, waiter, object, scope, report));
    let error = waiter.error.as_ref().map(|(code, reason)| {
        let code = text_field(code, object, scope, report);
        let reason = text_field(reason, object, scope, report);
        Ok((code?, reason?))
    });
    let Some(name) = &waiter.field else {
        if let Some(state) = waiter.done.iter().chain(&waiter.failed).next() {
            let message = "a waiter on a state says which field has it".to_owned();
            report.push(bad(state, message, "add `field: status`, if `status` is it"));
        }
        return Ok(None);
    };
    let field = field(name, object, report)?;
    let (ty, values) = field.ty().and_then(|ty| enumeration(&ty.core, scope)).ok_or_else(|| {
        let message = format!("the state `{}` is no enum", field.name.value);
        report.push(bad(name, message, "give its values a type of their own"))
    })?;
    let done = every(waiter.done.iter().map(|state| value(state, ty, values, report)));
    let failed = every(waiter.failed.iter().map(|state| value(state, ty, values, report)));
    Ok(Some(State {
        field: fields::one(field, &[], Role::Answer, scope, report)?,
        ty: scope.resolve(ty, report)?,
        done: done?,
        failed: failed?,
        error: error.transpose()?,
        sub_jobs: sub_jobs.transpose()?,
    }))
}

/// The name of a type that is an enum, and its values.
fn enumeration<'a>(core: &'a Core, scope: &Scope<'a>) -> Option<(&'a Text, &'a [EnumValue])> {
    let Core::Name(name) = core else { return None };
    if let TypeKind::Enum(values) = scope.kind(name.as_str())? {
        Some((name, values))
    } else {
        None
    }
}

/// The name of a value of an enum.
fn value(
    state: &Text,
    ty: &Text,
    values: &[EnumValue],
    report: &mut Diagnostics,
) -> Result<Ident, Reported> {
    match values.iter().find(|value| value.name.value == state.value) {
        Some(value) => rust_name(Kind::Value, &value.name, &value.rust, report),
        None => {
            let message = format!("`{}` is no value of `{}`", state.value, ty.value);
            let help = did_you_mean(&state.value, values.iter().map(|value| value.name.as_str()));
            let diagnostic = bad(state, message, format!("add it to the values of `{}`", ty.value));
            Err(report.push(diagnostic.maybe_help(help)))
        }
    }
}

/// The jobs below a job are a list of the same type.
fn sub_jobs(
    path: &Text,
    waiter: &Waiter,
    object: &[Field],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Way, Reported> {
    if waiter.field.is_none() {
        let message = "without a state nothing tells which jobs below failed".to_owned();
        return Err(report.push(bad(path, message, "add `field: status`, if `status` is it")));
    }
    let is_same = |list: &Field| {
        let of_item = list.ty().and_then(|ty| of_item(&ty.core, scope));
        of_item.is_some_and(|of_item| std::ptr::eq(of_item, object))
    };
    let (message, help) = match tables::along(path.as_str(), object, scope) {
        Ok(found) if found.last().is_some_and(|list| is_same(list)) => {
            return way(path, &found, scope, report);
        }
        Ok(_) => (
            format!("`{}` is no list of jobs like the one above", path.value),
            "name fields with dots between, such as `entities.sub_jobs`".to_owned(),
        ),
        Err(end) => nowhere("the object that is waited for", end),
    };
    Err(report.push(bad(path, message, help)))
}

/// What is wrong with a path that ends at a name among fields, and what helps.
pub(super) fn nowhere(object: &str, (name, fields): (&str, &[Field])) -> (String, String) {
    let names: Vec<_> = tables::names(fields).collect();
    match names.as_slice() {
        [] => (
            format!("what stands before `.{name}` is no object"),
            "a path leads through objects, not through lists".to_owned(),
        ),
        names => (format!("{object} has no field `{name}`"), one_of(name, names)),
    }
}

/// The fields along a path.
pub(super) fn way(
    path: &Text,
    found: &[&Field],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Way, Reported> {
    let along = found.iter().map(|field| fields::one(field, &[], Role::Answer, scope, report));
    let mut before = every(along)?;
    let last = before
        .pop()
        .ok_or_else(|| report.push(bad(path, "the path names no field".to_owned(), "name one")))?;
    Ok(Way { before, last })
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
pub(super) fn needed<'a>(
    operation: &'a Operation,
    scope: &Scope<'a>,
) -> impl Iterator<Item = &'a Field> + use<'a> {
    let fields =
        operation.query.iter().chain(&operation.headers).chain(tables::of_body(operation, scope));
    fields.filter(|field| !field.optional && matches!(field.shape, Shape::Type(_)))
}

/// Whether a field is a text that may be passed on.
pub(super) fn is_text(field: &Field) -> bool {
    let is_string = field.ty().is_some_and(|ty| matches!(ty.core, Core::String));
    is_string && !field.secret
}
