//! Services and their resources.

use super::{Operation, TypeDecl, TypeId};
use crate::names::Ident;

/// All that is generated.
#[derive(Clone, Debug, Default)]
pub(crate) struct Api {
    pub(crate) services: Vec<Service>,
    pub(crate) types: Types,
}

/// The types of all services, by their ids.
#[derive(Clone, Debug, Default)]
pub(crate) struct Types(Vec<TypeDecl>);

/// A service, or the types that services share.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    /// Name of its modules and feature.
    pub(crate) name: Ident,
    pub(crate) doc: String,
    /// Pattern of the addresses of its pages.
    pub(crate) reference: Option<String>,
    /// First label of its host; none if it has no operations.
    pub(crate) endpoint: Option<String>,
    pub(crate) codes: Vec<Code>,
    pub(crate) fault: Option<Fault>,
    /// The header that names the microversion.
    pub(crate) microversion_header: Option<String>,
    /// Type in a Keystone catalog.
    pub(crate) catalog: Option<String>,
    pub(crate) modules: Vec<Module>,
}

/// An error code.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) code: String,
    /// Name of the variant of `ErrorKind`.
    pub(crate) class: Ident,
    pub(crate) remedy: Option<String>,
    pub(crate) safe_to_retry: bool,
}

/// How the service writes errors.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// The shape, as compact JSON.
    pub(crate) body: String,
    /// The code for requests that do not fit.
    pub(crate) invalid: Option<String>,
}

/// A resource: one module.
#[derive(Clone, Debug)]
pub(crate) struct Module {
    pub(crate) name: Ident,
    pub(crate) doc: String,
    pub(crate) operations: Vec<Operation>,
    pub(crate) types: Vec<TypeId>,
}

impl Api {
    /// The services with operations.
    pub(crate) fn with_operations(&self) -> impl Iterator<Item = &Service> {
        self.services.iter().filter(|service| service.has_operations())
    }
}

impl Types {
    /// The types, each at the place that its id counts.
    pub(crate) fn new(types: Vec<TypeDecl>) -> Self {
        Self(types)
    }

    /// The type with an id.
    #[cfg_attr(
        not(test),
        expect(clippy::indexing_slicing, reason = "ids are made for the types that are here")
    )]
    pub(crate) fn get(&self, id: TypeId) -> &TypeDecl {
        &self.0[id.index()]
    }
}

impl Service {
    /// Whether it is one to call, or types that services share.
    pub(crate) fn has_operations(&self) -> bool {
        self.endpoint.is_some()
    }

    /// All its operations.
    pub(crate) fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.modules.iter().flat_map(|module| &module.operations)
    }
}
