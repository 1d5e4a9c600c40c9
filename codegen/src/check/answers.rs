//! What successes hold, in Rust.

use super::{
    fields::{self, Role},
    pages,
    scope::Scope,
};
use crate::{
    api::Output,
    diagnostic::{Code, Diagnostic, Diagnostics, Reported},
    syntax::{Content, Field, Operation, Shape},
};

/// What a success says, which some may leave out.
pub(super) fn resolve(
    operation: &Operation,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Output, Reported> {
    let answer = operation.answer().ok_or_else(|| {
        report.push_unless_told(|| {
            let message = "an operation has at least one answer";
            Diagnostic::new(Code::MissingKey, operation.id.span, message)
        })
    })?;
    let inner = content(answer, operation, scope, report)?;
    let silent = operation.responses.iter().find(|(_, content)| content.is_none());
    Ok(match (silent, &inner) {
        (None, _) | (_, Output::None) => inner,
        (Some((silent, _)), _) => {
            Output::Sometimes { silent: silent.value, inner: Box::new(inner) }
        }
    })
}

fn content(
    content: &Content,
    operation: &Operation,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<Output, Reported> {
    match content {
        _ if content.is_none() => Ok(Output::None),
        Content::Fields(fields) => match fields.as_slice() {
            [field @ Field { shape: Shape::Wraps(inner), .. }] => {
                let nullable = matches!(&**inner, Content::Type(ty) if ty.nullable);
                let inner = Box::new(self::content(inner, operation, scope, report)?);
                Ok(Output::Wrapped { key: fields::key(field, report)?, nullable, inner })
            }
            written => {
                let mut fields = fields::resolve(written, Role::Answer, scope, report)?;
                if let Some(pages) = &operation.pages {
                    pages::mark(&mut fields, written, |field| field.wire() == pages.items.value);
                }
                let in_headers =
                    !fields.is_empty() && fields.iter().all(|field| field.header.is_some());
                Ok(if in_headers { Output::Headers(fields) } else { Output::Response(fields) })
            }
        },
        Content::Type(ty) => fields::core(ty, scope, report).map(Output::Type),
    }
}
