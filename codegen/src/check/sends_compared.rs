//! What examples send, compared with what their requests are on the wire. Examples that are wrong
//! otherwise are reported as such.

use super::{
    scope::Scope,
    sends::{Pair, pairs},
    sent::{self, Sent},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    source::{Span, Text},
    syntax::{Example, Operation, Segment},
};

/// The examples of an operation.
pub(super) fn operation(operation: &Operation, scope: &Scope<'_>, report: &mut Diagnostics) {
    for example in &operation.examples {
        if let Some(sends) = &example.sends {
            compare(operation, example, sends, scope, report);
        }
    }
}

fn compare(
    operation: &Operation,
    example: &Example,
    sends: &Text,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) {
    let mut lines = sends.value.lines();
    let first = lines.next().unwrap_or_default();
    let start = first.find(' ').map_or(0, |space| space + 1);
    let target = first.get(start..).unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let at = sends.part(start, target.len());

    let mut place = start;
    for (segment, part) in operation.path.segments.iter().zip(path.split('/').skip(1)) {
        place += 1;
        if let Segment::Placeholder(name) = segment
            && let Some(due) = sent::argument(name.as_str(), operation, example, scope)
            && due != part
        {
            let place = sends.part(place, part.len());
            report.push(other_value(name.as_str(), place, &due));
        }
        place += part.len();
    }
    let parameters = pairs(query, place + 1).map(|Pair { at, name, value, value_at }| Written {
        name,
        value,
        name_at: sends.part(at, name.len()),
        value_at: sends.part(value_at, value.len()),
    });
    let parameters: Vec<_> = parameters.collect();
    list("parameter", at, &sent::query(operation, example, scope), &parameters, report);

    let headers = lines.by_ref().take_while(|line| !line.is_empty());
    let headers = headers.filter_map(|line| line.split_once(": "));
    let headers: Vec<_> = headers
        .map(|(name, value)| Written { name, value, name_at: sends.span, value_at: sends.span })
        .collect();
    list("header", sends.span, &sent::headers(operation, example, scope), &headers, report);

    let (Some(line), Some(body), Some(own)) =
        (lines.next(), &example.request.body, &operation.body)
    else {
        return;
    };
    let due = sent::body(body, &own.content, scope);
    if due != line && body.to_json().as_str() != Some(line) {
        let message = "the body is written in another way";
        let help = format!("write `{due}`: compact, with keys in the order of the spec");
        report.push(Diagnostic::new(Code::BadSends, sends.span, message).help(help));
    }
}

/// A parameter or a header in the text.
struct Written<'a> {
    name: &'a str,
    value: &'a str,
    name_at: Span,
    value_at: Span,
}

/// Parameters or headers: which there are, in which order, with which values.
fn list(kind: &str, at: Span, due: &[Sent], written: &[Written<'_>], report: &mut Diagnostics) {
    let due_times = |name: &str| due.iter().filter(|it| it.name.eq_ignore_ascii_case(name)).count();
    let times = |name: &str| written.iter().filter(|it| it.name.eq_ignore_ascii_case(name)).count();
    let before = report.len();
    for (index, Sent { name, value }) in due.iter().enumerate() {
        let is_first = !due.iter().take(index).any(|earlier| earlier.name == *name);
        if is_first && times(name) < due_times(name) {
            let message = format!("the text lacks the {kind} `{name}` of the request");
            let help = match value {
                Some(value) => format!("its value is `{value}`"),
                None => "add it, or take it out of the request".to_owned(),
            };
            report.push(Diagnostic::new(Code::BadSends, at, message).help(help));
        }
    }
    for Written { name, name_at, .. } in written {
        if times(name) > due_times(name) {
            let message = format!("the request does not set the {kind} `{name}`");
            let help = "leave it out, or give it under `request:`, too";
            report.push(Diagnostic::new(Code::BadSends, *name_at, message).help(help));
        }
    }
    if report.len() > before {
        return;
    }
    for (Sent { name: due, value }, written) in due.iter().zip(written) {
        if !due.eq_ignore_ascii_case(written.name) {
            let message = format!("the {kind} `{}` is not in its place", written.name);
            let help = format!("`{due}` comes before it, as in the spec");
            report.push(Diagnostic::new(Code::BadSends, written.name_at, message).help(help));
            return;
        }
        if let Some(value) = value.as_ref().filter(|value| *value != written.value) {
            report.push(other_value(written.name, written.value_at, value));
        }
    }
}

fn other_value(name: &str, at: Span, due: &str) -> Diagnostic {
    let message = format!("`{name}` has another value in the request");
    Diagnostic::new(Code::BadSends, at, message).help(format!("write `{due}`"))
}
