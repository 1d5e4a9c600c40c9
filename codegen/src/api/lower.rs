//! Specs to shapes.

use std::collections::BTreeMap;

use super::{Api, Body, Code, Fault, Module, Operation, Service, operations, types, waiting};
use crate::{
    check::{Scope, Symbols},
    diagnostic::{Code as DiagnosticCode, Diagnostic, Diagnostics},
    source::Span,
    specs::{ResourceSpecs, ServiceSpecs, Specs},
    syntax,
};

/// The shapes of checked specs. What the generator cannot do yet is reported.
pub(crate) fn lower(specs: &Specs, report: &mut Diagnostics) -> Api {
    // Checked specs have no types twice.
    let symbols = Symbols::collect(specs, &mut Diagnostics::default());
    let lower = |(name, specs): (&String, &ServiceSpecs)| {
        let scope = Scope { name, service: specs.service.as_ref()?, symbols: &symbols };
        Some(service(specs, &scope, report))
    };
    Api { services: specs.services.iter().filter_map(lower).collect() }
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
    tell_apart(&mut modules);
    waiting::link(&mut modules, specs, scope, report);
    Service {
        name: scope.name.to_owned(),
        doc: scope.service.doc.value.clone(),
        modules,
        microversion_header: scope
            .service
            .microversion
            .as_ref()
            .map(|microversion| microversion.header.value.clone()),
        endpoint: scope.service.endpoint.as_ref().map(|text| text.value.clone()),
        codes: specs.errors.iter().map(code).collect(),
        fault: scope.service.errors.as_ref().and_then(fault),
    }
}

/// Gives operations that share a method and a path the key of the body that each has for itself.
fn tell_apart(modules: &mut [Module]) {
    let all = || modules.iter().flat_map(|module| &module.operations);
    let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
    let place = |operation: &Operation| (operation.http_method.clone(), operation.path.clone());
    for operation in all() {
        *places.entry(place(operation)).or_default() += 1;
    }
    for operation in modules.iter_mut().flat_map(|module| &mut module.operations) {
        if places.get(&place(operation)).is_some_and(|count| *count > 1) {
            let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
            operation.body_keys = match &operation.body {
                Some(Body::Object { wrapper: Some(key), .. }) => owned(key.names()),
                Some(Body::Object { fields, constants, .. }) => {
                    let constant = constants.first().map(|(key, _)| key.names());
                    let field = || fields.iter().find(|field| !field.optional);
                    let field = || field().map(|field| vec![field.wire.as_str()]);
                    owned(constant.or_else(field).unwrap_or_default())
                }
                _ => Vec::new(),
            };
        }
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
        unacted: known.unacted,
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
