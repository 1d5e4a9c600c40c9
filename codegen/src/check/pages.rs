//! Lists that come in pages: that the parameters and fields are there.

use super::{Scope, tables};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean},
    source::Span,
    syntax::{Core, Field, Operation, PageStyle},
};

/// The pages of an operation.
pub(super) fn operation(operation: &Operation, scope: &Scope<'_>, report: &mut Diagnostics) {
    let Some(pages) = &operation.pages else { return };
    let mut bad = |at: Span, message: String, help: String| {
        report.push(Diagnostic::new(Code::BadPages, at, message).help(help));
    };
    let by = match pages.by.value {
        PageStyle::Offset => "offset",
        PageStyle::Marker => "marker",
    };
    let parameter = |name: &str| {
        let mut parameters = operation.query.iter().chain(tables::of_body(operation, scope));
        parameters.find(|field| field.name.value == name)
    };
    let start = match pages.by.value {
        PageStyle::Offset => "integer",
        PageStyle::Marker => "string",
    };
    match parameter(by) {
        None => {
            let help = format!("add `{by}?` to the query or the body");
            bad(pages.by.span, format!("pages by {by} need a parameter called `{by}`"), help);
        }
        Some(field) if !field.optional || !is_plain(field, start) => {
            let help = format!("write `{by}?: {start}`; the first page is asked for without it");
            bad(field.name.span, format!("`{by}` cannot say where a page starts"), help);
        }
        Some(_) => {}
    }
    match parameter("limit").filter(|_| pages.short_is_last) {
        None if pages.short_is_last => {
            let message =
                "whether a page is short cannot be told without a parameter called `limit`";
            bad(pages.items.span, message.to_owned(), "leave out `short`".to_owned());
        }
        Some(limit) if !is_plain(limit, "integer") => {
            let message = "`limit` cannot say how many items a page has".to_owned();
            bad(limit.name.span, message, "write `limit?: integer`".to_owned());
        }
        _ => {}
    }
    let answer = tables::of_answer(operation, scope).unwrap_or_default();
    if let Some(next) = pages.next.as_ref().filter(|next| tables::find(answer, next).is_none()) {
        let help = did_you_mean(&next.value, tables::names(answer));
        let help =
            help.unwrap_or_else(|| "`next` is the field of the answer with the link".to_owned());
        bad(next.span, format!("the answer has no field `{}`", next.value), help);
    }
    let next = pages.next.as_ref().and_then(|next| Some((next, tables::find(answer, next)?)));
    if let Some((next, _)) = next.filter(|(_, field)| !is_text(field)) {
        let help = "a link is a `string`".to_owned();
        bad(next.span, format!("`{}` is no link", next.value), help);
    }
    match (&pages.marker, pages.by.value) {
        (None, PageStyle::Marker) => {
            let help = "add `marker: id`, if `id` is it".to_owned();
            bad(
                pages.by.span,
                "pages by marker say which field of an item is the marker".to_owned(),
                help,
            );
        }
        (Some(marker), PageStyle::Offset) => {
            bad(
                marker.span,
                "pages by offset have no marker".to_owned(),
                "leave out `marker`".to_owned(),
            );
        }
        (Some(_), PageStyle::Marker) | (None, PageStyle::Offset) => {}
    }
    let list = tables::find(answer, &pages.items).and_then(|field| match &field.ty()?.core {
        Core::List(item) => Some(item),
        _ => None,
    });
    let Some(item) = list else {
        let lists = answer
            .iter()
            .filter(|field| matches!(field.ty().map(|ty| &ty.core), Some(Core::List(_))));
        let help = did_you_mean(&pages.items.value, lists.map(|field| field.name.as_str()));
        let help =
            help.unwrap_or_else(|| "`items` is the field of the answer with the list".to_owned());
        bad(pages.items.span, format!("the answer has no list `{}`", pages.items.value), help);
        return;
    };
    let fields =
        item.name().and_then(|name| tables::of_struct(name.as_str(), scope)).unwrap_or_default();
    let marker = pages.marker.as_ref().filter(|_| pages.by.value == PageStyle::Marker);
    if let Some(marker) = marker.filter(|marker| tables::find(fields, marker).is_none()) {
        let help = did_you_mean(&marker.value, tables::names(fields));
        let help = help
            .unwrap_or_else(|| "`marker` is the field of an item that is the marker".to_owned());
        bad(marker.span, format!("the items have no field `{}`", marker.value), help);
    }
    let marker = marker.and_then(|marker| Some((marker, tables::find(fields, marker)?)));
    if let Some((marker, _)) =
        marker.filter(|(_, field)| !is_text(field) && !is_plain(field, "integer"))
    {
        let help = "a marker is a `string` or an `integer`".to_owned();
        bad(marker.span, format!("`{}` cannot be a marker", marker.value), help);
    }
}

/// Whether a field is of a scalar type, and never null.
fn is_plain(field: &Field, core: &str) -> bool {
    field.ty().is_some_and(|ty| {
        !ty.nullable
            && match ty.core {
                Core::Integer => core == "integer",
                Core::String => core == "string",
                _ => false,
            }
    })
}

fn is_text(field: &Field) -> bool {
    !field.secret && field.ty().is_some_and(|ty| matches!(ty.core, Core::String))
}
