//! Examples: enough of them, and each fits its operation.

use super::{fit::Fit, microversions, scope::Scope, sends, shown::Shown};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean},
    source::{Entry, Node, Text, Value},
    syntax::{Content, Example, ExampleResponse, Field, KnownError, Operation, Raises},
};

/// The examples of an operation.
pub(super) fn operation(
    operation: &Operation,
    known: &[KnownError],
    scope: &Scope<'_>,
    shown: &Shown,
    report: &mut Diagnostics,
) {
    let id = &operation.id;
    let success = |example: &Example| match &example.response {
        Some(response) => !is_error(operation, response),
        None => true,
    };
    if !operation.examples.iter().any(success) {
        let message = format!("the operation `{}` has no example of a success", id.value);
        let diagnostic = Diagnostic::new(Code::MissingExample, id.span, message);
        report.push(diagnostic.help("add one under `examples:`, from the page"));
    }
    let is_classified =
        |example: &Example| example.raises.as_ref().is_some_and(|raises| raises.class.is_some());
    if !operation.examples.iter().any(is_classified) {
        let message =
            format!("the operation `{}` has no example of an error with a class", id.value);
        let diagnostic = Diagnostic::new(Code::MissingExample, id.span, message);
        report.push(diagnostic.help(
            "add a response from the page, or one with a code of the service, and \
             `raises: { class: …, code: …, message: … }`",
        ));
    }
    let asks = !operation.query.is_empty() || operation.body.is_some();
    if asks && !operation.examples.iter().any(|example| example.sends.is_some()) {
        let message = format!("no example of `{}` says what it sends", id.value);
        let help = "copy the request from the page, or write it by hand, under `sends:`";
        report.push(Diagnostic::new(Code::MissingExample, id.span, message).help(help));
    } else if operation.query.len() > 1 && !operation.examples.iter().any(sends_several) {
        let message = format!("no example of `{}` sends several parameters", id.value);
        let help = "one with `sends:` sets several, with a space, an `&` and a Chinese character if they take free text";
        report.push(Diagnostic::new(Code::MissingExample, id.span, message).help(help));
    }
    for (index, example) in operation.examples.iter().enumerate() {
        let mut before =
            operation.examples.iter().take(index).filter(|first| !first.name.value.is_empty());
        if let Some(first) = before.find(|first| first.name.value == example.name.value) {
            let message = format!("the example `{}` is there twice", example.name.value);
            let diagnostic = Diagnostic::new(Code::DuplicateId, example.name.span, message);
            report.push(
                diagnostic
                    .label(first.name.span, "first here")
                    .help("call one of them something else"),
            );
        }
        check(operation, example, scope, shown, report);
        class(example, known, report);
    }
}

/// The class of an error is the one that the service gives its code.
fn class(example: &Example, known: &[KnownError], report: &mut Diagnostics) {
    let Some(Raises { class: Some(class), code: Some(code), .. }) = &example.raises else { return };
    let Some(known) = known.iter().find(|known| known.code.value == code.value) else { return };
    if known.class != *class {
        let message = format!("`{}` is an error of another class", code.value);
        let diagnostic = Diagnostic::new(Code::Example, code.span, message);
        let help = "give both the same class";
        report.push(diagnostic.label(known.code.span, "the class of the code").help(help));
    }
}

fn sends_several(example: &Example) -> bool {
    example.sends.is_some() && example.request.query.len() > 1
}

/// Whether an answer is an error of the operation.
fn is_error(operation: &Operation, response: &ExampleResponse) -> bool {
    !operation.responses.iter().any(|(status, _)| status.value == response.status.value)
}

fn check(
    operation: &Operation,
    example: &Example,
    scope: &Scope<'_>,
    shown: &Shown,
    report: &mut Diagnostics,
) {
    let known_samples = known_samples(operation);
    let request = Fit { scope, complete: true, known_samples: known_samples.clone(), shown };
    let at = example.name.span;
    if let Some(microversion) = &example.microversion {
        microversions::version(microversion, scope, report);
    }
    path_arguments(operation, example, scope, report);
    request.fields(&example.request.query, at, &operation.query, None, report);
    request.fields(&example.request.headers, at, &operation.headers, None, report);
    match (&operation.body, &example.request.body) {
        (Some(body), Some(node)) => request.content(node, &body.content, report),
        (None, Some(node)) => {
            let message = format!("`{}` has no body", operation.id.value);
            let diagnostic = Diagnostic::new(Code::Example, node.span, message);
            report.push(diagnostic.help("leave it out, or say under `body:` what it holds"));
        }
        (Some(body), None) if !body.optional => {
            let diagnostic = Diagnostic::new(Code::Example, at, "the example lacks the body");
            let help = "add `body:` to its `request:`, or write `body?:` if it may be left out";
            report.push(diagnostic.label(body.span, "the body").help(help));
        }
        _ => {}
    }
    sends::example(operation, example, scope, report);
    match &example.response {
        None => {
            if example.sends.is_none() {
                let message = "an example shows what is sent, what is answered, or both";
                report.push(
                    Diagnostic::new(Code::Example, at, message).help("add `sends:` or `response:`"),
                );
            }
        }
        Some(response) if is_error(operation, response) => check_error(example, response, report),
        Some(response) => {
            let answer = Fit { scope, complete: false, known_samples, shown };
            check_answer(operation, response, &answer, report);
        }
    }
    if let (Some(raises), true) =
        (&example.raises, example.response.as_ref().is_none_or(|r| !is_error(operation, r)))
    {
        let span = raises.code.as_ref().or(raises.message.as_ref()).map_or(at, |text| text.span);
        let message = "only an answer that is an error raises one";
        let help = "leave out `raises`, or give the answer a status that is not under `responses:`";
        report.push(Diagnostic::new(Code::Example, span, message).help(help));
    }
}

fn check_error(example: &Example, response: &ExampleResponse, report: &mut Diagnostics) {
    if example
        .raises
        .as_ref()
        .is_none_or(|raises| raises.code.is_none() && raises.message.is_none())
    {
        let message = "an answer that is an error says what the error tells";
        let diagnostic = Diagnostic::new(Code::Example, response.status.span, message);
        report.push(
            diagnostic.help(
                "add `raises: { code: …, message: … }`, or list the status under `responses`",
            ),
        );
    }
}

fn check_answer(
    operation: &Operation,
    response: &ExampleResponse,
    fit: &Fit<'_>,
    report: &mut Diagnostics,
) {
    let content = operation
        .responses
        .iter()
        .find(|(status, _)| status.value == response.status.value)
        .map(|(_, content)| content);
    let Some(content) = content else { return };
    let in_headers: Vec<&Field> = match content {
        Content::Fields(fields) => fields.iter().filter(|field| field.header.is_some()).collect(),
        Content::Type(_) => Vec::new(),
    };
    for header in &response.headers {
        let known = in_headers.iter().filter_map(|field| field.header.as_ref()).any(|name| {
            match name.value.strip_suffix('*') {
                Some(prefix) => {
                    header.key.value.to_ascii_lowercase().starts_with(&prefix.to_ascii_lowercase())
                }
                None => header.key.value.eq_ignore_ascii_case(&name.value),
            }
        });
        if !known {
            let message =
                format!("no field of the answer comes in the header `{}`", header.key.value);
            let diagnostic = Diagnostic::new(Code::Example, header.key.span, message);
            report.push(
                diagnostic.help("leave it out, or give a field of the answer this `header:`"),
            );
        }
    }
    match &response.body {
        Some(node) if content.is_none() => {
            let diagnostic = Diagnostic::new(Code::Example, node.span, "this answer has no body");
            report.push(diagnostic.help("leave it out, or say under `responses:` what it holds"));
        }
        Some(node) => fit.content(node, content, report),
        None if content.is_none() || !in_headers.is_empty() => {}
        None => {
            let message = "the answer lacks its body";
            let diagnostic = Diagnostic::new(Code::Example, response.span, message);
            report.push(diagnostic.help("add `body:`, or write `none` under `responses:`"));
        }
    }
}

fn path_arguments(
    operation: &Operation,
    example: &Example,
    scope: &Scope<'_>,
    report: &mut Diagnostics,
) {
    let arguments: Vec<&Text> =
        operation.placeholders().filter(|name| !scope.is_client(name)).collect();
    for Entry { key, value } in &example.request.path {
        if !arguments.iter().any(|name| name.value == key.value) {
            let message = format!("`{}` is no argument in the path", key.value);
            let help = did_you_mean(&key.value, arguments.iter().map(|name| name.as_str()));
            let diagnostic = Diagnostic::new(Code::Example, key.span, message);
            report.push(
                diagnostic
                    .help("give the placeholders that are not the client's, no more")
                    .maybe_help(help),
            );
        }
        if !matches!(value.value, Value::Text(_)) {
            let message = format!("{} does not fit `string`", value.kind());
            report
                .push(Diagnostic::new(Code::Example, value.span, message).help("put it in quotes"));
        }
    }
    for name in arguments {
        if !example.request.path.iter().any(|entry| entry.key.value == name.value) {
            let message = format!("the example lacks `{}`, which is required", name.value);
            let diagnostic = Diagnostic::new(Code::Example, example.name.span, message);
            let help = format!("add `path: {{ {}: … }}` to its `request:`", name.value);
            report.push(diagnostic.label(name.span, "the placeholder").help(help));
        }
    }
}

/// Values that a deviation knows from a sample.
fn known_samples(operation: &Operation) -> Vec<String> {
    let sample = |page: &Node| match &page.get("sample")?.value {
        Value::Text(text) => Some(text.clone()),
        Value::Int(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => None,
    };
    operation.deviations.iter().filter_map(|deviation| sample(&deviation.page)).collect()
}
