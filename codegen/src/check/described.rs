//! What a spec says place by place, wrappers and shared types included.

use super::{
    glossary::{self, glossary},
    scope::Scope,
    symbols::Symbols,
};
use crate::{
    described::{
        Described, DescribedError, DescribedField, DescribedRow, DescribedService, DescribedType,
        Deviated,
    },
    names::{self, Ident},
    source::{Node, Text, Value},
    specs::{ServiceSpecs, Written},
    syntax::{
        Bounds, COMMON, Content, Core, Encoding, Field, KnownError, Length, Operation, Shape,
        TypeDef, TypeKind, TypeText,
    },
    tree,
};

fn error(known: &KnownError) -> DescribedError {
    DescribedError { code: known.code.value.clone(), is_other: known.because.is_some() }
}

/// A service that has operations.
pub(super) fn service(
    name: &Ident,
    own: &ServiceSpecs,
    specs: &Written,
    symbols: &Symbols<'_>,
) -> Option<DescribedService> {
    let service = own.service.as_ref()?;
    let scope = Scope { name, service, symbols };
    let operations = own.operations().map(|(resource, it)| operation(resource, it, &scope));
    let statuses = service.errors.iter().flat_map(|errors| &errors.statuses);
    let common = specs.services.get(COMMON).filter(|_| name.as_str() != COMMON);
    let service = DescribedService {
        name: name.to_string(),
        errors: own.errors.iter().map(error).collect(),
        statuses: statuses.map(|status| status.value).collect(),
        error: service.errors.as_ref().and_then(|errors| errors.body.as_ref()).map(tree::of),
        client: service.client.iter().map(|name| name.value.clone()).collect(),
        glossary: service.glossary.iter().map(|(name, _)| name.value.clone()).collect(),
        types: types(std::iter::once(own).chain(common)),
        operations: operations.collect(),
    };
    (!service.operations.is_empty()).then_some(service)
}

/// An operation of a service.
fn operation(resource: &str, operation: &Operation, scope: &Scope<'_>) -> Described {
    let mut rows = Rows { scope, rows: Vec::new(), inside: Vec::new() };
    let root =
        |part: &str| Spot { at: part.to_owned(), is_renamed: false, alternatives: Vec::new() };
    let placeholders = operation.placeholders();
    for name in placeholders.filter(|name| !scope.is_client(name)) {
        rows.placeholder(name, operation, &root("path"));
    }
    for (part, fields) in [("query", &operation.query), ("headers", &operation.headers)] {
        rows.fields(fields, &root(part));
    }
    if let Some(body) = &operation.body {
        rows.content(&body.content, &root("request"));
    }
    for (_, content) in &operation.responses {
        rows.content(content, &root("response"));
    }
    let deviations = operation.deviations.iter().map(|it| Deviated {
        at: it.at.value.clone(),
        page: it.page.to_json(),
        because: it.because.value.clone(),
    });
    Described {
        service: scope.name.to_owned(),
        resource: resource.to_owned(),
        operation: operation.id.value.clone(),
        page: operation.page.value.clone(),
        method: operation.method.value.clone(),
        path: operation.path.text.clone(),
        statuses: operation.responses.iter().map(|(status, _)| status.value).collect(),
        errors: errors(operation, scope),
        raised: raised(operation),
        rows: rows.rows,
        deviations: deviations.collect(),
    }
}

/// The types of `types.yaml` files.
fn types<'a>(specs: impl Iterator<Item = &'a ServiceSpecs>) -> Vec<DescribedType> {
    let resources = specs.flat_map(|specs| specs.resources.values());
    let types = resources.flat_map(|resource| &resource.types).map(|def| {
        let (fields, values) = match &def.kind {
            TypeKind::Struct { fields, .. } => (fields.as_slice(), [].as_slice()),
            TypeKind::Enum(values) => ([].as_slice(), values.as_slice()),
            TypeKind::OneOf(_) | TypeKind::Format(_) => ([].as_slice(), [].as_slice()),
        };
        let field = |field: &Field| DescribedField {
            name: field.name.value.clone(),
            optional: field.optional,
        };
        DescribedType {
            name: def.name.value.clone(),
            fields: fields.iter().map(field).collect(),
            page: def.page.as_ref().map(|page| page.value.clone()),
            is_open: matches!(&def.kind, TypeKind::Struct { extra: Some(_), .. }),
            values: values.iter().map(|value| value.name.value.clone()).collect(),
        }
    });
    types.collect()
}

/// The statuses of failure: those of the operation, or else of the service.
fn errors(operation: &Operation, scope: &Scope<'_>) -> Vec<u16> {
    let of_service = scope.service.errors.as_ref().map(|errors| &errors.statuses);
    let statuses = operation.errors.as_ref().or(of_service).into_iter().flatten();
    statuses.map(|status| status.value).collect()
}

fn raised(operation: &Operation) -> Vec<(u16, Option<String>)> {
    let errors = operation.examples.iter().filter_map(|example| {
        let raises = example.raises.as_ref()?;
        let status = example.response.as_ref()?.status.value;
        Some((status, raises.code.as_ref().map(|code| code.value.clone())))
    });
    errors.collect()
}

/// A place, and the alternatives on the way to it.
#[derive(Clone)]
struct Spot {
    at: String,
    is_renamed: bool,
    alternatives: Vec<String>,
}

struct Rows<'a> {
    scope: &'a Scope<'a>,
    rows: Vec<DescribedRow>,
    /// The types that a place is inside of. One that holds itself is described once.
    inside: Vec<String>,
}

impl Rows<'_> {
    fn placeholder(&mut self, name: &Text, operation: &Operation, spot: &Spot) {
        match operation.path_fields.iter().find(|field| field.name.value == name.value) {
            Some(field) => self.field(field, spot),
            None => self.rows.push(DescribedRow {
                at: format!("{}.{}", spot.at, name.value),
                required: true,
                written: Some("string".to_owned()),
                types: vec!["string".to_owned()],
                doc: names::field(name.as_str())
                    .and_then(|name| glossary::entry(&name, self.scope))
                    .map(|doc| doc.value.clone()),
                ..DescribedRow::default()
            }),
        }
    }

    fn fields(&mut self, fields: &[Field], spot: &Spot) {
        for field in fields {
            self.field(field, spot);
        }
    }

    fn field(&mut self, field: &Field, spot: &Spot) {
        let (before, since) = (Some(&field.name), field.renamed.as_ref().map(|it| &it.to));
        for (name, other, is_since) in [(before, since, false), (since, before, true)] {
            let Some(name) = name else { continue };
            let at = format!("{}.{}", spot.at, name.value);
            let is_renamed = spot.is_renamed || is_since;
            let spot = Spot { at, is_renamed, ..spot.clone() };
            self.row(field, other, &spot);
            match &field.shape {
                Shape::Type(ty) => self.parts(&ty.core, &spot),
                Shape::Wraps(content) => self.content(content, &spot),
                Shape::Const(_) => {}
            }
        }
    }

    fn row(&mut self, field: &Field, other: Option<&Text>, spot: &Spot) {
        let (types, values) = match &field.shape {
            Shape::Type(ty) => (self.types(ty), self.values(&ty.core)),
            Shape::Const(node) => {
                (of_value(node), node.to_json().as_str().map(str::to_owned).into_iter().collect())
            }
            Shape::Wraps(content) => (self.of_content(content), Vec::new()),
        };
        let ty = if let Shape::Type(ty) = &field.shape { Some(ty) } else { None };
        let named = ty.and_then(|ty| self.named(&ty.core));
        self.rows.push(DescribedRow {
            at: spot.at.clone(),
            is_renamed: spot.is_renamed,
            other_name: other.map(|name| name.value.clone()),
            header: field.header.as_ref().map(|name| name.value.clone()),
            alternatives: spot.alternatives.clone(),
            of: self.inside.last().cloned(),
            required: !field.optional,
            written: ty.map(ToString::to_string),
            rust: field.rust.as_ref().map(|name| name.value.clone()),
            types,
            is_open: ty.is_some_and(|ty| self.is_open(&ty.core)),
            values,
            is_const: matches!(field.shape, Shape::Const(_)),
            named: named.map(|def| def.name.value.clone()),
            listed_on: named.and_then(|def| Some(def.page.as_ref()?.value.clone())),
            not_with: field.not_with.iter().map(|it| it.value.clone()).collect(),
            doc: field
                .doc
                .as_ref()
                .or_else(|| glossary(field, self.scope))
                .map(|it| it.value.clone()),
            has_own_doc: field.doc.is_some(),
            range: field.range.as_ref().map(|range| bounds(range.value)),
            length: field.length.map(length),
            item_length: field.item_length.map(length),
            default: field.default.as_ref().map(|node| {
                let json = node.to_json();
                json.as_str().map_or_else(|| json.to_string(), str::to_owned)
            }),
        });
    }

    fn content(&mut self, content: &Content, spot: &Spot) {
        match content {
            Content::Fields(fields) => self.fields(fields, spot),
            Content::Type(ty) => self.parts(&ty.core, spot),
        }
    }

    /// What is inside of values of a type.
    fn parts(&mut self, core: &Core, spot: &Spot) {
        let mut core = core;
        while let Core::List(inner) | Core::Map(inner) = core {
            core = inner;
        }
        let Core::Name(name) = core else { return };
        if self.inside.contains(&name.value) {
            return;
        }
        self.inside.push(name.value.clone());
        match self.scope.kind(name.as_str()) {
            Some(TypeKind::Struct { fields, .. }) => self.fields(fields, spot),
            Some(TypeKind::OneOf(alternatives)) => {
                for (name, ty) in alternatives {
                    let mut spot = spot.clone();
                    spot.alternatives.push(name.value.clone());
                    self.parts(&Core::Name(ty.clone()), &spot);
                }
            }
            Some(TypeKind::Enum(_) | TypeKind::Format(_)) | None => {}
        }
        self.inside.pop();
    }

    fn of_content(&self, content: &Content) -> Vec<String> {
        match content {
            Content::Fields(_) => vec!["object".to_owned()],
            Content::Type(ty) => self.types(ty),
        }
    }

    /// What a page may call a type.
    fn types(&self, ty: &TypeText) -> Vec<String> {
        let mut types = self.of_core(&ty.core);
        let names: &[&str] = match ty.encoding.as_ref().map(|it| &it.value) {
            None => return types,
            Some(Encoding::Integer) => &["boolean", "integer"],
            Some(Encoding::String) if matches!(ty.core, Core::Boolean) => &["boolean", "string"],
            // Some pages tell what is in the text.
            Some(Encoding::Csv | Encoding::Json) => {
                types.push("string".to_owned());
                return types;
            }
            Some(Encoding::String | Encoding::Pattern(_)) => &["string"],
        };
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn of_core(&self, core: &Core) -> Vec<String> {
        let name = match core {
            Core::String | Core::Timestamp => "string",
            Core::Integer => "integer",
            Core::Number => "number",
            Core::Boolean => "boolean",
            Core::Binary => "binary",
            Core::Map(_) => "object",
            Core::Any | Core::None => return Vec::new(),
            Core::List(inner) => {
                let inner = self.of_core(inner);
                return inner.iter().map(|name| format!("array of {name}")).collect();
            }
            Core::Name(name) => match self.scope.kind(name.as_str()) {
                Some(TypeKind::Enum(_) | TypeKind::Format(_)) | None => "string",
                Some(TypeKind::Struct { .. } | TypeKind::OneOf(_)) => "object",
            },
        };
        vec![name.to_owned()]
    }

    /// Whether what is in values of a type is not described.
    fn is_open(&self, core: &Core) -> bool {
        match core {
            Core::Any | Core::Map(_) => true,
            Core::List(inner) => self.is_open(inner),
            Core::Name(name) => match self.scope.kind(name.as_str()) {
                Some(TypeKind::Struct { extra, .. }) => extra.is_some(),
                Some(TypeKind::Enum(_) | TypeKind::OneOf(_) | TypeKind::Format(_)) | None => false,
            },
            Core::String
            | Core::Integer
            | Core::Number
            | Core::Boolean
            | Core::Timestamp
            | Core::Binary
            | Core::None => false,
        }
    }

    /// The named type of values, or of what is in them.
    fn named(&self, core: &Core) -> Option<&TypeDef> {
        let mut core = core;
        while let Core::List(inner) | Core::Map(inner) = core {
            core = inner;
        }
        let Core::Name(name) = core else { return None };
        Some(self.scope.get(name.as_str())?.def)
    }

    fn values(&self, core: &Core) -> Vec<String> {
        match core {
            Core::List(inner) => self.values(inner),
            Core::Name(name) => match self.scope.kind(name.as_str()) {
                Some(TypeKind::Enum(values)) => {
                    values.iter().map(|value| value.name.value.clone()).collect()
                }
                Some(TypeKind::Struct { .. } | TypeKind::OneOf(_) | TypeKind::Format(_)) | None => {
                    Vec::new()
                }
            },
            Core::String
            | Core::Integer
            | Core::Number
            | Core::Boolean
            | Core::Timestamp
            | Core::Any
            | Core::Binary
            | Core::None
            | Core::Map(_) => Vec::new(),
        }
    }
}

fn of_value(node: &Node) -> Vec<String> {
    let name = match &node.value {
        Value::Text(_) => "string",
        Value::Bool(_) => "boolean",
        Value::Int(_) => "integer",
        Value::Float(_) => "number",
        Value::Map(_) => "object",
        Value::Null | Value::List(_) => return Vec::new(),
    };
    vec![name.to_owned()]
}

fn bounds(bounds: Bounds) -> String {
    let end = |end: Option<i64>| end.map(|end| end.to_string()).unwrap_or_default();
    format!("{}..{}", end(bounds.least), end(bounds.greatest))
}

fn length(length: Length) -> String {
    let unit = if length.in_bytes { " bytes" } else { "" };
    format!("{}{unit}", bounds(length.bounds))
}
