//! What the loader says of mistakes: a folder per code in `tests/diagnostics`, with the mistakes and
//! what is said of them.

mod folder;

use std::{collections::BTreeSet, path::Path};

use folder::{below_root, folders, read};
use huaweicloud_codegen::{Anchors, Code, Diagnostic, Diagnostics, Source, generate, load, render};

/// What the loader finds in sources that are wrong, or the generator in those that it cannot do.
fn mistakes(sources: &[Source]) -> Diagnostics {
    load(sources).and_then(|specs| generate(&specs, &Anchors::default())).err().unwrap_or_default()
}

/// Compares what is said of a folder with the file `expected.snap` in it.
fn assert_rendered(folder: &Path, sources: &[Source]) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder.canonicalize().unwrap());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::assert_snapshot!("expected", render(sources, &mistakes(sources), "", false))
    });
}

fn codes(diagnostics: &Diagnostics) -> BTreeSet<&'static str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code.id()).collect()
}

#[test]
fn every_code_reads_well() {
    for (_, folder) in folders(&below_root("tests/diagnostics")) {
        assert_rendered(&folder, &read(&folder));
    }
}

#[test]
fn every_code_has_a_fixture_of_its_own() {
    let mut fixtures = folders(&below_root("tests/diagnostics")).into_iter();
    for code in Code::ALL {
        let (name, folder) = fixtures.next().expect("there is a fixture for every code");
        assert!(
            name.starts_with(&format!("{}-", code.id())),
            "{} has no fixture; here is {name}",
            code.id()
        );
        assert_eq!(codes(&mistakes(&read(&folder))), BTreeSet::from([code.id()]), "in {name}");
    }
    assert_eq!(fixtures.next(), None, "a fixture belongs to no code");
}

/// An operation that is right.
const OPERATION: &str = "\
operation: ShowThing
page: 查询
doc: Show a thing.
http: GET /v1/things
responses:
  200: { name: string -- Name. }
examples:
  - name: one
    response: { status: 200, body: { \"name\": \"n\" } }
  - name: refused
    response: { status: 400, body: { \"code\": \"D.1\", \"message\": \"No.\" } }
    raises: { class: invalid, code: D.1, message: No. }
";

const SERVICE: &str = "\
service: demo
doc: A service.
pages: demo
endpoint: demo
auth: project
errors: { statuses: [], body: {} }
resources: { things: Things. }
";

/// The first mistake in an operation, and the text at its place.
fn pointed_at(operation: &str) -> (&'static str, String) {
    let sources = [
        Source::new("demo/service.yaml", SERVICE),
        Source::new("demo/things/show_thing.yaml", operation),
    ];
    let mistakes = mistakes(&sources);
    let Diagnostic { code, span, .. } = mistakes.iter().next().expect("there is a mistake");
    (code.id(), sources[span.file].text[span.start..span.end].to_owned())
}

#[test]
fn places_are_exact() {
    const FIELD: &str = "200: { name: string -- Name. }";
    const BODY: &str = "{ \"name\": \"n\" }";
    const RESPONSE: &str = "    response: { status: 200, body: { \"name\": \"n\" } }\n";
    for (what, replaced, by, code, place) in [
        ("a type in short form", FIELD, "200: { name: strin -- Name. }", "E0105", "strin"),
        ("a type inside", FIELD, "200: { name: list<map<strin>> -- Name. }", "E0105", "strin"),
        ("a named type inside", FIELD, "200: { name?: list<Nmae> -- Name. }", "E0203", "Nmae"),
        (
            "a named type, nullable",
            FIELD,
            "200: { name?: map<Nmae> | null -- Name. }",
            "E0203",
            "Nmae",
        ),
        ("what stands after a bar", FIELD, "200: { name: string | nul -- Name. }", "E0105", "nul"),
        ("an encoding", FIELD, "200: { name: string as csv | null -- Name. }", "E0309", "csv"),
        ("a doc in short form", FIELD, "200: { name: string -- A name }", "E0108", "A name"),
        (
            "a part of a doc",
            FIELD,
            "200: { name: string -- See https://a.b for more. }",
            "E0108",
            "https://a.b",
        ),
        ("quoted short form", FIELD, "200: { name: \"strin -- Name, quoted.\" }", "E0105", "strin"),
        ("quoted, single", FIELD, "200: { name: 'strin -- Name, quoted.' }", "E0105", "strin"),
        (
            "quoted with escapes",
            FIELD,
            r#"200: { name: "strin -- A \"name\"." }"#,
            "E0105",
            r#"strin -- A \"name\"."#,
        ),
        (
            "long flow form",
            FIELD,
            "200: { name: { type: strin, doc: Name., length: ..3 } }",
            "E0105",
            "strin",
        ),
        (
            "a value in long flow form",
            FIELD,
            "200: { name: { type: string, doc: Name., length: 3 } }",
            "E0103",
            "3",
        ),
        (
            "a quoted value",
            FIELD,
            "200: { name: { type: string, doc: Name., length: \"9..1\" } }",
            "E0107",
            "9..1",
        ),
        (
            "long block form",
            FIELD,
            "200:\n    name:\n      type: list<Nmae>\n      doc: Name.\n      length: ..3",
            "E0203",
            "Nmae",
        ),
        (
            "a key",
            FIELD,
            "200: { name: { type: string, docs: Name., doc: Name., length: ..3 } }",
            "E0101",
            "docs",
        ),
        (
            "a quoted key",
            FIELD,
            "200: { name: { type: string, \"docs\": Name., doc: Name., length: ..3 } }",
            "E0101",
            "docs",
        ),
        (
            "Chinese before it",
            FIELD,
            "200: { name: { doc: 名称是中文的., type: strin, length: ..3 } }",
            "E0105",
            "strin",
        ),
        ("a field without doc", FIELD, "200: { name: string }", "E0207", "name"),
        ("a field with a question mark", FIELD, "200: { name?: string }", "E0207", "name?"),
        ("a value in a flow list", "http:", "errors: [200, 4000]\nhttp:", "E0103", "4000"),
        ("a value in a block list", "http:", "errors:\n  - 200\n  - 4000\nhttp:", "E0103", "4000"),
        ("a method", "GET /v1/things", "GTE /v1/things", "E0109", "GTE"),
        ("a part of a path", "GET /v1/things", "GET /v1/中/{a}b/things", "E0109", "中"),
        ("a placeholder", "GET /v1/things", "GET /v1/{thing_id}", "E0207", "thing_id"),
        ("JSON", BODY, "{ \"name\": 1 }", "E0401", "1"),
        (
            "deep in JSON",
            BODY,
            "\n        {\n          \"name\": [\"中\", { \"a\": 1 }]\n        }",
            "E0401",
            "[\"中\", { \"a\": 1 }]",
        ),
        ("a key in JSON", BODY, "{ \"name\": \"中\", \"nmae\": 1 }", "E0401", "nmae"),
        (
            "a block of text",
            "doc: Show a thing.",
            "doc: |\n  Show a thing\n  with 中 in it",
            "E0108",
            "Show a thing\n  with 中 in it",
        ),
        (
            "a folded text",
            "doc: Show a thing.",
            "doc: >-\n  Show a thing\n  twice",
            "E0108",
            "Show a thing\n  twice",
        ),
        (
            "a text on two lines",
            "doc: Show a thing.",
            "doc: Show a\n  thing",
            "E0108",
            "Show a\n  thing",
        ),
        (
            "an address in the first line of a block",
            "doc: Show a thing.",
            "doc: |\n  See http://a.b now.\n\n  Else.",
            "E0108",
            "http://a.b",
        ),
        (
            "the first line of a request",
            RESPONSE,
            "    sends: |-\n      POST /v1/things\n      A: b\n",
            "E0403",
            "POST",
        ),
        ("a path in a request", RESPONSE, "    sends: GET /v1/中\n", "E0403", "/v1/中"),
        (
            "a parameter in a request",
            RESPONSE,
            "    sends: |-\n      GET /v1/things?a=b&c=d\n",
            "E0403",
            "a",
        ),
        ("nothing", "page: 查询", "page:", "E0103", ""),
        (
            "a key that is missing inside",
            RESPONSE,
            "    response: { body: {} }\n",
            "E0102",
            "{ body: {} }",
        ),
    ] {
        assert!(OPERATION.contains(replaced), "{what}");
        let text = OPERATION.replace(replaced, by);
        let crlf = |text: &str| text.replace('\n', "\r\n");
        assert_eq!(pointed_at(&text), (code, place.to_owned()), "{what}");
        assert_eq!(
            pointed_at(&crlf(&text)),
            (code, crlf(place)),
            "{what}, with the line ends of Windows"
        );
        assert_eq!(
            pointed_at(&format!("# 中\n{text}")),
            (code, place.to_owned()),
            "{what}, after a comment"
        );
    }
}

#[test]
fn only_callers_are_helped_to_make_values() {
    const FIELD: &str = "200: { name: string -- Name. }";
    const BODY: &str = "{ \"name\": \"n\" }";
    const TYPE: &str = "200: Thing\ntypes:\n  Kind: { doc: A kind., values: { big: Big. } }\n  Thing:\n    \
                        doc: A thing.\n";
    for (field, body, place) in [
        (
            "200: { name: { type: string, doc: Name., starts_with: / } }".to_owned(),
            "{ \"name\": \"/n\" }",
            "/",
        ),
        (
            format!(
                "{TYPE}    fields: {{ name: {{ type: string, doc: Name., starts_with: / }}, kind: Kind }}"
            ),
            "{ \"name\": \"/n\", \"kind\": \"big\" }",
            "/",
        ),
        (
            format!("{TYPE}    constructors: {{ big: [] }}\n    fields: {{ kind: Kind }}"),
            "{ \"kind\": \"big\" }",
            "big",
        ),
    ] {
        let text = OPERATION.replace(FIELD, &field).replace(BODY, body);
        assert_eq!(pointed_at(&text), ("E0104", place.to_owned()), "{text}");
    }
}

#[test]
fn one_run_reports_all_mistakes_of_all_files() {
    let folder = below_root("tests/specs/ten_mistakes");
    let sources = read(&folder);
    assert_eq!(sources.len(), 3);
    assert_rendered(&folder, &sources);

    let mistakes = mistakes(&sources);
    assert!(codes(&mistakes).len() >= 10, "{:?}", codes(&mistakes));
    let files: BTreeSet<_> = mistakes.iter().map(|mistake| mistake.span.file).collect();
    assert_eq!(files.len(), sources.len());
    for mistake in mistakes.iter() {
        assert!(mistake.span.start < mistake.span.end, "{} points at nothing", mistake.message);
        assert!(mistake.help.is_some(), "no help for: {}", mistake.message);
    }
}
