//! Specs held against the facts of their pages.

mod alternatives;
mod aspects;
mod at;
mod audited;
mod compare;
mod counts;
mod deviations;
mod difference;
mod errors;
pub(crate) mod kinds;
mod read;
mod reasons;
mod reference;
mod rows;
mod samples;
mod shared;
mod twins;

use huaweicloud_codegen::DescribedService;

pub(crate) use aspects::{MANY, is_outside};
pub use audited::{Audited, AuditedService, Count};
pub use difference::Difference;
pub use reasons::worn_reasons;

use crate::facts::Facts;
pub(crate) use read::Read;
pub(crate) use reference::Reference;
use shared::Shared;
use twins::Twins;
pub(crate) use twins::readings;

/// Holds specs against the facts of pages, and tells what differs, operation by operation.
pub fn audit(facts: &[Facts], specs: &[DescribedService]) -> Vec<AuditedService> {
    specs.iter().map(|spec| of_service(facts, spec)).collect()
}

fn of_service(facts: &[Facts], service: &DescribedService) -> AuditedService {
    let reference = Reference::of(facts, &service.name);
    let pages: Vec<_> = service.operations.iter().map(|spec| Read::of(spec, &reference)).collect();
    let shared = Shared::of(pages.iter().flatten());
    let twins = Twins::of(pages.iter().flatten());
    let operations = service.operations.iter().zip(&pages).map(|(spec, read)| match read {
        Some(read) => of_operation(read, &reference, &shared, &twins),
        None => Audited::without_page(spec),
    });
    AuditedService {
        name: service.name.clone(),
        codes: counts::of_codes(service, &reference),
        operations: operations.collect(),
        differences: errors::service(service, &reference),
    }
}

fn of_operation(
    read: &Read<'_>,
    reference: &Reference<'_>,
    shared: &Shared<'_>,
    twins: &Twins<'_>,
) -> Audited {
    let Read { spec, page, rows, shown, .. } = read;
    let mut found = compare::operation(spec, page);
    found.extend(errors::operation(spec, page, reference));
    found.extend(compare::rows(read, reference, shared));
    found.extend(shown.differences());
    found.extend(twins.differences(read));
    let all = found.len();
    let left = deviations::explain(spec, shown, found);
    let open = left.iter().filter(|it| !it.is_stale()).count();
    Audited {
        operation: spec.operation.clone(),
        parameters: counts::of_rows(spec, rows, counts::is_parameter),
        fields: counts::of_rows(spec, rows, |at| !counts::is_parameter(at)),
        values: counts::of_values(spec, rows),
        statuses: counts::of_statuses(spec, page),
        samples: Count { documented: shown.all, in_spec: shown.known },
        explained: all.saturating_sub(open),
        differences: left,
    }
}
