//! What can stand where: as text in a request, in a body, in an answer, and in a type.

use super::{scope::Scope, sends::is_token};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    patterns,
    source::Span,
    syntax::{Content, Core, Encoding, Field, Operation, Shape, TypeKind, TypeText},
};

/// The tables, the body and the answers of an operation.
pub(super) fn operation(operation: &Operation, scope: &Scope<'_>, report: &mut Diagnostics) {
    for field in &operation.path_fields {
        text(field, scope, report);
        path(field, scope, report);
    }
    for field in operation.query.iter().chain(&operation.headers) {
        text(field, scope, report);
    }
    for field in &operation.query {
        prefix(field, report);
    }
    for field in &operation.headers {
        header_name(&field.name.value, field.name.span, report);
    }
    if let Some(body) = &operation.body {
        whole(&body.content, report);
        fields_of(&body.content, &mut |field| {
            below(field, scope, report);
            no_header(field, report);
            let always = match field.shape {
                Shape::Const(_) => Some("a body with a constant is never left out"),
                Shape::Type(_) if !field.optional => {
                    Some("a body with a required field is never left out")
                }
                Shape::Type(_) | Shape::Wraps(_) => None,
            };
            if let Some(message) = always.filter(|_| body.optional) {
                bad(Code::BadType, field.name.span, message, "write `body:`", report);
            }
        });
    }
    for (_, content) in operation.responses.iter().filter(|(_, content)| !content.is_none()) {
        whole(content, report);
        if let Content::Type(TypeText { core: Core::Binary, span, .. }) = content {
            let help = "only the body of a request can be `binary`";
            bad(Code::BadType, *span, "`binary` cannot stand here", help, report);
        }
        fields_of(content, &mut |field| {
            below(field, scope, report);
            in_header(field, scope, report);
            if let Some(start) = &field.starts_with {
                let message = "only what callers give takes `starts_with`";
                bad(Code::BadValue, start.span, message, "leave out `starts_with`", report);
            }
            if matches!(field.shape, Shape::Const(_)) {
                let help = "give it a type; what is always sent belongs to requests";
                bad(Code::BadType, field.name.span, "an answer has no constants", help, report);
            }
        });
    }
}

/// The fields of a type.
pub(super) fn fields(fields: &[Field], scope: &Scope<'_>, report: &mut Diagnostics) {
    for field in fields {
        below(field, scope, report);
        no_header(field, report);
        if let Shape::Wraps(_) = field.shape {
            let help = "give what it holds a named type";
            bad(Code::BadType, field.name.span, "a type holds no wrapper", help, report);
        }
    }
}

/// What is in a body or an answer, inside its wrapper too.
fn fields_of(content: &Content, see: &mut dyn FnMut(&Field)) {
    let Content::Fields(fields) = content else { return };
    for field in fields {
        see(field);
        if let Shape::Wraps(inner) = &field.shape {
            fields_of(inner, see);
        }
    }
}

/// A body or an answer is neither null nor in a text, and has one wrapper at most.
fn whole(content: &Content, report: &mut Diagnostics) {
    match content {
        Content::Type(ty) => {
            unencoded(ty, report);
            // One that could not be read stands for anything, and so would null beside `any`.
            if ty.nullable && !matches!(ty.core, Core::Any) {
                let help =
                    "a body is left out with `body?`, an answer with a status that has `none`";
                bad(Code::BadType, ty.span, "this is never null as a whole", help, report);
            }
        }
        Content::Fields(fields) => {
            for field in fields {
                let Shape::Wraps(inner) = &field.shape else { continue };
                match &**inner {
                    Content::Type(ty) => unencoded(ty, report),
                    Content::Fields(fields) => {
                        let wraps = |field: &&Field| matches!(field.shape, Shape::Wraps(_));
                        if let Some(second) = fields.iter().find(wraps) {
                            let help = "give what it holds a named type";
                            let message = "a wrapper holds no other wrapper";
                            bad(Code::BadType, second.name.span, message, help, report);
                        }
                    }
                }
            }
        }
    }
}

fn unencoded(ty: &TypeText, report: &mut Diagnostics) {
    if let Some(encoding) = &ty.encoding {
        let message = "only a field has an encoding";
        let help = "give the key a field of this type, or leave out the encoding";
        bad(Code::Misencoded, encoding.span, message, help, report);
    }
}

/// A parameter of the path, the query or the headers.
fn text(field: &Field, scope: &Scope<'_>, report: &mut Diagnostics) {
    let at = field.name.span;
    no_header(field, report);
    if let Some(renamed) = &field.renamed {
        let message = "only keys of bodies and answers have other names in time";
        bad(Code::BadValue, renamed.to.span, message, "make two parameters of it", report);
    }
    if field.secret {
        let message = "a secret is sent in a body only";
        bad(Code::BadValue, at, message, "leave out `secret`", report);
    }
    let Shape::Type(ty) = &field.shape else {
        let message = "wrappers and constants stand in bodies only";
        bad(Code::BadType, at, message, "give it a type", report);
        return;
    };
    // One that could not be read has the place of its name.
    if ty.span == at {
        return;
    }
    below(field, scope, report);
    if ty.nullable {
        let message = "there is no null in a path, a query or a header";
        bad(Code::BadType, ty.span, message, "leave out `| null`", report);
    }
    let is_text = match (&ty.core, ty.encoding.as_ref().map(|encoding| &encoding.value)) {
        (_, Some(Encoding::Json | Encoding::Csv)) => true,
        (Core::List(item), _) => is_text(item, scope),
        (Core::Map(value), None) if field.prefix().is_some() => is_text(value, scope),
        (core, _) => is_text(core, scope),
    };
    if !is_text {
        let message = "this cannot be sent as text";
        bad(Code::BadType, ty.span, message, "write `as json`, if it is sent so", report);
    }
}

/// A parameter whose name ends with `*` gathers all that begin so.
fn prefix(field: &Field, report: &mut Diagnostics) {
    if field.prefix().is_none() {
        return;
    }
    let is_map = field.ty().is_some_and(|ty| matches!(ty.core, Core::Map(_)));
    if !is_map || !field.optional {
        let message = "a parameter that gathers others by their prefix is a map of them";
        let help = "write `PREFIX*?: map<string>`";
        bad(Code::BadType, field.name.span, message, help, report);
    }
}

/// A parameter of the path is one text, and always there.
fn path(field: &Field, scope: &Scope<'_>, report: &mut Diagnostics) {
    if field.optional || field.since.is_some() || field.until.is_some() {
        let message = "a parameter of the path is always there";
        bad(Code::BadValue, field.name.span, message, "say it of the operation", report);
    }
    let Some(ty) = field.ty().filter(|ty| ty.span != field.name.span) else { return };
    let is_number = matches!(ty.core, Core::Integer | Core::Number | Core::Boolean);
    if ty.encoding.is_some() || is_number || !is_text(&ty.core, scope) {
        let message = "a parameter of the path is a plain text";
        bad(Code::BadType, ty.span, message, "write `string`", report);
    }
}

/// A field wherever it is.
fn below(field: &Field, scope: &Scope<'_>, report: &mut Diagnostics) {
    let Some(ty) = field.ty() else { return };
    let Some(encoding) = &ty.encoding else { return };
    match (&ty.core, &encoding.value) {
        (Core::List(item), Encoding::Csv) if !is_text(item, scope) => {
            let help = "`as csv` goes with lists of texts and numbers";
            let message = "this encoding does not go with its type";
            bad(Code::Misencoded, encoding.span, message, help, report);
        }
        (Core::Name(_), Encoding::Json) if is_text(&ty.core, scope) => {
            let message = "this encoding does not go with its type";
            let help = "`as json` goes with what is no text anyway";
            bad(Code::Misencoded, encoding.span, message, help, report);
        }
        (Core::Timestamp, Encoding::Pattern(pattern)) if patterns::strftime(pattern).is_none() => {
            let message = format!("`{pattern}` is no pattern of times");
            let help = "it is made of yyyy, MM or MMM, dd, HH, mm, ss, S, and what stands between";
            bad(Code::Misencoded, encoding.span, &message, help, report);
        }
        _ => {}
    }
}

/// Whether a value is written as text without quotes or braces.
fn is_text(core: &Core, scope: &Scope<'_>) -> bool {
    match core {
        Core::String | Core::Integer | Core::Number | Core::Boolean | Core::Timestamp => true,
        Core::Any | Core::List(_) | Core::Map(_) => false,
        // What cannot stand here, or does not exist, is reported as such.
        Core::Binary | Core::None => true,
        Core::Name(name) => scope
            .kind(name.as_str())
            .is_none_or(|kind| matches!(kind, TypeKind::Enum(_) | TypeKind::Format(_))),
    }
}

fn no_header(field: &Field, report: &mut Diagnostics) {
    if let Some(header) = &field.header {
        let message = "only a field of an answer comes in a header";
        let help = "headers of requests stand under `headers:` of the operation";
        bad(Code::BadValue, header.span, message, help, report);
    }
}

/// A field of an answer that comes in a header, or in all with a prefix.
fn in_header(field: &Field, scope: &Scope<'_>, report: &mut Diagnostics) {
    let (Some(header), Some(ty)) = (&field.header, field.ty()) else { return };
    header_name(header.value.trim_end_matches('*'), header.span, report);
    let fits = match header.value.ends_with('*') {
        true => matches!(&ty.core, Core::Map(inner) if matches!(**inner, Core::String)),
        false => is_text(&ty.core, scope),
    };
    if !fits {
        let message = "this does not come in a header";
        let help = "headers are texts, and all with a prefix a `map<string>`";
        bad(Code::BadType, ty.span, message, help, report);
    }
}

fn header_name(name: &str, at: Span, report: &mut Diagnostics) {
    if !is_token(name) {
        let message = format!("`{name}` is no name of a header");
        bad(Code::BadName, at, &message, "write letters, digits, `-` and `_`", report);
    }
}

/// Whether a body is one argument, called `body`.
pub(super) fn is_one_argument(operation: &Operation, scope: &Scope<'_>) -> bool {
    let ty = match operation.body.as_ref().map(|body| &body.content) {
        Some(Content::Type(ty)) => ty,
        Some(Content::Fields(fields)) => match fields.as_slice() {
            [Field { shape: Shape::Wraps(inner), .. }] => match &**inner {
                Content::Type(ty) => ty,
                Content::Fields(_) => return false,
            },
            _ => return false,
        },
        None => return false,
    };
    let is_struct = matches!(&ty.core, Core::Name(name) if scope.fields(name.as_str()).is_some());
    ty.nullable || !is_struct
}

fn bad(code: Code, at: Span, message: &str, help: &str, report: &mut Diagnostics) {
    report.push(Diagnostic::new(code, at, message).help(help));
}
