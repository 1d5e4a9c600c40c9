//! What a file of source is written with: the API, the links of pages, and the imports of the file,
//! which are recorded where something is used.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use proc_macro2::TokenStream;
use quote::quote;

use super::path::path;
use crate::{
    Anchors,
    api::{Api, Home, Kind, Module, Operation, Output, Service, Type, TypeDecl, TypeId},
    names::Ident,
};

/// The crate that a file is in.
#[derive(Clone, Copy)]
pub(super) enum Crate {
    Model,
    Client,
    Server,
}

/// What a file is written with.
pub(super) struct Cx<'a> {
    pub(super) api: &'a Api,
    krate: Crate,
    pub(super) service: &'a Service,
    /// The resource, unless the file is that of the service.
    module: Option<&'a Module>,
    anchors: &'a Anchors,
    /// Paths by their home, which is a crate or a module.
    imports: RefCell<BTreeMap<(Group, String), BTreeSet<String>>>,
}

/// Where imports stand among others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Std,
    Crates,
    Super,
    Crate,
}

impl<'a> Cx<'a> {
    pub(super) fn new(
        api: &'a Api,
        anchors: &'a Anchors,
        krate: Crate,
        service: &'a Service,
        module: Option<&'a Module>,
    ) -> Self {
        Self { api, krate, service, module, anchors, imports: RefCell::default() }
    }

    /// The page of an operation of the service: a link, or its name where its address is not known.
    pub(super) fn page(&self, operation: &Operation) -> String {
        let reference = self.service.reference.as_deref();
        self.anchors.link(&self.service.name, reference, &operation.page)
    }

    /// The declaration of a type, which is not imported by that.
    pub(super) fn decl(&self, id: TypeId) -> &'a TypeDecl {
        self.api.types.get(id)
    }

    /// Whether a type is an enum.
    pub(super) fn is_enum(&self, ty: &Type) -> bool {
        ty.named().is_some_and(|id| matches!(self.decl(id).kind, Kind::Enum(_)))
    }

    /// Records the use of items of a crate or a module, by their paths in it.
    pub(super) fn import<const N: usize>(&self, home: &str, paths: [&str; N]) {
        let group = match home.split("::").next() {
            Some("std") => Group::Std,
            Some("super") => Group::Super,
            Some("crate") => Group::Crate,
            _ => Group::Crates,
        };
        let mut imports = self.imports.borrow_mut();
        let of_home = imports.entry((group, home.to_owned())).or_default();
        of_home.extend(paths.map(str::to_owned));
    }

    /// Records the use of items of `huaweicloud-core`.
    pub(super) fn core<const N: usize>(&self, names: [&str; N]) {
        self.import("huaweicloud_core", names);
    }

    /// Records the use of items that `huaweicloud-core` has for generated code alone.
    pub(super) fn codegen<const N: usize>(&self, paths: [&str; N]) {
        self.import("huaweicloud_core::codegen", paths);
    }

    /// The imports of what was written so far.
    pub(super) fn uses(&self) -> TokenStream {
        let imports = self.imports.borrow();
        let uses = imports.iter().map(|((_, home), paths)| {
            let (home, paths) = (path(home), paths.iter().map(|text| path(text)));
            quote!(use #home::{#(#paths),*};)
        });
        quote!(#(#uses)*)
    }

    /// A type.
    pub(super) fn ty(&self, ty: &Type) -> TokenStream {
        let of_core = |name: &str| {
            self.core([name]);
            path(name)
        };
        match ty {
            Type::String => quote!(String),
            Type::Integer => quote!(i64),
            Type::Number => quote!(f64),
            Type::Boolean => quote!(bool),
            Type::Timestamp => of_core("Timestamp"),
            Type::Secret => of_core("Secret"),
            Type::Body => of_core("Body"),
            Type::Any => {
                self.import("serde_json", ["Value"]);
                quote!(Value)
            }
            Type::List(inner) => {
                let inner = self.ty(inner);
                quote!(Vec<#inner>)
            }
            Type::Map(inner) => {
                self.import("std", ["collections::BTreeMap"]);
                let inner = self.ty(inner);
                quote!(BTreeMap<String, #inner>)
            }
            Type::Named(id) => self.named(*id),
        }
    }

    /// A named type.
    pub(super) fn named(&self, id: TypeId) -> TokenStream {
        let decl = self.decl(id);
        self.item(&decl.home, &decl.name)
    }

    /// An item of a module of the model.
    pub(super) fn item(&self, home: &Home, name: &Ident) -> TokenStream {
        let in_service = home.service == self.service.name;
        let in_module = self.module.map(|own| in_service && own.name == home.module);
        let from = match (self.krate, in_module) {
            (Crate::Model | Crate::Client, Some(true)) => None,
            (Crate::Model, _) if in_service => Some(format!("super::{}", home.module)),
            (Crate::Model, _) => Some(format!("crate::{}::{}", home.service, home.module)),
            (Crate::Client | Crate::Server, None) if in_service => None,
            (Crate::Client | Crate::Server, _) => {
                Some(format!("huaweicloud_model::{}", home.service))
            }
        };
        if let Some(from) = from {
            self.import(&from, [name.as_str()]);
        }
        quote!(#name)
    }

    /// The type of what an operation returns.
    pub(super) fn output(&self, operation: &Operation) -> TokenStream {
        self.output_of(operation, &operation.output)
    }

    fn output_of(&self, operation: &Operation, output: &Output) -> TokenStream {
        match output {
            Output::None => quote!(()),
            Output::Response(_) | Output::Headers(_) => {
                let id = operation.response_id();
                quote!(#id)
            }
            Output::Type(ty) => self.ty(ty),
            Output::Wrapped { nullable, inner, .. } => {
                let inner = self.output_of(operation, inner);
                if *nullable { quote!(Option<#inner>) } else { inner }
            }
            Output::Sometimes { inner, .. } if inner.is_nullable() => {
                self.output_of(operation, inner)
            }
            Output::Sometimes { inner, .. } => {
                let inner = self.output_of(operation, inner);
                quote!(Option<#inner>)
            }
        }
    }
}
