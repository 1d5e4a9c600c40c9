//! Where pages of the API reference are read.

use std::collections::BTreeMap;

/// What stands for the anchor in the pattern of addresses.
pub(crate) const ANCHOR: &str = "{anchor}";

/// The anchors of pages, of which their addresses are made. Specs name pages by their titles alone, and
/// whoever calls the generator knows where the anchors are.
#[derive(Clone, Debug, Default)]
pub struct Anchors(BTreeMap<String, BTreeMap<String, String>>);

impl Anchors {
    /// Adds the anchor of a page. Service and page are named as in specs.
    pub fn insert(&mut self, service: &str, page: &str, anchor: &str) {
        let pages = self.0.entry(service.to_owned()).or_default();
        pages.insert(page.to_owned(), anchor.to_owned());
    }

    /// A page as Markdown: a link, or its name alone where its address is not known.
    /// Addresses of a service are made by the pattern that is its `reference`.
    pub(crate) fn link(&self, service: &str, reference: Option<&str>, page: &str) -> String {
        match self.address(service, reference, page) {
            Some(address) => format!("[{page}]({address})"),
            None => page.to_owned(),
        }
    }

    fn address(&self, service: &str, reference: Option<&str>, page: &str) -> Option<String> {
        let anchor = self.0.get(service)?.get(page)?;
        Some(reference?.replace(ANCHOR, &in_address(anchor)?))
    }
}

/// An anchor as addresses have it. A topic that nobody gave a name has a number, which the site writes
/// in small letters. What addresses would have to escape is no anchor that is known to work.
fn in_address(anchor: &str) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if anchor.is_empty() || !anchor.bytes().all(plain) {
        return None;
    }
    let numbered = anchor.contains("_TOPIC_");
    Some(if numbered { anchor.to_ascii_lowercase() } else { anchor.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_made_where_it_works() {
        let mut anchors = Anchors::default();
        for (page, anchor) in [
            ("查询", "demo_01"),
            ("创建", "CreateThing"),
            ("状态", "ZH-CN_TOPIC_0126152930"),
            ("空", ""),
            ("怪", "a b)"),
        ] {
            anchors.insert("demo", page, anchor);
        }
        anchors.insert("other", "别的", "other_01");
        let reference = Some("https://example.com/api/{anchor}.html");
        for (page, link) in [
            ("查询", "[查询](https://example.com/api/demo_01.html)"),
            ("创建", "[创建](https://example.com/api/CreateThing.html)"),
            ("状态", "[状态](https://example.com/api/zh-cn_topic_0126152930.html)"),
            ("空", "空"),
            ("怪", "怪"),
            ("别的", "别的"),
        ] {
            assert_eq!(anchors.link("demo", reference, page), link);
        }
        assert_eq!(anchors.link("demo", None, "查询"), "查询", "without a pattern");
    }
}
