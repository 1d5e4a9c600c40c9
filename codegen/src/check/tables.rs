//! The fields of bodies and answers, wherever they are written.

use super::Scope;
use crate::{
    source::Text,
    syntax::{Content, Core, Field, Operation, Shape, TypeKind, TypeText, Waiter},
};

/// The fields of a body, inside its wrapper if it has one.
pub(crate) fn of_body<'a>(operation: &'a Operation, scope: &Scope<'a>) -> &'a [Field] {
    let content = operation.body.as_ref().map(|body| &body.content);
    content.and_then(|content| of_content(content, scope)).unwrap_or_default()
}

/// The fields of a success, inside its wrapper if it has one.
pub(crate) fn of_answer<'a>(operation: &'a Operation, scope: &Scope<'a>) -> Option<&'a [Field]> {
    of_content(operation.answer()?, scope)
}

/// The fields of a content, inside its wrapper if it has one.
fn of_content<'a>(content: &'a Content, scope: &Scope<'a>) -> Option<&'a [Field]> {
    match content {
        Content::Fields(fields) => match fields.as_slice() {
            [Field { shape: Shape::Wraps(inner), .. }] => of_content(inner, scope),
            fields => Some(fields),
        },
        Content::Type(ty) => of_type(ty, scope),
    }
}

/// The keys of a body as they are on the wire.
pub(crate) fn on_wire<'a>(operation: &'a Operation, scope: &Scope<'a>) -> &'a [Field] {
    match operation.body.as_ref().map(|body| &body.content) {
        Some(Content::Fields(fields)) => fields,
        Some(Content::Type(ty)) => of_type(ty, scope).unwrap_or_default(),
        None => &[],
    }
}

fn of_type<'a>(ty: &TypeText, scope: &Scope<'a>) -> Option<&'a [Field]> {
    match &ty.core {
        Core::Name(name) => of_struct(name.as_str(), scope),
        _ => None,
    }
}

/// The fields of a named struct.
pub(crate) fn of_struct<'a>(name: &str, scope: &Scope<'a>) -> Option<&'a [Field]> {
    match &scope.symbols.get(scope.name, name)?.def.kind {
        TypeKind::Struct { fields, .. } => Some(fields),
        _ => None,
    }
}

/// The fields of what a waiter looks at: the answer, or one of a list in it.
pub(crate) fn of_awaited<'a>(
    operation: &'a Operation,
    waiter: &Waiter,
    scope: &Scope<'a>,
) -> Option<&'a [Field]> {
    let answer = of_answer(operation, scope)?;
    match &waiter.items {
        None => Some(answer),
        Some(items) => of_struct(find(answer, items)?.ty()?.name()?.as_str(), scope),
    }
}

/// The fields along a path of names with dots between. An error is the name that is not there.
pub(crate) fn along<'a, 'p>(
    path: &'p str,
    mut fields: &'a [Field],
    scope: &Scope<'a>,
) -> Result<Vec<&'a Field>, &'p str> {
    let mut found = Vec::new();
    for name in path.split('.') {
        let field = fields.iter().find(|field| field.name.value == name).ok_or(name)?;
        fields = field.ty().and_then(|ty| of_type(ty, scope)).unwrap_or_default();
        found.push(field);
    }
    Ok(found)
}

/// The field of a name.
pub(crate) fn find<'a>(fields: &'a [Field], name: &Text) -> Option<&'a Field> {
    fields.iter().find(|field| field.name.value == name.value)
}

/// The names of fields.
pub(crate) fn names(fields: &[Field]) -> impl Iterator<Item = &str> {
    fields.iter().map(|field| field.name.as_str())
}
