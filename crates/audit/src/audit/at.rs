//! Places, as they are compared.

/// The place of a field in an object, without lists that have no name.
pub(super) fn join(part: &str, object: &str, name: &str) -> String {
    let steps = std::iter::once(part).chain(object.split('.')).chain([name]);
    let steps: Vec<_> = steps.filter(|step| !step.is_empty() && *step != "[]").collect();
    steps.join(".")
}

/// The place without alternatives, which pages do not name.
pub(super) fn without(at: &str, alternatives: &[&str]) -> String {
    let steps: Vec<_> = at.split('.').filter(|step| !alternatives.contains(step)).collect();
    steps.join(".")
}

/// The place that holds another.
pub(super) fn parent(at: &str) -> &str {
    at.rsplit_once('.').map_or("", |(parent, _)| parent)
}

/// The places that hold another, the nearest first.
pub(super) fn parents(at: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(parent(at)), |at| Some(parent(at))).take_while(|at| !at.is_empty())
}
