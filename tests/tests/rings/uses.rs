//! Which file uses which other, and for what.

use std::{collections::BTreeMap, path::PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, ItemMod, ItemUse, Macro,
    ext::IdentExt,
    visit::{self, Visit},
};

use super::{
    imports,
    modules::{Module, Modules},
};

/// Files, those that each uses, and the first item that it uses of them.
pub(super) type Arrows = BTreeMap<PathBuf, BTreeMap<PathBuf, String>>;

/// Macros whose tokens become source of others.
const QUOTES: [&str; 3] = ["quote", "quote_spanned", "parse_quote"];

/// The arrows of a crate.
pub(super) fn arrows(modules: &Modules) -> Arrows {
    let mut arrows = Arrows::new();
    for (module, Module { items, .. }) in modules.0.iter().enumerate() {
        let mut reader = Reader { modules, module, arrows: &mut arrows };
        items.iter().for_each(|item| reader.visit_item(item));
    }
    arrows
}

/// Reads one module.
struct Reader<'a> {
    modules: &'a Modules,
    module: usize,
    arrows: &'a mut Arrows,
}

impl Reader<'_> {
    fn path(&mut self, path: &[String]) {
        for definition in self.modules.definitions(self.module, path) {
            self.item(definition.module, definition.item);
        }
    }

    fn item(&mut self, defined_in: usize, item: String) {
        let [from, to] = [self.module, defined_in].map(|it| self.modules.0[it].file.clone());
        if from != to {
            self.arrows.entry(from).or_default().entry(to).or_insert(item);
        }
    }

    /// Reads what is given to a macro, which need be no Rust.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path = Vec::new();
        let mut before = String::new();
        for token in tokens {
            match token {
                TokenTree::Ident(ident) if before == "::" && !path.is_empty() => {
                    path.push(ident.unraw().to_string());
                    before.clear();
                }
                TokenTree::Ident(ident) => {
                    self.path(&std::mem::take(&mut path));
                    if before != "." && !before.ends_with("::") {
                        path.push(ident.unraw().to_string());
                    }
                    before.clear();
                }
                TokenTree::Punct(punct) => before.push(punct.as_char()),
                TokenTree::Group(group) => {
                    self.tokens(group.stream());
                    before.clear();
                }
                TokenTree::Literal(_) => before.clear(),
            }
        }
        self.path(&path);
    }
}

impl Visit<'_> for Reader<'_> {
    fn visit_attribute(&mut self, _: &Attribute) {}

    fn visit_item_mod(&mut self, _: &ItemMod) {}

    fn visit_item_use(&mut self, declaration: &ItemUse) {
        for import in imports::imports(declaration).iter().filter(|it| !it.handed_on) {
            self.path(&import.path);
        }
    }

    fn visit_path(&mut self, path: &syn::Path) {
        if path.leading_colon.is_none() {
            let segments = path.segments.iter().map(|it| it.ident.unraw().to_string());
            self.path(&segments.collect::<Vec<_>>());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &Macro) {
        self.visit_path(&call.path);
        let Some(name) = call.path.segments.last().map(|it| it.ident.to_string()) else { return };
        if call.path.segments.len() == 1 {
            let above = std::iter::successors(Some(self.module), |it| {
                let parent = self.modules.0[*it].parent;
                (parent != *it).then_some(parent)
            });
            let defines = |it: &usize| self.modules.0[*it].macros.contains(&name);
            if let Some(definer) = above.into_iter().find(defines) {
                self.item(definer, name.clone());
            }
        }
        if !QUOTES.contains(&name.as_str()) {
            self.tokens(call.tokens.clone());
        }
    }
}
