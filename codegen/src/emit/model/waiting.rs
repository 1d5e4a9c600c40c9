//! Waiters, and what they wait for.

use proc_macro2::TokenStream;
use quote::quote;

use super::output;
use crate::{
    api::{Field, Given, Operation, Starts, State, Variant, Waiter},
    emit::{
        docs,
        tokens::{self, name},
    },
};

/// What sees the end of the work that an operation starts.
pub(super) fn starts(operation: &Operation, starts: &Starts) -> TokenStream {
    let (id, waiter) = (name(&operation.id), name(&starts.waiter));
    let output = output(&operation.id, &operation.output);
    let in_answer = starts.arguments.iter().any(|given| given.from_answer);
    let answer = if in_answer { name("answer") } else { name("_") };
    let unwrap =
        (in_answer && operation.output.is_option()).then(|| quote!(let answer = answer.as_ref()?;));
    let arguments = starts.arguments.iter().map(given);
    let done = starts.done.as_ref().map_or_else(|| quote!(()), |done| name(done));
    let (end, parameter, value) = match (&starts.done, starts.gives.split_last()) {
        (None, _) => (quote!(()), quote!(()), quote!(Some(()))),
        (Some(_), None) => (done.clone(), name("done"), quote!(Some(done))),
        (Some(_), Some((last, way))) => (quote!(String), name("done"), gives(way, last)),
    };
    quote! {
        impl Starts for #id {
            type Waiter = #waiter;
            type End = #end;

            fn waiter(&self, #answer: &#output) -> Option<#waiter> {
                #unwrap
                Some(#waiter::new(#(#arguments),*))
            }

            fn end(#parameter: #done) -> Option<#end> {
                #value
            }
        }
    }
}

/// The id that work was done for, at the end of a way.
fn gives(way: &[Field], last: &Field) -> TokenStream {
    let steps = way.iter().map(|field| {
        let name = name(&field.name);
        if field.is_option() { quote!(.#name.as_ref()?) } else { quote!(.#name) }
    });
    let name = name(&last.name);
    match last.is_option() {
        true => quote!(given(done #(#steps)*.#name.as_deref()?).map(str::to_owned)),
        false => quote!(given(&done #(#steps)*.#name).map(str::to_owned)),
    }
}

fn given(given: &Given) -> TokenStream {
    let field = name(&given.name);
    match (given.from_answer, given.is_option) {
        (true, true) => quote!(given(answer.#field.as_deref()?)?),
        (true, false) => quote!(given(&answer.#field)?),
        (false, true) => quote!(self.#field.as_deref()?),
        (false, false) => quote!(&self.#field),
    }
}

/// A waiter that asks an operation.
pub(super) fn waiter(operation: &Operation, waiter: &Waiter) -> TokenStream {
    let (id, asked) = (name(&waiter.id), name(&operation.id));
    let doc = docs::doc(&doc(operation, waiter));
    let needs = waiter.needs(operation);
    let parameters = needs.iter().map(|field| {
        let (name, ty) = (name(&field.name), tokens::argument_ty(field));
        quote!(#name: #ty)
    });
    let (required, _) = operation.arguments();
    let required = required.iter().map(|field| name(&field.name));
    let key = waiter.among.as_ref().map(|(_, key)| {
        let (doc, name) = (docs::field(key), name(&key.name));
        (quote!(#doc pub #name: String,), quote!(#name: #name.into(),))
    });
    let (key_field, key_value) = key.unzip();
    let look = look(operation, waiter);
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #id {
            /// What is asked.
            pub operation: #asked,
            #key_field
        }

        impl #id {
            /// Waits for this.
            pub fn new(#(#parameters),*) -> Self {
                Self { operation: #asked::new(#(#required),*), #key_value }
            }
        }

        impl Waiter for #id {
            type Operation = #asked;
            #look
        }
    }
}

/// What ends the wait, in words.
pub(crate) fn doc(operation: &Operation, waiter: &Waiter) -> String {
    let asked = &operation.id;
    let states = |states: fn(&State) -> &Vec<Variant>| {
        let state = waiter.state.as_ref().filter(|state| !states(state).is_empty())?;
        let named = states(state).iter().map(|value| format!("`{}`", value.name));
        Some(listed(&named.collect::<Vec<_>>()))
    };
    let done = states(|state| &state.done).zip(waiter.state.as_ref());
    let done = done.map(|(done, state)| {
        format!("the `{}` that [`{asked}`] gives is {done}", state.field.name)
    });
    let missing = waiter.missing_is_done.then(|| match waiter.among {
        Some(_) => format!("[`{asked}`] does not list it any more"),
        None => format!("[`{asked}`] does not find it any more"),
    });
    let ends: Vec<_> = done.into_iter().chain(missing).collect();
    let failed = states(|state| &state.failed).map(|failed| format!("; {failed} is an error"));
    format!("Waits until {}{}.", ends.join(", or "), failed.unwrap_or_default())
}

/// `a`, `b` or `c`.
fn listed(items: &[String]) -> String {
    match items {
        [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        items => items.concat(),
    }
}

fn look(operation: &Operation, waiter: &Waiter) -> TokenStream {
    let answer = output(&operation.id, &operation.output);
    let object = waiter.item.as_ref().map_or_else(|| answer.clone(), tokens::ty);
    let done = if waiter.missing_is_done { quote!(()) } else { object };
    let find = waiter.among.as_ref().map(|(items, key)| {
        let missing = match waiter.missing_is_done {
            true => quote!(Progress::Done(())),
            false => quote!(Progress::pending("absent")),
        };
        let (items, is_it) = (name(items), is_it(key));
        let object = if waiter.state.is_some() { name("answer") } else { name("_") };
        quote! {
            let found = answer.#items.into_iter().find(|item| #is_it);
            let Some(#object) = found else { return #missing };
        }
    });
    let told = match &waiter.state {
        Some(state) => told(state, waiter.missing_is_done),
        None => quote!(Progress::pending("present")),
    };
    let parameter = match (&waiter.among, &waiter.state) {
        (None, None) => name("_"),
        _ => name("answer"),
    };
    let gone = (waiter.missing_is_done && waiter.among.is_none()).then(|| {
        quote! {
            fn gone(&self) -> Option<()> {
                Some(())
            }
        }
    });
    quote! {
        type Output = #done;

        fn operation(&self) -> &Self::Operation {
            &self.operation
        }

        fn look(&self, #parameter: #answer) -> Progress<#done> {
            #find
            #told
        }

        #gone
    }
}

fn is_it(key: &Field) -> TokenStream {
    let field = name(&key.name);
    match key.is_option() {
        true => quote!(item.#field.as_ref() == Some(&self.#field)),
        false => quote!(item.#field == self.#field),
    }
}

/// What the state of an object tells.
fn told(state: &State, missing_is_done: bool) -> TokenStream {
    let (field, ty) = (name(&state.field.name), name(&state.ty.name));
    let pattern = |value: &Variant| {
        let value = name(&value.name);
        quote!(#ty::#value)
    };
    let text = |field: &Field| {
        let name = name(&field.name);
        if field.is_option() { quote!(answer.#name) } else { quote!(Some(answer.#name)) }
    };
    let done: Vec<_> = state.done.iter().map(pattern).collect();
    let output = if missing_is_done { quote!(()) } else { quote!(answer) };
    let done = (!done.is_empty()).then(|| quote!(#(#done)|* => Progress::Done(#output),));
    let failed: Vec<_> = state.failed.iter().map(pattern).collect();
    let failed = (!failed.is_empty()).then(|| {
        let code = state.code.as_ref().map(text).map(|code| quote!(.code(#code)));
        let reason = state.reason.as_ref().map(text).map(|reason| quote!(.reason(#reason)));
        let failed = match failed.as_slice() {
            [only] => only.clone(),
            several => quote!((#(#several)|*)),
        };
        let failed = quote!(state @ #failed);
        quote!(#failed => Failure::new(state)#code #reason.into(),)
    });
    let (known, state) = match state.field.is_option() {
        true => (
            quote!(let Some(state) = &answer.#field else { return Progress::pending("untold") };),
            quote!(state),
        ),
        false => (quote!(), quote!(&answer.#field)),
    };
    quote! {
        #known
        match #state {
            #done
            #failed
            state => Progress::pending(state),
        }
    }
}
