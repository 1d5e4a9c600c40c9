//! Source files before formatting.

use std::iter;

use proc_macro2::TokenStream;

use crate::api::{Module, Service};

/// A source file before formatting.
pub(super) struct SourceFile {
    /// Path in `generated`.
    pub(super) path: String,
    /// Path of the specs in `spec`.
    pub(super) origin: String,
    /// Documentation of the module.
    pub(super) doc: String,
    pub(super) items: TokenStream,
}

impl SourceFile {
    /// The root of a crate.
    pub(super) fn root(krate: &str, doc: &str, items: TokenStream) -> Self {
        Self {
            path: format!("{krate}/src/lib.rs"),
            origin: String::new(),
            doc: doc.to_owned(),
            items,
        }
    }

    /// The module of a service, with one module per resource.
    pub(super) fn service<'a>(
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
