//! From a path to the items that it can mean.

use super::{
    imports::Segments,
    modules::{Binding, Modules},
};

/// What a path can mean: a name may be that of a module and of a function.
#[derive(Debug)]
enum Meaning {
    Module(usize),
    Item(Definition),
}

/// An item, and the index of the module that defines it.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    pub(super) module: usize,
    pub(super) item: String,
}

/// The imports that are being followed, for some lead back to themselves.
type Followed = Vec<(usize, Segments)>;

impl Modules {
    /// The items of the crate that a path in a module means.
    pub(super) fn definitions(&self, module: usize, path: &[String]) -> Vec<Definition> {
        let meanings = self.meanings(module, path, &mut Vec::new());
        let definition = |meaning| match meaning {
            Meaning::Item(definition) => Some(definition),
            Meaning::Module(_) => None,
        };
        meanings.into_iter().filter_map(definition).collect()
    }

    fn meanings(&self, module: usize, path: &[String], followed: &mut Followed) -> Vec<Meaning> {
        let Some((first, rest)) = path.split_first() else { return Vec::new() };
        let mut found = match first.as_str() {
            "crate" => vec![Meaning::Module(0)],
            "self" => vec![Meaning::Module(module)],
            "super" => vec![Meaning::Module(self.0[module].parent)],
            name => self.named(module, name, followed),
        };
        for name in rest {
            let inside = found.iter().find_map(|meaning| match meaning {
                Meaning::Module(module) => Some(*module),
                Meaning::Item(_) => None,
            });
            // Variants and associated functions belong to an item that is found already.
            let Some(inside) = inside else { return found };
            found = match name.as_str() {
                "super" => vec![Meaning::Module(self.0[inside].parent)],
                name => self.member(inside, name, followed),
            };
        }
        found
    }

    /// What a name means to those who know that it is in the module.
    fn member(&self, module: usize, name: &str, followed: &mut Followed) -> Vec<Meaning> {
        let found = self.named(module, name, followed);
        let is_made = found.is_empty()
            && self.0[module].has_made_items
            && !self.0[module].names.contains_key(name);
        if is_made {
            return vec![Meaning::Item(Definition { module, item: name.to_owned() })];
        }
        found
    }

    fn named(&self, module: usize, name: &str, followed: &mut Followed) -> Vec<Meaning> {
        let mut found = Vec::new();
        if let Some(bindings) = self.0[module].names.get(name) {
            for binding in bindings {
                match binding {
                    Binding::Item => {
                        let item = name.to_owned();
                        found.push(Meaning::Item(Definition { module, item }));
                    }
                    Binding::Module(below) => found.push(Meaning::Module(*below)),
                    Binding::Import(path) => {
                        follow(module, path, followed, |followed| {
                            found.extend(self.meanings(module, path, followed));
                        });
                    }
                }
            }
            return found;
        }
        // What a glob's own path begins with is no name from another glob; to look there would try all orders.
        let globs = &self.0[module].globs;
        if followed.iter().any(|(from, path)| *from == module && globs.contains(path)) {
            return found;
        }
        for glob in globs {
            follow(module, glob, followed, |followed| {
                for meaning in self.meanings(module, glob, followed) {
                    if let Meaning::Module(from) = meaning {
                        found.extend(self.named(from, name, followed));
                    }
                }
            });
        }
        found
    }
}

fn follow(
    module: usize,
    path: &[String],
    followed: &mut Followed,
    look: impl FnOnce(&mut Followed),
) {
    let step = (module, path.to_vec());
    if !followed.contains(&step) {
        followed.push(step);
        look(followed);
        followed.pop();
    }
}
