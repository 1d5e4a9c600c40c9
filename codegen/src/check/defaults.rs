//! Defaults: that they are values of their field.

use super::{fit::Fit, scope::Scope, shown::Shown};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    syntax::{Field, Shape},
};

/// What the server assumes is something that could be sent.
pub(super) fn field(field: &Field, scope: &Scope<'_>, report: &mut Diagnostics) {
    let (Some(default), Shape::Type(_)) = (&field.default, &field.shape) else { return };
    let shown = Shown::default();
    let fit = Fit { scope, complete: true, known_samples: Vec::new(), shown: &shown };
    let mut misfits = Diagnostics::default();
    fit.field(default, field, &mut misfits);
    if !misfits.is_empty() {
        let message = format!("the default is no value of `{}`", field.name.value);
        let diagnostic = Diagnostic::new(Code::BadValue, default.span, message);
        report.push(diagnostic.label(field.name.span, "the field").help("repair it, or the type"));
    }
}
