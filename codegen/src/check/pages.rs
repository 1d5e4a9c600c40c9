//! Lists that come in pages: that the parameters and fields are there, and which they are.

use super::{
    fields::{self, Role},
    scope::Scope,
    tables,
    taken::{Kind, rust_name},
};
use crate::{
    api::{self, PageItems, Type},
    diagnostic::{Code, Diagnostic, Diagnostics, Reported, did_you_mean},
    names::Ident,
    source::{Span, Text},
    syntax::{Core, Field, Operation, PageStyle, Pages},
};

/// The pages of an operation.
pub(super) fn resolve(
    pages: &Pages,
    operation: &Operation,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) -> Result<api::Pages, Reported> {
    let parameters = operation.query.iter().chain(tables::of_body(operation, scope));
    let parameters: Vec<&Field> = parameters.collect();
    let answer = tables::of_answer(operation, scope).unwrap_or_default();
    let start = start(pages, &parameters, report);
    let limit = limit(pages, &parameters, report);
    let next = pages.next.as_ref().map(|next| self::next(next, answer, report));
    let items = items(pages, answer, scope, report);
    let by = by(pages, items.as_ref().map(|list| list.fields).map_err(|told| *told), report);
    let items = items?;
    Ok(api::Pages {
        start: start?,
        by: by?,
        items: items.name,
        item: items.item,
        next: next.transpose()?,
        limit: limit?,
        short_is_last: pages.short_is_last,
    })
}

/// Marks the list of a page, which must be in the answer unless the spec says otherwise.
pub(super) fn mark(
    fields: &mut [api::Field],
    written: &[Field],
    is_list: impl Fn(&api::Field) -> bool,
) {
    for (field, written) in fields.iter_mut().zip(written) {
        if is_list(field) {
            let nullable = written.ty().is_some_and(|ty| ty.nullable);
            field.items = Some(match fields::may_be_missing(written) || nullable {
                true => PageItems::Optional,
                false => PageItems::Required,
            });
        }
    }
}

fn bad(at: Span, message: String, help: impl Into<String>, report: &mut Diagnostics) -> Reported {
    report.push(Diagnostic::new(Code::BadPages, at, message).help(help))
}

fn named<'a>(parameters: &[&'a Field], name: &str) -> Option<&'a Field> {
    parameters.iter().copied().find(|field| field.name.value == name)
}

/// The parameter that says where a page starts.
fn start(
    pages: &Pages,
    parameters: &[&Field],
    report: &mut Diagnostics,
) -> Result<Ident, Reported> {
    let (by, ty, fits): (_, _, fn(&Core) -> bool) = match pages.by.value {
        PageStyle::Offset => ("offset", "integer", |core| matches!(core, Core::Integer)),
        PageStyle::Marker => ("marker", "string", |core| matches!(core, Core::String)),
    };
    match named(parameters, by) {
        None => {
            let message = format!("pages by {by} need a parameter called `{by}`");
            let help = format!("add `{by}?` to the query or the body");
            Err(bad(pages.by.span, message, help, report))
        }
        Some(field) if !field.optional || !is_plain(field, fits) => {
            let message = format!("`{by}` cannot say where a page starts");
            let help = format!("write `{by}?: {ty}`; the first page is asked for without it");
            Err(bad(field.name.span, message, help, report))
        }
        Some(field) => rust_name(Kind::Field, &field.name, &field.rust, report),
    }
}

/// The parameter that says how many items a page has, if it is one.
fn limit(
    pages: &Pages,
    parameters: &[&Field],
    report: &mut Diagnostics,
) -> Result<Option<Ident>, Reported> {
    let limit = named(parameters, "limit");
    let is_limit = |field: &Field| is_plain(field, |core| matches!(core, Core::Integer));
    match limit {
        Some(limit) if is_limit(limit) => {
            rust_name(Kind::Field, &limit.name, &limit.rust, report).map(Some)
        }
        Some(limit) if pages.short_is_last => {
            let message = "`limit` cannot say how many items a page has".to_owned();
            Err(bad(limit.name.span, message, "write `limit?: integer`", report))
        }
        None if pages.short_is_last => {
            let message =
                "whether a page is short cannot be told without a parameter called `limit`";
            Err(bad(pages.items.span, message.to_owned(), "leave out `short`", report))
        }
        Some(_) | None => Ok(None),
    }
}

/// The field with the link to the next page.
fn next(next: &Text, answer: &[Field], report: &mut Diagnostics) -> Result<Ident, Reported> {
    let Some(field) = tables::find(answer, next) else {
        let help = did_you_mean(&next.value, tables::names(answer));
        let help =
            help.unwrap_or_else(|| "`next` is the field of the answer with the link".to_owned());
        let message = format!("the answer has no field `{}`", next.value);
        return Err(bad(next.span, message, help, report));
    };
    if !is_text(field) {
        let message = format!("`{}` is no link", next.value);
        return Err(bad(next.span, message, "a link is a `string`", report));
    }
    rust_name(Kind::Field, &field.name, &field.rust, report)
}

/// The list of a page.
struct Items<'a> {
    name: Ident,
    item: Type,
    /// Of an item.
    fields: &'a [Field],
}

fn items<'a>(
    pages: &Pages,
    answer: &'a [Field],
    scope: &Scope<'a>,
    report: &mut Diagnostics,
) -> Result<Items<'a>, Reported> {
    let is_list = |field: &&Field| matches!(field.ty().map(|ty| &ty.core), Some(Core::List(_)));
    let Some(list) = tables::find(answer, &pages.items).filter(is_list) else {
        let lists = answer.iter().filter(is_list).map(|field| field.name.as_str());
        let help = did_you_mean(&pages.items.value, lists);
        let help =
            help.unwrap_or_else(|| "`items` is the field of the answer with the list".to_owned());
        let message = format!("the answer has no list `{}`", pages.items.value);
        return Err(bad(pages.items.span, message, help, report));
    };
    let name = list.ty().and_then(|ty| ty.name());
    let fields = name.and_then(|name| scope.fields(name.as_str())).unwrap_or_default();
    let list = fields::one(list, &[], Role::Answer, scope, report)?;
    let item = if let Type::List(item) = list.ty { *item } else { list.ty };
    Ok(Items { name: list.name, item, fields })
}

/// What the next page is asked for by.
fn by(
    pages: &Pages,
    item: Result<&[Field], Reported>,
    report: &mut Diagnostics,
) -> Result<api::PageStyle, Reported> {
    let marker = match (&pages.marker, pages.by.value) {
        (None, PageStyle::Offset) => return Ok(api::PageStyle::Offset),
        (Some(marker), PageStyle::Marker) => marker,
        (None, PageStyle::Marker) => {
            let message = "pages by marker say which field of an item is the marker".to_owned();
            return Err(bad(pages.by.span, message, "add `marker: id`, if `id` is it", report));
        }
        (Some(marker), PageStyle::Offset) => {
            let message = "pages by offset have no marker".to_owned();
            return Err(bad(marker.span, message, "leave out `marker`", report));
        }
    };
    let item = item?;
    let Some(field) = tables::find(item, marker) else {
        let help = did_you_mean(&marker.value, tables::names(item));
        let help = help
            .unwrap_or_else(|| "`marker` is the field of an item that is the marker".to_owned());
        let message = format!("the items have no field `{}`", marker.value);
        return Err(bad(marker.span, message, help, report));
    };
    if !is_text(field) && !is_plain(field, |core| matches!(core, Core::Integer)) {
        let message = format!("`{}` cannot be a marker", marker.value);
        let help = "a marker is a `string` or an `integer`";
        return Err(bad(marker.span, message, help, report));
    }
    rust_name(Kind::Field, &field.name, &field.rust, report).map(api::PageStyle::Marker)
}

/// Whether a field is of a scalar type, and never null.
fn is_plain(field: &Field, fits: fn(&Core) -> bool) -> bool {
    field.ty().is_some_and(|ty| !ty.nullable && fits(&ty.core))
}

fn is_text(field: &Field) -> bool {
    !field.secret && field.ty().is_some_and(|ty| matches!(ty.core, Core::String))
}
