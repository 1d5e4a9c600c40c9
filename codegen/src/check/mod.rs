//! Specs against each other and against themselves.

pub(crate) mod constructors;
mod defaults;
mod deviations;
mod docs;
mod examples;
mod fields;
mod fit;
mod operations;
mod pages;
mod places;
mod sends;
mod service;
mod symbols;
pub(crate) mod tables;
mod waiters;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    source::{Doubt, Text},
    specs::{ServiceSpecs, Specs},
    syntax::{Service, TypeKind},
};
pub(crate) use docs::glossary;
use examples::Shown;
pub(crate) use symbols::Symbols;

/// Reports all that is wrong with specs that could be read.
pub(crate) fn check(specs: &Specs, report: &mut Diagnostics) {
    let symbols = Symbols::collect(specs, report);
    symbols.check_uses(specs, report);
    let shown = Shown::default();
    for (name, service) in &specs.services {
        check_service(name, service, &symbols, &specs.doubt, &shown, report);
    }
    shown.check(specs, report);
}

fn check_service(
    name: &str,
    specs: &ServiceSpecs,
    symbols: &Symbols<'_>,
    doubt: &Doubt,
    shown: &Shown,
    report: &mut Diagnostics,
) {
    let Some(service) = &specs.service else {
        // One that could not be read was reported when it was read.
        if !specs.described {
            let message = format!("the service `{name}` has no `{name}/service.yaml`");
            let diagnostic = Diagnostic::new(Code::MissingKey, specs.at, message);
            report.push(
                diagnostic.help("write it; every service says what holds for all its operations"),
            );
        }
        return;
    };
    let scope = Scope { name, service, symbols };
    service::service(name, service, specs, report);
    docs::service(specs, service, doubt, report);
    for (_, def) in specs.types() {
        docs::type_def(def, &scope, report);
        fields::type_def(def, &scope, report);
        constructors::type_def(def, &scope, report);
        match &def.kind {
            TypeKind::OneOf(alternatives) => symbols::alternatives(alternatives, &scope, report),
            TypeKind::Struct { fields, .. } => places::fields(fields, &scope, report),
            TypeKind::Enum(_) | TypeKind::Format(_) => {}
        }
    }
    for (_, operation) in specs.operations() {
        docs::operation(operation, &scope, report);
        operations::operation(operation, &scope, report);
        places::operation(operation, &scope, report);
        examples::operation(operation, &scope, shown, report);
        deviations::operation(operation, &scope, report);
    }
    operations::apart(specs, &scope, report);
    waiters::waits(specs, &scope, doubt, report);
}

/// Where a spec is read: its service, and the types it can name.
pub(crate) struct Scope<'a> {
    pub(crate) name: &'a str,
    pub(crate) service: &'a Service,
    pub(crate) symbols: &'a Symbols<'a>,
}

impl Scope<'_> {
    /// Whether a placeholder is filled in by the client, and no argument.
    pub(crate) fn is_client(&self, placeholder: &Text) -> bool {
        self.service.client.iter().any(|name| name.value == placeholder.value)
    }
}
