//! Deviations: that they speak of a place on the page, and of something it says there.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, one_of},
    syntax::Operation,
};

const PLACES: [&str; 6] = ["path", "query", "headers", "request", "response", "status"];

/// The deviations of an operation.
pub(super) fn operation(operation: &Operation, report: &mut Diagnostics) {
    for deviation in &operation.deviations {
        let (place, rest) = deviation.at.value.split_once('.').unwrap_or((&deviation.at.value, ""));
        if !PLACES.contains(&place) {
            let message = format!("`{place}` is no part of a page");
            let diagnostic = Diagnostic::new(Code::BadDeviation, deviation.at.span, message);
            report.push(diagnostic.help(one_of(place, &PLACES)));
        } else if (place == "status") != rest.is_empty() {
            let message = format!("`{}` names no place on the page", deviation.at.value);
            let diagnostic = Diagnostic::new(Code::BadDeviation, deviation.at.span, message);
            report.push(diagnostic.help("write `query.limit`, `response.jobs.status` or `status`"));
        }
        if deviation.page.entries().is_empty() {
            let message = "a deviation tells what the page says";
            report.push(Diagnostic::new(Code::BadDeviation, deviation.page.span, message));
        }
    }
}
