//! What holds for a whole service, as it is written.

use super::{
    Keys,
    keys::{mapping, text},
    operation::{Auth, auth, statuses},
};
use crate::{
    diagnostic::Diagnostics,
    source::{Entry, Node, Span, Spanned, Text},
};

/// Types of this service may be used by all others.
pub(crate) const COMMON: &str = "common";

/// A service.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    pub(crate) name: Text,
    pub(crate) doc: Text,
    /// Folder of its pages.
    pub(crate) pages: Option<Text>,
    /// Pattern of the addresses of its pages.
    pub(crate) reference: Option<Text>,
    /// First label of its host.
    pub(crate) endpoint: Option<Text>,
    /// Type in a Keystone catalog.
    pub(crate) catalog: Option<Text>,
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

/// Reads the file of the service in a folder.
pub(crate) fn service(
    folder: &str,
    node: &Node,
    start: Span,
    report: &mut Diagnostics,
) -> Option<Service> {
    let mut keys = Keys::of("a service", start, node, report)?;
    let name = keys
        .required_text("service", report)
        .unwrap_or_else(|| Text::new(folder.to_owned(), start));
    let doc = keys.prose("doc", report);
    let resources =
        keys.require("resources", report).map(|node| docs(node, report)).unwrap_or_default();
    let mut service = Service {
        name,
        doc,
        pages: None,
        reference: None,
        endpoint: None,
        catalog: None,
        auth: None,
        client: Vec::new(),
        microversion: None,
        errors: None,
        resources,
        glossary: Vec::new(),
    };
    // What is common to services is types alone.
    if folder != COMMON {
        service.take(&mut keys, report);
    }
    keys.finish(report);
    Some(service)
}

impl Service {
    /// Takes what only a service with operations has.
    fn take(&mut self, keys: &mut Keys<'_>, report: &mut Diagnostics) {
        self.pages = keys.required_text("pages", report);
        self.reference = keys.text("reference", report);
        self.endpoint = keys.required_text("endpoint", report);
        self.catalog = keys.text("catalog", report);
        self.auth = keys.require("auth", report).and_then(|node| auth(node, report));
        self.client = keys.texts("client", report);
        self.microversion = keys.take("microversion").and_then(|node| microversion(node, report));
        self.errors = keys.require("errors", report).and_then(|node| errors(node, report));
        self.glossary = keys.take("glossary").map(|node| docs(node, report)).unwrap_or_default();
    }
}

fn docs(node: &Node, report: &mut Diagnostics) -> Vec<(Text, Text)> {
    let entries = mapping("documentation by name", node, report).unwrap_or_default();
    let one = |entry: &Entry| {
        let doc = text(&entry.value, report).unwrap_or_else(|| Text::unread(entry.value.span));
        (entry.key.clone(), doc)
    };
    entries.iter().map(one).collect()
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
