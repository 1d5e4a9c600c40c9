//! Conditions in a description, which are marked and not repeated: a spec must answer them.

use crate::{facts::Mark, pattern::Pattern};

static PHRASES: [(Mark, Pattern); 3] = [
    (
        Mark::Excludes,
        Pattern::new(
            r"只能使用一个|[二三四]选一|不能(?:和|与)?[^，。；]*同时|互斥|不共存|不允许再",
        ),
    ),
    (Mark::Overridden, Pattern::new(r"”?会被忽略|此时忽略")),
    (
        Mark::Conditional,
        Pattern::new(r"仅当|(?:文件|成功|完成)后(?:才)?(?:存在|有)|才(?:会有|有|存在|返回)"),
    ),
];

/// The conditions that a description holds.
pub(super) fn read(text: &str) -> Vec<Mark> {
    PHRASES.iter().filter(|(_, phrase)| phrase.matches(text)).map(|(mark, _)| *mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_of_every_kind() {
        for (text, due) in [
            ("列表。默认为空。tags和image_tags只能使用一个。", &[Mark::Excludes][..]),
            ("过滤条件（a、b）不能同时使用。", &[Mark::Excludes]),
            ("租户权限时该字段必选，和tags二选一。", &[Mark::Excludes]),
            ("系统以a中的值为准，不允许再输入b。", &[Mark::Excludes]),
            ("该属性与“a”和“b”属性不共存。", &[Mark::Excludes]),
            ("“a”和“b”同时存在，“a”会被忽略。", &[Mark::Overridden]),
            ("镜像大小，上传镜像文件后存在", &[Mark::Conditional]),
            ("仅当状态为“error”时，返回的错误码。", &[Mark::Conditional]),
            ("名称。最大支持长度为64个字节。", &[]),
        ] {
            assert_eq!(read(text), due, "{text}");
        }
    }
}
