//! The fields of bodies and answers, wherever they are written.

use super::scope::Scope;
use crate::{
    source::Text,
    syntax::{Content, Field, Operation, Shape, Waiter},
};

/// The fields of a body, inside its wrapper if it has one.
pub(super) fn of_body<'a>(operation: &'a Operation, scope: &Scope<'a>) -> &'a [Field] {
    let content = operation.body.as_ref().map(|body| &body.content);
    content.and_then(|content| of_content(content, scope)).unwrap_or_default()
}

/// The fields of a success, inside its wrapper if it has one.
pub(super) fn of_answer<'a>(operation: &'a Operation, scope: &Scope<'a>) -> Option<&'a [Field]> {
    of_content(operation.answer()?, scope)
}

/// The fields of a content, inside its wrapper if it has one.
fn of_content<'a>(content: &'a Content, scope: &Scope<'a>) -> Option<&'a [Field]> {
    match content {
        Content::Fields(fields) => match fields.as_slice() {
            [Field { shape: Shape::Wraps(inner), .. }] => of_content(inner, scope),
            fields => Some(fields),
        },
        Content::Type(ty) => scope.fields_of(&ty.core),
    }
}

/// The keys of a body as they are on the wire.
pub(super) fn on_wire<'a>(operation: &'a Operation, scope: &Scope<'a>) -> &'a [Field] {
    match operation.body.as_ref().map(|body| &body.content) {
        Some(Content::Fields(fields)) => fields,
        Some(Content::Type(ty)) => scope.fields_of(&ty.core).unwrap_or_default(),
        None => &[],
    }
}

/// The fields of what a waiter looks at: the answer, or one of a list in it.
pub(super) fn of_awaited<'a>(
    operation: &'a Operation,
    waiter: &Waiter,
    scope: &Scope<'a>,
) -> Option<&'a [Field]> {
    let answer = of_answer(operation, scope)?;
    match &waiter.items {
        None => Some(answer),
        Some(items) => scope.fields(find(answer, items)?.ty()?.name()?.as_str()),
    }
}

/// The fields along a path of names with dots between. An error is the name that is not there, and the
/// fields that are.
pub(super) fn along<'a, 'p>(
    path: &'p str,
    mut fields: &'a [Field],
    scope: &Scope<'a>,
) -> Result<Vec<&'a Field>, (&'p str, &'a [Field])> {
    let mut found = Vec::new();
    for name in path.split('.') {
        let field = fields.iter().find(|field| field.name.value == name).ok_or((name, fields))?;
        fields = field.ty().and_then(|ty| scope.fields_of(&ty.core)).unwrap_or_default();
        found.push(field);
    }
    Ok(found)
}

/// The field of a name.
pub(super) fn find<'a>(fields: &'a [Field], name: &Text) -> Option<&'a Field> {
    fields.iter().find(|field| field.name.value == name.value)
}

/// The names of fields.
pub(super) fn names(fields: &[Field]) -> impl Iterator<Item = &str> {
    fields.iter().map(|field| field.name.as_str())
}
