//! Which types are part of requests, and which of answers.

use std::collections::{BTreeMap, BTreeSet};

use super::{fields::Role, symbols::Symbols};
use crate::{
    api::{Operation, Type, TypeId},
    source::Text,
};

/// The types that operations use.
#[derive(Default)]
pub(super) struct Uses {
    /// As what an argument is.
    given: BTreeSet<TypeId>,
    /// In a list or map that an argument is.
    given_within: BTreeSet<TypeId>,
    answered: BTreeSet<TypeId>,
    /// The fields with the items of pages, in types that are the whole answers of lists.
    page_items: BTreeMap<TypeId, BTreeSet<String>>,
}

/// How a type is used.
#[derive(Default)]
pub(super) struct Use {
    /// Whether callers make it.
    pub(super) is_given: bool,
    is_answered: bool,
    /// Whether an empty value of it is needed.
    pub(super) needs_default: bool,
    /// The fields that are lists of pages, by their names in Rust.
    pub(super) page_items: BTreeSet<String>,
}

impl Uses {
    /// Takes note of the types of an operation.
    pub(super) fn add(&mut self, operation: &Operation) {
        let arguments = operation.arguments();
        for argument in arguments.all().filter(|argument| !argument.is_in_path()) {
            match argument.ty.named() {
                Some(id) => self.given.extend([id]),
                None => self.given_within.extend(argument.ty.innermost()),
            }
        }
        let fields = operation.output.response().unwrap_or_default();
        let answered = fields.iter().map(|field| &field.ty).chain(operation.output.ty());
        self.answered.extend(answered.filter_map(Type::innermost));
        let whole = operation.output.ty().and_then(Type::named);
        if let (Some(id), Some(pages)) = (whole, &operation.pages) {
            self.page_items.entry(id).or_default().insert(pages.items.to_string());
        }
    }

    /// How each type is used, in the order of their ids.
    pub(super) fn of_all(mut self, symbols: &Symbols<'_>) -> Vec<Use> {
        let contained = symbols.all().flat_map(|symbol| contents(symbol.id, symbols));
        let nested: BTreeSet<TypeId> =
            contained.chain(&self.given_within | &self.answered).collect();
        let given = reached(&self.given | &self.given_within, symbols);
        let answered = reached(self.answered.clone(), symbols);
        let used = |id: TypeId| Use {
            is_given: given.contains(&id),
            is_answered: answered.contains(&id),
            // All but what is only ever a whole argument.
            needs_default: !self.given.contains(&id) || nested.contains(&id),
            page_items: self.page_items.remove(&id).unwrap_or_default(),
        };
        symbols.all().map(|symbol| symbol.id).map(used).collect()
    }
}

impl Use {
    /// Where its fields are. What is answered, too, tells null from absence no more.
    pub(super) fn role(&self) -> Role {
        if self.is_given && !self.is_answered { Role::Request } else { Role::Answer }
    }
}

/// The types of what a type is made of.
fn contents(id: TypeId, symbols: &Symbols<'_>) -> Vec<TypeId> {
    let Some(symbol) = symbols.at(id) else { return Vec::new() };
    let id = |name: &Text| symbols.get(&symbol.home.service, name.as_str()).map(|found| found.id);
    symbol.def.names().into_iter().filter_map(id).collect()
}

/// The named types in some types, and in these.
fn reached(start: BTreeSet<TypeId>, symbols: &Symbols<'_>) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    let mut next = Vec::from_iter(start);
    while let Some(id) = next.pop() {
        if found.insert(id) {
            next.extend(contents(id, symbols));
        }
    }
    found
}
