//! Tables of a page to bodies, answers and named types.

use huaweicloud_codegen::{DescribedType, Tree, type_name};

use super::{
    drafting::Drafting,
    kind,
    part::Part,
    place::singular,
    shown,
    trees::{constant, key, map, text, todo, value, values_of},
};
use crate::{
    audit::kinds,
    facts::{Field, Json, Role},
};

impl Drafting<'_> {
    /// A body or an answer; none if the page shows none.
    pub(super) fn content(&mut self, part: Part<'_>) -> Option<Tree> {
        let rows = part.rows("");
        if let [only] = rows.as_slice()
            && only.name == "[]"
        {
            let item = match part.rows("[]").is_empty() {
                true => kind::of(&shown::values(self.page, part.role, "")),
                false => self.object(part, "[]", &self.noun(), &self.noun()),
            };
            return Some(Tree::Text(format!("list<{item}>")));
        }
        if let Some(wrapper) = self.wrapper(part, &rows) {
            return Some(wrapper);
        }
        let fields = self.fields_or_shared(part, "");
        (fields != Tree::Map(Vec::new())).then_some(fields)
    }

    /// A key around all the rest.
    fn wrapper(&mut self, part: Part<'_>, rows: &[&Field]) -> Option<Tree> {
        let [only] = rows else { return None };
        let values = shown::values(self.page, part.role, &only.name);
        let kind = kinds::meant(only.kind.as_deref().unwrap_or_default());
        let inner = part.rows(&only.name);
        if inner.is_empty() {
            let constant = constant(&values)?;
            return (part.role == Role::Request && kind != "string")
                .then(|| map(vec![(&only.name, constant)]));
        }
        if kind != "object" || values.iter().any(|json| matches!(json, Json::List(_))) {
            return None;
        }
        let null = if kind::is_null(&values) { " | null" } else { "" };
        let inner = match self.fields_or_shared(part, &only.name) {
            Tree::Text(name) => Tree::Text(format!("{name}{null}")),
            fields @ (Tree::Plain(_) | Tree::List(_) | Tree::Map(_)) => fields,
        };
        Some(map(vec![(&only.name, map(vec![("wraps", inner)]))]))
    }

    /// The fields of a whole body, or the shared type that has them.
    fn fields_or_shared(&mut self, part: Part<'_>, at: &str) -> Tree {
        let (types, deviations) = (self.types.len(), self.deviations.len());
        let fields = self.fields(part, at, &self.noun());
        let names: Vec<&str> = fields.iter().map(|(key, _)| key.trim_end_matches('?')).collect();
        let is_meant = |known: &&DescribedType| {
            known.fields.len() == names.len() || part.role == Role::Response
        };
        let shown = shown::objects(self.page, part.role, at);
        match self.known.object(&names, &shown).filter(is_meant) {
            Some(known) => {
                // What was drafted for the fields is not needed.
                self.types.truncate(types);
                self.deviations.truncate(deviations);
                Tree::Text(known.name.clone())
            }
            None => Tree::Map(fields),
        }
    }

    /// The name of the type of an object, which is drafted if no operation has it yet.
    pub(super) fn object(&mut self, part: Part<'_>, at: &str, name: &str, owner: &str) -> String {
        let rows = part.rows(at);
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        let shown = shown::objects(self.page, part.role, at);
        if let Some(known) = self.known.object(&names, &shown) {
            return known.name.clone();
        }
        let name = self.new_name(&specific(&type_name(&singular(name)), owner), owner);
        // Its place among the types is before those of its fields.
        let place = self.types.len();
        self.types.push((name.clone(), Tree::Map(Vec::new())));
        let fields = self.fields(part, at, &name);
        if let Some((_, slot)) = self.types.get_mut(place) {
            *slot = map(vec![("doc", todo()), ("fields", Tree::Map(fields))]);
        }
        name
    }

    /// The name of the enum with these values, which is drafted if no operation has it yet.
    pub(super) fn values(
        &mut self,
        name: &str,
        owner: &str,
        values: &[String],
        page: Option<&str>,
    ) -> String {
        if let Some(known) = self.known.values(values, page) {
            return known.name.clone();
        }
        let drafted = self.types.iter().find(|(_, ty)| values_of(ty) == values);
        if let Some((name, _)) = drafted {
            return name.clone();
        }
        let name = self.new_name(&specific(&type_name(name), owner), owner);
        let mut keys = vec![("doc", todo())];
        keys.extend(page.map(|page| ("page", text(page))));
        let values = values.iter().map(|it| value(it)).collect();
        keys.push(("values", Tree::Map(values)));
        self.types.push((name.clone(), map(keys)));
        name
    }

    fn new_name(&self, name: &str, owner: &str) -> String {
        let is_taken =
            |name: &str| self.known.has_type(name) || self.types.iter().any(|(it, _)| it == name);
        let name = name.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
        let longer = format!("{owner}{name}");
        let candidates = [name.clone(), longer.clone()].into_iter();
        let counted = (2..).map(|count| format!("{longer}{count}"));
        let free = candidates.chain(counted).find(|name| !name.is_empty() && !is_taken(name));
        free.unwrap_or(name)
    }

    /// The fields of an object: its rows, and what samples alone have.
    pub(super) fn fields(&mut self, part: Part<'_>, at: &str, owner: &str) -> Vec<(String, Tree)> {
        let rows = part.rows(at);
        let mut fields: Vec<_> = rows.iter().map(|row| self.field(part, at, row, owner)).collect();
        let mut others: Vec<&str> = Vec::new();
        for object in shown::objects(self.page, part.role, at) {
            let is_new = |name: &&str| !rows.iter().any(|row| row.name == **name);
            for name in object.members().map(|(name, _)| name.as_str()).filter(is_new) {
                if !others.contains(&name) {
                    others.push(name);
                }
            }
        }
        // Where several bodies are described, a sample does not say which it is of; keys may also be data.
        let is_data = rows.is_empty() && !at.is_empty() || others.len() > MANY;
        if part.alternative.is_some() || is_data {
            return fields;
        }
        for name in others {
            let values = shown::values(self.page, part.role, &Part::below(at, name));
            let lacks = shown::lacks(self.page, part.role, at, name);
            let ty = kind::of(&values);
            let ty = if ty == "any" && kind::is_null(&values) { "string".to_owned() } else { ty };
            let null = if kind::is_null(&values) { " | null" } else { "" };
            fields.push((key(name, lacks), Tree::Text(format!("{ty}{null} -- TODO"))));
            if !rows.is_empty() {
                self.deviate(&part.place(&Part::below(at, name)), "table", text("absent"));
            }
        }
        fields
    }
}

/// More keys than that, of which the page tells nothing, are data.
const MANY: usize = 20;

/// Names that say nothing without what they are of.
const GENERIC: [&str; 9] =
    ["Action", "Attachment", "Entity", "Metadata", "Op", "Result", "State", "Status", "Type"];

/// A name that says what it is of.
fn specific(name: &str, owner: &str) -> String {
    if GENERIC.contains(&name) { format!("{}{name}", singular(owner)) } else { name.to_owned() }
}
