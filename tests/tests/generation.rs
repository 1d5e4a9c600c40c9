//! What specs become: small ones, each beside its Rust; the founding ones as they are committed;
//! and that the same specs always become the same.

mod excerpt;
mod scratch;
mod snapshots;

use huaweicloud_codegen::{Files, Source, catalog, generate, load};
use huaweicloud_tests::repository;
use scratch::Scratch;

fn generated(sources: &[Source]) -> Files {
    let specs = load(sources).unwrap_or_else(|diagnostics| {
        panic!("{}", huaweicloud_codegen::render(sources, &diagnostics, "", false))
    });
    generate(&specs, &repository::anchors()).unwrap_or_else(|diagnostics| {
        panic!("{}", huaweicloud_codegen::render(sources, &diagnostics, "", false))
    })
}

const SMALL: &str = "tests/specs/small";
const QUIRKS: &str = "tests/specs/quirks";

/// A reviewer sees each construct beside the Rust it becomes.
#[test]
fn small_specs_become_this_rust() {
    let sources = repository::sources(SMALL);
    let files = generated(&sources);
    let services = sources.iter().filter_map(|source| source.path.strip_suffix("/service.yaml"));
    for service in services {
        let own = |path: &str| path.split('/').any(|part| part == service);
        let mut shown = String::new();
        for source in sources.iter().filter(|source| own(&source.path)) {
            shown.push_str(&format!("==== spec/{}\n{}\n", source.path, source.text));
        }
        for (path, text) in files.iter().filter(|(path, _)| own(path)) {
            shown.push_str(&format!("==== generated/{path}\n{text}\n"));
        }
        let name = format!("small_{service}");
        snapshots::settings().bind(|| insta::assert_snapshot!(name, shown));
    }
}

/// No construct becomes Rust that does not compile, or that warns, and so it is with documentation;
/// and every example of one is sent as its spec says, understood, and served.
#[test]
fn every_construct_compiles_and_keeps_its_promises() {
    let sources = [repository::sources(SMALL), repository::sources(QUIRKS)].concat();
    let scratch = Scratch::new("constructs", &generated(&sources));
    scratch.compiles();
    scratch.keeps_the_protocol(&sources);
}

/// Whoever adds an operation as CONTRIBUTING tells can call it: the specs, and one more.
#[test]
fn an_operation_that_is_added_can_be_called() {
    const SPEC: &str = "\
operation: RenameDisasterRecoveryDrill
page: 更新容灾演练名称
doc: Renames a DR drill.
http: PUT /v1/{project_id}/disaster-recovery-drills/{drill_id}/name
path:
  drill_id: string -- ID of the drill.
body:
  disaster_recovery_drill:
    wraps:
      name: string -- New name.
responses:
  200:
    disaster_recovery_drill: { wraps: DisasterRecoveryDrill }
waits: none
examples:
  - name: rename
    request:
      path: { drill_id: d }
      body: { disaster_recovery_drill: { name: b } }
    sends: |-
      PUT /v1/{project_id}/disaster-recovery-drills/d/name

      {\"disaster_recovery_drill\":{\"name\":\"b\"}}
    response: { status: 200, body: { disaster_recovery_drill: { id: d, name: b } } }
  - name: gone
    request:
      path: { drill_id: d }
      body: { disaster_recovery_drill: { name: b } }
    response: { status: 404, body: { error: { code: SDRS.1013, message: It is gone. } } }
    raises: { class: not_found, code: SDRS.1013, message: It is gone. }
";
    let mut sources = repository::sources("spec");
    let path = "sdrs/disaster_recovery_drills/rename_disaster_recovery_drill.yaml";
    sources.push(Source::new(path, SPEC));
    let scratch = Scratch::new("added", &generated(&sources));
    let printed = scratch.run(include_str!("scratch/caller.rs"));
    assert_eq!(
        printed,
        "PUT https://sdrs.cn-north-4.myhuaweicloud.com/v1/p/disaster-recovery-drills/d/name\n\
         {\"disaster_recovery_drill\":{\"name\":\"b\"}}\n\
         d is called b\n"
    );
}

/// A change of the generator shows what it does to the calls that users have.
#[test]
fn the_founding_operations_are_this_rust() {
    let files = generated(&repository::sources("spec"));
    for (file, operation) in [
        ("ims/legacy_images", "ListImagesV1"),
        ("sdrs/disaster_recovery_drills", "ListDisasterRecoveryDrills"),
        ("sdrs/failure_jobs", "ListFailureJobs"),
        ("sdrs/jobs", "ShowJobStatus"),
        ("sfs/shares", "ListShares"),
    ] {
        let mut shown = String::new();
        for krate in ["model", "client"] {
            let path = format!("{krate}/src/{file}.rs");
            let excerpt = excerpt::of_operation(&files[&path], operation);
            shown.push_str(&format!("==== from generated/{path}\n\n{excerpt}\n"));
        }
        let name = format!("founding_{}", file.replace('/', "_"));
        snapshots::settings().bind(|| insta::assert_snapshot!(name, shown));
    }
}

/// A title opens nothing: wherever the docs name a page of a service that has them on the web, the reader
/// can go there.
#[test]
fn every_page_that_docs_name_is_a_link() {
    let sources = repository::sources("spec");
    let on_the_web = |service: &str| {
        let path = format!("{service}/service.yaml");
        let spec = sources.iter().find(|source| source.path == path);
        spec.is_some_and(|spec| spec.text.contains("\nreference: "))
    };
    let specs = repository::specs("spec");
    let list = catalog(&specs, &repository::anchors()).remove("docs/operations.md");
    let list = list.expect("the list of operations");
    let mut rows = 0;
    for row in list.lines() {
        let Some((_, rest)) = row.split_once("](../spec/") else { continue };
        if rest.split_once('/').is_some_and(|(service, _)| on_the_web(service)) {
            assert!(row.starts_with("| [") && row.contains("](https://"), "{row}");
            rows += 1;
        }
    }
    assert!(rows > 0, "{list}");
    let mut links = 0;
    for (path, text) in generated(&sources) {
        if !path.split('/').nth(2).is_some_and(on_the_web) {
            continue;
        }
        let named = text.lines().filter(|line| line.contains("/// `") && line.contains("`, page "));
        for line in named {
            assert!(line.contains("`, page [") && line.ends_with(".html)."), "{path}: {line}");
            links += 1;
        }
    }
    assert_eq!(links, 2 * rows, "of requests in the model, of methods in the client");
}

/// Two maintainers, and two runs, get the same bytes.
#[test]
fn the_same_specs_in_any_order_give_the_same_bytes() {
    for folder in ["spec", SMALL, QUIRKS] {
        let mut sources = repository::sources(folder);
        let first = generated(&sources);
        assert_eq!(generated(&sources), first, "{folder}, twice");
        sources.reverse();
        assert_eq!(generated(&sources), first, "{folder}, backwards");
        let middle = sources.len() / 2;
        sources.rotate_left(middle);
        assert_eq!(generated(&sources), first, "{folder}, from the middle");
    }
}

/// What is committed is what the specs say, and nothing else of ours lies beside it.
#[test]
fn the_committed_sources_are_what_the_specs_say() {
    let files = generated(&repository::sources("spec"));
    for (path, text) in &files {
        let committed = std::fs::read_to_string(repository::root().join("generated").join(path));
        assert_eq!(committed.as_ref().ok(), Some(text), "{path}: run `cargo xtask regenerate`");
    }
}

/// The code that users compile hides nothing behind a blanket `allow` or a panic.
#[test]
fn generated_sources_hold_no_allow_and_no_panic() {
    for (path, text) in generated(&repository::sources("spec")) {
        for forbidden in ["allow(", "unwrap()", ".expect(", "panic!", "todo!", "unimplemented!"] {
            assert!(!text.contains(forbidden), "{path} holds `{forbidden}`");
        }
    }
}
