//! Why specs differ from their pages: reasons that are given again and again.

use std::collections::BTreeMap;

use huaweicloud_codegen::DescribedService;

/// How often specs may give a reason before it has to become a rule of the audit.
const OFTEN: usize = 5;

/// The reasons that deviations give more often than that, and how often.
pub fn worn_reasons(specs: &[DescribedService]) -> Vec<(&str, usize)> {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    let operations = specs.iter().flat_map(|service| &service.operations);
    for deviation in operations.flat_map(|spec| &spec.deviations) {
        *reasons.entry(deviation.because.as_str()).or_default() += 1;
    }
    reasons.into_iter().filter(|(_, count)| *count > OFTEN).collect()
}
