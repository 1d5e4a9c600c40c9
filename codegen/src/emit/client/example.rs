//! The example in an operation's documentation, from the first example of its spec.

use std::collections::{BTreeMap, BTreeSet};

use super::literal;
use crate::{
    api::{Argument, Arguments, Awaited, Example, Operation, Output, Type},
    emit::cx::Cx,
    names::{self, Ident},
};

/// A code block that compiles.
pub(super) fn of(cx: &Cx<'_>, operation: &Operation) -> String {
    let Example { microversion, arguments: example } = &operation.example;
    let mut uses = BTreeSet::new();
    let owned = operation.takes_struct();
    let mut value = |Argument { field, .. }, in_struct: bool| {
        let value = literal::decoded(field, example.get(field.name.as_str())?);
        let text = match in_struct {
            true => literal::member(cx, field, &value, &mut uses),
            false => literal::argument(cx, field, &value, &mut uses),
        };
        Some((&field.name, text))
    };
    let Arguments { required, optional } = operation.arguments();
    let given: Vec<_> = required.into_iter().filter_map(|it| value(it, owned)).collect();
    let set = optional.into_iter().filter(|it| !is_left_to_pages(operation, &it.field.name));
    let set: Vec<_> = set.filter_map(|it| value(it, false)).collect();

    let (service, arguments) = (&cx.service.name, operation.arguments_id());
    let call = match owned {
        true => format!("{}(arguments)", operation.method),
        false => called(&operation.method, &given),
    };
    if owned {
        uses.insert(format!("{service}::{arguments}"));
    }
    let mut chain = vec![format!("{service}()"), call];
    chain.extend(set.iter().map(|(name, text)| format!("{name}({text})")));
    if let Some((major, minor)) = microversion {
        uses.extend(["CallOptions", "Microversion"].map(str::to_owned));
        let version = format!("Microversion::new({major}, {minor})");
        chain.push(format!("options(CallOptions::new().microversion({version}))"));
    }
    let last: &[&str] = match (&operation.pages, &operation.starts) {
        (Some(_), _) => &["items()"],
        (None, Some(_)) => &["send()", "await?", "wait()", "await?"],
        (None, None) => &["send()", "await?"],
    };
    chain.extend(last.iter().map(|call| (*call).to_owned()));

    let mut lines = vec!["```no_run".to_owned()];
    lines.push(
        "# async fn example(client: huaweicloud::Client) -> Result<(), huaweicloud::Error> {"
            .to_owned(),
    );
    if !uses.is_empty() {
        lines.extend(imports(&uses));
        lines.push(String::new());
    }
    if owned {
        lines.push(format!("let arguments = {arguments} {{"));
        lines.extend(given.iter().map(|(name, text)| format!("    {name}: {text},")));
        lines.push("};".to_owned());
    }
    if operation.pages.is_some() {
        let item = item(cx, operation);
        lines.extend(statement("let mut items = client", &chain));
        lines.push(format!("while let Some({item}) = items.try_next().await? {{"));
        lines.push(format!("    println!(\"{{{item}:?}}\");"));
        lines.push("}".to_owned());
    } else {
        match returned(cx, operation) {
            None => lines.extend(statement("client", &chain)),
            Some(value) => {
                lines.extend(statement(&format!("let {value} = client"), &chain));
                lines.push(match has_id(operation) {
                    true => format!("println!(\"{{}}\", {value}.created_id);"),
                    false => format!("println!(\"{{{value}:?}}\");"),
                });
            }
        }
    }
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned(), "```".to_owned()]);
    lines.join("\n")
}

/// Whether a walk over all pages has its own way with a field.
fn is_left_to_pages(operation: &Operation, field: &Ident) -> bool {
    operation.pages.as_ref().is_some_and(|pages| {
        pages.start == *field || pages.limit.as_ref().is_some_and(|limit| limit == field)
    })
}

/// Whether the result of the work has the ID of the created object.
fn has_id(operation: &Operation) -> bool {
    operation.starts.as_ref().is_some_and(|starts| starts.gives.is_some())
}

/// The name of the variable for an item of a list, from its type.
fn item(cx: &Cx<'_>, operation: &Operation) -> String {
    let ty = operation.pages.as_ref().and_then(|pages| pages.item.innermost());
    ty.map_or_else(|| "item".to_owned(), |ty| variable(&cx.decl(ty).name))
}

/// The name of the variable for the output of an operation, if it has one.
fn returned(cx: &Cx<'_>, operation: &Operation) -> Option<String> {
    match &operation.starts {
        None if matches!(operation.output, Output::None) => None,
        None => {
            let ty = operation.output.ty().and_then(Type::named);
            Some(ty.map_or_else(|| "response".to_owned(), |ty| variable(&cx.decl(ty).name)))
        }
        Some(starts) if starts.gives.is_some() => Some("completed".to_owned()),
        Some(starts) => match starts.done.as_ref()? {
            Awaited::Type(ty) => Some(variable(&cx.decl(*ty).name)),
            Awaited::Response(id) => Some(variable(id)),
        },
    }
}

/// The name of a variable, from that of its type.
fn variable(ty: &Ident) -> String {
    names::field(ty).map_or_else(|| "response".to_owned(), |name| name.to_string())
}

/// The `use` items for paths below the crate, one per module.
fn imports(paths: &BTreeSet<String>) -> impl Iterator<Item = String> {
    let mut modules = BTreeMap::<&str, Vec<&str>>::new();
    for path in paths {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        modules.entry(module).or_default().push(name);
    }
    modules.into_iter().map(|(module, names)| {
        let module = if module.is_empty() { String::new() } else { format!("{module}::") };
        match names.as_slice() {
            [name] => format!("use huaweicloud::{module}{name};"),
            names => format!("use huaweicloud::{module}{{{}}};", names.join(", ")),
        }
    })
}

/// A method call in a chain, with one argument per line if they are long.
fn called(method: &Ident, given: &[(&Ident, String)]) -> String {
    let values: Vec<_> = given.iter().map(|(_, text)| text.as_str()).collect();
    let short = format!("{method}({})", values.join(", "));
    if short.len() <= 80 {
        return short;
    }
    let values: String = values.iter().map(|value| format!("        {value},\n")).collect();
    format!("{method}(\n{values}    )")
}

/// A chain of method calls, wrapped like rustfmt does.
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
