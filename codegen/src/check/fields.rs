//! Fields and values: encodings, and names in Rust.

use std::collections::BTreeMap;

use super::{Scope, constructors, defaults, tables};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, one_of},
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
            if let Some(extra) = extra {
                ty(extra, report);
            }
            endless(def, scope, report);
        }
        TypeKind::Enum(values) => {
            let mut taken = Names::default();
            for value in values {
                microversions([&value.since, &value.until], scope, report);
                if let Some(name) = rust_name(Kind::Value, &value.name, value.rust.as_ref(), report)
                {
                    taken.add(&name, value.name.span, report);
                }
            }
        }
        TypeKind::OneOf(alternatives) => {
            for (name, _) in alternatives.iter().filter(|(name, _)| !is_variant(name.as_str())) {
                let message = format!("`{}` is no name of an alternative", name.value);
                report.push(Diagnostic::new(Code::BadName, name.span, message).help(PASCAL));
            }
            endless(def, scope, report);
        }
        TypeKind::Format(format) => {
            const FORMATS: [&str; 3] = ["access_to", "obs_object", "time_filter"];
            if !FORMATS.contains(&format.as_str()) {
                let message = format!("there is no format `{}`", format.value);
                let help = one_of(&format.value, &FORMATS);
                report.push(Diagnostic::new(Code::BadValue, format.span, message).help(help));
            }
        }
    }
}

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
                    let name = rust_name(Kind::Field, &field.name, field.rust.as_ref(), report);
                    if let Some(name) = name {
                        self.add(&name, field.name.span, report);
                    }
                }
            }
        }
    }
}

/// Whether it can be a name of a field.
pub(super) fn is_field(name: &str) -> bool {
    names::field(name).as_deref() == Some(name)
}

/// Whether it can be a name of a value.
fn is_variant(name: &str) -> bool {
    names::is_pascal(name) && name != "Unknown"
}

/// What a name in Rust is given to.
#[derive(Clone, Copy)]
enum Kind {
    Field,
    Value,
}

fn rust_name(
    kind: Kind,
    wire: &Text,
    given: Option<&Text>,
    report: &mut Diagnostics,
) -> Option<String> {
    let (derived, usable, help) = match kind {
        Kind::Field => (names::field(&wire.value), is_field as fn(&str) -> bool, SNAKE),
        Kind::Value => (names::variant(&wire.value), is_variant as fn(&str) -> bool, PASCAL),
    };
    match (given, derived) {
        (Some(given), Some(derived)) if given.value == derived => {
            let message = format!("`{derived}` is the name that `{}` has anyway", wire.value);
            report.push(
                Diagnostic::new(Code::NeedlessRust, given.span, message).help("leave out `rust`"),
            );
            Some(derived)
        }
        (Some(given), _) if usable(given.as_str()) => Some(given.value.clone()),
        (Some(given), _) => {
            let message = format!("`{}` is no name for `{}` in Rust", given.value, wire.value);
            report.push(Diagnostic::new(Code::BadName, given.span, message).help(help));
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
        microversions([&field.since, &field.until], scope, report);
        if let Some(renamed) = &field.renamed {
            version(&renamed.since, scope, report);
        }
        defaults::field(field, scope, report);
        lengths(field, report);
        constructors::starts_with(field, report);
        match &field.shape {
            Shape::Type(written) => ty(written, report),
            Shape::Wraps(content) => {
                wrapper(field, fields, report);
                match &**content {
                    Content::Fields(inner) => all(inner, scope, report),
                    Content::Type(written) => ty(written, report),
                }
            }
            Shape::Const(_) => {}
        }
        for other in &field.not_with {
            if tables::find(fields, other).is_none() {
                let message = format!("there is no field `{}` beside this one", other.value);
                let names: Vec<_> =
                    tables::names(fields).filter(|name| *name != field.name.value).collect();
                let help = one_of(&other.value, &names);
                report.push(Diagnostic::new(Code::BadValue, other.span, message).help(help));
            }
        }
    }
}

/// What has a length is a text, a list or a map; only a text is counted in bytes.
fn lengths(field: &Field, report: &mut Diagnostics) {
    let mut bad = |span, message: &str, help: &str| {
        report.push(Diagnostic::new(Code::BadRange, span, message).help(help));
    };
    let core = field.ty().map(|ty| &ty.core);
    let is_many = matches!(core, Some(Core::List(_) | Core::Map(_)));
    if let Some(length) = field.length.filter(|length| is_many && length.in_bytes) {
        bad(length.span, "a list or a map is not counted in bytes", "leave out `bytes`");
    }
    if let Some(length) = field.item_length.filter(|_| !matches!(core, Some(Core::List(_)))) {
        bad(
            length.span,
            "only a list has items",
            "write `length` for the length of the value itself",
        );
    }
}

/// A body or an answer.
pub(super) fn whole(content: &Content, scope: &Scope<'_>, report: &mut Diagnostics) {
    match content {
        Content::Fields(fields) => all(fields, scope, report),
        Content::Type(TypeText { core: Core::Binary, encoding: None, nullable: false, .. }) => {}
        Content::Type(written) => ty(written, report),
    }
}

/// A type below a body or an answer.
fn ty(ty: &TypeText, report: &mut Diagnostics) {
    encoding(ty, report);
    let mut core = &ty.core;
    while let Core::List(inner) | Core::Map(inner) = core {
        core = inner;
    }
    let (name, help) = match core {
        Core::Binary => ("binary", "only a whole body can be `binary`"),
        Core::None => ("none", "only a whole answer can be `none`"),
        _ => return,
    };
    let diagnostic = Diagnostic::new(Code::BadType, ty.span, format!("`{name}` cannot stand here"));
    report.push(diagnostic.help(help));
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
        Encoding::Json => {
            !matches!(ty.core, Core::String | Core::Timestamp | Core::Binary | Core::None)
        }
        Encoding::Pattern(_) => matches!(ty.core, Core::Timestamp),
    };
    if fits {
        return;
    }
    let message = match &encoding.value {
        Encoding::Pattern(pattern) => format!("`{pattern}` is no encoding of this type"),
        _ => "this encoding does not go with its type".to_owned(),
    };
    let help = match &encoding.value {
        Encoding::String => "`as string` goes with `integer`, `number` and `boolean`".to_owned(),
        Encoding::Integer => "`as integer` goes with `boolean`".to_owned(),
        Encoding::Csv => "`as csv` goes with lists".to_owned(),
        Encoding::Json => "`as json` goes with what is no text anyway".to_owned(),
        Encoding::Pattern(pattern) => one_of(pattern, &["string", "integer", "csv", "json"]),
    };
    report.push(Diagnostic::new(Code::Misencoded, encoding.span, message).help(help));
}

/// First and last microversion of something.
pub(super) fn microversions(ends: [&Option<Text>; 2], scope: &Scope<'_>, report: &mut Diagnostics) {
    for end in ends.into_iter().flatten() {
        version(end, scope, report);
    }
    let [Some(since), Some(until)] = ends else { return };
    let (Some(first), Some(last)) = (microversion(&since.value), microversion(&until.value)) else {
        return;
    };
    if first > last {
        let message = format!("no microversion is since {} and until {}", since.value, until.value);
        let diagnostic = Diagnostic::new(Code::BadMicroversion, until.span, message);
        report.push(diagnostic.label(since.span, "since").help("the first comes before the last"));
    }
}

/// `2.9`, in a service that has microversions.
pub(super) fn version(version: &Text, scope: &Scope<'_>, report: &mut Diagnostics) {
    let (message, help) = match (is_microversion(&version.value), &scope.service.microversion) {
        (false, _) => (format!("`{}` is no microversion", version.value), "write `\"2.9\"`"),
        (true, None) => {
            let message = format!("the service `{}` has no microversions", scope.name);
            (message, "say which there are under `microversion:` of the service")
        }
        (true, Some(_)) => return,
    };
    report.push(Diagnostic::new(Code::BadMicroversion, version.span, message).help(help));
}

/// Whether a text is two numbers with a dot between.
pub(super) fn is_microversion(text: &str) -> bool {
    microversion(text).is_some()
}

fn microversion(text: &str) -> Option<(u16, u16)> {
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let number = |text: &str| text.parse().ok().filter(|_| digits(text));
    let (major, minor) = text.split_once('.')?;
    number(major).zip(number(minor))
}

/// The types that a type contains, other than in lists and maps.
fn directly(def: &TypeDef) -> Vec<&Text> {
    match &def.kind {
        TypeKind::OneOf(alternatives) => alternatives.iter().map(|(_, name)| name).collect(),
        _ => {
            let types = def.types().into_iter();
            types
                .filter_map(|ty| if let Core::Name(name) = &ty.core { Some(name) } else { None })
                .collect()
        }
    }
}

/// A type that contains itself must do so in a list or map.
fn endless(def: &TypeDef, scope: &Scope<'_>, report: &mut Diagnostics) {
    fn reaches<'a>(
        def: &'a TypeDef,
        goal: &str,
        scope: &Scope<'a>,
        seen: &mut Vec<&'a str>,
    ) -> Option<Span> {
        directly(def).into_iter().find_map(|name| {
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
