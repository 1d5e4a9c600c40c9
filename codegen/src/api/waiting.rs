//! Waiters, and the operations that start what they wait for.

use super::{Field, Home, Type, TypeId};
use crate::names::Ident;

/// Sees the end of work by asking an operation again and again.
#[derive(Clone, Debug)]
pub(crate) struct Waiter {
    /// Name of its type.
    pub(crate) id: Ident,
    /// Name of the method that waits.
    pub(crate) method: Ident,
    /// Where the object is one of a list.
    pub(crate) among: Option<Among>,
    pub(crate) state: Option<State>,
    /// Whether the end is that the object is not there any more.
    pub(crate) missing_is_done: bool,
}

/// A list with the object that is waited for.
#[derive(Clone, Debug)]
pub(crate) struct Among {
    /// Field of the answer with the list.
    pub(crate) items: Ident,
    pub(crate) item: Type,
    /// Field of an item that tells the object from others.
    pub(crate) key: Field,
}

/// How the state of an object tells the end.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) field: Field,
    /// The enum of its values, and those that end the wait.
    pub(crate) ty: TypeId,
    pub(crate) done: Vec<Ident>,
    pub(crate) failed: Vec<Ident>,
    /// The fields with the error code and the reason of a failure.
    pub(crate) error: Option<(Field, Field)>,
    /// The way to the list of the jobs below, which are like the one above.
    pub(crate) sub_jobs: Option<Way>,
}

/// The way from a struct to a field: the fields before it, and the field.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) before: Vec<Field>,
    pub(crate) last: Field,
}

/// The work that an operation starts.
#[derive(Clone, Debug)]
pub(crate) struct LongRunning {
    /// The type of the waiter that sees its end, and where that is.
    pub(crate) waiter: Ident,
    pub(crate) home: Home,
    /// What the waiter must know.
    pub(crate) arguments: Vec<NamedBy>,
    /// What is there at the end, if anything is.
    pub(crate) done: Option<Awaited>,
    /// The way from there to the ID of what was made.
    pub(crate) gives: Option<Way>,
}

/// What is there at the end of work.
#[derive(Clone, Debug)]
pub(crate) enum Awaited {
    Type(TypeId),
    /// The response of the operation that is polled, which is beside the waiter.
    Response(Ident),
}

/// A text that names work.
#[derive(Clone, Debug)]
pub(crate) struct NamedBy {
    pub(crate) name: Ident,
    pub(crate) is_option: bool,
    /// Whether it is in the answer rather than in the request.
    pub(crate) from_answer: bool,
}
