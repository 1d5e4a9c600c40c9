//! Which names there are, who uses them, and from where.

use std::collections::{BTreeMap, BTreeSet};

use super::taken::{PASCAL, waiter_name};
use crate::{
    api::{Home, TypeId},
    diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean, nearest},
    names,
    source::{Doubt, Span, Text},
    specs::{ServiceSpecs, Written},
    syntax::{COMMON, Operation, SCALARS, TypeDef, TypeText},
};

const CALL_OTHERWISE: &str = "call one of them something else";

/// The types of all services.
#[derive(Default)]
pub(super) struct Symbols<'a> {
    /// By their ids.
    all: Vec<Symbol<'a>>,
    /// By service and name.
    ids: BTreeMap<(&'a str, &'a str), TypeId>,
}

/// A type and where it is.
pub(super) struct Symbol<'a> {
    pub(super) id: TypeId,
    pub(super) def: &'a TypeDef,
    pub(super) home: Home,
    /// The operation in whose file it is, if it is in one.
    owner: Option<&'a str>,
}

impl<'a> Symbols<'a> {
    /// Gathers all types; reports those that are there twice.
    pub(super) fn collect(specs: &'a Written, report: &mut Diagnostics) -> Self {
        let mut symbols = Self::default();
        // Names of `common` first, so that a service which takes one is the one to be told.
        let (common, others): (Vec<_>, Vec<_>) =
            specs.services.iter().partition(|(name, _)| name.as_str() == COMMON);
        for (service, service_specs) in common.into_iter().chain(others) {
            for (resource, specs) in &service_specs.resources {
                let home = Home { service: service.clone(), module: resource.clone() };
                let shared = specs.types.iter().map(|def| (None, def));
                let own = specs.operations.iter().flat_map(|operation| {
                    operation.types.iter().map(|def| (Some(operation.id.as_str()), def))
                });
                for (owner, def) in shared.chain(own) {
                    symbols.add(service, &home, owner, def, report);
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
    pub(super) fn get(&self, service: &str, name: &str) -> Option<&Symbol<'a>> {
        let find = |service| self.ids.get(&(service, name));
        self.at(*find(service).or_else(|| find(COMMON))?)
    }

    /// The type with an id.
    pub(super) fn at(&self, id: TypeId) -> Option<&Symbol<'a>> {
        self.all.get(id.index())
    }

    /// All types, in the order of their ids.
    pub(super) fn all(&self) -> impl Iterator<Item = &Symbol<'a>> {
        self.all.iter()
    }

    fn add(
        &mut self,
        service: &'a str,
        home: &Home,
        owner: Option<&'a str>,
        def: &'a TypeDef,
        report: &mut Diagnostics,
    ) {
        let name = &def.name;
        if !names::is_pascal(name.as_str()) {
            let message = format!("`{}` is no name of a type", name.value);
            let diagnostic = Diagnostic::new(Code::BadName, name.span, message);
            report.push(diagnostic.help(PASCAL));
        }
        if names::is_taken_type(name.as_str()) {
            let message = format!("a type `{}` would hide another of that name", name.value);
            let diagnostic = Diagnostic::new(Code::BadName, name.span, message);
            report.push(diagnostic.help("generated code uses the other; name what it is of"));
        }
        if let Some(first) = self.get(service, name.as_str()) {
            let message = format!("the type `{}` is there twice", name.value);
            let diagnostic = Diagnostic::new(Code::DuplicateId, name.span, message);
            report.push(diagnostic.label(first.def.name.span, "first here").help(CALL_OTHERWISE));
            return;
        }
        let id = TypeId::new(self.all.len());
        self.all.push(Symbol { id, def, home: home.clone(), owner });
        self.ids.insert((service, name.as_str()), id);
    }

    /// An operation's request and response are types, too.
    fn check_operation(&self, service: &str, operation: &Operation, report: &mut Diagnostics) {
        let id = &operation.id;
        if !names::is_pascal(id.as_str()) {
            let message = format!("`{}` is no name of an operation", id.value);
            let diagnostic = Diagnostic::new(Code::BadName, id.span, message);
            report.push(diagnostic.help(PASCAL));
        }
        if names::is_taken_type(id.as_str()) {
            let message = format!("an operation `{}` would hide a type of that name", id.value);
            let diagnostic = Diagnostic::new(Code::BadName, id.span, message);
            report.push(diagnostic.help("generated code uses the type; name what is acted on"));
        }
        let own = ["", "Arguments", "Call", "Response"].map(|what| format!("{}{what}", id.value));
        let waiters = operation.waiters.iter().map(|(name, _)| waiter_name(name.as_str()));
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

    fn operations(&self, specs: &Written, report: &mut Diagnostics) {
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
    pub(super) fn check_uses(&self, specs: &Written, report: &mut Diagnostics) {
        let mut uses: BTreeMap<TypeId, Vec<Use<'_>>> = BTreeMap::new();
        let mut meant = BTreeSet::new();
        for (service, service_specs) in &specs.services {
            for (name, user) in references(service_specs) {
                match self.get(service, name.as_str()) {
                    Some(symbol) => {
                        let used = Use { operation: user, at: name.span };
                        uses.entry(symbol.id).or_default().push(used);
                    }
                    None if specs.doubt.may_define(name.as_str()) => {}
                    None => {
                        meant.extend(nearest(name.as_str(), self.visible(service)));
                        report.push(self.unknown(service, name));
                    }
                }
            }
        }
        for symbol in &self.all {
            let uses = uses.get(&symbol.id).map_or(&[][..], Vec::as_slice);
            let is_meant = meant.contains(symbol.def.name.as_str());
            check_use(symbol, uses, is_meant, &specs.doubt, report);
        }
    }

    /// The names of types that a service can use.
    fn visible(&self, service: &str) -> impl Iterator<Item = &'a str> {
        let visible = self.ids.keys().filter(move |(home, _)| *home == service || *home == COMMON);
        visible.map(|(_, name)| *name).chain(SCALARS)
    }

    fn unknown(&self, service: &str, name: &Text) -> Diagnostic {
        let help = did_you_mean(name.as_str(), self.visible(service));
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

/// A type that a misspelled name means is used.
fn check_use(
    symbol: &Symbol<'_>,
    uses: &[Use<'_>],
    is_meant: bool,
    doubt: &Doubt,
    report: &mut Diagnostics,
) {
    let name = &symbol.def.name;
    // A type that names itself is not used by that.
    let unused = uses.iter().all(|user| inside(user.at, symbol.def));
    // What is no name of a type cannot be used.
    if unused && !is_meant && names::is_pascal(name.as_str()) && !doubt.may_use(name.as_str()) {
        let message = format!("nothing uses the type `{}`", name.value);
        report.push(Diagnostic::new(Code::Unused, name.span, message).help("remove it"));
    }
    let Some(owner) = symbol.owner else { return };
    if let Some(other) = uses.iter().find(|user| user.operation != Some(owner)) {
        let message = format!("the type `{}` is used outside the file of `{owner}`", name.value);
        let diagnostic = Diagnostic::new(Code::MisplacedType, name.span, message);
        let help =
            format!("move it to `{}/{}/types.yaml`", symbol.home.service, symbol.home.module);
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
