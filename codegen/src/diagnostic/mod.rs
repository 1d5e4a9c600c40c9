//! What is wrong with a spec, where, and what to do about it.

mod code;
mod render;
mod suggest;

pub use code::Code;
pub use render::render;
pub(crate) use suggest::{did_you_mean, nearest, one_of};

use crate::source::Span;

/// A mistake in a spec.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Which kind of mistake.
    pub code: Code,
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// Other places that have to do with it.
    pub labels: Vec<(Span, String)>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    pub(crate) fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, span, message: message.into(), labels: Vec::new(), help: None }
    }

    pub(crate) fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }
}

/// All mistakes of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

/// Proof that a mistake is among the diagnostics of the run. What has one instead of a value loses
/// nothing unseen, since there is no output where there are diagnostics.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reported(());

impl Diagnostics {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) -> Reported {
        self.0.push(diagnostic);
        Reported(())
    }

    /// Reports a consequence of another mistake, which is not told where that one is.
    pub(crate) fn push_unless_told(&mut self, diagnostic: impl FnOnce() -> Diagnostic) -> Reported {
        if self.is_empty() { self.push(diagnostic()) } else { Reported(()) }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One after the other, by place.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// By place, so that the order does not depend on which pass found what.
    pub(crate) fn sorted(mut self) -> Self {
        self.0.sort_by(|a, b| {
            (a.span, a.code.id(), &a.message).cmp(&(b.span, b.code.id(), &b.message))
        });
        self.0.dedup_by(|a, b| a.span == b.span && a.code == b.code && a.message == b.message);
        self
    }
}

/// All values, or the proof that one of them is missing. All are made, so that all mistakes are told.
pub(crate) fn every<T>(
    values: impl Iterator<Item = Result<T, Reported>>,
) -> Result<Vec<T>, Reported> {
    let values: Vec<_> = values.collect();
    values.into_iter().collect()
}
