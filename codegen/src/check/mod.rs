//! Specs against each other and against themselves.

mod deviations;
mod docs;
mod examples;
mod fields;
mod fit;
mod operations;
mod symbols;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean},
    names,
    specs::{COMMON, ServiceSpecs, Specs},
    syntax::{Service, TypeKind},
};
pub(crate) use docs::glossary;
pub(crate) use symbols::Symbols;

/// Reports all that is wrong with specs that could be read.
pub(crate) fn check(specs: &Specs, report: &mut Diagnostics) {
    let symbols = Symbols::collect(specs, report);
    symbols.check_uses(specs, report);
    for (name, service) in &specs.services {
        check_service(name, service, &symbols, report);
    }
}

fn check_service(name: &str, specs: &ServiceSpecs, symbols: &Symbols<'_>, report: &mut Diagnostics) {
    let Some(service) = &specs.service else {
        // One that could not be read was reported when it was read.
        if report.is_empty() {
            let message = format!("the service `{name}` has no `{name}/service.yaml`");
            report.push(Diagnostic::new(Code::MissingKey, specs.at, message));
        }
        return;
    };
    check_names(name, service, specs, report);
    let scope = Scope { name, service, symbols };
    docs::service(service, report);
    for (_, def) in specs.types() {
        docs::type_def(def, &scope, report);
        fields::type_def(def, &scope, report);
        if let TypeKind::OneOf(alternatives) = &def.kind {
            symbols::alternatives(alternatives, &scope, report);
        }
    }
    for (_, operation) in specs.operations() {
        docs::operation(operation, &scope, report);
        operations::operation(operation, &scope, report);
        examples::operation(operation, &scope, report);
        deviations::operation(operation, report);
    }
    operations::apart(specs, report);
    operations::waits(specs, &scope, report);
}

/// Where a spec is read: its service, and the types it can name.
pub(crate) struct Scope<'a> {
    pub(crate) name: &'a str,
    pub(crate) service: &'a Service,
    pub(crate) symbols: &'a Symbols<'a>,
}

fn check_names(name: &str, service: &Service, specs: &ServiceSpecs, report: &mut Diagnostics) {
    if service.name.value != name {
        let message = format!("the service in the folder `{name}` calls itself `{}`", service.name.value);
        report.push(Diagnostic::new(Code::StrayFile, service.name.span, message));
    }
    if name != COMMON && service.endpoint.is_none() {
        let message = "a service with operations needs the key `endpoint`";
        report.push(Diagnostic::new(Code::MissingKey, service.name.span, message));
    }
    let listed = || service.resources.iter().map(|(name, _)| name.as_str());
    for (folder, resource) in &specs.resources {
        if !listed().any(|name| name == folder) {
            let message = format!("`{name}/service.yaml` does not list the resource `{folder}`");
            let diagnostic = Diagnostic::new(Code::UnknownResource, resource.at, message);
            report.push(diagnostic.maybe_help(did_you_mean(folder, listed())));
        }
    }
    for (listed, _) in &service.resources {
        if !specs.resources.contains_key(&listed.value) {
            let message = format!("there is no folder `{name}/{}`", listed.value);
            let folders = specs.resources.keys().map(String::as_str);
            let help = did_you_mean(&listed.value, folders);
            report.push(Diagnostic::new(Code::UnknownResource, listed.span, message).maybe_help(help));
        }
    }
    for placeholder in &service.client {
        if placeholder.value != "project_id" {
            let message = format!("clients know no `{}`", placeholder.value);
            let diagnostic = Diagnostic::new(Code::BadValue, placeholder.span, message);
            report.push(diagnostic.help("only `project_id` can come from the client"));
        }
    }
    for (entry, _) in &service.glossary {
        if names::ident(&entry.value).is_none() {
            let message = format!("`{}` is no name of a field in Rust", entry.value);
            report.push(Diagnostic::new(Code::BadName, entry.span, message));
        }
    }
}
