//! Operations.

use super::{Operation, Output, Pages, Placeholder, Type, bodies, fields, lower::cannot, types};
use crate::{
    check::Scope,
    diagnostic::Diagnostics,
    exchanges::arguments,
    names,
    source::Text,
    syntax::{self, Auth, Content, PageStyle, Shape},
};

/// An operation. `None` if the generator cannot do it yet, which is reported.
pub(super) fn lower(
    operation: &syntax::Operation,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Operation> {
    let before = report.len();
    for (what, written) in [("headers of requests", !operation.headers.is_empty())] {
        if written {
            cannot(what, operation.id.span, report);
        }
    }
    let query = fields::query(&operation.query, scope, report);
    let body = operation.body.as_ref().and_then(|body| bodies::lower(body, scope, report));
    let output = output(operation, scope, report);
    if report.len() > before {
        return None;
    }
    let placeholders: Option<Vec<_>> =
        operation.placeholders().map(|name| placeholder(name, operation, scope, report)).collect();
    let (placeholders, output) = (placeholders?, output?);
    let pages = match &operation.pages {
        None => None,
        Some(written) => match self::pages(written, operation, &output, scope) {
            Some(pages) if written.next.is_none() => Some(pages),
            _ => {
                cannot("these pages", written.items.span, report);
                return None;
            }
        },
    };
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
        idempotent: operation.idempotent.or_else(|| starts_work(operation).then_some(false)),
        media_type: operation.media_type.as_ref().map(|text| text.value.clone()),
        body_keys: Vec::new(),
        starts: None,
        waiters: Vec::new(),
        has_microversion: scope.service.microversion.is_some(),
        pages,
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

/// What HTTP says may be repeated may not, if it starts work: there would be two jobs.
fn starts_work(operation: &syntax::Operation) -> bool {
    operation.waits.is_some() && ["DELETE", "PUT"].contains(&operation.method.value.as_str())
}

fn placeholder(
    name: &Text,
    operation: &syntax::Operation,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Placeholder> {
    if scope.service.client.iter().any(|client| client.value == name.value) {
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

fn output(
    operation: &syntax::Operation,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Option<Output> {
    let nothing = operation.responses.iter().filter(|(_, content)| content.is_none()).count();
    if nothing > 0 && nothing < operation.responses.len() {
        cannot("answers with and without content", operation.id.span, report);
        return None;
    }
    content(operation.answer()?, scope, report)
}

fn content(content: &Content, scope: &Scope<'_>, report: &mut Diagnostics) -> Option<Output> {
    match content {
        _ if content.is_none() => Some(Output::None),
        Content::Fields(fields) => match fields.as_slice() {
            [syntax::Field { name, shape: Shape::Wraps(inner), .. }] => {
                let nullable = matches!(&**inner, Content::Type(ty) if ty.nullable);
                let inner = Box::new(self::content(inner, scope, report)?);
                Some(Output::Wrapped { key: name.value.clone(), nullable, inner })
            }
            fields => {
                let lowered = fields::lower(fields, scope, report);
                let in_headers = lowered.iter().filter(|field| field.header.is_some()).count();
                match lowered.len() - in_headers {
                    0 if in_headers > 0 => Some(Output::Headers(lowered)),
                    _ if in_headers == 0 => Some(Output::Response(lowered)),
                    _ => {
                        let span = fields.first()?.name.span;
                        cannot("answers in headers and body at once", span, report);
                        None
                    }
                }
            }
        },
        Content::Type(ty) if ty.encoding.is_none() => {
            Some(Output::Type(types::core(&ty.core, ty.span, scope, report)?))
        }
        Content::Type(ty) => {
            cannot("encoded answers", ty.span, report);
            None
        }
    }
}

fn pages(
    pages: &syntax::Pages,
    operation: &syntax::Operation,
    output: &Output,
    scope: &Scope<'_>,
) -> Option<Pages> {
    let by = match pages.by.value {
        PageStyle::Offset => "offset",
        PageStyle::Marker => "marker",
    };
    let named = |wire: &str| {
        let field = operation.query.iter().find(|field| field.name.value == wire)?;
        field.rust.as_ref().map(|text| text.value.clone()).or_else(|| names::field(wire))
    };
    let Output::Response(fields) = output else { return None };
    let items = fields.iter().find(|field| field.wire == pages.items.value)?;
    let Type::List(item) = &items.ty else { return None };
    let marker = pages.marker.as_ref().and_then(|marker| {
        let symbol = scope.symbols.get(scope.name, &item.name()?.name)?;
        let syntax::TypeKind::Struct { fields, .. } = &symbol.def.kind else { return None };
        let field = fields.iter().find(|field| field.name.value == marker.value)?;
        field.rust.as_ref().map(|text| text.value.clone()).or_else(|| names::field(&marker.value))
    });
    Some(Pages {
        start: named(by)?,
        items: items.name.clone(),
        item: (**item).clone(),
        marker,
        limit: pages.short_is_last.then(|| named("limit")).flatten(),
    })
}
