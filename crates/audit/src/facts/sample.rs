//! Samples: what a page shows of requests and answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Json;

/// One request or answer that a page shows.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Sample {
    /// What it is.
    pub role: Role,
    /// Method and target of a request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Status of an answer, where the sample gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Headers in the sample.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// What was mended to read it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<Repair>,
    /// The payload; absent if there is none.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub body: Option<Json>,
}

/// A payload that is there, `null` included.
fn present<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Json>, D::Error> {
    Json::deserialize(from).map(Some)
}

/// What a sample is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// What is sent.
    Request,
    /// What comes back.
    Response,
    /// What comes back when something is wrong; the key of the envelope tells which.
    Error,
}

/// What was mended in a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// A comma before a closing bracket was dropped.
    TrailingComma,
    /// A comma between members was added.
    MissingComma,
    /// A text without quotes was quoted.
    UnquotedText,
    /// A comment was dropped.
    Comment,
    /// An ellipsis was dropped.
    Ellipsis,
    /// A closing bracket was added or dropped.
    Brackets,
    /// A line break inside a text was dropped.
    LineBreak,
    /// One block held several documents.
    SeveralDocuments,
    /// The target of the request lacked its method.
    MethodAdded,
    /// A blank inside the target was dropped.
    BlankInTarget,
}
