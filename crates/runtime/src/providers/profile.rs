//! Credentials from the profile file.

use std::{
    io,
    path::{Path, PathBuf},
};

use huaweicloud_core::Error;
use ini::{Ini, ParseOption};

use super::{CredentialsProvider, ProviderContext};
use crate::{
    BoxFuture, Credentials, Environment,
    credentials::{broken, refused},
};

const FILE: &str = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";
const SECTION: &str = "basic";

/// Credentials from the file `~/.huaweicloud/credentials`, or the one in the environment variable
/// `HUAWEICLOUD_SDK_CREDENTIALS_FILE`.
///
/// ```ini
/// [basic]
/// ak = …
/// sk = …
/// ; These may be left out.
/// security_token = …
/// project_id = …
/// iam_endpoint = …
/// ```
#[derive(Clone, Debug)]
pub struct ProfileCredentials(Option<PathBuf>);

impl ProfileCredentials {
    /// Creates a provider that reads the file that this environment determines.
    pub fn new(environment: &Environment) -> Self {
        let home = || environment.get("HOME").or_else(|| environment.get("USERPROFILE"));
        let in_home = |home| Path::new(&home).join(".huaweicloud").join("credentials");
        Self(environment.get(FILE).map(PathBuf::from).or_else(|| home().map(in_home)))
    }

    /// Creates a provider that reads this file.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(Some(path.into()))
    }

    fn read(&self) -> Result<Credentials, Error> {
        let path = self.0.as_ref();
        let path =
            path.ok_or_else(|| refused(format!("no home directory, and {FILE} is not set")))?;
        let path_shown = path.display();
        let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
            // A missing directory, such as below a home directory of `/dev/null`.
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                refused(format!("{path_shown} does not exist"))
            }
            _ => broken(format!("{path_shown} cannot be read: {error}")),
        })?;
        parse(&text).map_err(|message| broken(format!("{path_shown} {message}")))
    }
}

/// Reads the file synchronously, since it is small and read once per client.
impl CredentialsProvider for ProfileCredentials {
    fn name(&self) -> &str {
        "profile"
    }

    fn credentials<'a>(
        &'a self,
        _: &'a ProviderContext,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(std::future::ready(self.read()))
    }
}

fn parse(text: &str) -> Result<Credentials, String> {
    // Secrets are random text, so there are no quotes and escapes.
    let options = ParseOption { enabled_quote: false, enabled_escape: false, ..Default::default() };
    let file = Ini::load_from_str_opt(text.trim_start_matches('\u{feff}'), options)
        // The error message of the parser may contain secrets of the line.
        .map_err(|error| format!("is not an INI file, line {}", error.line))?;
    let section = file.section(Some(SECTION)).ok_or(format!("has no section [{SECTION}]"))?;
    let get = |key: &str| section.get(key).map(str::trim).filter(|value| !value.is_empty());
    let required = |key| get(key).ok_or(format!("has no `{key}` in [{SECTION}]"));

    let mut credentials = Credentials::aksk(required("ak")?, required("sk")?);
    if let Some(token) = get("security_token") {
        credentials = credentials.with_security_token(token);
    }
    if let Some(project_id) = get("project_id") {
        credentials = credentials.with_project_id(project_id);
    }
    if let Some(url) = get("iam_endpoint") {
        credentials = credentials.with_iam_endpoint(url);
    }
    Ok(credentials)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credentials::Kind;
    use secrecy::ExposeSecret as _;

    #[test]
    fn profiles_are_read_key_by_key() {
        for (text, key) in [
            ("[basic]\nak = AK\nsk = SK\n", "AK SK - - -"),
            ("\u{feff}[basic]\nak = AK\nsk = SK\n", "AK SK - - -"),
            ("[basic]\r\nak=AK\r\nsk=a\\b\"c'\r\n", "AK a\\b\"c' - - -"),
            ("[basic]\nak=AK\nsk=\"SK\"\n", "AK \"SK\" - - -"),
            ("# mine\n[global]\nak = X\n[basic]\nsk = SK=\nak: AK", "AK SK= - - -"),
            (
                "[basic]\nak=AK\nsk=SK\nsecurity_token=T\nproject_id=P\niam_endpoint=https://i",
                "AK SK T P https://i",
            ),
            ("[basic]\nak=AK\nsk=SK\nsecurity_token=\n", "AK SK - - -"),
        ] {
            let credentials = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            let Kind::Aksk { access_key, secret_key, security_token } = &credentials.kind else {
                panic!("{text}: no keys")
            };
            let token = security_token.as_ref().map(|token| token.expose_secret());
            let (project, iam) = (credentials.project_id(), credentials.iam_endpoint());
            let optional = [token, project, iam].map(|part| part.unwrap_or("-")).join(" ");
            assert_eq!(format!("{access_key} {} {optional}", secret_key.expose_secret()), key);
        }
    }

    #[test]
    fn a_profile_that_cannot_be_used_says_why() {
        for (text, message) in [
            ("", "has no section [basic]"),
            ("[global]\nak = AK\nsk = SK", "has no section [basic]"),
            ("[basic]\nsk = SK", "has no `ak` in [basic]"),
            ("[basic]\nak = AK\nsk =", "has no `sk` in [basic]"),
            ("[basic]\nak = AK\ns3cret", "is not an INI file, line 3"),
            ("[basic", "is not an INI file, line 1"),
        ] {
            assert_eq!(parse(text).map(|_| ()), Err(message.to_owned()), "{text}");
        }
    }

    #[test]
    fn the_file_is_found_by_the_environment() {
        for (pairs, path) in [
            (vec![("HOME", "/home/me")], Some("/home/me/.huaweicloud/credentials")),
            (vec![("USERPROFILE", "/u")], Some("/u/.huaweicloud/credentials")),
            (vec![("HOME", "/home/me"), (FILE, "/etc/keys")], Some("/etc/keys")),
            (vec![("HOME", "")], None),
        ] {
            let profile = ProfileCredentials::new(&Environment::from_pairs(pairs));
            assert_eq!(profile.0.as_deref(), path.map(Path::new));
        }
    }
}
