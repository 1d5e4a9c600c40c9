//! The modules of a crate, but for those of tests and those that documentation hides.

use syn::{Attribute, Ident, Item, ItemMod};

use super::strip::{is_hidden, is_public};

/// The items of a module.
pub(super) struct Module {
    /// The nearest public module: itself, or one above.
    pub(super) place: String,
    pub(super) items: Vec<Item>,
}

pub(super) fn of_crate(
    root: &str,
    read: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<Module>, String> {
    let text = read(root).ok_or_else(|| format!("{root} is missing"))?;
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut modules = Vec::new();
    add(String::new(), items(root, &text)?, folder, read, &mut modules)?;
    Ok(modules)
}

/// Adds a module and those below it, whose files are in a folder.
fn add(
    place: String,
    items: Vec<Item>,
    folder: &str,
    read: &dyn Fn(&str) -> Option<String>,
    modules: &mut Vec<Module>,
) -> Result<(), String> {
    let mut own = Vec::new();
    for item in items {
        let Item::Mod(module) = item else {
            own.push(item);
            continue;
        };
        if is_for_tests(&module.attrs) || is_hidden(&module.attrs) {
            continue;
        }
        let name = module.ident.to_string();
        let below = match (is_public(&module.vis), place.as_str()) {
            (true, "") => name.clone(),
            (true, above) => format!("{above}::{name}"),
            (false, above) => above.to_owned(),
        };
        let inside = format!("{folder}/{name}");
        add(below, content(module, &inside, read)?, &inside, read, modules)?;
    }
    modules.push(Module { place, items: own });
    Ok(())
}

fn content(
    module: ItemMod,
    inside: &str,
    read: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<Item>, String> {
    if let Some((_, items)) = module.content {
        return Ok(items);
    }
    let files = [format!("{inside}.rs"), format!("{inside}/mod.rs")];
    let found = files.iter().find_map(|file| Some((file, read(file)?)));
    let (file, text) = found.ok_or_else(|| format!("{inside}.rs is missing"))?;
    items(file, &text)
}

fn items(file: &str, text: &str) -> Result<Vec<Item>, String> {
    let parsed = syn::parse_file(text);
    parsed.map(|file| file.items).map_err(|error| format!("{file}: {error}"))
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| {
        it.path().is_ident("cfg") && it.parse_args::<Ident>().is_ok_and(|flag| flag == "test")
    })
}
