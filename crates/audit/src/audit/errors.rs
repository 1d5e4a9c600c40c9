//! How operations fail: statuses and codes, of pages and of specs.

use std::collections::BTreeSet;

use huaweicloud_codegen::{Described, DescribedService};
use serde_json::{Value, json};

use super::{Difference, reference::Reference};
use crate::facts::{Operation, Role};

/// How the codes of the API gateway begin, which stands before every service and is on no page of theirs.
const GATEWAY: &str = "APIGW.";

/// The statuses of failure of an operation, and the errors that its examples show.
pub(super) fn operation(
    spec: &Described,
    page: &Operation,
    reference: &Reference<'_>,
) -> Vec<Difference> {
    let mut found = Vec::new();
    let due: BTreeSet<u16> = page.errors.iter().copied().collect();
    let own: BTreeSet<u16> = spec.errors.iter().copied().collect();
    if !due.is_empty() && due != own {
        found.push(Difference::new("status", "errors", json!(due), listed(&own)));
    }
    for (status, code) in &spec.raised {
        let code = code.as_deref().unwrap_or_default();
        let codes = &reference.codes;
        if code.starts_with(GATEWAY) {
            continue;
        }
        if !own.contains(status) && !codes.iter().any(|code| code.status == *status) {
            found.push(Difference::new("status", "errors", json!(due), status.to_string()));
        }
        let statuses: BTreeSet<u16> =
            codes.iter().filter(|it| it.code == code).map(|it| it.status).collect();
        let is_plain = code.is_empty() || code == status.to_string();
        if !codes.is_empty() && !statuses.contains(status) && !is_plain && !is_shown(code, page) {
            let spec = format!("{code} with {status}");
            found.push(Difference::new("status", "code", json!(statuses), spec));
        }
    }
    found
}

/// Of how many codes one may be of class `other`, which tells programs nothing.
const CODES_PER_OTHER: usize = 20;

/// The codes that a service knows and no page lists, those that have no class, and whether the class is
/// `other` too often.
pub(super) fn service(spec: &DescribedService, reference: &Reference<'_>) -> Vec<Difference> {
    let listed: BTreeSet<&str> = reference.codes.iter().map(|it| it.code.as_str()).collect();
    let known: BTreeSet<&str> = spec.errors.iter().map(|it| it.code.as_str()).collect();
    let unknown =
        known.difference(&listed).map(|code| Difference::new("errors", "code", "absent", *code));
    let missing =
        listed.difference(&known).map(|code| Difference::new("errors", "code", *code, ""));
    let others = spec.errors.iter().filter(|it| it.is_other).count();
    let due = listed.len() / CODES_PER_OTHER;
    let vague = (others > due)
        .then(|| Difference::new("errors", "other", format!("{due} at most"), others.to_string()));
    unknown.chain(missing).chain(vague).collect()
}

/// Whether an error among the samples has a code.
fn is_shown(code: &str, page: &Operation) -> bool {
    let errors = page.samples.iter().filter(|sample| sample.role == Role::Error);
    let mut bodies = errors.filter_map(|sample| serde_json::to_value(sample.body.as_ref()?).ok());
    let has = |envelope: &Value| envelope.get("code").is_some_and(|own| own == code);
    bodies.any(|body| has(&body) || body.as_object().is_some_and(|it| it.values().any(has)))
}

fn listed(statuses: &BTreeSet<u16>) -> String {
    let statuses: Vec<_> = statuses.iter().map(u16::to_string).collect();
    statuses.join(", ")
}
