//! Examples: a request, the text it is sent as, and the answer.

use super::{
    Keys,
    errors::class,
    keys::{list, mapping, status},
};
use crate::{
    diagnostic::Diagnostics,
    source::{Entry, Node, Span, Spanned, Text},
};

/// An example of a call.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    pub(crate) name: Text,
    pub(crate) microversion: Option<Text>,
    pub(crate) request: ExampleRequest,
    /// The request as it goes over the wire.
    pub(crate) sends: Option<Text>,
    pub(crate) response: Option<ExampleResponse>,
    /// Code and message of the error that the answer is.
    pub(crate) raises: Option<Raises>,
}

/// Arguments by their names on the wire, before encoding.
#[derive(Clone, Debug, Default)]
pub(crate) struct ExampleRequest {
    pub(crate) path: Vec<Entry>,
    pub(crate) query: Vec<Entry>,
    pub(crate) headers: Vec<Entry>,
    pub(crate) body: Option<Node>,
}

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct ExampleResponse {
    pub(crate) status: Spanned<u16>,
    pub(crate) headers: Vec<Entry>,
    pub(crate) body: Option<Node>,
    pub(crate) span: Span,
}

/// What the error of an example says.
#[derive(Clone, Debug)]
pub(crate) struct Raises {
    /// Name of the variant of `Class`.
    pub(crate) class: Option<&'static str>,
    pub(crate) code: Option<Text>,
    pub(crate) message: Option<Text>,
}

/// The examples in a list.
pub(crate) fn examples(node: &Node, report: &mut Diagnostics) -> Vec<Example> {
    list(node, report).iter().filter_map(|item| example(item, report)).collect()
}

fn example(node: &Node, report: &mut Diagnostics) -> Option<Example> {
    let mut keys = Keys::of("an example", node.span, node, report)?;
    let name = keys.prose("name", report);
    let microversion = keys.text("microversion", report);
    let request = keys.take("request").and_then(|node| request(node, report)).unwrap_or_default();
    let sends = keys.text("sends", report);
    let answer = keys.take("response");
    let response = answer.and_then(|node| response(node, report));
    // Without a response that it has, an example would lack something.
    let sends = match (answer, &response) {
        (Some(node), None) => sends.or_else(|| Some(Text::unread(node.span))),
        _ => sends,
    };
    let raises = keys.take("raises").and_then(|node| raises(node, report));
    keys.finish(report);
    Some(Example { name, microversion, request, sends, response, raises })
}

fn request(node: &Node, report: &mut Diagnostics) -> Option<ExampleRequest> {
    let mut keys = Keys::of("a request", node.span, node, report)?;
    let request = ExampleRequest {
        path: arguments(keys.take("path"), report),
        query: arguments(keys.take("query"), report),
        headers: arguments(keys.take("headers"), report),
        body: keys.take("body").cloned(),
    };
    keys.finish(report);
    Some(request)
}

fn response(node: &Node, report: &mut Diagnostics) -> Option<ExampleResponse> {
    let mut keys = Keys::of("a response", node.span, node, report)?;
    let status = keys.require("status", report).and_then(|node| status(node, report));
    let headers = arguments(keys.take("headers"), report);
    let body = keys.take("body").cloned();
    keys.finish(report);
    Some(ExampleResponse { status: status?, headers, body, span: node.span })
}

fn raises(node: &Node, report: &mut Diagnostics) -> Option<Raises> {
    let mut keys = Keys::of("`raises`", node.span, node, report)?;
    let raises = Raises {
        class: keys.text("class", report).and_then(|text| class(&text, report)),
        code: keys.text("code", report),
        message: keys.text("message", report),
    };
    keys.finish(report);
    Some(raises)
}

fn arguments(node: Option<&Node>, report: &mut Diagnostics) -> Vec<Entry> {
    node.and_then(|node| mapping("arguments by name", node, report)).unwrap_or_default().to_vec()
}
