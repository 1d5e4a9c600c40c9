//! Operations and their arguments.

use std::ops::Deref;

use serde_json::{Map, Value};

use super::{Body, Field, Key, LongRunning, Output, Pages, Waiter};
use crate::names::Ident;

/// What a call takes as arguments; what must be given beyond that comes in a struct.
pub(crate) const MOST_ARGUMENTS: usize = 3;

/// An operation.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// Its id, which is the name of its request.
    pub(crate) id: Ident,
    /// Name of its method.
    pub(crate) method: Ident,
    /// Title of its page.
    pub(crate) page: String,
    pub(crate) doc: String,
    pub(crate) deprecated: Option<String>,
    pub(crate) http_method: Ident,
    pub(crate) path: String,
    pub(crate) success: Vec<u16>,
    pub(crate) authenticated: bool,
    /// Where it is not what HTTP says of the method.
    pub(crate) idempotent: Option<bool>,
    /// The placeholders of the path, in order.
    pub(crate) placeholders: Vec<Placeholder>,
    pub(crate) query: Vec<Field>,
    pub(crate) headers: Vec<Field>,
    pub(crate) body: Option<Body>,
    /// Of the body, where it is not what its kind usually is.
    pub(crate) media_type: Option<String>,
    /// What tells it from other operations on its method and path.
    pub(crate) discriminators: Discriminators,
    pub(crate) output: Output,
    pub(crate) pages: Option<Pages>,
    /// How the end of the work that it starts is seen.
    pub(crate) starts: Option<LongRunning>,
    /// What sees the end of work by asking it.
    pub(crate) waiters: Vec<Waiter>,
    /// The example that its documentation shows.
    pub(crate) example: Example,
}

/// A call that succeeds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Example {
    /// The microversion that it needs.
    pub(crate) microversion: Option<(u16, u16)>,
    /// The arguments by their names in Rust, as they are written.
    pub(crate) arguments: Map<String, Value>,
}

/// What tells an operation from others on its method and path.
#[derive(Clone, Debug, Default)]
pub(crate) struct Discriminators {
    /// Keys of the body, any of which is enough.
    pub(crate) body_keys: Vec<String>,
    /// A key of the body and the value there, which is JSON.
    pub(crate) body_value: Option<(String, String)>,
    pub(crate) media_type: Option<String>,
}

/// A placeholder of a path.
#[derive(Clone, Debug)]
pub(crate) enum Placeholder {
    /// The client's project.
    Project,
    /// An argument.
    Argument(Box<Field>),
}

/// A field that callers give, and where it is in the request.
#[derive(Clone, Copy)]
pub(crate) struct Argument<'a> {
    pub(crate) field: &'a Field,
    pub(crate) place: Place<'a>,
}

/// A part of a request.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    Path,
    Query,
    Header,
    /// The body as a whole, which is JSON.
    Json,
    /// The body as a whole, which is bytes.
    Bytes,
    /// A key of the body, below the key around it.
    Key(Option<&'a Key>),
    /// The keys of the body that are the caller's own.
    Extra(Option<&'a Key>),
}

/// The arguments of an operation: those that must be given, and those that may.
pub(crate) struct Arguments<'a> {
    pub(crate) required: Vec<Argument<'a>>,
    pub(crate) optional: Vec<Argument<'a>>,
}

impl Operation {
    /// The arguments, in the order in which they are sent: of the path, the query, the headers, the
    /// body.
    pub(crate) fn arguments_in_order(&self) -> impl Iterator<Item = Argument<'_>> {
        let path = self.placeholders.iter().filter_map(|placeholder| match placeholder {
            Placeholder::Argument(field) => Some(&**field),
            Placeholder::Project => None,
        });
        let at = |place| move |field| Argument { field, place };
        let given = path.map(at(Place::Path)).chain(self.query.iter().map(at(Place::Query)));
        given.chain(self.headers.iter().map(at(Place::Header))).chain(self.in_body())
    }

    /// The arguments that must be given, and those that may.
    pub(crate) fn arguments(&self) -> Arguments<'_> {
        let all = self.arguments_in_order();
        let (required, optional) = all.partition(|argument| !argument.is_optional());
        Arguments { required, optional }
    }

    fn in_body(&self) -> Vec<Argument<'_>> {
        match &self.body {
            None => Vec::new(),
            Some(Body::Json(field)) => vec![Argument { field, place: Place::Json }],
            Some(Body::Bytes(field)) => vec![Argument { field, place: Place::Bytes }],
            Some(Body::Object(object)) => {
                let wrapper = object.wrapper.as_ref();
                let at = |place| move |field| Argument { field, place };
                let fields = object.fields().map(at(Place::Key(wrapper)));
                fields.chain(object.extra.as_deref().map(at(Place::Extra(wrapper)))).collect()
            }
        }
    }

    /// Whether what must be given comes in a struct, since a call with so many arguments would be
    /// read by counting commas.
    pub(crate) fn takes_struct(&self) -> bool {
        self.arguments().required.len() > MOST_ARGUMENTS
    }

    /// The texts that a waiter which polls this must know: the required arguments, and what tells the
    /// object from others.
    pub(crate) fn needs<'a>(&'a self, waiter: &'a Waiter) -> Vec<&'a Field> {
        let required = self.arguments().required.into_iter().map(|argument| argument.field);
        required.chain(waiter.among.as_ref().map(|among| &among.key)).collect()
    }

    /// The name of the struct with the required arguments.
    pub(crate) fn arguments_id(&self) -> Ident {
        self.id.with("Arguments")
    }

    /// The name of the struct with the response.
    pub(crate) fn response_id(&self) -> Ident {
        self.id.with("Response")
    }
}

impl<'a> Arguments<'a> {
    /// All of them, the required ones first.
    pub(crate) fn all(&self) -> impl Iterator<Item = Argument<'a>> {
        self.required.iter().chain(&self.optional).copied()
    }
}

impl Argument<'_> {
    pub(crate) fn is_in_path(&self) -> bool {
        matches!(self.place, Place::Path)
    }
}

impl Deref for Argument<'_> {
    type Target = Field;

    fn deref(&self) -> &Field {
        self.field
    }
}
