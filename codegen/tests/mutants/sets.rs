//! What of a folder of specs an operation needs: the sets in which nodes are changed, so that this
//! costs the same however large a service is.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::{
    lines::{Line, Lines, Words},
    outcome::right,
    reduce::reduced,
    rules::names_of,
    trees::{
        Node, Trees, is_errors, is_operation, is_service, is_types, nodes, resource_of, service_of,
    },
};

/// How many error codes that no operation names are in a set.
const CODES: usize = 8;

/// Specs that load, and the nodes that are changed in them.
pub(crate) struct Set {
    pub(crate) trees: Trees,
    /// What they become.
    pub(crate) lines: Lines,
    pub(crate) nodes: Vec<Node>,
}

/// Sets that have each node of the specs once.
pub(crate) fn sets(whole: &Trees) -> Vec<Set> {
    let output = Output::new(right(whole));
    let operations: Vec<&String> = whole.keys().filter(|path| is_operation(path)).collect();
    let mut sets: Vec<Set> =
        operations.iter().map(|path| Set::new(reduced(whole, &[path]))).collect();
    let mut open: BTreeSet<Node> =
        whole.iter().flat_map(|(path, tree)| nodes(path, tree)).collect();
    for (path, set) in operations.iter().zip(&mut sets) {
        set.assert_equal(&names_of(path, &whole[*path]), path, &output);
        set.claim(&mut open, |node| node.path == **path);
    }
    for set in &mut sets {
        set.claim(&mut open, |node| is_service(&node.path));
    }
    types(whole, &operations, &output, &mut sets, &mut open);
    errors(whole, &mut sets, &mut open);
    assert!(open.is_empty(), "no set has {open:#?}");
    sets
}

/// A type is changed where all is used of it that is used in the whole: in the set of one operation,
/// or of some.
fn types(
    whole: &Trees,
    operations: &[&String],
    output: &Output,
    sets: &mut Vec<Set>,
    open: &mut BTreeSet<Node>,
) {
    for (path, tree) in whole.iter().filter(|(path, _)| is_types(path)) {
        for name in tree.as_object().unwrap().keys() {
            let words = Words::of_type(name);
            let at = Node { path: path.clone(), place: format!("/{name}") };
            let users: Vec<usize> = (0..operations.len())
                .filter(|index| at.of(&sets[*index].trees).is_some())
                .collect();
            let is_it = |node: &Node| {
                node.path == *path && (node.place.is_empty() || node.names()[0] == *name)
            };
            let same = |set: &Set| set.equals(&words, path, output);
            if let Some(index) = users.iter().find(|index| same(&sets[**index])) {
                sets[*index].claim(open, is_it);
                continue;
            }
            let mut users = users.into_iter().map(|index| operations[index].as_str());
            let mut kept: Vec<&str> = users.by_ref().take(1).collect();
            let set = loop {
                let set = Set::new(reduced(whole, &kept));
                if same(&set) {
                    break set;
                }
                let next = users.next();
                kept.push(next.unwrap_or_else(|| {
                    set.assert_equal(&words, path, output);
                    unreachable!()
                }));
            };
            sets.push(set);
            sets.last_mut().unwrap().claim(open, is_it);
        }
    }
}

/// Codes are changed some at a time.
fn errors(whole: &Trees, sets: &mut Vec<Set>, open: &mut BTreeSet<Node>) {
    for (path, tree) in whole.iter().filter(|(path, _)| is_errors(path)) {
        let service = service_of(path);
        let of_service = |set: &&Set| set.trees.contains_key(&format!("{service}/service.yaml"));
        let trees = sets.iter().find(of_service).unwrap().trees.clone();
        let entries: Vec<_> = tree.as_object().unwrap().iter().collect();
        for some in entries.chunks(CODES) {
            let mut trees = trees.clone();
            let codes = trees.entry(path.clone()).or_insert_with(|| json!({}));
            let codes = codes.as_object_mut().unwrap();
            codes.extend(some.iter().map(|(code, error)| ((*code).clone(), (*error).clone())));
            let mut set = Set::new(trees);
            set.claim(open, |node| node.path == *path);
            sets.push(set);
        }
    }
}

impl Set {
    fn new(trees: Trees) -> Self {
        let lines = right(&trees);
        Self { trees, lines, nodes: Vec::new() }
    }

    /// Takes the nodes that it has and that are in no other set.
    fn claim(&mut self, open: &mut BTreeSet<Node>, wanted: impl Fn(&Node) -> bool) {
        let own = self.trees.iter().flat_map(|(path, tree)| nodes(path, tree));
        self.nodes.extend(own.filter(|node| wanted(node) && open.remove(node)));
    }

    /// Whether it says of something what the whole says.
    fn equals(&self, words: &Words, path: &str, whole: &Output) -> bool {
        self.difference(words, path, whole).is_empty()
    }

    fn assert_equal(&self, words: &Words, path: &str, whole: &Output) {
        let difference = self.difference(words, path, whole);
        assert!(difference.is_empty(), "{path}: {difference:#?}");
    }

    /// The lines about something that only one of this and the whole has, in the file of its resource.
    fn difference(&self, words: &Words, path: &str, whole: &Output) -> Vec<String> {
        let of_resource = |line: &Line| place(line) == resource_of(path);
        let ours = self.lines.iter().filter(|(line, _)| of_resource(line));
        let ours: Lines = ours.map(|(line, count)| (line.clone(), *count)).collect();
        let none = Lines::new();
        let theirs = whole.0.get(resource_of(path)).unwrap_or(&none);
        let more = only(words, &ours, theirs).map(|line| format!("more {line}"));
        more.chain(only(words, theirs, &ours).map(|line| format!("less {line}"))).collect()
    }
}

/// The lines about something that are not in others. Imports serve all that is there, and what others say
/// of it in items of their own is theirs.
fn only<'a>(words: &Words, ours: &'a Lines, others: &Lines) -> impl Iterator<Item = &'a Line> {
    let items: BTreeSet<&str> = others.keys().map(Line::item).collect();
    let only = ours.iter().filter(|(line, count)| others.get(line) != Some(count));
    let about = only.map(|(line, _)| line).filter(move |line| {
        let is_common = items.contains(line.item()) || words.are_in_text(line.item());
        is_common && !line.is_import() && words.are_in(line)
    });
    about.collect::<Vec<_>>().into_iter()
}

/// What comes of whole specs, by resource.
struct Output(BTreeMap<String, Lines>);

impl Output {
    fn new(lines: Lines) -> Self {
        let mut resources = BTreeMap::<String, Lines>::new();
        for (line, count) in lines {
            resources.entry(place(&line).to_owned()).or_default().insert(line, count);
        }
        Self(resources)
    }
}

/// The resource that a generated line is of.
fn place(line: &Line) -> &str {
    let below = line.file.split_once("/src/").map_or("", |(_, below)| below);
    below.trim_end_matches(".rs")
}
