//! The modules of a crate, and the names in each.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use syn::{Attribute, Expr, ExprLit, Ident, Item, ItemMod, Lit, Meta, ext::IdentExt, visit::Visit};

use super::imports::{Imports, Segments};

/// The modules of a crate, the root first.
pub(super) struct Modules(pub(super) Vec<Module>);

/// A module: a file, or a part of one.
pub(super) struct Module {
    pub(super) file: PathBuf,
    /// The index of the parent; of the root, its own.
    pub(super) parent: usize,
    pub(super) names: BTreeMap<String, Vec<Binding>>,
    /// The modules all names of which are imported.
    pub(super) globs: Vec<Segments>,
    /// The macros that it and modules below may call by name.
    pub(super) macros: BTreeSet<String>,
    /// Whether a macro is called that may define items.
    pub(super) has_made_items: bool,
    pub(super) items: Vec<Item>,
}

/// What a name stands for.
pub(super) enum Binding {
    /// An item of the module itself.
    Item,
    /// A module below, by its index.
    Module(usize),
    /// What a path of a `use` declaration leads to.
    Import(Segments),
}

impl Modules {
    /// Reads a crate from its root file on, without modules for tests alone.
    pub(super) fn of_crate(root: &Path, read: &dyn Fn(&Path) -> Option<String>) -> Self {
        let mut modules = Self(Vec::new());
        let text = read(root).unwrap_or_else(|| panic!("{} is missing", root.display()));
        modules.add(0, root, &folder(root), items(root, &text), read);
        modules
    }

    /// Adds a module and those below it, whose files are in a folder, and returns its index.
    fn add(
        &mut self,
        parent: usize,
        file: &Path,
        folder: &Path,
        items: Vec<Item>,
        read: &dyn Fn(&Path) -> Option<String>,
    ) -> usize {
        let index = self.0.len();
        let is_used = |item: &Item| !matches!(item, Item::Mod(it) if is_for_tests(&it.attrs));
        let items: Vec<Item> = items.into_iter().filter(is_used).collect();
        let declarations: Vec<ItemMod> = items.iter().filter_map(declaration).cloned().collect();
        self.0.push(Module::new(file, parent, items));
        for declaration in declarations {
            let name = declaration.ident.unraw().to_string();
            let below = self.add_child(index, file, folder, declaration, read);
            self.0[index].names.entry(name).or_default().push(Binding::Module(below));
        }
        index
    }

    fn add_child(
        &mut self,
        parent: usize,
        file: &Path,
        folder: &Path,
        declaration: ItemMod,
        read: &dyn Fn(&Path) -> Option<String>,
    ) -> usize {
        let inside = folder.join(declaration.ident.unraw().to_string());
        if let Some((_, items)) = declaration.content {
            return self.add(parent, file, &inside, items, read);
        }
        let named =
            declaration.attrs.iter().find_map(path).map(|path| self::folder(file).join(path));
        let (files, inside) = match named {
            Some(named) => (vec![named.clone()], self::folder(&named)),
            None => (vec![inside.with_extension("rs"), inside.join("mod.rs")], inside),
        };
        let found = files.iter().find_map(|file| Some((file, read(file)?)));
        let (file, text) = found.unwrap_or_else(|| panic!("{} is missing", files[0].display()));
        self.add(parent, file, &inside, self::items(file, &text), read)
    }
}

impl Module {
    fn new(file: &Path, parent: usize, items: Vec<Item>) -> Self {
        let mut module = Self {
            file: file.to_owned(),
            parent,
            names: BTreeMap::new(),
            globs: Vec::new(),
            macros: BTreeSet::new(),
            has_made_items: false,
            items: Vec::new(),
        };
        let mut imports = Imports::default();
        for item in &items {
            imports.visit_item(item);
            if let Some(name) = name(item) {
                let bindings = module.names.entry(name.unraw().to_string()).or_default();
                bindings.push(Binding::Item);
            }
            if let Item::Macro(it) = item {
                module.macros.extend(it.ident.as_ref().map(Ident::to_string));
                module.has_made_items |= it.ident.is_none();
            }
        }
        for import in imports.0 {
            match import.name {
                Some(name) => {
                    module.names.entry(name).or_default().push(Binding::Import(import.path));
                }
                None => module.globs.push(import.path),
            }
        }
        module.items = items;
        module
    }
}

fn folder(file: &Path) -> PathBuf {
    file.parent().map(Path::to_owned).unwrap_or_default()
}

fn items(file: &Path, text: &str) -> Vec<Item> {
    let parsed = syn::parse_file(text);
    parsed.unwrap_or_else(|error| panic!("{}: {error}", file.display())).items
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| {
        it.path().is_ident("cfg") && it.parse_args::<Ident>().is_ok_and(|flag| flag == "test")
    })
}

/// The file that `#[path = "…"]` names.
fn path(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(it) = &attribute.meta else { return None };
    match &it.value {
        Expr::Lit(ExprLit { lit: Lit::Str(path), .. }) if it.path.is_ident("path") => {
            Some(path.value())
        }
        _ => None,
    }
}

fn declaration(item: &Item) -> Option<&ItemMod> {
    if let Item::Mod(declaration) = item { Some(declaration) } else { None }
}

/// The name of an item, unless it is a module, whose name stands for what is in it.
fn name(item: &Item) -> Option<&Ident> {
    match item {
        Item::Const(it) => Some(&it.ident),
        Item::Enum(it) => Some(&it.ident),
        Item::Fn(it) => Some(&it.sig.ident),
        Item::Macro(it) => it.ident.as_ref(),
        Item::Static(it) => Some(&it.ident),
        Item::Struct(it) => Some(&it.ident),
        Item::Trait(it) => Some(&it.ident),
        Item::Type(it) => Some(&it.ident),
        Item::Union(it) => Some(&it.ident),
        _ => None,
    }
}
