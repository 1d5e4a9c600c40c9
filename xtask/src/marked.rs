//! Parts of documents that are written, between marks, in documents that people write.

use std::path::Path;

use huaweicloud_codegen::Files;

use crate::disk;

const START: &str = "<!-- services: written by `cargo xtask regenerate` -->\n";
const END: &str = "<!-- end of services -->\n";

/// The documents below a folder with the parts that they should have, from path to part.
pub(crate) fn documents(root: &Path, parts: Files) -> Result<Files, String> {
    let document = |(path, part): (String, String)| {
        let text = disk::read(&root.join(&path))?;
        let whole = with_part(&text, &part).ok_or_else(|| {
            format!("{path} lacks the lines `{}` and `{}`", START.trim(), END.trim())
        })?;
        Ok((path, whole))
    };
    parts.into_iter().map(document).collect()
}

/// A document with another part between the marks.
fn with_part(text: &str, part: &str) -> Option<String> {
    let (before, rest) = text.split_once(START)?;
    let (_, after) = rest.split_once(END)?;
    Some([before, START, part, END, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_around_a_part_stays() {
        let text = format!("a\n{START}old\nolder\n{END}z\n");
        assert_eq!(with_part(&text, "new\n"), Some(format!("a\n{START}new\n{END}z\n")));
        for text in ["a\n", START, END, &format!("{END}{START}")] {
            assert_eq!(with_part(text, "new\n"), None, "{text}");
        }
    }
}
