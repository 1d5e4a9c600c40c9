//! Samples: code blocks and lines that show requests and answers.

mod lenient;

use std::collections::BTreeMap;

use crate::{
    Kind, Remark,
    facts::{Json, Repair, Role, Sample},
    markdown::{Block, Text},
    outline::{Outline, Part},
    pattern::{Pattern, group},
};

static SHORT_TARGET: Pattern = Pattern::new(r"^(GET|POST|PUT|DELETE|PATCH|HEAD)\s+(/.*)$");
static LONG_TARGET: Pattern =
    Pattern::new(r"(?:^|[：“])(?:(GET|POST|PUT|DELETE|PATCH|HEAD)\s+)?https?://[^/]+(/[^”]*)");
static STATUS: Pattern = Pattern::new(r"^(?:(?:STATUS CODE|HTTP/1\.\d) )?(\d{3})(?: [A-Za-z ]+)?$");
static STATUS_TEXT: Pattern = Pattern::new(r"^状态码：\s*(\d{3})$");
static HEADER: Pattern = Pattern::new(r#"^"?([A-Za-z][A-Za-z_-]*):\s*([^"]*)"?$"#);

/// The samples of an operation's page.
pub(crate) fn read(outline: &Outline<'_>, method: &str, remarks: &mut Vec<Remark>) -> Vec<Sample> {
    let mut reader = Reader { method: Some(method), ..Reader::default() };
    for (part, block) in outline.blocks(&[Part::Request, Part::Response]) {
        reader.side(if part == Part::Request { Role::Request } else { Role::Response });
        reader.block(block, remarks);
    }
    reader.flush();
    reader.samples
}

/// The samples of a page that shows how operations are called. What follows a request is sent with
/// it, unless a text before it speaks of an answer.
pub(crate) fn read_guide(blocks: &[Block], remarks: &mut Vec<Remark>) -> Vec<Sample> {
    let mut reader = Reader::default();
    for block in blocks {
        if let Block::Text(text) = block {
            let answer = ["响应", "返回", "出错"].iter().any(|word| text.text.contains(word));
            let request = Reader::target_of(&text.text).is_some();
            if answer && !request {
                reader.side(Role::Response);
            }
        }
        if let Block::Text(Text { text, .. }) | Block::Code(text, _) = block
            && Reader::target_of(text.trim()).is_some()
        {
            reader.side(Role::Request);
        }
        reader.block(block, remarks);
    }
    reader.flush();
    reader.samples
}

/// Reads blocks one after another: a request line or a status waits for its body.
struct Reader<'a> {
    method: Option<&'a str>,
    role: Role,
    target: Option<String>,
    /// Whether the target that waits was shown with a body already.
    shown: bool,
    status: Option<u16>,
    /// A status that the page gives to what follows, which is no sample by itself.
    given: Option<u16>,
    headers: BTreeMap<String, String>,
    repairs: Vec<Repair>,
    samples: Vec<Sample>,
}

impl Default for Reader<'_> {
    fn default() -> Self {
        Self {
            method: None,
            role: Role::Request,
            target: None,
            shown: false,
            status: None,
            given: None,
            headers: BTreeMap::new(),
            repairs: Vec::new(),
            samples: Vec::new(),
        }
    }
}

impl Reader<'_> {
    fn side(&mut self, role: Role) {
        if self.role != role {
            self.flush();
            self.target = None;
            self.role = role;
        }
    }

    fn block(&mut self, block: &Block, remarks: &mut Vec<Remark>) {
        match block {
            Block::Text(text) if !text.note => {
                self.target(&text.text);
                if let Some(found) = STATUS_TEXT.first(&text.text) {
                    self.given = group(&found, 1).parse().ok();
                }
            }
            Block::Code(text, true) => {
                let start = text.trim().chars().take(20).collect::<String>();
                remarks.push(Remark::new(
                    Kind::LeftOut,
                    format!("`{start}`"),
                    "code inside a note, not a sample",
                ));
            }
            Block::Code(text, false) => self.code(text, remarks),
            Block::Text(_) | Block::Heading(_) | Block::Anchor(_) | Block::Table(_) => {}
        }
    }

    fn target_of(text: &str) -> Option<(Option<String>, String)> {
        let found = LONG_TARGET.first(text).or_else(|| SHORT_TARGET.first(text))?;
        let method = found.get(1).map(|it| it.as_str().to_owned());
        Some((method, group(&found, 2).trim().to_owned()))
    }

    /// Takes a request line, if the text is one.
    fn target(&mut self, text: &str) -> bool {
        if self.role != Role::Request {
            return false;
        }
        let Some((method, mut target)) = Self::target_of(text) else { return false };
        self.flush();
        if target.contains(' ') {
            target.retain(|it| it != ' ');
            self.repairs.push(Repair::BlankInTarget);
        }
        let method = match (method, self.method) {
            (Some(method), _) => method,
            (None, Some(method)) => {
                self.repairs.push(Repair::MethodAdded);
                method.to_owned()
            }
            (None, None) => return false,
        };
        self.target = Some(format!("{method} {target}"));
        self.shown = false;
        true
    }

    fn status(&mut self, found: &regex::Captures<'_>) {
        self.flush();
        self.status = group(found, 1).parse().ok();
    }

    fn code(&mut self, text: &str, remarks: &mut Vec<Remark>) {
        let text = text.replace('\u{a0}', " ");
        let mut rest = text.trim();
        while !rest.is_empty() && !rest.starts_with(['{', '[']) {
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            let line = line.trim();
            if let Some(found) = STATUS.first(line) {
                self.status(&found);
            } else if self.target(line) {
                // What follows belongs to it.
            } else if line.starts_with("https://") {
                remarks.push(Remark::new(
                    Kind::LeftOut,
                    format!("`{line}`"),
                    "an address alone, not a sample",
                ));
            } else if let Some(found) = HEADER.first(line) {
                self.headers
                    .insert(group(&found, 1).to_owned(), group(&found, 2).trim().to_owned());
            } else {
                let reason = format!("`{line}` is no part of a sample");
                remarks.push(Remark::new(Kind::NotUnderstood, "sample", reason));
            }
            rest = after.trim();
        }
        if !rest.is_empty() {
            self.bodies(rest, remarks);
        }
    }

    fn bodies(&mut self, text: &str, remarks: &mut Vec<Remark>) {
        if let Ok(body) = serde_json::from_str(text) {
            return self.body(body, Vec::new());
        }
        match lenient::documents(text) {
            Ok(documents) => {
                let several = documents.len() > 1;
                for (body, mut repairs) in documents {
                    if several {
                        repairs.push(Repair::SeveralDocuments);
                    }
                    self.body(body, repairs);
                }
            }
            Err(reason) => {
                remarks.push(Remark::new(
                    Kind::NotUnderstood,
                    format!("sample {}", self.samples.len() + 1),
                    reason,
                ));
            }
        }
    }

    fn body(&mut self, body: Json, repairs: Vec<Repair>) {
        let role =
            if self.role == Role::Response && is_error(&body) { Role::Error } else { self.role };
        let mut repairs: Vec<Repair> =
            std::mem::take(&mut self.repairs).into_iter().chain(repairs).collect();
        repairs.sort();
        repairs.dedup();
        self.shown = true;
        self.samples.push(Sample {
            role,
            target: self.target.clone(),
            status: self.status.take().or_else(|| self.given.filter(|_| role == Role::Response)),
            headers: std::mem::take(&mut self.headers),
            repairs,
            body: Some(body),
        });
    }

    /// Ends a request line, a status or headers that no body followed.
    fn flush(&mut self) {
        let target = self.target.take_if(|_| !self.shown);
        let status = self.status.take();
        if target.is_some() || status.is_some() || !self.headers.is_empty() {
            self.samples.push(Sample {
                role: self.role,
                target,
                status,
                headers: std::mem::take(&mut self.headers),
                repairs: std::mem::take(&mut self.repairs),
                body: None,
            });
        }
        self.shown = true;
    }
}

/// Whether a payload is the envelope of an error: code and message, alone or in one object.
fn is_error(body: &Json) -> bool {
    let Json::Object(members) = body else { return false };
    let keys = |members: &[(String, Json)]| {
        let mut keys: Vec<&str> = members.iter().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        keys == ["code", "message"] || keys == ["error_code", "error_msg"]
    };
    match members.as_slice() {
        [(_, Json::Object(inner))] => keys(inner),
        _ => keys(members),
    }
}
