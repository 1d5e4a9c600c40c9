//! A row of a page and a field of a spec, aspect by aspect.

use huaweicloud_codegen::DescribedRow;
use serde_json::{Value, json};

use super::{
    Difference, alternatives::Alternatives, kinds, reference::Reference, rows::Row, samples::Shown,
    shared::Shared,
};
use crate::facts::{Mark, Required, Rule};

/// What is known beside a row and a field.
pub(super) struct Context<'a> {
    pub(super) shown: &'a Shown,
    pub(super) shared: &'a Shared<'a>,
    pub(super) reference: &'a Reference<'a>,
    /// All rows of the page.
    pub(super) rows: &'a [Row<'a>],
    pub(super) alternatives: &'a Alternatives<'a>,
}

/// What documentation says of a field whose values are too many to be an enum.
const NAMED: &str = "the reference lists";

/// As many values as an enum may have.
pub(crate) const MANY: usize = 40;

/// What a row and a field of the spec differ in.
pub(super) fn compare(row: &Row<'_>, own: &DescribedRow, cx: &Context<'_>) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut push = |aspect, page: Value, spec: String| {
        found.push(Difference { at: row.at.clone(), aspect, page, spec });
    };
    kind(row, own, &mut push);
    required(row, own, &mut push);
    values(row, own, cx, &mut push);
    limits(row, own, cx.shown, &mut push);
    prose(row, own, cx.alternatives, &mut push);
    found
}

type Push<'a> = dyn FnMut(&'static str, Value, String) + 'a;

fn kind(row: &Row<'_>, own: &DescribedRow, push: &mut Push<'_>) {
    if let Some(kind) = &row.field.kind
        && !own.types.is_empty()
        && !own.types.iter().any(|own| kinds::is_meant(kind, own))
    {
        push("type", json!(kind), own.types.join(" or "));
    }
}

fn required(row: &Row<'_>, own: &DescribedRow, push: &mut Push<'_>) {
    // What answers hold is promised by the spec, and not by the table.
    let due = row.field.required.filter(|_| !row.at.starts_with("response"));
    match due {
        Some(Required::Always(due)) if due != own.required => {
            push("required", json!(due), own.required.to_string());
        }
        Some(Required::Sometimes(due)) if own.required && own.alternatives.is_empty() => {
            push("required", json!(due), own.required.to_string());
        }
        Some(Required::Always(_) | Required::Sometimes(_)) | None => {}
    }
}

/// The values of the row, no more and no less. A type of answers may have more, if other pages list them.
fn values(row: &Row<'_>, own: &DescribedRow, cx: &Context<'_>, push: &mut Push<'_>) {
    // A page that does not say where its states are listed may still be told so by the spec.
    let listed = own.listed_on.as_deref().map(|page| cx.reference.listed(page)).unwrap_or_default();
    let due = if row.field.values.is_empty() { &listed } else { &row.field.values };
    let doc = own.doc.as_deref().unwrap_or_default();
    let is_boolean = own.types.iter().any(|it| it == "boolean");
    let is_named = due.len() > MANY && row.listed_on.is_some() && doc.contains(NAMED);
    if is_boolean || is_named {
        return;
    }
    let is_told = |value: &String| doc.contains(&format!("`{value}`"));
    let is_known = |value: &String| own.values.contains(value) || is_told(value);
    let is_answer = row.at.starts_with("response");
    let named = own.named.as_deref().unwrap_or_default();
    let is_documented = |value: &String| {
        due.contains(value)
            || row.field.special.contains(value)
            || cx.shown.values(&row.at).any(|shown| shown == value)
            || (is_answer || due.is_empty()) && cx.shared.has(named, value)
    };
    let says_which = !due.is_empty() && due.iter().all(is_told);
    // The row of an operation that is told apart by a value may list those of its siblings, too.
    if own.is_const && own.values.iter().any(|value| due.contains(value)) {
        return;
    }
    if !due.iter().all(is_known) || !own.values.iter().all(is_documented) && !says_which {
        push("values", json!(due), own.values.join(", "));
    }
    if let (Some(page), false) = (row.listed_on, own.values.is_empty())
        && own.listed_on.as_deref() != Some(page)
    {
        push("page", json!(page), own.listed_on.clone().unwrap_or_default());
    }
    if due.is_empty() && own.values.is_empty() {
        return;
    }
    let is_expected = |value: &str| {
        let is_in = |list: &[String]| list.iter().any(|it| it == value);
        // Samples do not say of which alternative they are.
        let mut beside = cx.rows.iter().filter(|it| it.at == row.at);
        let is_of_type =
            is_in(&own.values) && (due.is_empty() || is_answer && cx.shared.lists(named, value));
        beside.any(|it| is_in(&it.field.values))
            || is_in(due)
            || is_in(&row.field.special)
            || is_of_type
            || ["", "null"].contains(&value)
    };
    for value in cx.shown.values(&row.at).filter(|value| !is_expected(value)) {
        let is_known = own.values.iter().any(|own| own == value);
        let spec = if is_known { "knows the value" } else { "does not know the value" };
        push("sample", json!(value), spec.to_owned());
    }
}

fn limits(row: &Row<'_>, own: &DescribedRow, shown: &Shown, push: &mut Push<'_>) {
    let field = &row.field;
    let limits = [
        ("range", &field.range, &own.range),
        ("length", &field.length, &own.length),
        ("item_length", &field.item_length, &own.item_length),
        ("default", &field.default, &own.default),
    ];
    for (aspect, due, own) in limits {
        if due != own {
            let spec = own.clone().unwrap_or_default();
            push(aspect, due.as_ref().map_or(json!("absent"), |due| json!(due)), spec);
        }
    }
    if let Some(range) = &field.range {
        let is_other =
            |value: &&str| value.parse::<f64>().is_ok_and(|value| is_outside(value, range));
        for value in shown.values(&row.at).filter(is_other) {
            push("sample", json!(value), format!("the range {range}"));
        }
    }
}

/// Whether a number is not in a range, `1..100` or open at either end.
pub(crate) fn is_outside(number: f64, range: &str) -> bool {
    let (least, greatest) = range.split_once("..").unwrap_or_default();
    let end = |end: &str| end.parse::<f64>().ok();
    end(least).is_some_and(|least| number < least)
        || end(greatest).is_some_and(|greatest| number > greatest)
}

/// What the documentation has to say: special values, units, rules and conditions.
fn prose(row: &Row<'_>, own: &DescribedRow, alternatives: &Alternatives<'_>, push: &mut Push<'_>) {
    let doc = own.doc.as_deref().unwrap_or_default();
    let unsaid = || "does not name it".to_owned();
    for special in &row.field.special {
        if !doc.contains(&format!("`{special}`")) && !own.values.contains(special) {
            push("special", json!(special), unsaid());
        }
    }
    if let Some(unit) = &row.field.unit {
        let words: &[&str] = match unit.as_str() {
            "percent" => &["percent", "%"],
            other => &[other],
        };
        if !words.iter().any(|word| doc.contains(word)) {
            push("unit", json!(unit), unsaid());
        }
    }
    let is_told = |rule: &&Rule| doc.contains(rule.length.trim_start_matches('.'));
    if !row.rules.is_empty() && !row.rules.iter().any(|rules| rules.iter().all(&is_told)) {
        let rule = |rule: &&Rule| format!("{} {}", rule.name, rule.length);
        let rules = row.rules.iter().map(|it| it.iter().map(rule).collect::<Vec<_>>().join(", "));
        push("rules", json!(rules.collect::<Vec<_>>().join(" or ")), unsaid());
    }
    for mark in &row.field.marks {
        let is_answered = match mark {
            Mark::Excludes if row.at.starts_with("response") => doc.contains("Excludes `"),
            Mark::Excludes => !own.not_with.is_empty() || alternatives.keep_apart(own),
            Mark::Conditional => !own.required,
            Mark::Overridden => doc.contains("ignores `"),
        };
        if !is_answered {
            push("marks", json!(mark), "does not answer it".to_owned());
        }
    }
}
