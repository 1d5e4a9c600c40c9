//! Bodies of requests in Rust.

use std::borrow::Cow;

use super::{
    fields::{self, Role},
    scope::Scope,
};
use crate::{
    api::{self, Body, Encoding, Key, Member, Object, Type},
    diagnostic::{Diagnostics, Reported, every},
    names::Ident,
    syntax::{self, Content, Core, Field, Shape, TypeKind, TypeText},
};

/// A body.
pub(super) fn resolve(
    body: &syntax::Body,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Body, Reported> {
    match &body.content {
        Content::Type(ty) if matches!(ty.core, Core::Binary) => {
            let bytes = Whole { doc: "Bytes of the body.".into(), ty: Type::Body, nullable: false };
            Ok(Body::Bytes(Box::new(bytes.field(Key::unnamed(), body.optional))))
        }
        Content::Type(ty) => match of_struct(ty, scope) {
            Some((fields, extra)) => object(None, fields, extra, body, scope, report),
            None => {
                let whole = whole(ty, scope, report)?;
                Ok(Body::Json(Box::new(whole.field(Key::unnamed(), body.optional))))
            }
        },
        Content::Fields(fields) => match fields.as_slice() {
            [wrapper @ Field { shape: Shape::Wraps(inner), .. }] => {
                wrapped(wrapper, inner, body, scope, report)
            }
            fields => object(None, fields, None, body, scope, report),
        },
    }
}

fn wrapped(
    wrapper: &Field,
    inner: &Content,
    body: &syntax::Body,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Body, Reported> {
    match inner {
        Content::Fields(inner) => object(Some(wrapper), inner, None, body, scope, report),
        Content::Type(ty) => match of_struct(ty, scope) {
            Some((fields, extra)) if !ty.nullable => {
                object(Some(wrapper), fields, extra, body, scope, report)
            }
            // What is no object, or may be null, has no fields to be arguments.
            Some(_) | None => {
                let key = fields::key(wrapper, report)?;
                let whole = whole(ty, scope, report)?;
                let field = whole.field(key, body.optional || wrapper.optional);
                Ok(Body::Object(Object {
                    wrapper: None,
                    members: vec![Member::Field(Box::new(field))],
                    extra: None,
                    optional: body.optional,
                }))
            }
        },
    }
}

/// The fields of a named struct are arguments like those that stand in the operation.
fn of_struct<'a>(ty: &TypeText, scope: &Scope<'a>) -> Option<(&'a [Field], Option<&'a TypeText>)> {
    let Core::Name(name) = &ty.core else { return None };
    match scope.kind(name.as_str())? {
        TypeKind::Struct { fields, extra } => Some((fields, extra.as_ref())),
        TypeKind::Enum(_) | TypeKind::OneOf(_) | TypeKind::Format(_) => None,
    }
}

fn object(
    wrapper: Option<&Field>,
    written: &[Field],
    extra: Option<&TypeText>,
    body: &syntax::Body,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Body, Reported> {
    let members = every(written.iter().map(|field| match &field.shape {
        Shape::Const(node) => {
            Ok(Member::Constant(fields::key(field, report)?, node.to_json().to_string()))
        }
        Shape::Type(_) | Shape::Wraps(_) => {
            let field = fields::one(field, written, Role::Argument, scope, report);
            field.map(Box::new).map(Member::Field)
        }
    }));
    let extra = extra.map(|ty| further(ty, scope, report).map(Box::new)).transpose();
    let wrapper = wrapper.map(|wrapper| fields::key(wrapper, report)).transpose();
    Ok(Body::Object(Object {
        wrapper: wrapper?,
        members: members?,
        extra: extra?,
        optional: body.optional,
    }))
}

/// Keys of the caller's own.
fn further(
    ty: &TypeText,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<api::Field, Reported> {
    let doc = "Further properties, by their names on the wire.";
    let ty = Type::Map(Box::new(fields::core(ty, scope, report)?));
    let field = Whole { doc: doc.into(), ty, nullable: false }.field(Key::unnamed(), true);
    Ok(api::Field { name: Ident::extra(), ..field })
}

/// A value that is one argument.
struct Whole<'a> {
    doc: Cow<'a, str>,
    ty: Type,
    nullable: bool,
}

fn whole<'a>(
    ty: &TypeText,
    scope: &Scope<'a>,
    report: &mut Diagnostics,
) -> Result<Whole<'a>, Reported> {
    let symbol = ty.name().and_then(|name| scope.get(name.as_str()));
    let doc = symbol.map_or("The body.", |symbol| symbol.def.doc.as_str());
    let is_list = symbol.is_some() && matches!(ty.core, Core::List(_));
    let doc = if is_list { of_items(doc).into() } else { doc.into() };
    Ok(Whole { doc, ty: fields::core(ty, scope, report)?, nullable: ty.nullable })
}

/// The documentation of a list, from that of the type of its items, which is a noun phrase.
fn of_items(doc: &str) -> String {
    let mut letters = doc.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    format!("A list, of which each item is {}{}", first.unwrap_or_default(), letters.as_str())
}

impl Whole<'_> {
    fn field(self, key: Key, optional: bool) -> api::Field {
        let presence =
            fields::presence(optional, self.nullable, &self.ty, &Encoding::Plain, Role::Argument);
        let text = api::Field::text("", Ident::body(), self.doc.into_owned());
        api::Field { key, ty: self.ty, presence, ..text }
    }
}
