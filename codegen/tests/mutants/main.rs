//! Specs with something changed in them: nothing of them vanishes unseen, and nothing makes the
//! generator fail. A run takes some of the nodes, others with each change of specs or generator;
//! `cargo xtask mutate` takes all.

#[path = "../folder/mod.rs"]
#[expect(dead_code, reason = "folders of folders are for other tests")]
mod folder;
mod lines;
mod outcome;
mod reduce;
mod rules;
mod run;
mod sets;
#[path = "../tree/mod.rs"]
mod tree;
mod trees;

use std::{
    collections::BTreeSet,
    sync::{LazyLock, Mutex},
    time::Duration,
};

use folder::{below_root, read};
use huaweicloud_codegen::Source;
use outcome::{anchors, outcome};
use rules::{CONSEQUENCES, SILENT, is_silent, strays, words};
use run::{in_parallel, is_whole, mean, median, sample, timed};
use serde_json::json;
use sets::{Set, sets};
use trees::{Node, is_operation, sources, trees};

/// A folder of specs that are changed.
struct Folder {
    name: String,
    sources: Vec<Source>,
    sets: Vec<Set>,
    /// The time that it took to make the sets.
    built: Duration,
}

static FOLDERS: LazyLock<Vec<Folder>> = LazyLock::new(|| {
    let folder = |name: String| {
        let sources = read(&below_root(&name));
        let (sets, built) = timed(|| sets(&trees(&sources)));
        Folder { name, sources, sets, built }
    };
    match std::env::var("MUTANTS_OF") {
        Ok(name) => vec![folder(name)],
        Err(_) => REAL.map(str::to_owned).map(folder).into(),
    }
});

const REAL: [&str; 3] = ["spec", "tests/specs/small", "tests/specs/quirks"];

/// Without a node there is a diagnostic, or something else is generated. Without a field, a parameter, a
/// value, a code or an operation, this is what names it.
#[test]
fn nothing_vanishes_unseen() {
    let needed = Mutex::new(BTreeSet::new());
    for folder in &*FOLDERS {
        let wrong = Mutex::new(Vec::new());
        let times = in_parallel(&sample(&folder.sets, |set| set.nodes.iter()), |(set, node)| {
            let told = vanished(set, node, &needed);
            if !told.is_empty() {
                let told = told.join("\n  ");
                wrong
                    .lock()
                    .unwrap()
                    .push(format!("without {}#{}:\n  {told}", node.path, node.place));
            }
        });
        folder.print(&times);
        let wrong = wrong.into_inner().unwrap();
        assert!(wrong.is_empty(), "{} nodes:\n{}", wrong.len(), wrong.join("\n"));
    }
    if is_whole() && FOLDERS.len() == REAL.len() {
        let all =
            SILENT.iter().map(|(.., why)| *why).chain(CONSEQUENCES.iter().map(|(why, _)| *why));
        let needed = needed.into_inner().unwrap();
        let needless: Vec<_> = all.filter(|why| !needed.contains(why)).collect();
        assert!(needless.is_empty(), "no node needs: {needless:?}");
    }
}

/// What is wrong where a node is gone. The reasons why nothing is are `needed`.
fn vanished(set: &Set, node: &Node, needed: &Mutex<BTreeSet<&str>>) -> Vec<String> {
    let need = |why| {
        needed.lock().unwrap().insert(why);
    };
    let Ok(lines) = outcome(&sources(&node.removed(&set.trees)), &anchors(&set.trees)) else {
        return Vec::new();
    };
    if lines == set.lines {
        let silent = SILENT.iter().find(|entry| is_silent(node, entry));
        silent.into_iter().for_each(|(.., why)| need(why));
        return if silent.is_some() { Vec::new() } else { vec!["nothing changed".to_owned()] };
    }
    let words = words(node, &set.trees);
    words.map(|words| strays(node, &words, &set.lines, &lines, need)).unwrap_or_default()
}

#[test]
fn any_node_may_be_of_another_kind() {
    let kinds = [
        json!(null),
        json!(true),
        json!(1),
        json!("text"),
        json!([]),
        json!(["a"]),
        json!({}),
        json!({ "a": "b" }),
    ];
    for folder in &*FOLDERS {
        in_parallel(&sample(&folder.sets, |set| set.nodes.iter()), |(set, node)| {
            // One of the kinds, another for each node.
            let kind = &kinds[node.place.len() % kinds.len()];
            let _ = outcome(&sources(&node.replaced(&set.trees, kind)), &anchors(&set.trees));
        });
    }
}

#[test]
fn a_file_may_end_after_any_line() {
    for folder in &*FOLDERS {
        let ends = |set: &Set| {
            let is_own = |source: &&Source| set.nodes.iter().any(|node| node.is_file(&source.path));
            let ends = folder.sources.iter().filter(is_own).flat_map(|source| {
                source.text.match_indices('\n').map(move |(end, _)| (source, end))
            });
            ends.collect::<Vec<_>>().into_iter()
        };
        in_parallel(&sample(&folder.sets, ends), |(set, (written, end))| {
            let mut sources = sources(&set.trees);
            let source = sources.iter_mut().find(|source| source.path == written.path).unwrap();
            source.text = written.text[..*end].to_owned();
            let _ = outcome(&sources, &anchors(&set.trees));
        });
    }
}

impl Folder {
    /// Says what mutants cost.
    fn print(&self, times: &[Duration]) {
        let operations = self.sources.iter().filter(|source| is_operation(&source.path)).count();
        let (sets, seconds) = (self.sets.len(), self.built.as_secs_f64());
        let (mutants, mean, median) = (times.len(), mean(times), median(times));
        println!(
            "{}: {operations} operations, {mutants} mutants, {mean:.1} ms each, median {median:.1} ms; \
             {sets} sets made in {seconds:.1} s",
            self.name
        );
    }
}
