//! Which names there are, who uses them, and from where.

use std::collections::BTreeMap;

use super::{Scope, fields};
use crate::{
    api::waiter_id,
    diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean},
    names,
    source::{Doubt, Span, Text},
    specs::{COMMON, ServiceSpecs, Specs},
    syntax::{Operation, SCALARS, TypeDef, TypeKind, TypeText},
};

const CALL_OTHERWISE: &str = "call one of them something else";

/// The types of all services.
pub(crate) struct Symbols<'a> {
    /// By service and name.
    types: BTreeMap<(&'a str, &'a str), Symbol<'a>>,
}

/// A type and where it is.
#[derive(Clone, Copy)]
pub(crate) struct Symbol<'a> {
    pub(crate) def: &'a TypeDef,
    pub(crate) service: &'a str,
    pub(crate) resource: &'a str,
    /// The operation in whose file it is, if it is in one.
    owner: Option<&'a str>,
}

impl<'a> Symbols<'a> {
    /// Gathers all types; reports those that are there twice.
    pub(crate) fn collect(specs: &'a Specs, report: &mut Diagnostics) -> Self {
        let mut symbols = Self { types: BTreeMap::new() };
        // Names of `common` first, so that a service which takes one is the one to be told.
        let order = |name: &&String| (name.as_str() != COMMON, (*name).clone());
        let mut services: Vec<_> = specs.services.keys().collect();
        services.sort_by_key(order);
        for service in services {
            let Some(service_specs) = specs.services.get(service) else { continue };
            for (resource, specs) in &service_specs.resources {
                let shared = specs.types.iter().map(|def| (None, def));
                let own = specs.operations.iter().flat_map(|operation| {
                    operation.types.iter().map(|def| (Some(operation.id.as_str()), def))
                });
                for (owner, def) in shared.chain(own) {
                    symbols.add(Symbol { def, service, resource, owner }, report);
                }
                for operation in &specs.operations {
                    symbols.check_operation(service, operation, report);
                }
            }
        }
        symbols.operations(specs, report);
        symbols
    }

    /// The type of a name, as a service sees it.
    pub(crate) fn get(&self, service: &str, name: &str) -> Option<Symbol<'a>> {
        let find = |service| self.types.get(&(service, name)).copied();
        find(service).or_else(|| find(COMMON))
    }

    fn add(&mut self, symbol: Symbol<'a>, report: &mut Diagnostics) {
        let name = &symbol.def.name;
        if !names::is_pascal(name.as_str()) {
            let message = format!("`{}` is no name of a type", name.value);
            let diagnostic = Diagnostic::new(Code::BadName, name.span, message);
            report.push(diagnostic.help(fields::PASCAL));
        }
        if names::is_taken_type(name.as_str()) {
            let message = format!("a type `{}` would hide another of that name", name.value);
            let diagnostic = Diagnostic::new(Code::BadName, name.span, message);
            report.push(diagnostic.help("generated code uses the other; name what it is of"));
        }
        if let Some(first) = self.get(symbol.service, name.as_str()) {
            let message = format!("the type `{}` is there twice", name.value);
            let diagnostic = Diagnostic::new(Code::DuplicateId, name.span, message);
            report.push(diagnostic.label(first.def.name.span, "first here").help(CALL_OTHERWISE));
            return;
        }
        self.types.insert((symbol.service, symbol.def.name.as_str()), symbol);
    }

    /// An operation's request and response are types, too.
    fn check_operation(&self, service: &str, operation: &Operation, report: &mut Diagnostics) {
        let id = &operation.id;
        if !names::is_pascal(id.as_str()) {
            let message = format!("`{}` is no name of an operation", id.value);
            let diagnostic = Diagnostic::new(Code::BadName, id.span, message);
            report.push(diagnostic.help(fields::PASCAL));
        }
        if names::is_taken_type(id.as_str()) {
            let message = format!("an operation `{}` would hide a type of that name", id.value);
            let diagnostic = Diagnostic::new(Code::BadName, id.span, message);
            report.push(diagnostic.help("generated code uses the type; name what is acted on"));
        }
        let own = ["", "Arguments", "Call", "Response"].map(|what| format!("{}{what}", id.value));
        let waiters = operation.waiters.iter().map(|(name, _)| waiter_id(&name.value));
        for name in own.into_iter().chain(waiters) {
            if let Some(symbol) = self.get(service, &name) {
                let message =
                    format!("the operation `{}` and a type share the name `{name}`", id.value);
                let diagnostic = Diagnostic::new(Code::NameClash, symbol.def.name.span, message);
                report.push(
                    diagnostic.label(id.span, "the operation").help("call the type something else"),
                );
            }
        }
    }

    fn operations(&self, specs: &Specs, report: &mut Diagnostics) {
        for service in specs.services.values() {
            let mut seen: BTreeMap<String, Span> = BTreeMap::new();
            for (_, operation) in service.operations() {
                let method = names::snake(operation.id.as_str());
                if let Some(first) = seen.insert(method, operation.id.span) {
                    let message = format!("the operation `{}` is there twice", operation.id.value);
                    let diagnostic = Diagnostic::new(Code::DuplicateId, operation.id.span, message);
                    report.push(diagnostic.label(first, "first here").help(CALL_OTHERWISE));
                }
            }
        }
    }

    /// Reports types that do not exist, that nobody uses, or that are in the wrong place.
    pub(super) fn check_uses(&self, specs: &Specs, report: &mut Diagnostics) {
        let mut uses: BTreeMap<(&str, &str), Vec<Use<'_>>> = BTreeMap::new();
        for (service, service_specs) in &specs.services {
            for (name, user) in references(service_specs) {
                match self.get(service, name.as_str()) {
                    Some(symbol) => uses
                        .entry((symbol.service, symbol.def.name.as_str()))
                        .or_default()
                        .push(Use { operation: user, at: name.span }),
                    None if specs.doubt.may_define(name.as_str()) => {}
                    None => report.push(self.unknown(service, name)),
                }
            }
        }
        for (key, symbol) in &self.types {
            check_use(symbol, uses.get(key).map_or(&[], Vec::as_slice), &specs.doubt, report);
        }
    }

    fn unknown(&self, service: &str, name: &Text) -> Diagnostic {
        let visible = self.types.keys().filter(|(s, _)| *s == service || *s == COMMON);
        let help = did_you_mean(name.as_str(), visible.map(|(_, name)| *name).chain(SCALARS));
        let message = format!("there is no type `{}`", name.value);
        let diagnostic = Diagnostic::new(Code::UnknownType, name.span, message);
        diagnostic
            .help("define it under `types:`, in `types.yaml` of a resource, or in `common`")
            .maybe_help(help)
    }
}

/// A place where a type is named.
struct Use<'a> {
    /// The operation in whose file it is.
    operation: Option<&'a str>,
    at: Span,
}

fn check_use(symbol: &Symbol<'_>, uses: &[Use<'_>], doubt: &Doubt, report: &mut Diagnostics) {
    let name = &symbol.def.name;
    // A type that names itself is not used by that.
    let unused = uses.iter().all(|user| inside(user.at, symbol.def));
    // What is no name of a type cannot be used.
    if unused && names::is_pascal(name.as_str()) && !doubt.may_use(name.as_str()) {
        let message = format!("nothing uses the type `{}`", name.value);
        report.push(Diagnostic::new(Code::Unused, name.span, message).help("remove it"));
    }
    let Some(owner) = symbol.owner else { return };
    if let Some(other) = uses.iter().find(|user| user.operation != Some(owner)) {
        let message = format!("the type `{}` is used outside the file of `{owner}`", name.value);
        let diagnostic = Diagnostic::new(Code::MisplacedType, name.span, message);
        let help = format!("move it to `{}/{}/types.yaml`", symbol.service, symbol.resource);
        report.push(diagnostic.label(other.at, "used here").help(help));
    }
}

fn inside(at: Span, def: &TypeDef) -> bool {
    def.names().iter().any(|name| name.span == at)
}

/// All names of types in a service's specs, with the operation in whose file each is.
fn references(specs: &ServiceSpecs) -> Vec<(&Text, Option<&str>)> {
    let mut found = Vec::new();
    for resource in specs.resources.values() {
        let shared = resource.types.iter().flat_map(TypeDef::names);
        found.extend(shared.map(|name| (name, None)));
        for operation in &resource.operations {
            let id = Some(operation.id.as_str());
            let own = operation.types.iter().flat_map(TypeDef::names);
            let written = operation.types_written().into_iter().filter_map(TypeText::name);
            found.extend(own.chain(written).map(|name| (name, id)));
        }
    }
    found
}

/// Reports alternatives that are no structs, or that could never be the first to fit.
pub(super) fn alternatives(
    alternatives: &[(Text, Text)],
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) {
    let mut earlier: Vec<(&Text, Vec<&str>)> = Vec::new();
    for (name, ty) in alternatives {
        let Some(symbol) = scope.symbols.get(scope.name, ty.as_str()) else { continue };
        let TypeKind::Struct { fields, .. } = &symbol.def.kind else {
            let message = format!("the alternative `{}` is no struct", name.value);
            let help =
                "alternatives are types with `fields`, told apart by those that are required";
            report.push(Diagnostic::new(Code::BadType, ty.span, message).help(help));
            continue;
        };
        let required: Vec<_> = fields
            .iter()
            .filter(|field| !field.optional)
            .map(|field| field.name.as_str())
            .collect();
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
