//! The types of rows.

use huaweicloud_codegen::DescribedRow;

use super::{drafting::Drafting, kind, part::Place, trees::text};
use crate::{
    audit::{MANY, kinds},
    facts::{Field, Json},
};

impl Drafting<'_> {
    /// The type of a row: as another spec reads it, or as its spelling, values and samples suggest.
    pub(super) fn type_of(
        &mut self,
        place: &Place<'_>,
        row: &Field,
        values: &[&Json],
        reading: Option<&DescribedRow>,
    ) -> String {
        // Objects are known by their fields.
        let reading = reading.filter(|own| own.named.is_none() || !own.values.is_empty());
        let is_meant = |ty: &String| fits(ty, values) && !(place.has_table() && is_scalar(ty));
        let ty = match reading.and_then(|own| own.written.clone()).filter(is_meant) {
            Some(ty) => ty,
            None => self.inferred(place, row, values),
        };
        let core = ty.trim_end_matches(" | null");
        let is_null = place.is_of_body() && core != "any" && (ty != core || kind::is_null(values));
        if is_null { format!("{core} | null") } else { core.to_owned() }
    }

    fn inferred(&mut self, place: &Place<'_>, row: &Field, values: &[&Json]) -> String {
        let kind = kinds::meant(row.kind.as_deref().unwrap_or_default());
        let is_flag = row.values.iter().all(|it| ["true", "false"].contains(&it.as_str()));
        let has_values = !row.values.is_empty();
        let ty = match kind.as_str() {
            "string" if has_values && is_flag => "boolean as string".to_owned(),
            "string" if row.values.len() > MANY => "string".to_owned(),
            "string" if has_values => self.enum_of(place, row),
            "string" if !row.formats.is_empty() => kind::time(&row.formats),
            "string" if kind::are_times(values) => "timestamp".to_owned(),
            "string" if row.range.is_some() => "integer as string".to_owned(),
            "string" | "integer" | "number" | "boolean" => kind.clone(),
            "array of string" if has_values => format!("list<{}>", self.enum_of(place, row)),
            "object" if place.has_table() => self.object_of(place),
            "array of object" if place.has_table() => format!("list<{}>", self.object_of(place)),
            "array of object" => "list<any>".to_owned(),
            "object" if kind::of(values) == "map<string>" => "map<string>".to_owned(),
            "object" => "any".to_owned(),
            other => match other.strip_prefix("array of ") {
                Some(item @ ("string" | "integer" | "number" | "boolean")) => {
                    format!("list<{item}>")
                }
                Some(_) | None => return self.chosen(place, row, values),
            },
        };
        match fits(&ty, values) {
            true if row.null => format!("{ty} | null"),
            true => ty,
            false => self.chosen(place, row, values),
        }
    }

    /// The type of a row whose spelling says too little, or something else than its samples.
    fn chosen(&mut self, place: &Place<'_>, row: &Field, values: &[&Json]) -> String {
        let is_list = matches!(values, [Json::List(_), ..]) || row.kind.as_deref() == Some("list");
        let ty = match (place.has_table(), is_list) {
            (true, true) => format!("list<{}>", self.object_of(place)),
            (true, false) => self.object_of(place),
            (false, _) if values.is_empty() => "string".to_owned(),
            (false, _) => kind::of(values),
        };
        if let Some(kind) = &row.kind {
            self.deviate(&place.of_deviation(), "type", text(kind));
        }
        ty
    }

    fn object_of(&mut self, place: &Place<'_>) -> String {
        self.object(place.part, &place.at, &place.row.name, place.owner)
    }

    fn enum_of(&mut self, place: &Place<'_>, row: &Field) -> String {
        let listed_on = self.known.reference.lists(place.row);
        self.values(&row.name, place.owner, &row.values, listed_on)
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
