//! Constructors of structs: each is a value of one enum among the fields, and takes others of them.

use super::{
    scope::Scope,
    tables,
    taken::{Kind, rust_name},
};
use crate::{
    api::Constructor,
    diagnostic::{Code, Diagnostic, Diagnostics, Reported, every, one_of},
    names::{self, Ident},
    source::Text,
    syntax::{Core, EnumValue, Field, TypeDef, TypeKind},
};

/// The constructors of a type with these fields.
pub(super) fn resolve(
    def: &TypeDef,
    fields: &[Field],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Vec<Constructor>, Reported> {
    let constructors = def.constructors.iter();
    every(constructors.map(|(name, arguments)| one(name, arguments, fields, scope, report)))
}

fn one(
    name: &Text,
    arguments: &[Text],
    fields: &[Field],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Constructor, Reported> {
    let Some(Decided { field, ty, value }) = decided(name.as_str(), fields, scope) else {
        let values = fields.iter().filter_map(|field| values(field, scope));
        let values: Vec<_> =
            values.flat_map(|(_, values)| values).map(|value| value.name.as_str()).collect();
        let message = format!("no enum among the required fields has the value `{}`", name.value);
        let diagnostic = Diagnostic::new(Code::BadValue, name.span, message);
        return Err(report.push(diagnostic.help(one_of(name.as_str(), &values))));
    };
    let method = method(name, value, fields, report);
    let taken = arguments.iter().map(|argument| {
        let found = tables::find(fields, argument).filter(|found| found.name != field.name);
        let Some(found) = found else {
            let others = tables::names(fields).filter(|name| *name != field.name.as_str());
            let others: Vec<_> = others.collect();
            let message = format!("the constructor cannot take `{}`", argument.value);
            let diagnostic = Diagnostic::new(Code::BadValue, argument.span, message);
            return Err(report.push(diagnostic.help(one_of(argument.as_str(), &others))));
        };
        rust_name(Kind::Field, &found.name, &found.rust, report)
    });
    let taken = every(taken);
    let is_missing = |other: &&Field| {
        let is_given = arguments.iter().any(|argument| argument.value == other.name.value);
        !other.optional && !is_given && other.name.value != field.name.value
    };
    if let Some(missing) = fields.iter().find(is_missing) {
        let message = format!("the constructor does not take `{}`", missing.name.value);
        let diagnostic = Diagnostic::new(Code::BadValue, name.span, message);
        report.push(diagnostic.label(missing.name.span, "required").help("add it to the list"));
    }
    Ok(Constructor {
        name: method?,
        doc: value.doc.value.clone(),
        field: rust_name(Kind::Field, &field.name, &field.rust, report)?,
        ty: scope.resolve(ty, report)?,
        wire: value.name.value.clone(),
        variant: rust_name(Kind::Value, &value.name, &value.rust, report)?,
        arguments: taken?,
    })
}

/// What a constructor decides: a field, its enum and the value.
struct Decided<'a> {
    field: &'a Field,
    ty: &'a Text,
    value: &'a EnumValue,
}

fn decided<'a>(name: &str, fields: &'a [Field], scope: &Scope<'a>) -> Option<Decided<'a>> {
    fields.iter().find_map(|field| {
        let (ty, values) = values(field, scope)?;
        let value = values.iter().find(|value| value.name.value == name)?;
        Some(Decided { field, ty, value })
    })
}

/// The name of a constructor, after the value that it decides.
fn method(
    name: &Text,
    value: &EnumValue,
    fields: &[Field],
    report: &mut Diagnostics,
) -> Result<Ident, Reported> {
    let method = names::field(&value.rust.as_ref().unwrap_or(&value.name).value);
    let is_setter = |method: &Ident| {
        fields.iter().any(|field| field.optional && field.rust_name().as_ref() == Some(method))
    };
    method.filter(|method| method.as_str() != "new" && !is_setter(method)).ok_or_else(|| {
        let message = format!("no constructor can be called `{}`", name.value);
        let diagnostic = Diagnostic::new(Code::BadName, name.span, message);
        report.push(diagnostic.help("leave it out; callers make the value with `new`"))
    })
}

/// The enum of a required field, and its values.
fn values<'a>(field: &'a Field, scope: &Scope<'a>) -> Option<(&'a Text, &'a [EnumValue])> {
    if field.optional {
        return None;
    }
    let Core::Name(name) = &field.ty()?.core else { return None };
    if let TypeKind::Enum(values) = scope.kind(name.as_str())? {
        Some((name, values))
    } else {
        None
    }
}
