//! Bodies of requests.

use super::{Body, Encoding, Field, Type, fields, lower::cannot, types};
use crate::{
    check::Scope,
    diagnostic::Diagnostics,
    syntax::{self, Content, Shape},
};

/// A body. `None` if the generator cannot do it yet, which is reported.
pub(super) fn lower(
    body: &syntax::Body,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Body> {
    match &body.content {
        Content::Type(ty) => {
            let Type::List(item) = types::core(&ty.core, ty.span, scope, report)? else {
                cannot("bodies of this type", ty.span, report);
                return None;
            };
            Some(Body::List(Box::new(list(*item, body, scope))))
        }
        Content::Fields(written) => match written.as_slice() {
            [syntax::Field { name, shape: Shape::Wraps(inner), .. }] => match &**inner {
                Content::Fields(inner) => {
                    object(Some(name.value.clone()), inner, body, scope, report)
                }
                Content::Type(ty) => {
                    cannot("wrapped bodies of a named type", ty.span, report);
                    None
                }
            },
            written => object(None, written, body, scope, report),
        },
    }
}

fn object(
    wrapper: Option<String>,
    written: &[syntax::Field],
    body: &syntax::Body,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Body> {
    let mut constants = Vec::new();
    let mut values = Vec::new();
    for field in written {
        match &field.shape {
            Shape::Const(_) if field.renamed.is_some() => {
                cannot("keys that depend on the microversion", field.name.span, report);
            }
            Shape::Const(node) => {
                constants.push((field.name.value.clone(), node.to_json().to_string()));
            }
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
    Some(Body::Object { wrapper, fields, constants, optional: body.optional })
}

/// A list as the one argument that it is.
fn list(item: Type, body: &syntax::Body, scope: &Scope<'_>) -> Field {
    let doc = |ty: &Type| {
        let name = ty.name()?;
        let symbol = scope.symbols.get(scope.name, &name.name)?;
        Some(symbol.def.doc.value.clone())
    };
    Field {
        wire: String::new(),
        name: "body".to_owned(),
        doc: doc(&item).unwrap_or_default(),
        deprecated: None,
        ty: Type::List(Box::new(item)),
        optional: body.optional,
        nullable: false,
        encoding: Encoding::Plain,
        range: (None, None),
    }
}
