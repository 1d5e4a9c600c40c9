//! HTML to blocks.

use scraper::{ElementRef, Html, Node, Selector};

use super::{Block, Cell, Heading, Link, Paragraph, RawTable, Text};

pub(super) fn blocks(html: &Html) -> Vec<Block> {
    let mut walk = Walk::default();
    walk.children(html.root_element(), false);
    walk.flush();
    walk.blocks
}

#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    run: Text,
    /// Whether the next paragraph begins a list item.
    label: bool,
}

impl Walk {
    fn children(&mut self, element: ElementRef<'_>, note: bool) {
        for child in element.children() {
            if let Node::Text(text) = child.value() {
                self.run.text.push_str(text);
            } else if let Some(child) = ElementRef::wrap(child) {
                self.element(child, note);
            }
            self.run.note = note;
        }
    }

    fn element(&mut self, element: ElementRef<'_>, note: bool) {
        let name = element.value().name();
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                let level = name.bytes().last().map_or(0, |it| it - b'0');
                let text = fold(&element.text().collect::<String>());
                self.blocks.push(Block::Heading(Heading { level, text, anchor: anchor(element) }));
            }
            "table" => {
                self.flush();
                self.blocks.push(Block::Table(table(element)));
            }
            "pre" => {
                self.flush();
                self.blocks.push(Block::Code(element.text().collect(), note));
            }
            "li" => {
                self.flush();
                self.label = true;
                self.children(element, note);
                self.flush();
                self.label = false;
            }
            "p" | "div" | "ul" | "ol" | "body" | "html" => {
                self.flush();
                self.children(element, note);
                self.flush();
            }
            "blockquote" => {
                self.flush();
                self.children(element, true);
                self.flush();
            }
            "a" => {
                if let Some(target) = element.value().attr("href") {
                    self.run.links.push(Link { target: target.to_owned() });
                }
                if let Some(name) = element.value().attr("name") {
                    self.blocks.push(Block::Anchor(name.to_owned()));
                }
                self.children(element, note);
            }
            "head" => {}
            _ => self.children(element, note),
        }
    }

    fn flush(&mut self) {
        let mut run = std::mem::take(&mut self.run);
        run.text = fold(&run.text);
        if !run.text.is_empty() {
            run.label = std::mem::take(&mut self.label);
            self.blocks.push(Block::Text(run));
        }
    }
}

/// The name of the first anchor inside.
fn anchor(element: ElementRef<'_>) -> Option<String> {
    let mut inside = element.descendants().filter_map(ElementRef::wrap);
    inside.find_map(|it| it.value().attr("name")).map(str::to_owned)
}

fn table(element: ElementRef<'_>) -> RawTable {
    let mut table = RawTable::default();
    let (Ok(row), Ok(cell)) = (Selector::parse("tr"), Selector::parse("th, td")) else {
        return table;
    };
    for row in element.select(&row) {
        let cells: Vec<ElementRef<'_>> = row.select(&cell).collect();
        if table.header.is_empty() && cells.iter().all(|cell| cell.value().name() == "th") {
            table.header = cells.into_iter().map(|cell| self::cell(cell).text()).collect();
        } else {
            table.rows.push(cells.into_iter().map(self::cell).collect());
        }
    }
    table
}

fn cell(element: ElementRef<'_>) -> Cell {
    let mut cell = Cell::default();
    let mut run = String::new();
    paragraphs(element, false, &mut run, &mut cell);
    end(&mut run, false, &mut cell);
    cell
}

fn paragraphs(element: ElementRef<'_>, note: bool, run: &mut String, cell: &mut Cell) {
    for child in element.children() {
        if let Node::Text(text) = child.value() {
            run.push_str(text);
        }
        let Some(child) = ElementRef::wrap(child) else { continue };
        let it = child.value();
        let inside =
            note || it.classes().any(|class| matches!(class, "note" | "notice" | "caution"));
        if let Some(target) = it.attr("href") {
            cell.links.push(Link { target: target.to_owned() });
        }
        if matches!(it.name(), "p" | "li" | "div" | "ul" | "ol" | "br") || inside != note {
            end(run, note, cell);
            paragraphs(child, inside, run, cell);
            end(run, inside, cell);
        } else {
            paragraphs(child, inside, run, cell);
        }
    }
}

fn end(run: &mut String, note: bool, cell: &mut Cell) {
    let text = fold(&std::mem::take(run));
    if !text.is_empty() {
        cell.paragraphs.push(Paragraph { text, note });
    }
}

/// Text with one blank where it has any white space, no-break spaces included.
fn fold(text: &str) -> String {
    text.split(|it: char| it.is_whitespace() || it == '\u{a0}')
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
