//! Drafts of pages that were written for the purpose, in all styles that tables have: what is drafted, and what
//! comes of it when a person has done the rest.

use std::{fs, path::Path};

use huaweicloud_audit::{Draft, Kind, ListPages, Wish, audit, draft, facts::Facts, likeness, read};
use huaweicloud_codegen::{DescribedService, Source, described, load, tree};

const SERVICE: &str = "\
service: toys
doc: Toys.
pages: toys
endpoint: toys
auth: project
client: [project_id]
errors:
  statuses: [400, 404]
  invalid: TOYS.0001
  body: { error: { code: \"{code}\", message: \"{message}\" } }
resources:
  boxes: Boxes.
  toys: Toys.
glossary:
  limit: Maximum number of items.
  offset: Number of items to skip.
";

/// What is there before: an operation with another resource, whose types drafts take.
const BOXES: &str = "\
operation: ListBoxes
page: 查询盒子列表
doc: Lists boxes.
http: GET /v1/{project_id}/boxes
query:
  limit?: integer
  offset?: integer
  sort_dir?: SortDirection
responses:
  200: { name: string -- Name. }
examples:
  - name: one
    request: { query: { limit: 1, offset: 2, sort_dir: asc } }
    sends: GET /v1/{project_id}/boxes?limit=1&offset=2&sort_dir=asc
    response: { status: 200, body: { name: n } }
  - name: not found
    response: { status: 404, body: { error: { code: T.1, message: Gone. } } }
    raises: { class: not_found, code: T.1, message: Gone. }
";

const BOX_TYPES: &str = "\
SortDirection:
  doc: Direction.
  values: { asc: Ascending., desc: Descending. }
";

fn sources() -> Vec<Source> {
    vec![
        Source::new("toys/service.yaml", SERVICE),
        Source::new("toys/boxes/list_boxes.yaml", BOXES),
        Source::new("toys/boxes/types.yaml", BOX_TYPES),
    ]
}

fn specs(more: &[(&str, &str)]) -> Vec<DescribedService> {
    let mut sources = sources();
    sources.extend(more.iter().map(|(path, text)| Source::new(*path, *text)));
    // A service lists the folders that it has, and no others.
    if more.is_empty() {
        let service = SERVICE.replace("  toys: Toys.\n", "");
        sources[0] = Source::new("toys/service.yaml", service);
    }
    let specs = load(&sources).unwrap_or_else(|diagnostics| {
        panic!("{}", huaweicloud_codegen::render(&sources, &diagnostics, "", false))
    });
    described(&specs)
}

fn page(name: &str) -> String {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    fs::read_to_string(pages.join(format!("{name}.md"))).expect("a page")
}

fn facts() -> Vec<Facts> {
    let names = ["创建玩具", "查询玩具列表", "玩具状态"];
    let mut lists = ListPages::default();
    for name in names {
        lists.add("toys", name, &page(name));
    }
    let read = names.map(|name| {
        let reading = read("toys", name, &page(name), &lists).expect("a page");
        let lost: Vec<_> =
            reading.remarks.iter().filter(|it| it.kind == Kind::NotUnderstood).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
        reading.facts
    });
    read.to_vec()
}

fn drafted(name: &str) -> Draft {
    let facts = facts();
    let page = facts.iter().find_map(|facts| match facts {
        Facts::Operation(it) if it.page == name => Some(it),
        Facts::Operation(_) | Facts::Errors(_) | Facts::Lists(_) | Facts::Guide(_) => None,
    });
    let draft_of = || draft(page.expect("the page"), &facts, &specs(&[]), Wish::default());
    assert_eq!(draft_of(), draft_of(), "a draft is the same every time");
    draft_of()
}

/// Puts texts in the places that a draft leaves open, in its order.
fn filled(draft: &str, texts: &[&str]) -> String {
    let mut parts = draft.split("TODO");
    let mut text = parts.next().unwrap_or_default().to_owned();
    let places = parts.clone().count();
    assert_eq!(places, texts.len(), "every `TODO` of\n{draft}");
    for (part, fill) in parts.zip(texts) {
        text.push_str(fill);
        text.push_str(part);
    }
    text
}

/// A maintainer who fills in what is left open has a spec that loads and says what the page says.
#[test]
fn a_draft_whose_places_are_filled_is_a_spec() {
    for (name, path, texts) in [
        (
            "创建玩具",
            "toys/toys/create_toy.yaml",
            &[
                "Creates a toy.",
                "Name.",
                "Tags.",
                "Labels.",
                "ID of the toy.",
                "Size.",
                "none",
                "A hint.",
                "It is fast.",
                "It is slow.",
                "A part of a toy.",
                "Weight of the part.",
                "Colors.",
                "a bear",
                "|-\n      POST /v1/{project_id}/toys\n\n      \
                 {\"toy\":{\"name\":\"bear\",\"os:hints\":\"slow\",\"labels\":[\"a\"],\
                 \"parts\":[{\"weight\":2,\"colors\":[\"red\"]}]}}",
                "it exists",
                "T.2",
                "There.",
                "conflict",
                "T.2",
                "There.",
            ][..],
        ),
        (
            "查询玩具列表",
            "toys/toys/list_toys.yaml",
            &[
                "",
                "Lists toys.",
                "Status of a toy.",
                "It is new.",
                "It is in use.",
                "Other",
                "It is something else.",
                "A toy.",
                "ID.",
                "Time of creation.",
                "Owner.",
                "Age in years.",
                "A sample has it.",
                "The row names no element type.",
                "a toy",
                "GET /v1/{project_id}/toys?limit=5&status=new",
                "wrong",
                "T.3",
                "No.",
                "invalid",
                "T.3",
                "No.",
            ],
        ),
    ] {
        let draft = drafted(name);
        assert_eq!(draft.path, path);
        insta::assert_snapshot!(name, draft.text);
        let spec = filled(&draft.text, texts);
        let audited = audit(&facts(), &specs(&[(path, &spec)]));
        let own = audited[0].operations.iter().find(|it| it.operation != "ListBoxes");
        let found: Vec<_> = own.expect("it").differences.iter().map(ToString::to_string).collect();
        assert_eq!(found, [""; 0], "{spec}");
    }
}

/// Whoever drafts any page of the reference gets a file that YAML can read, the same every time.
#[test]
fn every_page_of_the_reference_can_be_drafted() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("facts");
    let services = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("it").path());
    for service in services {
        let files = fs::read_dir(service).expect("a folder").map(|entry| entry.expect("it").path());
        let texts = files.map(|file| fs::read_to_string(file).expect("a file"));
        let facts: Vec<_> = texts.map(|text| Facts::from_json(&text).expect("facts")).collect();
        for facts_of_page in &facts {
            let Facts::Operation(page) = facts_of_page else { continue };
            let one = draft(page, &facts, &[], Wish::default());
            assert!(tree(&one.text).is_some(), "{}: {}", page.page, one.text);
            assert_eq!(one, draft(page, &facts, &[], Wish::default()), "{}", page.page);
        }
    }
}

/// What a draft leaves open is told by `check`, and nothing is made of it.
#[test]
fn a_draft_is_refused_before_it_is_finished() {
    let draft = drafted("创建玩具");
    let mut sources = sources();
    sources.push(Source::new(draft.path, draft.text.clone()));
    let diagnostics = load(&sources).expect_err("a draft is no spec");
    let shown = huaweicloud_codegen::render(&sources, &diagnostics, "", false);
    assert_eq!(shown.matches("error[E0004]").count(), draft.text.matches("TODO").count());
    assert_eq!(shown.matches("error[").count(), shown.matches("error[E0004]").count(), "{shown}");
}

/// The share of a spec that was drafted counts what is alike, and neither prose nor layout.
#[test]
fn likeness_is_of_what_a_draft_can_know() {
    let same = BOXES.replace("Lists boxes.", "TODO").replace("Name.", "TODO");
    let all = likeness(BOXES, &same).expect("two specs");
    assert_eq!(all.drafted, all.lines);
    let other = same.replace("limit?: integer", "limit?: string");
    let less = likeness(BOXES, &other).expect("two specs");
    assert_eq!((less.lines, less.drafted), (all.lines, all.lines - 1));
    assert_eq!(likeness(BOXES, "a: [b"), None);
}
