//! Specs to the API, and all that is wrong with them: each against itself and against the others.
//!
//! What checks a construct also gives what it is in Rust, or the proof that something was reported.
//! So nothing is looked up twice, and nothing can be lost: there is an API only where nothing was
//! reported.

mod answers;
mod arguments;
mod bodies;
mod constructors;
mod defaults;
mod described;
mod deviations;
mod docs;
mod endless;
mod examples;
mod field_docs;
mod fields;
mod fit;
mod glossary;
mod microversions;
mod operations;
mod pages;
mod places;
mod routes;
mod scope;
mod sends;
mod sends_compared;
mod sent;
mod service;
mod shown;
mod symbols;
mod tables;
mod taken;
mod types;
mod uses;
mod waiters;
mod waits;

use scope::Scope;
use shown::Shown;
use symbols::Symbols;
use uses::Uses;
use waits::Waiters;

use crate::{
    api::{Api, Module, Service, Types},
    described::DescribedService,
    diagnostic::{Code, Diagnostic, Diagnostics, Reported, every},
    names::Ident,
    specs::{ResourceSpecs, ServiceSpecs, Written},
};

/// What the operations of all services have to do with types.
#[derive(Default)]
struct Seen {
    shown: Shown,
    uses: Uses,
}

/// The API that specs describe.
pub(crate) fn check(specs: &Written, report: &mut Diagnostics) -> Result<Api, Reported> {
    let symbols = Symbols::collect(specs, report);
    symbols.check_uses(specs, report);
    let mut seen = Seen::default();
    let services = specs.services.iter();
    let services =
        every(services.map(|(name, it)| service(name, it, specs, &symbols, &mut seen, report)));
    seen.shown.check(specs, report);
    let uses = seen.uses.of_all(&symbols);
    let types = every(symbols.all().zip(&uses).map(|(symbol, used)| {
        let scope = scope(&symbol.home.service, specs, &symbols, report)?;
        types::resolve(symbol, used, &scope, report)
    }));
    Ok(Api { services: services?, types: Types::new(types?) })
}

/// What specs in which nothing is wrong say of each operation.
pub(crate) fn described(specs: &Written) -> Vec<DescribedService> {
    let mut report = Diagnostics::default();
    let symbols = Symbols::collect(specs, &mut report);
    let services = specs.services.iter();
    services.filter_map(|(name, own)| described::service(name, own, specs, &symbols)).collect()
}

/// Where the specs of a service are read.
fn scope<'a>(
    name: &'a Ident,
    specs: &'a Written,
    symbols: &'a Symbols<'a>,
    report: &mut Diagnostics,
) -> Result<Scope<'a>, Reported> {
    let specs = specs.services.get(name);
    let at = specs.map(|specs| specs.at).unwrap_or_default();
    let missing = || {
        let message = format!("the service `{name}` has no `{name}/service.yaml`");
        let help = "write it; every service says what holds for all its operations";
        Diagnostic::new(Code::MissingKey, at, message).help(help)
    };
    match specs.and_then(|specs| specs.service.as_ref()) {
        Some(service) => Ok(Scope { name, service, symbols }),
        // One that could not be read was reported when it was read.
        None if specs.is_some_and(|specs| specs.described) => Err(report.push_unless_told(missing)),
        None => Err(report.push(missing())),
    }
}

/// A service: all checks of it, and what it is in Rust.
fn service(
    name: &Ident,
    own: &ServiceSpecs,
    specs: &Written,
    symbols: &Symbols<'_>,
    seen: &mut Seen,
    report: &mut Diagnostics,
) -> Result<Service, Reported> {
    let scope = &scope(name, specs, symbols, report)?;
    service::check(scope, own, &specs.doubt, report);
    docs::service(own, scope.service, &specs.doubt, report);
    for (_, def) in own.types() {
        docs::type_def(def, scope, report);
        types::check(def, scope, report);
    }
    for (_, operation) in own.operations() {
        let before = report.len();
        docs::operation(operation, scope, report);
        operations::check(operation, scope, report);
        places::operation(operation, scope, report);
        examples::operation(operation, &own.errors, scope, &seen.shown, report);
        deviations::operation(operation, scope, report);
        if report.len() == before {
            sends_compared::operation(operation, scope, report);
        }
    }
    routes::apart(own, scope, report);
    let waiters = Waiters::collect(name, own, &specs.doubt, report);
    let resources = own.resources.iter();
    let mut modules = every(
        resources.map(|(name, own)| module(name, own, &waiters, scope, &mut seen.uses, report)),
    )?;
    routes::tell_apart(&mut modules);
    service::resolve(name, own, modules, scope, report)
}

/// A resource in Rust.
fn module(
    name: &Ident,
    own: &ResourceSpecs,
    waiters: &Waiters<'_>,
    scope: &Scope<'_>,
    uses: &mut Uses,
    report: &mut Diagnostics,
) -> Result<Module, Reported> {
    let operations = every(own.operations.iter().map(|written| {
        let operation = operations::resolve(written, waiters, scope, report)?;
        uses.add(&operation);
        Ok(operation)
    }));
    let in_files = own.operations.iter().flat_map(|operation| &operation.types);
    let types = own.types.iter().chain(in_files);
    let types = every(types.map(|def| scope.resolve(&def.name, report)));
    let mut resources = scope.service.resources.iter();
    let doc = resources.find(|(resource, _)| resource.value == name.as_str());
    Ok(Module {
        name: name.clone(),
        doc: doc.map(|(_, doc)| doc.value.clone()).unwrap_or_default(),
        operations: operations?,
        types: types?,
    })
}
