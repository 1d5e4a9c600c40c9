//! What an operation is called, and the folder that its spec belongs in.

use huaweicloud_codegen::{DescribedService, file_name, type_name};

use crate::facts::Operation;

/// The name of an operation.
pub(super) struct Name {
    pub(super) name: String,
    /// Whether nobody gave it.
    pub(super) is_guess: bool,
}

/// The official name, the one that is wished, or one in the style of the others.
pub(super) fn operation(page: &Operation, wished: Option<&str>) -> Name {
    match wished.or(page.operation.as_deref()) {
        Some(name) => Name { name: name.to_owned(), is_guess: false },
        None => Name { name: guess(page), is_guess: true },
    }
}

fn guess(page: &Operation) -> String {
    let is_one = page.path.ends_with('}');
    let mut literals = page.path.rsplit('/').filter(|part| !part.starts_with('{'));
    let last = literals.next().unwrap_or_default();
    // What an action is stands in its body.
    let key = page.request.first().and_then(|table| table.fields.first());
    let (last, action) = match (last, key) {
        ("action", Some(key)) => (literals.next().unwrap_or_default(), Some(key.name.as_str())),
        (last, _) => (last, None),
    };
    let verb = match page.method.as_str() {
        "GET" | "HEAD" if is_one => "Show",
        "GET" | "HEAD" => return type_name(&format!("List_{last}")),
        "POST" => "Create",
        "DELETE" => "Delete",
        _ => "Update",
    };
    let verb = action.map_or(verb, |action| action.trim_start_matches("os-"));
    type_name(&format!("{verb}_{}", singular(last)))
}

/// The file of an operation.
pub(super) fn file(operation: &str) -> String {
    file_name(operation)
}

/// The folder of the operations whose paths begin most like this one's, or one named like its resource.
pub(super) fn folder(page: &Operation, service: Option<&DescribedService>) -> String {
    let literals = |path: &str| -> Vec<String> {
        let parts = path.split('/').filter(|part| !part.is_empty() && !part.starts_with('{'));
        parts.map(str::to_owned).collect()
    };
    let own = literals(&page.path);
    let alike = |path: &str| {
        let other = literals(path);
        own.iter().zip(&other).take_while(|(one, other)| one == other).count()
    };
    // The first part is a version. What is below a resource belongs to it.
    let others = service.into_iter().flat_map(|service| &service.operations);
    let is_above = |path: &str| {
        let resource = literals(path);
        let resource =
            resource.iter().filter(|part| !["action", "detail"].contains(&part.as_str()));
        let count = resource.count();
        alike(path) > 1 && (alike(path) >= count || alike(path) >= own.len())
    };
    let near = others.filter(|spec| is_above(&spec.path)).max_by_key(|spec| alike(&spec.path));
    match near {
        Some(spec) => spec.resource.clone(),
        None => {
            let is_resource = |part: &&String| *part != "action";
            let last = own.iter().skip(1).rfind(is_resource).or(own.last());
            file_name(&type_name(last.map_or("things", String::as_str)))
        }
    }
}

/// One of many: `failure_jobs` to `failure_job`.
pub(super) fn singular(name: &str) -> String {
    match name.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None if name.ends_with("ss") || name.ends_with("us") => name.to_owned(),
        None => name.strip_suffix('s').unwrap_or(name).to_owned(),
    }
}
