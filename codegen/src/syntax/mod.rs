//! Spec files as they are written: every key read, every place kept, nothing resolved.

mod deviation;
mod errors;
mod example;
mod field;
mod keys;
mod operation;
mod service;
mod type_def;
mod type_text;

pub(crate) use deviation::Deviation;
pub(crate) use errors::{KnownError, errors};
pub(crate) use example::{Example, ExampleRequest, ExampleResponse, Raises};
pub(crate) use field::{Bounds, Content, Field, Length, Shape};
pub(crate) use keys::{Keys, bad_value};
pub(crate) use operation::{
    Auth, Body, Operation, PageStyle, Pages, Segment, Waiter, Waits, operation,
};
pub(crate) use service::{COMMON, Service, service};
pub(crate) use type_def::{EnumValue, TypeDef, TypeKind, types};
pub(crate) use type_text::{Core, Encoding, SCALARS, TypeText};
