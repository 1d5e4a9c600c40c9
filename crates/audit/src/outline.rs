//! The sections of a page, and what they are about.

use crate::{
    markdown::{Block, Heading, Text},
    pattern::{Pattern, group},
};

static EXPLORER: Pattern = Pattern::new(r"apiexplorer\..*[?&]api=([A-Za-z]+)");
static METHOD: Pattern = Pattern::new(r"^(?:GET|POST|PUT|DELETE|PATCH|HEAD)\s+/");

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Method, path and what they hold.
    Uri,
    /// What is sent.
    Request,
    /// What comes back.
    Response,
    /// Statuses.
    Codes,
    /// Everything else.
    Other,
}

impl Part {
    fn of(title: &str) -> Self {
        match title {
            "URI" => Part::Uri,
            "返回值" | "状态码" => Part::Codes,
            "常用列表查询方法" => Part::Request,
            // Of headers, pages have prose only, and one place that all share.
            "请求消息头" => Part::Other,
            _ if title.starts_with("请求") => Part::Request,
            _ if title.starts_with("响应") => Part::Response,
            _ => Part::Other,
        }
    }
}

/// A page cut into sections.
pub(crate) struct Outline<'a> {
    title: Option<&'a Heading>,
    sections: Vec<(Part, Vec<&'a Block>)>,
}

impl<'a> Outline<'a> {
    pub(crate) fn new(blocks: &'a [Block]) -> Self {
        let mut outline = Self { title: None, sections: vec![(Part::Other, Vec::new())] };
        for block in blocks {
            match block {
                Block::Heading(it) if it.level == 1 && outline.title.is_none() => {
                    outline.title = Some(it)
                }
                Block::Heading(it) if it.level == 2 => {
                    outline.sections.push((Part::of(&it.text), Vec::new()))
                }
                Block::Heading(_)
                | Block::Anchor(_)
                | Block::Text(_)
                | Block::Table(_)
                | Block::Code(..) => {
                    if let Some((_, blocks)) = outline.sections.last_mut() {
                        blocks.push(block);
                    }
                }
            }
        }
        outline
    }

    /// The title of the page.
    pub(crate) fn title(&self) -> Option<&'a str> {
        self.title.map(|it| it.text.as_str())
    }

    /// The anchor of the title.
    pub(crate) fn anchor(&self) -> Option<String> {
        self.title?.anchor.clone()
    }

    /// The blocks of some parts, in the order of the page.
    pub(crate) fn blocks(&self, parts: &[Part]) -> Vec<(Part, &'a Block)> {
        let sections = self.sections.iter().filter(|(part, _)| parts.contains(part));
        sections.flat_map(|(part, blocks)| blocks.iter().map(|block| (*part, *block))).collect()
    }

    /// The paragraphs of a part.
    pub(crate) fn texts(&self, part: Part) -> impl Iterator<Item = &'a Text> {
        let blocks = self.blocks(&[part]).into_iter();
        blocks.filter_map(|(_, block)| if let Block::Text(it) = block { Some(it) } else { None })
    }

    /// Whether the page describes an operation: it has a section with a method and a path.
    pub(crate) fn describes_operation(&self) -> bool {
        self.texts(Part::Uri).any(|it| METHOD.matches(&it.text))
    }

    /// Whether the page says that the answer is in headers.
    pub(crate) fn answers_in_headers(&self) -> bool {
        self.texts(Part::Response).any(|it| it.text.contains("header中返回"))
    }

    /// The operation id in the link to the API explorer.
    pub(crate) fn explorer_id(&self) -> Option<String> {
        let mut links = self.texts(Part::Other).flat_map(|it| &it.links);
        links.find_map(|it| EXPLORER.first(&it.target).map(|found| group(&found, 1).to_owned()))
    }
}
