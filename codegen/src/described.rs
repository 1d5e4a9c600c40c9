//! What specs say of operations, place by place as pages have rows, to be compared with pages.

use serde_json::Value;

use crate::tree::Tree;

/// What the specs of a service say.
#[derive(Clone, Debug, PartialEq)]
pub struct DescribedService {
    /// Its name.
    pub name: String,
    /// The error codes that it knows.
    pub errors: Vec<DescribedError>,
    /// The statuses of failure that its pages list.
    pub statuses: Vec<u16>,
    /// The shape of an error.
    pub error: Option<Tree>,
    /// Placeholders that the client fills in.
    pub client: Vec<String>,
    /// The names in Rust of fields that its glossary documents.
    pub glossary: Vec<String>,
    /// The types that its operations may share, those of all services included.
    pub types: Vec<DescribedType>,
    /// Its operations.
    pub operations: Vec<Described>,
}

/// An error code that a service knows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DescribedError {
    /// The code.
    pub code: String,
    /// Whether its class is `other`.
    pub is_other: bool,
}

/// A named type that operations share.
#[derive(Clone, Debug, PartialEq)]
pub struct DescribedType {
    /// Its name.
    pub name: String,
    /// Its fields, if it is an object.
    pub fields: Vec<DescribedField>,
    /// Whether it may have other fields, too.
    pub is_open: bool,
    /// Its values, if it is an enum.
    pub values: Vec<String>,
    /// The page that lists its values or fields, if those of operations only refer to it.
    pub page: Option<String>,
}

/// A field of a named type.
#[derive(Clone, Debug, PartialEq)]
pub struct DescribedField {
    /// Its name on the wire.
    pub name: String,
    /// Whether it may be left out.
    pub optional: bool,
}

/// What the spec of an operation says.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// The service.
    pub service: String,
    /// The folder that its file is in.
    pub resource: String,
    /// The operation's id.
    pub operation: String,
    /// The page, by the name of its file without `.md`.
    pub page: String,
    /// HTTP method.
    pub method: String,
    /// Path, with placeholders as the spec names them.
    pub path: String,
    /// The statuses of success.
    pub statuses: Vec<u16>,
    /// The statuses of failure: its own, or those of the service.
    pub errors: Vec<u16>,
    /// Status and code of the errors that its examples show.
    pub raised: Vec<(u16, Option<String>)>,
    /// Its parameters and fields.
    pub rows: Vec<DescribedRow>,
    /// Where it knowingly differs from the page.
    pub deviations: Vec<Deviated>,
}

/// A parameter or field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescribedRow {
    /// Where it is, as deviations say it, but for alternatives: `query.limit`, `response.jobs.id`.
    pub at: String,
    /// Whether its key, or one on the way to it, is another one only since a microversion.
    pub is_renamed: bool,
    /// Its key before or since that microversion.
    pub other_name: Option<String>,
    /// The header that it comes in.
    pub header: Option<String>,
    /// The alternatives on the way to it.
    pub alternatives: Vec<String>,
    /// The named type that it is a field of.
    pub of: Option<String>,
    /// The named type that it, or what is in it, has.
    pub named: Option<String>,
    /// Whether it must be there.
    pub required: bool,
    /// Its type as the spec has it, if it has one.
    pub written: Option<String>,
    /// Its name in Rust, if the spec gives one.
    pub rust: Option<String>,
    /// What a page may call its type, as in `string` and `array of object`; nothing if anything will do.
    pub types: Vec<String>,
    /// Whether it may hold what the spec does not describe.
    pub is_open: bool,
    /// Its values, if they are known.
    pub values: Vec<String>,
    /// Whether it always has that value.
    pub is_const: bool,
    /// The page that lists the values or fields of its type, if its own only refers to it.
    pub listed_on: Option<String>,
    /// Fields that cannot be given together with it.
    pub not_with: Vec<String>,
    /// What it is for.
    pub doc: Option<String>,
    /// Whether that is its own, and not the glossary's.
    pub has_own_doc: bool,
    /// Least and greatest number: `0..1000`.
    pub range: Option<String>,
    /// Least and greatest length: `..64`, `..64 bytes`.
    pub length: Option<String>,
    /// Least and greatest length of a text in a list.
    pub item_length: Option<String>,
    /// What is assumed if it is not given.
    pub default: Option<String>,
}

/// A deviation.
#[derive(Clone, Debug, PartialEq)]
pub struct Deviated {
    /// Where.
    pub at: String,
    /// What the page has there, by aspect.
    pub page: Value,
    /// Why the spec has something else.
    pub because: String,
}
