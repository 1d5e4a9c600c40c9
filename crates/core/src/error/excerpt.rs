//! The start of a body, for people.

/// The number of bytes of a body that are looked at.
const READ: usize = 4096;
/// The number of characters that are shown.
const SHOWN: usize = 200;
/// Elements whose content is no text.
const HIDDEN: [&str; 2] = ["script", "style"];

/// Returns the start of a body, such as the text of an HTML page of a gateway, unless it is empty.
pub(super) fn excerpt(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body.get(..READ).unwrap_or(body));
    let text = if is_html(body) { without_tags(&text) } else { text.into_owned() };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = text.chars().take(SHOWN).collect();
    (!text.is_empty()).then_some(text)
}

/// Whether a body is a page for people.
pub(crate) fn is_html(body: &[u8]) -> bool {
    let start = body.trim_ascii_start();
    let begins = |with: &str| {
        start.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()))
    };
    ["<!doctype html", "<html", "<head", "<title", "<body", "<h1", "<center"]
        .into_iter()
        .any(begins)
}

/// The text of an HTML page, where all between `<` and `>` is a tag. Entities stay as they are.
fn without_tags(html: &str) -> String {
    let (mut text, mut rest) = (String::new(), html);
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        rest = match HIDDEN.into_iter().find(|hidden| is_start(tag, hidden)) {
            Some(hidden) => end_of(after, hidden),
            None => after,
        };
    }
    text + rest
}

fn is_start(tag: &str, name: &str) -> bool {
    let own = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    own.eq_ignore_ascii_case(name)
}

/// What follows the content of an element, whose end tag may be missing.
fn end_of<'a>(text: &'a str, name: &str) -> &'a str {
    let end = format!("</{name}");
    let at = text.to_ascii_lowercase().find(&end);
    at.and_then(|at| text.get(at..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_shown_by_their_text() {
        for (body, shown) in [
            ("<html>\n <h1>502  Bad Gateway</h1></html>", Some("502 Bad Gateway")),
            (
                "<!DOCTYPE html><html><head><title>Log in</title><style>a{b:c}</style></head>\
                 <body><script type=\"x\">if (a<b) {}</script>Password:<br>now</body></html>",
                Some("Log in Password: now"),
            ),
            ("<HTML>a &lt; b", Some("a &lt; b")),
            ("<html><style>never ends", None),
            ("<html", None),
            ("<html><body></body></html>", None),
            ("<?xml version=\"1.0\"?><Error/>", Some("<?xml version=\"1.0\"?><Error/>")),
            ("a < b", Some("a < b")),
            (" \n", None),
            ("", None),
        ] {
            assert_eq!(excerpt(body.as_bytes()).as_deref(), shown, "{body}");
        }
    }

    #[test]
    fn little_of_a_large_body_is_shown() {
        let shown = excerpt("中".repeat(100_000).as_bytes()).unwrap();
        assert_eq!(shown.chars().count(), SHOWN);
        let page = format!("<html><style>{}</style>late", "a".repeat(100_000));
        assert_eq!(excerpt(page.as_bytes()), None);
    }
}
