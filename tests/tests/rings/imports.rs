//! What `use` declarations bring into a module.

use syn::{ItemMod, ItemUse, UseTree, Visibility, ext::IdentExt, visit::Visit};

/// A path as its segments.
pub(super) type Segments = Vec<String>;

/// One name that a `use` declaration brings in.
#[derive(Debug, PartialEq)]
pub(super) struct Import {
    pub(super) path: Segments,
    /// `None` for all names of a module.
    pub(super) name: Option<String>,
    /// Whether other modules may use it from here.
    pub(super) handed_on: bool,
}

/// The imports of a declaration, without those that begin with the name of another crate for sure.
pub(super) fn imports(declaration: &ItemUse) -> Vec<Import> {
    let mut imports = Vec::new();
    if declaration.leading_colon.is_none() {
        let handed_on = !matches!(declaration.vis, Visibility::Inherited);
        collect(&declaration.tree, &[], handed_on, &mut imports);
    }
    imports
}

fn collect(tree: &UseTree, before: &[String], handed_on: bool, to: &mut Vec<Import>) {
    let below = |name: String| [before, &[name]].concat();
    match tree {
        UseTree::Path(it) => collect(&it.tree, &below(it.ident.unraw().to_string()), handed_on, to),
        UseTree::Group(it) => {
            it.items.iter().for_each(|tree| collect(tree, before, handed_on, to));
        }
        UseTree::Glob(_) => to.push(Import { path: before.to_vec(), name: None, handed_on }),
        UseTree::Name(it) if it.ident == "self" => {
            to.push(Import { path: before.to_vec(), name: before.last().cloned(), handed_on });
        }
        UseTree::Name(it) => {
            let name = it.ident.unraw().to_string();
            to.push(Import { path: below(name.clone()), name: Some(name), handed_on });
        }
        UseTree::Rename(it) => {
            let path = match it.ident.unraw().to_string() {
                name if name == "self" => before.to_vec(),
                name => below(name),
            };
            to.push(Import { path, name: Some(it.rename.unraw().to_string()), handed_on });
        }
    }
}

/// All imports of a module, those inside its functions too.
#[derive(Default)]
pub(super) struct Imports(pub(super) Vec<Import>);

impl Visit<'_> for Imports {
    fn visit_item_use(&mut self, declaration: &ItemUse) {
        self.0.extend(imports(declaration));
    }

    fn visit_item_mod(&mut self, _: &ItemMod) {}
}
