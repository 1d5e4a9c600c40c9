//! Fields: what is true of each by itself, and what it is in Rust.

use super::{
    defaults, field_docs, microversions,
    scope::Scope,
    tables,
    taken::{self, rust_name},
};
use crate::{
    api::{self, Key, Presence, Renamed, Type},
    diagnostic::{Code, Diagnostic, Diagnostics, Reported, every, one_of},
    patterns,
    source::Span,
    syntax::{Content, Core, Encoding, Field, Shape, TypeText},
};

/// Where a field is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Role {
    /// It is an argument of a call.
    Argument,
    /// It is below one, in a type that no answer has.
    Request,
    /// It is in an answer, and perhaps in requests, too.
    Answer,
}

/// The fields of a struct.
pub(super) fn resolve(
    fields: &[Field],
    role: Role,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Vec<api::Field>, Reported> {
    every(fields.iter().map(|field| one(field, fields, role, scope, report)))
}

/// A field among others.
pub(super) fn one(
    field: &Field,
    among: &[Field],
    role: Role,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<api::Field, Reported> {
    let ty = match &field.shape {
        Shape::Type(ty) => ty,
        Shape::Const(_) | Shape::Wraps(_) => {
            return Err(report.push_unless_told(|| {
                let message = "wrappers and constants cannot stand here";
                Diagnostic::new(Code::BadType, field.name.span, message)
            }));
        }
    };
    let core = core(ty, scope, report)?;
    if field.secret && core != Type::String {
        return Err(cannot("secrets that are no texts", field.name.span, report));
    }
    let core = if field.secret { Type::Secret } else { core };
    let encoding = resolve_encoding(ty, report)?;
    Ok(api::Field {
        key: key(field, report)?,
        name: rust_name(taken::Kind::Field, &field.name, &field.rust, report)?,
        doc: field_docs::doc(field, among, ty, scope),
        deprecated: field.deprecated.as_ref().map(|text| text.value.clone()),
        presence: presence(may_be_missing(field), ty.nullable, &core, &encoding, role),
        ty: core,
        encoding,
        starts_with: field.starts_with.as_ref().map(|text| text.value.clone()),
        header: field.header.as_ref().map(|text| text.value.clone()),
        range: field
            .range
            .as_ref()
            .map_or((None, None), |range| (range.value.least, range.value.greatest)),
        items: None,
    })
}

/// Whether it may be left out. What some microversions lack may always be missing.
pub(super) fn may_be_missing(field: &Field) -> bool {
    field.optional || field.since.is_some() || field.until.is_some()
}

/// Whether a field has a value. In answers, lists and maps are empty rather than none, and null is
/// not told from absence.
pub(super) fn presence(
    optional: bool,
    nullable: bool,
    ty: &Type,
    encoding: &api::Encoding,
    role: Role,
) -> Presence {
    let in_text = matches!(encoding, api::Encoding::Csv | api::Encoding::Json);
    let tells_null = match role {
        Role::Argument => true,
        Role::Request => !in_text,
        Role::Answer => false,
    };
    // An empty text is no list, and null is read as an empty one.
    let is_null_when_empty = nullable && *encoding == api::Encoding::Csv;
    match (optional, nullable) {
        (true, true) if tells_null => Presence::ThreeStates,
        (false, true) if tells_null => Presence::Nullable,
        (true, _) if ty.is_many() => Presence::LeftOutEmpty,
        (false, _) if ty.is_many() && is_null_when_empty => Presence::LeftOutEmpty,
        (false, _) if ty.is_many() => Presence::Always,
        (true, _) => Presence::Optional,
        (false, true) => Presence::Nullable,
        (false, false) => Presence::Always,
    }
}

/// A key, with the name that it has from a microversion on.
pub(super) fn key(field: &Field, report: &mut Diagnostics) -> Result<Key, Reported> {
    let renamed = field.renamed.as_ref().map(|renamed| {
        let (major, minor) = microversions::parse(&renamed.since.value).ok_or_else(|| {
            report.push_unless_told(|| {
                let message = format!("`{}` is no microversion", renamed.since.value);
                Diagnostic::new(Code::BadMicroversion, renamed.since.span, message)
            })
        })?;
        Ok(Renamed { major, minor, name: renamed.to.value.clone() })
    });
    Ok(Key { name: field.name.value.clone(), renamed: renamed.transpose()? })
}

fn resolve_encoding(ty: &TypeText, report: &mut Diagnostics) -> Result<api::Encoding, Reported> {
    let Some(encoding) = &ty.encoding else { return Ok(api::Encoding::Plain) };
    Ok(match &encoding.value {
        Encoding::String => api::Encoding::Quoted,
        Encoding::Integer => api::Encoding::Digit,
        Encoding::Csv => api::Encoding::Csv,
        Encoding::Json => api::Encoding::Json,
        Encoding::Pattern(pattern) => {
            let made = patterns::strftime(pattern).ok_or_else(|| {
                report.push_unless_told(|| {
                    let message = format!("`{pattern}` is no pattern of times");
                    Diagnostic::new(Code::Misencoded, encoding.span, message)
                })
            });
            api::Encoding::Pattern(made?)
        }
    })
}

/// A type, without its encoding.
pub(super) fn core(
    ty: &TypeText,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Type, Reported> {
    part(&ty.core, ty.span, scope, report)
}

fn part(
    core: &Core,
    at: Span,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Type, Reported> {
    Ok(match core {
        Core::String => Type::String,
        Core::Integer => Type::Integer,
        Core::Number => Type::Number,
        Core::Boolean => Type::Boolean,
        Core::Timestamp => Type::Timestamp,
        Core::Any => Type::Any,
        Core::List(inner) => Type::List(Box::new(part(inner, at, scope, report)?)),
        Core::Map(inner) => Type::Map(Box::new(part(inner, at, scope, report)?)),
        Core::Name(name) => Type::Named(scope.resolve(name, report)?),
        Core::Binary | Core::None => {
            return Err(report.push_unless_told(|| {
                Diagnostic::new(Code::BadType, at, "this type cannot stand here")
            }));
        }
    })
}

/// Reports something that the format can say and the generator cannot do yet.
pub(super) fn cannot(what: &str, span: Span, report: &mut Diagnostics) -> Reported {
    let message = format!("the generator cannot do {what} yet");
    let diagnostic = Diagnostic::new(Code::NotGenerated, span, message);
    report.push(diagnostic.help("teach it in `codegen/src/check` and `codegen/src/emit`"))
}

/// What is true of every field by itself.
pub(super) fn all(fields: &[Field], scope: &Scope<'_>, report: &mut Diagnostics) {
    for field in fields {
        microversions::ends([&field.since, &field.until], scope, report);
        if let Some(renamed) = &field.renamed {
            microversions::version(&renamed.since, scope, report);
        }
        defaults::field(field, scope, report);
        lengths(field, report);
        starts_with(field, report);
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

/// A beginning that callers may leave out.
fn starts_with(field: &Field, report: &mut Diagnostics) {
    let Some(start) = &field.starts_with else { return };
    let is_text = field.ty().is_some_and(|ty| matches!(ty.core, Core::String) && !ty.nullable);
    if field.optional || !is_text {
        let message = "only a required text has `starts_with`";
        let diagnostic = Diagnostic::new(Code::BadValue, start.span, message);
        report.push(diagnostic.help("leave out `starts_with`"));
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
pub(super) fn ty(ty: &TypeText, report: &mut Diagnostics) {
    encoding(ty, report);
    let mut core = &ty.core;
    while let Core::List(inner) | Core::Map(inner) = core {
        core = inner;
    }
    let (name, help) = match core {
        Core::Binary => ("binary", "only a whole body can be `binary`"),
        Core::None => ("none", "only a whole answer can be `none`"),
        Core::String
        | Core::Integer
        | Core::Number
        | Core::Boolean
        | Core::Timestamp
        | Core::Any
        | Core::List(_)
        | Core::Map(_)
        | Core::Name(_) => return,
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
        Encoding::String | Encoding::Integer | Encoding::Csv | Encoding::Json => {
            "this encoding does not go with its type".to_owned()
        }
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
