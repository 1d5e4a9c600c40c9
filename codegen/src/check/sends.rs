//! The texts that say what a request is on the wire.

use super::scope::Scope;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean},
    source::{Node, Span, Text},
    syntax::{Example, Operation, Segment},
};

/// The text of an example, if it has one.
pub(super) fn example(
    operation: &Operation,
    example: &Example,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) {
    // One that could not be read is empty.
    let Some(sends) = example.sends.as_ref().filter(|sends| !sends.value.is_empty()) else {
        return;
    };
    let mut lines = sends.value.lines();
    target(operation, sends, lines.next().unwrap_or_default(), scope, report);
    let mut bad = |message: String, help: &str| {
        report.push(Diagnostic::new(Code::BadSends, sends.span, message).help(help));
    };
    for header in lines.by_ref().take_while(|line| !line.is_empty()) {
        if !header.split_once(": ").is_some_and(|(name, value)| is_token(name) && !value.is_empty())
        {
            bad(
                format!("`{header}` is no header"),
                "write `Name: value`; an empty line ends the headers",
            );
        }
    }
    match (lines.next(), &example.request.body) {
        (None, None) => {}
        (None, Some(_)) => {
            bad("the text lacks the body".to_owned(), "add an empty line and the body")
        }
        (Some(_), None) => {
            bad(
                "the text has a body, the request has none".to_owned(),
                "give it under `request:`, too",
            );
        }
        (Some(line), Some(body)) => {
            if lines.next().is_some() {
                bad("a body is one line".to_owned(), "write compact JSON");
            } else if !same(line, body) {
                bad(
                    "the body is not that of the request".to_owned(),
                    "both say the same, keys and values",
                );
            }
        }
    }
}

fn same(line: &str, body: &Node) -> bool {
    let body = body.to_json();
    body.as_str() == Some(line)
        || serde_json::from_str::<serde_json::Value>(line).is_ok_and(|sent| sent == body)
}

/// Whether it can be a name of a header.
pub(super) fn is_token(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// The first line is the method, and a target on the path of the operation.
fn target(
    operation: &Operation,
    sends: &Text,
    line: &str,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) {
    let mut bad = |at: Span, message: String, help: String| {
        report.push(Diagnostic::new(Code::BadSends, at, message).help(help));
    };
    let Some((method, target)) = line.split_once(' ') else {
        let help = format!(
            "write `{} {}`, with the placeholders filled in",
            operation.method.value, operation.path.text
        );
        bad(sends.part(0, line.len()), "a request begins with method and target".to_owned(), help);
        return;
    };
    if method != operation.method.value {
        let message = format!("the operation is a `{}`", operation.method.value);
        bad(
            sends.part(0, method.len()),
            message,
            format!("write `{} {target}`", operation.method.value),
        );
    }
    let path = target.split_once('?').map_or(target, |(path, _)| path);
    let path_at = method.len() + 1;
    let parts: Vec<_> = path.strip_prefix('/').unwrap_or_default().split('/').collect();
    let fits = parts.len() == operation.path.segments.len()
        && operation.path.segments.iter().zip(&parts).all(|(segment, part)| match segment {
            Segment::Literal(text) => text == part,
            Segment::Placeholder(name) if scope.is_client(name) => {
                *part == format!("{{{}}}", name.value)
            }
            Segment::Placeholder(_) => !part.is_empty() && raw(part).is_none(),
        });
    if !fits {
        let message = format!("`{path}` is not on the path `{}`", operation.path.text);
        let help =
            "arguments are filled in and encoded, what comes from the client stays in braces";
        bad(sends.part(path_at, path.len()), message, help.to_owned());
    }
    let query = target.get(path.len() + 1..).unwrap_or_default();
    for Pair { at, name: key, value, value_at } in pairs(query, path_at + path.len() + 1) {
        let known = || operation.query.iter().map(|field| field.name.as_str());
        let fits = |name: &str| match name.strip_suffix('*') {
            Some(prefix) => key.starts_with(prefix),
            None => name == key,
        };
        if !known().any(fits) && !key.contains('%') {
            let help = did_you_mean(key, known());
            let help = help.unwrap_or_else(|| "parameters stand under `query:`".to_owned());
            bad(sends.part(at, key.len()), format!("the operation has no parameter `{key}`"), help);
        }
        if let Some((offset, c)) = raw(value) {
            let mut bytes = [0; 4];
            let encoded: String =
                c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect();
            let place = sends.part(value_at + offset, c.len_utf8());
            bad(place, format!("`{c}` is not sent as it is"), format!("write `{encoded}`"));
        }
    }
}

/// A parameter in the text of a request, and where in the text it is.
pub(super) struct Pair<'a> {
    pub(super) at: usize,
    pub(super) name: &'a str,
    pub(super) value: &'a str,
    pub(super) value_at: usize,
}

/// The parameters of a query that begins at a byte of the text.
pub(super) fn pairs(query: &str, start: usize) -> impl Iterator<Item = Pair<'_>> {
    let placed = query.split('&').scan(start, |next, pair| {
        let at = *next;
        *next += pair.len() + 1;
        Some((at, pair))
    });
    placed.filter(|(_, pair)| !pair.is_empty()).map(|(at, pair)| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Pair { at, name, value, value_at: at + pair.len() - value.len() }
    })
}

/// The first character that RFC 3986 has encoded.
fn raw(text: &str) -> Option<(usize, char)> {
    let stays = |c: char| c.is_ascii_alphanumeric() || "-_.~%".contains(c);
    text.char_indices().find(|(_, c)| !stays(*c))
}
