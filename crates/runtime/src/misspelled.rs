//! Warnings about environment variables with misspelled names.

use std::{collections::BTreeSet, sync::Mutex};

use huaweicloud_core::Service;

use crate::{
    Environment,
    endpoint::{IAM_ENDPOINT, PREFIX, in_variable, spellings},
    iam::IAM,
};

/// Variables with names that are long enough to detect a missing or additional letter.
const READ: [&str; 4] = [
    "HUAWEICLOUD_SDK_SECURITY_TOKEN",
    "HUAWEICLOUD_SDK_PROJECT_ID",
    "HUAWEICLOUD_SDK_CREDENTIALS_FILE",
    IAM_ENDPOINT,
];

/// The variables that this process has already warned about.
static WARNED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Warns about variables whose names look like misspelled ones, since they have no effect. At most
/// one warning per variable and process.
pub(crate) fn warn(environment: &Environment, region: Option<&str>, services: &[&Service]) {
    for (name, meant) in find(&environment.names(), region, services) {
        let Ok(mut warned) = WARNED.lock() else { return };
        if warned.insert(name.clone()) {
            tracing::warn!("the variable {name} has no effect; did you mean {meant}?");
        }
    }
}

/// Returns the misspelled names with the intended ones.
fn find(names: &[String], region: Option<&str>, services: &[&Service]) -> Vec<(String, String)> {
    let region = region.map(|region| format!("_{}", in_variable(region)));
    let known: Vec<String> = services.iter().copied().chain([&IAM]).flat_map(spellings).collect();
    let meant = |name: &str| {
        if let Some(rest) = name.strip_prefix(PREFIX) {
            let region = region.as_deref()?;
            let service = rest.strip_suffix(region)?;
            let meant = closest(service, known.iter().map(String::as_str))?;
            return Some(format!("{PREFIX}{meant}{region}"));
        }
        closest(name, READ.into_iter()).map(str::to_owned)
    };
    names.iter().filter_map(|name| Some((name.clone(), meant(name)?))).collect()
}

/// Returns the intended name, unless the name itself is known. Names of services are short, and
/// `DRS` is another service than `SDRS`, so only swapped letters count as misspelled there.
fn closest<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    if known.clone().any(|known| known == name) {
        return None;
    }
    let is_slip = |known: &&str| match known.len() {
        ..6 => letters(known) == letters(name),
        _ => strsim::osa_distance(known, name) <= 2,
    };
    known.filter(is_slip).min_by_key(|known| strsim::osa_distance(known, name))
}

fn letters(name: &str) -> Vec<char> {
    let mut letters: Vec<_> = name.chars().collect();
    letters.sort_unstable();
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    static SDRS: Service = Service::new("sdrs", "sdrs");
    static TURBO: Service = Service::new("sfs_turbo", "sfs-turbo");

    #[test]
    fn slips_are_told_from_what_is_none_of_our_business() {
        let meant = |name: &str| {
            let found = find(&[name.to_owned()], Some("cn-north-4"), &[&SDRS, &TURBO]);
            found.into_iter().next().map(|(_, meant)| meant)
        };
        for (name, due) in [
            (
                "HUAWEICLOUD_SDK_REGION_SDSR_CN_NORTH_4",
                Some("HUAWEICLOUD_SDK_REGION_SDRS_CN_NORTH_4"),
            ),
            (
                "HUAWEICLOUD_SDK_REGION_SFSTRUBO_CN_NORTH_4",
                Some("HUAWEICLOUD_SDK_REGION_SFSTURBO_CN_NORTH_4"),
            ),
            ("HUAWEICLOUD_SDK_PROJECTID", Some("HUAWEICLOUD_SDK_PROJECT_ID")),
            ("HUAWEICLOUD_SDK_REGION_SDRS_CN_NORTH_4", None),
            ("HUAWEICLOUD_SDK_REGION_SFSTURBO_CN_NORTH_4", None),
            // Other services, other regions, and variables of the official SDKs.
            ("HUAWEICLOUD_SDK_REGION_DRS_CN_NORTH_4", None),
            ("HUAWEICLOUD_SDK_REGION_SMS_CN_NORTH_4", None),
            ("HUAWEICLOUD_SDK_REGION_SDSR_EU_WEST_0", None),
            ("HUAWEICLOUD_SDK_DOMAIN_ID", None),
            ("HUAWEICLOUD_SDK_AK", None),
            ("PATH", None),
        ] {
            assert_eq!(meant(name).as_deref(), due, "{name}");
        }
    }
}
