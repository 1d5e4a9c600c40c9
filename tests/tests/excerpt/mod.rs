//! What of a generated file belongs to one operation.

use std::iter;

use quote::ToTokens;
use syn::{File, Ident, ImplItem, Item, Type};

/// The items of an operation: types that bear its name, and the method that makes its call.
pub(crate) fn of_operation(text: &str, operation: &str) -> String {
    let file = syn::parse_file(text).expect("generated sources are Rust");
    let items = file.items.into_iter().filter_map(|item| own(item, operation));
    let pieces = items.map(|item| {
        let items = iter::once(item).collect();
        prettyplease::unparse(&File { shebang: None, frontmatter: None, attrs: Vec::new(), items })
    });
    pieces.collect::<Vec<_>>().join("\n")
}

fn own(item: Item, operation: &str) -> Option<Item> {
    let is_own = |name: &Ident| {
        let name = name.to_string();
        let rest = name.strip_prefix(operation);
        rest.is_some_and(|rest| ["", "Arguments", "Call", "Response"].contains(&rest))
    };
    match item {
        Item::Impl(mut item) => {
            let Type::Path(of) = &*item.self_ty else { return None };
            if is_own(&of.path.segments.last()?.ident) {
                return Some(Item::Impl(item));
            }
            item.items.retain(|it| match it {
                ImplItem::Fn(it) => {
                    let output = it.sig.output.to_token_stream().to_string();
                    output.split_whitespace().any(|word| word == format!("{operation}Call"))
                }
                _ => false,
            });
            (!item.items.is_empty()).then_some(Item::Impl(item))
        }
        Item::Struct(it) if is_own(&it.ident) => Some(Item::Struct(it)),
        Item::Enum(it) if is_own(&it.ident) => Some(Item::Enum(it)),
        _ => None,
    }
}
