//! What the specs of a service say already: how they read rows, and the types that they share.

use std::collections::BTreeMap;

use huaweicloud_codegen::{DescribedRow, DescribedService, DescribedType, field_name};

use super::kind;
use crate::{
    audit::{Read, Reference, kinds, readings},
    facts::{Facts, Field, Json, Operation},
};

/// The specs of a service, but for that of the page itself.
pub(super) struct Known<'a> {
    pub(super) service: Option<&'a DescribedService>,
    pub(super) reference: Reference<'a>,
    /// How rows are read, by name, words and whether they are of an answer.
    twins: BTreeMap<(String, String, bool), DescribedRow>,
    /// The same by name alone, in the order of operations.
    names: BTreeMap<(String, bool), Vec<DescribedRow>>,
}

impl<'a> Known<'a> {
    pub(super) fn of(page: &Operation, facts: &'a [Facts], specs: &'a [DescribedService]) -> Self {
        let service = specs.iter().find(|service| service.name == page.service);
        let reference = Reference::of(facts, &page.service);
        let (mut twins, mut names) = (BTreeMap::new(), BTreeMap::<_, Vec<_>>::new());
        let others = service.into_iter().flat_map(|service| &service.operations);
        for spec in others.filter(|spec| spec.page != page.page) {
            let Some(read) = Read::of(spec, &reference) else { continue };
            for ((name, digest, is_answer), own) in readings(&read) {
                let key = (name.to_owned(), digest.to_owned(), is_answer);
                twins.entry(key).or_insert_with(|| own.clone());
                names.entry((name.to_owned(), is_answer)).or_default().push(own.clone());
            }
        }
        Self { service, reference, twins, names }
    }

    /// How a row in the same words is read, or else what one with the same name, type and values is. The row is
    /// given as it stands, too, since it may only refer to its values.
    pub(super) fn reading(
        &self,
        row: &Field,
        field: &Field,
        values: &[&str],
        is_answer: bool,
    ) -> Option<DescribedRow> {
        let twin = |is_answer| {
            let digest = field.digest.clone()?;
            self.twins.get(&(field.name.clone(), digest, is_answer))
        };
        let twin = twin(is_answer).or_else(|| twin(!is_answer)).cloned();
        let listed_on = self.reference.lists(row);
        let is_meant = |own: &DescribedRow| own.listed_on.as_deref() == listed_on;
        twin.or_else(|| self.namesake(field, values, is_answer).filter(is_meant))
    }

    fn namesake(&self, field: &Field, values: &[&str], is_answer: bool) -> Option<DescribedRow> {
        let spelled = kinds::meant(field.kind.as_deref().unwrap_or_default());
        // What the row does not list, samples have to show.
        let listed = field.values.iter().map(String::as_str);
        let values: Vec<&str> = listed.chain(values.iter().copied()).collect();
        let is_like = |own: &&DescribedRow| {
            let has = |value: &&str| own.values.iter().any(|it| it == value);
            let is_same = match own.values.is_empty() {
                true => field.values.is_empty(),
                false => !values.is_empty() && values.iter().all(has),
            };
            // A pattern of its own says more than that of another row.
            let is_time = field.formats.is_empty()
                || own.written.as_deref() == Some(kind::time(&field.formats).as_str());
            own.types.contains(&spelled) && is_same && is_time
        };
        let of = |is_answer| self.names.get(&(field.name.clone(), is_answer)).into_iter().flatten();
        let namesake = of(is_answer).chain(of(!is_answer)).find(is_like)?;
        // What is said of another row need not be true of this one; a name that only reads better is.
        let is_derived = field_name(&field.name).is_some_and(|name| name == field.name);
        let rust = namesake.rust.clone().filter(|_| !is_derived);
        Some(DescribedRow { rust, doc: None, has_own_doc: false, ..namesake.clone() })
    }

    /// Whether the glossary documents a name in Rust.
    pub(super) fn explains(&self, rust: &str) -> bool {
        self.service.is_some_and(|service| service.glossary.iter().any(|name| name == rust))
    }

    /// Whether the client fills in a placeholder.
    pub(super) fn is_client(&self, placeholder: &str) -> bool {
        match self.service {
            Some(service) => service.client.iter().any(|name| name == placeholder),
            None => placeholder == "project_id",
        }
    }

    /// Whether a name is that of a type that operations share.
    pub(super) fn has_type(&self, name: &str) -> bool {
        self.types().any(|ty| ty.name == name)
    }

    /// The shared object that has exactly these fields, or else most of them.
    pub(super) fn object(&self, fields: &[&str], shown: &[&Json]) -> Option<&'a DescribedType> {
        let shared = |ty: &DescribedType| {
            ty.fields.iter().filter(|own| fields.contains(&own.name.as_str())).count()
        };
        let is_exact =
            |ty: &&DescribedType| shared(ty) == fields.len() && ty.fields.len() == fields.len();
        // A type that other pages have, too, may have a few fields more or less.
        let is_close = |ty: &&DescribedType| {
            let optional = ty.fields.iter().filter(|own| own.optional).count();
            shared(ty) >= 2
                && shared(ty) * 10 >= fields.len() * 9
                && shared(ty) * 2 >= ty.fields.len() - optional
        };
        let holds = |ty: &DescribedType, json: &Json| {
            let keys: Vec<&str> = json.members().map(|(key, _)| key.as_str()).collect();
            let has = |key: &&str| ty.fields.iter().any(|own| own.name == **key);
            (ty.is_open || keys.iter().all(has))
                && ty.fields.iter().all(|own| own.optional || keys.contains(&own.name.as_str()))
        };
        // Open objects are known by most of what they hold.
        let holds_all =
            |ty: &&DescribedType| ty.is_open || shown.iter().all(|json| holds(ty, json));
        let objects = || self.types().filter(|ty| !ty.fields.is_empty()).filter(holds_all);
        objects().find(is_exact).or_else(|| objects().filter(is_close).max_by_key(|ty| shared(ty)))
    }

    /// The shared enum that has exactly these values, or else all of them and few others. Values that a page
    /// lists are those of that page alone.
    pub(super) fn values(
        &self,
        values: &[String],
        page: Option<&str>,
    ) -> Option<&'a DescribedType> {
        let has_all = |ty: &&DescribedType| {
            values.iter().all(|it| ty.values.contains(it)) && ty.page.as_deref() == page
        };
        let is_exact = |ty: &&DescribedType| ty.values.len() == values.len();
        let enums = || self.types().filter(|ty| !ty.values.is_empty()).filter(has_all);
        let is_close =
            |ty: &&DescribedType| values.len() >= 2 && values.len() * 3 >= ty.values.len() * 2;
        enums().find(is_exact).or_else(|| enums().find(is_close))
    }

    fn types(&self) -> impl Iterator<Item = &'a DescribedType> {
        self.service.into_iter().flat_map(|service| &service.types)
    }
}
