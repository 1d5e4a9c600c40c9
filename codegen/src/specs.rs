//! A folder of specs: which file is what, and what each says.

use std::collections::BTreeMap;

use crate::{
    api::Api,
    diagnostic::{Code, Diagnostic, Diagnostics},
    names::{self, Ident},
    source::{self, Doubt, Source, Span},
    syntax::{self, COMMON, KnownError, Operation, Service, TypeDef},
};

/// Specs in which nothing is wrong: what they say, and what the API is by that.
#[derive(Clone, Debug)]
pub struct Specs {
    pub(crate) written: Written,
    pub(crate) api: Api,
}

/// All specs of a folder, as they are written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    /// By name.
    pub(crate) services: BTreeMap<Ident, ServiceSpecs>,
    /// What files with mistakes in them might say.
    pub(crate) doubt: Doubt,
}

/// The specs of a service.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServiceSpecs {
    pub(crate) service: Option<Service>,
    /// Whether there is a file for `service`, be it read or not.
    pub(crate) described: bool,
    pub(crate) errors: Vec<KnownError>,
    /// By name of the folder.
    pub(crate) resources: BTreeMap<Ident, ResourceSpecs>,
    /// Where to report what concerns the service.
    pub(crate) at: Span,
}

/// The specs of a resource.
#[derive(Clone, Debug, Default)]
pub(crate) struct ResourceSpecs {
    pub(crate) types: Vec<TypeDef>,
    pub(crate) operations: Vec<Operation>,
    /// Where to report what concerns the resource.
    pub(crate) at: Span,
}

impl Specs {
    /// The names of the services with operations, which are features of the generated crates.
    pub fn services(&self) -> impl Iterator<Item = &str> {
        self.api.with_operations().map(|service| service.name.as_str())
    }

    /// How many operations there are.
    pub fn operations(&self) -> usize {
        self.api.services.iter().map(|service| service.operations().count()).sum()
    }
}

impl Written {
    pub(crate) fn read(sources: &[&Source], report: &mut Diagnostics) -> Self {
        let mut specs = Self::default();
        for (file, source) in sources.iter().enumerate() {
            let before = report.len();
            specs.read_file(file, source, report);
            if report.len() > before {
                specs.doubt.add(&source.text);
            }
        }
        if sources.is_empty() {
            let message = "there is no spec here";
            let diagnostic = Diagnostic::new(Code::NoSpecs, Span::default(), message);
            report.push(diagnostic.help("specs are `.yaml` files in the folder of a service"));
        }
        specs
    }

    fn read_file(&mut self, file: usize, source: &Source, report: &mut Diagnostics) {
        let start = first_line(file, &source.text);
        let place = Place::of(&source.path);
        let Some((service, place)) = place else {
            let message = format!("no spec belongs at `{}`", source.path);
            let help = "specs are `SERVICE/service.yaml`, `SERVICE/errors.yaml`, \
                        `SERVICE/RESOURCE/types.yaml` and `SERVICE/RESOURCE/OPERATION.yaml`, \
                        all in snake case; `common` has types alone";
            report.push(Diagnostic::new(Code::StrayFile, start, message).help(help));
            return;
        };
        let empty = ServiceSpecs { at: start, ..ServiceSpecs::default() };
        let specs = self.services.entry(service.clone()).or_insert(empty);
        let node = match unfinished(file, &source.text, report) {
            true => None,
            false => source::parse(file, source, report),
        };
        match place {
            Place::Service => {
                specs.described = true;
                specs.service =
                    node.and_then(|node| syntax::service(&service, &node, start, report));
            }
            Place::Errors => {
                specs.errors = node.map(|node| syntax::errors(&node, report)).unwrap_or_default();
            }
            Place::Types(resource) => {
                let resource = specs.resource(resource, start);
                resource.types.extend(node.iter().flat_map(|node| syntax::types(node, report)));
            }
            Place::Operation(resource, name) => {
                let resource = specs.resource(resource, start);
                let operation =
                    node.and_then(|node| syntax::operation(&name, &node, start, report));
                if let Some(operation) = operation {
                    check_name(&operation, &name, report);
                    resource.operations.push(operation);
                }
            }
        }
    }
}

impl ServiceSpecs {
    fn resource(&mut self, name: Ident, at: Span) -> &mut ResourceSpecs {
        let empty = ResourceSpecs { at, ..ResourceSpecs::default() };
        self.resources.entry(name).or_insert(empty)
    }

    /// All types, those of operations included, with the resource each is in.
    pub(crate) fn types(&self) -> impl Iterator<Item = (&Ident, &TypeDef)> {
        self.resources.iter().flat_map(|(name, resource)| {
            let own = resource.operations.iter().flat_map(|operation| &operation.types);
            resource.types.iter().chain(own).map(move |def| (name, def))
        })
    }

    /// All operations, with the resource each is in.
    pub(crate) fn operations(&self) -> impl Iterator<Item = (&Ident, &Operation)> {
        self.resources.iter().flat_map(|(name, resource)| {
            resource.operations.iter().map(move |operation| (name, operation))
        })
    }
}

/// What a file is, by its path.
enum Place {
    Service,
    Errors,
    Types(Ident),
    Operation(Ident, Ident),
}

impl Place {
    /// The service of a file, and what it says of it.
    fn of(path: &str) -> Option<(Ident, Self)> {
        let parts: Vec<_> = path.strip_suffix(".yaml")?.split('/').collect();
        let name = |part: &str| names::snake_name(part);
        match *parts.as_slice() {
            [service, "service"] => Some((name(service)?, Self::Service)),
            [service, resource, "types"] => Some((name(service)?, Self::Types(name(resource)?))),
            [COMMON, ..] => None,
            [service, "errors"] => Some((name(service)?, Self::Errors)),
            [service, resource, operation] => {
                Some((name(service)?, Self::Operation(name(resource)?, name(operation)?)))
            }
            _ => None,
        }
    }
}

fn check_name(operation: &Operation, name: &str, report: &mut Diagnostics) {
    let due = names::snake(&operation.id.value);
    if due != name && names::is_pascal(&operation.id.value) {
        let message = format!("the file of `{}` is named `{name}.yaml`", operation.id.value);
        let diagnostic = Diagnostic::new(Code::StrayFile, operation.id.span, message);
        report.push(diagnostic.help(format!("name it `{due}.yaml`")));
    }
}

/// Reports every `TODO`. Nothing else is said of a file that has one.
fn unfinished(file: usize, text: &str, report: &mut Diagnostics) -> bool {
    let before = report.len();
    for (start, todo) in text.match_indices("TODO") {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let (left, right) = (text.get(..start), text.get(start + todo.len()..));
        let is_word = !left.is_some_and(|left| left.ends_with(is_part))
            && !right.is_some_and(|right| right.starts_with(is_part));
        if is_word {
            let span = Span { file, start, end: start + todo.len() };
            let diagnostic = Diagnostic::new(Code::Unfinished, span, "the draft is not finished");
            report.push(diagnostic.help("write what the page says instead, in words of our own"));
        }
    }
    report.len() > before
}

/// The first line that is no comment, since the first of all names the schema for editors.
fn first_line(file: usize, text: &str) -> Span {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() && !line.starts_with('#') {
            return Span { file, start, end: start + line.trim_end().len() };
        }
        start += line.len();
    }
    Span { file, start: 0, end: text.lines().next().unwrap_or_default().len() }
}
