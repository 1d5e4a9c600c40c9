//! The shapes that Rust source is made of: names chosen, types resolved, documentation found.

mod bodies;
mod fields;
mod lower;
mod operations;
mod types;
mod waiting;

pub(crate) use lower::lower;
pub(crate) use waiting::id as waiter_id;

use serde_json::{Map, Value};

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
    pub(crate) modules: Vec<Module>,
}

/// An error code.
#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) code: String,
    /// Name of the variant of `Class`.
    pub(crate) class: &'static str,
    pub(crate) remedy: Option<String>,
    pub(crate) unacted: bool,
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
    /// Name of its page.
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
    pub(crate) body: Option<Body>,
    /// Of the body, where it is not what its kind usually is.
    pub(crate) media_type: Option<String>,
    /// Keys of the body, any of which tells it from other operations on its method and path.
    pub(crate) body_keys: Vec<String>,
    /// Whether requests may name a microversion.
    pub(crate) has_microversion: bool,
    pub(crate) output: Output,
    pub(crate) pages: Option<Pages>,
    /// How the end of the work that it starts is seen.
    pub(crate) starts: Option<Starts>,
    /// What sees the end of work by asking it.
    pub(crate) waiters: Vec<Waiter>,
    /// The arguments of its examples of successes, by their names in Rust.
    pub(crate) examples: Vec<Map<String, Value>>,
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
        fields: Vec<Field>,
        /// Further keys of the caller's own.
        extra: Option<Box<Field>>,
        /// Keys that always have the same value, which is JSON.
        constants: Vec<(Key, String)>,
        /// Whether it is left out when none of its fields is set.
        optional: bool,
    },
    /// A list or one of several structs, which is one argument.
    Json(Box<Field>),
    /// Bytes, which are one argument.
    Bytes(Box<Field>),
}

/// A key of a body.
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
    /// A struct of its own.
    Response(Vec<Field>),
    /// A struct of its own, whose fields come in headers.
    Headers(Vec<Field>),
    /// A type.
    Type(Type),
    /// What is under a key.
    Wrapped { key: String, nullable: bool, inner: Box<Output> },
}

impl Output {
    /// The fields of a struct of its own, under a key or not.
    pub(crate) fn response(&self) -> Option<&[Field]> {
        match self {
            Self::Response(fields) | Self::Headers(fields) => Some(fields),
            Self::Wrapped { inner, .. } => inner.response(),
            Self::None | Self::Type(_) => None,
        }
    }

    /// Whether it is an `Option` in Rust.
    pub(crate) fn is_option(&self) -> bool {
        matches!(self, Self::Wrapped { nullable: true, .. })
    }

    /// The type, under a key or not.
    pub(crate) fn ty(&self) -> Option<&Type> {
        match self {
            Self::Type(ty) => Some(ty),
            Self::Wrapped { inner, .. } => inner.ty(),
            Self::None | Self::Response(_) | Self::Headers(_) => None,
        }
    }
}

impl Operation {
    /// The arguments that must be given, and those that may: of the path, the query, the body.
    pub(crate) fn arguments(&self) -> (Vec<&Field>, Vec<&Field>) {
        let path = self.placeholders.iter().filter_map(|placeholder| match placeholder {
            Placeholder::Argument(field) => Some(&**field),
            Placeholder::Project => None,
        });
        let body: Vec<&Field> = match &self.body {
            Some(Body::Object { fields, extra, .. }) => {
                fields.iter().chain(extra.as_deref()).collect()
            }
            Some(Body::Json(field) | Body::Bytes(field)) => vec![field],
            None => Vec::new(),
        };
        path.chain(&self.query).chain(body).partition(|field| !field.optional)
    }

    /// Whether what must be given comes in a struct, since a call with so many arguments would be
    /// read by counting commas.
    pub(crate) fn takes_struct(&self) -> bool {
        const MOST: usize = 3;
        self.arguments().0.len() > MOST
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
    pub(crate) marker: Option<String>,
    /// Field of the request with the limit, if a page shorter than it is the last.
    pub(crate) limit: Option<String>,
}

/// Sees the end of work by asking an operation again and again.
#[derive(Debug)]
pub(crate) struct Waiter {
    /// Name of its type.
    pub(crate) id: String,
    /// Name of the method that waits.
    pub(crate) method: String,
    /// Where the object is one of a list: the list in the answer, and what tells the object.
    pub(crate) among: Option<(String, Field)>,
    /// Type of the object, where it is not the answer itself.
    pub(crate) item: Option<Type>,
    pub(crate) state: Option<State>,
    /// Whether the end is that the object is not there any more.
    pub(crate) missing_is_done: bool,
}

/// How the state of an object tells the end.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) field: Field,
    /// The enum of its values.
    pub(crate) ty: Name,
    pub(crate) done: Vec<Variant>,
    pub(crate) failed: Vec<Variant>,
    /// The field with the error code.
    pub(crate) code: Option<Field>,
    /// The field with the reason of a failure.
    pub(crate) reason: Option<Field>,
}

impl Waiter {
    /// The texts that it must know: those of the operation that is asked, and what tells the
    /// object from others.
    pub(crate) fn needs<'a>(&'a self, asked: &'a Operation) -> Vec<&'a Field> {
        let (required, _) = asked.arguments();
        required.into_iter().chain(self.among.as_ref().map(|(_, key)| key)).collect()
    }
}

/// The work that an operation starts.
#[derive(Debug)]
pub(crate) struct Starts {
    /// Name of the type of the waiter that sees its end.
    pub(crate) waiter: String,
    /// What the waiter must know.
    pub(crate) arguments: Vec<Given>,
    /// Name of the struct that is there at the end, if one is.
    pub(crate) done: Option<String>,
    /// The way from there to the id that the work is done for.
    pub(crate) gives: Vec<Field>,
}

/// A text that names work.
#[derive(Debug)]
pub(crate) struct Given {
    pub(crate) name: String,
    pub(crate) is_option: bool,
    /// Whether it is in the answer rather than in the request.
    pub(crate) from_answer: bool,
}

/// A field of a struct, or an argument.
#[derive(Debug)]
pub(crate) struct Field {
    /// Name on the wire.
    pub(crate) wire: String,
    /// Name in Rust.
    pub(crate) name: String,
    pub(crate) doc: String,
    pub(crate) deprecated: Option<String>,
    pub(crate) ty: Type,
    /// Whether it may be left out.
    pub(crate) optional: bool,
    /// Whether it may be null.
    pub(crate) nullable: bool,
    pub(crate) encoding: Encoding,
    /// The header that it comes in.
    pub(crate) header: Option<String>,
    pub(crate) range: (Option<i64>, Option<i64>),
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
    /// Whether it is a list or map, which is empty rather than none.
    pub(crate) fn is_many(&self) -> bool {
        matches!(self.ty, Type::List(_) | Type::Map(_))
    }

    /// Whether it is an `Option` in Rust.
    pub(crate) fn is_option(&self) -> bool {
        (self.optional || self.nullable) && !self.is_many()
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
}

/// What a named type is.
#[derive(Debug)]
pub(crate) enum Kind {
    Struct {
        fields: Vec<Field>,
        extra: Option<Type>,
    },
    Enum(Vec<Variant>),
    /// A type of the same name among core's formats.
    Format,
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
