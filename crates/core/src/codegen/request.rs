//! Requests before their arguments are added.

use std::borrow::Cow;

use super::OpenEnum;
use crate::{Context, EncodedRequest, Error, Meta, Timestamp};

/// Creates a request with the arguments of its path, by their names. The context has the others.
///
/// # Errors
///
/// Returns an error if the project is not known, or a value would name another path.
pub fn start(
    meta: &Meta,
    cx: &Context,
    arguments: &[(&str, Cow<'_, str>)],
) -> Result<EncodedRequest, Error> {
    let mut values = Vec::with_capacity(arguments.len() + 1);
    for name in placeholders(meta.path) {
        match arguments.iter().find(|(argument, _)| *argument == name) {
            Some((_, value)) => values.push(&**value),
            None => values.push(cx.project_id()?),
        }
    }
    let mut request = EncodedRequest::new(meta, &values)?;
    request.microversion(meta, cx)?;
    Ok(request)
}

/// The names in braces.
fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name)
}

/// A value that can be in a path.
pub trait PathText {
    /// Returns the text of the value.
    fn path_text(&self) -> Cow<'_, str>;
}

impl PathText for String {
    fn path_text(&self) -> Cow<'_, str> {
        self.into()
    }
}

impl PathText for Timestamp {
    fn path_text(&self) -> Cow<'_, str> {
        self.as_str().into()
    }
}

impl<T: OpenEnum + AsRef<str>> PathText for T {
    fn path_text(&self) -> Cow<'_, str> {
        self.as_ref().into()
    }
}

/// Returns 1 or 0, for queries and headers.
pub fn digit_text(boolean: &bool) -> u8 {
    u8::from(*boolean)
}
