//! A page as blocks: through a CommonMark parser to HTML, and through an HTML parser to blocks.

mod blocks;
mod walk;

pub(crate) use blocks::{Block, Cell, Heading, Link, Paragraph, RawTable, Text};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use scraper::Html;

/// The blocks of a page, in its order.
pub(crate) fn blocks(markdown: &str) -> Vec<Block> {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events(markdown).into_iter());
    walk::blocks(&Html::parse_document(&html))
}

/// The events of a page. Text that is indented after a pipe table fell out of its list and looks
/// like code; it is read again as Markdown. Real code is always fenced.
fn events(markdown: &str) -> Vec<Event<'static>> {
    let mut events = Vec::new();
    let mut indented: Option<String> = None;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match (event, indented.as_mut()) {
            (Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)), _) => {
                indented = Some(String::new())
            }
            (Event::End(TagEnd::CodeBlock), Some(_)) => {
                let inner = indented.take().unwrap_or_default();
                events.extend(self::events(&inner));
            }
            (Event::Text(text), Some(inner)) => inner.push_str(&text),
            (event, _) => events.push(event.into_static()),
        }
    }
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_tables_and_text_that_fell_out_of_a_list() {
        let page = "\
# Title<a name=\"t\"></a>

-   Label

    <a name=\"table1\"></a>
    <table><thead><tr><th><p>Name</p></th><th><p>Text</p></th></tr></thead>
    <tbody><tr><td><p>some_id</p></td><td><p>One.</p><ul><li>a</li><li>b</li></ul>
    <div class=\"note\"><span>N</span><div><p>Two</p></div></div></td></tr></tbody></table>

-   Other

|Name|Text|
|--|--|
|*[x]*|__os_type and \\_y|


    **Caption**

|Name|
|--|
|z|
";
        let blocks = blocks(page);
        let tables: Vec<&RawTable> = blocks
            .iter()
            .filter_map(|block| match block {
                Block::Table(table) => Some(table),
                _ => None,
            })
            .collect();
        let cell = &tables[0].rows[0][1];
        let paragraphs: Vec<(&str, bool)> =
            cell.paragraphs.iter().map(|it| (it.text.as_str(), it.note)).collect();
        assert_eq!(
            paragraphs,
            [("One.", false), ("a", false), ("b", false), ("N", true), ("Two", true)]
        );
        assert_eq!(tables[1].rows[0][0].text(), "[x]");
        assert_eq!(tables[1].rows[0][1].text(), "__os_type and _y");
        assert!(blocks.iter().any(|it| matches!(it, Block::Anchor(name) if name == "table1")));
        let caption = |it: &Block| matches!(it, Block::Text(text) if text.text == "Caption");
        assert!(blocks.iter().any(caption));
    }
}
