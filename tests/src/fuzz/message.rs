//! Requests and responses as inputs hold them.

use huaweicloud_core::http::{HeaderMap, HeaderName, HeaderValue};

/// A first line, headers, an empty line and a body.
pub(super) struct Message<'a> {
    pub(super) line: &'a str,
    pub(super) headers: HeaderMap,
    pub(super) body: &'a [u8],
}

impl<'a> Message<'a> {
    /// Reads a message. A line that is not a header is skipped, so that any input is a message.
    pub(super) fn read(input: &'a [u8]) -> Self {
        let end = input.windows(2).position(|two| two == b"\n\n");
        let (head, body) = end.map_or((input, &[][..]), |end| (&input[..end], &input[end + 2..]));
        let mut lines = head.split(|byte| *byte == b'\n');
        let line = lines.next().and_then(|line| std::str::from_utf8(line).ok()).unwrap_or_default();
        Self { line, headers: lines.filter_map(header).collect(), body }
    }
}

fn header(line: &[u8]) -> Option<(HeaderName, HeaderValue)> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name = HeaderName::from_bytes(&line[..colon]).ok()?;
    Some((name, HeaderValue::from_bytes(line[colon + 1..].trim_ascii()).ok()?))
}
