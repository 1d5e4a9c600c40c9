//! Diagnostics as text, in the look of rustc.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Diagnostics};
use crate::source::{Source, Span, sorted};

/// All diagnostics, each with its source line, and how many there are. `prefix` goes before every
/// path, so that terminals can open the file. With `color`, in the colors of a terminal.
pub fn render(sources: &[Source], diagnostics: &Diagnostics, prefix: &str, color: bool) -> String {
    let sorted = sorted(sources);
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in diagnostics.iter() {
        out.push_str(&one(&renderer, &sorted, diagnostic, prefix));
        out.push_str("\n\n");
    }
    out.push_str(&total(diagnostics.len()));
    out
}

fn total(count: usize) -> String {
    match count {
        0 => "no errors".to_owned(),
        1 => "1 error".to_owned(),
        count => format!("{count} errors"),
    }
}

fn one(renderer: &Renderer, sources: &[&Source], diagnostic: &Diagnostic, prefix: &str) -> String {
    let empty = Source::new("", "");
    let source = |file: usize| sources.get(file).copied().unwrap_or(&empty);
    let file = diagnostic.span.file;
    let paths: Vec<String> =
        sources.iter().map(|source| format!("{prefix}{}", source.path)).collect();
    let path = |file: usize| paths.get(file).map_or("", String::as_str);

    let mut snippet = Snippet::source(&source(file).text)
        .path(path(file))
        .annotation(AnnotationKind::Primary.span(first_line(source(file), diagnostic.span)));
    let mut others = Vec::new();
    for (span, text) in &diagnostic.labels {
        let annotation =
            AnnotationKind::Context.span(first_line(source(span.file), *span)).label(text.as_str());
        if span.file == file {
            snippet = snippet.annotation(annotation);
        } else {
            let other = Snippet::source(&source(span.file).text).path(path(span.file));
            others.push(other.annotation(annotation));
        }
    }
    let title = Level::ERROR.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id());
    // Without a source there is nothing to show.
    let mut group =
        if sources.is_empty() { Group::with_title(title) } else { title.element(snippet) };
    for other in others {
        group = group.element(other);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// A place that spans lines is shown by its first; never past the text or inside a character.
fn first_line(source: &Source, span: Span) -> Range<usize> {
    let text = &source.text;
    let floor = |at: usize| {
        (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
    };
    let start = floor(span.start);
    let line_end =
        text.get(start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |n| start + n);
    let end = floor(span.end).clamp(start, line_end);
    start..end
}
