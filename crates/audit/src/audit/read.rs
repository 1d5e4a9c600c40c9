//! A spec, and what its page says of it.

use huaweicloud_codegen::Described;

use super::{
    alternatives::Alternatives,
    reference::Reference,
    rows::{self, Row},
    samples::Shown,
};
use crate::facts::Operation;

/// A spec and its page.
pub(crate) struct Read<'a> {
    pub(super) spec: &'a Described,
    pub(super) page: &'a Operation,
    pub(super) rows: Vec<Row<'a>>,
    pub(super) shown: Shown,
    pub(super) alternatives: Alternatives<'a>,
}

impl<'a> Read<'a> {
    pub(crate) fn of(spec: &'a Described, reference: &Reference<'a>) -> Option<Self> {
        let page = reference.operation(&spec.page)?;
        let rows = rows::of_page(page, spec, reference);
        let alternatives = Alternatives::of(spec, &rows);
        Some(Self { spec, page, rows, shown: Shown::of(spec, page), alternatives })
    }
}
