//! The example in an operation's documentation, from the first example of its spec.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::api::{Api, Field, Kind, Name, Operation, Service, Type};

/// A code block that compiles.
pub(super) fn of(api: &Api, service: &Service, operation: &Operation) -> String {
    let none = Map::new();
    let example = operation.examples.first().unwrap_or(&none);
    let mut uses = BTreeSet::new();
    let (required, optional) = operation.arguments();
    let mut value = |field: &&Field| {
        let value = example.get(&field.name)?;
        Some((field.name.clone(), literal(api, &field.ty, value, &mut uses)))
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
        lines.extend(given.iter().map(|(name, text)| format!("    {name}: {text}.into(),")));
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

/// A value as Rust source.
fn literal(api: &Api, ty: &Type, value: &Value, uses: &mut BTreeSet<String>) -> String {
    match (ty, value) {
        (Type::List(inner), Value::Array(items)) => {
            let items: Vec<_> = items.iter().map(|item| literal(api, inner, item, uses)).collect();
            format!("[{}]", items.join(", "))
        }
        (Type::Named(name), Value::String(text)) if name.is_enum => {
            uses.insert(format!("{}::{}", name.service, name.name));
            match variant(api, name, text) {
                Some(variant) => format!("{}::{variant}", name.name),
                None => format!("{}::from({text:?})", name.name),
            }
        }
        (Type::Map(inner), Value::Object(entries)) if matches!(**inner, Type::String) => {
            let entries = entries.iter().map(|(key, value)| {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                format!("({key:?}.to_owned(), {value:?}.to_owned())")
            });
            format!("[{}]", entries.collect::<Vec<_>>().join(", "))
        }
        (Type::Named(name), Value::Object(_)) => made(api, name, value, uses),
        (_, Value::String(text)) => format!("{text:?}"),
        (_, other) => other.to_string(),
    }
}

/// A struct with what it must have; more would take a page to write. Of several structs, the one
/// whose keys the object has.
fn made(api: &Api, name: &Name, object: &Value, uses: &mut BTreeSet<String>) -> String {
    match declared(api, name) {
        Some(Kind::OneOf(alternatives)) => {
            let has = |key: &String| object.get(key).is_some();
            let meant = alternatives.iter().find(|alternative| alternative.keys.iter().all(has));
            match meant.and_then(|alternative| alternative.ty.name()) {
                Some(name) => made(api, name, object, uses),
                None => String::new(),
            }
        }
        Some(Kind::Struct { fields, .. }) if fields.iter().any(|field| !field.optional) => {
            uses.insert(format!("{}::{}", name.service, name.name));
            let required = fields.iter().filter(|field| !field.optional);
            let values = required
                .filter_map(|field| Some(literal(api, &field.ty, object.get(field.wire())?, uses)));
            format!("{}::new({})", name.name, values.collect::<Vec<_>>().join(", "))
        }
        _ => {
            uses.insert(format!("{}::{}", name.service, name.name));
            format!("{}::default()", name.name)
        }
    }
}

fn variant<'a>(api: &'a Api, name: &Name, text: &str) -> Option<&'a str> {
    match declared(api, name)? {
        Kind::Enum(variants) => variants
            .iter()
            .find(|variant| variant.wire == text)
            .map(|variant| variant.name.as_str()),
        _ => None,
    }
}

fn declared<'a>(api: &'a Api, name: &Name) -> Option<&'a Kind> {
    let service = api.services.iter().find(|service| service.name == name.service)?;
    let mut types = service.modules.iter().flat_map(|module| &module.types);
    types.find(|decl| decl.name == name.name).map(|decl| &decl.kind)
}
