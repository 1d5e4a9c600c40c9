//! The pages of a service: those of operations, and those that rows refer to.

use std::{borrow::Cow, collections::BTreeMap};

use crate::facts::{ErrorCode, Facts, Field, Lists, Operation, Rule};

/// The facts of a service, by the names of their pages.
#[derive(Default)]
pub(crate) struct Reference<'a> {
    operations: BTreeMap<&'a str, &'a Operation>,
    lists: BTreeMap<&'a str, &'a Lists>,
    /// All error codes.
    pub(super) codes: Vec<&'a ErrorCode>,
}

impl<'a> Reference<'a> {
    pub(crate) fn of(facts: &'a [Facts], service: &str) -> Self {
        let mut reference = Self::default();
        for facts in facts.iter().filter(|facts| facts.service() == service) {
            match facts {
                Facts::Operation(it) => {
                    reference.operations.insert(&it.page, it);
                }
                Facts::Lists(it) => {
                    reference.lists.insert(&it.page, it);
                }
                Facts::Errors(it) => reference.codes.extend(&it.codes),
                Facts::Guide(_) => {}
            }
        }
        reference
    }

    /// The page of an operation.
    pub(crate) fn operation(&self, page: &str) -> Option<&'a Operation> {
        self.operations.get(page).copied()
    }

    /// A row with what it says of its values: itself, or one link away.
    pub(crate) fn settled(&self, field: &'a Field) -> Cow<'a, Field> {
        let pages: Vec<_> = self.seen_by(field).collect();
        let attributes = || pages.iter().flat_map(|page| &page.fields);
        // Responses may have underscores before a name that requests have without them.
        let attribute = attributes()
            .find(|it| it.name == field.name)
            .or_else(|| attributes().find(|it| it.name.strip_prefix("__") == Some(&field.name)));
        let lists = pages.iter().flat_map(|page| &page.lists);
        let own = lists.filter(|list| list.of.as_ref().is_none_or(|of| *of == field.name));
        let listed: Vec<_> = own.flat_map(|list| list.values.iter().cloned()).collect();
        if attribute.is_none() && listed.is_empty() {
            return Cow::Borrowed(field);
        }
        let mut field = field.clone();
        if field.values.is_empty() {
            field.values = listed;
        }
        if let Some(attribute) = attribute {
            if field.values.is_empty() {
                field.values.clone_from(&attribute.values);
            }
            field.length = field.length.or_else(|| attribute.length.clone());
            field.range = field.range.or_else(|| attribute.range.clone());
        }
        Cow::Owned(field)
    }

    /// The page that lists the values of a row, if the row only refers to it.
    pub(crate) fn lists(&self, field: &Field) -> Option<&'a str> {
        let is_own =
            |list: &crate::facts::List| list.of.as_ref().is_none_or(|of| *of == field.name);
        let page = self.seen_by(field).find(|page| page.lists.iter().any(is_own));
        page.filter(|_| field.values.is_empty()).map(|page| page.page.as_str())
    }

    /// The values that a page lists.
    pub(crate) fn listed(&self, page: &str) -> Vec<String> {
        let lists = self.lists.get(page).into_iter().flat_map(|page| &page.lists);
        lists.flat_map(|list| list.values.iter().cloned()).collect()
    }

    /// The rules for the parts of a row's texts, for each section that has some.
    pub(crate) fn rules(&self, field: &Field) -> Vec<Vec<&'a Rule>> {
        let is_own =
            |rule: &&Rule| rule.of.trim_end_matches('s') == field.name.trim_end_matches('s');
        let mut sections: BTreeMap<Option<&str>, Vec<&Rule>> = BTreeMap::new();
        for rule in self.seen_by(field).flat_map(|page| &page.rules).filter(is_own) {
            sections.entry(rule.section.as_deref()).or_default().push(rule);
        }
        sections.into_values().collect()
    }

    fn seen_by(&self, field: &Field) -> impl Iterator<Item = &'a Lists> {
        field.see.iter().filter_map(|page| self.lists.get(page.as_str()).copied())
    }
}
