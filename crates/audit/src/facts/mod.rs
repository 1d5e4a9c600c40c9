//! What a page says, as committed under `crates/audit/facts/<service>/<page>.json`.
//!
//! Facts only: names, types as the page spells them, values, numbers, codes and payloads. What a
//! page does not say is not there; no sentence of a page is either.

mod json;
mod layout;
mod sample;

pub use json::Json;
pub(crate) use layout::{broken, flat};
pub use sample::{Repair, Role, Sample};

use serde::{Deserialize, Serialize};

/// The facts of one page.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Facts {
    /// A page that describes an operation.
    Operation(Box<Operation>),
    /// A page that lists error codes.
    Errors(Errors),
    /// A page that lists values or attributes, to which others refer.
    Lists(Lists),
    /// A page that shows how operations are called.
    Guide(Guide),
}

impl Facts {
    /// The service that the page belongs to, as specs name it.
    pub fn service(&self) -> &str {
        match self {
            Facts::Operation(it) => &it.service,
            Facts::Errors(it) => &it.service,
            Facts::Lists(it) => &it.service,
            Facts::Guide(it) => &it.service,
        }
    }

    /// The file name of the page, without `.md`.
    pub fn page(&self) -> &str {
        match self {
            Facts::Operation(it) => &it.page,
            Facts::Errors(it) => &it.page,
            Facts::Lists(it) => &it.page,
            Facts::Guide(it) => &it.page,
        }
    }

    /// The anchor of the page's title.
    pub fn anchor(&self) -> Option<&str> {
        match self {
            Facts::Operation(it) => it.anchor.as_deref(),
            Facts::Errors(it) => it.anchor.as_deref(),
            Facts::Lists(it) => it.anchor.as_deref(),
            Facts::Guide(it) => it.anchor.as_deref(),
        }
    }

    /// The facts as JSON, laid out for reading and for diffs: what fits in a line is in one.
    ///
    /// # Errors
    ///
    /// None that any facts are known to cause.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let json: Json = serde_json::from_str(&serde_json::to_string(self)?)?;
        Ok(layout::layout(&json))
    }

    /// The facts that a file holds.
    ///
    /// # Errors
    ///
    /// If it holds something else.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

/// A page that describes an operation.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Operation {
    /// File name of the page, without `.md`.
    pub page: String,
    /// Anchor of its title, of which its address is made, as the page has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// Service, as specs name it.
    pub service: String,
    /// Operation id, where the page links to the API explorer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// HTTP method.
    pub method: String,
    /// Path, with `{placeholders}` as the page names them, without the query.
    pub path: String,
    /// Rows of the table of path parameters, whether the path has them or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path_parameters: Vec<Field>,
    /// Query parameters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub query: Vec<Field>,
    /// Request headers that the page itself lists.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<Field>,
    /// The request body, a table for each object.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub request: Vec<Table>,
    /// What the answer carries in headers. The page names them without their prefix.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub response_headers: Vec<Field>,
    /// The body of the answer, a table for each object.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub response: Vec<Table>,
    /// Statuses of success.
    pub success: Vec<u16>,
    /// Statuses of failure.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<u16>,
    /// Every sample of the page, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<Sample>,
}

/// One table of the page: the fields of one object.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Table {
    /// Where the object is: wire names joined by dots, `[]` for an array that has no name, and the
    /// empty text for the body itself. Several if several fields have such objects.
    pub at: Vec<String>,
    /// Which of several bodies, counted from 1, if the page describes alternatives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<usize>,
    /// The status that the page ties the answer to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The rows.
    pub fields: Vec<Field>,
}

/// One row of a table.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Field {
    /// Name on the wire; `[]` for a body that is an array.
    pub name: String,
    /// The type, as the page spells it; absent if the table has no such column.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Whether it must be there; absent if the table has no such column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<Required>,
    /// The values that the page enumerates, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// Values with a meaning of their own, where others are possible: `-1` for no limit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub special: Vec<String>,
    /// Whether the page says that null is a value.
    #[serde(default, skip_serializing_if = "is_false")]
    pub null: bool,
    /// Least and greatest number, as specs write it: `0..1000`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<String>,
    /// Least and greatest length of a text, or count of a list: `..64`, `..64 bytes`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<String>,
    /// Least and greatest length of a text in a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_length: Option<String>,
    /// Unit of a number: `GB`, `bytes`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// What is assumed if it is not given; empty if that is the empty text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Patterns of a time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formats: Vec<String>,
    /// First microversion that has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Last microversion that has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Conditions that the description holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Pages with facts of their own that the row refers to, for values, attributes or rules.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub see: Vec<String>,
    /// Stands for the text of the description: rows with the same have the same words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
}

/// A condition in a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// The field and another one cannot be given together.
    Excludes,
    /// The field or another one is ignored if both are given.
    Overridden,
    /// The field is there, or has its meaning, only after or if something else is so.
    Conditional,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// Whether a field must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Required {
    /// Yes or no.
    Always(bool),
    /// It depends on other fields.
    Sometimes(Depends),
}

/// The word for what depends on other fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Depends {
    /// `"depends"`.
    Depends,
}

/// A page that lists error codes.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Errors {
    /// File name of the page, without `.md`.
    pub page: String,
    /// Anchor of its title, of which its address is made, as the page has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// Service, as specs name it.
    pub service: String,
    /// The codes, in the order of the page.
    pub codes: Vec<ErrorCode>,
    /// Samples of the envelope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub samples: Vec<Sample>,
}

/// One error code.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct ErrorCode {
    /// HTTP status.
    pub status: u16,
    /// The code, which a page may list more than once.
    pub code: String,
    /// What the server says with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// A page that lists values or attributes, to which others refer.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Lists {
    /// File name of the page, without `.md`.
    pub page: String,
    /// Anchor of its title, of which its address is made, as the page has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// Service, as specs name it.
    pub service: String,
    /// Attributes, as in a table of fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// Lists of values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<List>,
    /// Rules for texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
}

/// A rule for a part of a text, or for a field of an object.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Rule {
    /// Anchor of the section that it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// What is ruled: `image_tags`.
    pub of: String,
    /// Its part: `key`.
    pub name: String,
    /// Least and greatest length: `..36`.
    pub length: String,
}

/// One list of values.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct List {
    /// The attribute that takes them, if the list says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The values.
    pub values: Vec<String>,
}

/// A page that shows how operations are called.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Guide {
    /// File name of the page, without `.md`.
    pub page: String,
    /// Anchor of its title, of which its address is made, as the page has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// Service, as specs name it.
    pub service: String,
    /// Its samples; each request names its method and target.
    pub samples: Vec<Sample>,
}
