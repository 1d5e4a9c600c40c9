//! The pages to which others refer for values, attributes or rules.

use std::collections::BTreeSet;

use crate::{
    facts::{Facts, Field},
    kinds, markdown,
};

/// The pages that list values, attributes or rules for others, among those that are read together.
#[derive(Clone, Debug, Default)]
pub struct ListPages(BTreeSet<(String, String)>);

impl ListPages {
    /// Adds a page, if it is one. `folder` is the name of the folder it lies in, `name` its file name
    /// without `.md`.
    pub fn add(&mut self, folder: &str, name: &str, markdown: &str) {
        let reading = kinds::read(folder, name, &markdown::blocks(markdown));
        if reading.is_some_and(|it| matches!(it.facts, Facts::Lists(_))) {
            self.0.insert((folder.to_owned(), name.to_owned()));
        }
    }

    /// Keeps of what rows refer to such pages of their folder, by their names.
    pub(crate) fn settle(&self, folder: &str, facts: &mut Facts) {
        let names: Vec<&str> =
            self.0.iter().filter(|(it, _)| it == folder).map(|(_, name)| name.as_str()).collect();
        let settle = |field: &mut Field| {
            let said = std::mem::take(&mut field.see);
            let is_meant = |name: &&&str| {
                said.iter().any(|said| said.starts_with(**name) || name.ends_with(said.as_str()))
            };
            field.see = names.iter().filter(is_meant).map(|name| (*name).to_owned()).collect();
        };
        match facts {
            Facts::Operation(it) => {
                let tables = it.request.iter_mut().chain(&mut it.response);
                let lists = [
                    &mut it.path_parameters,
                    &mut it.query,
                    &mut it.headers,
                    &mut it.response_headers,
                ];
                let in_tables = tables.flat_map(|table| &mut table.fields);
                lists.into_iter().flatten().chain(in_tables).for_each(settle);
            }
            Facts::Lists(it) => it.fields.iter_mut().for_each(settle),
            Facts::Errors(_) | Facts::Guide(_) => {}
        }
    }
}
