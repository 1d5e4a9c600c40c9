//! The endpoints of services.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use huaweicloud_core::{Error, ErrorKind, Service};

use crate::{Addresses, Credentials, Environment, base::Base, iam::IAM};

const SUFFIX: &str = "myhuaweicloud.com";
/// The sovereign region in Europe has its own domain.
const EUROPE: (&str, &str) = ("eu-west-101", "myhuaweicloud.eu");
/// The environment variable for the URL of IAM in all regions.
pub(crate) const IAM_ENDPOINT: &str = "HUAWEICLOUD_SDK_IAM_ENDPOINT";
/// The prefix of the environment variables for the URLs of services.
pub(crate) const PREFIX: &str = "HUAWEICLOUD_SDK_REGION_";

/// The base URLs of services, by their names and labels.
type Bases = BTreeMap<(&'static str, &'static str), Arc<[Base]>>;

/// The endpoints of all services: a rule and exceptions.
#[derive(Debug)]
pub(crate) struct Endpoints {
    suffix: Option<String>,
    /// Endpoints that were set, by name of the service.
    overrides: BTreeMap<&'static str, Arc<[Base]>>,
    environment: Environment,
    /// Endpoints that were not set, by region, since they are looked for in every call.
    found: Mutex<BTreeMap<String, Bases>>,
}

impl Endpoints {
    /// Creates endpoints from the rule and the environment.
    pub(crate) fn new(suffix: Option<String>, environment: Environment) -> Self {
        Self { suffix, overrides: BTreeMap::new(), environment, found: Mutex::default() }
    }

    /// Sets the endpoint of a service.
    pub(crate) fn set(&mut self, service: &Service, addresses: &Addresses) -> Result<(), Error> {
        let parse = |url: &String| {
            Base::parse(url).map_err(|why| {
                refused(format!("the endpoint of {} is {why}", service.name))
                    .or_remedy("use a URL such as `https://sdrs.example.com`")
            })
        };
        let bases: Arc<[_]> = addresses.urls().iter().map(parse).collect::<Result<_, _>>()?;
        if bases.is_empty() {
            return Err(refused(format!("the endpoint of {} has no address", service.name)));
        }
        self.overrides.insert(service.name, bases);
        Ok(())
    }

    /// Returns the base URLs of a service, at least one: as set, else from the environment or the
    /// credentials, else by the rule.
    pub(crate) fn bases(
        &self,
        service: &Service,
        region: Option<&str>,
        credentials: Option<&Credentials>,
    ) -> Result<Arc<[Base]>, Error> {
        if let Some(bases) = self.overrides.get(service.name) {
            return Ok(Arc::clone(bases));
        }
        match region {
            // Only the address of IAM depends on credentials.
            Some(region) if service.name != IAM.name => self.remembered(service, region),
            _ => self.find(service, region, credentials),
        }
    }

    /// Returns the base URLs of a service in a region, which are looked for once.
    fn remembered(&self, service: &Service, region: &str) -> Result<Arc<[Base]>, Error> {
        let key = (service.name, service.endpoint);
        // A panic here leaves no inconsistent state.
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bases) = found.get(region).and_then(|bases| bases.get(&key)) {
            return Ok(Arc::clone(bases));
        }
        let bases = self.find(service, Some(region), None)?;
        found.entry(region.to_owned()).or_default().insert(key, Arc::clone(&bases));
        Ok(bases)
    }

    fn find(
        &self,
        service: &Service,
        region: Option<&str>,
        credentials: Option<&Credentials>,
    ) -> Result<Arc<[Base]>, Error> {
        if let Some((name, urls)) = self.variable(service, region) {
            let parse = |url: &str| {
                Base::parse_lenient(url.trim()).map_err(|why| refused(format!("{name} is {why}")))
            };
            return urls.split(',').map(parse).collect();
        }
        let iam =
            credentials.filter(|_| service.name == IAM.name).and_then(Credentials::iam_endpoint);
        if let Some(url) = iam {
            let base = Base::parse_lenient(url);
            let base = base.map_err(|why| refused(format!("the iam_endpoint is {why}")))?;
            return Ok([base].into());
        }
        let region = region.ok_or_else(|| missing(service))?;
        check_label("region", region)?;
        let suffix = self.suffix.as_deref().unwrap_or(match region == EUROPE.0 {
            true => EUROPE.1,
            false => SUFFIX,
        });
        let url = format!("https://{}.{region}.{suffix}", service.endpoint);
        let base = Base::parse(&url);
        let base = base.map_err(|why| refused(format!("{} would be at {why}", service.name)))?;
        Ok([base].into())
    }

    /// Returns the environment variable for a service. As in the official SDKs, `sfs_turbo` may be
    /// spelled without the underscore.
    fn variable(&self, service: &Service, region: Option<&str>) -> Option<(String, String)> {
        let mut names = Vec::new();
        if service.name == IAM.name {
            names.push(IAM_ENDPOINT.to_owned());
        }
        if let Some(region) = region {
            let region = in_variable(region);
            names.extend(spellings(service).map(|name| format!("{PREFIX}{name}_{region}")));
        }
        names.into_iter().find_map(|name| Some((name.clone(), self.environment.get(&name)?)))
    }
}

/// Returns a region as it is spelled in environment variables.
pub(crate) fn in_variable(region: &str) -> String {
    region.to_ascii_uppercase().replace('-', "_")
}

/// Returns the spellings of a service in environment variables.
pub(crate) fn spellings(service: &Service) -> [String; 2] {
    let name = service.name.to_ascii_uppercase();
    let short = name.replace('_', "");
    [name, short]
}

/// Checks a region or suffix, which becomes part of a host name.
pub(crate) fn check_label(what: &str, text: &str) -> Result<(), Error> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    match !text.is_empty() && text.chars().all(fits) {
        true => Ok(()),
        false => Err(refused(format!("the {what} `{text}` is invalid in a host name"))),
    }
}

fn missing(service: &Service) -> Error {
    refused(format!("there is no endpoint for `{}`", service.name)).or_remedy(format!(
        "set a region with `ClientBuilder::region`, or the endpoint of this service with \
         `ClientBuilder::endpoint(&{}::SERVICE, …)`",
        service.name
    ))
}

fn refused(message: String) -> Error {
    Error::new(ErrorKind::Configuration).message(message).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    static TURBO: Service = Service::new("sfs_turbo", "sfs-turbo");
    static SFS: Service = Service::new("sfs", "sfs");
    const REGION: Option<&str> = Some("cn-north-4");

    fn urls(bases: &[Base]) -> Vec<String> {
        bases.iter().map(|base| base.uri("/").unwrap().to_string()).collect()
    }

    #[test]
    fn a_service_is_where_the_most_explicit_source_says() {
        let rule = vec!["https://sfs-turbo.cn-north-4.myhuaweicloud.com/"];
        let long = "HUAWEICLOUD_SDK_REGION_SFS_TURBO_CN_NORTH_4";
        let short = "HUAWEICLOUD_SDK_REGION_SFSTURBO_CN_NORTH_4";
        for (set, environment, due) in [
            (None, vec![], rule.clone()),
            (Some((&TURBO, vec!["https://a"])), vec![], vec!["https://a/"]),
            (
                Some((&TURBO, vec!["https://a", "http://b"])),
                vec![],
                vec!["https://a/", "http://b/"],
            ),
            (Some((&SFS, vec!["https://a"])), vec![], rule.clone()),
            (None, vec![(short, "b, c")], vec!["https://b/", "https://c/"]),
            (None, vec![(long, "http://b")], vec!["http://b/"]),
            (None, vec![("HUAWEICLOUD_SDK_REGION_SFS_CN_NORTH_4", "b")], rule.clone()),
            (None, vec![(IAM_ENDPOINT, "https://b")], rule),
            (Some((&TURBO, vec!["https://a"])), vec![(short, "b")], vec!["https://a/"]),
        ] {
            let environment = Environment::from_pairs(environment);
            let mut endpoints = Endpoints::new(None, environment);
            if let Some((service, addresses)) = set {
                endpoints.set(service, &addresses.into()).unwrap();
            }
            assert_eq!(urls(&endpoints.bases(&TURBO, REGION, None).unwrap()), due);
        }
    }

    #[test]
    fn what_is_remembered_is_of_the_same_service_and_region() {
        static OTHER: Service = Service::new("sfs_turbo", "other");
        let endpoints = Endpoints::new(None, Environment::empty());
        for _ in 0..2 {
            for (service, region, host) in [
                (&TURBO, "a", "sfs-turbo.a"),
                (&TURBO, "b", "sfs-turbo.b"),
                (&SFS, "a", "sfs.a"),
                (&OTHER, "a", "other.a"),
            ] {
                let bases = endpoints.bases(service, Some(region), None).unwrap();
                assert_eq!(urls(&bases), [format!("https://{host}.myhuaweicloud.com/")]);
            }
        }
    }

    #[test]
    fn endpoints_that_are_none_are_refused() {
        for addresses in [
            Addresses::from("h"),
            Addresses::from(["https://h", "no url"]),
            Addresses::from(Vec::<String>::new()),
        ] {
            let error =
                Endpoints::new(None, Environment::empty()).set(&TURBO, &addresses).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert!(error.to_string().starts_with("the endpoint of sfs_turbo "), "{error}");
        }
    }

    #[test]
    fn iam_may_be_where_the_credentials_say() {
        let credentials = Credentials::token("t").with_iam_endpoint("https://c");
        for (environment, due) in
            [(vec![], "https://c/"), (vec![(IAM_ENDPOINT, "b")], "https://b/")]
        {
            let environment = Environment::from_pairs(environment);
            let endpoints = Endpoints::new(None, environment);
            for region in [None, REGION] {
                let bases = endpoints.bases(&IAM, region, Some(&credentials)).unwrap();
                assert_eq!(urls(&bases), [due], "{region:?}");
            }
        }
    }

    #[test]
    fn other_credentials_find_iam_elsewhere() {
        let endpoints = Endpoints::new(None, Environment::empty());
        for (url, due) in [
            (Some("https://a"), "https://a/"),
            (Some("b"), "https://b/"),
            (None, "https://iam.cn-north-4.myhuaweicloud.com/"),
        ] {
            let keys = Credentials::token("t");
            let keys = url.into_iter().fold(keys, |keys, url| keys.with_iam_endpoint(url));
            assert_eq!(urls(&endpoints.bases(&IAM, REGION, Some(&keys)).unwrap()), [due]);
        }
    }

    #[test]
    fn the_suffix_follows_the_region_unless_set() {
        for (region, suffix, host) in [
            ("cn-north-4", None, "sfs-turbo.cn-north-4.myhuaweicloud.com"),
            ("eu-west-101", None, "sfs-turbo.eu-west-101.myhuaweicloud.eu"),
            ("eu-west-101", Some("x.org"), "sfs-turbo.eu-west-101.x.org"),
            ("eu-de", Some("otc.t-systems.com"), "sfs-turbo.eu-de.otc.t-systems.com"),
        ] {
            let endpoints = Endpoints::new(suffix.map(str::to_owned), Environment::empty());
            let bases = endpoints.bases(&TURBO, Some(region), None).unwrap();
            assert_eq!(urls(&bases), [format!("https://{host}/")]);
        }
    }

    #[test]
    fn without_a_region_the_error_says_what_to_set() {
        let endpoints = Endpoints::new(None, Environment::empty());
        assert_eq!(
            endpoints.bases(&TURBO, None, None).unwrap_err().to_string(),
            "there is no endpoint for `sfs_turbo`; set a region with `ClientBuilder::region`, or the \
             endpoint of this service with `ClientBuilder::endpoint(&sfs_turbo::SERVICE, …)`"
        );
    }
}
