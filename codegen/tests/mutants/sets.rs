//! What of a folder of specs an operation needs: the sets in which nodes are changed, so that this
//! costs the same however large a service is.

use std::collections::BTreeSet;

use huaweicloud_codegen::{Code, load, render};
use serde_json::{Map, Value, json};

use crate::{
    lines::{Line, Lines, Words},
    outcome::right,
    trees::{Node, Trees, nodes, sources},
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
    let output = right(whole);
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
        let of_client = has_client(&set.trees);
        set.claim(&mut open, |node| {
            is_service(&node.path) && (of_client || !node.place.starts_with("/client"))
        });
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
    output: &Lines,
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
    fn equals(&self, words: &Words, path: &str, whole: &Lines) -> bool {
        self.difference(words, path, whole).is_empty()
    }

    fn assert_equal(&self, words: &Words, path: &str, whole: &Lines) {
        let difference = self.difference(words, path, whole);
        assert!(difference.is_empty(), "{path}: {difference:#?}");
    }

    /// The lines about something that only one of this and the whole has, in the file of its resource.
    /// Imports serve all that is there, and what others say of it in items of their own is theirs.
    fn difference(&self, words: &Words, path: &str, whole: &Lines) -> Vec<String> {
        let place = format!("/src/{}.rs", path.rsplit_once('/').unwrap().0);
        let only = |ours: &Lines, theirs: &Lines, what: &str| {
            let items: BTreeSet<&str> = theirs.keys().map(Line::item).collect();
            let is_others =
                |line: &Line| !items.contains(line.item()) && !words.are_in_text(line.item());
            let about = ours.iter().filter(|(line, _)| {
                line.file.ends_with(&place) && !line.is_import() && words.are_in(line)
            });
            let only = about.filter(|(line, count)| theirs.get(line) != Some(count));
            let only = only.filter(|(line, _)| !is_others(line));
            only.map(|(line, _)| format!("{what} {line}")).collect::<Vec<_>>()
        };
        [only(&self.lines, whole, "more"), only(whole, &self.lines, "less")].concat()
    }
}

/// What some operations need, all of it used once more by an operation that stands for the rest of the
/// service: what the rest uses does not become unused where one of these uses it no more.
fn reduced(whole: &Trees, operations: &[&str]) -> Trees {
    let mut kept: BTreeSet<&str> = operations.iter().copied().collect();
    for path in operations {
        let near = |other: &str| {
            let (one, other) = (&whole[*path], &whole[other]);
            place(one) == place(other) || polls(other, one)
        };
        let service = service_of(path);
        let others = whole.keys().filter(|other| is_operation(other));
        kept.extend(
            others.map(String::as_str).filter(|other| service_of(other) == service && near(other)),
        );
    }
    let services: BTreeSet<&str> = kept.iter().map(|path| service_of(path)).collect();
    let has = |path: &str| services.contains(service_of(path)) || service_of(path) == "common";
    let wanted = |path: &str| has(path) && (!is_operation(path) || kept.contains(path));
    let mut trees: Trees = whole
        .iter()
        .filter(|(path, _)| wanted(path))
        .map(|(path, tree)| (path.clone(), tree.clone()))
        .collect();
    let texts: String = kept.iter().map(|path| whole[*path].to_string()).collect();
    for (_, errors) in trees.iter_mut().filter(|(path, _)| is_errors(path)) {
        errors.as_object_mut().unwrap().retain(|code, _| texts.contains(&format!("\"{code}\"")));
    }
    trees.retain(|path, tree| !is_errors(path) || !tree.as_object().unwrap().is_empty());
    without_unused(&mut trees);
    let resources: BTreeSet<&str> =
        operations.iter().map(|path| path.rsplit_once('/').unwrap().0).collect();
    let mut services = BTreeSet::new();
    for resource in resources {
        // Types of `common` are used by the rest of one service.
        if services.insert(service_of(resource)) {
            let rest = rest(&trees, service_of(resource), services.len() == 1);
            trees.insert(format!("{resource}/show_rest.yaml"), rest);
        }
    }
    trees
}

/// An operation that stands for the rest of a service.
fn rest(trees: &Trees, service: &str, uses_common: bool) -> Value {
    let mut fields = Map::new();
    let glossary = trees[&format!("{service}/service.yaml")].get("glossary");
    for (entry, _) in glossary.and_then(Value::as_object).into_iter().flatten() {
        fields.insert(format!("{entry}?"), json!("string"));
    }
    let shared = trees.iter().filter(|(path, _)| {
        is_types(path)
            && (service_of(path) == service || uses_common && service_of(path) == "common")
    });
    let types = shared.flat_map(|(_, tree)| tree.as_object().unwrap().keys());
    for (number, name) in types.enumerate() {
        fields.insert(format!("rest_{number}?"), json!(format!("{name} -- What the rest uses.")));
    }
    json!({
        "operation": "ShowRest",
        "page": "其他",
        "doc": "Returns what the rest of the service uses.",
        "http": "GET /rest",
        "responses": { "200": fields },
        "examples": [{ "name": "nothing", "response": { "status": 200, "body": {} } }],
    })
}

/// Takes away what nothing uses until all is used.
fn without_unused(trees: &mut Trees) {
    loop {
        let sources = sources(trees);
        let Err(wrong) = load(&sources) else { return };
        for diagnostic in wrong.iter() {
            let source = &sources[diagnostic.span.file];
            let name = source.text[diagnostic.span.start..diagnostic.span.end].trim_matches('"');
            let place = match diagnostic.code {
                Code::Unused if is_types(&source.path) => format!("/{name}"),
                Code::Unused => format!("/glossary/{name}"),
                Code::UnknownResource => format!("/resources/{name}"),
                _ => panic!("{}", render(&sources, &wrong, "", false)),
            };
            *trees = Node { path: source.path.clone(), place }.removed(trees);
        }
        for key in ["resources", "glossary"] {
            for (_, tree) in trees.iter_mut().filter(|(path, _)| path.ends_with("/service.yaml")) {
                let entries = tree.as_object_mut().unwrap();
                if entries.get(key).is_some_and(|below| below == &json!({})) {
                    entries.remove(key);
                }
            }
        }
        trees.retain(|path, tree| {
            let is_empty = tree == &json!({});
            let has_none = path == "common/service.yaml" && tree.get("resources").is_none();
            !is_empty && !has_none
        });
    }
}

/// Method and path, in which the names of placeholders are nothing.
fn place(operation: &Value) -> Option<Vec<&str>> {
    let segments = http(operation)?.split('/');
    let segments = segments.map(|segment| if segment.starts_with('{') { "{}" } else { segment });
    Some(segments.collect())
}

fn http(operation: &Value) -> Option<&str> {
    operation.get("http")?.as_str()
}

/// Whether an operation has the client's project in its path.
fn has_client(trees: &Trees) -> bool {
    trees.values().filter_map(http).any(|http| http.contains("{project_id}"))
}

/// Whether an operation is what sees the end of the work that another starts.
fn polls(operation: &Value, starts: &Value) -> bool {
    let waits = starts.get("waits");
    let waiter = waits.and_then(|waits| waits.get("for")).or(waits).and_then(Value::as_str);
    let waiters = operation.get("waiters").and_then(Value::as_object);
    waiter.zip(waiters).is_some_and(|(waiter, waiters)| waiters.contains_key(waiter))
}

/// The names of an operation, and of what is in its file.
pub(crate) fn names_of(path: &str, operation: &Value) -> Words {
    let id = path.rsplit('/').next().unwrap().trim_end_matches(".yaml");
    let below = |key: &str| -> Vec<&str> {
        let entries = operation.get(key).and_then(Value::as_object).into_iter().flatten();
        entries.map(|(name, _)| name.as_str()).collect()
    };
    Words::of_operation(id, &below("types"), &below("waiters"))
}

pub(crate) fn service_of(path: &str) -> &str {
    path.split('/').next().unwrap()
}

pub(crate) fn is_service(path: &str) -> bool {
    path.ends_with("/service.yaml")
}

pub(crate) fn is_types(path: &str) -> bool {
    path.ends_with("/types.yaml")
}

pub(crate) fn is_errors(path: &str) -> bool {
    path.ends_with("/errors.yaml")
}

pub(crate) fn is_operation(path: &str) -> bool {
    path.matches('/').count() == 2 && !is_types(path)
}
