//! Method and path.

use crate::{
    outline::{Outline, Part},
    pattern::{Pattern, group},
};

static URI: Pattern = Pattern::new(r"^(GET|POST|PUT|DELETE|PATCH|HEAD)\s+(/\S*)$");
static PLACEHOLDER: Pattern = Pattern::new(r"\{([a-z_]+)\}");
static NAME: Pattern = Pattern::new(r"[A-Za-z0-9_#-]+");

/// Method and path as the page gives them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Uri {
    pub(crate) method: String,
    /// Without the query.
    pub(crate) path: String,
    /// Names in the template of the query.
    query: Vec<String>,
}

impl Uri {
    fn parse(text: &str) -> Option<Self> {
        let found = URI.first(text)?;
        let target = group(&found, 2);
        // Three dialects: `?a={a}`, `{?a,b}`, and none.
        let cut = target.find("{?").or_else(|| target.find('?')).unwrap_or(target.len());
        let (path, query) = target.split_at(cut);
        let query = NAME.all(query).iter().map(|found| group(found, 0).to_owned()).collect();
        Some(Self { method: group(&found, 1).to_owned(), path: path.to_owned(), query })
    }

    /// Whether a row of a table that does not tell path from query is of the query: it is no
    /// placeholder, and either in the template or there are no placeholders.
    pub(crate) fn is_query(&self, name: &str) -> bool {
        let placeholders = PLACEHOLDER.all(&self.path);
        let is_placeholder = placeholders.iter().any(|found| group(found, 1) == name);
        !is_placeholder && (placeholders.is_empty() || self.query.iter().any(|it| it == name))
    }
}

/// Method and path of the page.
pub(crate) fn find(outline: &Outline<'_>) -> Option<Uri> {
    outline.texts(Part::Uri).find_map(|it| Uri::parse(&it.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_dialects_of_query() {
        let plain = Uri::parse("POST /v2/{project_id}/things?by={by}").unwrap();
        assert_eq!(
            (plain.method.as_str(), plain.path.as_str()),
            ("POST", "/v2/{project_id}/things")
        );
        assert!(plain.is_query("by") && !plain.is_query("project_id") && !plain.is_query("job_id"));
        let template = Uri::parse("GET /v2/things{?__os_type,marker}").unwrap();
        assert_eq!(template.path, "/v2/things");
        assert!(template.is_query("__os_type") && template.is_query("other"));
        assert_eq!(Uri::parse("GET /").unwrap().path, "/");
    }
}
