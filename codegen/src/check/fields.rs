//! Fields and values: encodings, and names in Rust.

use std::collections::BTreeMap;

use super::Scope;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    names,
    source::{Span, Text},
    syntax::{Content, Core, Encoding, Field, Shape, TypeDef, TypeKind, TypeText},
};

/// The fields or values of a type.
pub(super) fn type_def(def: &TypeDef, scope: &Scope<'_>, report: &mut Diagnostics) {
    match &def.kind {
        TypeKind::Struct { fields, extra } => {
            let mut taken = Names::default();
            if extra.is_some() {
                taken.add("extra", def.name.span, report);
            }
            taken.fields(fields, report);
            all(fields, scope, report);
            endless(def, scope, report);
        }
        TypeKind::Enum(values) => {
            let mut taken = Names::default();
            for value in values {
                microversions(value.since.as_ref(), value.until.as_ref(), scope, report);
                let derived = names::variant(&value.name.value);
                if let Some(name) = rust_name(&value.name, derived, value.rust.as_ref(), names::is_pascal, report) {
                    taken.add(&name, value.name.span, report);
                }
            }
        }
        TypeKind::OneOf(_) => {}
        TypeKind::Format(format) => {
            const FORMATS: [&str; 3] = ["access_to", "obs_object", "time_filter"];
            if !FORMATS.contains(&format.as_str()) {
                let message = format!("there is no format `{}`", format.value);
                let help = crate::diagnostic::one_of(&format.value, &FORMATS);
                report.push(Diagnostic::new(Code::BadValue, format.span, message).help(help));
            }
        }
    }
}

/// Names in Rust that are taken in one place.
#[derive(Default)]
pub(super) struct Names(BTreeMap<String, Span>);

impl Names {
    pub(super) fn add(&mut self, name: &str, span: Span, report: &mut Diagnostics) {
        if let Some(first) = self.0.insert(name.to_owned(), span) {
            let message = format!("two things here would be called `{name}` in Rust");
            let diagnostic = Diagnostic::new(Code::NameClash, span, message);
            report.push(diagnostic.label(first, "the first").help("give one of them another name with `rust:`"));
        }
    }

    pub(super) fn fields(&mut self, fields: &[Field], report: &mut Diagnostics) {
        for field in fields {
            match &field.shape {
                Shape::Wraps(content) => {
                    if let Content::Fields(inner) = &**content {
                        self.fields(inner, report);
                    }
                }
                Shape::Const(_) => {}
                Shape::Type(_) => {
                    let derived = names::field(&field.name.value);
                    let name = rust_name(&field.name, derived, field.rust.as_ref(), is_field, report);
                    if let Some(name) = name {
                        self.add(&name, field.name.span, report);
                    }
                }
            }
        }
    }
}

fn is_field(name: &str) -> bool {
    names::ident(name).is_some() && !name.contains(|c: char| c.is_ascii_uppercase())
}

fn rust_name(
    wire: &Text,
    derived: Option<String>,
    given: Option<&Text>,
    usable: fn(&str) -> bool,
    report: &mut Diagnostics,
) -> Option<String> {
    match (given, derived) {
        (Some(given), Some(derived)) if given.value == derived => {
            let message = format!("`{derived}` is the name that `{}` has anyway", wire.value);
            report.push(Diagnostic::new(Code::NeedlessRust, given.span, message));
            Some(derived)
        }
        (Some(given), _) if usable(given.as_str()) => Some(given.value.clone()),
        (Some(given), _) => {
            let message = format!("`{}` is no name for this in Rust", given.value);
            report.push(Diagnostic::new(Code::BadName, given.span, message));
            None
        }
        (None, Some(derived)) => Some(derived),
        (None, None) => {
            let message = format!("`{}` gives no name in Rust", wire.value);
            let diagnostic = Diagnostic::new(Code::BadName, wire.span, message);
            report.push(diagnostic.help("give one with `rust:`"));
            None
        }
    }
}

/// What is true of every field by itself.
pub(super) fn all(fields: &[Field], scope: &Scope<'_>, report: &mut Diagnostics) {
    for field in fields {
        microversions(field.since.as_ref(), field.until.as_ref(), scope, report);
        match &field.shape {
            Shape::Type(ty) => encoding(ty, report),
            Shape::Wraps(content) => {
                wrapper(field, fields, report);
                match &**content {
                    Content::Fields(inner) => all(inner, scope, report),
                    Content::Type(ty) => encoding(ty, report),
                }
            }
            Shape::Const(_) => {}
        }
        for other in &field.not_with {
            if !fields.iter().any(|field| field.name.value == other.value) {
                let message = format!("there is no field `{}` beside this one", other.value);
                report.push(Diagnostic::new(Code::BadValue, other.span, message));
            }
        }
    }
}

/// A wrapper is alone in its object.
fn wrapper(field: &Field, fields: &[Field], report: &mut Diagnostics) {
    if fields.len() > 1 {
        let message = format!("the wrapper `{}` is not alone in its object", field.name.value);
        let diagnostic = Diagnostic::new(Code::BadType, field.name.span, message);
        report.push(diagnostic.help("give what it holds a named type"));
    }
}

fn encoding(ty: &TypeText, report: &mut Diagnostics) {
    let Some(encoding) = &ty.encoding else { return };
    let fits = match encoding.value {
        Encoding::String => matches!(ty.core, Core::Integer | Core::Number | Core::Boolean),
        Encoding::Integer => matches!(ty.core, Core::Boolean),
        Encoding::Csv => matches!(ty.core, Core::List(_)),
        Encoding::Json => !matches!(ty.core, Core::String | Core::Binary | Core::None),
        Encoding::Pattern(_) => matches!(ty.core, Core::Timestamp),
    };
    if !fits {
        let diagnostic = match &encoding.value {
            Encoding::Pattern(pattern) => {
                let message = format!("`{pattern}` is no encoding of this type");
                let help = crate::diagnostic::one_of(pattern, &["string", "integer", "csv", "json"]);
                Diagnostic::new(Code::Misencoded, encoding.span, message).help(help)
            }
            _ => Diagnostic::new(Code::Misencoded, encoding.span, "this encoding does not go with its type"),
        };
        report.push(diagnostic);
    }
}

/// `2.9`, in a service that has microversions.
pub(super) fn microversions(
    since: Option<&Text>,
    until: Option<&Text>,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) {
    for version in [since, until].into_iter().flatten() {
        let number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        let valid = version.value.split_once('.').is_some_and(|(a, b)| number(a) && number(b));
        let message = match (valid, &scope.service.microversion) {
            (false, _) => format!("`{}` is no microversion", version.value),
            (true, None) => format!("the service `{}` has no microversions", scope.name),
            (true, Some(_)) => continue,
        };
        report.push(Diagnostic::new(Code::BadMicroversion, version.span, message).help("write `\"2.9\"`"));
    }
}

/// A struct that contains itself must do so in a list or map.
fn endless(def: &TypeDef, scope: &Scope<'_>, report: &mut Diagnostics) {
    fn reaches<'a>(def: &'a TypeDef, goal: &str, scope: &Scope<'a>, seen: &mut Vec<&'a str>) -> Option<Span> {
        let TypeKind::Struct { fields, .. } = &def.kind else { return None };
        fields.iter().find_map(|field| {
            let Core::Name(name) = &field.ty()?.core else { return None };
            if name.value == goal {
                return Some(name.span);
            }
            if seen.contains(&name.as_str()) {
                return None;
            }
            let next = scope.symbols.get(scope.name, name.as_str())?.def;
            seen.push(next.name.as_str());
            reaches(next, goal, scope, seen).map(|_| name.span)
        })
    }
    if let Some(span) = reaches(def, def.name.as_str(), scope, &mut Vec::new()) {
        let message = format!("`{}` contains itself without end", def.name.value);
        let diagnostic = Diagnostic::new(Code::Endless, span, message);
        report.push(diagnostic.help("a type may contain itself in a list or a map"));
    }
}
