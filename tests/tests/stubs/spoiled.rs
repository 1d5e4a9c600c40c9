//! Requests that differ in one place from what a client sends.

use std::marker::PhantomData;

use huaweicloud::{Body, Bytes, Context, EncodedRequest, Error, Meta, Operation, ResponseHead};
use huaweicloud_tests::json;
use serde_json::{Value, json};

/// An operation whose request was changed in one place.
pub(super) struct Spoiled<O> {
    pub(super) what: String,
    pub(super) request: EncodedRequest,
    of: PhantomData<fn() -> O>,
}

impl<O: Operation> Operation for Spoiled<O> {
    type Output = ();
    const META: &'static Meta = O::META;

    fn encode(&self, _: &Context) -> Result<EncodedRequest, Error> {
        Ok(self.request.clone())
    }

    fn decode(head: &ResponseHead, body: Bytes) -> Result<(), Error> {
        O::decode(head, body).map(drop)
    }
}

/// The request with every parameter of the query and every node of the body dropped, repeated,
/// replaced, and joined by one that does not exist.
pub(super) fn requests<O>(request: &EncodedRequest) -> impl Iterator<Item = Spoiled<O>> {
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let pairs: Vec<_> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    let targets = queries(&pairs).into_iter().map(move |(what, pairs)| {
        let query = pairs.join("&");
        let mut spoiled = request.clone();
        spoiled.target = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
        (what, spoiled)
    });
    let body = request.body.as_bytes().unwrap_or_default();
    let bodies = bodies(body).into_iter().map(|(what, body)| {
        let mut spoiled = request.clone();
        spoiled.body = Body::from(body.into_bytes());
        (what, spoiled)
    });
    targets.chain(bodies).map(|(what, request)| Spoiled { what, request, of: PhantomData })
}

fn queries(pairs: &[&str]) -> Vec<(String, Vec<String>)> {
    let with = |places: std::ops::Range<usize>, instead: &[&str]| {
        let mut pairs: Vec<_> = pairs.iter().map(|pair| pair.to_string()).collect();
        pairs.splice(places, instead.iter().map(|pair| pair.to_string()));
        pairs
    };
    let end = pairs.len();
    let mut all = vec![("a parameter `colour`".to_owned(), with(end..end, &["colour=red"]))];
    for (place, pair) in pairs.iter().enumerate() {
        let name = pair.split('=').next().unwrap_or_default();
        let here = place..place + 1;
        all.push((format!("no `{name}`"), with(here.clone(), &[])));
        all.push((format!("`{name}` twice"), with(here.clone(), &[pair, pair])));
        for value in ["", "x", "7.5"] {
            let instead = format!("{name}={value}");
            all.push((format!("`{instead}`"), with(here.clone(), &[&instead])));
        }
    }
    all
}

fn bodies(body: &[u8]) -> Vec<(String, String)> {
    let Ok(body) = serde_json::from_slice::<Value>(body) else { return Vec::new() };
    let mutants = json::mutants(&body).into_iter();
    let mut all: Vec<_> = mutants.map(|mutant| (mutant.what, mutant.value.to_string())).collect();
    all.push(("half a body".to_owned(), "{".to_owned()));
    if let Value::Object(mut fields) = body {
        fields.insert("colour".to_owned(), json!("red"));
        all.push(("a field `colour`".to_owned(), Value::Object(fields).to_string()));
    }
    all
}
