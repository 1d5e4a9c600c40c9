//! The JSON Schema of the format: what is right is right to it, too, and typical mistakes are not.

mod folder;
mod tree;

use boon::{Compiler, SchemaIndex, Schemas};
use folder::{below_root, folders, read};
use huaweicloud_codegen::Source;
use serde_json::{Value, json};
use tree::with_keys;

const KINDS: [&str; 4] = ["service", "errors", "types", "operation"];

/// Schemas by a judge that is not ours.
struct Judge {
    schemas: Schemas,
    kinds: Vec<(&'static str, SchemaIndex)>,
}

impl Judge {
    fn new() -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        let files = huaweicloud_codegen::schema();
        assert_eq!(files.len(), KINDS.len());
        let kinds = KINDS.map(|kind| {
            let text = &files[&format!("spec/schema/{kind}.json")];
            let address = format!("http://localhost/{kind}.json");
            compiler.add_resource(&address, serde_json::from_str(text).unwrap()).unwrap();
            (kind, compiler.compile(&address, &mut schemas).unwrap())
        });
        Self { schemas, kinds: kinds.to_vec() }
    }

    /// What is wrong with a spec.
    fn verdict(&self, kind: &str, spec: &Value) -> Result<(), String> {
        let (_, index) = self.kinds.iter().find(|(name, _)| *name == kind).unwrap();
        self.schemas.validate(spec, *index).map_err(|error| format!("{error:#}"))
    }
}

/// Which schema a file is of.
fn kind(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap().trim_end_matches(".yaml");
    KINDS.into_iter().find(|kind| *kind == name).unwrap_or("operation")
}

/// The specs that name their schemas, by their paths below the root.
fn right() -> Vec<Source> {
    let tests = folders(&below_root("tests/specs")).into_iter().map(|(name, _)| name);
    let tests =
        tests.filter(|name| name != "ten_mistakes").map(|name| format!("tests/specs/{name}"));
    let below = |folder: String| {
        let sources = read(&below_root(&folder)).into_iter();
        sources.map(move |source| Source::new(format!("{folder}/{}", source.path), source.text))
    };
    tests.chain(["spec".to_owned()]).flat_map(below).collect()
}

#[test]
fn what_is_right_is_right_to_the_schema() {
    let judge = Judge::new();
    for Source { path, text } in right() {
        if let Err(wrong) = judge.verdict(kind(&path), &with_keys(&text).0) {
            panic!("{path}: {wrong}");
        }
    }
}

/// An editor finds the schema from the first line of every spec.
#[test]
fn every_spec_names_its_schema() {
    for Source { path, text } in right() {
        let (below, folder) = match path.strip_prefix("spec/") {
            Some(below) => (below, "schema"),
            None => (path.as_str(), "spec/schema"),
        };
        let up = "../".repeat(below.matches('/').count());
        let schema = format!("{up}{folder}/{}.json", kind(&path));
        let due = format!("# yaml-language-server: $schema={schema}");
        assert_eq!(text.lines().next(), Some(due.as_str()), "{path}");
        let schema = below_root(&path).with_file_name(schema);
        assert!(schema.is_file(), "{path}");
    }
}

/// Editors read the committed files, not ours.
#[test]
fn the_committed_schemas_are_those_of_the_generator() {
    for (path, text) in huaweicloud_codegen::schema() {
        let committed = std::fs::read_to_string(below_root(&path)).unwrap_or_default();
        assert_eq!(committed, text, "{path}: run `cargo xtask regenerate`");
    }
}

/// A spec that is right, in the file of an operation.
fn operation() -> Value {
    json!({
        "operation": "ListThings",
        "page": "查询",
        "doc": "List things.",
        "http": "GET /v1/{project_id}/things",
        "query": {
            "limit?": { "type": "integer", "range": "0..1000", "default": 1000 },
            "offset?": "integer -- Entries to skip.",
            "kind": { "const": "large" },
        },
        "responses": { "200": { "things": "list<Thing> -- The things." } },
        "pages": { "by": "offset", "items": "things", "short": "unknown" },
        "waiters": { "thing": { "field": "state", "done": ["ready"] } },
        "types": {
            "Thing": {
                "doc": "A thing.",
                "constructors": { "ready": ["id"] },
                "fields": { "id": "string -- Its id." },
                "extra": "any",
            },
            "State": { "doc": "A state.", "values": { "ready": "Ready." } },
        },
        "deviations": [{ "at": "query.limit", "page": { "type": "Long" }, "because": "A slip." }],
        "examples": [{ "name": "all", "sends": "GET /v1/{project_id}/things" }],
    })
}

fn service() -> Value {
    json!({
        "service": "demo",
        "doc": "A service.",
        "pages": "demo",
        "reference": "https://example.com/api-demo/{anchor}.html",
        "endpoint": "demo",
        "auth": "project",
        "client": ["project_id"],
        "errors": { "statuses": [400], "body": { "code": "{code}" } },
        "resources": { "things": "Things." },
    })
}

/// A change of a spec: a place, and what it becomes; nothing if it goes.
type Mistake = (&'static str, Option<Value>);

fn changed(mut spec: Value, (place, value): &Mistake) -> Value {
    let (parent, key) = place.rsplit_once('/').unwrap();
    let parent = spec.pointer_mut(parent).unwrap_or_else(|| panic!("there is no {place}"));
    let key = key.replace("~1", "/");
    match (parent, value) {
        (Value::Array(items), Some(value)) => items[key.parse::<usize>().unwrap()] = value.clone(),
        (Value::Array(items), None) => drop(items.remove(key.parse().unwrap())),
        (Value::Object(entries), Some(value)) => drop(entries.insert(key, value.clone())),
        (Value::Object(entries), None) => assert!(entries.remove(&key).is_some(), "{place}"),
        _ => panic!("{place} is below no collection"),
    }
    spec
}

fn refuses(kind: &str, right: &Value, mistakes: Vec<Mistake>) {
    let judge = Judge::new();
    assert_eq!(judge.verdict(kind, right), Ok(()));
    for mistake in mistakes {
        let spec = changed(right.clone(), &mistake);
        assert!(judge.verdict(kind, &spec).is_err(), "{kind}: {mistake:?} is let through");
    }
}

#[test]
fn mistakes_in_operations_are_refused() {
    let some = |value| Some(value);
    refuses(
        "operation",
        &operation(),
        vec![
            ("/querry", some(json!({}))),
            ("/http", None),
            ("/examples", None),
            ("/examples", some(json!([]))),
            ("/page", some(json!(17))),
            ("/doc", some(json!("List things"))),
            ("/operation", some(json!("list_things"))),
            ("/http", some(json!("FETCH /v1/things"))),
            ("/http", some(json!("GET v1/things?all=true"))),
            ("/since", some(json!(2.1))),
            ("/idempotent", some(json!("true"))),
            ("/errors", some(json!(["400"]))),
            ("/body", some(json!(["string"]))),
            ("/body", some(json!("none"))),
            ("/query/limit?", some(json!({ "type": "integer" }))),
            ("/query/limit?/rang", some(json!("0..9"))),
            ("/query/limit?/range", some(json!("0-1000"))),
            ("/query/limit?/length", some(json!("..64 byte"))),
            ("/query/limit?/const", some(json!(1))),
            ("/query/kind", some(json!({ "doc": "What kind." }))),
            ("/query/offset?", some(json!("int"))),
            ("/query/offset?", some(json!("integer as csv"))),
            ("/query/offset?", some(json!("integer -- Entries to skip"))),
            ("/query/offset?", some(json!("binary"))),
            ("/responses", some(json!({}))),
            ("/responses/ok", some(json!("none"))),
            ("/responses/200/things", some(json!({ "type": "list<string>", "secret": "yes" }))),
            ("/pages/by", some(json!("page"))),
            ("/pages/short", None),
            ("/pages/short", some(json!("last"))),
            ("/http", some(json!("POST /v1/things"))),
            ("/pages/by", some(json!("marker"))),
            ("/waiters/thing/done", None),
            ("/waiters/thing/items", some(json!("things"))),
            ("/types/thing", some(json!({ "doc": "A thing.", "fields": {} }))),
            ("/types/Thing/doc", None),
            ("/types/Thing/values", some(json!({ "a": "A." }))),
            ("/types/State/extra", some(json!("any"))),
            ("/types/State/constructors", some(json!({ "ready": ["id"] }))),
            ("/types/Thing/constructors", some(json!(["ready"]))),
            ("/types/State/values/ready", some(json!({ "rust": "Ready" }))),
            ("/deviations/0/because", None),
            ("/deviations/0/at", some(json!("limit"))),
            ("/deviations/0/page", some(json!({}))),
            ("/examples/0/name", None),
            ("/examples/0/sends", None),
            ("/examples/0/response", some(json!({ "status": "200" }))),
            ("/examples/0/raises", some(json!({ "class": "auth" }))),
        ],
    );
}

#[test]
fn mistakes_in_other_files_are_refused() {
    refuses(
        "service",
        &service(),
        vec![
            ("/endpiont", Some(json!("demo"))),
            ("/endpoint", None),
            ("/reference", Some(json!("https://example.com/api-demo/index.html"))),
            ("/reference", Some(json!("http://example.com/api-demo/{anchor}.html"))),
            ("/resources", None),
            ("/catalog", Some(json!(7))),
            ("/client", Some(json!(["tenant_id"]))),
            ("/auth", Some(json!("token"))),
            ("/errors/statuses", Some(json!([40]))),
            ("/glossary", Some(json!({ "Limit": "Most entries." }))),
            ("/microversion", Some(json!({ "header": "X-Version", "range": "2.0" }))),
            // What is common has types alone.
            ("/service", Some(json!("common"))),
        ],
    );
    refuses(
        "errors",
        &json!({
            "DEMO.0001": "auth",
            "DEMO.0002": { "class": "quota", "remedy": "Ask." },
            "DEMO.0003": { "class": "other", "because": "It is about another service." },
        }),
        vec![
            ("/DEMO.0001", Some(json!("forbidden"))),
            ("/DEMO.0001", Some(json!("other"))),
            ("/DEMO.0003/because", None),
            ("/DEMO.0002/because", Some(json!("It is known."))),
            ("/DEMO.0002/class", None),
            ("/DEMO.0002/safe_to_retry", Some(json!("yes"))),
            ("/DEMO.0002/remedi", Some(json!("Ask."))),
        ],
    );
    refuses(
        "types",
        &json!({ "Thing": { "doc": "A thing.", "one_of": { "A": "Apple", "B": "Bean" } } }),
        vec![
            ("/Thing", Some(json!("string"))),
            ("/Thing/one_of", None),
            ("/Thing/one_of/b", Some(json!("Bean"))),
            ("/Thing/format", Some(json!("access_to"))),
        ],
    );
}
