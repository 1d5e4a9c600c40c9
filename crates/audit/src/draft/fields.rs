//! Rows of a page to fields of a spec.

use huaweicloud_codegen::{DescribedRow, Tree, field_name};

use super::{
    drafting::Drafting,
    json, kind,
    part::Part,
    shown,
    trees::{constant, key, text},
};
use crate::{
    audit::kinds,
    facts::{Field, Json, Mark, Required, Role},
};

impl Drafting<'_> {
    /// A row as a field.
    pub(super) fn field(
        &mut self,
        part: Part<'_>,
        at: &str,
        row: &Field,
        owner: &str,
    ) -> (String, Tree) {
        let place = Part::below(at, &row.name);
        let values = shown::values(self.page, part.role, &place);
        let is_answer = part.role == Role::Response;
        let optional = match is_answer {
            true => {
                row.marks.contains(&Mark::Conditional)
                    || row.since.is_some()
                    || shown::lacks(self.page, part.role, at, &row.name)
            }
            false => {
                let is_due = row.required == Some(Required::Always(true));
                let is_lacking =
                    shown::lacks(self.page, part.role, at, &row.name) && part.alternative.is_none();
                if is_due && is_lacking {
                    self.deviate(&part.place(&place), "required", Tree::Plain("true".to_owned()));
                }
                !is_due || is_lacking
            }
        };
        if !is_answer
            && part.rows(&place).is_empty()
            && kinds::meant(row.kind.as_deref().unwrap_or_default()) == "object"
            && let Some(constant) = constant(&values)
        {
            return (key(&row.name, optional), constant);
        }
        let siblings: Vec<&Field> = part.rows(at);
        let declared = self.declared(part, &place, row, &values, owner, &siblings);
        (key(&row.name, optional), declared)
    }

    /// A parameter as a field.
    pub(super) fn parameter(
        &mut self,
        part: &'static str,
        row: &Field,
        all: &[Field],
    ) -> (String, Tree) {
        let optional = part != "path" && row.required != Some(Required::Always(true));
        let siblings: Vec<&Field> = all.iter().collect();
        let tables = Part { name: part, role: Role::Request, tables: &[], alternative: None };
        let noun = self.noun();
        let given = shown::given(self.page, &row.name);
        let values: Vec<&Json> = given.iter().flatten().collect();
        let declared = self.declared(tables, &row.name, row, &values, &noun, &siblings);
        let kind = row.kind.as_deref().unwrap_or_default();
        if !kind.eq_ignore_ascii_case("string") || given.iter().all(|values| values.len() < 2) {
            return (key(&row.name, optional), declared);
        }
        self.deviate(&format!("{part}.{}", row.name), "type", text(kind));
        (key(&row.name, optional), repeated(declared))
    }

    /// Says what samples show that the row does not allow.
    fn deviate_from(&mut self, part: Part<'_>, place: &str, row: &Field, values: &[&Json]) {
        let range = row.range.as_deref().and_then(|range| range.split_once(".."));
        for json in values {
            let is_outside = match (json, range) {
                (Json::Number(number), Some((least, greatest))) => {
                    let end = |end: &str| end.parse::<f64>().ok();
                    let value = number.as_f64().unwrap_or_default();
                    end(least).is_some_and(|least| value < least)
                        || end(greatest).is_some_and(|greatest| value > greatest)
                }
                _ => false,
            };
            let is_other = json.text().is_some_and(|text| {
                !text.is_empty()
                    && !row.values.is_empty()
                    && !row.values.iter().any(|it| it == text)
            });
            if is_outside || is_other {
                self.deviate(&part.place(place), "sample", json::tree(json));
            }
        }
    }

    fn declared(
        &mut self,
        part: Part<'_>,
        place: &str,
        row: &Field,
        values: &[&Json],
        owner: &str,
        siblings: &[&Field],
    ) -> Tree {
        let settled = self.known.reference.settled(row).into_owned();
        let is_answer = part.role == Role::Response;
        let texts: Vec<&str> = values.iter().filter_map(|json| json.text()).collect();
        let reading = self.known.reading(&settled, &texts, is_answer);
        self.deviate_from(part, place, &settled, values);
        let has_table = !part.rows(place).is_empty();
        // Objects are known by their fields.
        let of_values =
            reading.as_ref().filter(|own| own.named.is_none() || !own.values.is_empty());
        let ty = match of_values.and_then(|own| own.written.clone()) {
            Some(written) if fits(&written, values) && !(has_table && is_scalar(&written)) => {
                written
            }
            _ => {
                let listed_on = self.known.reference.lists(row);
                self.inferred(part, place, &settled, values, owner, listed_on)
            }
        };
        let core = ty.trim_end_matches(" | null");
        let is_body = part.alternative.is_some() || !part.tables.is_empty();
        let is_null = is_body && core != "any" && (ty != core || kind::is_null(values));
        let ty = if is_null { format!("{core} | null") } else { core.to_owned() };
        let rust = reading.as_ref().and_then(|own| own.rust.clone());
        let doc = self.doc(&settled, &ty, reading.as_ref());
        let mut keys = vec![("type", Tree::Text(ty.clone()))];
        keys.extend(rust.map(|rust| ("rust", Tree::Text(rust))));
        keys.extend(doc.map(|doc| ("doc", Tree::Text(doc))));
        let limits = [
            ("range", &settled.range),
            ("length", &settled.length),
            ("item_length", &settled.item_length),
        ];
        for (key, limit) in limits {
            keys.extend(limit.clone().map(|limit| (key, Tree::Text(limit))));
        }
        match settled
            .default
            .as_deref()
            .map(|default| (default, default_of(&ty, &settled, default)))
        {
            Some((_, Some(default))) => keys.push(("default", default)),
            Some((other, None)) => self.deviate(&part.place(place), "default", text(other)),
            None => {}
        }
        let excludes =
            |field: &&&Field| field.marks.contains(&Mark::Excludes) && field.name != row.name;
        let others: Vec<_> = match !is_answer && row.marks.contains(&Mark::Excludes) {
            true => {
                siblings.iter().filter(excludes).map(|it| Tree::Text(it.name.clone())).collect()
            }
            false => Vec::new(),
        };
        if !others.is_empty() {
            keys.push(("not_with", Tree::List(others)));
        }
        for (key, version) in [("since", &row.since), ("until", &row.until)] {
            keys.extend(version.clone().map(|version| (key, Tree::Text(version))));
        }
        shortened(keys)
    }

    /// What documents a field, unless the glossary or its type does.
    fn doc(&self, row: &Field, ty: &str, reading: Option<&DescribedRow>) -> Option<String> {
        if let Some(reading) = reading.filter(|own| own.has_own_doc) {
            return reading.doc.clone();
        }
        let rust = reading.and_then(|own| own.rust.clone()).or_else(|| field_name(&row.name));
        let is_named =
            ty.contains(|c: char| c.is_ascii_uppercase()) && !ty.starts_with("timestamp");
        if is_named || rust.is_some_and(|rust| self.known.explains(&rust)) {
            return None;
        }
        let mut said = vec!["TODO".to_owned()];
        said.extend(row.unit.iter().map(|unit| format!("In {unit}.")));
        said.extend(row.special.iter().map(|it| format!("Special value `{it}`.")));
        said.extend(row.marks.iter().filter_map(|mark| match mark {
            // That is said by `not_with`.
            Mark::Excludes => None,
            Mark::Overridden => Some("One of two is ignored.".to_owned()),
            Mark::Conditional => Some("Exists under a condition.".to_owned()),
        }));
        let rules = self.known.reference.rules(row).into_iter().flatten();
        said.extend(rules.map(|rule| format!("Length of {} {}.", rule.name, rule.length)));
        Some(said.join(" "))
    }

    fn inferred(
        &mut self,
        part: Part<'_>,
        place: &str,
        row: &Field,
        values: &[&Json],
        owner: &str,
        listed_on: Option<&str>,
    ) -> String {
        let kind = kinds::meant(row.kind.as_deref().unwrap_or_default());
        let has_table = !part.rows(place).is_empty();
        let null = if row.null { " | null" } else { "" };
        let is_flag = row.values.iter().all(|it| ["true", "false"].contains(&it.as_str()));
        let ty = match kind.as_str() {
            "string" if !row.values.is_empty() && is_flag => "boolean as string".to_owned(),
            "string" if row.values.len() > 40 => "string".to_owned(),
            "string" if !row.values.is_empty() => {
                self.values(&row.name, owner, &row.values, listed_on)
            }
            "string" if !row.formats.is_empty() => kind::time(&row.formats),
            "string" if kind::are_times(values) => "timestamp".to_owned(),
            "string" if row.range.is_some() => "integer as string".to_owned(),
            "string" | "integer" | "number" | "boolean" => kind.clone(),
            "object" if has_table => self.object(part, place, &row.name, owner),
            "array of string" if !row.values.is_empty() => {
                format!("list<{}>", self.values(&row.name, owner, &row.values, listed_on))
            }
            "array of object" if has_table => {
                format!("list<{}>", self.object(part, place, &row.name, owner))
            }
            "array of object" => "list<any>".to_owned(),
            "object" => match kind::of(values).as_str() {
                "map<string>" => "map<string>".to_owned(),
                _ => "any".to_owned(),
            },
            other => match other.strip_prefix("array of ") {
                Some(item @ ("string" | "integer" | "number" | "boolean")) => {
                    format!("list<{item}>")
                }
                Some(_) | None => self.chosen(part, place, row, values, owner),
            },
        };
        match fits(&ty, values) {
            true => format!("{ty}{null}"),
            false => self.chosen(part, place, row, values, owner),
        }
    }

    /// The type of a row whose spelling says too little.
    fn chosen(
        &mut self,
        part: Part<'_>,
        place: &str,
        row: &Field,
        values: &[&Json],
        owner: &str,
    ) -> String {
        let has_table = !part.rows(place).is_empty();
        let is_list = matches!(values, [Json::List(_), ..]) || row.kind.as_deref() == Some("list");
        let ty = match (has_table, is_list) {
            (true, true) => format!("list<{}>", self.object(part, place, &row.name, owner)),
            (true, false) => self.object(part, place, &row.name, owner),
            (false, _) if values.is_empty() => "string".to_owned(),
            (false, _) => kind::of(values),
        };
        if let Some(kind) = &row.kind {
            self.deviate(&part.place(place), "type", text(kind));
        }
        ty
    }
}

/// Whether samples show values of a type.
fn fits(written: &str, values: &[&Json]) -> bool {
    let core = written.trim_end_matches(" | null");
    let is_in = |json: &&Json| match json {
        Json::Null => true,
        Json::List(items) => match core.strip_prefix("list<").and_then(|it| it.strip_suffix('>')) {
            Some(item) => fits(item, &items.iter().collect::<Vec<_>>()),
            None => core == "any",
        },
        Json::Object(members) if core.starts_with("map<string>") => {
            members.iter().all(|(_, value)| value.text().is_some())
        }
        Json::Object(_) => !is_scalar(core) && !core.starts_with("list<"),
        Json::Bool(_) | Json::Number(_) | Json::Text(_) => !core.starts_with("map<"),
    };
    values.iter().all(is_in)
}

/// Whether a type has no parts.
fn is_scalar(written: &str) -> bool {
    let scalars = ["string", "integer", "number", "boolean", "timestamp"];
    scalars.iter().any(|scalar| written.starts_with(scalar))
}

/// A list of what a field declares.
fn repeated(declared: Tree) -> Tree {
    let list = |ty: &str| format!("list<{ty}>");
    match declared {
        Tree::Text(text) => match text.split_once(" -- ") {
            Some((ty, doc)) => Tree::Text(format!("{} -- {doc}", list(ty))),
            None => Tree::Text(list(&text)),
        },
        Tree::Map(keys) => {
            let key = |(key, value): (String, Tree)| match (key.as_str(), value) {
                ("type", Tree::Text(ty)) => (key, Tree::Text(list(&ty))),
                (_, value) => (key, value),
            };
            Tree::Map(keys.into_iter().map(key).collect())
        }
        Tree::Plain(_) | Tree::List(_) => declared,
    }
}

/// A default as YAML has it; none if it is no value of the type.
fn default_of(ty: &str, row: &Field, default: &str) -> Option<Tree> {
    if ty.starts_with("integer") || ty.starts_with("number") {
        return default.parse::<f64>().ok().map(|_| Tree::Plain(default.to_owned()));
    }
    if ty.starts_with("boolean") {
        return ["true", "false"].contains(&default).then(|| Tree::Plain(default.to_owned()));
    }
    let is_value = row.values.is_empty() || row.values.iter().any(|value| value == default);
    (is_value && !ty.starts_with("list<")).then(|| text(default))
}

/// The short form, if it says all.
fn shortened(keys: Vec<(&str, Tree)>) -> Tree {
    match keys.as_slice() {
        [("type", Tree::Text(ty))] => Tree::Text(ty.clone()),
        [("type", Tree::Text(ty)), ("doc", Tree::Text(doc))] if !doc.contains(": ") => {
            Tree::Text(format!("{ty} -- {doc}"))
        }
        _ => Tree::Map(keys.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
    }
}
