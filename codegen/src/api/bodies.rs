//! Bodies of requests.

use super::{Body, Encoding, Field, Key, Name, Type, fields, lower::cannot, types};
use crate::{
    check::Scope,
    diagnostic::Diagnostics,
    syntax::{self, Content, Core, Shape, TypeKind},
};

/// A body. `None` if the generator cannot do it yet, which is reported.
pub(super) fn lower(
    body: &syntax::Body,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Body> {
    match &body.content {
        Content::Type(ty) if matches!(ty.core, Core::Binary) => {
            let doc = "The bytes.".to_owned();
            Some(Body::Bytes(Box::new(argument(Type::Body, doc, body))))
        }
        Content::Type(ty) => match types::core(&ty.core, ty.span, scope, report)? {
            Type::List(item) => {
                let doc = type_doc(&item, scope);
                Some(Body::Json(Box::new(argument(Type::List(item), doc, body))))
            }
            Type::Named(name) => named(None, &name, body, scope, report),
            _ => {
                cannot("bodies of this type", ty.span, report);
                None
            }
        },
        Content::Fields(written) => match written.as_slice() {
            [field @ syntax::Field { shape: Shape::Wraps(inner), .. }] => {
                let key = key(field, report);
                match &**inner {
                    Content::Fields(inner) => object(Some(key), inner, None, body, scope, report),
                    Content::Type(ty) => match types::core(&ty.core, ty.span, scope, report)? {
                        Type::Named(name) => named(Some(key), &name, body, scope, report),
                        _ => {
                            cannot("bodies of this type", ty.span, report);
                            None
                        }
                    },
                }
            }
            written => object(None, written, None, body, scope, report),
        },
    }
}

/// The fields of a named struct are arguments like those that stand in the operation.
fn named(
    wrapper: Option<Key>,
    name: &Name,
    body: &syntax::Body,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Body> {
    let symbol = scope.symbols.get(scope.name, &name.name)?;
    match &symbol.def.kind {
        TypeKind::Struct { fields, extra } => {
            let extra = match extra {
                Some(ty) => Some(types::core(&ty.core, ty.span, scope, report)?),
                None => None,
            };
            object(wrapper, fields, extra, body, scope, report)
        }
        TypeKind::OneOf(_) if wrapper.is_none() => {
            let ty = Type::Named(name.clone());
            Some(Body::Json(Box::new(argument(ty, symbol.def.doc.value.clone(), body))))
        }
        _ => {
            cannot("bodies of this type", body.span, report);
            None
        }
    }
}

/// A key, with the name that it has from a microversion on.
fn key(field: &syntax::Field, report: &mut Diagnostics) -> Key {
    let renamed = field.renamed.as_ref().and_then(|renamed| {
        let (major, minor) = renamed.since.value.split_once('.')?;
        let numbers = major.parse().ok().zip(minor.parse().ok());
        if numbers.is_none() {
            cannot("this microversion", renamed.since.span, report);
        }
        numbers.map(|(major, minor)| (major, minor, renamed.to.value.clone()))
    });
    Key { name: field.name.value.clone(), renamed }
}

fn object(
    wrapper: Option<Key>,
    written: &[syntax::Field],
    extra: Option<Type>,
    body: &syntax::Body,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Body> {
    let mut constants = Vec::new();
    let mut values = Vec::new();
    for field in written {
        match &field.shape {
            Shape::Const(node) => constants.push((key(field, report), node.to_json().to_string())),
            _ => values.push(field.clone()),
        }
    }
    let fields = fields::lower(&values, scope, report);
    for field in &fields {
        if matches!(field.encoding, Encoding::Csv | Encoding::Json) {
            cannot("this encoding in a body", body.span, report);
            return None;
        }
    }
    let three_states = |field: &&Field| field.optional && field.nullable;
    if fields.iter().any(|field| three_states(&field)) {
        cannot("arguments that may be absent, null, or a value", body.span, report);
        return None;
    }
    let extra = extra.map(|ty| {
        let doc = "Further properties, by their names on the wire.".to_owned();
        let map = Type::Map(Box::new(ty));
        Box::new(Field { name: "extra".to_owned(), optional: true, ..argument(map, doc, body) })
    });
    Some(Body::Object { wrapper, fields, extra, constants, optional: body.optional })
}

fn type_doc(ty: &Type, scope: &Scope<'_>) -> String {
    let symbol = ty.name().and_then(|name| scope.symbols.get(scope.name, &name.name));
    symbol.map(|symbol| symbol.def.doc.value.clone()).unwrap_or_default()
}

/// A body that is one argument.
fn argument(ty: Type, doc: String, body: &syntax::Body) -> Field {
    Field {
        wire: String::new(),
        name: "body".to_owned(),
        doc,
        deprecated: None,
        ty,
        optional: body.optional,
        nullable: false,
        encoding: Encoding::Plain,
        header: None,
        range: (None, None),
    }
}
