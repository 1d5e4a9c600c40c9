//! An operation as it is written.

use super::{
    Content, Field, Keys, TypeDef, TypeText,
    deviation::{Deviation, deviations},
    example::{Example, examples},
    field::{content, field_types, fields, flat, responses},
    keys::{bad_value, list, mapping, status, text},
    type_def::types,
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, one_of},
    names,
    source::{Node, Span, Spanned, Text, Value},
};

/// An operation: one page.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) id: Text,
    pub(crate) page: Text,
    pub(crate) doc: Text,
    pub(crate) method: Spanned<String>,
    pub(crate) path: Path,
    pub(crate) auth: Option<Spanned<Auth>>,
    pub(crate) since: Option<Text>,
    pub(crate) until: Option<Text>,
    pub(crate) deprecated: Option<Text>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) errors: Option<Vec<Spanned<u16>>>,
    pub(crate) path_fields: Vec<Field>,
    pub(crate) query: Vec<Field>,
    pub(crate) headers: Vec<Field>,
    pub(crate) media_type: Option<Text>,
    pub(crate) body: Option<Body>,
    pub(crate) responses: Vec<(Spanned<u16>, Content)>,
    pub(crate) pages: Option<Pages>,
    pub(crate) waits: Option<Waits>,
    pub(crate) waiters: Vec<(Text, Waiter)>,
    pub(crate) types: Vec<TypeDef>,
    pub(crate) deviations: Vec<Deviation>,
    pub(crate) examples: Vec<Example>,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    /// Whether it is left out when none of its fields is set.
    pub(crate) optional: bool,
    pub(crate) content: Content,
    pub(crate) span: Span,
}

/// How requests are authenticated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Auth {
    Project,
    None,
}

/// The path of a request.
#[derive(Clone, Debug)]
pub(crate) struct Path {
    pub(crate) text: String,
    pub(crate) segments: Vec<Segment>,
    pub(crate) span: Span,
}

/// A part of a path between slashes.
#[derive(Clone, Debug)]
pub(crate) enum Segment {
    Literal(String),
    Placeholder(Text),
}

/// How a list comes in pages.
#[derive(Clone, Debug)]
pub(crate) struct Pages {
    pub(crate) by: Spanned<PageStyle>,
    pub(crate) items: Text,
    pub(crate) marker: Option<Text>,
    pub(crate) next: Option<Text>,
    /// Whether a page shorter than the limit that was sent is the last, and says who.
    pub(crate) short_is_last: bool,
}

/// What the next page is asked for by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum PageStyle {
    Offset,
    Marker,
}

/// What the work that an operation starts is waited for by.
#[derive(Clone, Debug)]
pub(crate) struct Waits {
    pub(crate) waiter: Text,
    pub(crate) with: Vec<(Text, Text)>,
    /// Where at the end the id is that the work was done for, as names with dots between.
    pub(crate) gives: Option<Text>,
}

/// How an operation that is asked again and again tells that the work is done.
#[derive(Clone, Debug)]
pub(crate) struct Waiter {
    pub(crate) field: Option<Text>,
    pub(crate) done: Vec<Text>,
    pub(crate) failed: Vec<Text>,
    pub(crate) missing_is_done: bool,
    pub(crate) items: Option<Text>,
    pub(crate) key: Option<Text>,
    pub(crate) error: Option<(Text, Text)>,
    /// Where the jobs below are, as names with dots between.
    pub(crate) sub_jobs: Option<Text>,
}

impl Operation {
    /// All types written in it, apart from its own definitions.
    pub(crate) fn types_written(&self) -> Vec<&TypeText> {
        let mut found = Vec::new();
        for fields in [&self.path_fields, &self.query, &self.headers] {
            field_types(fields, &mut found);
        }
        if let Some(body) = &self.body {
            body.content.types(&mut found);
        }
        for (_, content) in &self.responses {
            content.types(&mut found);
        }
        found
    }

    /// All fields written in it, apart from those of its own definitions.
    pub(crate) fn fields(&self) -> Vec<&Field> {
        let mut found = Vec::new();
        for fields in [&self.path_fields, &self.query, &self.headers] {
            flat(fields, &mut found);
        }
        let answers = self.responses.iter().map(|(_, content)| content);
        for content in self.body.iter().map(|body| &body.content).chain(answers) {
            content.fields(&mut found);
        }
        found
    }

    /// The placeholders of the path.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = &Text> {
        self.path.segments.iter().filter_map(|segment| match segment {
            Segment::Placeholder(name) => Some(name),
            Segment::Literal(_) => None,
        })
    }

    /// What a success says; `none` beside content makes it optional.
    pub(crate) fn answer(&self) -> Option<&Content> {
        let contents = || self.responses.iter().map(|(_, content)| content);
        contents().find(|content| !content.is_none()).or_else(|| contents().next())
    }
}

/// Reads the file of an operation that has a name like this.
pub(crate) fn operation(
    name: &str,
    node: &Node,
    start: Span,
    report: &mut Diagnostics,
) -> Option<Operation> {
    let mut keys = Keys::of("an operation", start, node, report)?;
    let id = keys
        .required_text("operation", report)
        .unwrap_or_else(|| Text::new(names::pascal(name), start));
    let page = keys.prose("page", report);
    let doc = keys.prose("doc", report);
    let http = keys.required_text("http", report).and_then(|text| http(&text, report));
    let auth = keys.take("auth").and_then(|node| auth(node, report));
    let since = keys.text("since", report);
    let until = keys.text("until", report);
    let deprecated = keys.text("deprecated", report);
    let idempotent = keys.boolean("idempotent", report);
    let errors = keys.take("errors").map(|node| statuses(node, report));
    let path_fields = keys.take("path").map(|node| fields(node, report)).unwrap_or_default();
    let query = keys.take("query").map(|node| fields(node, report)).unwrap_or_default();
    let headers = keys.take("headers").map(|node| fields(node, report)).unwrap_or_default();
    let media_type = keys.text("media_type", report);
    let body = body(start, &mut keys, report);
    let responses =
        keys.require("responses", report).map(|node| responses(node, report)).unwrap_or_default();
    let pages = keys.take("pages").and_then(|node| pages(node, report));
    let waits = match keys.take("waits") {
        Some(node) => waits(node, http.as_ref().map(|(method, _)| method), report),
        None => {
            if let Some((method, _)) = http.as_ref().filter(|(method, _)| !only_reads(method)) {
                let message = format!("a `{}` says what it waits for", method.value);
                let diagnostic = Diagnostic::new(Code::MissingKey, method.span, message);
                report.push(diagnostic.help("add `waits: none`, or `waits:` and the waiter"));
            }
            None
        }
    };
    let waiters = keys.take("waiters").map(|node| waiters(node, report)).unwrap_or_default();
    let types = keys.take("types").map(|node| types(node, report)).unwrap_or_default();
    let deviations =
        keys.take("deviations").map(|node| deviations(node, report)).unwrap_or_default();
    let examples = keys.take("examples").map(|node| examples(node, report)).unwrap_or_default();
    keys.finish(report);
    let (method, path) = http?;
    Some(Operation {
        id,
        page,
        doc,
        method,
        path,
        auth,
        since,
        until,
        deprecated,
        idempotent,
        errors,
        path_fields,
        query,
        headers,
        media_type,
        body,
        responses,
        pages,
        waits,
        waiters,
        types,
        deviations,
        examples,
    })
}

const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/// `GET /v1/{project_id}/jobs/{job_id}`.
fn http(text: &Text, report: &mut Diagnostics) -> Option<(Spanned<String>, Path)> {
    let bad = |span, message: String| Diagnostic::new(Code::BadHttp, span, message);
    let Some((method, path)) = text.as_str().split_once(' ') else {
        let diagnostic = bad(text.span, format!("`{}` is no method and path", text.value));
        report.push(diagnostic.help("write `GET /v1/{project_id}/jobs`"));
        return None;
    };
    let method_at = text.part(0, method.len());
    if !METHODS.contains(&method) {
        let diagnostic = bad(method_at, format!("`{method}` is no method"));
        report.push(diagnostic.help(one_of(method, &METHODS)));
        return None;
    }
    let path = parse_path(path, method.len() + 1, text, report)?;
    Some((Spanned::new(method.to_owned(), method_at), path))
}

/// Reads a path that begins at a byte of the text.
fn parse_path(path: &str, mut at: usize, text: &Text, report: &mut Diagnostics) -> Option<Path> {
    let span = text.part(at, path.len());
    let Some(rest) = path.strip_prefix('/') else {
        let diagnostic = Diagnostic::new(Code::BadHttp, span, "a path begins with a slash");
        report.push(diagnostic.help(format!("write `/{}`", path.trim_start())));
        return None;
    };
    let mut segments = Vec::new();
    at += 1;
    for part in rest.split('/') {
        let place = text.part(at, part.len());
        match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(name) if is_plain(name) => {
                let name = Spanned::new(name.to_owned(), text.part(at + 1, name.len()));
                segments.push(Segment::Placeholder(name));
            }
            None if part.chars().all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c)) => {
                segments.push(Segment::Literal(part.to_owned()));
            }
            _ => {
                let message = format!("`{part}` is neither plain text nor one placeholder");
                let help = match part.contains('?') {
                    true => "parameters stand under `query:`",
                    false => "write `{name}` for a placeholder, between slashes",
                };
                report.push(Diagnostic::new(Code::BadHttp, place, message).help(help));
                return None;
            }
        }
        at += part.len() + 1;
    }
    Some(Path { text: path.to_owned(), segments, span })
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// `project` or `none`.
pub(crate) fn auth(node: &Node, report: &mut Diagnostics) -> Option<Spanned<Auth>> {
    let text = text(node, report)?;
    let auth = match text.as_str() {
        "project" => Auth::Project,
        "none" => Auth::None,
        _ => return bad_value(&text, &["project", "none"], report),
    };
    Some(Spanned::new(auth, text.span))
}

pub(crate) fn statuses(node: &Node, report: &mut Diagnostics) -> Vec<Spanned<u16>> {
    list(node, report).iter().filter_map(|item| status(item, report)).collect()
}

fn body(start: Span, keys: &mut Keys<'_>, report: &mut Diagnostics) -> Option<Body> {
    let (node, optional) = match (keys.take("body"), keys.take("body?")) {
        (Some(node), None) => (node, false),
        (None, Some(node)) => (node, true),
        (None, None) => return None,
        (Some(first), Some(second)) => {
            let message = "an operation has either `body` or `body?`";
            let diagnostic = Diagnostic::new(Code::DuplicateKey, second.span, message);
            report.push(diagnostic.label(first.span, "the other").help("remove one of them"));
            (second, true)
        }
    };
    let content = content(node, report).unwrap_or_else(|| Content::unread(start));
    Some(Body { optional, content, span: node.span })
}

fn pages(node: &Node, report: &mut Diagnostics) -> Option<Pages> {
    let mut keys = Keys::of("`pages`", node.span, node, report)?;
    let by = keys.required_text("by", report).and_then(|text| {
        let style = match text.as_str() {
            "offset" => PageStyle::Offset,
            "marker" => PageStyle::Marker,
            _ => return bad_value(&text, &["offset", "marker"], report),
        };
        Some(Spanned::new(style, text.span))
    });
    let items = keys.required_text("items", report);
    let marker = keys.text("marker", report);
    let next = keys.text("next", report);
    let short_is_last = keys.require("short", report).and_then(|node| short(node, report));
    keys.finish(report);
    Some(Pages { by: by?, items: items?, marker, next, short_is_last: short_is_last? })
}

/// `unknown`, or `{ last: SOURCE }` with who says that a short page is the last.
fn short(node: &Node, report: &mut Diagnostics) -> Option<bool> {
    if let Value::Text(_) = node.value {
        let text = text(node, report)?;
        return match text.as_str() {
            "unknown" => Some(false),
            "last" => {
                let message = "`last` says where that is written";
                let diagnostic = Diagnostic::new(Code::BadValue, text.span, message);
                report.push(diagnostic.help("write `short: { last: SOURCE }`"));
                None
            }
            _ => bad_value(&text, &["unknown", "{ last: SOURCE }"], report),
        };
    }
    let mut keys = Keys::of("`short`", node.span, node, report)?;
    keys.prose("last", report);
    keys.finish(report);
    Some(true)
}

/// Whether operations with this method change nothing.
fn only_reads(method: &Spanned<String>) -> bool {
    matches!(method.value.as_str(), "GET" | "HEAD")
}

/// A key with one possible value, which says yes.
fn flag(
    keys: &mut Keys<'_>,
    key: &'static str,
    yes: &'static str,
    report: &mut Diagnostics,
) -> bool {
    match keys.text(key, report) {
        Some(text) if text.as_str() == yes => true,
        Some(text) => bad_value::<()>(&text, &[yes], report).is_some(),
        None => false,
    }
}

fn waits(node: &Node, method: Option<&Spanned<String>>, report: &mut Diagnostics) -> Option<Waits> {
    if let Value::Text(_) = node.value {
        let waiter = text(node, report)?;
        if waiter.as_str() != "none" {
            return Some(Waits { waiter, with: Vec::new(), gives: None });
        }
        if let Some(method) = method.filter(|method| only_reads(method)) {
            let message = format!("a `{}` starts nothing to wait for", method.value);
            let diagnostic = Diagnostic::new(Code::BadValue, waiter.span, message);
            report.push(diagnostic.help("leave out `waits`"));
        }
        return None;
    }
    let mut keys = Keys::of("`waits`", node.span, node, report)?;
    let waiter = keys.required_text("for", report);
    let with = keys.take("with").map(|node| pairs(node, report)).unwrap_or_default();
    let gives = keys.text("gives", report);
    keys.finish(report);
    Some(Waits { waiter: waiter?, with, gives })
}

fn pairs(node: &Node, report: &mut Diagnostics) -> Vec<(Text, Text)> {
    let entries = mapping("names by name", node, report).unwrap_or_default();
    entries
        .iter()
        .filter_map(|entry| Some((entry.key.clone(), text(&entry.value, report)?)))
        .collect()
}

fn waiters(node: &Node, report: &mut Diagnostics) -> Vec<(Text, Waiter)> {
    let entries = mapping("a table of waiters", node, report).unwrap_or_default();
    entries
        .iter()
        .filter_map(|entry| {
            Some((entry.key.clone(), waiter(&entry.value, entry.key.span, report)?))
        })
        .collect()
}

fn waiter(node: &Node, at: Span, report: &mut Diagnostics) -> Option<Waiter> {
    let mut keys = Keys::of("a waiter", at, node, report)?;
    let waiter = Waiter {
        field: keys.text("field", report),
        done: keys.texts("done", report),
        failed: keys.texts("failed", report),
        missing_is_done: flag(&mut keys, "missing", "done", report),
        items: keys.text("items", report),
        key: keys.text("where", report),
        error: keys.take("error").and_then(|node| {
            let mut keys = Keys::of("`error`", node.span, node, report)?;
            let code = keys.required_text("code", report);
            let message = keys.required_text("message", report);
            keys.finish(report);
            Some((code?, message?))
        }),
        sub_jobs: keys.text("sub_jobs", report),
    };
    keys.finish(report);
    if waiter.done.is_empty() && !waiter.missing_is_done {
        let message = "a waiter says when the work is done";
        let help = "give `done: […]`, or `missing: done`";
        report.push(Diagnostic::new(Code::BadWaiter, at, message).help(help));
    }
    Some(waiter)
}
