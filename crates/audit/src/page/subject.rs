//! What a table is about, as its title or label says.

use crate::pattern::{Pattern, group};

static CAPTION: Pattern = Pattern::new(r"^表\s*(\d+)\s*(.*)$");
static SUBJECT: Pattern = Pattern::new(
    r"^(?:参数：)?([A-Za-z_#\[][A-Za-z0-9_.#\[\]-]*)\s*(?:字段|数据结构|参数说明|参数信息|object|$)",
);
static KEYS: Pattern = Pattern::new(r"([A-Za-z0-9_#-]+)中的键");
static REFERENCE: Pattern = Pattern::new(r"表\s*(\d+)");
static ELEMENT: Pattern = Pattern::new(r"^(?i:array of )?\s*(.*?)\s*(?i:\bobjects?)?$");
static SCALAR: Pattern =
    Pattern::new(r"^(?i:(?:array of )?(?:strings?|sting)|integer|long|double|boolean|bool|file)$");

/// Number and title of a caption.
pub(crate) fn caption(text: &str) -> Option<(u32, &str)> {
    let found = CAPTION.first(text)?;
    let title = found.get(2).map_or("", |it| it.as_str());
    Some((group(&found, 1).parse().ok()?, title))
}

/// The field or type that a title names; `None` if the table is of the whole body.
pub(crate) fn subject(title: &str) -> Option<String> {
    let title = title.replace("_[数组]_", "[]").replace("[数组]", "[]");
    let found = SUBJECT.first(&title).or_else(|| KEYS.first(&title))?;
    let name = group(&found, 1);
    Some(name.rsplit('.').next().unwrap_or(name).to_owned())
}

/// The table that a cell refers to by number.
pub(crate) fn reference(text: &str) -> Option<u32> {
    REFERENCE.first(text).and_then(|found| group(&found, 1).parse().ok())
}

/// Whether values of a type have fields, and the name that the type gives them.
pub(crate) fn element(kind: &str) -> Option<Option<String>> {
    if SCALAR.matches(kind) {
        return None;
    }
    let name = ELEMENT.first(kind).map(|found| group(&found, 1).to_owned()).unwrap_or_default();
    let generic = matches!(name.to_lowercase().as_str(), "" | "array" | "list");
    Some((!generic).then_some(name))
}

/// Whether two names are the same but for case and number.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let forms = |name: &str| {
        let name = name.to_lowercase();
        let stems = ["", "s", "es"].map(|end| name.strip_suffix(end).map(str::to_owned));
        stems.into_iter().flatten().collect::<Vec<_>>()
    };
    let others = forms(other);
    forms(one).iter().any(|it| others.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_labels() {
        assert_eq!(caption("表 12 data_images字段说明"), Some((12, "data_images字段说明")));
        assert_eq!(subject("os-extend字段说明：").as_deref(), Some("os-extend"));
        assert_eq!(subject("resource 字段数据结构说明").as_deref(), Some("resource"));
        assert_eq!(subject("[数组].version_list字段数据结构说明").as_deref(), Some("version_list"));
        assert_eq!(subject("_[数组]_字段说明").as_deref(), Some("[]"));
        assert_eq!(subject("参数：image_tags").as_deref(), Some("image_tags"));
        assert_eq!(subject("ResourceTag").as_deref(), Some("ResourceTag"));
        assert_eq!(subject("时，metadata中的键如下：").as_deref(), Some("metadata"));
        for whole in ["参数说明", "请求Body参数", "v2.1版本请求消息体", "请求参数"]
        {
            assert_eq!(subject(whole), None, "{whole}");
        }
    }

    #[test]
    fn types_with_fields() {
        assert_eq!(element("Array of strings"), None);
        assert_eq!(element("String"), None);
        assert_eq!(element("Array of objects"), Some(None));
        assert_eq!(element("list"), Some(None));
        assert_eq!(element("Array of matchs"), Some(Some("matchs".to_owned())));
        assert_eq!(element("Array of Tag objects"), Some(Some("Tag".to_owned())));
        assert_eq!(element("Share object"), Some(Some("Share".to_owned())));
        assert!(same("matches", "match") && same("Tags", "tag") && !same("tags", "resource_tag"));
    }
}
