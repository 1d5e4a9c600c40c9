//! Specs to shapes.

use super::{
    Api, Code, Fault, Module, Service, links, operations, pages, routes, types, uses, waiting,
};
use crate::{
    Anchors,
    check::{Scope, Symbols},
    diagnostic::{Code as DiagnosticCode, Diagnostic, Diagnostics},
    source::Span,
    specs::{ResourceSpecs, ServiceSpecs, Specs},
    syntax,
};

/// The shapes of checked specs. What the generator cannot do yet is reported.
pub(crate) fn lower(specs: &Specs, anchors: &Anchors, report: &mut Diagnostics) -> Api {
    // Checked specs have no types twice.
    let symbols = Symbols::collect(specs, &mut Diagnostics::default());
    let lower = |(name, specs): (&String, &ServiceSpecs)| {
        let scope = Scope { name, service: specs.service.as_ref()?, symbols: &symbols };
        Some(service(specs, &scope, report))
    };
    let mut api = Api { services: specs.services.iter().filter_map(lower).collect() };
    links::link(&mut api, specs, anchors);
    for (service, name) in uses::mark(&mut api) {
        if let Some(symbol) = symbols.get(&service, &name) {
            let what = "keys that depend on the microversion below a body";
            cannot(what, symbol.def.name.span, report);
        }
    }
    api
}

fn service(specs: &ServiceSpecs, scope: &Scope<'_>, report: &mut Diagnostics) -> Service {
    let declared = &scope.service.resources;
    let doc = |name: &str| {
        let entry = declared.iter().find(|(resource, _)| resource.value == name);
        entry.map(|(_, doc)| doc.value.clone()).unwrap_or_default()
    };
    let modules =
        specs.resources.iter().map(|(name, specs)| module(name, doc(name), specs, scope, report));
    let mut modules: Vec<_> = modules.collect();
    routes::tell_apart(&mut modules);
    waiting::link(&mut modules, specs, scope);
    pages::mark_items(&mut modules);
    Service {
        name: scope.name.to_owned(),
        doc: scope.service.doc.value.clone(),
        modules,
        microversion_header: scope
            .service
            .microversion
            .as_ref()
            .map(|microversion| microversion.header.value.clone()),
        catalog: scope.service.catalog.as_ref().map(|text| text.value.clone()),
        endpoint: scope.service.endpoint.as_ref().map(|text| text.value.clone()),
        codes: specs.errors.iter().map(code).collect(),
        fault: scope.service.errors.as_ref().and_then(fault),
    }
}

fn module(
    name: &str,
    doc: String,
    specs: &ResourceSpecs,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Module {
    let operations = specs.operations.iter();
    let own = specs.operations.iter().flat_map(|operation| &operation.types);
    Module {
        name: name.to_owned(),
        doc,
        operations: operations
            .filter_map(|operation| operations::lower(operation, scope, report))
            .collect(),
        types: specs
            .types
            .iter()
            .chain(own)
            .filter_map(|def| types::lower(def, scope, report))
            .collect(),
    }
}

fn code(known: &syntax::KnownError) -> Code {
    Code {
        code: known.code.value.clone(),
        class: known.class,
        remedy: known
            .remedy
            .as_ref()
            .map(|text| text.value.trim_end().trim_end_matches('.').to_owned()),
        safe_to_retry: known.safe_to_retry,
    }
}

fn fault(errors: &syntax::ServiceErrors) -> Option<Fault> {
    Some(Fault {
        body: errors.body.as_ref()?.to_json().to_string(),
        invalid: errors.invalid.as_ref().map(|text| text.value.clone()),
    })
}

/// Reports something that the format can say and the generator cannot do yet.
pub(super) fn cannot(what: &str, span: Span, report: &mut Diagnostics) {
    let message = format!("the generator cannot do {what} yet");
    let diagnostic = Diagnostic::new(DiagnosticCode::NotGenerated, span, message);
    report.push(diagnostic.help("teach it in `codegen/src/api` and `codegen/src/emit`"));
}
