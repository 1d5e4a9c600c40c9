//! Which types and traits of a crate others see.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{Item, Type};

use super::{modules::Module, strip::is_public};

/// The names of types and traits: those that others see, and all.
#[derive(Default)]
pub(super) struct Known {
    public: BTreeSet<String>,
    all: BTreeSet<String>,
}

impl Known {
    pub(super) fn of(modules: &[Module]) -> Self {
        let mut known = Self::default();
        for item in modules.iter().flat_map(|module| &module.items) {
            let (name, visibility) = match item {
                Item::Enum(it) => (&it.ident, &it.vis),
                Item::Struct(it) => (&it.ident, &it.vis),
                Item::Trait(it) => (&it.ident, &it.vis),
                Item::Type(it) => (&it.ident, &it.vis),
                _ => continue,
            };
            known.all.insert(name.to_string());
            if is_public(visibility) {
                known.public.insert(name.to_string());
            }
        }
        known
    }

    /// Whether others may see an item; of an implementation, whether they see its type and its trait.
    pub(super) fn sees(&self, item: &Item) -> bool {
        let Item::Impl(item) = item else { return true };
        let is_seen = |name: &str| self.public.contains(name) || !self.all.contains(name);
        let of_trait = item.trait_.as_ref().and_then(|(path, _)| path.segments.last());
        is_seen(&name(&item.self_ty)) && of_trait.is_none_or(|it| is_seen(&it.ident.to_string()))
    }
}

/// The last name of a type's path, or all of it.
pub(super) fn name(of: &Type) -> String {
    match of {
        Type::Path(it) if !it.path.segments.is_empty() => {
            it.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default()
        }
        Type::Reference(it) => name(&it.elem),
        other => other.to_token_stream().to_string(),
    }
}
