//! Items without what does not matter to others.

use syn::{
    Attribute, Block, Expr, ExprInfer, Fields, FnArg, Ident, ImplItem, Item, ItemImpl, ItemMacro,
    Meta, Pat, ReceiverKind, Signature, TraitItem, Type, TypeInfer, Visibility,
    punctuated::Punctuated,
};

/// What others see of an item, if anything.
pub(super) fn item(item: &Item) -> Option<Item> {
    let mut item = item.clone();
    let attributes = match &mut item {
        Item::Const(it) if is_public(&it.vis) => {
            *it.expr = unknown();
            &mut it.attrs
        }
        Item::Enum(it) if is_public(&it.vis) => {
            for variant in &mut it.variants {
                keep(&mut variant.attrs);
                fields(&mut variant.fields, true);
            }
            &mut it.attrs
        }
        Item::Fn(it) if is_public(&it.vis) => {
            *it.block = nothing();
            signature(&mut it.sig);
            &mut it.attrs
        }
        Item::Impl(it) => return implementation(it).then_some(item),
        // What a macro defines is not known, but what it is told is.
        Item::Macro(it) if makes_public_items(it) => &mut it.attrs,
        Item::Static(it) if is_public(&it.vis) => {
            *it.expr = unknown();
            &mut it.attrs
        }
        Item::Struct(it) if is_public(&it.vis) => {
            fields(&mut it.fields, false);
            &mut it.attrs
        }
        Item::Trait(it) if is_public(&it.vis) => {
            it.items.iter_mut().for_each(trait_item);
            &mut it.attrs
        }
        Item::Type(it) if is_public(&it.vis) => &mut it.attrs,
        Item::Use(it) if is_public(&it.vis) => &mut it.attrs,
        _ => return None,
    };
    if is_hidden(attributes) {
        return None;
    }
    keep(attributes);
    Some(item)
}

pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Whether documentation leaves an item out, and so promises nothing.
pub(super) fn is_hidden(attributes: &[Attribute]) -> bool {
    let is_hidden = |it: &&Attribute| {
        it.path().is_ident("doc")
            && it.parse_args::<Ident>().is_ok_and(|argument| argument == "hidden")
    };
    attributes.iter().find(is_hidden).is_some()
}

/// Attributes that users notice.
fn keep(attributes: &mut Vec<Attribute>) {
    const KEPT: [&str; 6] =
        ["cfg", "deprecated", "derive", "macro_export", "must_use", "non_exhaustive"];
    attributes.retain(|it| KEPT.iter().any(|kept| it.path().is_ident(kept)));
    for it in attributes {
        // Only that it is there, not its words.
        if it.path().is_ident("must_use") || it.path().is_ident("deprecated") {
            it.meta = Meta::Path(it.path().clone());
        }
    }
}

/// Stands for a value.
fn unknown() -> Expr {
    Expr::Infer(ExprInfer { attrs: Vec::new(), underscore_token: Default::default() })
}

fn nothing() -> Block {
    Block { brace_token: Default::default(), stmts: Vec::new() }
}

/// Leaves public fields, and one that stands for all others. Those of a variant are public.
fn fields(fields: &mut Fields, all: bool) {
    let list = match fields {
        Fields::Named(fields) => &mut fields.named,
        Fields::Unnamed(fields) => &mut fields.unnamed,
        Fields::Unit => return,
    };
    let (mut public, private): (Vec<_>, Vec<_>) =
        std::mem::take(list).into_iter().partition(|it| all || is_public(&it.vis));
    if let Some(mut other) = private.into_iter().next() {
        other.vis = Visibility::Inherited;
        other.ident = other.ident.and(syn::parse_str("_private").ok());
        other.ty =
            Type::Infer(TypeInfer { attrs: Vec::new(), underscore_token: Default::default() });
        public.push(other);
    }
    for field in &mut public {
        keep(&mut field.attrs);
    }
    *list = Punctuated::from_iter(public);
}

/// Whether an argument is assigned to inside is of no matter outside.
fn signature(signature: &mut Signature) {
    for input in &mut signature.inputs {
        match input {
            FnArg::Receiver(it) if matches!(it.kind, ReceiverKind::Value) => it.mutability = None,
            FnArg::Typed(it) => {
                if let Pat::Ident(it) = &mut *it.pat {
                    it.mutability = None;
                }
            }
            FnArg::Receiver(_) => {}
        }
    }
}

/// Leaves what others see of an implementation, and tells whether that is anything.
fn implementation(item: &mut ItemImpl) -> bool {
    keep(&mut item.attrs);
    let is_of_trait = item.trait_.is_some();
    item.items.retain(|it| match it {
        ImplItem::Const(it) => is_public(&it.vis) && !is_hidden(&it.attrs),
        ImplItem::Fn(it) => is_public(&it.vis) && !is_hidden(&it.attrs),
        ImplItem::Type(_) => true,
        _ => false,
    });
    for it in &mut item.items {
        match it {
            ImplItem::Const(it) => {
                keep(&mut it.attrs);
                it.expr = unknown();
            }
            ImplItem::Fn(it) => {
                keep(&mut it.attrs);
                it.block = nothing();
                signature(&mut it.sig);
            }
            ImplItem::Type(it) => keep(&mut it.attrs),
            _ => {}
        }
    }
    is_of_trait || !item.items.is_empty()
}

/// Of a function that a trait provides, it stays visible that it does.
fn trait_item(item: &mut TraitItem) {
    match item {
        TraitItem::Const(it) => keep(&mut it.attrs),
        TraitItem::Fn(it) => {
            keep(&mut it.attrs);
            if let Some(default) = &mut it.default {
                *default = nothing();
            }
        }
        TraitItem::Type(it) => keep(&mut it.attrs),
        _ => {}
    }
}

/// Whether a macro is exported, or called to define items.
fn makes_public_items(item: &ItemMacro) -> bool {
    item.ident.is_none() || item.attrs.iter().any(|it| it.path().is_ident("macro_export"))
}
