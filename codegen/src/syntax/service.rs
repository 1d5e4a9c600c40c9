//! What holds for a whole service, as it is written.

use super::{
    Keys,
    keys::{mapping, text},
    operation::{Auth, auth, statuses},
};
use crate::{
    diagnostic::Diagnostics,
    source::{Node, Span, Spanned, Text},
};

/// A service.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    pub(crate) name: Text,
    pub(crate) doc: Text,
    /// Folder of its pages.
    pub(crate) pages: Option<Text>,
    /// First label of its host.
    pub(crate) endpoint: Option<Text>,
    pub(crate) auth: Option<Spanned<Auth>>,
    /// Placeholders that the client fills in.
    pub(crate) client: Vec<Text>,
    pub(crate) microversion: Option<Microversion>,
    pub(crate) errors: Option<ServiceErrors>,
    /// Folders, and the documentation of their modules.
    pub(crate) resources: Vec<(Text, Text)>,
    /// Documentation of recurring fields, by their names in Rust.
    pub(crate) glossary: Vec<(Text, Text)>,
}

/// How requests say which microversion they mean.
#[derive(Clone, Debug)]
pub(crate) struct Microversion {
    pub(crate) header: Text,
    pub(crate) range: Text,
}

/// How the service reports errors.
#[derive(Clone, Debug)]
pub(crate) struct ServiceErrors {
    /// The statuses that its pages list.
    pub(crate) statuses: Vec<Spanned<u16>>,
    /// The code for requests that do not fit.
    pub(crate) invalid: Option<Text>,
    /// The shape of an error.
    pub(crate) body: Option<Node>,
}

/// Reads a service's file.
pub(crate) fn service(node: &Node, start: Span, report: &mut Diagnostics) -> Option<Service> {
    let mut keys = Keys::of("a service", start, node, report)?;
    let name = keys.required_text("service", report);
    let doc = keys.required_text("doc", report);
    let pages = keys.text("pages", report);
    let endpoint = keys.text("endpoint", report);
    let auth = keys.take("auth").and_then(|node| auth(node, report));
    let client = keys.texts("client", report);
    let microversion = keys.take("microversion").and_then(|node| microversion(node, report));
    let errors = keys.take("errors").and_then(|node| errors(node, report));
    let resources = keys.require("resources", report).map(|node| docs(node, report)).unwrap_or_default();
    let glossary = keys.take("glossary").map(|node| docs(node, report)).unwrap_or_default();
    keys.finish(report);
    Some(Service {
        name: name?,
        doc: doc?,
        pages,
        endpoint,
        auth,
        client,
        microversion,
        errors,
        resources,
        glossary,
    })
}

fn docs(node: &Node, report: &mut Diagnostics) -> Vec<(Text, Text)> {
    let entries = mapping("documentation by name", node, report).unwrap_or_default();
    entries.iter().filter_map(|entry| Some((entry.key.clone(), text(&entry.value, report)?))).collect()
}

fn microversion(node: &Node, report: &mut Diagnostics) -> Option<Microversion> {
    let mut keys = Keys::of("`microversion`", node.span, node, report)?;
    let header = keys.required_text("header", report);
    let range = keys.required_text("range", report);
    keys.finish(report);
    Some(Microversion { header: header?, range: range? })
}

fn errors(node: &Node, report: &mut Diagnostics) -> Option<ServiceErrors> {
    let mut keys = Keys::of("`errors`", node.span, node, report)?;
    let errors = ServiceErrors {
        statuses: keys.take("statuses").map(|node| statuses(node, report)).unwrap_or_default(),
        invalid: keys.text("invalid", report),
        body: keys.require("body", report).cloned(),
    };
    keys.finish(report);
    Some(errors)
}
