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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ErrorKind, Microversion, Service};
    use http::Method;

    static SERVICE: Service = Service::new("toys", "toys").microversion_header("X-Version");
    const META: &Meta = &Meta::new(&SERVICE, "ShowToy", Method::GET, "/v1/{project_id}/toys/{id}");

    #[test]
    fn a_path_is_filled_from_arguments_and_then_from_the_context() {
        let mut cx = Context::in_project("p");
        cx.microversion = Some(Microversion::new(2, 7));
        let request = start(META, &cx, &[("id", "1".into())]).unwrap();
        assert_eq!((request.target.as_str(), request.method), ("/v1/p/toys/1", Method::GET));
        assert_eq!(request.headers["x-version"], "2.7");

        let request = start(META, &cx, &[("id", "1".into()), ("project_id", "other".into())]);
        assert_eq!(request.unwrap().target, "/v1/other/toys/1");

        for (cx, id, message) in [
            (Context::new(), "1", "the operation acts in a project, and no project ID is known"),
            (cx, "", "the path parameter `id` is empty"),
        ] {
            let error = start(META, &cx, &[("id", id.into())]).unwrap_err();
            assert_eq!((error.kind(), error.message()), (ErrorKind::Invalid, message));
        }
    }

    #[test]
    fn a_value_in_a_path_is_what_it_is_in_a_body() {
        assert_eq!("a".to_owned().path_text(), "a");
        assert_eq!(Timestamp::from("2019-01-21 01:15").path_text(), "2019-01-21 01:15");
        assert_eq!((digit_text(&true), digit_text(&false)), (1, 0));
    }
}
