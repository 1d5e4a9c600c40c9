//! Enumerated values.

use crate::{
    cell::token,
    facts::Field,
    pattern::{Pattern, group},
};

/// Phrases after which values stand. The first group says that they are others: defaults, formats,
/// samples, ends of a range. The second is the name of the field whose values they are.
static PHRASE: Pattern = Pattern::new(concat!(
    r"(默认|格式的?|样例|最小|最大)?([A-Za-z_]+|“[a-z_]+”)?",
    r"(?:取值(?:仅限于|范围|包括|只能|如下)?(?:为|是|有)?[：:]?(?:镜像属性)?",
    r"|(?:有效|合法|固定)值?为[：:]?|可用的?值(?:只)?有[：:]?|的?值为[：:]?|状态为|仅限于|只能是|限定为",
    r"|仅支持|只支持|目前支持|当前为|设置为|环境类型：|系统盘镜像为|数据盘镜像为|该字段返回|包括|，请使用)",
));
/// `支持a、b`, which needs several values to be told from prose.
static SUPPORTS: Pattern = Pattern::new(r"(?:^|[，。])支持");
/// `active表示…，error表示…`.
static MEANS: Pattern = Pattern::new(r#"(?:^|[，。；\s])[“"]?([A-Za-z0-9_-]+)[”"]?(?:表示|代表)"#);
/// `公共镜像：gold私有镜像：private` and `公共镜像（gold）私有镜像（private）`.
static NAMED: Pattern = Pattern::new(r"\p{Han}镜像[：（]([a-z]+)");
/// A list of values under a heading of its own.
static ENUMERATED: Pattern = Pattern::new(r"枚举值：\s*\n((?:.+\n?)+)");
/// Descriptions whose words with a colon are no values: parts of a text, operators, names.
static NO_ITEMS: Pattern = Pattern::new(r"操作符|单位：|：_sys_|key固定|格式[为：]");
static NULL: Pattern = Pattern::new(r"(?:^|\n)null：|(?:字段|这个)值(?:设)?为null");

/// Words of prose that look like values.
const PROSE: [&str; 9] = ["UUID", "ID", "null", "Region", "OS", "VPCID", "IP", "API", "key"];

/// Reads enumerated values. `body` is the description without notes, `all` with them, `kind` the
/// type in lower case.
pub(super) fn read(body: &str, all: &str, kind: &str, field: &mut Field) {
    field.null = NULL.matches(all);
    // What can be changed is named, and there may be more.
    if body.contains("修改以下属性") {
        field.special = token::items(body).into_iter().map(|it| it.1).collect();
        return;
    }
    let mut found = Vec::new();
    phrases(body, &field.name, &mut found);
    if !NO_ITEMS.matches(body) {
        found.extend(token::items(body));
    }
    for several in [MEANS.all(body), NAMED.all(body)] {
        if several.len() > 1 {
            found.extend(several.iter().map(|it| (start(it), group(it, 1).to_owned())));
        }
    }
    // In the order of the text, whatever found them.
    found.sort_by_key(|(at, _)| *at);
    let mut values: Vec<String> = Vec::new();
    for (_, value) in found {
        let prose = PROSE.contains(&value.as_str()) || value == field.name;
        if !prose && !values.contains(&value) {
            values.push(value);
        }
    }
    keep(values, body, kind, field);
}

/// Values after phrases, with the place of the phrase.
fn phrases(text: &str, name: &str, to: &mut Vec<(usize, String)>) {
    let mut add =
        |at: usize, values: Vec<String>| to.extend(values.into_iter().map(|value| (at, value)));
    for found in ENUMERATED.all(text) {
        let lines = group(&found, 1).lines();
        add(start(&found), lines.flat_map(token::list).collect());
    }
    for found in PHRASE.all(text) {
        let of = group(&found, 2).trim_matches(['“', '”']);
        if found.get(1).is_none() && (of.is_empty() || of == name) {
            add(start(&found), token::list(after(text, &found)));
        }
    }
    for found in SUPPORTS.all(text) {
        let list = token::list(after(text, &found));
        if list.len() > 1 {
            add(start(&found), list);
        }
    }
}

fn start(found: &regex::Captures<'_>) -> usize {
    found.get(0).map_or(0, |it| it.start())
}

fn after<'t>(text: &'t str, found: &regex::Captures<'_>) -> &'t str {
    text.get(found.get(0).map_or(0, |it| it.end())..).unwrap_or_default()
}

/// Tells enumerations from single values among free ones, and drops what says nothing.
fn keep(values: Vec<String>, text: &str, kind: &str, field: &mut Field) {
    let is_number = matches!(kind, "integer" | "long" | "double");
    let is_free = ["UUID", "无该值", "，请使用"].iter().any(|word| text.contains(word));
    let boolean = kind.starts_with("bool") && values.iter().all(|it| it == "true" || it == "false");
    match values.len() {
        0 => {}
        _ if boolean || kind.starts_with("array") => {}
        1 if is_number => {
            field.special = values.into_iter().filter(|it| it.starts_with('-')).collect()
        }
        _ if is_number && values != ["1", "0"] => {}
        _ if is_free => field.special = values,
        _ => field.values = values,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str, kind: &str) -> Field {
        let mut field = Field { name: "own".to_owned(), ..Field::default() };
        read(text, text, kind, &mut field);
        field
    }

    #[test]
    fn every_way_to_enumerate() {
        let cases: [(&str, &[&str]); 12] = [
            ("取值为a或b、c-d。", &["a", "b", "c-d"]),
            ("取值范围为：“a”和“b”。", &["a", "b"]),
            ("取值如下：a：甲。b：乙。", &["a", "b"]),
            ("种类。\na：甲。\nnull：无。\nb或空时：乙。", &["a", "b"]),
            ("目前支持a、b。默认值是a。", &["a", "b"]),
            ("格式，支持a、b和c。", &["a", "b", "c"]),
            ("如果支持KVM，取值为true，否则无", &["true"]),
            ("a表示好，b表示坏", &["a", "b"]),
            ("目前支持以下类型：甲镜像：a乙镜像：b", &["a", "b"]),
            ("包括“A”标准型和“B”性能型。", &["A", "B"]),
            ("枚举值：\n0\n1", &["0", "1"]),
            ("取值为true时甲，取值为false时乙", &["true", "false"]),
        ];
        for (text, due) in cases {
            assert_eq!(values(text, "string").values, due, "{text}");
        }
    }

    #[test]
    fn what_is_no_enumeration() {
        for text in [
            "默认值为a，",
            "取值为整数",
            "仅在other值为a时有效",
            "取值样例：0。",
            "最小值为1，",
            "支持a。",
        ] {
            assert_eq!(values(text, "string").values, Vec::<String>::new(), "{text}");
        }
        assert_eq!(values("取值为true或false。", "boolean").values, Vec::<String>::new());
        assert_eq!(values("上限。\n-1：无穷大。", "integer").special, ["-1"]);
        assert_eq!(values("取值为0或无该值，甲。取值为UUID，乙。", "string").special, ["0"]);
        assert!(values("对象，这个值为null。", "object").null);
    }
}
