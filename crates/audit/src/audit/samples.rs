//! Samples of pages, held against specs.

use huaweicloud_codegen::Described;
use serde_json::Value;

use super::Difference;
use crate::facts::{Operation, Role};

/// What samples have and specs have not: keys of queries and bodies, and values of enums.
pub(super) fn compare(spec: &Described, page: &Operation) -> Vec<Difference> {
    let mut walk = Walk { spec, found: Vec::new() };
    for sample in &page.samples {
        let part = match sample.role {
            Role::Request => "request",
            Role::Response => "response",
            Role::Error => continue,
        };
        let query = sample.target.as_deref().and_then(|target| target.split_once('?'));
        for pair in query.map(|(_, query)| query.split('&')).into_iter().flatten() {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            walk.leaf(&format!("query.{name}"), value);
        }
        if let Some(body) = &sample.body {
            let body = serde_json::to_value(body).unwrap_or_default();
            walk.value(part, &body);
        }
    }
    walk.found
}

struct Walk<'a> {
    spec: &'a Described,
    found: Vec<Difference>,
}

impl Walk<'_> {
    fn value(&mut self, at: &str, value: &Value) {
        match value {
            Value::Object(entries) => {
                for (key, value) in entries {
                    let at = format!("{at}.{key}");
                    if self.is_known(&at) {
                        self.value(&at, value);
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.value(at, item)),
            Value::String(text) => self.leaf(at, text),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Whether the spec has a place; if not, that is a difference, unless anything may stand there.
    fn is_known(&mut self, at: &str) -> bool {
        if self.spec.rows.iter().any(|row| row.at == at) {
            return true;
        }
        let parent = super::at::parent(at);
        let is_open = self.spec.rows.iter().any(|row| row.at == parent && row.is_open);
        let is_described = self.spec.rows.iter().any(|row| super::at::parent(&row.at) == parent);
        if is_described && !is_open {
            self.push(Difference::new(at, "sample", "present", ""));
        }
        false
    }

    fn leaf(&mut self, at: &str, text: &str) {
        let rows: Vec<_> = self.spec.rows.iter().filter(|row| row.at == at).collect();
        if rows.is_empty() && at.starts_with("query.") {
            let is_open =
                self.spec.rows.iter().any(|row| {
                    row.at.strip_suffix('*').is_some_and(|prefix| at.starts_with(prefix))
                });
            if !is_open {
                self.push(Difference::new(at, "sample", "present", ""));
            }
        }
        let known = rows.iter().filter(|row| !row.values.is_empty());
        let is_unknown = |row: &&&huaweicloud_codegen::DescribedRow| {
            !text.is_empty() && !row.values.iter().any(|value| value == text)
        };
        if known.clone().count() > 0 && known.clone().all(|row| is_unknown(&row)) {
            self.push(Difference::new(at, "sample", text, "does not know the value"));
        }
    }

    fn push(&mut self, difference: Difference) {
        if !self.found.contains(&difference) {
            self.found.push(difference);
        }
    }
}
