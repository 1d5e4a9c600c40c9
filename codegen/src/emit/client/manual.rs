//! The pages of the documentation: one per service, one per resource.

use std::iter;

use super::example;
use crate::{
    api::{Field, Module, Operation, Service},
    emit::{cx::Cx, docs, services::handle, tokens, waiters},
};

/// The page of a service: an example, and its operations by resource.
pub(super) fn service(cx: &Cx<'_>) -> String {
    let service = cx.service;
    let (name, handle) = (&service.name, handle(service));
    let mut page = format!(
        "{}

{}

[`Client::{name}`](crate::Client::{name}) returns [`{handle}`], which has a method per operation. For example:

{}

The [first page](crate) explains calls, waiting, responses, lists and errors. The types of all resources
are here, too.

# Operations",
        service.doc.trim_end(),
        needs(service),
        example(cx)
    );
    for module in service.modules.iter().filter(|module| !module.operations.is_empty()) {
        page.push_str(&format!(
            "\n\n## [{0}]\n\n{1}\n\n{2}",
            module.name,
            module.doc.trim_end(),
            operations(module, &handle.to_string())
        ));
    }
    page
}

/// The page of a resource: its operations. rustdoc itself lists the types and calls.
pub(super) fn resource(service: &Service, module: &Module) -> String {
    let doc = module.doc.trim_end();
    if module.operations.is_empty() {
        return doc.to_owned();
    }
    let handle = handle(service);
    format!("{doc}\n\n{}", operations(module, &format!("super::{handle}")))
}

fn operations(module: &Module, handle: &str) -> String {
    let lines = module.operations.iter().flat_map(|operation| lines(operation, handle));
    lines.collect::<Vec<_>>().join("\n")
}

/// An operation, and the methods that wait by polling it.
fn lines(operation: &Operation, handle: &str) -> impl Iterator<Item = String> {
    let arguments = match operation.takes_struct() {
        true => "arguments".to_owned(),
        false => names(&tokens::fields(&operation.arguments().required)),
    };
    let summary = docs::summary(&operation.doc);
    let deprecated = if operation.deprecated.is_some() { " **Deprecated.**" } else { "" };
    let method = line(handle, &operation.method, &arguments, &format!("{summary}{deprecated}"));
    let waiters = operation.waiters.iter().map(move |waiter| {
        let doc = waiters::doc(operation, waiter);
        line(handle, &waiter.method, &names(&operation.needs(waiter)), docs::summary(&doc))
    });
    iter::once(method).chain(waiters)
}

fn line(handle: &str, method: &str, arguments: &str, summary: &str) -> String {
    format!("- [`{method}({arguments})`]({handle}::{method}): {summary}")
}

fn names(fields: &[&Field]) -> String {
    fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The shortest example of the operations, of a list if there is one.
fn example(cx: &Cx<'_>) -> String {
    let current = cx.service.operations().filter(|operation| operation.deprecated.is_none());
    let examples = current.map(|operation| (operation.pages.is_none(), example::of(cx, operation)));
    let shortest = examples.min_by_key(|(no_list, text)| (*no_list, text.lines().count()));
    shortest.map(|(_, text)| text).unwrap_or_default()
}

/// The note about the feature that a service needs.
pub(super) fn needs(service: &Service) -> String {
    format!("Needs the feature `{}`.", service.name)
}
