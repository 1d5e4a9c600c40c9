//! What was understood of a page, for reading beside it.

use std::fmt::Write as _;

use crate::facts::{Depends, Facts, Field, Operation, Required, Role, Sample, Table};

/// Facts as a readable table.
pub fn show(facts: &Facts) -> String {
    let anchor = facts.anchor().unwrap_or("no anchor");
    let mut out = format!("{} / {}    {anchor}\n", facts.service(), facts.page());
    match facts {
        Facts::Operation(it) => operation(it, &mut out),
        Facts::Errors(it) => {
            for code in &it.codes {
                let message = code.message.as_deref().unwrap_or("-");
                line(&mut out, &format!("  {}  {:<16} {message}", code.status, code.code));
            }
            samples(&it.samples, &mut out);
        }
        Facts::Lists(it) => {
            rows("attributes", &it.fields, &mut out);
            for list in &it.lists {
                let of = list.of.as_deref().unwrap_or("values");
                line(&mut out, &format!("\n{of}\n  {}", list.values.join("\n  ")));
            }
            for rule in &it.rules {
                line(&mut out, &format!("  {} {}: length {}", rule.of, rule.name, rule.length));
            }
        }
        Facts::Guide(it) => samples(&it.samples, &mut out),
    }
    out
}

fn operation(it: &Operation, out: &mut String) {
    let id = it.operation.as_deref().unwrap_or("no operation id");
    line(out, &format!("{} {}    {id}", it.method, it.path));
    rows("path", &it.path_parameters, out);
    rows("query", &it.query, out);
    rows("headers", &it.headers, out);
    tables("request", &it.request, out);
    rows("response headers", &it.response_headers, out);
    tables("response", &it.response, out);
    line(out, &format!("\nstatuses\n  {}  errors {}", join(&it.success), join(&it.errors)));
    samples(&it.samples, out);
}

fn tables(side: &str, tables: &[Table], out: &mut String) {
    for table in tables {
        let places: Vec<&str> =
            table.at.iter().map(|at| if at.is_empty() { "body" } else { at }).collect();
        let mut title = format!("{side}: {}", places.join(", "));
        if let Some(alternative) = table.alternative {
            let _ = write!(title, " (alternative {alternative})");
        }
        if let Some(status) = table.status {
            let _ = write!(title, " ({status})");
        }
        rows(&title, &table.fields, out);
    }
}

fn rows(title: &str, fields: &[Field], out: &mut String) {
    if fields.is_empty() {
        return;
    }
    let width = |text: fn(&Field) -> &str| {
        fields.iter().map(|it| text(it).chars().count()).max().unwrap_or(0)
    };
    let (names, kinds) = (width(|it| &it.name), width(kind));
    line(out, &format!("\n{title}"));
    for field in fields {
        let required = match field.required {
            Some(Required::Always(true)) => "required",
            Some(Required::Always(false)) => "optional",
            Some(Required::Sometimes(Depends::Depends)) => "depends",
            None => "",
        };
        let facts = limits(field).join("; ");
        let row =
            format!("  {:<names$}  {:<kinds$}  {required:<8}  {facts}", field.name, kind(field));
        line(out, row.trim_end());
    }
}

fn kind(field: &Field) -> &str {
    field.kind.as_deref().unwrap_or("-")
}

/// Everything of a row but name, type and requiredness.
fn limits(field: &Field) -> Vec<String> {
    let list = |name: &str, values: &[String]| {
        (!values.is_empty()).then(|| format!("{name} {}", values.join(" | ")))
    };
    let one = |name: &str, value: &Option<String>| value.as_ref().map(|it| format!("{name} {it}"));
    let parts = [
        list("values", &field.values),
        list("special", &field.special),
        field.null.then(|| "null".to_owned()),
        one("range", &field.range),
        one("unit", &field.unit),
        one("length", &field.length),
        one("item length", &field.item_length),
        field.default.as_ref().map(|it| {
            if it.is_empty() { "default empty".to_owned() } else { format!("default {it}") }
        }),
        list("format", &field.formats),
        one("since", &field.since),
        one("until", &field.until),
        (!field.marks.is_empty()).then(|| format!("{:?}", field.marks).to_lowercase()),
        list("see", &field.see),
    ];
    parts.into_iter().flatten().collect()
}

fn samples(samples: &[Sample], out: &mut String) {
    if !samples.is_empty() {
        line(out, "\nsamples");
    }
    for sample in samples {
        let role = match sample.role {
            Role::Request => "request",
            Role::Response => "response",
            Role::Error => "error",
        };
        let mut parts = vec![format!("  {role:<8}")];
        parts.extend(sample.target.clone());
        parts.extend(sample.status.map(|it| it.to_string()));
        parts.extend(sample.headers.iter().map(|(name, value)| format!("{name}: {value}")));
        if !sample.repairs.is_empty() {
            parts.push(format!(
                "mended {}",
                serde_json::to_string(&sample.repairs).unwrap_or_default()
            ));
        }
        if let Some(body) = &sample.body {
            let body = serde_json::to_string(body).unwrap_or_default();
            let short: String = body.chars().take(100).collect();
            parts.push(if short.len() < body.len() { format!("{short}…") } else { short });
        }
        line(out, &parts.join("  "));
    }
}

fn join(statuses: &[u16]) -> String {
    let statuses: Vec<String> = statuses.iter().map(u16::to_string).collect();
    if statuses.is_empty() { "-".to_owned() } else { statuses.join(" ") }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}
