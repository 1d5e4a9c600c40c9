//! Microversions: that they are some, and that the service has them.

use super::scope::Scope;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    source::Text,
};

/// First and last microversion of something.
pub(super) fn ends(ends: [&Option<Text>; 2], scope: &Scope<'_>, report: &mut Diagnostics) {
    for end in ends.into_iter().flatten() {
        version(end, scope, report);
    }
    let [Some(since), Some(until)] = ends else { return };
    let (Some(first), Some(last)) = (parse(&since.value), parse(&until.value)) else {
        return;
    };
    if first > last {
        let message = format!("no microversion is since {} and until {}", since.value, until.value);
        let diagnostic = Diagnostic::new(Code::BadMicroversion, until.span, message);
        report.push(diagnostic.label(since.span, "since").help("the first comes before the last"));
    }
}

/// `2.9`, in a service that has microversions.
pub(super) fn version(version: &Text, scope: &Scope<'_>, report: &mut Diagnostics) {
    let (message, help) = match (parse(&version.value), &scope.service.microversion) {
        (None, _) => (format!("`{}` is no microversion", version.value), "write `\"2.9\"`"),
        (Some(_), None) => {
            let message = format!("the service `{}` has no microversions", scope.name);
            (message, "say which there are under `microversion:` of the service")
        }
        (Some(_), Some(_)) => return,
    };
    report.push(Diagnostic::new(Code::BadMicroversion, version.span, message).help(help));
}

/// Two numbers with a dot between.
pub(super) fn parse(text: &str) -> Option<(u16, u16)> {
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let number = |text: &str| text.parse().ok().filter(|_| digits(text));
    let (major, minor) = text.split_once('.')?;
    number(major).zip(number(minor))
}
