//! Bodies of requests.

use super::{Body, Field, Member, Name, Type, fields, types};
use crate::{
    check::Scope,
    diagnostic::Diagnostics,
    syntax::{self, Content, Core, Shape, TypeKind, TypeText},
};

/// A body.
pub(super) fn lower(
    body: &syntax::Body,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Body> {
    match &body.content {
        Content::Type(ty) if matches!(ty.core, Core::Binary) => {
            let bytes = whole("Bytes of the body.".to_owned(), Type::Body);
            Some(Body::Bytes(Box::new(Field { optional: body.optional, ..bytes })))
        }
        Content::Type(ty) => match of_struct(ty, scope) {
            Some((fields, extra)) => object(None, fields, extra, body, scope, report),
            None => {
                let whole = value(ty, scope)?;
                Some(Body::Json(Box::new(Field { optional: body.optional, ..whole })))
            }
        },
        Content::Fields(written) => match written.as_slice() {
            [wrapper @ syntax::Field { shape: Shape::Wraps(inner), .. }] => {
                wrapped(wrapper, inner, body, scope, report)
            }
            written => object(None, written, None, body, scope, report),
        },
    }
}

fn wrapped(
    wrapper: &syntax::Field,
    inner: &Content,
    body: &syntax::Body,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Body> {
    match inner {
        Content::Fields(inner) => object(Some(wrapper), inner, None, body, scope, report),
        Content::Type(ty) => match of_struct(ty, scope) {
            Some((fields, extra)) if !ty.nullable => {
                object(Some(wrapper), fields, extra, body, scope, report)
            }
            // What is no object, or may be null, has no fields to be arguments.
            _ => {
                let whole = value(ty, scope)?;
                let optional = body.optional || wrapper.optional;
                let field = Field { key: fields::key(wrapper), optional, ..whole };
                Some(Body::Object {
                    wrapper: None,
                    members: vec![Member::Field(Box::new(field))],
                    extra: None,
                    optional: body.optional,
                })
            }
        },
    }
}

/// The fields of a named struct are arguments like those that stand in the operation.
fn of_struct<'a>(
    ty: &TypeText,
    scope: &Scope<'a>,
) -> Option<(&'a [syntax::Field], Option<&'a TypeText>)> {
    let Core::Name(name) = &ty.core else { return None };
    match &scope.symbols.get(scope.name, name.as_str())?.def.kind {
        TypeKind::Struct { fields, extra } => Some((fields, extra.as_ref())),
        _ => None,
    }
}

fn object(
    wrapper: Option<&syntax::Field>,
    written: &[syntax::Field],
    extra: Option<&TypeText>,
    body: &syntax::Body,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Body> {
    let members = written.iter().filter_map(|field| match &field.shape {
        Shape::Const(node) => {
            Some(Member::Constant(fields::key(field), node.to_json().to_string()))
        }
        _ => {
            let field = fields::argument(field, written, scope, report);
            field.map(Box::new).map(Member::Field)
        }
    });
    let members = members.collect();
    let extra = match extra {
        Some(ty) => Some(Box::new(further(types::core(&ty.core, scope)?))),
        None => None,
    };
    Some(Body::Object {
        wrapper: wrapper.map(fields::key),
        members,
        extra,
        optional: body.optional,
    })
}

/// Keys of the caller's own.
fn further(ty: Type) -> Field {
    let doc = "Further properties, by their names on the wire.".to_owned();
    let map = Type::Map(Box::new(ty));
    Field { optional: true, ..Field::new("", "extra".to_owned(), doc, map) }
}

/// A value that is one argument.
fn value(ty: &TypeText, scope: &Scope<'_>) -> Option<Field> {
    let core = types::core(&ty.core, scope)?;
    let field = whole(doc(&core, scope), core);
    Some(Field { nullable: ty.nullable, is_request: true, ..field })
}

fn whole(doc: String, ty: Type) -> Field {
    Field::new("", "body".to_owned(), doc, ty)
}

fn doc(ty: &Type, scope: &Scope<'_>) -> String {
    let symbol = ty.name().and_then(|Name { name, .. }| scope.symbols.get(scope.name, name));
    symbol.map_or_else(|| "The body.".to_owned(), |symbol| symbol.def.doc.value.clone())
}
