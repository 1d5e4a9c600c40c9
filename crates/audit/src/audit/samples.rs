//! Samples of pages, held against specs.

use std::collections::BTreeSet;

use huaweicloud_codegen::{Described, DescribedRow};
use serde_json::{Map, Value};

use super::{Difference, at};
use crate::facts::{Operation, Role, Sample};

/// What the samples of a page show, place by place.
#[derive(Default)]
pub(super) struct Shown {
    /// Each value, as text.
    values: BTreeSet<(String, String)>,
    /// The keys that are there.
    present: BTreeSet<String>,
    /// The keys that the spec requires, where their object is there and they are not.
    absent: BTreeSet<String>,
    /// The keys that the spec does not have.
    unknown: BTreeSet<String>,
    /// The keys that the spec does not name, but allows.
    gathered: BTreeSet<String>,
    /// How many samples have no such keys.
    pub(super) known: usize,
    /// How many samples there are of requests and answers.
    pub(super) all: usize,
}

impl Shown {
    pub(super) fn of(spec: &Described, page: &Operation) -> Self {
        let mut shown = Self::default();
        for sample in &page.samples {
            let before = shown.unknown.len();
            match sample.role {
                Role::Request => shown.request(spec, sample),
                Role::Response => shown.response(spec, sample),
                Role::Error => continue,
            }
            shown.all += 1;
            shown.known += usize::from(shown.unknown.len() == before);
        }
        shown
    }

    /// The values of a place.
    pub(super) fn values(&self, at: &str) -> impl Iterator<Item = &str> {
        self.values.iter().filter(move |(place, _)| place == at).map(|(_, value)| value.as_str())
    }

    /// Whether samples show what a deviation says that they do.
    pub(super) fn shows(&self, at: &str, due: &str) -> bool {
        match due {
            "absent" => self.absent.contains(at),
            "present" => self.present.contains(at),
            due => self.values(at).any(|value| value == due),
        }
    }

    /// Whether a place is that of all keys with a prefix, and a sample shows one.
    pub(super) fn gathers(&self, at: &str) -> bool {
        let prefix = at.strip_suffix('*');
        prefix.is_some_and(|prefix| self.gathered.iter().any(|it| it.starts_with(prefix)))
    }

    /// Keys that the spec lacks, and keys that it requires and a sample lacks.
    pub(super) fn differences(&self) -> Vec<Difference> {
        let unknown = self.unknown.iter().map(|at| Difference::new(at, "sample", "present", ""));
        let absent =
            self.absent.iter().map(|at| Difference::new(at, "sample", "absent", "it in every one"));
        unknown.chain(absent).collect()
    }

    fn request(&mut self, spec: &Described, sample: &Sample) {
        if let Some(target) = &sample.target {
            let query = target.split_once('?').map(|(_, query)| query).unwrap_or_default();
            let pairs = query.split('&').filter(|pair| !pair.is_empty());
            let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
            let mut query: Map<String, Value> = Map::new();
            for (name, value) in pairs {
                let values = query.entry(name).or_insert_with(|| Value::Array(Vec::new()));
                values.as_array_mut().into_iter().for_each(|all| all.push(Value::from(value)));
            }
            self.object(spec, "query", &query);
        }
        self.body(spec, "request", sample);
    }

    fn response(&mut self, spec: &Described, sample: &Sample) {
        if let Some(status) = sample.status {
            self.values.insert(("status".to_owned(), status.to_string()));
        }
        for (header, value) in &sample.headers {
            let is_it = |row: &&DescribedRow| {
                row.header.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(header))
            };
            if let Some(row) = spec.rows.iter().find(is_it) {
                self.present.insert(row.at.clone());
                self.values.insert((row.at.clone(), value.clone()));
            }
        }
        self.body(spec, "response", sample);
    }

    fn body(&mut self, spec: &Described, part: &str, sample: &Sample) {
        if let Some(body) = &sample.body {
            let body = serde_json::to_value(body).unwrap_or_default();
            self.value(spec, part, &body);
        }
    }

    fn value(&mut self, spec: &Described, at: &str, value: &Value) {
        match value {
            Value::Object(entries) => self.object(spec, home(spec, at), entries),
            Value::Array(items) => items.iter().for_each(|item| self.value(spec, at, item)),
            Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                self.values.insert((at.to_owned(), text));
            }
        }
    }

    fn object(&mut self, spec: &Described, at: &str, entries: &Map<String, Value>) {
        for (key, value) in entries {
            let at = format!("{at}.{key}");
            self.present.insert(at.clone());
            match spec.rows.iter().any(|row| row.at == at) {
                true => self.value(spec, &at, value),
                false if is_open(spec, &at) => {
                    self.gathered.insert(at);
                }
                false => {
                    self.unknown.insert(at);
                }
            }
        }
        let rows = || spec.rows.iter().filter(|row| at::parent(&row.at) == at);
        let is_there = |row: &DescribedRow| {
            let names = [row.at.rsplit('.').next(), row.other_name.as_deref()];
            names.into_iter().flatten().any(|name| entries.contains_key(name))
        };
        let lacks = |row: &&DescribedRow| row.required && row.header.is_none() && !is_there(row);
        // An object is one of the alternatives if it has all that is required of one.
        let names: BTreeSet<_> = rows().map(|row| &row.alternatives).collect();
        let is_whole = |name: &&Vec<String>| {
            !rows().filter(|row| row.alternatives == **name).any(|row| lacks(&row))
        };
        if !names.iter().any(is_whole) {
            self.absent.extend(rows().filter(lacks).map(|row| row.at.clone()));
        }
    }
}

/// Where what is in a place is described: there, or where its type is, if it holds itself.
fn home<'a>(spec: &'a Described, place: &'a str) -> &'a str {
    if spec.rows.iter().any(|row| at::parent(&row.at) == place) {
        return place;
    }
    let own = spec.rows.iter().find(|row| row.at == place);
    let named = own.and_then(|row| row.named.as_deref());
    let holds = |row: &&DescribedRow| {
        row.of.is_some() && row.of.as_deref() == named && place.starts_with(at::parent(&row.at))
    };
    spec.rows.iter().find(holds).map_or(place, |row| at::parent(&row.at))
}

/// Whether a place may hold what the spec does not describe.
fn is_open(spec: &Described, place: &str) -> bool {
    let parent = at::parent(place);
    let is_described = spec.rows.iter().any(|row| at::parent(&row.at) == parent);
    let is_prefix = |row: &DescribedRow| {
        row.at.strip_suffix('*').is_some_and(|prefix| place.starts_with(prefix))
    };
    !is_described && parent != "query"
        || spec.rows.iter().any(|row| row.at == parent && row.is_open || is_prefix(row))
}
