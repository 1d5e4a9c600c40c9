//! What reading a page gives.

use crate::{Remark, facts::Facts};

/// What was understood of a page, and what is to be said about it.
#[derive(Debug)]
pub struct Reading {
    /// What the page says.
    pub facts: Facts,
    /// What could not be understood, was mended or was left out.
    pub remarks: Vec<Remark>,
}
