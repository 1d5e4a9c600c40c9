//! Where pages of the API reference are read.

use std::collections::BTreeMap;

use crate::syntax::Service;

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
    pub(crate) fn link(&self, service: &Service, page: &str) -> String {
        match self.address(service, page) {
            Some(address) => format!("[{page}]({address})"),
            None => page.to_owned(),
        }
    }

    fn address(&self, service: &Service, page: &str) -> Option<String> {
        let anchor = self.0.get(service.name.as_str())?.get(page)?;
        let pattern = service.reference.as_ref()?;
        Some(pattern.value.replace(ANCHOR, &in_address(anchor)?))
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
    use crate::{Source, Specs, diagnostic::Diagnostics};

    fn service(reference: &str) -> Service {
        let text = format!(
            "service: demo\ndoc: A service.\npages: docs\n{reference}endpoint: demo\nauth: none\n\
             errors: {{ statuses: [], body: {{}} }}\nresources: {{}}\n"
        );
        let source = Source::new("demo/service.yaml", text);
        let mut report = Diagnostics::default();
        let mut specs = Specs::read(&[&source], &mut report);
        assert!(report.is_empty());
        specs.services.remove("demo").unwrap().service.unwrap()
    }

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
        let demo = service("reference: https://example.com/api/{anchor}.html\n");
        for (page, link) in [
            ("查询", "[查询](https://example.com/api/demo_01.html)"),
            ("创建", "[创建](https://example.com/api/CreateThing.html)"),
            ("状态", "[状态](https://example.com/api/zh-cn_topic_0126152930.html)"),
            ("空", "空"),
            ("怪", "怪"),
            ("别的", "别的"),
        ] {
            assert_eq!(anchors.link(&demo, page), link);
        }
        assert_eq!(anchors.link(&service(""), "查询"), "查询", "without a pattern");
    }
}
