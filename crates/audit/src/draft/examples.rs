//! Samples of a page to examples of a spec.

use huaweicloud_codegen::Tree;
use percent_encoding::percent_decode_str;

use super::{
    drafting::Drafting,
    json,
    trees::{ends_with, number, todo},
};
use crate::facts::{Field, Json, Role, Sample};

/// A request of the page; its first line and its body may be two samples.
#[derive(Clone, Default)]
struct Request<'a> {
    target: Option<&'a str>,
    body: Option<&'a Json>,
}

impl Drafting<'_> {
    /// An example for each request of the page, with an answer while there are any, and for each error.
    pub(super) fn examples(&self) -> Vec<Tree> {
        let samples = &self.page.samples;
        let of = |role| samples.iter().filter(move |sample| sample.role == role);
        let mut requests = requests(of(Role::Request));
        let answers: Vec<_> = of(Role::Response).collect();
        // A page may show several answers to one request.
        let first = requests.first().cloned().unwrap_or_default();
        while requests.len() < answers.len().max(1) {
            requests.push(first.clone());
        }
        let mut answers = answers.into_iter();
        let mut examples = Vec::new();
        for request in &requests {
            let answer = answers.next().map(|sample| self.answer(sample));
            examples.push(self.example(examples.len(), request, true, answer, None));
        }
        let errors: Vec<_> = of(Role::Error).collect();
        for sample in &errors {
            let (response, raises) = (self.error(sample), raises(sample.body.as_ref()));
            examples.push(self.example(
                examples.len(),
                &first,
                false,
                Some(response),
                Some(raises),
            ));
        }
        if errors.is_empty() {
            let response = self.likely_error();
            examples.push(self.example(
                examples.len(),
                &first,
                false,
                Some(response),
                Some(raises(None)),
            ));
        }
        examples
    }

    fn example(
        &self,
        index: usize,
        request: &Request<'_>,
        is_sent: bool,
        response: Option<Tree>,
        raises: Option<Tree>,
    ) -> Tree {
        let mut keys = vec![("name".to_owned(), Tree::Text(format!("TODO {}", index + 1)))];
        let parts = self.request(request);
        if !parts.is_empty() {
            keys.push(("request".to_owned(), Tree::Map(parts)));
        }
        if is_sent {
            keys.push(("sends".to_owned(), todo()));
        }
        keys.extend(response.map(|it| ("response".to_owned(), it)));
        keys.extend(raises.map(|it| ("raises".to_owned(), it)));
        Tree::Map(keys)
    }

    fn request(&self, request: &Request<'_>) -> Vec<(String, Tree)> {
        let target = request.target.unwrap_or_default();
        let target = target.split_once(' ').map_or(target, |(_, target)| target);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let segments = self.page.path.split('/').zip(path.split('/').chain(std::iter::repeat("")));
        let arguments = segments.filter_map(|(due, given)| {
            let name = due.strip_prefix('{')?.strip_suffix('}')?;
            let given = Some(given).filter(|it| !it.is_empty() && !it.starts_with('{'));
            let value = given.map_or_else(|| self.id(name), str::to_owned);
            (!self.known.is_client(name)).then(|| (name.to_owned(), Tree::Text(value)))
        });
        let arguments: Vec<_> = arguments.collect();
        let mut parameters: Vec<(String, Tree)> = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
            let row = self.page.query.iter().find(|row| row.name == name);
            match parameters.iter_mut().find(|(own, _)| own == name) {
                Some((_, Tree::List(items))) => items.push(Tree::Text(text.to_owned())),
                Some((_, value)) => {
                    *value = Tree::List(vec![value.clone(), Tree::Text(text.to_owned())]);
                }
                None => parameters.push((name.to_owned(), typed(row, text))),
            }
        }
        let mut parts = Vec::new();
        for (key, entries) in [("path", arguments), ("query", parameters)] {
            if !entries.is_empty() {
                parts.push((key.to_owned(), Tree::Map(entries)));
            }
        }
        parts.extend(request.body.map(|body| ("body".to_owned(), json::tree(body))));
        parts
    }

    /// The value that some sample has for a name, or what stands for it.
    fn id(&self, name: &str) -> String {
        let mut bodies = self.page.samples.iter().filter_map(|sample| sample.body.as_ref());
        bodies.find_map(|body| find(body, name)).unwrap_or("TODO").to_owned()
    }

    fn answer(&self, sample: &Sample) -> Tree {
        let documented = self.page.success.first().copied();
        let mut keys =
            vec![("status".to_owned(), sample.status.or(documented).map_or_else(todo, number))];
        let own = |name: &&String| {
            let rows = &self.page.response_headers;
            rows.iter().any(|row| ends_with(name, &row.name))
        };
        let headers = sample.headers.iter().filter(|(name, _)| own(name));
        let headers: Vec<_> =
            headers.map(|(name, value)| (name.clone(), Tree::Text(value.clone()))).collect();
        if !headers.is_empty() {
            keys.push(("headers".to_owned(), Tree::Map(headers)));
        }
        keys.extend(sample.body.as_ref().map(|body| ("body".to_owned(), json::tree(body))));
        Tree::Map(keys)
    }

    fn error(&self, sample: &Sample) -> Tree {
        let body = sample.body.as_ref().map_or_else(todo, json::tree);
        self.refusal(sample.status, Some(body))
    }

    /// An error in the shape of the service.
    fn likely_error(&self) -> Tree {
        let shape = self.known.service.and_then(|service| service.error.as_ref());
        self.refusal(None, shape.map(opened))
    }

    /// An answer with the first of the statuses of failure, if it does not give one.
    fn refusal(&self, status: Option<u16>, body: Option<Tree>) -> Tree {
        let of_service = self.known.service.and_then(|service| service.statuses.first());
        let status = status.or(self.page.errors.first().or(of_service).copied());
        let mut keys = vec![("status".to_owned(), status.map_or_else(todo, number))];
        keys.extend(body.map(|body| ("body".to_owned(), body)));
        Tree::Map(keys)
    }
}

/// The shape of an error, with what a person has to say in its places.
fn opened(shape: &Tree) -> Tree {
    let todo = |text: &str| if text.starts_with('{') { "TODO".to_owned() } else { text.to_owned() };
    match shape {
        Tree::Map(entries) => {
            Tree::Map(entries.iter().map(|(key, value)| (todo(key), opened(value))).collect())
        }
        Tree::Text(text) => Tree::Text(todo(text)),
        Tree::Plain(_) | Tree::List(_) => shape.clone(),
    }
}

/// Requests, of which a first line and a body after it are one.
fn requests<'a>(samples: impl Iterator<Item = &'a Sample>) -> Vec<Request<'a>> {
    let mut requests: Vec<Request<'a>> = Vec::new();
    for sample in samples {
        match (requests.last_mut(), sample.target.as_deref(), sample.body.as_ref()) {
            (Some(last), None, Some(body)) if last.body.is_none() => last.body = Some(body),
            (_, target, body) => requests.push(Request { target, body }),
        }
    }
    let has_bodies = requests.iter().any(|request| request.body.is_some());
    // A first line that only repeats the path says nothing beside requests that have bodies.
    requests.retain(|request| !has_bodies || request.body.is_some());
    requests
}

/// Code and message of an error, whose class a person tells.
fn raises(body: Option<&Json>) -> Tree {
    let text = |key: &str| body.and_then(|body| find(body, key));
    let either = |keys: [&str; 3]| keys.into_iter().find_map(text).unwrap_or("TODO").to_owned();
    let keys = [
        ("class", "TODO".to_owned()),
        ("code", either(["code", "error_code", "errCode"])),
        ("message", either(["message", "error_msg", "errMsg"])),
    ];
    Tree::Map(keys.map(|(key, text)| (key.to_owned(), Tree::Text(text))).to_vec())
}

/// The first text under a key, however deep.
fn find<'a>(json: &'a Json, key: &str) -> Option<&'a str> {
    match json {
        Json::Object(members) => {
            let own = members.iter().find(|(name, _)| name == key);
            match own {
                Some((_, Json::Text(text))) => Some(text),
                _ => members.iter().find_map(|(_, value)| find(value, key)),
            }
        }
        Json::List(items) => items.iter().find_map(|item| find(item, key)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => None,
    }
}

/// A text of a query as the value that it stands for.
fn typed(row: Option<&Field>, text: &str) -> Tree {
    let text = &*percent_decode_str(text).decode_utf8_lossy();
    if let Ok(list @ Json::List(_)) = serde_json::from_str(text) {
        return json::tree(&list);
    }
    let kind = row.and_then(|row| row.kind.as_deref()).unwrap_or_default().to_lowercase();
    let is_number = ["integer", "long"].contains(&kind.as_str()) && text.parse::<i64>().is_ok();
    let is_flag = ["true", "false"].contains(&text);
    match is_number || is_flag {
        true => Tree::Plain(text.to_owned()),
        false => Tree::Text(text.to_owned()),
    }
}
