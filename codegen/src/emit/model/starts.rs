//! Operations that start work.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Awaited, Field, LongRunning, NamedBy, Operation, Way},
    emit::cx::Cx,
};

/// The implementation of `LongRunning` for an operation that starts work.
pub(super) fn items(cx: &Cx<'_>, operation: &Operation, starts: &LongRunning) -> TokenStream {
    let (id, waiter) = (&operation.id, cx.item(&starts.home, &starts.waiter));
    let output = cx.output(operation);
    let in_response = starts.arguments.iter().any(|named| named.from_answer);
    let parameter = if in_response { quote!(output) } else { quote!(_) };
    let unwrap = (in_response && operation.output.is_option())
        .then(|| quote!(let output = output.as_ref()?;));
    let arguments = starts.arguments.iter().map(|named| named_by(cx, named));
    let last = match &starts.done {
        None => quote!(()),
        Some(Awaited::Type(id)) => cx.named(*id),
        Some(Awaited::Response(id)) => cx.item(&starts.home, id),
    };
    let (made, last_parameter, value) = match &starts.gives {
        None => (quote!(()), quote!(_), quote!(Some(()))),
        Some(way) => (quote!(String), quote!(last), made(cx, way)),
    };
    cx.core(["LongRunning"]);
    quote! {
        impl LongRunning for #id {
            type Waiter = #waiter;
            type Id = #made;

            fn waiter(&self, #parameter: &#output) -> Option<#waiter> {
                #unwrap
                Some(#waiter::new(#(#arguments),*))
            }

            fn id(#last_parameter: &#last) -> Option<#made> {
                #value
            }
        }
    }
}

/// The ID of the created object, at the end of a way.
fn made(cx: &Cx<'_>, Way { before, last }: &Way) -> TokenStream {
    cx.codegen(["non_empty"]);
    let (steps, name) = (before.iter().map(step), &last.name);
    match last.is_option() {
        true => quote!(non_empty(last #(#steps)*.#name.as_deref()?).map(str::to_owned)),
        false => quote!(non_empty(&last #(#steps)*.#name).map(str::to_owned)),
    }
}

/// The step to a field on the way.
fn step(field: &Field) -> TokenStream {
    let name = &field.name;
    if field.is_option() { quote!(.#name.as_ref()?) } else { quote!(.#name) }
}

fn named_by(cx: &Cx<'_>, named: &NamedBy) -> TokenStream {
    let field = &named.name;
    if named.from_answer {
        cx.codegen(["non_empty"]);
    }
    match (named.from_answer, named.is_option) {
        (true, true) => quote!(non_empty(output.#field.as_deref()?)?),
        (true, false) => quote!(non_empty(&output.#field)?),
        (false, true) => quote!(self.#field.as_deref()?),
        (false, false) => quote!(&self.#field),
    }
}
