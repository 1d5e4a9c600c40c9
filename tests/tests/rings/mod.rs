//! Rings among the files of a crate: files that use each other, straight or by way of others.

mod imports;
mod modules;
mod resolve;
mod tests;
mod uses;

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fmt,
    path::{Path, PathBuf},
};

use modules::Modules;
use uses::Arrows;

/// Files of which each uses the next and the last uses the first, each with an item that it uses.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ring(Vec<(PathBuf, String)>);

impl fmt::Display for Ring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let next = self.0.iter().cycle().skip(1);
        for ((file, item), (next, _)) in self.0.iter().zip(next) {
            writeln!(f, "{} uses {} for `{item}`", file.display(), next.display())?;
        }
        Ok(())
    }
}

/// The rings of a crate: for any two files that use each other, the shortest.
pub(crate) fn rings(root: &Path, read: &dyn Fn(&Path) -> Option<String>) -> BTreeSet<Ring> {
    let arrows = uses::arrows(&Modules::of_crate(root, read));
    let pairs = arrows.iter().flat_map(|(from, uses)| uses.keys().map(move |to| (from, to)));
    pairs.filter_map(|(from, to)| ring(from, to, &arrows)).collect()
}

/// The shortest ring that an arrow is part of.
fn ring(from: &Path, to: &Path, arrows: &Arrows) -> Option<Ring> {
    let mut files = way(to, from, arrows)?;
    let first = files.iter().enumerate().min_by_key(|(_, file)| *file).map_or(0, |(at, _)| at);
    files.rotate_left(first);
    let next = files.iter().cycle().skip(1);
    let item = |(file, next): (&PathBuf, &PathBuf)| (file.clone(), arrows[file][next].clone());
    Some(Ring(files.iter().zip(next).map(item).collect()))
}

/// The files on the shortest way from one to another, both included.
fn way(from: &Path, to: &Path, arrows: &Arrows) -> Option<Vec<PathBuf>> {
    let mut before: BTreeMap<&Path, &Path> = BTreeMap::new();
    let mut ahead = VecDeque::from([from]);
    while let Some(file) = ahead.pop_front() {
        if file == to {
            let back = std::iter::successors(Some(to), |it| before.get(it).copied());
            let mut files: Vec<PathBuf> = back.map(Path::to_owned).collect();
            files.reverse();
            return Some(files);
        }
        for next in arrows.get(file).into_iter().flat_map(BTreeMap::keys) {
            if next != from && !before.contains_key(next.as_path()) {
                before.insert(next, file);
                ahead.push_back(next);
            }
        }
    }
    None
}
