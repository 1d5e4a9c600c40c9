//! The shapes that Rust source is made of: names chosen, types resolved, documentation found.

mod bodies;
mod examples;
mod fields;
mod links;
mod lower;
mod operations;
mod pages;
mod routes;
mod types;
mod uses;
mod waiting;

pub(crate) use lower::lower;
pub(crate) use waiting::{LongRunning, NamedBy, State, Waiter, id as waiter_id};

use serde_json::{Map, Value};

/// What a call takes as arguments; what must be given beyond that comes in a struct.
pub(crate) const MOST_ARGUMENTS: usize = 3;

/// All that is generated.
#[derive(Debug, Default)]
pub(crate) struct Api {
    pub(crate) services: Vec<Service>,
}

/// A service, or the types that services share.
#[derive(Debug)]
pub(crate) struct Service {
    /// Name of its modules and feature.
    pub(crate) name: String,
    pub(crate) doc: String,
    /// First label of its host; none if it has no operations.
    pub(crate) endpoint: Option<String>,
    pub(crate) codes: Vec<Code>,
    pub(crate) fault: Option<Fault>,
    /// The header that names the microversion.
    pub(crate) microversion_header: Option<String>,
    /// Type in a Keystone catalog.
    pub(crate) catalog: Option<String>,
    pub(crate) modules: Vec<Module>,
}

/// An error code.
#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) code: String,
    /// Name of the variant of `ErrorKind`.
    pub(crate) class: &'static str,
    pub(crate) remedy: Option<String>,
    pub(crate) safe_to_retry: bool,
}

/// How the service writes errors.
#[derive(Debug)]
pub(crate) struct Fault {
    /// The shape, as compact JSON.
    pub(crate) body: String,
    /// The code for requests that do not fit.
    pub(crate) invalid: Option<String>,
}

/// A resource: one module.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) operations: Vec<Operation>,
    pub(crate) types: Vec<TypeDecl>,
}

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// Its id, which is the name of its request.
    pub(crate) id: String,
    /// Name of its method.
    pub(crate) method: String,
    /// Its page, as Markdown: a link where the address is known, else the name.
    pub(crate) page: String,
    pub(crate) doc: String,
    pub(crate) deprecated: Option<String>,
    pub(crate) http_method: String,
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
    /// Whether requests may name a microversion.
    pub(crate) has_microversion: bool,
    pub(crate) output: Output,
    pub(crate) pages: Option<Pages>,
    /// How the end of the work that it starts is seen.
    pub(crate) starts: Option<LongRunning>,
    /// What sees the end of work by asking it.
    pub(crate) waiters: Vec<Waiter>,
    /// The arguments of its examples of successes, by their names in Rust.
    pub(crate) examples: Vec<Map<String, Value>>,
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
#[derive(Debug)]
pub(crate) enum Placeholder {
    /// The client's project.
    Project,
    /// An argument.
    Argument(Box<Field>),
}

/// The body of a request.
#[derive(Debug)]
pub(crate) enum Body {
    /// An object.
    Object {
        /// The key around it.
        wrapper: Option<Key>,
        /// What it holds, in the order of the page.
        members: Vec<Member>,
        /// Further keys of the caller's own.
        extra: Option<Box<Field>>,
        /// Whether it is left out when none of its fields is set.
        optional: bool,
    },
    /// Any other JSON, which is one argument.
    Json(Box<Field>),
    /// Bytes, which are one argument.
    Bytes(Box<Field>),
}

/// What stands under a key of a body.
#[derive(Debug)]
pub(crate) enum Member {
    Field(Box<Field>),
    /// Always the same value, which is JSON.
    Constant(Key, String),
}

impl Body {
    /// The arguments in it.
    pub(crate) fn fields(&self) -> Vec<&Field> {
        match self {
            Self::Json(field) | Self::Bytes(field) => vec![field],
            Self::Object { members, extra, .. } => {
                let fields = members.iter().filter_map(|member| match member {
                    Member::Field(field) => Some(&**field),
                    Member::Constant(..) => None,
                });
                fields.chain(extra.as_deref()).collect()
            }
        }
    }
}

/// A key of an object.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) name: String,
    /// Another name, and the microversion from which on the key has it.
    pub(crate) renamed: Option<(u16, u16, String)>,
}

impl Key {
    /// All its names.
    pub(crate) fn names(&self) -> Vec<&str> {
        let renamed = self.renamed.iter().map(|(.., name)| name.as_str());
        std::iter::once(self.name.as_str()).chain(renamed).collect()
    }
}

/// What a success holds.
#[derive(Debug)]
pub(crate) enum Output {
    /// Nothing.
    None,
    /// A struct of its own, of which some fields may come in headers.
    Response(Vec<Field>),
    /// A struct of its own, whose fields come in headers.
    Headers(Vec<Field>),
    /// A type.
    Type(Type),
    /// What is under a key.
    Wrapped { key: Key, nullable: bool, inner: Box<Output> },
    /// Something, or nothing with a status of its own.
    Sometimes { silent: u16, inner: Box<Output> },
}

impl Output {
    /// The fields of a struct of its own, under a key or not.
    pub(crate) fn response(&self) -> Option<&[Field]> {
        match self {
            Self::Response(fields) | Self::Headers(fields) => Some(fields),
            Self::Wrapped { inner, .. } | Self::Sometimes { inner, .. } => inner.response(),
            Self::None | Self::Type(_) => None,
        }
    }

    /// The fields of a struct of its own, to change them.
    fn response_mut(&mut self) -> Option<&mut [Field]> {
        match self {
            Self::Response(fields) | Self::Headers(fields) => Some(fields),
            Self::Wrapped { inner, .. } | Self::Sometimes { inner, .. } => inner.response_mut(),
            Self::None | Self::Type(_) => None,
        }
    }

    /// The status of a success that says nothing, where others say something.
    pub(crate) fn silent(&self) -> Option<u16> {
        match self {
            Self::Sometimes { silent, .. } => Some(*silent),
            _ => None,
        }
    }

    /// What it is where it says something.
    pub(crate) fn spoken(&self) -> &Self {
        match self {
            Self::Sometimes { inner, .. } => inner,
            other => other,
        }
    }

    /// Whether it may be null.
    pub(crate) fn is_nullable(&self) -> bool {
        matches!(self.spoken(), Self::Wrapped { nullable: true, .. })
    }

    /// Whether it is an `Option` in Rust.
    pub(crate) fn is_option(&self) -> bool {
        self.silent().is_some() || self.is_nullable()
    }

    /// The type, under a key or not.
    pub(crate) fn ty(&self) -> Option<&Type> {
        match self {
            Self::Type(ty) => Some(ty),
            Self::Wrapped { inner, .. } | Self::Sometimes { inner, .. } => inner.ty(),
            Self::None | Self::Response(_) | Self::Headers(_) => None,
        }
    }
}

impl Operation {
    /// The arguments that must be given, and those that may: of the path, the
    /// query, the headers, the body.
    pub(crate) fn arguments(&self) -> (Vec<&Field>, Vec<&Field>) {
        let path = self.placeholders.iter().filter_map(|placeholder| match placeholder {
            Placeholder::Argument(field) => Some(&**field),
            Placeholder::Project => None,
        });
        let body = self.body.as_ref().map(Body::fields).unwrap_or_default();
        let given = path.chain(&self.query).chain(&self.headers).chain(body);
        given.partition(|field| !field.optional)
    }

    /// Whether what must be given comes in a struct, since a call with so many arguments would be
    /// read by counting commas.
    pub(crate) fn takes_struct(&self) -> bool {
        self.arguments().0.len() > MOST_ARGUMENTS
    }
}

/// How a list comes in pages.
#[derive(Debug)]
pub(crate) struct Pages {
    /// Field of the request that says where to start.
    pub(crate) start: String,
    /// Field of the answer with the items.
    pub(crate) items: String,
    pub(crate) item: Type,
    /// Field of an item that is the marker, for lists by marker.
    pub(crate) marker: Option<FieldRef>,
    /// Field of the answer with a link to the next page, which the last one lacks.
    pub(crate) next: Option<FieldRef>,
    /// Field of the request with the limit.
    pub(crate) limit: Option<FieldRef>,
    /// Whether a page shorter than the limit that was sent is the last.
    pub(crate) short_is_last: bool,
}

/// A field that says something of pages.
#[derive(Debug)]
pub(crate) struct FieldRef {
    /// Name in Rust.
    pub(crate) name: String,
    pub(crate) is_option: bool,
}

/// A field of a struct, or an argument.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) key: Key,
    /// Name in Rust.
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) deprecated: Option<String>,
    pub(crate) ty: Type,
    /// Whether it may be left out.
    pub(crate) optional: bool,
    /// Whether it may be null.
    pub(crate) nullable: bool,
    /// Whether it is part of requests alone, so that null is told from nothing.
    pub(crate) is_request: bool,
    pub(crate) encoding: Encoding,
    /// How a time is written, as `strftime` has it.
    pub(crate) pattern: Option<String>,
    /// The header that it comes in.
    pub(crate) header: Option<String>,
    pub(crate) range: (Option<i64>, Option<i64>),
    /// Whether it is the list of a page, and whether it must be there.
    pub(crate) items: Option<Presence>,
    /// What a text begins with, which callers may leave out.
    pub(crate) starts_with: Option<String>,
}

/// Whether something must be there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Presence {
    Required,
    Optional,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Encoding {
    /// As what it is.
    Plain,
    /// A number or boolean as a string.
    Quoted,
    /// A boolean as 1 or 0.
    Digit,
    /// A list in one string, with commas.
    Csv,
    /// JSON in a string; in a query, a list as one JSON array.
    Json,
}

impl Field {
    /// A plain field that must be there.
    fn new(wire: &str, name: String, doc: String, ty: Type) -> Self {
        Self {
            key: Key { name: wire.to_owned(), renamed: None },
            name,
            doc,
            deprecated: None,
            ty,
            optional: false,
            nullable: false,
            is_request: false,
            encoding: Encoding::Plain,
            pattern: None,
            header: None,
            range: (None, None),
            items: None,
            starts_with: None,
        }
    }

    /// Name on the wire.
    pub(crate) fn wire(&self) -> &str {
        &self.key.name
    }

    /// The prefix of the parameters that it gathers, if it is one of a query that does.
    pub(crate) fn prefix(&self) -> Option<&str> {
        self.wire().strip_suffix('*')
    }

    /// Whether it is a list or map.
    pub(crate) fn is_many(&self) -> bool {
        matches!(self.ty, Type::List(_) | Type::Map(_))
    }

    /// Whether it may be absent, null or a value, and these are three things.
    pub(crate) fn has_three_states(&self) -> bool {
        self.is_request && self.optional && self.nullable
    }

    /// Whether it is an `Option` in Rust. Lists and maps are empty rather than none, unless a
    /// caller may want to send null.
    pub(crate) fn is_option(&self) -> bool {
        if self.is_many() {
            self.is_request && self.nullable
        } else {
            self.optional || self.nullable
        }
    }

    /// Whether it is a list or map that is left out where it is empty.
    pub(crate) fn is_left_out_empty(&self) -> bool {
        self.optional && self.is_many() && !self.is_option()
    }
}

/// A type.
#[derive(Clone, Debug)]
pub(crate) enum Type {
    String,
    Integer,
    Number,
    Boolean,
    Timestamp,
    /// A text that is not printed.
    Secret,
    /// Bytes of a request.
    Body,
    Any,
    List(Box<Type>),
    Map(Box<Type>),
    Named(Name),
}

/// A named type and where it is.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) service: String,
    pub(crate) module: String,
    pub(crate) name: String,
    pub(crate) is_enum: bool,
    /// Whether it is a text with parts, written by hand.
    pub(crate) is_format: bool,
}

impl Type {
    /// Whether it is, or holds, a type that passes a test.
    pub(crate) fn contains(&self, test: fn(&Self) -> bool) -> bool {
        test(self) || matches!(self, Self::List(inner) | Self::Map(inner) if inner.contains(test))
    }

    /// The named type in it, if there is one.
    pub(crate) fn name(&self) -> Option<&Name> {
        match self {
            Self::Named(name) => Some(name),
            Self::List(inner) | Self::Map(inner) => inner.name(),
            _ => None,
        }
    }
}

/// A named type.
#[derive(Debug)]
pub(crate) struct TypeDecl {
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) kind: Kind,
    /// Whether callers make it, since it is part of requests.
    pub(crate) is_input: bool,
    /// Functions that make it by the value of one of its fields.
    pub(crate) constructors: Vec<Constructor>,
    /// Whether an empty value of it is needed: all but what is only ever a whole body.
    pub(crate) needs_default: bool,
}

/// A function that makes a struct, in which it decides one field.
#[derive(Debug)]
pub(crate) struct Constructor {
    pub(crate) name: String,
    pub(crate) doc: String,
    /// Name of the field that it decides.
    pub(crate) field: String,
    /// The enum of that field, and the value.
    pub(crate) ty: Type,
    pub(crate) variant: String,
    /// Names of the fields that it takes.
    pub(crate) arguments: Vec<String>,
}

/// What a named type is.
#[derive(Debug)]
pub(crate) enum Kind {
    Struct {
        fields: Vec<Field>,
        extra: Option<Type>,
    },
    Enum(Vec<Variant>),
    /// A type among core's formats.
    Format(String),
    /// Structs that are told apart by the keys they must have.
    OneOf(Vec<Alternative>),
}

/// One of several structs.
#[derive(Debug)]
pub(crate) struct Alternative {
    /// Name of its variant.
    pub(crate) name: String,
    pub(crate) ty: Type,
    /// The keys that it must have.
    pub(crate) keys: Vec<String>,
}

/// A value of an enum.
#[derive(Debug)]
pub(crate) struct Variant {
    pub(crate) wire: String,
    pub(crate) name: String,
    pub(crate) doc: String,
}
