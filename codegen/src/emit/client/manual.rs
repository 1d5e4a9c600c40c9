//! The pages of the manual that rustdoc shows: one per service, one per resource.

use super::example;
use crate::{
    api::{Api, Module, Operation, Service},
    emit::{docs, model::service_name},
};

/// The page of a service: how to call it, and its operations by resource.
pub(super) fn service(api: &Api, service: &Service) -> String {
    let (name, handle) = (&service.name, service_name(service));
    let mut page = format!(
        "{}

[`Client::{name}`](crate::Client::{name}) gives [`{handle}`], which has a method per operation. Such as:

{}

The [first page](crate) tells how calls, answers, lists, errors and options work. The types of all
resources are here, too, so that nobody needs to know which resource one belongs to.

# Operations",
        service.doc.trim_end(),
        example(api, service)
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

/// The page of a resource: its operations. Its types and calls are listed by rustdoc.
pub(super) fn resource(service: &Service, module: &Module) -> String {
    let doc = module.doc.trim_end();
    if module.operations.is_empty() {
        return doc.to_owned();
    }
    let handle = service_name(service);
    format!("{doc}\n\n{}", operations(module, &format!("super::{handle}")))
}

fn operations(module: &Module, handle: &str) -> String {
    let lines = module.operations.iter().map(|operation| line(operation, handle));
    lines.collect::<Vec<_>>().join("\n")
}

fn line(operation: &Operation, handle: &str) -> String {
    let Operation { method, doc, deprecated, .. } = operation;
    let (required, _) = operation.arguments();
    let arguments = match operation.takes_struct() {
        true => "arguments".to_owned(),
        false => required.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join(", "),
    };
    let deprecated = deprecated.as_ref().map(|_| " **Deprecated.**").unwrap_or_default();
    format!("- [`{method}({arguments})`]({handle}::{method}): {}{deprecated}", docs::summary(doc))
}

/// The shortest of the operations' examples, of a list if there is one.
fn example(api: &Api, service: &Service) -> String {
    let operations = service.modules.iter().flat_map(|module| &module.operations);
    let examples = operations
        .filter(|operation| operation.deprecated.is_none())
        .map(|operation| (operation.pages.is_none(), example::of(api, service, operation)));
    let shortest = examples.min_by_key(|(no_list, text)| (*no_list, text.lines().count()));
    shortest.map(|(_, text)| text).unwrap_or_default()
}
