//! Authentication of requests.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header::AUTHORIZATION, request::Parts};
use huaweicloud_core::signing::{self, UNSIGNED_PAYLOAD, X_SDK_CONTENT_SHA256};

use crate::{
    Proof,
    cloud::{Cloud, Iam, User},
    rejection::Rejection,
};

/// The greatest difference between the clock of a client and that of the cloud, either way.
const TOLERANCE: Duration = Duration::from_secs(15 * 60);

/// The sender of a request, in the extensions of every call that needs authentication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    /// Whether the caller may list resources of other projects.
    pub(crate) admin: bool,
    /// IDs of all projects of the caller.
    pub(crate) projects: Vec<String>,
    /// IDs of the projects that this proof allows the caller to act in.
    pub(crate) acts_in: Vec<String>,
    /// ID of the project that the caller acts in where the path contains none.
    pub(crate) project_id: Option<String>,
}

/// Authenticates a request by its signature or its token.
pub(crate) fn authenticate(
    cloud: &Cloud,
    parts: &Parts,
    body: &Bytes,
) -> Result<(Caller, Proof), Rejection> {
    match parts.headers.get("x-auth-token") {
        Some(token) if !parts.headers.contains_key(AUTHORIZATION) => {
            by_token(cloud, token.to_str().unwrap_or_default())
        }
        _ => by_signature(cloud, parts, body),
    }
}

fn by_signature(cloud: &Cloud, parts: &Parts, body: &Bytes) -> Result<(Caller, Proof), Rejection> {
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let request =
        signing::Request { method: parts.method.as_str(), target, headers: &parts.headers };
    let iam = cloud.iam();
    let secret_of = |key: &str| iam.access_key(key).map(|key| key.secret_key.as_str());
    let access_key = signing::verify(request, body, cloud.clock().now(), TOLERANCE, secret_of)
        .map_err(|refusal| unauthenticated(&refusal.to_string()))?;
    check_payload(&parts.headers, body)?;
    let user = iam.access_key(access_key).and_then(|key| iam.user(&key.user));
    let user = user.ok_or_else(|| unauthenticated("the user of the access key does not exist"))?;
    let projects = projects(&iam, user);
    let project_id = parts.headers.get("x-project-id").and_then(|id| id.to_str().ok());
    let project_id = match project_id {
        Some(id) if !projects.iter().any(|project| project == id) => {
            return Err(foreign_project(id));
        }
        Some(id) => Some(id.to_owned()),
        None => projects.first().cloned(),
    };
    let caller = Caller { admin: user.admin, acts_in: projects.clone(), projects, project_id };
    Ok((caller, Proof::Signature { access_key: access_key.to_owned() }))
}

/// Checks the hash that the client declares in a header, since the signature covers only that
/// header.
fn check_payload(headers: &HeaderMap, body: &Bytes) -> Result<(), Rejection> {
    let claimed = headers.get(X_SDK_CONTENT_SHA256).map(|value| value.as_bytes());
    let actual = signing::hash(body);
    match claimed {
        Some(claimed) if claimed != UNSIGNED_PAYLOAD.as_bytes() && claimed != actual.as_bytes() => {
            Err(unauthenticated("X-Sdk-Content-Sha256 is not the hash of the body"))
        }
        _ => Ok(()),
    }
}

fn by_token(cloud: &Cloud, text: &str) -> Result<(Caller, Proof), Rejection> {
    let iam = cloud.iam();
    let token = iam.token(text).ok_or_else(|| unauthenticated("the token is unknown"))?;
    if token.expires_at <= cloud.clock().now() {
        return Err(Rejection::new(
            StatusCode::UNAUTHORIZED,
            "APIGW.0307",
            "The token must be updated",
        ));
    }
    let user = iam
        .user(&token.user)
        .ok_or_else(|| unauthenticated("the user of the token does not exist"))?;
    let projects = projects(&iam, user);
    // The user may have lost access to the project since the token was issued.
    let project_id = token.project_id.clone().filter(|id| projects.contains(id));
    let acts_in = project_id.iter().cloned().collect();
    let caller = Caller { admin: user.admin, projects, acts_in, project_id };
    Ok((caller, Proof::Token { user: user.name.clone() }))
}

fn projects(iam: &Iam, user: &User) -> Vec<String> {
    iam.projects_of(user).map(|project| project.id.clone()).collect()
}

fn unauthenticated(reason: &str) -> Rejection {
    let message = format!("Incorrect IAM authentication information: {reason}");
    Rejection::new(StatusCode::UNAUTHORIZED, "APIGW.0301", message)
}

/// The rejection of a caller that may not act in a project.
pub(crate) fn foreign_project(id: &str) -> Rejection {
    let message = format!(
        "The IAM user is not authorized to access the API: no access to the project `{id}`"
    );
    Rejection::new(StatusCode::FORBIDDEN, "APIGW.0302", message)
}
