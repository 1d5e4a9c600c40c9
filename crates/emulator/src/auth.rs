//! Who sends a request.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header::AUTHORIZATION, request::Parts};
use huaweicloud_core::signing::{self, UNSIGNED_PAYLOAD, X_SDK_CONTENT_SHA256, payload_hash};

use crate::{
    Proof,
    cloud::{Cloud, Iam, User},
    gateway::Rejection,
};

/// How far the clock of a client may be off.
const TOLERANCE: Duration = Duration::from_secs(15 * 60);

/// Who sends a request; in the extensions of every call that needs a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    /// Whether they may see what belongs to others.
    pub(crate) admin: bool,
    /// Their projects.
    pub(crate) projects: Vec<String>,
    /// Those they may act in with this proof.
    pub(crate) acts_in: Vec<String>,
    /// The project they act in, where the path names none.
    pub(crate) project_id: Option<String>,
}

/// Finds out who sends a request, by signature or by token.
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
    let user = user.ok_or_else(|| unauthenticated("the access key belongs to nobody"))?;
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

/// A signature covers what the header says of the body; here the header must not lie.
fn check_payload(headers: &HeaderMap, body: &Bytes) -> Result<(), Rejection> {
    let claimed = headers.get(X_SDK_CONTENT_SHA256).map(|value| value.as_bytes());
    let actual = payload_hash(&HeaderMap::new(), &[], body);
    match claimed {
        Some(claimed) if claimed != UNSIGNED_PAYLOAD.as_bytes() && claimed != actual.as_bytes() => {
            Err(unauthenticated("X-Sdk-Content-Sha256 is not the hash of the body"))
        }
        _ => Ok(()),
    }
}

fn by_token(cloud: &Cloud, text: &str) -> Result<(Caller, Proof), Rejection> {
    let iam = cloud.iam();
    let token = iam.token(text).ok_or_else(|| unauthenticated("nobody was issued this token"))?;
    if token.expires_at <= cloud.clock().now() {
        return Err(Rejection::new(
            StatusCode::UNAUTHORIZED,
            "APIGW.0307",
            "The token must be updated",
        ));
    }
    let user =
        iam.user(&token.user).ok_or_else(|| unauthenticated("the user of the token is gone"))?;
    let projects = projects(&iam, user);
    // The user may have lost the project since.
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

/// That a caller may not act in a project.
pub(crate) fn foreign_project(id: &str) -> Rejection {
    let message = format!(
        "The IAM user is not authorized to access the API: the project `{id}` is not theirs"
    );
    Rejection::new(StatusCode::FORBIDDEN, "APIGW.0302", message)
}
