//! A service by itself: its resources, its microversions, its errors, and what it is in Rust.

use super::{
    microversions,
    scope::Scope,
    sends,
    taken::{ident, is_field},
};
use crate::{
    anchors::ANCHOR,
    api::{self, Code, Fault, Module},
    diagnostic::{self, Diagnostic, Diagnostics, Reported, did_you_mean, every, one_of},
    names::{self, Ident},
    source::{Doubt, Node, Text, Value},
    specs::ServiceSpecs,
    syntax::{KnownError, Service, bad_value},
};

/// What is true of a service by itself.
pub(super) fn check(
    scope: &Scope<'_>,
    specs: &ServiceSpecs,
    doubt: &Doubt,
    report: &mut Diagnostics,
) {
    let Scope { name, service, .. } = scope;
    let name = *name;
    if service.name.value != name {
        let message =
            format!("the service in the folder `{name}` calls itself `{}`", service.name.value);
        let diagnostic = Diagnostic::new(diagnostic::Code::StrayFile, service.name.span, message);
        report.push(diagnostic.help(format!("write `service: {name}`, or rename the folder")));
    }
    if let Some(pattern) = &service.reference {
        reference(pattern, report);
    }
    resources(name, service, specs, report);
    for placeholder in &service.client {
        let is_it = |name: &Text| name.value == placeholder.value;
        if placeholder.value != "project_id" {
            bad_value::<()>(placeholder, &["project_id"], report);
        } else if doubt.is_empty()
            && !specs.operations().any(|(_, it)| it.placeholders().any(is_it))
        {
            let message = format!("no path has the placeholder `{}`", placeholder.value);
            let diagnostic = Diagnostic::new(diagnostic::Code::Unused, placeholder.span, message);
            report.push(diagnostic.help("leave out `client`"));
        }
    }
    if let Some(microversion) = &service.microversion {
        let header = &microversion.header;
        if !sends::is_token(header.as_str()) {
            let message = format!("`{}` is no name of a header", header.value);
            let diagnostic = Diagnostic::new(diagnostic::Code::BadValue, header.span, message);
            report.push(diagnostic.help("write it like `X-Openstack-Manila-Api-Version`"));
        }
        let range = &microversion.range;
        let ends = range.value.split_once("..");
        if !ends.is_some_and(|(first, last)| {
            microversions::parse(first).is_some() && microversions::parse(last).is_some()
        }) {
            let message = format!("`{}` is no range of microversions", range.value);
            report.push(
                Diagnostic::new(diagnostic::Code::BadMicroversion, range.span, message)
                    .help("write it like `2.0..2.42`"),
            );
        }
    }
    for (entry, _) in &service.glossary {
        if !is_field(&entry.value) {
            let message = format!("`{}` is no name of a field in Rust", entry.value);
            let diagnostic = Diagnostic::new(diagnostic::Code::BadName, entry.span, message);
            let derived = names::field(&entry.value).map(|name| format!("write `{name}`"));
            report.push(diagnostic.help("write it in snake case").maybe_help(derived));
        }
    }
    if let Some(body) = service.errors.as_ref().and_then(|errors| errors.body.as_ref()) {
        error_shape(body, report);
    }
}

/// A service in Rust.
pub(super) fn resolve(
    name: &Ident,
    specs: &ServiceSpecs,
    modules: Vec<Module>,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<api::Service, Reported> {
    let Service { doc, reference, endpoint, catalog, microversion, errors, .. } = scope.service;
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    let fault = errors.as_ref().and_then(|errors| {
        let body = errors.body.as_ref()?.to_json().to_string();
        Some(Fault { body, invalid: text(&errors.invalid) })
    });
    Ok(api::Service {
        name: name.clone(),
        doc: doc.value.clone(),
        reference: text(reference),
        endpoint: text(endpoint),
        codes: every(specs.errors.iter().map(|known| code(known, report)))?,
        fault,
        microversion_header: microversion.as_ref().map(|it| it.header.value.clone()),
        catalog: text(catalog),
        modules,
    })
}

fn code(known: &KnownError, report: &mut Diagnostics) -> Result<Code, Reported> {
    let class = Text::new(known.class.to_owned(), known.code.span);
    let remedy = known.remedy.as_ref();
    Ok(Code {
        code: known.code.value.clone(),
        class: ident(&class, report)?,
        remedy: remedy.map(|text| text.value.trim_end().trim_end_matches('.').to_owned()),
        safe_to_retry: known.safe_to_retry,
    })
}

/// The pattern of addresses stands in links of Markdown, one for each page.
fn reference(pattern: &Text, report: &mut Diagnostics) {
    const LIKE: &str = "write it like `https://support.huaweicloud.com/api-sdrs/{anchor}.html`";
    let text = pattern.as_str();
    let breaks_links = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>');
    let message = match () {
        () if text.is_empty() => return, // It could not be read, which was reported.
        () if !text.starts_with("https://") || text.contains(breaks_links) => {
            format!("`{text}` is no address with `https`")
        }
        () if !text.contains(ANCHOR) => {
            format!("the address is the same for all pages, without `{ANCHOR}`")
        }
        () => return,
    };
    report.push(Diagnostic::new(diagnostic::Code::BadValue, pattern.span, message).help(LIKE));
}

fn resources(name: &str, service: &Service, specs: &ServiceSpecs, report: &mut Diagnostics) {
    let listed = || service.resources.iter().map(|(name, _)| name.as_str());
    for (folder, resource) in &specs.resources {
        if !listed().any(|name| name == folder.as_str()) {
            let message = format!("`{name}/service.yaml` does not list the resource `{folder}`");
            let diagnostic =
                Diagnostic::new(diagnostic::Code::UnknownResource, resource.at, message);
            let add = format!("add `{folder}: DOC` under `resources:` there");
            report.push(diagnostic.help(add).maybe_help(did_you_mean(folder, listed())));
        }
    }
    for (listed, _) in &service.resources {
        if !specs.resources.contains_key(listed.as_str()) {
            let message = format!("there is no folder `{name}/{}`", listed.value);
            let folders = specs.resources.keys().map(Ident::as_str);
            let help = did_you_mean(&listed.value, folders);
            let diagnostic =
                Diagnostic::new(diagnostic::Code::UnknownResource, listed.span, message);
            report.push(diagnostic.help("remove it, or write specs for it").maybe_help(help));
        }
    }
}

/// The texts in the shape of an error stand for what an error says.
fn error_shape(node: &Node, report: &mut Diagnostics) {
    const PARTS: [&str; 4] = ["{code}", "{message}", "{status}", "{fault}"];
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| error_shape(item, report)),
        Value::Map(entries) => entries.iter().for_each(|entry| error_shape(&entry.value, report)),
        Value::Text(text) if text.contains('{') && !PARTS.contains(&text.as_str()) => {
            let message = format!("`{text}` stands for nothing that an error says");
            let diagnostic = Diagnostic::new(diagnostic::Code::BadValue, node.span, message);
            report.push(diagnostic.help(one_of(text, &PARTS)));
        }
        Value::Text(_) | Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => {}
    }
}
