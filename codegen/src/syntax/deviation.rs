//! Deviations as they are written.

use super::{
    Keys,
    field::{bounds, length},
    keys::{bad_value, list},
};
use crate::{
    diagnostic::Diagnostics,
    source::{Node, Text},
};

/// Where the spec knowingly differs from the page.
#[derive(Clone, Debug)]
pub(crate) struct Deviation {
    pub(crate) at: Text,
    pub(crate) page: Node,
    pub(crate) because: Text,
}

/// The deviations in a list.
pub(super) fn deviations(node: &Node, report: &mut Diagnostics) -> Vec<Deviation> {
    list(node, report).iter().filter_map(|item| deviation(item, report)).collect()
}

fn deviation(node: &Node, report: &mut Diagnostics) -> Option<Deviation> {
    let mut keys = Keys::of("a deviation", node.span, node, report)?;
    let at = keys.required_text("at", report);
    let page = keys.require("page", report);
    let because = keys.prose("because", report);
    keys.finish(report);
    aspects(page?, report)?;
    Some(Deviation { at: at?, page: page?.clone(), because })
}

/// What a limit is on a page that has none.
const ABSENT: &str = "absent";

/// What a page may have otherwise.
fn aspects(page: &Node, report: &mut Diagnostics) -> Option<()> {
    let mut keys = Keys::of("what the page says", page.span, page, report)?;
    for key in ["type", "name", "special", "unit"] {
        keys.text(key, report);
    }
    keys.boolean("required", report);
    keys.take("values").map(|node| list(node, report));
    let limit = |text: &Text| text.value != ABSENT;
    keys.text("range", report).filter(limit).and_then(|text| bounds(&text, report));
    for key in ["length", "item_length"] {
        keys.text(key, report).filter(limit).and_then(|text| length(&text, report));
    }
    let listed: [(_, &[&str]); 2] =
        [("marks", &["excludes", "overridden", "conditional"]), ("table", &[ABSENT, "present"])];
    for (key, known) in listed {
        let text = keys.text(key, report);
        if let Some(text) = text.filter(|text| !known.contains(&text.as_str())) {
            bad_value::<()>(&text, known, report);
        }
    }
    for key in ["default", "sample"] {
        keys.take(key);
    }
    keys.finish(report);
    Some(())
}
