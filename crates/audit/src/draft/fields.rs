//! Rows of a page to fields of a spec.

use huaweicloud_codegen::{DescribedRow, Tree, field_name};

use super::{
    drafting::Drafting,
    json,
    part::{Part, Place},
    shown,
    trees::{Keys, constant, field, key, text},
};
use crate::{
    audit::{is_outside, kinds},
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
        let place = Place::of(part, at, row, owner);
        let values = shown::values(self.page, part.role, &place.at);
        let optional = match part.role {
            Role::Response => self.may_be_absent(part, at, row),
            Role::Request | Role::Error => self.is_optional(&place, at),
        };
        let kind = kinds::meant(row.kind.as_deref().unwrap_or_default());
        let constant = (part.role == Role::Request && kind == "object" && !place.has_table())
            .then(|| constant(&values));
        let declared = match constant.flatten() {
            Some(constant) => constant,
            None => field(self.declared(&place, &values)),
        };
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
        let table = [crate::facts::Table {
            at: vec![String::new()],
            fields: all.to_vec(),
            ..Default::default()
        }];
        let part = Part { name: part, role: Role::Request, tables: &table, alternative: None };
        let noun = self.noun();
        let place = Place::of(part, "", row, &noun);
        let given = shown::given(self.page, &row.name);
        let values: Vec<&Json> = given.iter().flatten().collect();
        let mut keys = self.declared(&place, &values);
        let kind = row.kind.as_deref().unwrap_or_default();
        let is_repeated = given.iter().any(|values| values.len() > 1);
        if let (Some((_, Tree::Text(ty))), true, true) =
            (keys.first_mut(), is_repeated, kind.eq_ignore_ascii_case("string"))
        {
            *ty = format!("list<{ty}>");
            self.deviate(&place.of_deviation(), "type", text(kind));
        }
        (key(&row.name, optional), field(keys))
    }

    /// Whether answers may lack a field.
    pub(super) fn may_be_absent(&self, part: Part<'_>, at: &str, row: &Field) -> bool {
        row.marks.contains(&Mark::Conditional)
            || row.since.is_some()
            || shown::lacks(self.page, part.role, at, &row.name)
    }

    /// Whether requests may lack a field: if the row says so, or a sample does.
    fn is_optional(&mut self, place: &Place<'_>, at: &str) -> bool {
        let is_due = place.row.required == Some(Required::Always(true));
        let is_lacking = place.part.alternative.is_none()
            && shown::lacks(self.page, Role::Request, at, &place.row.name);
        if is_due && is_lacking {
            self.deviate(&place.of_deviation(), "required", Tree::Plain("true".to_owned()));
        }
        !is_due || is_lacking
    }

    /// What a field says, key by key, the type first.
    pub(super) fn declared(&mut self, place: &Place<'_>, values: &[&Json]) -> Keys {
        let settled = self.known.reference.settled(place.row).into_owned();
        self.deviate_from(place, &settled, values);
        let texts: Vec<&str> = values.iter().filter_map(|json| json.text()).collect();
        let reading = self.known.reading(place.row, &settled, &texts, place.is_answer());
        let ty = self.type_of(place, &settled, values, reading.as_ref());
        let doc = self.doc(&settled, &ty, reading.as_ref());
        let mut keys = vec![("type", text(&ty))];
        keys.extend(reading.and_then(|own| own.rust).map(|rust| ("rust", Tree::Text(rust))));
        keys.extend(doc.map(|doc| ("doc", Tree::Text(doc))));
        let limits = [
            ("range", &settled.range),
            ("length", &settled.length),
            ("item_length", &settled.item_length),
        ];
        keys.extend(limits.iter().filter_map(|(key, limit)| Some((*key, text(limit.as_ref()?)))));
        if let Some(default) = &settled.default {
            match default_of(&ty, &settled, default) {
                Some(default) => keys.push(("default", default)),
                None => self.deviate(&place.of_deviation(), "default", text(default)),
            }
        }
        let excluded = place.excluded();
        keys.extend((!excluded.is_empty()).then_some(("not_with", Tree::List(excluded))));
        let versions = [("since", &settled.since), ("until", &settled.until)];
        keys.extend(versions.iter().filter_map(|(key, it)| Some((*key, text(it.as_ref()?)))));
        keys
    }

    /// Says what samples show that the row does not allow.
    fn deviate_from(&mut self, place: &Place<'_>, row: &Field, values: &[&Json]) {
        let is_other = |json: &&&Json| {
            let is_unlisted = json.text().is_some_and(|text| {
                !text.is_empty() && !row.values.is_empty() && row.values.iter().all(|it| it != text)
            });
            let number = if let Json::Number(number) = json { number.as_f64() } else { None };
            is_unlisted
                || number.zip(row.range.as_deref()).is_some_and(|(it, range)| is_outside(it, range))
        };
        for json in values.iter().filter(is_other) {
            self.deviate(&place.of_deviation(), "sample", json::tree(json));
        }
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
            Mark::Overridden => Some("The server ignores another one.".to_owned()),
            Mark::Conditional => Some("Exists under a condition.".to_owned()),
        }));
        let rules = self.known.reference.rules(row).into_iter().flatten();
        said.extend(rules.map(|rule| format!("Length of {} {}.", rule.name, rule.length)));
        Some(said.join(" "))
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
