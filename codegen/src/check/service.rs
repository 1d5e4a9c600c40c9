//! A service by itself: its resources, its microversions and the shape of its errors.

use super::{
    fields::{is_field, is_microversion},
    sends,
};
use crate::{
    anchors::ANCHOR,
    diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean, one_of},
    names,
    source::{Node, Text, Value},
    specs::ServiceSpecs,
    syntax::{Service, bad_value},
};

/// What is true of a service by itself.
pub(super) fn service(
    name: &str,
    service: &Service,
    specs: &ServiceSpecs,
    report: &mut Diagnostics,
) {
    if service.name.value != name {
        let message =
            format!("the service in the folder `{name}` calls itself `{}`", service.name.value);
        let diagnostic = Diagnostic::new(Code::StrayFile, service.name.span, message);
        report.push(diagnostic.help(format!("write `service: {name}`, or rename the folder")));
    }
    if let Some(pattern) = &service.reference {
        reference(pattern, report);
    }
    resources(name, service, specs, report);
    for placeholder in &service.client {
        if placeholder.value != "project_id" {
            bad_value::<()>(placeholder, &["project_id"], report);
        }
    }
    if let Some(microversion) = &service.microversion {
        let header = &microversion.header;
        if !sends::is_token(header.as_str()) {
            let message = format!("`{}` is no name of a header", header.value);
            let diagnostic = Diagnostic::new(Code::BadValue, header.span, message);
            report.push(diagnostic.help("write it like `X-Openstack-Manila-Api-Version`"));
        }
        let range = &microversion.range;
        let ends = range.value.split_once("..");
        if !ends.is_some_and(|(first, last)| is_microversion(first) && is_microversion(last)) {
            let message = format!("`{}` is no range of microversions", range.value);
            report.push(
                Diagnostic::new(Code::BadMicroversion, range.span, message)
                    .help("write it like `2.0..2.42`"),
            );
        }
    }
    for (entry, _) in &service.glossary {
        if !is_field(&entry.value) {
            let message = format!("`{}` is no name of a field in Rust", entry.value);
            let diagnostic = Diagnostic::new(Code::BadName, entry.span, message);
            let derived = names::field(&entry.value).map(|name| format!("write `{name}`"));
            report.push(diagnostic.help("write it in snake case").maybe_help(derived));
        }
    }
    if let Some(body) = service.errors.as_ref().and_then(|errors| errors.body.as_ref()) {
        error_shape(body, report);
    }
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
    report.push(Diagnostic::new(Code::BadValue, pattern.span, message).help(LIKE));
}

fn resources(name: &str, service: &Service, specs: &ServiceSpecs, report: &mut Diagnostics) {
    let listed = || service.resources.iter().map(|(name, _)| name.as_str());
    for (folder, resource) in &specs.resources {
        if !listed().any(|name| name == folder) {
            let message = format!("`{name}/service.yaml` does not list the resource `{folder}`");
            let diagnostic = Diagnostic::new(Code::UnknownResource, resource.at, message);
            let add = format!("add `{folder}: DOC` under `resources:` there");
            report.push(diagnostic.help(add).maybe_help(did_you_mean(folder, listed())));
        }
    }
    for (listed, _) in &service.resources {
        if !specs.resources.contains_key(&listed.value) {
            let message = format!("there is no folder `{name}/{}`", listed.value);
            let folders = specs.resources.keys().map(String::as_str);
            let help = did_you_mean(&listed.value, folders);
            let diagnostic = Diagnostic::new(Code::UnknownResource, listed.span, message);
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
            let diagnostic = Diagnostic::new(Code::BadValue, node.span, message);
            report.push(diagnostic.help(one_of(text, &PARTS)));
        }
        _ => {}
    }
}
