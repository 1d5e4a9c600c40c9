//! JSON that is broken in the ways in which pages break it, each mended and named.

use crate::facts::{Json, Repair};

/// The documents of a text, each with what was mended in it.
pub(super) fn documents(text: &str) -> Result<Vec<(Json, Vec<Repair>)>, String> {
    let mut parser = Parser { rest: text, repairs: Vec::new() };
    let mut documents = Vec::new();
    loop {
        parser.skip();
        if parser.rest.is_empty() {
            return Ok(documents);
        }
        let document = parser.value()?;
        documents.push((document, std::mem::take(&mut parser.repairs)));
    }
}

struct Parser<'a> {
    rest: &'a str,
    repairs: Vec<Repair>,
}

impl Parser<'_> {
    /// Goes past white space, comments and ellipses.
    fn skip(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.starts_with("//") {
                self.repairs.push(Repair::Comment);
                self.rest = self.rest.split_once('\n').map_or("", |(_, after)| after);
            } else if self.rest.starts_with("...") {
                self.repairs.push(Repair::Ellipsis);
                self.rest = self.rest.trim_start_matches('.');
            } else {
                return;
            }
        }
    }

    fn eat(&mut self, token: char) -> bool {
        self.skip();
        match self.rest.strip_prefix(token) {
            Some(after) => {
                self.rest = after;
                true
            }
            None => false,
        }
    }

    fn value(&mut self) -> Result<Json, String> {
        self.skip();
        if self.eat('{') {
            let mut members = Vec::new();
            self.members('}', |parser| {
                let key = parser.text()?;
                if !parser.eat(':') {
                    return Err(format!("no `:` after `{key}`"));
                }
                members.push((key, parser.value()?));
                Ok(())
            })?;
            Ok(Json::Object(members))
        } else if self.eat('[') {
            let mut items = Vec::new();
            self.members(']', |parser| {
                items.push(parser.value()?);
                Ok(())
            })?;
            Ok(Json::List(items))
        } else if self.rest.starts_with('"') {
            self.text().map(Json::Text)
        } else {
            self.scalar()
        }
    }

    /// What stands between brackets, separated by commas.
    fn members(
        &mut self,
        end: char,
        mut member: impl FnMut(&mut Self) -> Result<(), String>,
    ) -> Result<(), String> {
        let mut first = true;
        loop {
            let comma = !first && self.eat(',');
            if self.eat(end) {
                if comma {
                    self.repairs.push(Repair::TrailingComma);
                }
                return Ok(());
            }
            if self.rest.is_empty() {
                self.repairs.push(Repair::Brackets);
                return Ok(());
            }
            if !first && !comma {
                self.repairs.push(Repair::MissingComma);
            }
            first = false;
            member(self)?;
        }
    }

    fn text(&mut self) -> Result<String, String> {
        self.skip();
        let Some(inside) = self.rest.strip_prefix('"') else {
            return Err(format!("expected a text at `{}`", self.here()));
        };
        let mut escaped = false;
        let end = inside.find(|it| {
            let ends = it == '"' && !escaped;
            escaped = it == '\\' && !escaped;
            ends
        });
        let Some((literal, after)) = end.and_then(|end| inside.split_at_checked(end)) else {
            return Err(format!("a text does not end at `{}`", self.here()));
        };
        self.rest = after.strip_prefix('"').unwrap_or(after);
        let mut literal = literal.to_owned();
        if literal.contains('\n') {
            self.repairs.push(Repair::LineBreak);
            literal = literal.lines().map(str::trim).collect();
        }
        serde_json::from_str(&format!("\"{literal}\""))
            .map_err(|error| format!("`{literal}`: {error}"))
    }

    fn scalar(&mut self) -> Result<Json, String> {
        let end = self.rest.find([',', '}', ']', '\n']).unwrap_or(self.rest.len());
        let (word, after) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        let word = word.trim();
        if word.is_empty() || word.contains(['"', ':']) {
            return Err(format!("expected a value at `{}`", self.here()));
        }
        self.rest = after;
        Ok(serde_json::from_str(word).unwrap_or_else(|_| {
            self.repairs.push(Repair::UnquotedText);
            Json::Text(word.to_owned())
        }))
    }

    fn here(&self) -> String {
        self.rest.chars().take(20).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> (String, Vec<Repair>) {
        let documents = documents(text).unwrap();
        let [(json, repairs)] = documents.as_slice() else { panic!("{documents:?}") };
        (serde_json::to_string(json).unwrap(), repairs.clone())
    }

    #[test]
    fn each_break_is_mended_and_named() {
        let cases = [
            (r#"{"a": 1, }"#, r#"{"a":1}"#, Repair::TrailingComma),
            ("{\"a\": 1\n \"b\": [true]}", r#"{"a":1,"b":[true]}"#, Repair::MissingComma),
            (r#"{"a": ECS, "b": 0.20}"#, r#"{"a":"ECS","b":0.2}"#, Repair::UnquotedText),
            ("{\"a\": \"x//y\" // why\n}", r#"{"a":"x//y"}"#, Repair::Comment),
            ("{\"a\": [1,\n......\n]}", r#"{"a":[1]}"#, Repair::Ellipsis),
            (r#"{"a": {"b": null}"#, r#"{"a":{"b":null}}"#, Repair::Brackets),
            ("{\"a\": \"x\n   y\"}", r#"{"a":"xy"}"#, Repair::LineBreak),
        ];
        for (broken, due, repair) in cases {
            let (json, repairs) = mended(broken);
            assert_eq!(json, due);
            assert!(repairs.contains(&repair), "{broken}: {repairs:?}");
        }
        assert_eq!(documents("{} {\"b\": 1}").unwrap().len(), 2);
    }

    #[test]
    fn what_cannot_be_mended_is_said() {
        for broken in [r#"{"a" 1}"#, r#"{"a": }"#, r#"{"a": "b"#, "{a}"] {
            documents(broken).unwrap_err();
        }
    }
}
