//! What specs become: small ones, each beside its Rust; the founding ones as they are committed;
//! and that the same specs always become the same.

use huaweicloud_codegen::{Files, Source, generate, load};
use huaweicloud_tests::repository;
use insta::Settings;

fn generated(sources: &[Source]) -> Files {
    let specs = load(sources).unwrap_or_else(|diagnostics| {
        panic!("{}", huaweicloud_codegen::render(sources, &diagnostics, "", false))
    });
    generate(&specs).unwrap_or_else(|diagnostics| {
        panic!("{}", huaweicloud_codegen::render(sources, &diagnostics, "", false))
    })
}

fn snapshots() -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(repository::root().join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// A reviewer sees each construct beside the Rust it becomes.
#[test]
fn small_specs_become_this_rust() {
    for name in ["error_codes", "fields", "pages_by_marker", "path_parameters", "query"] {
        let sources = repository::sources(&format!("tests/specs/small/{name}"));
        let mut shown = String::new();
        for source in sources.iter().filter(|source| !source.path.ends_with("service.yaml")) {
            shown.push_str(&format!("==== spec/{}\n{}\n", source.path, source.text));
        }
        for (path, text) in generated(&sources) {
            if path.contains("/demo/") && !(path.ends_with("mod.rs") && !path.starts_with("server")) {
                shown.push_str(&format!("==== generated/{path}\n{text}\n"));
            }
        }
        snapshots().bind(|| insta::assert_snapshot!(format!("small_{name}"), shown));
    }
}

/// A change of the generator shows what it does to the calls that users have.
#[test]
fn the_founding_operations_are_this_rust() {
    let files = generated(&repository::sources("spec"));
    for service in ["ims/legacy_images", "sdrs/disaster_recovery_drills", "sdrs/failure_jobs", "sdrs/jobs", "sfs/shares"] {
        for krate in ["model", "client"] {
            let text = &files[&format!("{krate}/src/{service}.rs")];
            let name = format!("{krate}_{}", service.replace('/', "_"));
            snapshots().bind(|| insta::assert_snapshot!(name, text));
        }
    }
}

/// Two maintainers, and two runs, get the same bytes.
#[test]
fn the_same_specs_in_any_order_give_the_same_bytes() {
    for folder in ["spec", "tests/specs/small/query", "tests/specs/small/fields"] {
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
