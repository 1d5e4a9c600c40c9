//! The parts of a spec, in its order.

use std::{collections::BTreeSet, mem::take};

use huaweicloud_codegen::{Tree, type_name};

use super::{
    drafting::Drafting,
    part::{Part, Place},
    place::Name,
    shown,
    trees::{ends_with, entries, field, key, map, number, text, todo},
};
use crate::facts::{Field, Json, Role, Table};

/// Headers that are not the operation's.
const OF_ALL: [&str; 3] = ["x-auth-token", "content-type", "x-language"];

/// What uploads are sent as.
const BYTES: &str = "application/octet-stream";

impl Drafting<'_> {
    pub(super) fn spec(&mut self, operation: &Name) -> Tree {
        let page = self.page;
        let name = match operation.is_guess {
            true => format!("{} TODO", operation.name),
            false => operation.name.clone(),
        };
        let mut keys = vec![
            ("operation", Tree::Text(name)),
            ("page", text(&page.page)),
            ("doc", todo()),
            ("http", Tree::Text(format!("{} {}", page.method, page.path))),
        ];
        keys.extend(self.errors().map(|errors| ("errors", errors)));
        let parameters = self.parameters().into_iter();
        keys.extend(parameters.map(|(part, fields)| (part, Tree::Map(fields))));
        keys.extend(self.media_type().map(|media_type| ("media_type", Tree::Text(media_type))));
        keys.extend(self.body().map(|body| ("body", body)));
        let responses = self.responses();
        let pages = self.pages(&responses);
        keys.push(("responses", responses));
        keys.extend(pages.map(|pages| ("pages", pages)));
        if !["GET", "HEAD"].contains(&page.method.as_str()) {
            keys.push(("waits", todo()));
        }
        let (types, deviations) = (take(&mut self.types), take(&mut self.deviations));
        keys.extend((!types.is_empty()).then_some(("types", Tree::Map(types))));
        keys.extend((!deviations.is_empty()).then_some(("deviations", Tree::List(deviations))));
        keys.push(("examples", Tree::List(self.examples())));
        map(keys)
    }

    /// The error statuses, if they are not those of the service.
    fn errors(&self) -> Option<Tree> {
        let mut own = self.page.errors.clone();
        let mut of_service = self.known.service.map(|it| it.statuses.clone()).unwrap_or_default();
        own.sort_unstable();
        of_service.sort_unstable();
        let is_other = !own.is_empty() && own != of_service;
        is_other.then(|| Tree::List(own.into_iter().map(number).collect()))
    }

    fn parameters(&mut self) -> Vec<(&'static str, Vec<(String, Tree)>)> {
        let page = self.page;
        let is_argument = |row: &&Field| {
            let is_there = page.path.contains(&format!("{{{}}}", row.name));
            is_there && !self.known.is_client(&row.name) && !self.known.explains(&row.name)
        };
        let path: Vec<Field> = page.path_parameters.iter().filter(is_argument).cloned().collect();
        let is_own = |row: &&Field| {
            let name = row.name.to_lowercase();
            !OF_ALL.contains(&name.as_str()) && !name.contains("api-version")
        };
        let headers: Vec<Field> = page.headers.iter().filter(is_own).cloned().collect();
        let mut parts = Vec::new();
        for (part, rows) in [("path", &path), ("query", &page.query), ("headers", &headers)] {
            let mut fields: Vec<_> =
                rows.iter().map(|row| self.parameter(part, row, rows)).collect();
            if part == "query" {
                fields.extend(self.further_parameters());
            }
            if !fields.is_empty() {
                parts.push((part, fields));
            }
        }
        parts
    }

    /// Parameters of the query that only samples have.
    fn further_parameters(&mut self) -> Vec<(String, Tree)> {
        let is_new = |name: &String| !self.page.query.iter().any(|row| row.name == *name);
        let names: Vec<_> = shown::parameters(self.page).into_iter().filter(is_new).collect();
        let mut fields = Vec::new();
        for name in names {
            self.deviate(&format!("query.{name}"), "sample", text("present"));
            fields.push((key(&name, true), text("string -- TODO")));
        }
        fields
    }

    /// The type of the body, if it is not JSON.
    fn media_type(&self) -> Option<String> {
        let requests = self.page.samples.iter().filter(|sample| sample.role == Role::Request);
        let own = requests.flat_map(|sample| &sample.headers);
        let own = own.filter(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let of_row =
            self.page.headers.iter().filter(|row| row.name.eq_ignore_ascii_case("content-type"));
        let mut all = own
            .map(|(_, value)| value.as_str())
            .chain(of_row.flat_map(|row| row.values.iter().map(String::as_str)));
        let found = all.find(|it| !it.starts_with("application/json"));
        let is_upload = self.page.path.ends_with("/file") && self.page.method == "PUT";
        found.map(str::to_owned).or_else(|| is_upload.then(|| BYTES.to_owned()))
    }

    fn body(&mut self) -> Option<Tree> {
        if self.media_type().as_deref() == Some(BYTES) {
            for row in self.page.request.iter().flat_map(|table| &table.fields) {
                let kind = row.kind.as_deref().unwrap_or_default();
                self.deviate(&format!("request.{}", row.name), "type", text(kind));
            }
            return Some(Tree::Text("binary".to_owned()));
        }
        let tables: &[Table] = &self.page.request;
        let part = |alternative| Part { name: "request", role: Role::Request, tables, alternative };
        let alternatives: BTreeSet<_> =
            tables.iter().filter_map(|table| table.alternative).collect();
        if alternatives.len() < 2 {
            return self.content(part(None));
        }
        if let Some(list) = self.one_of_lists(&alternatives, part) {
            return Some(list);
        }
        // Each is a struct, by whose required fields it is told from the others.
        let name = type_name(&format!("{}_source", self.noun()));
        let place = self.types.len();
        let mut all = Vec::new();
        for alternative in alternatives {
            let own = format!("{}{alternative}", self.noun());
            let place = self.types.len();
            let fields = self.fields(part(Some(alternative)), "", &own);
            let keys = map(vec![("doc", todo()), ("fields", Tree::Map(fields))]);
            self.types.insert(place, (own.clone(), keys));
            all.push((format!("Alternative{alternative}"), Tree::Text(own)));
        }
        let keys = map(vec![("doc", todo()), ("one_of", Tree::Map(all))]);
        self.types.insert(place, (name.clone(), keys));
        Some(Tree::Text(name))
    }

    /// The first of several lists, since lists are no alternatives.
    fn one_of_lists<'p>(
        &mut self,
        alternatives: &BTreeSet<usize>,
        part: impl Fn(Option<usize>) -> Part<'p>,
    ) -> Option<Tree> {
        let mut all = alternatives.iter().map(|alternative| part(Some(*alternative)));
        let first = all.next()?;
        if first.rows("").first()?.name != "[]" {
            return None;
        }
        let list = self.content(first);
        let known: Vec<&str> = first.rows("[]").iter().map(|row| row.name.as_str()).collect();
        for row in all.flat_map(|part| part.rows("[]")) {
            if !known.contains(&row.name.as_str()) {
                self.deviate(&format!("request.{}", row.name), "table", text("present"));
            }
        }
        list
    }

    fn responses(&mut self) -> Tree {
        let tables = self.answer_tables();
        let part =
            Part { name: "response", role: Role::Response, tables: &tables, alternative: None };
        let content = match self.page.response_headers.is_empty() {
            true => self.content(part),
            false => Some(Tree::Map(self.headers(part))),
        };
        let content = content.unwrap_or_else(|| Tree::Text("none".to_owned()));
        let answers = self.page.samples.iter().filter(|sample| sample.role == Role::Response);
        let shown = answers.filter_map(|sample| sample.status.filter(|status| *status < 400));
        let documented: BTreeSet<u16> = self.page.success.iter().copied().collect();
        let others: BTreeSet<u16> = shown.filter(|status| !documented.contains(status)).collect();
        for status in &others {
            self.deviate("status", "sample", number(*status));
        }
        let statuses = documented.iter().chain(&others);
        Tree::Map(statuses.map(|status| (status.to_string(), content.clone())).collect())
    }

    /// The tables of the answer. Where samples show that the first starts inside of a list, it does here.
    fn answer_tables(&mut self) -> Vec<Table> {
        let mut tables = self.page.response.clone();
        let rows: Vec<&str> = self
            .page
            .response
            .iter()
            .filter(|it| it.at == [""])
            .flat_map(|it| &it.fields)
            .map(|row| row.name.as_str())
            .collect();
        let keys = |at: &str| -> BTreeSet<&str> {
            let objects = shown::objects(self.page, Role::Response, at).into_iter();
            objects.flat_map(Json::members).map(|(key, _)| key.as_str()).collect()
        };
        let above = keys("");
        let inside = above.iter().copied().find(|key| {
            let keys = keys(key);
            !rows.is_empty()
                && rows.iter().all(|row| !above.contains(row))
                && rows.iter().any(|row| keys.contains(row))
        });
        let Some(key) = inside.map(str::to_owned) else { return tables };
        for at in tables.iter_mut().flat_map(|table| &mut table.at) {
            *at = if at.is_empty() { key.clone() } else { format!("{key}.{at}") };
        }
        let kind = match shown::values(self.page, Role::Response, &key).first() {
            Some(Json::List(_)) => "Array of objects",
            _ => "Object",
        };
        let field = Field { name: key.clone(), kind: Some(kind.to_owned()), ..Field::default() };
        tables
            .insert(0, Table { at: vec![String::new()], fields: vec![field], ..Table::default() });
        self.deviate(&format!("response.{key}"), "table", text("absent"));
        tables
    }

    /// Fields that come in headers.
    fn headers(&mut self, part: Part<'_>) -> Vec<(String, Tree)> {
        let rows = &self.page.response_headers;
        let samples = self.page.samples.iter().filter(|sample| sample.role == Role::Response);
        let shown: Vec<&String> = samples.flat_map(|sample| sample.headers.keys()).collect();
        let mut fields = Vec::new();
        for row in rows {
            let mut keys = self.declared(&Place::of(part, "", row, ""), &[]);
            let header = shown.iter().find(|name| ends_with(name, &row.name));
            keys.push(("header", header.map_or_else(todo, |name| text(name))));
            let optional = self.may_be_absent(part, "", row);
            fields.push((key(&row.name, optional), field(keys)));
        }
        fields
    }

    /// Whether the items of a list have an id.
    fn has_id(&self, items: &str) -> bool {
        let values = shown::objects(self.page, Role::Response, items);
        values.iter().any(|item| item.get("id").is_some())
    }

    /// How a list comes in pages, if the parameters say that it does.
    fn pages(&self, responses: &Tree) -> Option<Tree> {
        let has = |name: &str| self.page.query.iter().any(|row| row.name == name);
        let (_, content) = entries(responses).first()?;
        let fields = entries(content);
        let is_list = |(_, field): &&(String, Tree)| match field {
            Tree::Text(text) => text.starts_with("list<"),
            Tree::Map(_) | Tree::List(_) | Tree::Plain(_) => {
                entries(field).iter().any(|(key, ty)| {
                    key == "type" && matches!(ty, Tree::Text(text) if text.starts_with("list<"))
                })
            }
        };
        let (items, _) = fields.iter().find(is_list)?;
        let items = items.trim_end_matches('?');
        let mut keys = match (has("limit"), has("offset"), has("marker")) {
            (true, true, _) => vec![("by", text("offset")), ("items", text(items))],
            (true, false, true) if self.has_id(items) => {
                vec![("by", text("marker")), ("items", text(items)), ("marker", text("id"))]
            }
            _ => return None,
        };
        let has_next = fields.iter().any(|(key, _)| key.trim_end_matches('?') == "next");
        keys.extend((has_next && has("marker")).then(|| ("next", text("next"))));
        keys.push(("short", text("unknown")));
        Some(map(keys))
    }
}
