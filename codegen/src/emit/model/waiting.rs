//! Waiters.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    api::{Field, Operation, State, Waiter, Way},
    emit::{
        cx::Cx,
        docs,
        tokens::{self, Parameters},
        waiters,
    },
    names::Ident,
};

/// A waiter that polls an operation, and how callers make it.
pub(super) fn definition(cx: &Cx<'_>, operation: &Operation, waiter: &Waiter) -> TokenStream {
    let (id, polled) = (&waiter.id, &operation.id);
    let doc = docs::doc(&waiters::doc(operation, waiter));
    let Parameters { list, .. } = tokens::parameters(cx, &operation.needs(waiter));
    let arguments = operation.arguments();
    let required = arguments.required.iter().map(|argument| &argument.field.name);
    let key = waiter.among.as_ref().map(|among| {
        let (doc, name) = (docs::field(&among.key), &among.key.name);
        (quote!(#doc pub #name: String,), quote!(#name: #name.into(),))
    });
    let (key_field, key_value) = key.unzip();
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #id {
            /// The operation to poll.
            pub operation: #polled,
            #key_field
        }

        impl #id {
            /// Creates the waiter.
            pub fn new(#list) -> Self {
                Self { operation: #polled::new(#(#required),*), #key_value }
            }
        }

    }
}

/// How a waiter tells from a response whether the work is done.
pub(super) fn machinery(cx: &Cx<'_>, operation: &Operation, waiter: &Waiter) -> TokenStream {
    let (id, polled) = (&waiter.id, &operation.id);
    let interpret = interpret(cx, operation, waiter);
    let failure = waiter.state.as_ref().and_then(|state| {
        let sub_jobs = sub_jobs(state.sub_jobs.as_ref()?);
        let job = awaited(cx, operation, waiter);
        Some(failure_with_sub_jobs(cx, id, &job, state, &sub_jobs))
    });
    cx.core(["Waiter"]);
    quote! {
        impl Waiter for #id {
            type Operation = #polled;
            #interpret
        }

        #failure
    }
}

/// The type of the object that is waited for.
fn awaited(cx: &Cx<'_>, operation: &Operation, waiter: &Waiter) -> TokenStream {
    match &waiter.among {
        Some(among) => cx.ty(&among.item),
        None => cx.output(operation),
    }
}

fn interpret(cx: &Cx<'_>, operation: &Operation, waiter: &Waiter) -> TokenStream {
    let output = cx.output(operation);
    let done = if waiter.missing_is_done { quote!(()) } else { awaited(cx, operation, waiter) };
    let find = waiter.among.as_ref().map(|among| {
        let missing = match waiter.missing_is_done {
            true => quote!(PollStatus::Done(())),
            false => quote!(PollStatus::in_progress("absent")),
        };
        let (items, is_it) = (&among.items, is_it(&among.key));
        let object = if waiter.state.is_some() { quote!(output) } else { quote!(_) };
        quote! {
            let found = output.#items.into_iter().find(|item| #is_it);
            let Some(#object) = found else { return #missing };
        }
    });
    let told = match &waiter.state {
        Some(state) => told(cx, state, waiter.missing_is_done),
        None => quote!(PollStatus::in_progress("present")),
    };
    let parameter = match (&waiter.among, &waiter.state) {
        (None, None) => quote!(_),
        (Some(_), _) | (None, Some(_)) => quote!(output),
    };
    let on_not_found = (waiter.missing_is_done && waiter.among.is_none()).then(|| {
        quote! {
            fn on_not_found(&self) -> Option<()> {
                Some(())
            }
        }
    });
    cx.core(["PollStatus"]);
    quote! {
        type Output = #done;

        fn operation(&self) -> &Self::Operation {
            &self.operation
        }

        fn interpret(&self, #parameter: #output) -> PollStatus<#done> {
            #find
            #told
        }

        #on_not_found
    }
}

fn is_it(key: &Field) -> TokenStream {
    let name = &key.name;
    match key.is_option() {
        true => quote!(item.#name.as_ref() == Some(&self.#name)),
        false => quote!(item.#name == self.#name),
    }
}

/// The interpretation of the state of an object.
fn told(cx: &Cx<'_>, state: &State, missing_is_done: bool) -> TokenStream {
    let field = &state.field.name;
    let output = if missing_is_done { quote!(()) } else { quote!(output) };
    let done = alternatives(cx, &state.done, state);
    let done = done.map(|done| quote!(#done => PollStatus::Done(#output),));
    let failed = alternatives(cx, &state.failed, state).map(|failed| match state.sub_jobs {
        None => {
            let failure = failure(cx, state, &quote!(output), &quote!(state));
            let failed = if state.failed.len() > 1 { quote!((#failed)) } else { failed };
            quote!(state @ #failed => #failure.into(),)
        }
        Some(_) => quote!(#failed => Self::failure(&output).into(),),
    });
    let (known, state) = match state.field.is_option() {
        true => (
            quote! {
                let Some(state) = &output.#field else { return PollStatus::in_progress("unknown") };
            },
            quote!(state),
        ),
        false => (quote!(), quote!(&output.#field)),
    };
    quote! {
        #known
        match #state {
            #done
            #failed
            state => PollStatus::in_progress(state),
        }
    }
}

/// `JobStatus::Fail | JobStatus::Lost`.
fn alternatives(cx: &Cx<'_>, values: &[Ident], state: &State) -> Option<TokenStream> {
    let patterns = values.iter().map(|value| {
        let ty = cx.named(state.ty);
        quote!(#ty::#value)
    });
    (!values.is_empty()).then(|| quote!(#(#patterns)|*))
}

/// The failure of an object.
fn failure(cx: &Cx<'_>, state: &State, object: &TokenStream, text: &TokenStream) -> TokenStream {
    let field = |field: &Field| {
        let name = &field.name;
        match field.is_option() {
            true => quote!(#object.#name.clone()),
            false => quote!(Some(#object.#name.clone())),
        }
    };
    let error = state.error.as_ref().map(|(code, reason)| {
        let (code, reason) = (field(code), field(reason));
        quote!(.code(#code).reason(#reason))
    });
    cx.core(["JobFailure"]);
    quote!(JobFailure::new(#text)#error)
}

/// The failure of a job, including its failed sub-jobs.
fn failure_with_sub_jobs(
    cx: &Cx<'_>,
    waiter: &Ident,
    job: &TokenStream,
    state: &State,
    sub_jobs: &TokenStream,
) -> TokenStream {
    let field = &state.field.name;
    let failed = alternatives(cx, &state.failed, state);
    let (text, is_failed) = match state.field.is_option() {
        true => (
            quote!(job.#field.as_ref().map_or("", |state| state.as_str())),
            quote!(matches!(job.#field, Some(#failed))),
        ),
        false => (quote!(&job.#field), quote!(matches!(job.#field, #failed))),
    };
    let failure = failure(cx, state, &quote!(job), &text);
    cx.core(["JobFailure"]);
    quote! {
        impl #waiter {
            /// Returns the failure of a job, including its failed sub-jobs.
            fn failure(job: &#job) -> JobFailure {
                let failed = #sub_jobs.filter(|job| #is_failed);
                #failure.failed_sub_jobs(failed.map(Self::failure))
            }
        }
    }
}

/// The jobs below a job. From the first field that may be missing on, all are.
fn sub_jobs(Way { before, last }: &Way) -> TokenStream {
    let (mut object, mut may_be_missing) = (quote!(job), false);
    for field in before {
        let name = &field.name;
        object = match (may_be_missing, field.is_option()) {
            (false, false) => quote!(#object.#name),
            (false, true) => quote!(#object.#name.as_ref()),
            (true, false) => quote!(#object.map(|it| &it.#name)),
            (true, true) => quote!(#object.and_then(|it| it.#name.as_ref())),
        };
        may_be_missing |= field.is_option();
    }
    let name = &last.name;
    match may_be_missing {
        true => quote!(#object.into_iter().flat_map(|it| &it.#name)),
        false => quote!(#object.#name.iter()),
    }
}
