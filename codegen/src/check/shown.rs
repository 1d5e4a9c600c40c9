//! Which alternatives of types examples show.

use std::{cell::RefCell, collections::BTreeSet};

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    source::{Span, Text},
    specs::{ServiceSpecs, Written},
    syntax::TypeKind,
};

/// The alternatives of all types that examples show.
#[derive(Default)]
pub(super) struct Shown(RefCell<BTreeSet<Span>>);

impl Shown {
    pub(super) fn add(&self, alternative: &Text) {
        self.0.borrow_mut().insert(alternative.span);
    }

    /// Reports alternatives that no example shows. Where examples or types are wrong, they might.
    pub(super) fn check(&self, specs: &Written, report: &mut Diagnostics) {
        let wrong = |code| {
            matches!(
                code,
                Code::Example | Code::UnknownType | Code::BadType | Code::Indistinguishable
            )
        };
        if !specs.doubt.is_empty() || report.iter().any(|diagnostic| wrong(diagnostic.code)) {
            return;
        }
        let shown = self.0.borrow();
        for (_, def) in specs.services.values().flat_map(ServiceSpecs::types) {
            let TypeKind::OneOf(alternatives) = &def.kind else { continue };
            for (name, _) in alternatives.iter().filter(|(name, _)| !shown.contains(&name.span)) {
                let message = format!("no example shows the alternative `{}`", name.value);
                let diagnostic = Diagnostic::new(Code::MissingExample, name.span, message);
                report.push(diagnostic.help("add one to an operation that takes it"));
            }
        }
    }
}
