//! Credentials from environment variables.

use huaweicloud_core::Error;

use super::{CredentialsProvider, ProviderContext};
use crate::{
    BoxFuture, Credentials, Environment,
    credentials::{broken, refused},
};

const AK: &str = "HUAWEICLOUD_SDK_AK";
const SK: &str = "HUAWEICLOUD_SDK_SK";
const SECURITY_TOKEN: &str = "HUAWEICLOUD_SDK_SECURITY_TOKEN";
const PROJECT_ID: &str = "HUAWEICLOUD_SDK_PROJECT_ID";

/// Credentials from the environment variables `HUAWEICLOUD_SDK_AK` and `HUAWEICLOUD_SDK_SK`, with
/// `HUAWEICLOUD_SDK_SECURITY_TOKEN` for temporary ones, and the project
/// `HUAWEICLOUD_SDK_PROJECT_ID` if it is set.
#[derive(Clone, Debug, Default)]
pub struct EnvironmentCredentials(Environment);

impl EnvironmentCredentials {
    /// Creates a provider that reads this environment.
    pub fn new(environment: Environment) -> Self {
        Self(environment)
    }

    fn read(&self) -> Result<Credentials, Error> {
        let (access_key, secret_key) = match (self.0.get(AK), self.0.get(SK)) {
            (Some(access_key), Some(secret_key)) => (access_key, secret_key),
            (Some(_), None) => return Err(broken(format!("{AK} is set, but {SK} is not"))),
            (None, Some(_)) => return Err(broken(format!("{SK} is set, but {AK} is not"))),
            (None, None) => return Err(refused(format!("{AK} and {SK} are not set"))),
        };
        let mut credentials = Credentials::aksk(access_key, secret_key);
        if let Some(token) = self.0.get(SECURITY_TOKEN) {
            credentials = credentials.with_security_token(token);
        }
        if let Some(project_id) = self.0.get(PROJECT_ID) {
            credentials = credentials.with_project_id(project_id);
        }
        Ok(credentials)
    }
}

impl CredentialsProvider for EnvironmentCredentials {
    fn name(&self) -> &str {
        "environment"
    }

    fn credentials<'a>(
        &'a self,
        _: &'a ProviderContext,
    ) -> BoxFuture<'a, Result<Credentials, Error>> {
        Box::pin(std::future::ready(self.read()))
    }
}
