//! Operations.

use super::{
    Discriminators, Operation, Output, Placeholder, bodies, examples::arguments, fields, pages,
    types,
};
use crate::{
    check::Scope,
    diagnostic::Diagnostics,
    names,
    source::Text,
    syntax::{self, Auth, Content, Shape},
};

/// An operation. `None` if the generator cannot do it yet, which is reported.
pub(super) fn lower(
    operation: &syntax::Operation,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Operation> {
    let before = report.len();
    let query = fields::arguments(&operation.query, scope, report);
    let headers = fields::arguments(&operation.headers, scope, report);
    let body = operation.body.as_ref().and_then(|body| bodies::lower(body, scope, report));
    let output = output(operation, scope, report);
    if report.len() > before {
        return None;
    }
    let placeholders: Option<Vec<_>> =
        operation.placeholders().map(|name| placeholder(name, operation, scope, report)).collect();
    let (placeholders, output) = (placeholders?, output?);
    let auth = operation.auth.as_ref().or(scope.service.auth.as_ref());
    Some(Operation {
        id: operation.id.value.clone(),
        method: names::snake(&operation.id.value),
        page: operation.page.value.clone(),
        doc: doc(operation),
        deprecated: operation.deprecated.as_ref().map(|text| text.value.clone()),
        http_method: operation.method.value.clone(),
        path: operation.path.text.clone(),
        success: operation.responses.iter().map(|(status, _)| status.value).collect(),
        authenticated: !auth.is_some_and(|auth| auth.value == Auth::None),
        idempotent: operation.idempotent,
        media_type: operation.media_type.as_ref().map(|text| text.value.clone()),
        discriminators: Discriminators::default(),
        starts: None,
        waiters: Vec::new(),
        has_microversion: scope.service.microversion.is_some(),
        pages: operation
            .pages
            .as_ref()
            .and_then(|written| pages::lower(written, operation, &query, body.as_ref(), scope)),
        examples: operation
            .examples
            .iter()
            .filter(|example| example.raises.is_none())
            .map(|example| {
                arguments(operation, example, &|name| {
                    let symbol = scope.symbols.get(scope.name, name)?;
                    Some(&symbol.def.kind)
                })
            })
            .collect(),
        placeholders,
        query,
        headers,
        body,
        output,
    })
}

/// The documentation, with the microversions that know the operation.
fn doc(operation: &syntax::Operation) -> String {
    let mut doc = operation.doc.value.trim_end().to_owned();
    for (word, version) in [("Since", &operation.since), ("Until", &operation.until)] {
        if let Some(version) = version {
            doc.push_str(&format!("\n\n{word} microversion {}.", version.value));
        }
    }
    doc
}

fn placeholder(
    name: &Text,
    operation: &syntax::Operation,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Placeholder> {
    if scope.is_client(name) {
        return Some(Placeholder::Project);
    }
    let written: Vec<_> = operation
        .path_fields
        .iter()
        .filter(|field| field.name.value == name.value)
        .cloned()
        .collect();
    let field = match fields::lower(&written, scope, report).pop() {
        Some(field) => field,
        None => fields::path_argument(name.as_str(), scope)?,
    };
    Some(Placeholder::Argument(Box::new(field)))
}

/// What a success says, which some may leave out.
fn output(
    operation: &syntax::Operation,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Output> {
    let inner = content(operation.answer()?, scope, report)?;
    let silent = operation.responses.iter().find(|(_, content)| content.is_none());
    Some(match (silent, &inner) {
        (None, _) | (_, Output::None) => inner,
        (Some((silent, _)), _) => {
            Output::Sometimes { silent: silent.value, inner: Box::new(inner) }
        }
    })
}

fn content(content: &Content, scope: &Scope<'_>, report: &mut Diagnostics) -> Option<Output> {
    match content {
        _ if content.is_none() => Some(Output::None),
        Content::Fields(fields) => match fields.as_slice() {
            [field @ syntax::Field { shape: Shape::Wraps(inner), .. }] => {
                let nullable = matches!(&**inner, Content::Type(ty) if ty.nullable);
                let inner = Box::new(self::content(inner, scope, report)?);
                Some(Output::Wrapped { key: fields::key(field), nullable, inner })
            }
            fields => {
                let lowered = fields::lower(fields, scope, report);
                let all_in_headers =
                    !lowered.is_empty() && lowered.iter().all(|field| field.header.is_some());
                Some(match all_in_headers {
                    true => Output::Headers(lowered),
                    false => Output::Response(lowered),
                })
            }
        },
        Content::Type(ty) => types::core(&ty.core, scope).map(Output::Type),
    }
}
