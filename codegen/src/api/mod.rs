//! The API as Rust has it: names chosen, types resolved, documentation found. Nothing but data; `check`
//! makes it of specs, and `emit` makes source of it.

mod body;
mod decl;
mod field;
mod operation;
mod output;
mod pages;
mod service;
mod types;
mod waiting;

pub(crate) use body::{Body, Member, Object};
pub(crate) use decl::{Alternative, Constructor, Kind, Struct, TypeDecl, Variant};
pub(crate) use field::{Encoding, Field, Key, PageItems, Presence, Renamed};
pub(crate) use operation::{
    Argument, Arguments, Discriminators, Example, MOST_ARGUMENTS, Operation, Place, Placeholder,
};
pub(crate) use output::Output;
pub(crate) use pages::{PageStyle, Pages};
pub(crate) use service::{Api, Code, Fault, Module, Service, Types};
pub(crate) use types::{Home, Type, TypeId};
pub(crate) use waiting::{Among, Awaited, LongRunning, NamedBy, State, Waiter, Way};
