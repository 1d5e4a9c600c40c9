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
    let mut request = EncodedRequest::filled(meta, |name| {
        match arguments.iter().find(|(argument, _)| *argument == name) {
            Some((_, value)) => Ok(value),
            None => cx.project_id(),
        }
    })?;
    request.microversion(meta, cx)?;
    Ok(request)
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
