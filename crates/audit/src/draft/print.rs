//! Specs as text, laid out as those that people write.

use huaweicloud_codegen::Tree;

use super::{json, scalar, trees::entries};

/// Columns that a line may have.
const WIDTH: usize = 120;

/// The text of the spec of an operation.
pub(super) fn print(spec: &Tree) -> String {
    let mut page = Printer::default();
    for (key, value) in entries(spec) {
        if ["types", "deviations", "examples"].contains(&key.as_str()) {
            page.out.push('\n');
        }
        match (key.as_str(), value) {
            ("path" | "query" | "headers", Tree::Map(fields)) => {
                page.block(0, key, fields, Printer::field);
            }
            ("body" | "body?", value) => page.content(0, key, value),
            ("responses", Tree::Map(contents)) => page.block(0, key, contents, Printer::content),
            ("waiters", Tree::Map(all)) => page.block(0, key, all, Printer::flow_or_block),
            ("types", Tree::Map(types)) => page.block(0, key, types, Printer::type_def),
            ("deviations", Tree::List(all)) => page.items(key, all, Printer::flow_or_block),
            ("examples", Tree::List(all)) => page.items(key, all, Printer::part_of_example),
            (_, value) => page.flow_or_block(0, key, value),
        }
    }
    page.out
}

/// Prints an entry that is indented so far.
type Print = fn(&mut Printer, usize, &str, &Tree);

#[derive(Default)]
struct Printer {
    out: String,
}

impl Printer {
    fn line(&mut self, indent: usize, text: &str) {
        self.out.push_str(&format!("{:indent$}{text}\n", ""));
    }

    fn block(&mut self, indent: usize, key: &str, entries: &[(String, Tree)], each: Print) {
        self.line(indent, &format!("{}:", scalar::key(key)));
        for (key, value) in entries {
            each(self, indent + 2, key, value);
        }
    }

    /// A list of mappings.
    fn items(&mut self, key: &str, items: &[Tree], each: Print) {
        self.line(0, &format!("{key}:"));
        for item in items {
            let start = self.out.len();
            for (key, value) in entries(item) {
                each(self, 4, key, value);
            }
            if self.out.get(start..start + 4).is_some_and(|indent| indent.trim().is_empty()) {
                self.out.replace_range(start..start + 4, "  - ");
            }
        }
    }

    fn flow_or_block(&mut self, indent: usize, key: &str, value: &Tree) {
        match value {
            Tree::Text(text) if text.contains('\n') => {
                self.line(indent, &format!("{}: |", scalar::key(key)));
                text.lines().for_each(|line| self.line(indent + 2, line));
            }
            Tree::Map(entries) if !fits(indent, key, value) => {
                self.block(indent, key, entries, Self::flow_or_block);
            }
            Tree::Text(_) | Tree::Plain(_) | Tree::List(_) | Tree::Map(_) => {
                self.line(indent, &format!("{}: {}", scalar::key(key), block_or_flow(value)));
            }
        }
    }

    /// A field, or a body as a whole.
    fn content(&mut self, indent: usize, key: &str, value: &Tree) {
        match value {
            Tree::Map(fields) => self.block(indent, key, fields, Self::field),
            Tree::Text(_) | Tree::Plain(_) | Tree::List(_) => {
                self.flow_or_block(indent, key, value);
            }
        }
    }

    fn field(&mut self, indent: usize, key: &str, value: &Tree) {
        let wraps = entries(value).iter().any(|(key, value)| key == "wraps" && is_map(value));
        match value {
            Tree::Map(keys) if wraps => {
                self.block(indent, key, keys, |page, indent, key, value| match key {
                    "wraps" => page.content(indent, key, value),
                    _ => page.flow_or_block(indent, key, value),
                })
            }
            Tree::Text(_) | Tree::Plain(_) | Tree::List(_) | Tree::Map(_) => {
                self.flow_or_block(indent, key, value);
            }
        }
    }

    fn type_def(&mut self, indent: usize, key: &str, value: &Tree) {
        self.block(indent, key, entries(value), |page, indent, key, value| match (key, value) {
            ("fields", Tree::Map(fields)) => page.block(indent, key, fields, Self::field),
            ("values" | "one_of" | "constructors", Tree::Map(all)) => {
                page.block(indent, key, all, Self::flow_or_block);
            }
            _ => page.flow_or_block(indent, key, value),
        });
    }

    fn part_of_example(&mut self, indent: usize, key: &str, value: &Tree) {
        match (key, value) {
            ("request" | "response", Tree::Map(parts)) => {
                self.block(indent, key, parts, Self::payload);
            }
            _ => self.flow_or_block(indent, key, value),
        }
    }

    /// A part of a request or an answer, as JSON.
    fn payload(&mut self, indent: usize, key: &str, value: &Tree) {
        let flat = format!("{key}: {}", json::flat(value));
        match value {
            Tree::Map(_) | Tree::List(_) if indent + flat.chars().count() > WIDTH => {
                self.line(indent, &format!("{key}:"));
                self.line(indent + 2, &json::broken(value, indent + 2));
            }
            Tree::Text(_) if key == "status" => self.flow_or_block(indent, key, value),
            Tree::Text(_) | Tree::Plain(_) | Tree::List(_) | Tree::Map(_) => {
                self.line(indent, &flat);
            }
        }
    }
}

fn is_map(tree: &Tree) -> bool {
    matches!(tree, Tree::Map(_))
}

fn fits(indent: usize, key: &str, value: &Tree) -> bool {
    indent + scalar::key(key).chars().count() + 2 + flow(value).chars().count() <= WIDTH
}

fn block_or_flow(value: &Tree) -> String {
    if let Tree::Text(text) = value { scalar::in_block(text) } else { flow(value) }
}

fn flow(value: &Tree) -> String {
    match value {
        Tree::Text(text) => scalar::in_flow(text),
        Tree::Plain(text) => text.clone(),
        Tree::List(items) => {
            format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", "))
        }
        Tree::Map(entries) if entries.is_empty() => "{}".to_owned(),
        Tree::Map(entries) => {
            let one =
                |(key, value): &(String, Tree)| format!("{}: {}", scalar::key(key), flow(value));
            format!("{{ {} }}", entries.iter().map(one).collect::<Vec<_>>().join(", "))
        }
    }
}
