//! The example in an operation's documentation, from the first example of its spec.

use std::collections::BTreeSet;

use serde_json::Map;

use super::literal;
use crate::api::{Api, Field, Operation, Service};

/// A code block that compiles.
pub(super) fn of(api: &Api, service: &Service, operation: &Operation) -> String {
    let none = Map::new();
    let example = operation.examples.first().unwrap_or(&none);
    let mut uses = BTreeSet::new();
    let (required, optional) = operation.arguments();
    let in_struct = |field: &Field| operation.takes_struct() && !field.optional;
    let mut value = |field: &&Field| {
        let value = example.get(&field.name)?;
        let text = match in_struct(field) {
            true => literal::member(api, field, value, &mut uses),
            false => literal::argument(api, field, value, &mut uses),
        };
        Some((field.name.clone(), text))
    };
    let given: Vec<_> = required.iter().filter_map(&mut value).collect();
    let set: Vec<_> = optional.iter().filter_map(&mut value).collect();

    let arguments = format!("{}Arguments", operation.id);
    let call = match operation.takes_struct() {
        true => "arguments".to_owned(),
        false => given.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(", "),
    };
    if operation.takes_struct() {
        uses.insert(format!("{}::{arguments}", service.name));
    }
    let mut chain = vec![format!("{}()", service.name), format!("{}({call})", operation.method)];
    chain.extend(set.iter().map(|(name, text)| format!("{name}({text})")));
    let last: &[&str] =
        if operation.pages.is_some() { &["items()"] } else { &["send()", "await?"] };
    chain.extend(last.iter().map(|call| (*call).to_owned()));

    let mut lines = vec!["```no_run".to_owned()];
    lines.push(
        "# async fn example(client: huaweicloud::Client) -> Result<(), huaweicloud::Error> {"
            .to_owned(),
    );
    if !uses.is_empty() {
        lines.extend(uses.iter().map(|path| format!("use huaweicloud::{path};")));
        lines.push(String::new());
    }
    if operation.takes_struct() {
        lines.push(format!("let arguments = {arguments} {{"));
        lines.extend(given.iter().map(|(name, text)| format!("    {name}: {text},")));
        lines.push("};".to_owned());
    }
    if operation.pages.is_some() {
        lines.extend(statement("let mut items = client", &chain));
        lines.push("while let Some(item) = items.try_next().await? {".to_owned());
        lines.push("    println!(\"{item:?}\");".to_owned());
        lines.push("}".to_owned());
    } else {
        lines.extend(statement("let answer = client", &chain));
        lines.push("println!(\"{answer:?}\");".to_owned());
    }
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned(), "```".to_owned()]);
    lines.join("\n")
}

/// A chain of calls, broken as rustfmt would if it is long.
fn statement(start: &str, chain: &[String]) -> Vec<String> {
    let whole = format!("{start}.{};", chain.join("."));
    if whole.len() <= 80 {
        return vec![whole];
    }
    let mut lines = vec![start.to_owned()];
    lines.extend(chain.iter().map(|call| format!("    .{call}")));
    if let Some(last) = lines.last_mut() {
        last.push(';');
    }
    lines
}
