//! Environment variables that look like a misspelling of one that is read.

use std::{collections::BTreeSet, sync::Mutex};

use huaweicloud_core::Service;

use crate::{
    Environment,
    endpoint::{IAM_ENDPOINT, PREFIX, in_variable, spellings},
    iam::IAM,
};

/// Variables whose names are long enough that one letter more or less is a slip.
const READ: [&str; 4] = [
    "HUAWEICLOUD_SDK_SECURITY_TOKEN",
    "HUAWEICLOUD_SDK_PROJECT_ID",
    "HUAWEICLOUD_SDK_CREDENTIALS_FILE",
    IAM_ENDPOINT,
];

/// What was warned of in this process.
static WARNED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Warns, once in a process, of each variable that looks like a misspelling of one that is read:
/// nobody would notice otherwise that it has no effect.
pub(crate) fn warn(environment: &Environment, region: Option<&str>, services: &[&Service]) {
    for (name, meant) in find(&environment.names(), region, services) {
        let Ok(mut warned) = WARNED.lock() else { return };
        if warned.insert(name.clone()) {
            tracing::warn!("the variable {name} has no effect; did you mean {meant}?");
        }
    }
}

/// Misspelled names, and what is meant.
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

/// The name that was meant, if it is not there as it is. Names of services are short, and `DRS` is
/// another service than `SDRS`: only letters in another order are a slip there.
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
            // Other services, other regions, and what the official SDKs read.
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
