//! Names in Rust: that each is one, and is there once.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Reported},
    names::{self, Ident},
    source::{Span, Text},
    syntax::{Content, Field, Shape},
};

const SNAKE: &str = "write small letters, digits and `_`; no keyword";
pub(super) const PASCAL: &str =
    "write letters and digits, beginning with a capital; no keyword, and not `Unknown`";

/// Names in Rust that are taken in one place.
#[derive(Default)]
pub(super) struct Names(BTreeMap<String, Span>);

impl Names {
    pub(super) fn add(&mut self, name: &str, span: Span, report: &mut Diagnostics) {
        if let Some(first) = self.0.insert(name.to_owned(), span) {
            let message = format!("two things here would be called `{name}` in Rust");
            let diagnostic = Diagnostic::new(Code::NameClash, span, message);
            report.push(
                diagnostic
                    .label(first, "the first")
                    .help("give one of them another name with `rust:`"),
            );
        }
    }

    /// Reports arguments that would be called like a method that every call has.
    pub(super) fn setters(&self, report: &mut Diagnostics) {
        for (name, span) in self.0.iter().filter(|(name, _)| names::is_taken_setter(name)) {
            let message = format!("every call has a method `{name}`");
            let diagnostic = Diagnostic::new(Code::BadName, *span, message);
            report.push(diagnostic.help("give this another name with `rust:`"));
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
                    if let Ok(name) = rust_name(Kind::Field, &field.name, &field.rust, report) {
                        self.add(&name, field.name.span, report);
                    }
                }
            }
        }
    }
}

/// Whether it can be a name of a field.
pub(super) fn is_field(name: &str) -> bool {
    names::field(name).is_some_and(|field| field.as_str() == name)
}

/// Whether it can be a name of a value.
pub(super) fn is_variant(name: &str) -> bool {
    names::is_pascal(name) && name != "Unknown"
}

/// The name of a waiter's type.
pub(super) fn waiter_name(name: &str) -> String {
    format!("{}Waiter", names::pascal(name))
}

/// What a name in Rust is given to.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Field,
    Value,
}

/// The name in Rust of something with a name on the wire, and perhaps one that is given.
pub(super) fn rust_name(
    kind: Kind,
    wire: &Text,
    given: &Option<Text>,
    report: &mut Diagnostics,
) -> Result<Ident, Reported> {
    let (derived, usable, help) = match kind {
        Kind::Field => (names::field(&wire.value), is_field as fn(&str) -> bool, SNAKE),
        Kind::Value => (names::variant(&wire.value), is_variant as fn(&str) -> bool, PASCAL),
    };
    let usable = |text: &Text| Ident::new(text.as_str()).filter(|name| usable(name));
    match (given, derived) {
        (Some(given), Some(derived)) if given.value == derived.as_str() => {
            let message = format!("`{derived}` is the name that `{}` has anyway", wire.value);
            report.push(
                Diagnostic::new(Code::NeedlessRust, given.span, message).help("leave out `rust`"),
            );
            Ok(derived)
        }
        (Some(given), _) => usable(given).ok_or_else(|| {
            let message = format!("`{}` is no name for `{}` in Rust", given.value, wire.value);
            report.push(Diagnostic::new(Code::BadName, given.span, message).help(help))
        }),
        (None, Some(derived)) => Ok(derived),
        (None, None) => {
            let message = format!("`{}` gives no name in Rust", wire.value);
            let diagnostic = Diagnostic::new(Code::BadName, wire.span, message);
            Err(report.push(diagnostic.help("give one with `rust:`")))
        }
    }
}

/// A name that stands in Rust as it is written, and was checked where it is.
pub(super) fn ident(name: &Text, report: &mut Diagnostics) -> Result<Ident, Reported> {
    Ident::new(name.as_str()).ok_or_else(|| {
        report.push_unless_told(|| {
            let message = format!("`{}` is no name in Rust", name.value);
            Diagnostic::new(Code::BadName, name.span, message)
        })
    })
}
