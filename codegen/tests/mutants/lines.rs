//! Generated text as lines that say where they stand, so that texts are compared line by line, however
//! they are broken.

use std::{collections::BTreeMap, fmt};

use huaweicloud_codegen::{Exchange, Files};

/// A line of a file: the lines that open the blocks around it, the line that it documents, if it is
/// documentation or an attribute, and itself. What is in parentheses is one line, however long.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Line {
    pub(crate) file: String,
    around: Vec<String>,
    pub(crate) text: String,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        self.around.iter().try_for_each(|line| write!(f, "{line} › "))?;
        f.write_str(&self.text)
    }
}

impl Line {
    /// Whether it imports something, be it in an example.
    pub(crate) fn is_import(&self) -> bool {
        let text = self.text.trim_start_matches(['/', '!', ' ']);
        text.starts_with("use ") || text.starts_with("pub use ")
    }

    /// The line with which the outermost item begins that it is in.
    pub(crate) fn item(&self) -> &str {
        self.all().next().unwrap_or_default()
    }

    /// Whether it is documentation of a file or an item.
    pub(crate) fn is_doc(&self) -> bool {
        self.text.starts_with("//")
    }

    /// Whether it is where something is, or that itself.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.all().any(|line| line.contains(text))
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        self.around.iter().chain([&self.text]).map(String::as_str)
    }

    /// Whether it is what is left of another one: some of its tokens, in their order.
    pub(crate) fn is_left_of(&self, other: &Self) -> bool {
        let mut others = other.all().flat_map(tokens);
        self.file == other.file
            && self.all().flat_map(tokens).all(|token| others.any(|other| other == token))
    }
}

/// How often each line is there.
pub(crate) type Lines = BTreeMap<Line, usize>;

/// The lines of files, and of examples, each of which is a line.
pub(crate) fn lines(files: &Files, examples: &[Exchange]) -> Lines {
    let mut found = Lines::new();
    let mut add = |file: &str, around, text| {
        *found.entry(Line { file: file.to_owned(), around, text }).or_default() += 1;
    };
    for (file, text) in files {
        match file.ends_with(".rs") {
            true => of_source(text).into_iter().for_each(|(around, text)| add(file, around, text)),
            false => text.lines().for_each(|line| add(file, Vec::new(), line.to_owned())),
        }
    }
    for example in examples {
        add("examples", vec![example.operation.clone()], format!("{example:?}"));
    }
    found
}

/// The lines of a source, each with those around it.
fn of_source(text: &str) -> Vec<(Vec<String>, String)> {
    let mut found = Vec::new();
    let mut around: Vec<String> = Vec::new();
    let mut above: Vec<String> = Vec::new();
    let mut open = String::new();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    while let Some(line) = lines.next() {
        let starts =
            |starts: &[&str]| open.is_empty() && starts.iter().any(|it| line.starts_with(it));
        if starts(&["//!", "#!", "// "]) {
            found.push((around.clone(), line.to_owned()));
            continue;
        }
        if starts(&["///"]) {
            above.push(line.to_owned());
            continue;
        }
        if !open.is_empty() && !open.ends_with(['(', '[']) && !line.starts_with(['.', ')', ']']) {
            open.push(' ');
        }
        open.push_str(line);
        if goes_on(&open, lines.peek().copied().unwrap_or_default()) {
            continue;
        }
        let line = std::mem::take(&mut open);
        let line = line.replace(",)", ")").replace(",]", "]").replace(", }", " }");
        // An empty block begins as others do.
        let (line, is_empty) = match line.strip_suffix("{}") {
            Some(start) => (format!("{start}{{"), true),
            None => (line, false),
        };
        if line.starts_with("#[") && line.ends_with(']') {
            above.push(line);
            continue;
        }
        if line.starts_with('}') {
            around.pop();
        }
        let below: Vec<_> = around.iter().chain([&line]).cloned().collect();
        found.extend(above.drain(..).map(|line| (below.clone(), line)));
        if !line.starts_with('}') {
            found.push((around.clone(), line.clone()));
        }
        if line.ends_with('{') && !is_empty {
            around.push(line);
        }
    }
    found
}

/// Whether a line is one with the next.
fn goes_on(line: &str, next: &str) -> bool {
    let is_import = line.starts_with("use ") && !line.ends_with(';');
    let is_chain = next.starts_with('.') && !next.starts_with("..");
    is_import || is_chain || depth(line) > 0 || line.ends_with('=') || next.starts_with("where ")
}

/// How many parentheses and brackets are open at the end of a line.
fn depth(line: &str) -> i32 {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    for c in line.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' | '[' if !quoted => depth += 1,
            ')' | ']' if !quoted => depth -= 1,
            _ => {}
        }
    }
    depth
}

/// Words, and what is between them.
fn tokens(text: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = if is_word(first) { rest.find(|c| !is_word(c)) } else { Some(first.len_utf8()) };
        let (token, after) = rest.split_at(end.unwrap_or(rest.len()));
        found.push(token);
        rest = after.trim_start();
    }
    found
}

/// The names of something, by which lines are known that say something of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    /// Names of Rust, as they are.
    exact: Vec<String>,
    /// Names of Rust in any style: in small letters, without `_`.
    plain: Vec<String>,
    /// As they are on the wire.
    wire: Vec<String>,
}

impl Words {
    /// Those of a field, a value or a code.
    pub(crate) fn new(wire: &str, rust: Option<&str>) -> Self {
        let names = [Some(wire), rust].into_iter().flatten();
        let plain = names.map(plain).filter(|name| !name.is_empty()).collect();
        Self { plain, wire: vec![wire.to_owned()], ..Self::default() }
    }

    pub(crate) fn of_type(name: &str) -> Self {
        Self { exact: vec![name.to_owned()], ..Self::default() }
    }

    /// Those of an operation, and of the types and waiters that go with it.
    pub(crate) fn of_operation(id: &str, types: &[&str], waiters: &[&str]) -> Self {
        let id = plain(id);
        let own = ["", "arguments", "call", "response"].map(|suffix| format!("{id}{suffix}"));
        let waiters = waiters.iter().map(|name| plain(name));
        let waiters = waiters.flat_map(|name| [format!("{name}waiter"), format!("waitfor{name}")]);
        Self {
            exact: types.iter().map(|name| (*name).to_owned()).collect(),
            plain: own.into_iter().chain(waiters).collect(),
            wire: Vec::new(),
        }
    }

    /// Whether a line says something of it: by itself, or since it is inside or above one that does.
    pub(crate) fn are_in(&self, line: &Line) -> bool {
        line.all().any(|text| self.are_in_text(text))
    }

    pub(crate) fn are_in_text(&self, text: &str) -> bool {
        let mut words = tokens(text).into_iter();
        words.any(|token| {
            self.exact.iter().any(|name| name == token) || self.plain.contains(&plain(token))
        }) || self.wire.iter().any(|wire| has(text, wire))
    }
}

/// Whether a text is in another, and not in the middle of a word.
fn has(text: &str, wire: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(wire).any(|(start, _)| {
        let (before, after) = (&text[..start], &text[start + wire.len()..]);
        !before.ends_with(is_word) && !after.starts_with(is_word)
    })
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
