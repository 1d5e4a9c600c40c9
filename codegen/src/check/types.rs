//! Named types: what is true of each, and what it is in Rust.

use super::{
    constructors, endless,
    fields::{self, cannot},
    microversions, pages, places,
    scope::Scope,
    symbols::Symbol,
    taken::{self, Names, PASCAL, ident, is_variant, rust_name},
    uses::Use,
};
use crate::{
    api::{Alternative, Kind, Struct, TypeDecl, Variant},
    diagnostic::{Code, Diagnostic, Diagnostics, Reported, every, one_of},
    names::{self, Ident},
    source::Text,
    syntax::{Encoding, EnumValue, Field, Shape, TypeDef, TypeKind, TypeText},
};

/// The types that are written by hand, and may be named by `format`.
const FORMATS: [&str; 3] = ["access_to", "obs_object", "time_filter"];

/// What is true of a type by itself.
pub(super) fn check(def: &TypeDef, scope: &Scope<'_>, report: &mut Diagnostics) {
    match &def.kind {
        TypeKind::Struct { fields, extra } => {
            let mut taken = Names::default();
            if extra.is_some() {
                taken.add("extra", def.name.span, report);
            }
            taken.fields(fields, report);
            fields::all(fields, scope, report);
            if let Some(extra) = extra {
                fields::ty(extra, report);
            }
            places::fields(fields, scope, report);
            endless::check(def, scope, report);
        }
        TypeKind::Enum(values) => {
            let mut taken = Names::default();
            for value in values {
                microversions::ends([&value.since, &value.until], scope, report);
                if let Ok(name) = rust_name(taken::Kind::Value, &value.name, &value.rust, report) {
                    taken.add(&name, value.name.span, report);
                }
            }
        }
        TypeKind::OneOf(alternatives) => {
            self::alternatives(alternatives, scope, report);
            endless::check(def, scope, report);
        }
        TypeKind::Format(_) => {}
    }
}

/// Reports alternatives that could never be the first to fit.
fn alternatives(alternatives: &[(Text, Text)], scope: &Scope<'_>, report: &mut Diagnostics) {
    let mut earlier: Vec<(&Text, Vec<&str>)> = Vec::new();
    for (name, ty) in alternatives {
        let Some(fields) = scope.fields(ty.as_str()) else { continue };
        let required = required(fields);
        let shadow =
            earlier.iter().find(|(_, needs)| needs.iter().all(|need| required.contains(need)));
        if let Some((first, _)) = shadow {
            let message = format!(
                "`{}` could never be reached: whatever fits it fits `{}`",
                name.value, first.value
            );
            let diagnostic = Diagnostic::new(Code::Indistinguishable, name.span, message);
            report.push(
                diagnostic
                    .label(first.span, "comes first")
                    .help("put the one with more required fields first"),
            );
        }
        earlier.push((name, required));
    }
}

/// The keys that a struct must have.
fn required(fields: &[Field]) -> Vec<&str> {
    let required = fields.iter().filter(|field| !field.optional);
    required.map(|field| field.name.as_str()).collect()
}

/// A type in Rust.
pub(super) fn resolve(
    symbol: &Symbol<'_>,
    used: &Use,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<TypeDecl, Reported> {
    let def = symbol.def;
    let kind = match &def.kind {
        TypeKind::Struct { fields, extra } => {
            object(def, fields, extra.as_ref(), used, scope, report).map(Kind::Struct)
        }
        TypeKind::Enum(values) => {
            every(values.iter().map(|value| variant(value, report))).map(Kind::Enum)
        }
        TypeKind::OneOf(alternatives) => {
            let alternatives = alternatives.iter();
            every(alternatives.map(|(name, ty)| alternative(name, ty, scope, report)))
                .map(Kind::OneOf)
        }
        TypeKind::Format(format) => self::format(format, report).map(Kind::Format),
    };
    Ok(TypeDecl {
        name: ident(&def.name, report)?,
        home: symbol.home.clone(),
        doc: with_deprecation(def.doc.value.clone(), def.deprecated.as_ref()),
        kind: kind?,
        is_input: used.is_given,
        needs_default: used.needs_default,
    })
}

fn object(
    def: &TypeDef,
    fields: &[Field],
    extra: Option<&TypeText>,
    used: &Use,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Struct, Reported> {
    if used.is_given && fields.iter().any(|field| field.renamed.is_some()) {
        let what = "keys that depend on the microversion below a body";
        cannot(what, def.name.span, report);
    }
    beyond(fields, report);
    if !used.is_given {
        only_for_callers(def, fields, report);
    }
    let resolved = fields::resolve(fields, used.role(), scope, report);
    let extra = extra.map(|ty| fields::core(ty, scope, report));
    let constructors = constructors::resolve(def, fields, scope, report);
    let mut resolved = resolved?;
    for items in &used.page_items {
        pages::mark(&mut resolved, fields, |field| field.name.as_str() == items);
    }
    Ok(Struct { fields: resolved, extra: extra.transpose()?, constructors: constructors? })
}

/// What an object below a body or an answer cannot do, since it is written without knowing more than
/// itself.
fn beyond(fields: &[Field], report: &mut Diagnostics) {
    for field in fields {
        if let Shape::Const(_) = field.shape {
            cannot("constants below a body", field.name.span, report);
        }
        let Some(ty) = field.ty() else { continue };
        let in_text = ty.encoding.as_ref().is_some_and(|encoding| encoding.value == Encoding::Json);
        if in_text && ty.nullable && !field.optional {
            cannot("null instead of JSON in a string", field.name.span, report);
        }
    }
}

/// What has no effect in a type that no caller makes. Where something else is wrong, one might.
fn only_for_callers(def: &TypeDef, fields: &[Field], report: &mut Diagnostics) {
    let constructors = def.constructors.first().map(|(name, _)| ("constructors", name));
    let starts = fields.iter().find_map(|field| field.starts_with.as_ref());
    for (key, at) in constructors.into_iter().chain(starts.map(|start| ("starts_with", start))) {
        report.push_unless_told(|| {
            let message = format!("only a type that requests have takes `{key}`");
            Diagnostic::new(Code::BadValue, at.span, message).help(format!("leave out `{key}`"))
        });
    }
}

fn variant(value: &EnumValue, report: &mut Diagnostics) -> Result<Variant, Reported> {
    let since = value.since.as_ref().map(|it| format!(" Since microversion {}.", it.value));
    let until = value.until.as_ref().map(|it| format!(" Until microversion {}.", it.value));
    let limits: String = since.into_iter().chain(until).collect();
    let doc = format!("{}{limits}", value.doc.value.trim_end());
    Ok(Variant {
        name: rust_name(taken::Kind::Value, &value.name, &value.rust, report)?,
        wire: value.name.value.clone(),
        doc: with_deprecation(doc, value.deprecated.as_ref()),
    })
}

fn alternative(
    name: &Text,
    ty: &Text,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Alternative, Reported> {
    if !is_variant(name.as_str()) {
        let message = format!("`{}` is no name of an alternative", name.value);
        report.push(Diagnostic::new(Code::BadName, name.span, message).help(PASCAL));
    }
    let id = scope.resolve(ty, report)?;
    let fields = scope.fields(ty.as_str()).ok_or_else(|| {
        let message = format!("the alternative `{}` is no struct", name.value);
        let help = "alternatives are types with `fields`, told apart by those that are required";
        report.push(Diagnostic::new(Code::BadType, ty.span, message).help(help))
    })?;
    let keys = required(fields).into_iter().map(str::to_owned).collect();
    Ok(Alternative { name: ident(name, report)?, ty: id, keys })
}

fn format(format: &Text, report: &mut Diagnostics) -> Result<Ident, Reported> {
    let known = FORMATS.contains(&format.as_str()).then(|| names::pascal(&format.value));
    known.and_then(Ident::new).ok_or_else(|| {
        let message = format!("there is no format `{}`", format.value);
        let help = one_of(&format.value, &FORMATS);
        report.push(Diagnostic::new(Code::BadValue, format.span, message).help(help))
    })
}

fn with_deprecation(doc: String, instead: Option<&Text>) -> String {
    match instead {
        Some(instead) => format!("{}\n\n**Deprecated.** {}", doc.trim_end(), instead.value),
        None => doc,
    }
}
