//! What the committed facts promise. Runs without the pages.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use huaweicloud_audit::{
    Tally,
    facts::{Facts, Json, Operation, Role},
};

/// All committed facts, by service and page, with their text.
fn committed() -> BTreeMap<(String, String), (Facts, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("facts");
    let children = |path: &Path| -> Vec<PathBuf> {
        fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect()
    };
    let mut all = BTreeMap::new();
    for service in children(&folder).iter().filter(|path| path.is_dir()) {
        for file in children(service) {
            let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = fs::read_to_string(&file).unwrap();
            let facts = Facts::from_json(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            assert_eq!(
                (facts.service(), facts.page()),
                (name(service).as_str(), name(&file).as_str())
            );
            all.insert((name(service), name(&file)), (facts, text));
        }
    }
    all
}

fn operations() -> Vec<Operation> {
    let operation = |(facts, _)| match facts {
        Facts::Operation(operation) => Some(*operation),
        _ => None,
    };
    committed().into_values().filter_map(operation).collect()
}

/// The list was made from research, not from pages: neither a page nor an operation is missing, and
/// none is read under another's name.
#[test]
fn every_operation_has_its_method_path_and_page() {
    let mut due = BTreeMap::new();
    for line in include_str!("operations.txt").lines().filter(|line| !line.starts_with('#')) {
        let parts: Vec<&str> = line.splitn(5, ' ').collect();
        let [service, method, path, id, page] = parts[..] else { panic!("{line}") };
        let page = (service.to_owned(), page.to_owned());
        assert!(due.insert(page, (method, path, id)).is_none(), "{line}");
    }
    assert_eq!(due.len(), 132);
    let operations = operations();
    assert_eq!(operations.len(), 132);
    for it in operations {
        let (method, path, id) = due[&(it.service.clone(), it.page.clone())];
        assert_eq!((it.method.as_str(), it.path.as_str()), (method, path), "{}", it.page);
        if let Some(found) = it.operation {
            assert_eq!(found, id, "{}", it.page);
        }
    }
}

/// Counted on the pages, with a finger on the line; never by the reader.
#[test]
fn ten_pages_counted_by_hand() {
    // Service, page, parameters, fields, enumerated values, samples.
    let pages = [
        ("sdrs", "查询容灾演练列表", [7, 12, 0, 4]),
        ("sdrs", "创建保护实例", [1, 15, 2, 4]),
        // The only page of IMS with HTML tables is this founding one.
        ("ims", "查询镜像详情（OpenStack原生v1-1--已废弃-不推荐使用）", [7, 18, 0, 2]),
        ("ims", "查询镜像支持的OS列表", [1, 8, 4, 3]),
        ("ims", "镜像文件快速导入", [0, 20, 9, 5]),
        ("ims", "按标签查询镜像", [1, 28, 4, 4]),
        ("sfs", "查询所有共享", [10, 4, 37, 2]),
        ("sfs", "添加共享访问规则", [3, 12, 11, 7]),
        ("sfs_turbo", "获取文件系统列表", [5, 24, 6, 1]),
        ("sfs_turbo", "批量添加共享标签", [4, 5, 2, 1]),
    ];
    let committed = committed();
    for (service, page, due) in pages {
        let (facts, _) = &committed[&(service.to_owned(), page.to_owned())];
        let tally = Tally::of(facts);
        assert_eq!(
            [tally.parameters, tally.fields, tally.values, tally.samples],
            due,
            "{service}/{page}"
        );
    }
}

#[test]
fn files_are_laid_out_as_the_writer_does() {
    for (page, (facts, text)) in committed() {
        assert_eq!(facts.to_json().unwrap(), text, "{page:?}");
    }
}

/// Sentences of the pages are not ours. What is Chinese is a name of a page, or in a payload.
#[test]
fn no_sentence_of_a_page_is_committed() {
    fn prose(json: &Json, at: &str) {
        let foreign = |text: &str| {
            text.chars().any(|it| matches!(it, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..))
        };
        match json {
            Json::Text(text) => assert!(!foreign(text), "{at}: {text}"),
            Json::List(items) => items.iter().for_each(|item| prose(item, at)),
            Json::Object(members) => {
                for (key, value) in members {
                    assert!(!foreign(key), "{at}: {key}");
                    if !["page", "see", "body"].contains(&key.as_str()) {
                        prose(value, at);
                    }
                }
            }
            _ => {}
        }
    }
    for (page, (_, text)) in committed() {
        prose(&serde_json::from_str(&text).unwrap(), &format!("{page:?}"));
    }
}

/// A link to a page opens that one and no other.
#[test]
fn every_page_has_an_anchor_of_its_own() {
    let mut seen = BTreeMap::new();
    for (page, (facts, _)) in committed() {
        let anchor = facts.anchor().unwrap_or_else(|| panic!("{page:?} has no anchor")).to_owned();
        assert!(anchor.bytes().all(|it| it.is_ascii_alphanumeric() || b"_-".contains(&it)));
        if let Some(other) = seen.insert(anchor, page.clone()) {
            panic!("{page:?} has the anchor of {other:?}");
        }
    }
}

/// A request sample goes to the operation on whose page it is, so that it may serve as an example.
#[test]
fn samples_belong_to_their_operation() {
    let mut count = 0;
    for it in operations() {
        for sample in &it.samples {
            count += usize::from(sample.body.is_some());
            assert_eq!(
                sample.role == Role::Error,
                sample.body.as_ref().is_some_and(is_envelope),
                "{}",
                it.page
            );
            let Some((method, target)) = sample.target.as_ref().and_then(|it| it.split_once(' '))
            else {
                continue;
            };
            let path = target.split('?').next().unwrap();
            let (found, due): (Vec<&str>, Vec<&str>) =
                (path.split('/').collect(), it.path.split('/').collect());
            let fits = found.len() == due.len()
                && found.iter().zip(&due).all(|(found, due)| due.starts_with('{') || found == due);
            assert!(method == it.method && fits, "{}: {method} {target}", it.page);
        }
    }
    assert_eq!(count, 287, "payloads of operations: 286 blocks, one of which holds two");
}

fn is_envelope(body: &Json) -> bool {
    ["error", "badrequest"].iter().any(|key| body.get(key).is_some())
}

/// Titles, links and numbers of tables were understood if samples have fields where facts say so.
#[test]
fn objects_of_samples_are_where_the_tables_say() {
    // Arrays without a name have no key in the sample; two pages leave out or add a wrapper.
    let odd = ["更新镜像信息", "更新镜像信息（OpenStack原生）", "查询镜像支持的OS列表"];
    let wrapped = ["查询镜像详情（OpenStack原生v1-1--已废弃-不推荐使用）", "批量添加共享标签"];
    let mut checked = 0;
    for it in operations()
        .iter()
        .filter(|it| !odd.contains(&it.page.as_str()) && !wrapped.contains(&it.page.as_str()))
    {
        for (role, tables) in [(Role::Request, &it.request), (Role::Response, &it.response)] {
            for table in tables {
                let names: BTreeSet<&str> =
                    table.fields.iter().map(|field| field.name.as_str()).collect();
                for at in &table.at {
                    let bodies = it.samples.iter().filter(|sample| sample.role == role);
                    let mut objects: Vec<&Json> =
                        bodies.filter_map(|sample| sample.body.as_ref()).collect();
                    for key in at.split('.').filter(|key| !key.is_empty()) {
                        objects = objects
                            .into_iter()
                            .flat_map(items)
                            .filter_map(|it| it.get(key))
                            .collect();
                    }
                    let keys: BTreeSet<&str> =
                        objects.into_iter().flat_map(items).flat_map(keys).collect();
                    assert!(
                        keys.is_empty() || !names.is_disjoint(&keys),
                        "{}: {at}: {keys:?}",
                        it.page
                    );
                    checked += usize::from(!keys.is_empty());
                }
            }
        }
    }
    assert!(checked > 200, "{checked}");
}

fn items(json: &Json) -> Vec<&Json> {
    match json {
        Json::List(items) => items.iter().collect(),
        other => vec![other],
    }
}

fn keys(json: &Json) -> Vec<&str> {
    match json {
        Json::Object(members) => members.iter().map(|(key, _)| key.as_str()).collect(),
        _ => Vec::new(),
    }
}
