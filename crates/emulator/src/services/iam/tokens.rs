//! Tokens.

use http::{HeaderName, HeaderValue};
use huaweicloud_core::Timestamp;
use huaweicloud_serve::{Arguments, Fault, Incoming, Reply};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::cloud::{Cloud, Domain, Iam, Project, Token, User};

const SUBJECT_TOKEN: HeaderName = HeaderName::from_static("x-subject-token");

#[derive(Deserialize)]
struct Request {
    auth: Auth,
}

#[derive(Deserialize)]
struct Auth {
    identity: Identity,
    scope: Option<Scope>,
}

#[derive(Deserialize)]
struct Identity {
    methods: Vec<String>,
    password: Option<Password>,
}

#[derive(Deserialize)]
struct Password {
    user: Credentials,
}

#[derive(Deserialize)]
struct Credentials {
    #[serde(flatten)]
    user: Reference,
    password: String,
    domain: Option<Reference>,
}

#[derive(Deserialize)]
struct Scope {
    project: Option<Reference>,
    domain: Option<Reference>,
}

/// A reference to an object by its ID or its name.
#[derive(Deserialize)]
struct Reference {
    id: Option<String>,
    name: Option<String>,
}

impl Reference {
    fn is(&self, id: &str, name: &str) -> bool {
        match (&self.id, &self.name) {
            (Some(given), _) => given == id,
            (None, Some(given)) => given == name,
            (None, None) => false,
        }
    }
}

/// Issues a token for a user name and a password.
pub(super) fn create(cloud: &Cloud, incoming: &Incoming) -> Result<Reply, Fault> {
    let mut arguments = Arguments::of(incoming);
    let no_catalog: Option<String> = arguments.query("nocatalog").optional();
    arguments.finish()?;
    let Request { auth } = serde_json::from_slice(&incoming.body)
        .map_err(|error| Fault::invalid(format!("the body cannot be read: {error}")))?;
    let credentials = credentials(auth.identity)?;

    let mut iam = cloud.iam();
    let user = check_password(&iam, &credentials)?.clone();
    let project = check_scope(&iam, &user, auth.scope.as_ref())?.cloned();
    let now = cloud.clock().now();
    let project_id = project.as_ref().map(|project| project.id.clone());
    let (text, token) = iam.issue(&user.name, project_id, now);

    let mut body = show(&user, &iam.domain, &token);
    body.insert("issued_at".to_owned(), micros(now.into()).into());
    match &project {
        Some(project) => body.insert("project".to_owned(), show_project(project, &iam.domain)),
        None => body.insert("domain".to_owned(), show_domain(&iam.domain)),
    };
    if no_catalog.is_none_or(|given| given.is_empty()) {
        body.insert("catalog".to_owned(), catalog(cloud, project.as_ref()));
    }
    let mut reply = Reply::json(201, &json!({ "token": body }))?;
    let mut value =
        HeaderValue::from_str(&text).map_err(|error| Fault::new(500, None, error.to_string()))?;
    value.set_sensitive(true);
    reply.headers.insert(SUBJECT_TOKEN, value);
    Ok(reply)
}

fn credentials(identity: Identity) -> Result<Credentials, Fault> {
    if identity.methods != ["password"] {
        let methods = identity.methods.join("`, `");
        return Err(Fault::invalid(format!("the only method is `password`, not `{methods}`")));
    }
    let password =
        identity.password.ok_or_else(|| Fault::invalid("auth.identity.password is missing"))?;
    Ok(password.user)
}

/// Finds the user and checks the password. Unknown users and wrong passwords produce the same
/// error, so that user names cannot be guessed.
fn check_password<'a>(iam: &'a Iam, given: &Credentials) -> Result<&'a User, Fault> {
    let of_domain = |domain: &Reference| domain.is(&iam.domain.id, &iam.domain.name);
    // User IDs are unique across domains, so they need no domain.
    let domain_fits = given.user.id.is_some() || given.domain.as_ref().is_some_and(of_domain);
    iam.users
        .iter()
        .find(|user| domain_fits && given.user.is(&user.id, &user.name))
        .filter(|user| user.password.as_ref() == Some(&given.password))
        .ok_or_else(|| Fault::new(401, None, "The username or password is wrong."))
}

/// Returns the project that the token is scoped to, or `None` for a token of the domain.
fn check_scope<'a>(
    iam: &'a Iam,
    user: &'a User,
    scope: Option<&Scope>,
) -> Result<Option<&'a Project>, Fault> {
    let Some(scope) = scope else { return Ok(None) };
    if let Some(wanted) = &scope.project {
        let project = iam.projects_of(user).find(|project| wanted.is(&project.id, &project.name));
        let refused = || {
            Fault::new(401, None, "The project does not exist, or the user has no access to it.")
        };
        return project.map(Some).ok_or_else(refused);
    }
    match &scope.domain {
        Some(wanted) if !wanted.is(&iam.domain.id, &iam.domain.name) => Err(Fault::new(
            401,
            None,
            "The domain does not exist, or the user has no access to it.",
        )),
        _ => Ok(None),
    }
}

fn show(user: &User, domain: &Domain, token: &Token) -> Map<String, Value> {
    let mut body = Map::new();
    body.insert("expires_at".to_owned(), micros(token.expires_at.into()).into());
    body.insert("methods".to_owned(), json!(["password"]));
    body.insert("roles".to_owned(), json!([]));
    let user = json!({
        "id": user.id,
        "name": user.name,
        "domain": show_domain(domain),
        "password_expires_at": "",
    });
    body.insert("user".to_owned(), user);
    body
}

fn show_domain(domain: &Domain) -> Value {
    json!({ "id": domain.id, "name": domain.name })
}

fn show_project(project: &Project, domain: &Domain) -> Value {
    json!({ "id": project.id, "name": project.name, "domain": show_domain(domain) })
}

/// Returns the endpoints of all services, with the project ID where the paths of the service begin
/// with it.
fn catalog(cloud: &Cloud, project: Option<&Project>) -> Value {
    let region = cloud.region();
    let entries = cloud.urls().map(|(service, url)| {
        let url = match (service, project) {
            ("iam", _) => format!("{url}/v3"),
            ("sdrs", Some(project)) => format!("{url}/v1/{}", project.id),
            ("sfs", Some(project)) => format!("{url}/v2/{}", project.id),
            _ => url.to_owned(),
        };
        let endpoint = json!({
            "id": format!("{service}-{region}"),
            "interface": "public",
            "region": region,
            "region_id": region,
            "url": url,
        });
        json!({ "id": service, "name": service, "type": service, "endpoints": [endpoint] })
    });
    entries.collect()
}

/// Formats a time with microseconds, as Keystone does.
fn micros(time: Timestamp) -> String {
    match time.as_str().strip_suffix('Z') {
        Some(millis) => format!("{millis}000Z"),
        None => time.as_str().to_owned(),
    }
}
