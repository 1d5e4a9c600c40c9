//! Values of pages, those of the lists that they refer to included.

use std::collections::BTreeMap;

use crate::facts::{Facts, Field, Lists as Page};

/// The pages that list values, by service and name.
pub(super) struct Lists<'a>(BTreeMap<(&'a str, &'a str), &'a Page>);

impl<'a> Lists<'a> {
    pub(super) fn of(facts: &'a [Facts]) -> Self {
        let lists = facts.iter().filter_map(|facts| match facts {
            Facts::Lists(it) => Some(((it.service.as_str(), it.page.as_str()), it)),
            Facts::Operation(_) | Facts::Errors(_) | Facts::Guide(_) => None,
        });
        Self(lists.collect())
    }

    /// The values of a row: its own, or those of a list that it refers to.
    pub(super) fn values(&self, service: &str, field: &'a Field) -> Vec<&'a str> {
        if !field.values.is_empty() {
            return field.values.iter().map(String::as_str).collect();
        }
        let pages = field.see.iter().filter_map(|page| self.0.get(&(service, page.as_str())));
        let lists = pages.flat_map(|page| &page.lists);
        let own = lists.filter(|list| list.of.as_ref().is_none_or(|of| *of == field.name));
        own.flat_map(|list| &list.values).map(String::as_str).collect()
    }
}
