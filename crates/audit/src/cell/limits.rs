//! Ranges, lengths, defaults and patterns of times.

use crate::{
    facts::Field,
    pattern::{Pattern, group},
};

static RANGE: Pattern = Pattern::new(r"取值(?:范围)?为?[：:]?\s*\[?\s*(\d+)\s*[,，~～-]\s*(\d+)");
static LEAST: Pattern = Pattern::new(r"最小值为?[：:]?\s*(-?\d+)|必须大于等于(\d+)");
static MORE: Pattern = Pattern::new(r"必须大于(\d+)|取值为大于(\d+)的");
static MOST: Pattern = Pattern::new(r"最大值为?[：:]?\s*(\d+)|limit最多为(\d+)|，最多为(\d+)");
static LESS: Pattern = Pattern::new(r"必须大于\d+小于(\d+)");
static NEGATIVE: Pattern = Pattern::new(r"不能为负数");
static STEP: Pattern = Pattern::new(r"步长大于等于\d+");

static LENGTH: Pattern = Pattern::new(
    r"长度至?为\s*\[?\s*(\d+)\s*[~～-]\s*(\d+)|长度为\[(\d+)-(\d+)\]|长度范围为(\d+)[~～-](\d+)",
);
static BYTES: Pattern = Pattern::new(r"长度[^，。；]*?\d+\]?个?字节");
static LONGEST: Pattern = Pattern::new(
    r"(?:最大支持长度为?|最大长度为?|长度(?:不能?超过|小于等于|最多为?|最大为?))[：:]?\s*(\d+)",
);
static SHORTEST: Pattern = Pattern::new(r"最小长度[：:]\s*(\d+)");
static COUNT: Pattern = Pattern::new(
    r"(?:个数上限为|^[^。]*最多包含|条件最多包含|列表最多支持|最多可以添加|。最多包含|查询最多|最多可携带)(\d+)[个块]",
);

static DEFAULT: Pattern = Pattern::new(concat!(
    r"默认(?:取值|值)?(?:设置)?(?:为|是|使用|按照|返回(?:的子集中数量为)?)?[：:]?(?:降序)?",
    r#"[“"]?(Other Linux \(64 bit\)|[A-Za-z0-9][A-Za-z0-9_/-]*)"#,
));
/// The default is the empty text, not that there is none.
static DEFAULT_EMPTY: Pattern = Pattern::new(r"默认(?:值)?为空(?:字符串|串)");
/// Of a key to sort by, the page says what it means and not how it is written.
static DEFAULT_CREATED: Pattern = Pattern::new(r"默认为创建时间");

static UNIT: Pattern =
    Pattern::new(r"单位(?:为|是)?[：:]?\s*(GB|MB|KB|TB|Bytes?|字节|百分比|秒|天)");

static TIME: Pattern =
    Pattern::new(r#"(?:yyyy|YYYY)-MM-(?:dd|DD)(?:'?T'?| )?(?:HH|hh)[:A-Za-z.]*(?:'Z')?"#);

/// Reads limits. `body` is the description without notes, `all` with them.
pub(super) fn read(body: &str, all: &str, kind: &str, field: &mut Field) {
    let list = kind.starts_with("array");
    if list {
        field.length = interval(None, COUNT.first(all).map(|it| first(&it)));
        field.item_length = length(body);
    } else {
        field.length = length(body);
        if !kind.starts_with("bool") {
            field.range = range(body);
        }
    }
    let default = DEFAULT.first(body).map(|it| group(&it, 1).to_owned());
    let default = default.filter(|it| it != "AZ" && it != "os_version");
    field.default = default
        .or_else(|| DEFAULT_EMPTY.matches(body).then(String::new))
        .or_else(|| DEFAULT_CREATED.matches(body).then(|| "created_at".to_owned()));
    field.unit = UNIT.first(body).map(|it| unit(group(&it, 1)).to_owned());
    for found in TIME.all(body) {
        let format = group(&found, 0).to_owned();
        if !field.formats.contains(&format) {
            field.formats.push(format);
        }
    }
}

/// A unit as specs name it.
fn unit(text: &str) -> &str {
    match text {
        "字节" | "Byte" | "Bytes" => "bytes",
        "百分比" => "percent",
        "秒" => "seconds",
        "天" => "days",
        other => other,
    }
}

fn range(text: &str) -> Option<String> {
    let text = STEP.replace(text, "");
    let both = RANGE.first(&text);
    let least = LEAST.first(&text).map(|it| first(&it));
    let more = MORE.first(&text).and_then(|it| first(&it).parse::<u64>().ok());
    let least = least.or_else(|| more.map(|it| (it + 1).to_string()));
    let least = least.or_else(|| both.as_ref().map(|it| group(it, 1).to_owned()));
    let least = least.or_else(|| NEGATIVE.matches(&text).then(|| "0".to_owned()));
    let less = LESS.first(&text).and_then(|it| first(&it).parse::<u64>().ok());
    let most = MOST.first(&text).map(|it| first(&it));
    let most = most.or_else(|| less.map(|it| it.saturating_sub(1).to_string()));
    interval(least, most.or_else(|| both.as_ref().map(|it| group(it, 2).to_owned())))
}

/// The length of a text, which counts characters unless the page says bytes.
pub(crate) fn length(text: &str) -> Option<String> {
    let shortest = SHORTEST.first(text).map(|it| first(&it));
    let longest = LONGEST.first(text).map(|it| first(&it));
    let length = interval(shortest, longest).or_else(|| {
        let found = LENGTH.first(text)?;
        let mut ends = found.iter().skip(1).flatten().map(|it| it.as_str().to_owned());
        interval(ends.next(), ends.next())
    })?;
    Some(if BYTES.matches(text) { format!("{length} bytes") } else { length })
}

/// The first group that took part.
fn first(found: &regex::Captures<'_>) -> String {
    found.iter().skip(1).flatten().next().map_or_else(String::new, |it| it.as_str().to_owned())
}

fn interval(least: Option<String>, most: Option<String>) -> Option<String> {
    if least.is_none() && most.is_none() {
        return None;
    }
    Some(format!("{}..{}", least.unwrap_or_default(), most.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(text: &str, kind: &str) -> Field {
        let mut field = Field::default();
        read(text, text, kind, &mut field);
        field
    }

    #[test]
    fn ranges() {
        let range = |text: &str| limits(text, "integer").range;
        assert_eq!(range("取值范围为[0,99]的整数").as_deref(), Some("0..99"));
        assert_eq!(range("取值为4～10GB").as_deref(), Some("4..10"));
        assert_eq!(range("最大值为20。\n最小值：0\n最大值：20").as_deref(), Some("0..20"));
        assert_eq!(range("不能为负数").as_deref(), Some("0.."));
        assert_eq!(range("必须大于0").as_deref(), Some("1.."));
        assert_eq!(range("取值为大于0的字符串").as_deref(), Some("1.."));
        assert_eq!(range("值必须大于0小于1000").as_deref(), Some("1..999"));
        assert_eq!(range("取值为整数"), None);
    }

    #[test]
    fn lengths() {
        let length = |text: &str| limits(text, "string").length;
        assert_eq!(length("最大支持长度为6个字节").as_deref(), Some("..6 bytes"));
        assert_eq!(length("最大支持长度为6个字符").as_deref(), Some("..6"));
        assert_eq!(length("长度范围为1-64字节").as_deref(), Some("1..64 bytes"));
        assert_eq!(length("长度为0~5，").as_deref(), Some("0..5"));
        assert_eq!(length("长度为[1-5]个").as_deref(), Some("1..5"));
        assert_eq!(length("最小长度：1\n最大长度：36").as_deref(), Some("1..36"));
        let list = limits("列表。最多包含10个，每个最大长度36个", "array of objects");
        assert_eq!(
            (list.length.as_deref(), list.item_length.as_deref()),
            (Some("..10"), Some("..36"))
        );
    }

    #[test]
    fn units() {
        let unit = |text: &str| limits(text, "integer").unit;
        assert_eq!(unit("大小，单位为字节。").as_deref(), Some("bytes"));
        assert_eq!(unit("容量，单位GB。").as_deref(), Some("GB"));
        assert_eq!(unit("最小数据盘大小。单位：GB取值范围：1~2048GB").as_deref(), Some("GB"));
        assert_eq!(unit("单位：百分比（%）。").as_deref(), Some("percent"));
        assert_eq!(unit("以项目为单位进行授权"), None);
    }

    #[test]
    fn defaults_and_times() {
        let default = |text: &str| limits(text, "string").default;
        assert_eq!(default("默认值为“thing”，").as_deref(), Some("thing"));
        assert_eq!(default("默认按照created_at排序").as_deref(), Some("created_at"));
        assert_eq!(default("默认为空。"), None);
        assert_eq!(default("默认为空字符串。").as_deref(), Some(""));
        assert_eq!(default("默认为创建时间。").as_deref(), Some("created_at"));
        assert_eq!(default("默认值application/json，").as_deref(), Some("application/json"));
        assert_eq!(default("默认格式为：\"yyyy-MM-dd HH:mm\""), None);
        for format in ["yyyy-MM-dd HH:mm:ss.S", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-ddTHH:mm:ssZ"]
        {
            assert_eq!(limits(&format!("格式\"{format}\"，"), "string").formats, [format]);
        }
    }
}
