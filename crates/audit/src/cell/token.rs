//! Words of the wire within prose.

use crate::pattern::{Pattern, group};

/// Values that lost what stood between them when the page was converted.
const RUN_TOGETHER: [(&str, &str); 4] = [
    ("x86arm", "x86、arm。"),
    ("LinuxWindowsOther", "Linux、Windows、Other。"),
    ("falsetrue", "false。true"),
    ("IDmin_ram", "ID。min_ram"),
];

static ONE: Pattern = Pattern::new(
    r#"^\s*[“"'‘]?(空|[A-Za-z0-9_][A-Za-z0-9_.-]*(?: Linux)?)[”"'’]?(?:\s*[（(][^）)]*[）)])?\s*"#,
);
static SEPARATOR: Pattern = Pattern::new(r"^\s*(?:[、,，/]\s*(?:或者|或|和)?|或者|或|和|与|以及)");
static EXPLAINED: Pattern = Pattern::new(r"^[^\p{P}和或]{1,4}");
static CLOSED: Pattern = Pattern::new(r"^(?:字段|二者|时|参数)");
static HAN: Pattern = Pattern::new(r"^\p{Han}");
static ITEM: Pattern = Pattern::new(
    r#"(?:^|[\n。：；，）（\s]|[\p{Han}])[“"]?([A-Za-z_][A-Za-z0-9_-]*|-?\d{1,3})[”"]?(?:或空时)?\s*(?:：\s?[^/\d\s]|:\s[^/\d\s]|:[^/\d\sA-Za-z_])"#,
);
/// A line that says what a value means, and then the value: `降序：desc`.
static MEANING: Pattern =
    Pattern::new(r#"(?m)^\p{Han}{1,8}[：:]\s?[“"]?([a-z][a-z0-9_-]*)[”"]?[。；;]?$"#);

/// The text with values apart that were run together.
pub(super) fn part(text: &str) -> String {
    RUN_TOGETHER.iter().fold(text.to_owned(), |text, (joined, parted)| text.replace(joined, parted))
}

/// The list of values that a text begins with. What is empty (`空`) is no value.
pub(super) fn list(text: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut rest = text;
    while let Some(found) = ONE.first(rest) {
        let quoted = rest.trim_start().starts_with(['“', '"']);
        let mut after = rest.get(group(&found, 0).len()..).unwrap_or_default();
        // What is in quotes may be explained: `“a”甲和“b”乙`.
        if quoted && SEPARATOR.first(after).is_none() {
            after = EXPLAINED
                .first(after)
                .and_then(|it| after.get(group(&it, 0).len()..))
                .unwrap_or(after);
        }
        let separator = SEPARATOR.first(after);
        // A word that prose goes on from is prose: `KVM虚拟化`.
        let prose = HAN.matches(after) && separator.is_none() && !quoted;
        if prose && !CLOSED.matches(after) {
            break;
        }
        values.push(group(&found, 1).to_owned());
        let Some(separator) = separator else { break };
        rest = after.get(group(&separator, 0).len()..).unwrap_or_default();
    }
    values.retain(|it| it != "空");
    values
}

/// Words that are followed by a colon and what they mean, as items of a list are, and where.
pub(super) fn items(text: &str) -> Vec<(usize, String)> {
    let item =
        |found: &regex::Captures<'_>| found.get(1).map(|it| (it.start(), it.as_str().to_owned()));
    let mut items: Vec<_> = ITEM.all(text).iter().filter_map(item).collect();
    let meanings = MEANING.all(text);
    // One alone is more likely prose.
    if meanings.len() > 1 {
        items.extend(meanings.iter().filter_map(item));
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_end_where_prose_begins() {
        assert_eq!(list("vhd、zvhd2或raw。默认"), ["vhd", "zvhd2", "raw"]);
        assert_eq!(list("“a-b”和\"c\"。"), ["a-b", "c"]);
        assert_eq!(list("ro（只读），rw（读写）。"), ["ro", "rw"]);
        assert_eq!(list("new, active,或者error；"), ["new", "active", "error"]);
        assert_eq!(list("true，表示"), ["true"]);
        assert_eq!(list("KVM虚拟化"), Vec::<String>::new());
        assert_eq!(list("name、size字段，默认"), ["name", "size"]);
        assert_eq!(list("空或“general”。"), ["general"]);
    }

    #[test]
    fn items_with_and_without_lines() {
        let items =
            |text: &str| -> Vec<String> { items(text).into_iter().map(|it| it.1).collect() };
        assert_eq!(items("状态。\nactive：好。\nin-use：用。"), ["active", "in-use"]);
        assert_eq!(items("取值如下：public：公共private：私有"), ["public", "private"]);
        assert_eq!(items("例：2019-04-01T12:00:00"), Vec::<String>::new());
        assert_eq!(items("排列方式。\n降序：desc\n升序：asc"), ["desc", "asc"]);
        assert_eq!(items("类型，key为hw:passthrough，VBD。"), Vec::<String>::new());
        assert_eq!(part("包括：x86arm默认"), "包括：x86、arm。默认");
    }
}
