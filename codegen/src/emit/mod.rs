//! From the API to source files. There are three back ends, each a plain function from the API to
//! files.

mod client;
mod docs;
mod format;
mod model;
mod server;
mod tokens;

use std::iter;

use proc_macro2::TokenStream;

use crate::{
    Files,
    api::{Api, Module, Service},
    diagnostic::{Code, Diagnostic, Diagnostics},
    source::Span,
};

/// A source file before formatting.
pub(crate) struct SourceFile {
    /// Path in `generated`.
    path: String,
    /// Path of the specs in `spec`.
    origin: String,
    /// Documentation of the module.
    doc: String,
    items: TokenStream,
}

/// All files.
pub(crate) fn files(api: &Api, report: &mut Diagnostics) -> Files {
    let mut files = Files::new();
    for source in model::files(api).chain(client::files(api)).chain(server::files(api)) {
        match format::text(&source) {
            Ok(text) => {
                files.insert(source.path, text);
            }
            Err(error) => {
                let message =
                    format!("the generated file `{}` is not valid Rust: {error}", source.path);
                report.push(Diagnostic::new(Code::NotGenerated, Span::default(), message));
            }
        }
    }
    files
}

impl SourceFile {
    /// The root of a crate.
    fn root(krate: &str, doc: &str, items: TokenStream) -> Self {
        Self {
            path: format!("{krate}/src/lib.rs"),
            origin: String::new(),
            doc: doc.to_owned(),
            items,
        }
    }

    /// The module of a service, with one module per resource.
    fn service<'a>(
        krate: &'a str,
        service: &'a Service,
        items: TokenStream,
        modules: impl Iterator<Item = (&'a Module, TokenStream)>,
    ) -> impl Iterator<Item = Self> {
        let root = Self {
            path: format!("{krate}/src/{}/mod.rs", service.name),
            origin: format!("{}/service.yaml", service.name),
            doc: service.doc.clone(),
            items,
        };
        let resources = modules.map(move |(module, items)| Self {
            path: format!("{krate}/src/{}/{}.rs", service.name, module.name),
            origin: format!("{}/{}", service.name, module.name),
            doc: module.doc.clone(),
            items,
        });
        iter::once(root).chain(resources)
    }
}

/// The services with operations; the other one has shared types.
fn services(api: &Api) -> impl Iterator<Item = &Service> {
    api.services.iter().filter(|service| service.endpoint.is_some())
}
