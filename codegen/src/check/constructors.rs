//! Constructors of structs: each is a value of one enum among the fields, and takes others of them.

use super::{Scope, tables};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, one_of},
    names,
    syntax::{Core, EnumValue, Field, TypeDef, TypeKind},
};

/// The constructors of a type.
pub(super) fn type_def(def: &TypeDef, scope: &Scope<'_>, report: &mut Diagnostics) {
    let TypeKind::Struct { fields, .. } = &def.kind else { return };
    for (name, arguments) in &def.constructors {
        let Some((decided, value)) = decided(name.as_str(), fields, scope) else {
            let values = fields.iter().filter_map(|field| values(field, scope)).flatten();
            let values: Vec<_> = values.map(|value| value.name.as_str()).collect();
            let message =
                format!("no enum among the required fields has the value `{}`", name.value);
            let diagnostic = Diagnostic::new(Code::BadValue, name.span, message);
            report.push(diagnostic.help(one_of(name.as_str(), &values)));
            continue;
        };
        let method = method(value);
        let is_setter = |field: &Field| field.optional && field.rust_name() == method;
        if method.as_deref().is_none_or(|name| name == "new") || fields.iter().any(is_setter) {
            let message = format!("no constructor can be called `{}`", name.value);
            let diagnostic = Diagnostic::new(Code::BadName, name.span, message);
            report.push(diagnostic.help("leave it out; callers make the value with `new`"));
        }
        for argument in arguments {
            if tables::find(fields, argument).is_none() || argument.value == decided.name.value {
                let others = tables::names(fields).filter(|name| *name != decided.name.as_str());
                let others: Vec<_> = others.collect();
                let message = format!("the constructor cannot take `{}`", argument.value);
                let diagnostic = Diagnostic::new(Code::BadValue, argument.span, message);
                report.push(diagnostic.help(one_of(argument.as_str(), &others)));
            }
        }
        let is_missing = |field: &&Field| {
            let is_given = arguments.iter().any(|argument| argument.value == field.name.value);
            !field.optional && !is_given && field.name.value != decided.name.value
        };
        if let Some(missing) = fields.iter().find(is_missing) {
            let message = format!("the constructor does not take `{}`", missing.name.value);
            let diagnostic = Diagnostic::new(Code::BadValue, name.span, message);
            report.push(diagnostic.label(missing.name.span, "required").help("add it to the list"));
        }
    }
}

/// The field whose value a constructor decides, and the value.
pub(crate) fn decided<'a>(
    name: &str,
    fields: &'a [Field],
    scope: &Scope<'a>,
) -> Option<(&'a Field, &'a EnumValue)> {
    fields.iter().find_map(|field| {
        let value = values(field, scope)?.iter().find(|value| value.name.value == name)?;
        Some((field, value))
    })
}

/// The name of a constructor, after the value that it decides.
pub(crate) fn method(value: &EnumValue) -> Option<String> {
    names::field(&value.rust.as_ref().unwrap_or(&value.name).value)
}

/// The values of the enum of a required field.
fn values<'a>(field: &Field, scope: &Scope<'a>) -> Option<&'a [EnumValue]> {
    if field.optional {
        return None;
    }
    let Core::Name(name) = &field.ty()?.core else { return None };
    match &scope.symbols.get(scope.name, name.as_str())?.def.kind {
        TypeKind::Enum(values) => Some(values),
        TypeKind::Struct { .. } | TypeKind::OneOf(_) | TypeKind::Format(_) => None,
    }
}

/// A beginning that callers may leave out.
pub(super) fn starts_with(field: &Field, report: &mut Diagnostics) {
    let Some(start) = &field.starts_with else { return };
    let is_text = field.ty().is_some_and(|ty| matches!(ty.core, Core::String) && !ty.nullable);
    if field.optional || !is_text {
        let message = "only a required text has `starts_with`";
        let diagnostic = Diagnostic::new(Code::BadValue, start.span, message);
        report.push(diagnostic.help("leave out `starts_with`"));
    }
}
